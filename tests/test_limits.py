"""One item may cost only so much, and its neighbours never pay for it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

import digest
from digest.clean import article
from digest.gathering import Gathered, gather
from digest.limits import TooLong, cpu_limit
from digest.model import RawArticle
from digest.project import opened


def spin() -> None:
    """Uses CPU for ever."""
    while True:
        sum(range(1000))


def test_the_limit_is_of_cpu_time_and_is_lifted_after() -> None:
    """A body that spins is stopped; one that is quick is not; afterwards no limit is left."""
    with pytest.raises(TooLong), cpu_limit(0.05):
        spin()
    with cpu_limit(5):
        pass
    sum(range(3_000_000))


def test_a_swallowed_limit_comes_again() -> None:
    """A library that catches everything does not get away with it."""

    def greedy() -> None:
        try:
            spin()
        except TooLong:
            spin()

    with pytest.raises(TooLong), cpu_limit(0.05):
        greedy()


def in_a_thread(work: Callable[[], object]) -> object:
    """What `work` returns or raises in a thread of its own, where no signal can be had."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result(timeout=60)


def test_other_threads_have_it_too() -> None:
    """A daemon cleans in threads: there too a body that spins is stopped, even one that swallows the first stop."""

    def greedy() -> None:
        with contextlib.suppress(TooLong):
            spin()
        spin()

    def stopped() -> object:
        with pytest.raises(TooLong, match=r"more than 0\.05 s"), cpu_limit(0.05):
            spin()
        with pytest.raises(TooLong), cpu_limit(0.05):
            greedy()
        return "stopped twice"

    assert in_a_thread(stopped) == "stopped twice"


def test_a_thread_is_left_alone_after_its_body() -> None:
    """The limit is of the body: work after it, and other threads' work, are not stopped; waiting costs nothing."""

    def many() -> int:
        began = time.thread_time()
        bodies = 0
        while time.thread_time() < began + 0.5:  # bodies end close to their limit: a late stop would hit the next
            with contextlib.suppress(TooLong), cpu_limit(0.002):
                while time.thread_time() < began + 0.002 * (bodies + 1):
                    pass
            bodies += 1
        with cpu_limit(0.2):
            threading.Event().wait(0.4)
        return bodies

    assert in_a_thread(many)


def test_an_item_that_takes_too_long_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its neighbours are read, and it is named with the reason."""

    def slow(raw: RawArticle, trace: bool) -> object:
        return spin() if b"spin" in raw.data else plain(raw, trace)

    plain = article.READERS["text/plain"]
    monkeypatch.setattr(article, "READERS", {**article.READERS, "text/plain": slow})
    monkeypatch.setattr("digest.pipeline.cpu_limit", lambda: cpu_limit(0.2))
    (tmp_path / "a.txt").write_text(
        "A headline\n\nThe council voted on Friday to reopen the ferry after two years, it said."
    )
    (tmp_path / "b.txt").write_text("spin")
    reading = digest.read(tmp_path)
    assert len(reading.articles) == 1
    (problem,) = reading.problems
    assert (problem.kind, Path(problem.origin).name) == ("failed", "b.txt")
    assert "took more than 0.2 s of CPU" in problem.reason


def test_a_daemon_passes_over_what_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project's folder is cleaned within the limit too, in a thread as the daemon does it, and the rest is kept."""

    def slow(raw: RawArticle, trace: bool) -> object:
        return spin() if b"spin" in raw.data else plain(raw, trace)

    plain = article.READERS["text/plain"]
    monkeypatch.setattr(article, "READERS", {**article.READERS, "text/plain": slow})
    monkeypatch.setattr("digest.pipeline.cpu_limit", lambda: cpu_limit(0.2))
    (tmp_path / "digest.toml").write_text('store = "sqlite:///s.db"\n[[source]]\nname = "files"\npath = "in"\n')
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A headline\n\nThe council voted on Friday to reopen the ferry, it said.")
    (tmp_path / "in" / "b.txt").write_text("spin")
    with opened(str(tmp_path / "digest.toml")) as project:
        gathered = in_a_thread(lambda: gather(project, datetime(2026, 11, 21, tzinfo=UTC)))
    assert isinstance(gathered, Gathered)
    assert gathered.new == 1
    (problem,) = gathered.problems
    assert "took more than 0.2 s of CPU" in problem.reason


def test_a_worker_that_wants_too_much_memory_gets_an_error() -> None:
    """Beyond its allowance a worker meets MemoryError, which becomes the item's problem, and lives on."""
    code = (
        "from digest.limits import limit_memory; limit_memory(50)\n"
        "try:\n    bytearray(400_000_000)\nexcept MemoryError:\n    print('refused')\nprint('alive')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused", "alive"]
