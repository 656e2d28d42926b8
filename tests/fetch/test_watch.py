"""A watched folder: a file counts once it stands still, or was renamed in; never while it grows."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect.watch import Sight, Watched, look, settle, sighted, sights_below, stands_still, wait_stable, watch

T = 1_000_000.0


def sights(*looks: tuple[float, int, float]) -> tuple[Sight, ...]:
    """(seen at, size, changed at), seconds after T."""
    return tuple(Sight(size, T + changed, T + seen, 7) for seen, size, changed in looks)


@pytest.mark.parametrize(
    ("looks", "still"),
    [
        ((), False),
        (((0, 5, -100),), True),
        (((0, 5, -2),), True),
        (((0, 5, -1.9),), False),
        (((0, 5, 0), (1, 5, 0), (1.9, 5, 0)), False),
        (((0, 5, 0), (1, 5, 0), (2, 5, 0)), True),
        (((0, 5, 0), (1, 6, 1), (2, 6, 1)), False),
        (((0, 5, 0), (1, 6, 1), (3, 6, 1)), True),
        (((0, 5, 0), (2, 6, 2)), False),
        (((0, 5, -100), (1, 6, -100)), False),
        (((0, 5, -100), (1, 6, -100), (2, 6, -100)), False),
        (((0, 5, -100), (1, 6, -100), (3, 6, -100)), True),
        (((0, 5, 900),), False),
        (((0, 5, 900), (2, 5, 900)), True),
        (((0, 0, 0), (5, 0, 0), (6, 9, 6)), False),
    ],
)
def test_when_a_file_stands_still(looks: tuple[tuple[float, int, float], ...], still: bool) -> None:
    """Two seconds without a change, by two looks or by its own time; a clock that runs ahead decides nothing."""
    assert stands_still(sights(*looks)) is still


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 3), st.integers(0, 3), st.booleans()), min_size=1, max_size=12))
def test_looks_can_be_forgotten_without_another_answer(steps: list[tuple[float, int, bool]]) -> None:
    """A folder's memory keeps a few looks a file and still says what all of them together say."""
    now, size, changed = T, 0, T
    every: list[Sight] = []
    watched = Watched()
    for wait, grown, touched in steps:
        now += wait
        size, changed = size + grown, now - 0.01 if grown or touched else changed
        every.append(Sight(size, changed, now, 7))
        watched, ready = look(watched, {"a.txt": every[-1]})
        assert bool(ready) == stands_still(every)
        if ready:
            return
    assert all(len(looks) <= 3 for _, looks in watched.pending)


def test_a_folder_over_time() -> None:
    """What stood there counts at once, what grows counts when it is done, what changes counts again, what goes is forgotten."""
    old = Sight(9, T - 500, T, 1)
    watched, ready = look(Watched(), {"old.txt": old, "new.txt": Sight(1, T, T, 2), "x.tmp": Sight(1, T, T, 3)})
    assert ready == ("old.txt",)
    watched, ready = look(watched, {"old.txt": Sight(9, T - 500, T + 1, 1), "new.txt": Sight(5, T + 1, T + 1, 2)})
    assert ready == ()
    watched, ready = look(watched, {"old.txt": Sight(9, T - 500, T + 3, 1), "new.txt": Sight(5, T + 1, T + 3, 2)})
    assert ready == ("new.txt",)
    watched, ready = look(watched, {"old.txt": Sight(12, T + 4, T + 4, 1)})
    assert ready == ()
    watched, ready = look(watched, {"old.txt": Sight(12, T + 4, T + 6, 1), "new.txt": Sight(5, T + 1, T + 6, 2)})
    assert ready == ("new.txt", "old.txt")


def test_a_download_that_is_renamed_counts_at_once() -> None:
    """The file behind x.part was written under our eyes; under its own name it is complete."""
    watched, ready = look(Watched(), {"a.txt.part": Sight(5, T, T, 3)})
    assert ready == ()
    watched, ready = look(watched, {"a.txt": Sight(9, T + 0.5, T + 0.6, 3)})
    assert ready == ("a.txt",)


