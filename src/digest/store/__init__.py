"""The store: one protocol in the domain's verbs; `open_store` picks the engine by its URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from digest.ledger import Arrival, FeedState, Frozen, Intake, Item, Mail, MailState, NewMail, Run, Slot


class Store(Protocol):
    """What every engine does. Each verb is one transaction; times are aware and compared in UTC."""

    # -- sources

    def feed_states(self) -> Mapping[str, FeedState]:
        """The state of every source that was ever asked, by name."""

    def note_feed(self, state: FeedState, arrivals: Sequence[Arrival] = (), arrived: datetime | None = None) -> Intake:
        """Remembers how a source stands and takes in what it brought, both or neither."""

    # -- articles

    def take_in(self, arrivals: Sequence[Arrival], arrived: datetime) -> Intake:
        """Keeps new articles, replaces corrected ones (their history is kept), passes over known ones."""

    def items(self, edition: str, *, until: datetime, since: datetime, sources: Sequence[str] = ()) -> tuple[Item, ...]:
        """The latest version of each item that arrived in (since, until], told or not, by arrival then id; () = all sources."""

    def raw(self, sha256: str) -> bytes | None:
        """The kept bytes of a version, or None once they were pruned."""

    # -- slots

    def begin(self, slot: Slot, owner: str, now: datetime) -> bool:
        """Claims a slot; False if it was begun, done or missed before (a run whose owner died may be begun again)."""

    def finish(self, slot: Slot, state: str, now: datetime, note: str = "") -> None:
        """Records how a slot's run ended ("done", "failed") or that it never ran ("missed")."""

    def runs(self, edition: str, *, last: int = 50) -> tuple[Run, ...]:
        """The latest runs of an edition, the newest first."""

    # -- briefings

    def freeze(self, slot: Slot | None, frozen: Frozen, record: Mapping[str, Any], told: Sequence[str], mails: Sequence[NewMail]) -> None:
        """In one transaction: the briefing's bytes, its record, its articles as told, and every recipient's message."""

    def unpublished(self) -> tuple[Frozen, ...]:
        """Frozen briefings whose files do not stand in output/ yet."""

    def note_published(self, briefing: str) -> None:
        """The files of a briefing stand in output/."""

    def last_briefing(self, edition: str) -> Mapping[str, Any] | None:
        """The record of the edition's last frozen briefing."""

    # -- outbox (the state machine of the outbox: pending, claimed, sending, sent, deferred, uncertain, held, failed, cancelled)

    def claim(self, owner: str, now: datetime, lease: timedelta) -> Mail | None:
        """Takes one message that is due (pending, or deferred whose time came); two claimers never get the same one."""

    def intend(self, mail: Mail, now: datetime) -> bool:
        """Commits "sending" just before DATA; False if the claim was lost meanwhile (its fence is older)."""

    def settle(self, mail: Mail, state: MailState, *, reply: str, next_at: datetime | None = None, now: datetime) -> None:
        """Records the outcome of an attempt."""

    def reap(self, now: datetime) -> tuple[Mail, ...]:
        """Expired claims go back to pending; expired "sending" becomes uncertain; the latter are returned."""

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

    def prune(self, *, raw: timedelta | None, articles: timedelta | None, briefings: timedelta | None, now: datetime) -> Mapping[str, int]:
        """Drops what is older than allowed (None: keeps for ever); how much of each went."""

    def backup(self, path: str) -> None:
        """A whole, consistent copy at `path` while others write."""

    def close(self) -> None:
        """Lets go of everything."""
