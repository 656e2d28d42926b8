"""Ten thousand recipients of a server that takes its time."""

from __future__ import annotations

import os
import socket
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from desk import NOW, Clock
from posts import bare

import briefings
from digest.ledger import Frozen
from digest.mail.message import Mailing, letter
from digest.mail.outbox import Flushed
from digest.store import Store

PAGE = os.sysconf("SC_PAGE_SIZE")


def memory() -> int:
    """Bytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@pytest.mark.parametrize(
    ("count", "limit"), [(60, 60), pytest.param(10_000, 900, marks=pytest.mark.slow)], ids=["60", "10000"]
)
def test_many_recipients_are_served_in_time_and_in_little_memory(
    store: Store, clock: Clock, send: Callable[..., Flushed], count: int, limit: int
) -> None:
    """5 ms a command, one recipient a transaction: 10,000 within 15 minutes, and the memory does not grow with them."""
    made = letter(briefings.rich(hostile=False), leaving=False)
    recipients = tuple(f"r{n}@example.org" for n in range(count))
    mailing = Mailing("b1", made, recipients, "digest@example.org", NOW)
    store.freeze(None, Frozen("b1", "morning", NOW, NOW, {}, published=True), {}, (), mailing)
    got: Counter[bytes] = Counter()
    sizes: list[int] = []
    pause = threading.Event()

    def talk(connection: socket.socket, file: Any) -> None:
        connection.sendall(b"220 slow\r\n")
        for line in file:
            pause.wait(0.005)
            verb = line[:4].upper()
            if verb == b"RCPT":
                got[line.split(b"<")[1]] += 1
            if verb == b"DATA":
                connection.sendall(b"354 go\r\n")
                while file.readline() != b".\r\n":
                    pass
                pause.wait(0.005)
                if sum(got.values()) % (count // 10) == 0:
                    sizes.append(memory())
            connection.sendall(b"250 ok\r\n")

    with bare(talk) as port:
        began = monotonic()
        assert send(port).counts == {"sent": count}
        took = monotonic() - began
    assert set(got.values()) == {1}
    assert len(got) == count
    assert took < limit
    assert max(sizes) - sizes[0] < 30_000_000
