"""Ways out on this machine: the local mail system, a command, a folder."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import NOW, Clock, mail_to, states
from posts import Manners, post

import briefings
from digest.ledger import Frozen, Mail, NewMail
from digest.mail.address import COMMAND, FOLDER
from digest.mail.local import Command, Folder, Limits, Sendmail, text_of
from digest.mail.message import compose_mail, letter
from digest.mail.outbox import Flushed, Policy
from digest.mail.outcome import Deferred
from digest.store import Store

A = "a@example.org"
Queue = Callable[..., None]
Send = Callable[..., Flushed]


def program(folder: Path, code: str) -> str:
    """An executable that runs `code`, with its own folder as `here`."""
    path = folder / "program"
    path.write_text(
        f"#!{sys.executable}\nimport os, sys\nfrom pathlib import Path\nhere = Path({str(folder)!r})\n{code}\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def freeze(store: Store, recipient: str, data: bytes) -> None:
    """One message in the outbox."""
    mail = NewMail(recipient, "<1@example.org>", data)
    store.freeze(None, Frozen("b1", "Früh/../morning", NOW, NOW, {}, published=True), {}, (), [mail])


# sendmail


def test_sendmail_gets_the_message_with_local_line_ends(store: Store, send: Send, tmp_path: Path) -> None:
    """Arguments without a shell, "-i" and "--"; the bytes are those of the message but for the lines' ends."""
    path = program(
        tmp_path, "(here / 'argv').write_text(repr(sys.argv[1:])); (here / 'in').write_bytes(sys.stdin.buffer.read())"
    )
    freeze(store, A, b"Subject: x\r\n\r\n.\r\nend\r\n")
    assert send(through=Sendmail("Digest <digest@example.org>", path)).counts == {"sent": 1}
    assert (tmp_path / "argv").read_text() == repr(["-i", "-f", "digest@example.org", "--", A])
    assert (tmp_path / "in").read_bytes() == b"Subject: x\n\n.\nend\n"


@pytest.mark.parametrize(
    ("code", "state", "words"),
    [
        (
            "sys.exit('queue is full') if False else (sys.stderr.write('queue is full\\n'), sys.exit(75))",
            "deferred",
            "75: queue is full",
        ),
        ("sys.exit(67)", "failed", "no such user (67)"),
        ("sys.exit(1)", "deferred", "ended with 1"),
        ("os.kill(os.getpid(), 9)", "uncertain", "signal 9"),
        ("import threading; threading.Event().wait(60)", "uncertain", "did not end within 0.5 s"),
    ],
)
def test_how_sendmail_ends_decides(
    store: Store, queue: Queue, send: Send, tmp_path: Path, code: str, state: str, words: str
) -> None:
    """sysexits.h says what is for good and what for now; a death in the middle leaves a doubt."""
    queue(A)
    wait = 0.5 if "within" in words else 30
    assert send(through=Sendmail("digest@example.org", program(tmp_path, code), Limits(timeout=wait))).counts == {
        state: 1
    }
    assert words in (mail_to(store, A).reply or "")


def test_without_a_mail_system_all_wait(queue: Queue, send: Send, tmp_path: Path) -> None:
    """One alert that names the mend."""
    queue(A, "b@example.org")
    done = send(through=Sendmail("digest@example.org", str(tmp_path / "none")))
    assert done.counts == {"deferred": 2}
    assert len(done.alerts) == 1
    assert "set email.host" in done.alerts[0]


# A command


