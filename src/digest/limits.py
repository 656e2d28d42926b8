"""What one item may cost: five seconds of CPU, and in a worker of its own 512 MB beyond what the worker needs itself.

Nothing else keeps a parser's worst case from holding up a night's run; the item becomes a Problem, its neighbours go on.
"""

from __future__ import annotations

import ctypes
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CPU_SECONDS = 5.0
AGAIN = 0.5  # seconds after which the limit is raised once more, where a library swallowed it
MEGABYTES = 512
_M_ARENA_MAX = -8  # of mallopt(3)


class TooLong(Exception):
    """One item took more CPU than an item may."""

    def __init__(self, seconds: float = CPU_SECONDS) -> None:
        super().__init__(f"took more than {seconds:g} s of CPU")


@contextmanager
def cpu_limit(seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Raises TooLong in the body once its thread has used that much CPU time.

    In the main thread a timer of the system's sees to it; elsewhere, where no signal can be had, a second thread does.
    """
    with _by_signal(seconds) if threading.current_thread() is threading.main_thread() else _by_watch(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def over(*_: object) -> None:
        raise TooLong(seconds)

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _by_watch(seconds: float) -> Iterator[None]:
    watch = _Watch(threading.get_ident(), seconds)
    watch.start()
    try:
        yield
    finally:
        try:
            watch.end()
        except TooLong:  # it came while we were ending it; the next is half a second away
            watch.end()
            raise


class _Watch(threading.Thread):
    """Raises TooLong in another thread while that has used more CPU than it may, again and again until the end."""

    def __init__(self, watched: int, seconds: float) -> None:
        super().__init__(daemon=True, name="cpu limit")
        self._watched = watched
        self._clock = time.pthread_getcpuclockid(watched)
        self._until = time.clock_gettime(self._clock) + seconds
        self._error = type("TooLong", (TooLong,), {"__init__": lambda error: TooLong.__init__(error, seconds)})
        self._over = threading.Event()
        self._raising = threading.Lock()

    def run(self) -> None:
        """Waits for at least as long as the CPU time that is left, then looks again."""
        left = self._until - time.clock_gettime(self._clock)
        while not self._over.wait(left if left > 0 else AGAIN):
            left = self._until - time.clock_gettime(self._clock)
            if left <= 0:
                self._raise(self._error)

    def end(self) -> None:
        """Ends it; what it raised and the watched thread has not met yet is taken back."""
        self._over.set()
        self._raise(None)

    def _raise(self, error: type[TooLong] | None) -> None:
        with self._raising:
            if error is None or not self._over.is_set():
                thread, raised = ctypes.c_ulong(self._watched), None if error is None else ctypes.py_object(error)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, raised)


def limit_memory(megabytes: int = MEGABYTES) -> None:
    """Lets this process take that much more memory than it has now; beyond it, Python raises MemoryError."""
    used = _data()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = used + 2 * megabytes * 1_000_000  # data that is reserved but never touched counts here too
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _data() -> int:
    """Bytes of data that this process has now; its peak would not do, since a child begins with its parent's."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:"))
    except (OSError, StopIteration):  # no Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def one_heap() -> None:
    """Lets all threads of this process take memory from one heap: what one of them lets go, another can have.

    Otherwise the C library (glibc) gives each thread heaps of its own, which keep what they once had. Before the first thread.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
