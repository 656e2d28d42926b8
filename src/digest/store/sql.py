"""The store over an SQL database: each verb is one transaction of the engine that it was given."""
# ruff: noqa: D102 - `Store` says what each verb does

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from digest.ledger import Arrival, FeedState, Frozen, Intake, Item, Mail, MailState, NewMail, Run, Slot
from digest.model import Article, RawArticle
from digest.store import articles, briefings, codec, outbox, readings, slots, upkeep
from digest.store.faults import StoreError
from digest.store.lock import Lock

T = TypeVar("T")
_TRIES = (
    5  # for what a server undoes because of others (deadlock, serialization, a connection that was cut before it began)
)


class Database(Protocol):
    """What differs between the engines."""

    place: str  # how the store is named to people; without secrets
    engine: Engine

    def write(self, connection: Connection) -> None:
        """Called first in a transaction that writes: nobody else writes the same until it ends."""

    def lock(self) -> Lock:
        """The lock that one daemon of this store holds."""

    def fault(self, error: SQLAlchemyError) -> StoreError:
        """The error in words."""

    def may_try_again(self, error: DBAPIError) -> bool:
        """Whether the transaction was surely undone, and may work the next time."""

    def shrink(self) -> None:
        """Gives freed space back, a little at a time."""

    def size(self) -> int:
        """Bytes on the disk."""

    def check(self) -> tuple[str, ...]:
        """What is wrong with the data itself; nothing when it is whole."""

    def backup(self, path: str) -> None:
        """See `Store.backup`."""


