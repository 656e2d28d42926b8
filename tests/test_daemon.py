"""The loop, in processes of its own, with real signals; and under a clock that is moved by hand."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from digest.daemon import Daemon, Pace, Plan, Work
from digest.ledger import Frozen, Slot
from digest.maker import Maker, Timetable
from digest.store import Store, open_store

SCRIPT = Path(__file__).with_name("daemon_at_work.py")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def until(condition: Callable[[], object], seconds: float = 45.0) -> None:
    """Waits for a condition, and fails when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


# -- under a clock that is moved by hand


class Bench:
    """A daemon that makes nothing but notes, its store, and its clock."""

    def __init__(self, store: Store, *timetables: Timetable, now: datetime) -> None:
        self.store, self.now = store, now
        self.made: list[Slot] = []
        self.said: list[tuple[str, str]] = []
        self.failing: BaseException | None = None
        self.daemon = Daemon(
            Plan(timetables),
            store,
            Work(make=self.make, fetch=lambda names: None, send=lambda: None),
            say=lambda level, event, **_: self.said.append((level, event)),
            clock=lambda: self.now,
        )

    def make(self, slot: Slot) -> None:
        """Freezes an empty briefing."""
        if self.failing is not None:
            raise self.failing
        self.store.freeze(
            slot, Frozen("/".join(slot.key), slot.edition, slot.due, self.now, {}, published=True), {}, (), ()
        )
        self.made.append(slot)

    def look(self, now: datetime) -> list[str]:
        """Looks at a moment; what was made in it."""
        self.now, before = now, len(self.made)
        self.daemon.look()
        return [f"{slot.day:%d} {slot.time}" for slot in self.made[before:]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(f"sqlite:///{tmp_path}/digest.db")
    yield opened
    opened.close()


def table(schedule: str = "07:00", zone: str = "UTC", edition: str = "e", hours: int = 12) -> Timetable:
    """One edition's timetable."""
    return Timetable(edition, schedule, zone, timedelta(hours=hours))


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "start"),
    [("02:30", "2026-03-06T12:00"), ("01:30", "2026-10-30T12:00")],
)
def test_through_a_clock_change_each_day_has_one_briefing(store: Store, schedule: str, start: str) -> None:
    """New York, both changes, looked at every ten minutes for four days: four briefings, on four local days."""
    bench = Bench(store, table(schedule, "America/New_York"), now=utc(start))
    store.miss([Slot("e", utc(start).date(), schedule, utc(start) - MINUTE)], utc(start))
    for tick in range(6 * 24 * 4):
        bench.look(utc(start) + tick * 10 * MINUTE)
    days = [slot.day for slot in bench.made]
    assert len(days) == len(set(days)) == 4
    assert {run.state for run in store.runs("e")} == {"done", "missed"}


def test_an_outage_is_caught_up_with_one_briefing(store: Store) -> None:
    """Three days away: the latest slot is made at once, the others are written down as missed, and it is said."""
    bench = Bench(store, table(), now=utc("2026-11-21T07:00"))
    assert bench.look(utc("2026-11-21T07:00")) == ["21 07:00"]
    assert bench.look(utc("2026-11-24T09:00")) == ["24 07:00"]
    assert bench.look(utc("2026-11-24T09:00:15")) == []
    assert [(run.slot.day.day, run.state) for run in store.runs("e")] == [
        (24, "done"), (23, "missed"), (22, "missed"), (21, "done"),
    ]  # fmt: skip
    assert ("warning", "slots were missed") in bench.said


def test_what_is_older_than_the_catch_up_is_missed(store: Store) -> None:
    """An hour of catch-up, two hours late: nothing is made until the next slot."""
    bench = Bench(store, table(hours=1), now=utc("2026-11-21T07:00"))
    bench.look(utc("2026-11-21T07:00"))
    assert bench.look(utc("2026-11-22T09:00")) == []
    assert bench.look(utc("2026-11-23T07:00")) == ["23 07:00"]
    assert [run.state for run in store.runs("e")] == ["done", "missed", "done"]


