"""What is remembered between runs: sources, items, slots, briefings and outgoing mail, as frozen values.

The store keeps these; the parts that decide (fetching, scheduling, the outbox) are pure functions over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from digest.model import Article, RawArticle

RunState = Literal["running", "done", "missed", "failed"]
MailState = Literal["pending", "claimed", "sending", "sent", "deferred", "uncertain", "held", "failed", "cancelled"]

NEXT_STATES: Mapping[MailState, frozenset[MailState]] = MappingProxyType(
    {
        "pending": frozenset({"claimed", "cancelled"}),
        "claimed": frozenset({"sending", "pending", "deferred", "failed", "cancelled"}),
        "sending": frozenset({"sent", "deferred", "failed", "uncertain"}),
        "deferred": frozenset({"claimed", "pending", "failed", "cancelled"}),
        "uncertain": frozenset({"pending", "held", "sent", "failed", "cancelled"}),
        "held": frozenset({"pending", "sent", "failed", "cancelled"}),
        "failed": frozenset({"pending", "cancelled"}),  # only because a person said so
        "sent": frozenset(),
        "cancelled": frozenset(),
    }
)
"""What may become of a message. `sending` never goes back to `pending`: whether it arrived is not known."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How one source stands. Times are aware, in UTC."""

    source: str  # its name in the config
    url: str  # where it is asked now: permanent redirects are remembered
    etag: str | None = None
    last_modified: str | None = None
    checked: datetime | None = None  # last asked
    succeeded: datetime | None = None  # last good answer, 304 included
    new_at: datetime | None = None  # last time that it brought something new
    failing_since: datetime | None = None
    failures: int = 0  # in a row
    reason: str | None = None  # of the last failure, in one line
    due: datetime | None = None  # not to be asked before
    retired: str | None = None  # why it is asked no more (410); None: it is asked
    given: str | None = None  # the address that the config gave; with another one there, it begins anew


@dataclass(frozen=True, slots=True)
class Arrival:
    """One cleaned article on its way into the store, with the bytes that prove it."""

    raw: RawArticle
    article: Article
    identity: str  # guid, canonical address or content: an equal identity is the same item, maybe corrected


@dataclass(frozen=True, slots=True)
class Intake:
    """What taking in a batch did."""

    new: tuple[str, ...] = ()  # article ids
    corrected: tuple[str, ...] = ()  # ids of articles whose text replaced an earlier one
    same: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An article that the store holds."""

    article: Article
    arrived: datetime
    told: bool  # in an earlier briefing of the edition that was asked for
    corrects: str | None = None  # the sha256 of the latest earlier version that was told, where this one was not


@dataclass(frozen=True, slots=True)
class Slot:
    """One scheduled time of one edition. Its key makes a second run of it impossible."""

    edition: str
    day: date  # local to the edition's zone
    time: str  # "07:00", local
    due: datetime  # UTC

    @property
    def key(self) -> tuple[str, str, str]:
        """(edition, local date, slot)."""
        return self.edition, self.day.isoformat(), self.time


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a slot."""

    slot: Slot
    state: RunState
    started: datetime
    ended: datetime | None = None
    note: str = ""
    attempts: int = 1  # how often it was begun
    owner: str | None = (
        None  # who runs it, or ran it last; None for a running one: it was given back, or its owner has ended
    )
    lease_until: datetime | None = None  # of a running one: after that its owner counts as dead


@dataclass(frozen=True, slots=True)
class NewMail:
    """One recipient's exact message, to be queued in the transaction that freezes its briefing."""

    recipient: str
    message_id: str
    data: bytes  # the whole RFC 5322 message


@dataclass(frozen=True, slots=True)
class Frozen:
    """A briefing whose bytes are fixed."""

    id: str
    edition: str
    slot: datetime
    until: datetime
    files: Mapping[str, bytes]  # relative path below output/ -> bytes
    published: bool  # its files stand in output/


@dataclass(frozen=True, slots=True)
class Mail:
    """One row of the outbox; its bytes are asked for separately."""

    id: int
    briefing: str
    edition: str
    recipient: str
    message_id: str
    sha256: str
    state: MailState
    created: datetime
    attempts: int = 0
    doubts: int = 0  # how often the answer to its data was lost
    next_at: datetime | None = None  # a deferred or doubtful one is not touched before
    reply: str | None = None  # the server's last words
    owner: str | None = None  # who holds it
    lease_until: datetime | None = None
    fence: int = 0  # raised by each claim: a holder with an older number may not go on