class SqlStore:
    """`Store` over a Database; see there for what each verb promises."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.place = database.place

    # -- sources

    def feed_states(self) -> Mapping[str, FeedState]:
        return self._read(articles.feed_states)

    def note_feed(self, state: FeedState, arrivals: Sequence[Arrival] = (), arrived: datetime | None = None) -> Intake:
        if arrivals and arrived is None:
            raise ValueError("arrivals need the time when they arrived")

        def note(connection: Connection) -> Intake:
            articles.note_feed(connection, state)
            if arrived is None:
                return Intake()
            return articles.take_in(connection, arrivals, codec.micros(arrived), state.source)

        return self._write(note)

    # -- articles

    def take_in(self, arrivals: Sequence[Arrival], arrived: datetime, *, source: str | None = None) -> Intake:
        return self._write(lambda c: articles.take_in(c, arrivals, codec.micros(arrived), source))

    def items(self, edition: str, *, until: datetime, since: datetime, sources: Sequence[str] = ()) -> tuple[Item, ...]:
        return self._read(lambda c: articles.items(c, edition, codec.micros(until), codec.micros(since), sources))

    def knows(self, identity: str) -> bool:
        return self._read(lambda c: articles.knows(c, identity))

    def versions(self, article: str) -> tuple[tuple[Article, datetime], ...]:
        return self._read(lambda c: articles.versions(c, article))

    def raw(self, sha256: str) -> bytes | None:
        return self._read(lambda c: articles.raw(c, sha256))

    def source(self, sha256: str) -> RawArticle | None:
        return self._read(lambda c: articles.source(c, sha256))

    # -- large files that several collectors read

    def offer(self, places: Iterable[str]) -> None:
        self._write(lambda c: readings.offer(c, places), alone=False)

    def claim_reading(
        self, owner: str, now: datetime, lease: timedelta, among: Iterable[str]
    ) -> tuple[str, Mapping[str, Any]] | None:
        return self._write(lambda c: readings.claim(c, owner, now, lease, among), alone=False)

    def note_reading(
        self,
        place: str,
        owner: str,
        mark: Mapping[str, Any],
        now: datetime,
        lease: timedelta,
        arrivals: Sequence[Arrival] = (),
        *,
        source: str | None = None,
    ) -> Intake:
        def note(connection: Connection) -> Intake:
            readings.note(connection, place, owner, mark, now, lease)
            return articles.take_in(connection, arrivals, codec.micros(now), source)

        return self._write(note, alone=bool(arrivals))

    def give_back_reading(self, place: str, owner: str) -> None:
        self._write(lambda c: readings.give_back(c, place, owner), alone=False)

    def readings(self) -> Mapping[str, Mapping[str, Any]]:
        return self._read(readings.marks)

    # -- slots

    def begin(self, slot: Slot, owner: str, now: datetime) -> bool:
        return self._write(lambda c: slots.begin(c, slot, owner, now))

    def heartbeat(self, slot: Slot, owner: str, now: datetime) -> bool:
        return self._write(lambda c: slots.heartbeat(c, slot, owner, now))

    def give_back(self, slot: Slot, owner: str) -> None:
        self._write(lambda c: slots.give_back(c, slot, owner))

    def finish(self, slot: Slot, state: str, now: datetime, note: str = "", *, owner: str | None = None) -> None:
        self._write(lambda c: slots.finish(c, slot, state, now, note, owner))

    def miss(self, missed: Sequence[Slot], now: datetime, note: str = "") -> None:
        if missed:
            self._write(lambda c: slots.miss(c, missed, now, note))

    def runs(self, edition: str, *, last: int = 50) -> tuple[Run, ...]:
        return self._read(lambda c: slots.runs(c, edition, last))

    def schedule_since(self, edition: str, spec: str, now: datetime) -> datetime | None:
        return self._write(lambda c: slots.schedule_since(c, edition, spec, now))

    # -- briefings

    def freeze(
        self,
        slot: Slot | None,
        frozen: Frozen,
        record: Mapping[str, Any],
        told: Sequence[str],
        mails: Sequence[NewMail],
    ) -> None:
        self._write(lambda c: briefings.freeze(c, slot, frozen, record, told, mails))

    def unpublished(self) -> tuple[Frozen, ...]:
        return self._read(briefings.unpublished)

    def frozen(self, briefing: str) -> Frozen | None:
        return self._read(lambda c: briefings.frozen(c, briefing))

    def note_published(self, briefing: str) -> None:
        self._write(lambda c: briefings.note_published(c, briefing))

    def last_briefing(self, edition: str) -> Mapping[str, Any] | None:
        found = self.records(edition, last=1)
        return found[0] if found else None

    def records(self, edition: str, *, since: datetime | None = None, last: int = 50) -> tuple[Mapping[str, Any], ...]:
        return self._read(lambda c: briefings.records(c, edition, since, last))

    # -- outbox

    def claim(self, owner: str, now: datetime, lease: timedelta) -> Mail | None:
        return self._write(lambda c: outbox.claim(c, owner, now, lease), alone=False)

    def intend(self, mail: Mail, now: datetime) -> bool:
        return self._write(lambda c: outbox.intend(c, mail, now), alone=False)

    def settle(
        self, mail: Mail, state: MailState, *, reply: str, next_at: datetime | None = None, now: datetime
    ) -> bool:
        return self._write(lambda c: outbox.settle(c, mail, state, reply, next_at, now), alone=False)

    def reap(self, now: datetime) -> tuple[Mail, ...]:
        return self._write(lambda c: outbox.reap(c, now), alone=False)

    def mails(self, states: Sequence[MailState] = ()) -> tuple[Mail, ...]:
        return self._read(lambda c: outbox.mails(c, states))

    def mail_bytes(self, id: int) -> bytes:  # noqa: A002
        return self._read(lambda c: outbox.mail_bytes(c, id))

    # -- people's decisions

    def decide(self, verb: str, articles: Sequence[str], now: datetime) -> None:
        self._write(lambda c: upkeep.decide(c, verb, articles, now))

    def decisions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return self._read(upkeep.decisions)

    # -- upkeep

    def search(self, words: str, *, limit: int = 20) -> tuple[Mapping[str, Any], ...]:
        return self._read(lambda c: upkeep.search(c, words, limit))

    def prune(
        self, *, raw: timedelta | None, articles: timedelta | None, briefings: timedelta | None, now: datetime
    ) -> Mapping[str, int]:
        went = {
            "raw": self._prune(upkeep.prune_raw, raw, now),
            "articles": self._prune(upkeep.prune_articles, articles, now),
            "briefings": self._prune(upkeep.prune_briefings, briefings, now),
            "runs": self._prune(upkeep.prune_runs, briefings, now),
        }
        self._database.shrink()
        return went

    def counts(self) -> Mapping[str, int]:
        return self._read(upkeep.counts)

    def size(self) -> int:
        return self._database.size()

    def check(self) -> tuple[str, ...]:
        return self._database.check()

    def backup(self, path: str) -> None:
        self._database.backup(path)

    def lock(self) -> Lock:
        return self._database.lock()

    def close(self) -> None:
        self._database.engine.dispose()

    # -- transactions

    def _prune(self, drop: Callable[[Connection, int], int], age: timedelta | None, now: datetime) -> int:
        """Drops batch by batch, each in a transaction of its own."""
        if age is None:
            return 0
        before, went = codec.micros(now - age), 0
        while dropped := self._write(lambda c: drop(c, before)):
            went += dropped
            time.sleep(0)  # lets a writer that waits have its turn
        return went

    def _read(self, verb: Callable[[Connection], T]) -> T:
        return self._run(verb, writes=False, alone=False)

    def _write(self, verb: Callable[[Connection], T], *, alone: bool = True) -> T:
        return self._run(verb, writes=True, alone=alone)

    def _run(self, verb: Callable[[Connection], T], *, writes: bool, alone: bool) -> T:
        engine = self._database.engine.execution_options(writes=writes)
        for attempt in range(1, _TRIES + 1):
            try:
                with engine.begin() as connection:
                    if alone:
                        self._database.write(connection)
                    return verb(connection)
            except DBAPIError as error:
                if attempt == _TRIES or not self._database.may_try_again(error):
                    raise self._database.fault(error) from error
                time.sleep(0.02 * attempt)
            except SQLAlchemyError as error:
                raise self._database.fault(error) from error
        raise AssertionError("unreachable")