def test_a_clock_that_leaps_and_returns_makes_nothing_twice(store: Store) -> None:
    """An hour back, two days ahead and back again: every day has its briefing once, and none is lost."""
    bench = Bench(store, table(), now=utc("2026-11-21T07:00"))
    made = [bench.look(utc(f"2026-11-{when}")) for when in (
        "21T07:00", "21T06:00", "21T07:00", "23T07:30", "21T12:00", "22T07:00", "23T07:00", "24T07:00",
    )]  # fmt: skip
    assert made == [["21 07:00"], [], [], ["23 07:00"], [], ["22 07:00"], [], ["24 07:00"]]


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("deep"), OSError(28, "No space left"), SystemExit(3)])
def test_a_run_that_fails_ends_neither_the_daemon_nor_the_next_slot(store: Store, error: BaseException) -> None:
    """It is written down with its reason and tried again; another edition and the next day are made as ever."""
    bench = Bench(store, table(), table("07:01", edition="other"), now=utc("2026-11-21T07:00"))
    bench.look(utc("2026-11-20T07:05"))
    bench.failing = error
    assert bench.look(utc("2026-11-21T07:00")) == []
    (run, *_) = store.runs("e")
    assert (run.state, type(error).__name__ in run.note) == ("failed", True)
    bench.failing = None
    assert bench.look(utc("2026-11-21T07:01")) == ["21 07:01"]
    assert bench.look(utc("2026-11-21T07:05")) == ["21 07:00"]
    assert bench.look(utc("2026-11-22T07:00")) == ["22 07:00"]


def test_a_schedule_moved_into_the_past_waits_for_tomorrow(store: Store) -> None:
    """The config is edited at noon, from 18:00 to 10:00: nothing is made today."""
    bench = Bench(store, table("18:00"), now=utc("2026-11-20T18:00"))
    bench.look(utc("2026-11-20T18:00"))
    bench.daemon.plan = Plan((table("10:00"),))
    assert bench.look(utc("2026-11-21T12:00")) == []
    assert bench.look(utc("2026-11-21T18:00")) == []
    assert bench.look(utc("2026-11-22T10:00")) == ["22 10:00"]


def test_a_person_may_ask_for_what_is_older_than_the_catch_up(store: Store) -> None:
    """What the daemon would leave is made when it is asked for; a second time there is nothing to make."""
    made: list[Slot] = []
    maker = Maker(
        store, lambda slot: made.append(slot), clock=lambda: utc("2026-11-21T23:00"), say=lambda *_, **__: None
    )  # type: ignore[func-returns-value]
    assert maker.look_at(table(hours=1)) is None
    outcome = maker.look_at(table(hours=1), however_late=True)
    assert (outcome.state, [slot.time for slot in made]) == ("done", ["07:00"])
    assert maker.look_at(table(hours=1), however_late=True) is None


def test_an_interrupted_run_gives_its_slot_back(store: Store) -> None:
    """Control-C ends `digest run`; the slot can be begun again at once, and it was no attempt."""

    def interrupt(slot: Slot) -> None:
        raise KeyboardInterrupt

    clock = lambda: utc("2026-11-21T08:00")  # noqa: E731
    with pytest.raises(KeyboardInterrupt):
        Maker(store, interrupt, clock=clock, say=lambda *_, **__: None).look_at(table())
    assert [(run.state, run.owner, run.attempts) for run in store.runs("e")] == [("running", None, 0)]
    assert Maker(store, lambda slot: None, clock=clock, say=lambda *_, **__: None).look_at(table()).state == "done"


def test_a_trigger_that_fires_twice_makes_one_briefing(tmp_path: Path) -> None:
    """The real scheduler, over the hour that comes twice: woken at both 01:30, it makes one; it goes on when the clock is set."""
    pace = Pace(look=0.1, send=60, beat=60, lock=0.1)
    with time_machine.travel(utc("2026-11-01T05:29:58"), tick=True) as clock:
        store = open_store(f"sqlite:///{tmp_path}/digest.db")
        made: list[Slot] = []
        looks = Counter[str]()
        clocks = lambda: looks.update(["look"]) or datetime.now(UTC)  # noqa: E731

        def make(slot: Slot) -> None:
            store.freeze(slot, Frozen(f"{slot.due}", "e", slot.due, slot.due, {}, published=True), {}, (), ())
            made.append(slot)

        work = Work(make=make, fetch=lambda names: None, send=lambda: None)
        daemon = Daemon(Plan((table("01:30", "America/New_York", hours=1),)), store, work, pace=pace, clock=clocks)
        thread = threading.Thread(target=daemon.run)
        thread.start()
        until(lambda: len(made) == 1)
        for moment in ("2026-11-01T06:29:59", "2026-11-01T05:00:00", "2026-11-02T06:29:59"):
            clock.move_to(utc(moment))
            seen = looks["look"]
            until(lambda seen=seen: looks["look"] > seen + 3)
        until(lambda: len(made) == 2)
        daemon.stop.set()
        thread.join(10)
        assert not thread.is_alive()
        assert [slot.due for slot in made] == [utc("2026-11-01T05:30"), utc("2026-11-02T06:30")]
        store.close()