class Clock:
    """A clock that goes on only while somebody waits, and a file that changes as it goes."""

    def __init__(self, *story: tuple[float, int | None]) -> None:
        self.now, self.story, self.waits = T, story, 0

    def __call__(self) -> float:
        """Now."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Time goes by."""
        self.waits += 1
        self.now += seconds

    def see(self, path: str, now: float) -> Sight | None:
        """The file as the story has it by now."""
        at, size = max((change for change in self.story if T + change[0] <= now), key=lambda change: change[0])
        return None if size is None else Sight(size, T + at, now, 1)


@pytest.mark.parametrize(
    ("story", "stable", "until"),
    [
        (((-500.0, 9),), True, 0.0),
        (((-0.5, 9),), True, 1.5),
        (((-500.0, 1), (0.4, 2), (0.9, 3), (1.4, 4)), True, 0.0),
        (((-0.1, 1), (0.4, 2), (0.9, 3), (1.4, 4)), True, 3.5),
        (((-0.1, 1), (0.4, None)), False, 0.5),
        (tuple((n / 2 - 0.1, n) for n in range(400)), False, 60.0),
    ],
)
def test_a_growing_file_is_waited_for(story: tuple[tuple[float, int | None], ...], stable: bool, until: float) -> None:
    """As long as it grows and not much longer; not for one that stands there, that goes, or that never ends."""
    clock = Clock(*story)
    assert wait_stable("a.txt", clock=clock, sleep=clock.sleep, see=clock.see) is stable
    assert clock.now - T == pytest.approx(until, abs=0.6)


def test_all_files_are_waited_for_together(tmp_path: Path) -> None:
    """One wait for many files, however deep; none where nothing grows; those that never end are named."""
    clock = Clock((0.0, 0))
    (tmp_path / "in").mkdir()
    names = [tmp_path / "a.txt", tmp_path / "in" / "b.txt"]
    for path in names:
        path.write_text("x")
        os.utime(path, (T - 0.5, T - 0.5))
    assert settle([str(tmp_path)], clock=clock, sleep=clock.sleep) == ()
    assert clock.now - T == pytest.approx(1.5, abs=0.6)
    clock.now = T + 1000
    assert settle([str(tmp_path), str(names[0])], clock=clock, sleep=clock.sleep) == ()
    assert clock.now == T + 1000

    def grow(seconds: float) -> None:
        clock.sleep(seconds)
        with names[0].open("a") as file:
            file.write("x")
        os.utime(names[0], (clock.now, clock.now))

    grow(0)
    assert settle([str(names[0]), str(tmp_path / "gone")], clock=clock, sleep=grow) == (str(names[0]),)


def test_only_regular_files_are_seen(tmp_path: Path) -> None:
    """Links, pipes and hidden files are no sights; folders are walked."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    (tmp_path / ".hidden.txt").write_text("h")
    (tmp_path / "link.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    assert list(sights_below([str(tmp_path)], T)) == [str(tmp_path / "in" / "a.txt")]
    assert sighted(str(tmp_path / "link.txt"), T) is None
    assert sighted(str(tmp_path / "none.txt"), T) is None
    assert sights_below([str(tmp_path / "gone")], T) == {}


def test_watching_a_real_folder(tmp_path: Path) -> None:
    """What stands there comes first, then what is put there, until the watcher is told to stop."""
    (tmp_path / "old.txt").write_text("old")
    os.utime(tmp_path / "old.txt", (T, T))

    async def run() -> list[tuple[str, ...]]:
        stop, came = asyncio.Event(), []
        async with asyncio.timeout(20):
            async for ready in watch([str(tmp_path)], stop, quiet=0.05):
                came.append(tuple(Path(path).name for path in ready))
                if len(came) == 1:
                    (tmp_path / "new.txt").write_text("new")
                else:
                    stop.set()
        return came

    assert asyncio.run(run()) == [("old.txt",), ("new.txt",)]
