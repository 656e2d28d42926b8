"""One slot carried out: found due, begun, kept alive while it is made, and its end written down, whatever that is.

The daemon and `digest run` both go through here, so that they can run beside each other.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from digest.errors import DigestError
from digest.ledger import Slot
from digest.schedule import Due, due
from digest.store import LostClaim, Store, this_process


class Say(Protocol):
    """Where words for the log go: a level ("info", "warning", "error"), what happened, and its particulars."""

    def __call__(self, level: str, event: str, **fields: object) -> None:
        """Says it; never raises."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """When one edition is made."""

    edition: str
    schedule: str
    zone: str
    catch_up: timedelta

    @property
    def spec(self) -> str:
        """The schedule as a store remembers it."""
        return f"{self.schedule} {self.zone}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt at a slot ended."""

    slot: Slot
    state: Literal["done", "failed", "given back", "another's"]
    note: str = ""
    error: BaseException | None = None


def now_utc() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def to_stderr(level: str, event: str, **fields: object) -> None:
    """A plain `Say`: one line for each event, control characters escaped."""
    line = " ".join([f"digest: {level}: {event}", *(f"{key}={value}" for key, value in fields.items())])
    with suppress(OSError, ValueError):
        sys.stderr.write("".join(c if c.isprintable() else repr(c)[1:-1] for c in line) + "\n")
        sys.stderr.flush()


def said(error: BaseException) -> str:
    """An error in one line."""
    return str(error) if isinstance(error, DigestError) else f"{type(error).__name__}: {error}"


class Maker:
    """Carries out slots of a store, one at a time. `make` makes, freezes and publishes a briefing and returns a note."""

    def __init__(
        self,
        store: Store,
        make: Callable[[Slot], str | None],
        *,
        say: Say = to_stderr,
        clock: Callable[[], datetime] = now_utc,
        stop: threading.Event | None = None,
        beat: float = 30.0,
    ) -> None:
        self.making: Slot | None = None
        self.owner = this_process()
        self._store, self._make, self._say, self._clock, self._beat = store, make, say, clock, beat
        self._stop = stop or threading.Event()

    def due(self, timetable: Timetable, *, however_late: bool = False) -> Due:
        """What is due of an edition now; `however_late`: also what is older than its catch-up, as when a person asks."""
        now, name = self._clock(), timetable.edition
        since = self._store.schedule_since(name, timetable.spec, now)
        catch_up = None if however_late else timetable.catch_up
        return due(
            name, timetable.schedule, timetable.zone, self._store.runs(name), now, catch_up=catch_up, since=since
        )

    def look_at(self, timetable: Timetable, *, however_late: bool = False) -> Outcome | None:
        """Writes down what was missed, and makes what is due; None: nothing is."""
        found, now = self.due(timetable, however_late=however_late), self._clock()
        if found.missed:
            first, last = found.missed[0].due.isoformat(), found.missed[-1].due.isoformat()
            self._say(
                "warning",
                "slots were missed",
                edition=timetable.edition,
                count=len(found.missed),
                first=first,
                last=last,
            )
            self._store.miss(found.missed, now, "nobody was there to make it")
        for slot in found.abandoned:
            self._store.finish(slot, "failed", now, "its maker ended, and a later slot came")
        return None if found.slot is None else self.carry_out(found.slot)

    def carry_out(self, slot: Slot) -> Outcome:
        """Makes a slot, unless it is another's; an exception of `make` ends in the outcome and not in the caller."""
        if self._stop.is_set() or not self._store.begin(slot, self.owner, self._clock()):
            return Outcome(slot, "another's")
        particulars = {"edition": slot.edition, "slot": f"{slot.day.isoformat()} {slot.time}"}
        self._say("info", "making a briefing", **particulars, due=slot.due.isoformat())
        self.making = slot
        try:
            with self._alive(slot):
                note = self._make(slot) or ""
            self._store.finish(slot, "done", self._clock(), note, owner=self.owner)
            self._say("info", "made", **particulars, note=note)
            return Outcome(slot, "done", note)
        except LostClaim as error:
            self._say("warning", "another made it", **particulars, reason=str(error))
            return Outcome(slot, "another's", str(error))
        except KeyboardInterrupt:
            self.give_back()
            raise
        except BaseException as error:  # memory and recursion included: the next slot runs
            if self._stop.is_set():
                self.give_back()
                self._say("info", "given back", **particulars)
                return Outcome(slot, "given back", error=error)
            self._fail(slot, said(error), particulars)
            return Outcome(slot, "failed", said(error), error)
        finally:
            self.making = None

    def give_back(self) -> None:
        """Lets go of the slot in the making, so that it can be begun again at once; never raises."""
        slot = self.making
        with suppress(Exception):  # its lease runs out, or our end is seen
            if slot is not None:
                self._store.give_back(slot, self.owner)

    def _fail(self, slot: Slot, reason: str, particulars: dict[str, str]) -> None:
        self._say("error", "run failed", **particulars, reason=reason)
        try:
            self._store.finish(slot, "failed", self._clock(), reason, owner=self.owner)
        except Exception as error:  # its lease runs out, and it is begun again
            self._say("error", "the failure could not be written down", reason=said(error))

    @contextmanager
    def _alive(self, slot: Slot) -> Iterator[None]:
        """Gives signs of life for the slot while its briefing is made."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(self._beat):
                with suppress(Exception):  # the next one may get through
                    if not self._store.heartbeat(slot, self.owner, self._clock()) and not ended.is_set():
                        self._say(
                            "warning", "a slot in the making went to another", edition=slot.edition, slot=slot.time
                        )
                        return

        thread = threading.Thread(target=beat, name=f"beat-{os.getpid()}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(1.0)
