"""SMTP: one recipient a transaction, certificates checked, and a line drawn where the answer may be lost (RFC 5321)."""

from __future__ import annotations

import base64
import binascii
import hmac
import select
import smtplib
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from digest.errors import UsageError
from digest.ledger import Mail
from digest.mail.address import address
from digest.mail.outcome import AuthenticationFailed, Deferred, Lost, Outcome, Refused, Sent, Unknown

Security = Literal["starttls", "tls", "none"]
_REPLY = 300  # characters kept of a reply
_PIECE = 16_384  # bytes handed over at once
# What is wrong is our standing with the server, not the message: RFC 4954, section 6; RFC 3207, section 4.
_AUTHENTICATION = frozenset({530, 534, 535, 538})
_BUSY, _OUT_OF_STEP = 421, 503


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail leaves, and how. The password never shows itself."""

    host: str
    port: int
    sender: str  # the envelope's sender
    security: Security = "starttls"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    name: str | None = None  # what we call ourselves in EHLO; None: this machine's name
    connect_timeout: float = 30
    command_timeout: float = 120  # for an answer to anything but the data, and for each piece of it
    answer_timeout: float = 600  # for the answer to the data
    stop_grace: float = 20  # how long that answer is still awaited once we are told to stop
    context: ssl.SSLContext | None = field(default=None, repr=False)  # None: the machine's certificates

    def __post_init__(self) -> None:
        if self.username and self.security == "none" and not _is_loopback(self.host):
            raise UsageError(
                f"email.security is none, so the password would go to {self.host} in the clear: use starttls or tls"
            )
        if self.username and self.password is None:
            raise UsageError("email.username needs a password: set DIGEST_SMTP_PASSWORD or DIGEST_SMTP_PASSWORD_FILE")


class _Shut(Exception):
    """The server did not let us in."""

    def __init__(self, outcome: Deferred | AuthenticationFailed) -> None:
        super().__init__()
        self.outcome = outcome


class Smtp:
    """Sends through one server; the connection is kept from one message to the next."""

    def __init__(self, server: Server, stop: Callable[[], bool] = lambda: False) -> None:
        self._server, self._stop = server, stop
        self._line: smtplib.SMTP | None = None

    def __repr__(self) -> str:
        """Where it sends; nothing else."""
        return f"Smtp({self._server.host}:{self._server.port})"

    def send(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome:
        """One attempt at one message; see `digest.mail.outbox.Transport`."""
        kept, went = self._line is not None, False

        def going() -> bool:
            nonlocal went
            went = True
            return go()

        outcome = self._attempt(mail, data, going)
        if kept and not went and (outcome is None or (isinstance(outcome, Deferred) and outcome.door)):
            outcome = self._attempt(mail, data, going)  # the server had only had enough of that connection
        return Deferred("the connection was closed before anything was sent", door=True) if outcome is None else outcome

    def close(self) -> None:
        """Says good-bye, without waiting long for the answer."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError, smtplib.SMTPException):
                if line.sock is not None:
                    line.sock.settimeout(2)
                line.quit()
            line.close()

    # -- the way in

    def _attempt(self, mail: Mail, data: bytes, go: Callable[[], bool]) -> Outcome | None:
        """The outcome; None where the connection broke before anything was asked of it."""
        try:
            line = self._line = self._line or self._open()
        except _Shut as shut:
            return shut.outcome
        outcome = self._envelope(line, mail)
        if outcome is not None or self._line is None:
            return outcome
        try:
            going = go()
        except BaseException:
            self._drop()  # or the next message would begin within this one
            raise
        return self._data(line, data) if going else self._reset(Lost())

    def _open(self) -> smtplib.SMTP:
        server = self._server
        line: smtplib.SMTP | None = None
        try:
            line = self._dial()
            self._greet(line)
            if server.security == "starttls":
                self._encrypt(line)
            if server.username:
                self._authenticate(line)
        except _Shut:
            if line is not None:
                line.close()
            raise
        except ssl.SSLCertVerificationError as error:
            raise self._shut(line, f"the certificate of {server.host} is not good: {error.verify_message}") from None
        except smtplib.SMTPConnectError as error:
            raise self._shut(line, self._words(error.smtp_code, _octets(error.smtp_error))) from None
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            raise self._shut(line, f"no connection to {server.host}:{server.port}: {_fault(error)}") from None
        if line.sock is not None:
            line.sock.settimeout(server.command_timeout)
        return line

    def _dial(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            return smtplib.SMTP_SSL(
                server.host, server.port, server.name, timeout=server.connect_timeout, context=self._context()
            )
        return smtplib.SMTP(server.host, server.port, server.name, timeout=server.connect_timeout)

    def _context(self) -> ssl.SSLContext:
        return self._server.context or ssl.create_default_context()

    def _greet(self, line: smtplib.SMTP) -> None:
        code, words = line.ehlo()
        if not 200 <= code < 300:
            code, words = line.helo()
        if not 200 <= code < 300:
            raise _Shut(Deferred(self._words(code, words), door=True))

    def _encrypt(self, line: smtplib.SMTP) -> None:
        """STARTTLS, or nothing: a server that does not offer it gets neither password nor message."""
        if not line.has_extn("starttls"):
            raise _Shut(Deferred(f"{self._server.host} offers no STARTTLS, and email.security asks for it", door=True))
        code, words = line.starttls(context=self._context())
        if code != 220:
            raise _Shut(Deferred(self._words(code, words), door=True))
        self._greet(line)

    def _authenticate(self, line: smtplib.SMTP) -> None:
        """AUTH PLAIN (RFC 4616), or LOGIN, or CRAM-MD5 (RFC 2195), the first that the server has."""
        name, secret = (self._server.username or "").encode(), (self._server.password or "").encode()
        offered = line.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            code, words = line.docmd("AUTH", "PLAIN " + _b64(b"\0" + name + b"\0" + secret))
        elif "LOGIN" in offered:
            code, words = line.docmd("AUTH", "LOGIN " + _b64(name))
            if code == 334:
                code, words = line.docmd(_b64(secret))
        elif "CRAM-MD5" in offered:
            code, words = line.docmd("AUTH", "CRAM-MD5")
            if code == 334:
                with suppress(binascii.Error):
                    words = base64.b64decode(words)
                code, words = line.docmd(_b64(name + b" " + hmac.new(secret, words, "md5").hexdigest().encode()))
        else:
            raise _Shut(AuthenticationFailed(f"{self._server.host} offers no way to log in that is known here"))
        if 400 <= code < 500:
            raise _Shut(Deferred(self._words(code, words), door=True))
        if not 200 <= code < 300:
            raise _Shut(AuthenticationFailed(self._words(code, words)))

    # -- one message

    def _envelope(self, line: smtplib.SMTP, mail: Mail) -> Outcome | None:
        """MAIL and RCPT; None where both were taken, or (the line is dropped then) where the connection broke."""
        sender, recipient = address(self._server.sender), address(mail.recipient)
        options = ""
        if sender.needs_utf8 or recipient.needs_utf8:
            if not line.has_extn("smtputf8"):
                return Refused(f"{self._server.host} does not take addresses outside of ASCII (SMTPUTF8)")
            options = " SMTPUTF8"
            line.command_encoding = "utf-8"
        try:
            code, words = line.docmd("MAIL", f"FROM:<{sender.spec}>{options}")
            if not 200 <= code < 300:
                return self._refused(code, words)
            code, words = line.docmd("RCPT", f"TO:<{recipient.spec}>")
            if not 200 <= code < 300:
                return self._refused(code, words)
        except (OSError, smtplib.SMTPException):
            self._drop()
        return None

    def _refused(self, code: int, words: bytes) -> Outcome:
        """A no to MAIL, RCPT or DATA, and the way back to where the next message can begin."""
        reply = self._words(code, words)
        if code in _AUTHENTICATION:
            self._drop()
            return AuthenticationFailed(reply)
        if code == _BUSY:
            self._drop()
            return Deferred(reply, door=True)
        if code == _OUT_OF_STEP:
            self._drop()
            return Deferred(reply)
        return self._reset(Refused(reply) if code >= 500 else Deferred(reply))

    def _reset(self, outcome: Outcome) -> Outcome:
        if self._line is not None:
            try:
                code, _ = self._line.rset()
                if code == 250:
                    return outcome
            except (OSError, smtplib.SMTPException):
                pass
            self._drop()
        return outcome

    def _data(self, line: smtplib.SMTP, data: bytes) -> Outcome:
        """DATA, and the answer to it. Whatever goes wrong before the last dot leaves no doubt; after it, all does."""
        try:
            code, words = line.docmd("DATA")
            if code != 354:
                return self._refused(code, words)
            early = self._hand_over(line, _stuffed(data))
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Deferred(f"the connection broke before the end of the message: {_fault(error)}")
        if early is not None:
            return early
        try:
            assert line.sock is not None  # noqa: S101 - it has just been written to
            line.sock.sendall(b".\r\n")
            reason = self._wait(line)
            if reason is not None:
                self._drop()
                return Unknown(reason)
            code, words = line.getreply()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._drop()
            return Unknown(f"no answer to the message: {_fault(error)}")
        if 200 <= code < 300:
            return Sent(self._words(code, words))
        if code < 400:
            self._drop()
            return Unknown(f"an answer that means nothing: {self._words(code, words)}")
        return self._refused(code, words)

    def _hand_over(self, line: smtplib.SMTP, data: bytes) -> Outcome | None:
        """All of the message but its last dot. An answer that comes before it, or the end of the line, is a no."""
        sock = line.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected
        for start in range(0, len(data), _PIECE):
            if _readable(line, 0):
                break
            sock.sendall(data[start : start + _PIECE])
        else:
            if not _readable(line, 0):
                return None
        code, words = line.getreply()
        self._drop()
        return Refused(self._words(code, words)) if code >= 500 else Deferred(self._words(code, words))

    def _wait(self, line: smtplib.SMTP) -> str | None:
        """Waits for the answer to the data; None when it is there, otherwise why it is no longer awaited."""
        server, began = self._server, time.monotonic()
        told: float | None = None
        while not _readable(line, 0.2):
            now = time.monotonic()
            if now - began >= server.answer_timeout:
                return f"no answer to the message within {server.answer_timeout:g} s"
            if told is None and self._stop():
                told = now
            if told is not None and now - told >= server.stop_grace:
                return "stopped while the answer to the message was awaited"
        return None

    # -- ends

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _shut(self, line: smtplib.SMTP | None, words: str) -> _Shut:
        if line is not None:
            line.close()
        return _Shut(Deferred(self._safe(words), door=True))

    def _words(self, code: int, words: bytes) -> str:
        return self._safe(f"{code} {words.decode('utf-8', 'replace')}")

    def _safe(self, text: str) -> str:
        """A server's words on one clean line, in which our secrets, should it repeat them, are blotted out."""
        from digest.render.safe import shown

        secret = self._server.password
        if secret:
            name = (self._server.username or "").encode()
            for form in (secret, _b64(secret.encode()), _b64(b"\0" + name + b"\0" + secret.encode())):
                text = text.replace(form, "***")
        return shown(text)[:_REPLY]


def password(variables: Mapping[str, str], name: str = "DIGEST_SMTP_PASSWORD") -> str | None:
    """The password in the variable `name`, or in the file that `name`_FILE names; None where there is neither.

    Raises UsageError, without its content, where the file cannot be read.
    """
    if name in variables:
        return variables[name]
    path = variables.get(name + "_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text("utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror or "error" if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{name}_FILE: {path} cannot be read: {why.lower()}") from None


def _stuffed(data: bytes) -> bytes:
    """The message as it goes over the wire: lines end in CRLF, a dot at a line's start is doubled (RFC 5321, 4.5.2)."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines)


def _readable(line: smtplib.SMTP, timeout: float) -> bool:
    """Whether an answer, or the end of the connection, is there within `timeout` seconds."""
    sock = line.sock
    if sock is None:
        raise smtplib.SMTPServerDisconnected
    encrypted = isinstance(sock, ssl.SSLSocket)
    if encrypted and sock.pending():  # type: ignore[attr-defined]
        return True
    waiting = select.poll()
    waiting.register(sock, select.POLLIN)
    if not waiting.poll(timeout * 1000):
        return False
    if not encrypted or line.file is None:
        return True
    # What came may be TLS's own affair, such as a ticket, and no word of the server's.
    before = sock.gettimeout()
    sock.setblocking(False)
    try:
        line.file.peek(1)
    except ssl.SSLWantReadError:
        return False
    finally:
        sock.settimeout(before)
    return True


def _octets(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode("utf-8", "replace")


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _fault(error: Exception) -> str:
    """What went wrong, without a server's words."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "it was closed"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    words = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return str(words).lower() if isinstance(error, OSError) else str(words)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