# -- in processes of their own


class Daemons:
    """Processes of `daemon_at_work.py` on one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.plan("* * * * *")

    def plan(self, schedule: str) -> None:
        """Writes the config."""
        (self.folder / "plan").write_text(schedule)

    def start(self, *modes: str, speed: float = 60.0) -> subprocess.Popen[bytes]:
        """Another daemon; its words are in `said(process)`."""
        with (self.folder / f"err{len(self.running)}").open("wb") as err:
            process = subprocess.Popen([sys.executable, SCRIPT, str(self.folder), str(speed), *modes], stderr=err)
        self.running.append(process)
        return process

    def said(self, process: subprocess.Popen[bytes]) -> str:
        """What it wrote to its standard error."""
        return (self.folder / f"err{self.running.index(process)}").read_text()

    def log(self, what: str) -> list[tuple[str, int]]:
        """The lines of one kind that any of them noted, each with its process."""
        path = self.folder / "log"
        lines = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
        return [(line[1], int(line[2])) for line in lines if line[0] == what]

    def states(self) -> Counter[str]:
        """How many runs stand in each state."""
        store = open_store(f"sqlite:///{self.folder}/digest.db")
        try:
            return Counter(run.state for run in store.runs("e"))
        finally:
            store.close()


@pytest.fixture
def daemons(tmp_path: Path) -> Iterator[Daemons]:
    """No daemon yet; all that were started are ended afterwards."""
    started = Daemons(tmp_path)
    yield started
    for process in started.running:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_of_two_daemons_one_works_and_the_other_takes_over(daemons: Daemons) -> None:
    """A slot a second: each made once, by the first alone; after its SIGKILL by the second, and no slot twice."""
    first = daemons.start()
    until(lambda: daemons.log("made"))
    second = daemons.start()
    until(lambda: "standing by" in daemons.said(second))
    assert f"pid {first.pid}" in daemons.said(second)
    until(lambda: len(daemons.log("made")) >= 3)
    assert {pid for _, pid in daemons.log("made")} == {first.pid}
    first.kill()
    first.wait()
    until(lambda: sum(pid == second.pid for _, pid in daemons.log("made")) >= 3)
    assert set(Counter(slot for slot, _ in daemons.log("made")).values()) == {1}
    second.send_signal(signal.SIGTERM)
    assert second.wait(10) == 0
    assert daemons.states().keys() <= {"done", "missed"}


def test_one_that_stands_by_can_be_stopped(daemons: Daemons) -> None:
    """It leaves with 0 and does not take the work along."""
    first = daemons.start()
    until(lambda: daemons.log("made"))
    second = daemons.start()
    until(lambda: "standing by" in daemons.said(second))
    second.send_signal(signal.SIGTERM)
    assert second.wait(5) == 0
    made = len(daemons.log("made"))
    until(lambda: len(daemons.log("made")) > made)
    assert first.poll() is None


def test_a_lock_is_never_stale(daemons: Daemons) -> None:
    """The holder was killed, and its number belongs to another process now: a new daemon starts."""
    first = daemons.start()
    until(lambda: daemons.log("made"))
    first.kill()
    first.wait()
    (daemons.folder / "digest.db.lock.pid").write_text("1\n")
    second = daemons.start()
    until(lambda: any(pid == second.pid for _, pid in daemons.log("made")))


def test_a_slot_whose_maker_was_killed_is_made_by_the_next_at_once(daemons: Daemons) -> None:
    """Its lease would run for minutes; that its process has ended is seen."""
    daemons.plan("0 6 * * *")
    first = daemons.start("make-hangs", speed=1)
    until(lambda: daemons.log("begin"))
    first.kill()
    first.wait()
    second = daemons.start(speed=1)
    until(lambda: daemons.log("made"))
    assert daemons.log("made") == [(daemons.log("begin")[0][0], second.pid)]


@pytest.mark.parametrize(
    ("mode", "sign"),
    [("make-waits", "begin"), ("make-hangs", "begin"), ("fetch-hangs", "fetch"), ("send-waits", "send"), ("", "made")],
)
def test_sigterm_ends_well_wherever_it_comes(daemons: Daemons, mode: str, sign: str) -> None:
    """Exit 0 within the patience, whether the work heeds the stop or hangs; every slot is done or free for the next daemon."""
    first = daemons.start(mode)
    until(lambda: daemons.log(sign))
    began = time.monotonic()
    first.send_signal(signal.SIGTERM)
    assert first.wait(10) == 0
    assert time.monotonic() - began < 6
    if mode.startswith("make"):
        (slot, _) = daemons.log("begin")[0]
        assert daemons.states()["running"] == 1
        daemons.plan("* * * * *")
        second = daemons.start()
        until(lambda: any(pid == second.pid for _, pid in daemons.log("made")))
        assert (slot, second.pid) in daemons.log("made") or daemons.states()["failed"] >= 1
    else:
        assert daemons.states().keys() <= {"done", "missed"}
    if mode == "send-waits":
        assert daemons.log("send")[-1][0] == "ended"


def test_after_a_sleep_the_latest_slot_is_made_within_a_minute(daemons: Daemons) -> None:
    """The machine sleeps for eight hourly slots (SIGSTOP, and the clock moved on): on waking one briefing, the last one's."""
    daemons.plan("0 * * * *")
    daemon = daemons.start()
    until(lambda: daemons.log("made"))
    daemon.send_signal(signal.SIGSTOP)
    (daemons.folder / "new").write_text(str(8 * 3600))
    (daemons.folder / "new").rename(daemons.folder / "ahead")
    woken = time.monotonic()
    daemon.send_signal(signal.SIGCONT)
    until(lambda: len(daemons.log("made")) == 2)
    assert time.monotonic() < woken + 60
    until(lambda: daemons.states()["missed"] == 7)
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(30) == 0
    assert [slot for slot, _ in daemons.log("made")] == ["e/2026-11-21/07:00", "e/2026-11-21/15:00"]


