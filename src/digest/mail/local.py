"""Ways out on this machine: a local mail system's `sendmail`, a command of one's own, a folder of messages."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile

from digest.files import put
from digest.ledger import Mail
from digest.mail.address import address
from digest.mail.outcome import Deferred, Lost, Outcome, Refused, Sent, Unknown

# sysexits.h: the message or its recipient is at fault, so that another try would end the same.
_FOR_GOOD = {64: "wrong use", 65: "wrong data", 67: "no such user", 68: "no such host"}
_MOST_SAID = 100_000  # bytes read of what a command says on standard error
_SECRETS = "DIGEST_"  # names of our own environment, which may hold passwords


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a program of this machine may take."""

    timeout: float = 120
    stop: Callable[[], bool] = _never  # whether we are told to stop
    stop_grace: float = 15  # how long it may still go on then


@dataclass(frozen=True, slots=True)
class Sendmail:
    """Hands messages to the local mail system, which takes responsibility for them."""

    sender: str
    path: str = "/usr/sbin/sendmail"
    limits: Limits = Limits()

    def send(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome:
        """One attempt at one message; see `digest.mail.outbox.Transport`."""
        if not Path(self.path).exists():
            return Deferred(f"{self.path} is not there: install a mail system, or set email.host", door=True)
        if not go():
            return Lost()
        # Lines of a local message end in LF. "-i": a lone dot does not end it.
        argv = (self.path, "-i", "-f", address(self.sender).spec, "--", address(mail.recipient).spec)
        code, words = _run(argv, data.replace(b"\r\n", b"\n"), self.limits)
        if code == 0:
            return Sent("taken by the local mail system")
        if code is None or code < 0:
            return Unknown(words)
        if code in _FOR_GOOD:
            return Refused(f"sendmail says {_FOR_GOOD[code]} ({code}){words and ': ' + words}")
        return Deferred(f"sendmail ended with {code}{words and ': ' + words}")

    def close(self) -> None:
        """There is nothing to let go of."""


@dataclass(frozen=True, slots=True)
class Command:
    """Runs a command with the text part on its standard input; no shell takes part."""

    argv: tuple[str, ...]
    limits: Limits = Limits()

    def send(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome:  # noqa: ARG002
        """One run for one briefing; see `digest.mail.outbox.Transport`."""
        if not go():
            return Lost()
        code, words = _run(self.argv, text_of(data).encode("utf-8"), self.limits)
        if code == 0:
            return Sent(f"{self.argv[0]} took it")
        if code is None or code < 0:
            return Unknown(words)
        return Deferred(f"{self.argv[0]} ended with {code}{words and ': ' + words}")

    def close(self) -> None:
        """There is nothing to let go of."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Puts each message into a folder as a file; a file is whole or not there, and a second try replaces the first."""

    path: Path

    def send(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome:
        """One file; see `digest.mail.outbox.Transport`."""
        if not go():
            return Lost()
        target = self.path / file_name(mail)
        try:
            put(target, data)
        except OSError as error:
            return Deferred(f"{target} cannot be written: {(error.strerror or str(error)).lower()}", door=True)
        return Sent(f"written to {target}")

    def close(self) -> None:
        """There is nothing to let go of."""


def file_name(mail: Mail) -> str:
    """A name that follows from the message alone."""
    edition = "".join(char if char.isascii() and char.isalnum() else "-" for char in mail.edition)[:40].strip("-")
    return f"{mail.created:%Y-%m-%d}-{edition or 'edition'}-{sha256(mail.message_id.encode()).hexdigest()[:10]}.eml"


def text_of(data: bytes) -> str:
    """The text part of a message."""
    parsed = message_from_bytes(data, policy=default)
    body = parsed.get_body(("plain",)) if isinstance(parsed, EmailMessage) else None
    return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""


def _run(argv: Sequence[str], given: bytes, limits: Limits) -> tuple[int | None, str]:
    """How a command ended, and its last line on standard error; None where it had to be ended."""
    from digest.render.safe import shown

    environment = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)}
    with TemporaryFile() as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
                argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=environment,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else "cannot be run"
            return 75, why.lower()
        with process:
            ended = _await(process, given, limits)
        if ended is not None:
            return None, f"{argv[0]} {ended}"
        if process.returncode < 0:
            return process.returncode, f"{argv[0]} was ended by signal {-process.returncode}"
        said.seek(0)
        lines = said.read(_MOST_SAID).decode("utf-8", "replace").strip().splitlines()
    return process.returncode, shown(lines[-1])[:200] if lines else ""


def _await(process: subprocess.Popen[bytes], given: bytes, limits: Limits) -> str | None:
    """Hands over what is given and waits for the end; why it was ended before, with all that it had started, or None."""
    began = time.monotonic()
    told: float | None = None
    rest: bytes | None = given
    while True:
        try:
            process.communicate(rest, timeout=0.2)
        except subprocess.TimeoutExpired:
            rest = None  # it is on its way
        else:
            return None
        now = time.monotonic()
        told = now if told is None and limits.stop() else told
        late, stopped = now - began >= limits.timeout, told is not None and now - told >= limits.stop_grace
        if late or stopped:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            return f"did not end within {limits.timeout:g} s" if late else "was ended because we were told to stop"
