"""A year of mornings under a fast clock, with a death each day: 365 briefings, everything told once, nothing piling up."""

from __future__ import annotations

import hashlib
import os
import random
import resource
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.daemon import Daemon, Plan, Work
from digest.edition import Composed, compose_edition, reach
from digest.group import group
from digest.ledger import Arrival, Frozen, Slot
from digest.maker import Timetable
from digest.model import Article, RawArticle, Settings
from digest.record import to_record
from digest.store import open_store, this_process
from digest.summarize import tell

DAY = timedelta(days=1)
ZONE = "Europe/Berlin"
PLACES = ("harbour", "library", "stadium", "bakery", "museum", "railway", "theatre")


def arrivals(day: int, now: datetime) -> list[Arrival]:
    """The news of one day: three events of their own, one of them reported twice."""
    told = []
    for event in range(3):
        place, number = PLACES[(day + 3 * event) % 7], day * 10 + event
        text = (
            f"The {place} of Elmsworth was closed on Monday after fault number {number} in hall {number % 89}. "
            f"About {number + 200} visitors of the {place} were sent home with vouchers worth {number % 17 + 2} crowns."
        )
        for outlet in ("Post", "Daily")[: 1 + (event == 0)]:
            words = text if outlet == "Post" else f"Elmsworth's {place} had to close. {text}"
            data = words.encode()
            sha256 = hashlib.sha256(data).hexdigest()
            title = f"Elmsworth {place} closed by fault {number}"
            article = Article(
                f"{outlet}-{number}",
                f"{outlet}/{number}",
                sha256,
                outlet,
                title,
                words,
                published=now,
                published_from="feed",
            )
            told.append(Arrival(RawArticle(article.origin, data, "text/plain"), article, article.origin))
    return told


class Year:
    """A daemon, whose process is thought to die once a day, and what it made."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(f"sqlite:///{folder}/digest.db")
        self.now = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
        self.told: Counter[str] = Counter()
        self.made: list[Slot] = []
        work = Work(make=self.make, fetch=lambda names: None, send=lambda: None)
        plan = Plan((Timetable("morning", "07:00", ZONE, timedelta(hours=12)),))
        self.daemon = Daemon(plan, self.store, work, say=lambda *_, **__: None, clock=lambda: self.now)

    def compose(self, slot: Slot) -> Composed:
        """The slot's briefing."""
        earlier = self.store.records("morning", since=self.now - 6 * DAY)
        since = datetime.fromisoformat(earlier[0]["window"]["until"]) if earlier else None
        return compose_edition(
            self.store.items("morning", until=self.now, since=reach(since, self.now)),
            slot=slot.due.astimezone(ZoneInfo(ZONE)),
            until=self.now,
            since=since,
            settings=Settings(),
            earlier=earlier,
            name="morning",
            group=group,
            tell=tell,
        )

    def make(self, slot: Slot) -> None:
        """Composes and freezes."""
        composed = self.compose(slot)
        briefing = Frozen("/".join(slot.key), "morning", slot.due, self.now, {"a.html": b"x" * 5000}, published=True)
        self.store.freeze(slot, briefing, to_record(composed.briefing), composed.told, ())
        self.told.update(composed.told)
        self.made.append(slot)

    def die(self, slot: Slot, where: str) -> None:
        """What is left of a process that was killed while it made a slot."""
        machine, pid, _ = this_process().rsplit(":", 2)
        if where == "never":
            return
        assert self.store.begin(slot, f"{machine}:{pid}:1", self.now)
        if where == "frozen":
            self.make(slot)

    def day(self, number: int, chance: random.Random) -> None:
        """One day: news comes in, somebody dies, and the daemon looks every hour."""
        self.store.take_in(arrivals(number, self.now), self.now)
        due = (datetime(2026, 1, 1, 7, tzinfo=ZoneInfo(ZONE)) + number * DAY).astimezone(UTC)
        slot = Slot("morning", due.astimezone(ZoneInfo(ZONE)).date(), "07:00", due)
        self.now = due
        self.die(slot, chance.choice(["never", "begun", "frozen"]))
        for _ in range(23):
            self.daemon.look()
            self.now += timedelta(hours=1)
        self.store.prune(raw=10 * DAY, articles=30 * DAY, briefings=None, now=self.now)


@pytest.mark.parametrize("days", [15, pytest.param(365, marks=pytest.mark.slow)])
def test_each_day_has_its_briefing_and_nothing_piles_up(tmp_path: Path, days: int) -> None:
    """One briefing a day, through both clock changes; every article told once; memory, handles and the store stay small."""
    year, chance = Year(tmp_path), random.Random(7)
    for number in range(days):
        year.day(number, chance)
        if number == 9:
            memory, handles = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, len(os.listdir("/proc/self/fd"))
    assert [slot.day.toordinal() for slot in year.made] == [datetime(2026, 1, 1).toordinal() + n for n in range(days)]  # noqa: DTZ001
    assert {run.state for run in year.store.runs("morning", last=400)} == {"done"}
    assert len(year.told) == 4 * days
    assert set(year.told.values()) == {1}
    assert len(os.listdir("/proc/self/fd")) <= handles + 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < memory + 60_000  # KB
    assert year.store.check() == ()
    year.store.backup(str(tmp_path / "copy.db"))
    assert (tmp_path / "copy.db").stat().st_size < 1_500_000 + days * 10_000
    year.store.close()
