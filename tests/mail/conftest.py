"""A real store, and ways to put mail into it and to send it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import Clock, letter_to, smtp

from digest.ledger import Frozen
from digest.mail.address import Way
from digest.mail.outbox import Flushed, Policy, Transport, flush
from digest.mail.smtp import Smtp
from digest.store import Store, open_store
from digest.store.owner import this_process


@pytest.fixture
def clock() -> Clock:
    """Seven o'clock."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    found = open_store(f"sqlite:///{tmp_path}/digest.db")
    yield found
    found.close()


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