def test_a_second_sigterm_ends_at_once(daemons: Daemons) -> None:
    """While the first one's patience with work that hangs is not over; the next daemon goes on."""
    first = daemons.start("make-hangs")
    until(lambda: daemons.log("begin"))
    first.send_signal(signal.SIGTERM)
    until(lambda: "stopping" in daemons.said(first))
    began = time.monotonic()
    first.send_signal(signal.SIGTERM)
    assert first.wait(5) == 143
    assert time.monotonic() - began < 1.5
    second = daemons.start()
    until(lambda: any(pid == second.pid for _, pid in daemons.log("made")))


def test_sighup_takes_a_sound_config_and_no_other(daemons: Daemons) -> None:
    """A broken one is refused with its reason, and the old one stays; a sound one counts from then on."""
    process = daemons.start()
    until(lambda: daemons.log("made"))
    daemons.plan("broken")
    process.send_signal(signal.SIGHUP)
    until(lambda: "the config is kept as it was" in daemons.said(process))
    assert "the config is broken" in daemons.said(process)
    made = len(daemons.log("made"))
    until(lambda: len(daemons.log("made")) > made + 1)
    daemons.plan("0 0 1 1 *")
    process.send_signal(signal.SIGHUP)
    until(lambda: "the config was read again" in daemons.said(process))
    made = len(daemons.log("made"))
    sent = len(daemons.log("send"))
    until(lambda: len(daemons.log("send")) > sent + 4)  # more than a slot's time goes by
    assert len(daemons.log("made")) <= made + 1  # one may have been in the making
    assert process.poll() is None


def test_a_job_that_runs_out_of_memory_does_not_end_the_process(daemons: Daemons) -> None:
    """The first slot fails, the next is made, and sources are asked all the while."""
    process = daemons.start("make-raises")
    until(lambda: daemons.log("made"))
    assert "MemoryError" in daemons.said(process)
    assert daemons.states()["failed"] == 1
    assert {names for names, _ in daemons.log("fetch")} == {"feed"}
