"""The store: one protocol in the domain's verbs; `open_store` picks the engine by its URL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from digest.errors import UsageError
from digest.ledger import Arrival, FeedState, Frozen, Intake, Item, Mail, MailState, NewMail, Run, Slot
from digest.model import Article, RawArticle
from digest.store.faults import LostClaim, StoreError
from digest.store.lock import Lock
from digest.store.owner import this_process

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

__all__ = ["Lock", "LostClaim", "Store", "StoreError", "open_store", "restore", "this_process"]


class Store(Protocol):
    """What every engine does. Each verb is one transaction (`prune` is several); times are aware and compared in UTC.

    Every verb raises StoreError where the database fails; what was kept before stays as it was. A store may be used by several
    threads and several processes at once, but not across a fork.
    """

    place: str  # how it is named to people; no secrets in it

    # -- sources

    def feed_states(self) -> Mapping[str, FeedState]:
        """The state of every source that was ever asked, by name."""

    def note_feed(self, state: FeedState, arrivals: Sequence[Arrival] = (), arrived: datetime | None = None) -> Intake:
        """Remembers how a source stands and takes in what it brought, both or neither."""

    # -- articles

    def take_in(self, arrivals: Sequence[Arrival], arrived: datetime, *, source: str | None = None) -> Intake:
        """Keeps new articles, replaces corrected ones (their history is kept), passes over known ones.

        An article whose title and text are as they were is known, whatever else of its bytes changed. An id that another item
        has is numbered ("a-2"); an item keeps its id through its versions. `source` is the name in the config that brought
        them (otherwise the outlet): `items` is asked by it. Known even after they were pruned.
        """

    def items(self, edition: str, *, until: datetime, since: datetime, sources: Sequence[str] = ()) -> tuple[Item, ...]:
        """The latest version of each item that arrived in (since, until], told or not, by arrival then id; () = all sources."""

    def knows(self, identity: str) -> bool:
        """Whether an item of this identity was ever taken in."""

    def versions(self, article: str) -> tuple[tuple[Article, datetime], ...]:
        """All versions of an item by its article id, the oldest first, with the time when each arrived."""

    def raw(self, sha256: str) -> bytes | None:
        """The kept bytes of a version, or None once they were pruned."""

    def source(self, sha256: str) -> RawArticle | None:
        """As `raw`, with the origin, member and media type that reading the bytes again needs."""

    # -- large files that several collectors read

    def offer(self, places: Iterable[str]) -> None:
        """Lets these files be claimed; those that are known keep how far they were read."""

    def claim_reading(
        self, owner: str, now: datetime, lease: timedelta, among: Iterable[str]
    ) -> tuple[str, Mapping[str, Any]] | None:
        """Takes one of these files that nobody reads and that was not read to its end, with the mark that was kept last.

        Two claimers never get the same one. A claim ends with its lease, or with its owner (see `this_process`).
        """

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
        """Keeps what a file brought and how far it was read (`done`: to its end), both or neither; the lease begins anew.

        Raises LostClaim, and keeps nothing, where the file is another's by now.
        """

    def give_back_reading(self, place: str, owner: str) -> None:
        """The owner stops before the end: anybody may read on at once."""

    def readings(self) -> Mapping[str, Mapping[str, Any]]:
        """The last mark of every file that was offered."""

    # -- slots

    def begin(self, slot: Slot, owner: str, now: datetime) -> bool:
        """Claims a slot; False if it was begun, done or missed before.

        A run may be begun again when it failed, was given back, gave no sign of life for 3 minutes (`heartbeat`), or when its
        owner was a process of this machine that has ended (see `this_process`), as long as its briefing is not frozen.
        """

    def heartbeat(self, slot: Slot, owner: str, now: datetime) -> bool:
        """A sign of life of the run; False if it was lost to another."""

    def give_back(self, slot: Slot, owner: str) -> None:
        """The run was stopped on purpose before its briefing was frozen: anybody may begin it again at once."""

    def finish(self, slot: Slot, state: str, now: datetime, note: str = "", *, owner: str | None = None) -> None:
        """Records how a slot's run ended ("done", "failed") or that it never ran ("missed").

        A slot whose briefing is frozen stays done, and one that was begun is never missed. With `owner`, nothing is recorded
        if the run was lost to another.
        """

    def miss(self, missed: Sequence[Slot], now: datetime, note: str = "") -> None:
        """Records all of these as missed; those that were ever begun are left alone."""

    def runs(self, edition: str, *, last: int = 50) -> tuple[Run, ...]:
        """The latest runs of an edition, the newest first."""

    def schedule_since(self, edition: str, spec: str, now: datetime) -> datetime | None:
        """Since when the edition has this schedule (None: it never had another); the first call with a new one sets it to `now`."""

    # -- briefings

    def freeze(
        self,
        slot: Slot | None,
        frozen: Frozen,
        record: Mapping[str, Any],
        told: Sequence[str],
        mails: Sequence[NewMail],
    ) -> None:
        """In one transaction: the briefing's bytes, its record, its articles as told, and every recipient's message.

        Told are those versions of the articles `told` whose sha256 the record shows: a correction that came in meanwhile stays
        untold. The slot is done. Raises LostClaim, and keeps nothing, when the edition has a briefing for this time already.
        """

    def unpublished(self) -> tuple[Frozen, ...]:
        """Frozen briefings whose files do not stand in output/ yet."""

    def note_published(self, briefing: str) -> None:
        """The files of a briefing stand in output/."""

    def last_briefing(self, edition: str) -> Mapping[str, Any] | None:
        """The record of the edition's last frozen briefing."""

    def records(self, edition: str, *, since: datetime | None = None, last: int = 50) -> tuple[Mapping[str, Any], ...]:
        """The records of the edition's latest briefings, the newest first; only those whose window ended after `since`."""

    def frozen(self, briefing: str) -> Frozen | None:
        """A briefing by its id."""

    # -- outbox (the state machine of the outbox: pending, claimed, sending, sent, deferred, uncertain, held, failed, cancelled)

    def claim(self, owner: str, now: datetime, lease: timedelta) -> Mail | None:
        """Takes one message that is due (pending or deferred, its `next_at` reached); two claimers never get the same one.

        It counts as an attempt, until `settle(mail, "pending", ...)` gives it back.
        """

    def intend(self, mail: Mail, now: datetime) -> bool:
        """Commits "sending" just before DATA, for 15 minutes; False if the claim was lost meanwhile (older fence, lease over)."""

    def settle(
        self, mail: Mail, state: MailState, *, reply: str, next_at: datetime | None = None, now: datetime
    ) -> bool:
        """Records the outcome of an attempt, or what a policy or a person decided; see `ledger.NEXT_STATES`.

        False, and nothing is changed, where the message was claimed by another since (`mail.fence` is older) or cannot become
        `state` from what it is. Said twice is as said once. "uncertain" counts a doubt.
        """

    def reap(self, now: datetime) -> tuple[Mail, ...]:
        """Expired claims go back to pending; expired "sending" becomes uncertain; the latter are returned.

        A holder that was a process of this machine (`this_process`) and has ended counts as expired at once.
        """

    def mails(self, states: Sequence[MailState] = ()) -> tuple[Mail, ...]:
        """Rows of the outbox in these states (() = all), oldest first."""

    def mail_bytes(self, id: int) -> bytes:  # noqa: A002
        """The exact message of a row."""

    # -- people's decisions

    def decide(self, verb: str, articles: Sequence[str], now: datetime) -> None:
        """Remembers that a person said `verb` ("split" or "merge") of these articles."""

    def decisions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All such decisions, oldest first."""

    # -- upkeep

    def search(self, words: str, *, limit: int = 20) -> tuple[Mapping[str, Any], ...]:
        """Articles and past briefings that hold all `words`, the best first."""

    def prune(
        self, *, raw: timedelta | None, articles: timedelta | None, briefings: timedelta | None, now: datetime
    ) -> Mapping[str, int]:
        """Drops what is older than allowed (None: keeps for ever); how much of each went.

        An edition's last briefing stays, and one whose mail or files are still under way.
        """

    def backup(self, path: str) -> None:
        """A whole, consistent copy at `path` while others write (PostgreSQL: refused; pg_dump does it)."""

    def counts(self) -> Mapping[str, int]:
        """How many articles (items), versions, raw, briefings, mails and runs there are."""

    def size(self) -> int:
        """Bytes that it takes."""

    def check(self) -> tuple[str, ...]:
        """What is wrong with the data itself, thoroughly (reads everything); nothing when it is whole."""

    def lock(self) -> Lock:
        """The lock of this store's daemon, not yet taken."""

    def close(self) -> None:
        """Lets go of everything."""


