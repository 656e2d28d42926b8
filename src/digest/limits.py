"""What one item may cost: five seconds of CPU, and in a worker of its own 512 MB beyond what the worker needs itself.

Nothing else keeps a parser's worst case from holding up a night's run; the item becomes a Problem, its neighbours go on.
"""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CPU_SECONDS = 5.0
AGAIN = 0.5  # seconds after which the limit is raised once more, where a library swallowed it
MEGABYTES = 512


class TooLong(Exception):
    """One item took more CPU than an item may."""


@contextmanager
def cpu_limit(seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Raises TooLong in the body once it has used that much CPU time.

    Only where signals can be had (the main thread); elsewhere the body runs without a limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> None:
        raise TooLong(f"took more than {seconds:g} s of CPU")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


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
