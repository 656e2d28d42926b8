"""One daemon for each store: a lock that ends with the process that holds it, however it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Lock(Protocol):
    """Held by at most one process; never waits."""

    def acquire(self) -> bool:
        """Takes the lock if it is free; True while this process holds it."""

    def held(self) -> bool:
        """Whether this process holds it still (a server may have dropped it)."""

    def holder(self) -> str:
        """Who holds it, as far as can be told: "pid 4711"."""

    def release(self) -> None:
        """Lets it go; a lock that is not held is left alone."""


class FileLock:
    """A lock of the operating system on a file beside the store: gone with its process, so it is never stale."""

    def __init__(self, path: Path, pid: int) -> None:
        from filelock import FileLock as Held

        self._path = path
        self._note = path.with_name(path.name + ".pid")
        self._pid = pid
        self._lock = Held(path, timeout=0, thread_local=False)
        self._inode = 0

    def acquire(self) -> bool:
        """See `Lock.acquire`."""
        from filelock import Timeout

        if self.held():
            return True
        self._lock.release(force=True)  # one whose file was taken away keeps nobody out
        try:
            self._lock.acquire()
        except Timeout:
            return False
        self._inode = self._path.stat().st_ino
        self._note.write_text(f"{self._pid}\n", "ascii")
        return True

    def held(self) -> bool:
        """See `Lock.held`."""
        try:
            return bool(self._lock.is_locked) and self._path.stat().st_ino == self._inode
        except OSError:
            return False

    def holder(self) -> str:
        """See `Lock.holder`."""
        try:
            return f"pid {int(self._note.read_text('ascii'))}"
        except (OSError, ValueError):
            return "another process"

    def release(self) -> None:
        """See `Lock.release`."""
        if self.held():
            self._note.unlink(missing_ok=True)
        self._lock.release(force=True)