def open_store(url: str) -> Store:
    """The store at `url`: sqlite:///PATH (relative to the current directory; four slashes: absolute) or postgresql+psycopg://...

    An SQLite file that is not there is made; one that is damaged, another program's or newer is refused, as is such a database:
    StoreError says what and how to mend it. UsageError: no such kind of store.
    """
    from digest.store.sql import Database, SqlStore

    database: Database
    kind = url.partition(":")[0]
    if kind == "sqlite":
        from digest.store.sqlite import SqliteDatabase

        database = SqliteDatabase(_file(url))
    elif kind in ("postgresql", "postgresql+psycopg"):
        from digest.store.postgres import PostgresDatabase

        database = PostgresDatabase(_server(url))
    else:
        raise UsageError(f"no store of the kind {kind!r}: use sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME")
    return SqlStore(database)


def restore(url: str, kept: str) -> str | None:
    """Puts the copy at `kept` in the place of the store at `url`; the path under which the one that was there lies now."""
    if not url.startswith("sqlite:"):
        raise UsageError("only an SQLite store is restored from a copy; for PostgreSQL use pg_restore")
    from pathlib import Path

    from digest.store.sqlite import restore as put_back

    aside = put_back(_file(url), Path(kept))
    return None if aside is None else str(aside)


def _file(url: str) -> Path:
    from pathlib import Path

    if not url.startswith("sqlite:///") or len(url) == len("sqlite:///"):
        raise UsageError(f"{url!r} names no file: use sqlite:///state/digest.db, or sqlite:////var/lib/digest.db")
    return Path(url.removeprefix("sqlite:///"))


def _server(url: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise UsageError("the store's URL cannot be read: use postgresql+psycopg://USER@HOST:PORT/NAME") from None
