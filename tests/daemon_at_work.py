"""A daemon in a process of its own, for tests: its clock runs as fast as it is told, and its work is a line in a log.

python daemon_at_work.py FOLDER SPEED MODE...   (see `_Work`); FOLDER/plan holds the schedule.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.daemon import Daemon, Pace, Plan, Work
from digest.errors import UsageError
from digest.ledger import Frozen, Slot
from digest.maker import Timetable
from digest.store import open_store

START = datetime(2026, 11, 21, 6, 59, 30, tzinfo=UTC)
PACE = Pace(look=0.2, send=0.3, beat=0.5, lock=0.2, patience=2.0)


def clock_of(folder: Path, speed: float):
    """A clock that all processes of one folder share; FOLDER/ahead, if there is one, moves it on by so many seconds."""
    mark = folder / "began"
    try:
        with mark.open("x") as file:
            file.write(str(time.time()))
    except FileExistsError:
        pass
    while not (began := mark.read_text()):
        time.sleep(0.01)
    ahead = folder / "ahead"
    return lambda: (
        START
        + timedelta(seconds=(time.time() - float(began)) * speed + (float(ahead.read_text()) if ahead.exists() else 0))
    )


class AtWork:
    """What it does in the MODEs: `make-hangs`, `make-waits` (for the stop), `make-raises`, `fetch-hangs`, `send-waits`."""

    def __init__(self, folder: Path, speed: float, modes: Sequence[str]) -> None:
        self.folder, self.modes = folder, modes
        self.clock = clock_of(folder, speed)
        self.store = open_store(os.environ.get("STORE") or f"sqlite:///{folder}/digest.db")
        work = Work(make=self.make, fetch=self.fetch, send=self.send, reload=self.plan)
        self.daemon = Daemon(self.plan(), self.store, work, pace=PACE, clock=self.clock)

    def plan(self) -> Plan:
        """What FOLDER/plan says."""
        schedule = (self.folder / "plan").read_text().strip()
        if schedule == "broken":
            raise UsageError("the config is broken")
        return Plan((Timetable("e", schedule, "UTC", timedelta(hours=12)),), ("feed",), timedelta(seconds=1))

    def note(self, line: str) -> None:
        """Appends a line to FOLDER/log in one write."""
        handle = os.open(self.folder / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{line} {os.getpid()}\n".encode())
        os.close(handle)

    def make(self, slot: Slot) -> str:
        """Makes a slot, in the way that the modes say."""
        key = "/".join(slot.key)
        self.note(f"begin {key}")
        if "make-raises" in self.modes:
            self.modes = [mode for mode in self.modes if mode != "make-raises"]
            raise MemoryError
        if "make-hangs" in self.modes:
            time.sleep(60)
        if "make-waits" in self.modes:
            self.daemon.stop.wait(60)
            raise InterruptedError("told to stop")
        self.store.freeze(slot, Frozen(key, "e", slot.due, self.clock(), {}, published=True), {}, (), ())
        self.note(f"made {key}")
        return "made"

    def fetch(self, names: Sequence[str]) -> None:
        """Notes that it was called."""
        self.note(f"fetch {','.join(names)}")
        if "fetch-hangs" in self.modes:
            time.sleep(60)

    def send(self) -> None:
        """Notes that it was called."""
        self.note("send all")
        if "send-waits" in self.modes:
            self.daemon.stop.wait(60)
            self.note("send ended")


if __name__ == "__main__":
    sys.exit(AtWork(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]).daemon.run())
