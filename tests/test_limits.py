"""One item may cost only so much, and its neighbours never pay for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import digest
from digest.clean import article
from digest.limits import TooLong, cpu_limit
from digest.model import RawArticle


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


def test_other_threads_run_without_it() -> None:
    """Where signals cannot be had, work goes on."""
    done = []

    def work() -> None:
        with cpu_limit(0.01):
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


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


def test_a_worker_that_wants_too_much_memory_gets_an_error() -> None:
    """Beyond its allowance a worker meets MemoryError, which becomes the item's problem, and lives on."""
    code = (
        "from digest.limits import limit_memory; limit_memory(50)\n"
        "try:\n    bytearray(400_000_000)\nexcept MemoryError:\n    print('refused')\nprint('alive')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused", "alive"]
