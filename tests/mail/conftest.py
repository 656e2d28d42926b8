"""A real store with mail in it, and a clock that stands until it is told to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.ledger import Frozen, Mail, NewMail
from digest.mail.outbox import Flushed, Policy, Transport, Way, flush
from digest.mail.smtp import Server, Smtp
from digest.store import Store, open_store
from digest.store.owner import this_process

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


class Clock:
    """The time, as a test wants it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def goes(self, **span: float) -> None:
        """Time passes."""
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{tmp_path}/digest.db")
    yield found
    found.close()


def letter_to(recipient: str, briefing: str = "b1") -> NewMail:
    """A message of few words."""
    name = f"<{briefing}.{recipient.replace('@', '.at.').strip(':')}@example.org>"
    data = f"From: digest@example.org\r\nTo: {recipient}\r\nMessage-ID: {name}\r\nSubject: News\r\n\r\n.\r\n..two\r\nFrom here\r\n"
    return NewMail(recipient, name, data.encode())


@pytest.fixture
def queue(store: Store, clock: Clock) -> Callable[..., None]:
    """Puts a message for each recipient into the outbox."""

    def put(*recipients: str, briefing: str = "b1", edition: str = "morning") -> None:
        frozen = Frozen(briefing, edition, clock.now, clock.now, {}, published=True)
        store.freeze(None, frozen, {"title": "Morning"}, (), [letter_to(one, briefing) for one in recipients])

    return put


@pytest.fixture
def send(store: Store, clock: Clock) -> Callable[..., Flushed]:
    """Flushes the store through a port on loopback, or through what is handed in."""

    def sent(
        port: int = 0,
        *,
        through: Transport | dict[Way, Transport] | None = None,
        policy: Policy | None = None,
        **server: object,
    ) -> Flushed:
        way = through or Smtp(smtp(port, **server))
        return flush(store, way, policy or Policy(), owner=this_process(), clock=clock)

    return sent


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
