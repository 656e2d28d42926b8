"""Who holds something: a name for this process that others on the same machine can check for life.

`host:boot:pid namespace:pid:start` - the start time tells a process from a later one that got the same number.
"""

from __future__ import annotations

import os
import socket
from functools import lru_cache
from pathlib import Path

_FIELDS = 5


def this_process() -> str:
    """The name under which this process holds things."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid()) or 0}"


def is_gone(owner: str) -> bool:
    """Whether `owner` is a process of this machine that has ended. False where that cannot be known: then only time tells."""
    machine, _, rest = owner.rpartition(":")
    machine, _, pid = machine.rpartition(":")
    if owner.count(":") != _FIELDS - 1 or not pid.isdecimal() or not rest.isdecimal():
        return False
    host, boot, space = machine.split(":")
    here, now, ours = _machine().split(":")
    if host != here or not boot or not now:
        return False
    if boot != now:
        return True
    if space != ours:
        return False
    return _started(int(pid)) != int(rest)


@lru_cache(maxsize=1)
def _machine() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        space = os.readlink("/proc/self/ns/pid").strip("pid:[]")
    except OSError:
        boot = space = ""
    return f"{socket.gethostname().replace(':', '-')}:{boot}:{space}"


def _started(pid: int) -> int | None:
    """When a living process was started, in ticks since boot; None: there is none (a zombie is none)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    after_name = stat.rpartition(b")")[2].split()
    return None if after_name[0] in (b"Z", b"X") else int(after_name[19])
