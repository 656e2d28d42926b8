"""A folder that is watched: a file counts once nobody writes to it any more.

Whether a file stands still is decided by pure functions over what was seen of it and when; the clock and the waiting are handed in.
"""

from __future__ import annotations

import asyncio
import os
import stat
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.collect.local import PASSED_OVER

QUIET = 2.0  # seconds without a change after which a file counts
SHARE = 20  # a look at a large folder takes its time: the pause between two is so many times as long
PATIENCE = 60.0  # seconds for which a growing file is waited for


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at a file."""

    size: int
    mtime: float  # seconds since the epoch, by the file system's clock
    seen_at: float  # seconds since the epoch, by ours
    inode: int = 0

    @property
    def shape(self) -> tuple[int, float, int]:
        """What is equal between two looks at a file that did not change."""
        return self.size, self.mtime, self.inode


@dataclass(frozen=True, slots=True)
class Watched:
    """What is remembered of a folder between two looks."""

    pending: tuple[tuple[str, tuple[Sight, ...]], ...] = ()  # files that do not stand still yet
    settled: tuple[tuple[str, Sight], ...] = ()  # files that counted, as they were
    leftovers: frozenset[int] = frozenset()  # inodes of downloads in progress (.part, .tmp)


def stands_still(sights: Sequence[Sight], *, quiet: float = QUIET) -> bool:
    """Whether a file counts, by all looks at it in their order.

    It does once it has not changed for `quiet` seconds between two looks; and where it never changed under our eyes, when its
    last change lay as long back at the latest look: most files have stood there for days.
    """
    if not sights:
        return False
    last, since = sights[-1], _since(sights)
    return last.seen_at - sights[since].seen_at >= quiet or (since == 0 and last.seen_at - last.mtime >= quiet)


def look(watched: Watched, seen: Mapping[str, Sight], *, quiet: float = QUIET) -> tuple[Watched, tuple[str, ...]]:
    """What is remembered after one look at the folder, and the files that count from now on: new ones and changed ones.

    `seen` holds every file there, leftovers included. A file whose inode was a leftover a look ago was renamed in: it is complete.
    """
    pending, settled = dict(watched.pending), dict(watched.settled)
    ready: list[str] = []
    still: dict[str, tuple[Sight, ...]] = {}
    done: dict[str, Sight] = {}
    for path in sorted(seen):
        sight = seen[path]
        if path.endswith(PASSED_OVER):
            continue
        before = settled.get(path)
        if before and before.shape == sight.shape:
            done[path] = before
            continue
        sights = _shortened((*pending.get(path, ()), sight))
        if sight.inode in watched.leftovers or stands_still(sights, quiet=quiet):
            ready.append(path)
            done[path] = sight
        else:
            still[path] = sights
            if before:
                done[path] = before
    leftovers = frozenset(sight.inode for path, sight in seen.items() if path.endswith(PASSED_OVER) and sight.inode)
    return Watched(tuple(still.items()), tuple(done.items()), leftovers), tuple(ready)


def wait_stable(
    path: str,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    see: Callable[[str, float], Sight | None] | None = None,
    quiet: float = QUIET,
    patience: float = PATIENCE,
) -> bool:
    """Waits until the file at `path` stands still; False where it vanished, or still grows after `patience` seconds.

    A file that nobody touched in the last `quiet` seconds costs no waiting.
    """
    begun = clock()
    sights: tuple[Sight, ...] = ()
    while True:
        sight = (see or sighted)(path, clock())
        if sight is None:
            return False
        sights = _shortened((*sights, sight))
        if stands_still(sights, quiet=quiet):
            return True
        if clock() - begun >= patience:
            return False
        sleep(quiet / 4)


def settle(
    paths: Iterable[str],
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    quiet: float = QUIET,
    patience: float = PATIENCE,
) -> tuple[str, ...]:
    """Waits until every file at or below `paths` stands still; those that still grew after `patience` seconds.

    Where nothing was touched in the last `quiet` seconds, nothing is waited for.
    """
    paths = tuple(paths)
    begun, watched = clock(), Watched()
    while True:
        watched, _ = look(watched, sights_below(paths, clock()), quiet=quiet)
        growing = tuple(path for path, _ in watched.pending)
        if not growing or clock() - begun >= patience:
            return growing
        sleep(quiet / 4)


def sighted(path: str, now: float) -> Sight | None:
    """A look at a regular file; None where there is none (a link, a pipe, or gone)."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return Sight(found.st_size, found.st_mtime, now, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def sights_below(paths: Iterable[str], now: float) -> dict[str, Sight]:
    """A look at every regular file at or below `paths`; hidden ones and links are passed over."""
    found: dict[str, Sight] = {}
    pending = []
    for path in paths:
        if sight := sighted(path, now):
            found[path] = sight
        else:
            pending.append(path)
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif sight := sighted(entry.path, now):
                        found[entry.path] = sight
        except OSError:
            continue
    return found


async def watch(
    folders: Iterable[str], stop: asyncio.Event, *, quiet: float = QUIET, clock: Callable[[], float] = time.time
) -> AsyncIterator[tuple[str, ...]]:
    """The files that count, as they begin to, until `stop`: what stands there already comes first, changed files come again."""
    folders = tuple(folders)
    watched = Watched()
    while not stop.is_set():
        begun = time.monotonic()
        seen = await asyncio.to_thread(sights_below, folders, clock())
        watched, ready = look(watched, seen, quiet=quiet)
        if ready:
            yield ready
        await _until(stop, max(quiet / 2, SHARE * (time.monotonic() - begun)))


async def _until(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def _since(sights: Sequence[Sight]) -> int:
    """Which look was the first to see the file as it is now."""
    number = len(sights) - 1
    while number and sights[number - 1].shape == sights[-1].shape:
        number -= 1
    return number


def _shortened(sights: Sequence[Sight]) -> tuple[Sight, ...]:
    """The looks that still matter: the latest, the first that saw the same, and the one before that."""
    since = _since(sights)
    return (*sights[max(0, since - 1) : since + 1], *(sights[-1:] if since < len(sights) - 1 else ()))
