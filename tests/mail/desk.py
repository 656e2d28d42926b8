"""What tests of the outbox share: a clock that stands until it is told to go on, messages, and a look at the rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.ledger import Mail, NewMail
from digest.mail.smtp import Server
from digest.store import Store

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


class Clock:
    """The time, as a test wants it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """What it is now."""
        return self.now

    def goes(self, **span: float) -> None:
        """Time passes."""
        self.now += timedelta(**span)


def letter_to(recipient: str, briefing: str = "b1") -> NewMail:
    """A message of few words."""
    name = f"<{briefing}.{recipient.replace('@', '.at.').strip(':')}@example.org>"
    data = f"From: digest@example.org\r\nTo: {recipient}\r\nMessage-ID: {name}\r\nSubject: News\r\n\r\n.\r\n..two\r\nFrom here\r\n"
    return NewMail(recipient, name, data.encode())


def smtp(port: int, **more: object) -> Server:
    """A server on loopback, without encryption, with short waits."""
    given: dict[str, object] = {
        "security": "none",
        "name": "here.example.org",
        "connect_timeout": 5,
        "command_timeout": 5,
        "answer_timeout": 5,
        "stop_grace": 0,
    } | more
    return Server("127.0.0.1", port, "digest@example.org", **given)  # type: ignore[arg-type]


def states(store: Store) -> dict[str, str]:
    """What has become of each recipient's message."""
    return {mail.recipient: mail.state for mail in store.mails()}


def mail_to(store: Store, recipient: str) -> Mail:
    """A recipient's row."""
    (found,) = [mail for mail in store.mails() if mail.recipient == recipient]
    return found
