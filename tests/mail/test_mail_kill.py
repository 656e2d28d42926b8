"""Senders that are killed, stopped and started twice: nothing lost, nothing doubled but for a lost answer, no doubt hidden."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import nursery
import pytest
from desk import letter_to
from nursery import Nursery
from posts import Manners, post

from digest.ledger import Frozen, Mail
from digest.store import open_store

THREE = ("a@example.org", "b@example.org", "c@example.org")
Uncertain = Literal["resend", "hold"]
CALLS = (
    "write", "sendto", "recvfrom", "connect", "pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate",
)  # fmt: skip


@pytest.fixture(scope="module")
def senders() -> Iterator[Nursery]:
    """Where senders come from."""
    found = Nursery()
    yield found
    found.close()


@dataclass
class Trial:
    """A store with mail for three, and a server."""

    url: str
    path: Path
    server: Manners

    def order(self, uncertain: Uncertain) -> dict[str, object]:
        """What a sender is told."""
        return {"store": self.url, "port": self.server.port, "uncertain": uncertain}

    def rows(self) -> tuple[Mail, ...]:
        """The outbox; the store is whole."""
        with closing(sqlite3.connect(self.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        store = open_store(self.url)
        try:
            return store.mails()
        finally:
            store.close()


def trial(folder: Path, server: Manners, recipients: tuple[str, ...] = THREE) -> Trial:
    """Fresh mail for `recipients`, frozen now."""
    server.got.clear()
    path = folder / "digest.db"
    url = f"sqlite:///{path}"
    store = open_store(url)
    now = datetime.now(UTC)
    store.freeze(None, Frozen("b1", "morning", now, now, {}, True), {}, (), [letter_to(one) for one in recipients])
    store.close()
    return Trial(url, path, server)


def check(tried: Trial, senders: Nursery, uncertain: Uncertain) -> Counter[str]:
    """Restarts until all is settled, then holds what came in against what the store says."""
    for _ in range(4):
        assert senders.run(**tried.order(uncertain)) == 0
        if all(row.state in ("sent", "held") for row in tried.rows()):
            break
    tried.server.wait_until_quiet()
    before = {one: len(copies) for one, copies in tried.server.got.items()}
    assert senders.run(**tried.order(uncertain)) == 0
    assert {one: len(copies) for one, copies in tried.server.got.items()} == before, "a later run sent something new"
    rows = tried.rows()
    for row in rows:
        copies = tried.server.got.get(row.recipient, [])
        assert {hashlib.sha256(copy).hexdigest() for copy in copies} <= {row.sha256}
        assert len(copies) <= 1 + row.doubts, f"{row.recipient}: {len(copies)} copies after {row.doubts} doubts"
        if uncertain == "resend":
            assert row.state == "sent"
            assert copies
        else:
            assert row.state in ("sent", "held")
            assert len(copies) <= 1
            assert copies or row.state == "held", f"{row.recipient} is said to be sent and is not"
    return Counter(row.state for row in rows)


def steps(tried: Trial, senders: Nursery, folder: Path) -> int:
    """How many steps a run takes that nobody disturbs."""
    assert senders.run(**tried.order("resend"), count=str(folder / "steps")) == 0
    tried.server.wait_until_quiet()
    assert {one: len(copies) for one, copies in tried.server.got.items()} == dict.fromkeys(THREE, 1)
    return int((folder / "steps").read_text())


def folders(root: Path) -> Callable[[], Path]:
    """A new empty folder at each call."""
    made = iter(range(10_000))

    def folder() -> Path:
        path = root / str(next(made))
        path.mkdir()
        return path

    return folder


@pytest.mark.parametrize("uncertain", ["resend", "hold"])
@pytest.mark.parametrize("lost", [0, 1], ids=["all answers come", "one answer lost"])
def test_killed_anywhere_nothing_is_lost_and_no_doubt_hidden(
    tmp_path: Path, senders: Nursery, uncertain: Uncertain, lost: int
) -> None:
    """SIGKILL at random steps of a run (each word on the wire and each change of the store is two), then restarts."""
    folder = folders(tmp_path)
    with post() as server:
        points = steps(trial(first := folder(), server), senders, first)
        assert points > 60
        points -= 10  # an answer may come in one piece or in two, so that runs differ by a few steps
        for at in random.Random(f"{uncertain}{lost}").sample(range(1, points + 1), 5 if lost else 12):
            tried = trial(folder(), server)
            server.lose = {THREE[1]: lost}
            assert senders.run(**tried.order(uncertain), at=at) == -signal.SIGKILL
            check(tried, senders, uncertain)


@pytest.mark.slow
@pytest.mark.parametrize("uncertain", ["resend", "hold"])
def test_killed_at_every_step_and_at_random_times(tmp_path: Path, senders: Nursery, uncertain: Uncertain) -> None:
    """Every step, with and without lost answers, and 120 random times of the clock: at least 228 kills that hit."""
    folder = folders(tmp_path)
    hits, doubts = 0, Counter[str]()
    with post() as server:
        points = steps(trial(first := folder(), server), senders, first)
        for lost in (0, 1):
            for at in range(1, points + 1):
                tried = trial(folder(), server)
                server.lose = {THREE[1]: lost}
                hits += senders.run(**tried.order(uncertain), at=at) == -signal.SIGKILL
                doubts += check(tried, senders, uncertain)
        chance = random.Random(uncertain)
        for _ in range(120):
            tried = trial(folder(), server)
            server.lose = {}
            pid = senders.start(**tried.order(uncertain))
            threading.Event().wait(chance.uniform(0, 0.4))  # the random time itself
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            hits += senders.ended() == -signal.SIGKILL
            doubts += check(tried, senders, uncertain)
    assert hits >= 228
    assert (doubts["held"] > 0) == (uncertain == "hold")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_killed_at_every_system_call(tmp_path: Path, senders: Nursery) -> None:
    """SIGKILL at each system call that writes, syncs or talks, one after the other, as strace injects it."""
    folder = folders(tmp_path)
    with post() as server:
        tried = trial(folder(), server)
        counts = traced(tried, [], tmp_path)
        assert counts["sendto"] > 10
        assert counts["fdatasync"] > 3
        for call, times in counts.items():
            for when in range(1, times + 1):
                tried = trial(folder(), server)
                traced(tried, ["-e", f"inject={call}:signal=SIGKILL:when={when}"], tmp_path)
                check(tried, senders, "resend")


def traced(tried: Trial, options: list[str], folder: Path) -> Counter[str]:
    """A sender under strace; how often it made each of the calls."""
    log = folder / "strace.log"
    calls = ",".join(CALLS)
    argv = ["strace", "-f", "-o", str(log), "-e", f"trace={calls}", *options, sys.executable, nursery.__file__]
    subprocess.run([*argv, json.dumps(tried.order("resend"))], check=False, stdout=subprocess.DEVNULL, timeout=120)
    names = (line.split(None, 1)[1].split("(")[0] for line in log.read_text().splitlines() if "(" in line)
    return Counter(name for name in names if name in CALLS)


@pytest.mark.parametrize("rows", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_two_senders_at_once_send_each_message_once(tmp_path: Path, senders: Nursery, rows: int) -> None:
    """Started together on one store, they share the work and never the same row."""
    other = Nursery()
    try:
        with post() as server:
            tried = trial(tmp_path, server, tuple(f"r{n}@example.org" for n in range(rows)))
            order = tried.order("resend")
            senders.start(**order)
            other.start(**order)
            assert (senders.ended(), other.ended()) == (0, 0)
            server.wait_until_quiet()
            assert server.connections == 2
            assert Counter(map(len, server.got.values())) == {1: rows}
            assert {(row.state, row.attempts, row.doubts) for row in tried.rows()} == {("sent", 1, 0)}
    finally:
        other.close()


def test_a_sender_that_was_stopped_past_its_lease_does_not_go_on(tmp_path: Path, senders: Nursery) -> None:
    """SIGSTOP just before the intent; another takes over an hour later and sends; SIGCONT: no second copy."""
    other = Nursery()
    try:
        with post() as server:
            clean = tmp_path / "clean"
            clean.mkdir()
            before = steps(trial(clean, server), senders, clean)
            found = 0
            for at in range(1, before + 1):
                folder = tmp_path / str(at)
                folder.mkdir()
                tried = trial(folder, server, THREE[:1])
                pid = senders.start(**tried.order("resend"), at=at, signal=signal.SIGSTOP)
                assert senders.stopped()
                (row,) = tried.rows()
                if row.state != "claimed":
                    os.kill(pid, signal.SIGCONT)
                    assert senders.ended() == 0
                    if found:
                        break  # beyond the intent
                    continue
                found += 1
                assert other.run(**tried.order("resend"), ahead=7200) == 0
                os.kill(pid, signal.SIGCONT)
                assert senders.ended() == 0
                server.wait_until_quiet()
                assert len(server.got[THREE[0]]) == 1
            assert found > 5
    finally:
        other.close()