def test_a_command_reads_the_text_and_knows_no_secret(
    store: Store, send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text part of the briefing, as it is shown; arguments as they are given; no variable of ours."""
    monkeypatch.setenv("DIGEST_SMTP_PASSWORD", "S3cr3t-canary")
    path = program(
        tmp_path,
        "(here / 'in').write_bytes(sys.stdin.buffer.read()); (here / 'argv').write_text(repr(sys.argv[1:]));"
        "(here / 'env').write_text(repr(dict(os.environ)))",
    )
    briefing = briefings.rich()
    message = compose_mail(
        briefing, sender="digest@example.org", recipient=A, message_id="<1@example.org>", date=briefing.slot
    )
    freeze(store, COMMAND, message)
    assert send(through={"command": Command((path, "$(id)", ";", "*"))}).counts == {"sent": 1}
    assert (tmp_path / "in").read_text("utf-8") == letter(briefing, leaving=False).text
    assert (tmp_path / "argv").read_text() == repr(["$(id)", ";", "*"])
    assert "canary" not in (tmp_path / "env").read_text()
    assert text_of(message) == letter(briefing, leaving=False).text


def test_a_command_that_fails_is_run_again_later(
    store: Store, queue: Queue, send: Send, clock: Clock, tmp_path: Path
) -> None:
    """Its last words are kept; a command that is not there is no crash."""
    queue(COMMAND)
    bad = Command((program(tmp_path, "sys.exit('no display')"),))
    assert send(through={"command": bad}).counts == {"deferred": 1}
    assert (mail_to(store, COMMAND).reply or "").endswith("ended with 1: no display")
    clock.goes(minutes=10)
    assert send(through={"command": Command((str(tmp_path / "gone"),))}).counts == {"deferred": 1}
    clock.goes(minutes=30)
    assert send(through={"command": Command((program(tmp_path, ""),))}).counts == {"sent": 1}


def test_a_command_is_ended_with_all_that_it_started_when_we_are_told_to_stop(
    store: Store, queue: Queue, send: Send, tmp_path: Path
) -> None:
    """It may still end by itself for a while; then it is a doubt. What it left running holds nobody up."""
    queue(COMMAND)
    code = "import subprocess; subprocess.Popen(['sleep', '600']); (here / 'up').write_text(''); import time; time.sleep(600)"
    limits = Limits(stop=(tmp_path / "up").exists, stop_grace=0)
    assert send(through={"command": Command((program(tmp_path, code),), limits)}).counts == {"uncertain": 1}
    assert (mail_to(store, COMMAND).reply or "").endswith("told to stop")


def test_a_command_that_reads_nothing_and_says_much_is_no_trouble(queue: Queue, send: Send, tmp_path: Path) -> None:
    """Neither a closed input nor a flood of words stops it."""
    queue(COMMAND)
    code = "sys.stdin.close(); sys.stderr.write('x' * 3_000_000); print('y' * 3_000_000)"
    assert send(through={"command": Command((program(tmp_path, code),))}).counts == {"sent": 1}


# A folder


def test_a_folder_gets_whole_files_under_safe_names(store: Store, send: Send, tmp_path: Path) -> None:
    """One .eml with the exact bytes, nothing beside it."""
    freeze(store, FOLDER, b"Subject: x\r\n\r\nwords\r\n")
    assert send(through={"folder": Folder(tmp_path / "out" / "mail")}).counts == {"sent": 1}
    (path,) = (tmp_path / "out" / "mail").iterdir()
    assert path.read_bytes() == b"Subject: x\r\n\r\nwords\r\n"
    assert path.name.startswith("2026-11-21-Fr-h")
    assert path.suffix == ".eml"
    assert "/" not in path.name


def test_a_second_try_at_a_file_makes_no_second_file(store: Store, queue: Queue, send: Send, tmp_path: Path) -> None:
    """A death between writing and noting it is no doubt here: the next flush writes the same file again, even under "hold"."""
    queue(FOLDER)
    folder = Folder(tmp_path / "out")

    class Dying(Folder):
        def send(self, *given: object) -> None:  # type: ignore[override]
            folder.send(*given)  # type: ignore[arg-type]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(through={"folder": Dying(tmp_path / "out")})
    (row,) = store.mails()
    assert row.state == "sending"
    store.settle(row, "uncertain", reply="its sender died", now=NOW)
    done = send(through={"folder": folder}, policy=Policy(uncertain="hold"))
    assert done.counts["sent"] == 1
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """Put off, with the path."""
    (tmp_path / "out").mkdir(mode=0o500)
    user = os.geteuid()
    with contextlib.ExitStack() as stack:
        if user == 0:  # the superuser may write anywhere, unless it steps back for a moment
            os.seteuid(65534)
            stack.callback(os.seteuid, user)
        transport = Folder(tmp_path / "out")
        outcome = transport.send(
            Mail(1, "b1", "morning", FOLDER, "<1@x.example>", "", "claimed", NOW), b"", lambda: True
        )
    assert isinstance(outcome, Deferred)
    assert "permission denied" in outcome.reply


def test_a_folder_that_cannot_be_one_is_named(queue: Queue, send: Send, tmp_path: Path) -> None:
    """A file in its place: put off, with the path, no crash."""
    (tmp_path / "out").write_text("")
    queue(FOLDER)
    done = send(through={"folder": Folder(tmp_path / "out")})
    assert done.counts == {"deferred": 1}
    assert str(tmp_path / "out") in done.alerts[0]


# Together


def test_one_way_that_is_shut_does_not_shut_the_others(store: Store, queue: Queue, send: Send, tmp_path: Path) -> None:
    """The mail server is closed and no command is configured; the folder gets its file, and the reverse."""
    from desk import smtp

    from digest.mail.smtp import Smtp

    queue(A, COMMAND, FOLDER)
    manners = Manners(greeting="421 closed")
    with post(manners) as server:
        done = send(through={"mail": Smtp(smtp(server.port)), "folder": Folder(tmp_path / "out")})
        assert states(store) == {A: "deferred", COMMAND: "deferred", FOLDER: "sent"}
        assert len(done.alerts) == 2
        manners.greeting = None
        (tmp_path / "file").write_text("")
        queue(A, FOLDER, briefing="b2", edition="evening")
        done = send(through={"mail": Smtp(smtp(server.port)), "folder": Folder(tmp_path / "file")})
    assert done.counts == {"deferred": 1, "sent": 1}
    assert len(server.got[A]) == 1
