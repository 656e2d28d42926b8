"""A Dask cluster of real processes over TCP: the same bytes as at home, and one clear error where it cannot be had."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import digest
from digest.collect import parting
from digest.engine import EngineError, Mapper, cluster, local, mapper
from digest.errors import UsageError
from digest.group import texts
from digest.pipeline import brief, read

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker may take long to start where much else runs."""
    monkeypatch.setattr(cluster, "PATIENCE", 120.0)


class Running:
    """A scheduler and the workers that a test starts."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self._wait(self._file.is_file)
        self._wait(lambda: bool(self._file.read_text("utf-8").strip()))
        self.address = str(json.loads(self._file.read_text("utf-8"))["address"])

    def worker(self, *options: str, **env: str) -> subprocess.Popen[bytes]:
        """A worker of one thread that nobody restarts."""
        given = ("--nthreads", "1", "--no-nanny", "--no-dashboard", *options)
        return self._start("worker", *given, **env)

    def end(self) -> None:
        """Ends all."""
        for process in self._processes:
            process.kill()
            process.wait()

    def _start(self, what: str, *options: str, **env: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, "--scheduler-file", str(self._file), *options]
        process = subprocess.Popen(command, env=os.environ | env, **QUIET)  # type: ignore[call-overload]
        self._processes.append(process)
        return process

    def _wait(self, until: object) -> None:
        assert callable(until)
        limit = time.monotonic() + 60
        while not until():
            assert time.monotonic() < limit, "Dask did not start"
            assert all(process.poll() is None for process in self._processes)
            time.sleep(0.05)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A scheduler without workers."""
    made = Running(tmp_path)
    yield made
    made.end()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One day's news: plain text in a folder tree, a large file of JSON Lines, and what cannot be read."""
    folder = tmp_path_factory.mktemp("day")
    sentence = "The council of {0} voted on Friday to reopen the ferry {1} after the storm of {0} had closed it."
    for number in range(240):
        outlet = folder / "text" / f"outlet-{number % 7}"
        outlet.mkdir(parents=True, exist_ok=True)
        lines = [f"Ferry {number} of Arlow reopens", "", *(sentence.format(f"Arlow{number % 50}", n) for n in range(9))]
        (outlet / f"{number}.txt").write_text("\n".join(lines), "utf-8")
    (folder / "text" / "broken.json").write_text("{", "utf-8")
    with (folder / "lines.jsonl").open("w", encoding="utf-8") as file:
        for number in range(200):
            text = " ".join(sentence.format(f"Brent{number % 90}", f"{number}-{n}") for n in range(16))
            file.write(json.dumps({"title": f"Brent {number % 90} and its ferry", "text": text, "source": "The Post"}))
            file.write("\n")
    return folder


def page(reading: digest.Reading, mapped: Mapper = local) -> str:
    """The record of the day."""
    return str(digest.render(brief(reading, now=NOW, mapper=mapped), "json"))


def test_one_day_from_all_engines(day: Path, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """The JSON of a day is the same byte for byte, at home, from processes, and from a cluster whose worker is killed."""
    monkeypatch.setattr(parting, "SLICE", 50_000)
    workers = [running.worker("--memory-limit", "1GB") for _ in range(2)]
    at_home = read(day)
    page_at_home = page(at_home)
    monkeypatch.setattr(texts, "TOGETHER", 30)
    with mapper(2) as mapped:
        by_processes = read(day, mapper=mapped)
        page_by_processes = page(by_processes, mapped)
    killed = False

    def kill(stage: str, done: int, total: int | None) -> None:
        nonlocal killed
        if done == 40:  # of 441, with others under way
            os.kill(workers[0].pid, signal.SIGKILL)
            killed = True

    with mapper(kind="dask", scheduler=running.address) as mapped:
        assert mapped.sees([str(day)])
        by_cluster = read(day, mapper=mapped, progress=kill)
        page_by_cluster = page(by_cluster, mapped)
    assert killed
    assert workers[0].wait(10) == -signal.SIGKILL
    assert workers[1].poll() is None
    assert at_home == by_processes == by_cluster
    assert len(at_home.articles) == 440
    assert page_at_home == page_by_processes == page_by_cluster


@pytest.mark.parametrize("workers", [2, 3])
@pytest.mark.parametrize("together", [1, 7, 1000])
def test_grouping_and_telling_are_shared_out(
    day: Path, workers: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many articles are read at a time and by however many processes: the same stories, told in the same words."""
    reading = read(day / "text")
    expected = page(reading)
    monkeypatch.setattr(texts, "TOGETHER", together)
    with mapper(workers) as mapped:
        assert page(reading, mapped) == expected


def test_a_worker_killed_while_stories_are_told(day: Path, running: Running) -> None:
    """A worker that dies after the reading costs a second telling, and no story."""
    workers = [running.worker() for _ in range(2)]
    reading = read(day / "text")

    def kill(stage: str, done: int, total: int | None) -> None:
        if stage == "summarizing" and done == 1:
            workers[0].kill()

    with mapper(kind="dask", scheduler=running.address) as mapped:
        briefing = brief(reading, now=NOW, mapper=mapped, progress=kill)
    assert workers[0].wait(10) == -signal.SIGKILL
    assert briefing == brief(reading, now=NOW)


def test_a_cluster_of_our_own(day: Path) -> None:
    """Without a scheduler, one is started on this machine, and gone afterwards."""
    with mapper(2, kind="dask") as mapped:
        reading = read(day / "text", mapper=mapped)
    assert reading == read(day / "text")


def test_a_worker_without_our_files_gets_their_bytes(
    day: Path, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a worker does not see the folder, the articles are sent to it."""
    running.worker()
    monkeypatch.setattr(cluster.Cluster, "sees", lambda self, paths: False)
    with mapper(kind="dask", scheduler=running.address) as mapped:
        reading = read(day / "text", mapper=mapped)
    assert reading == read(day / "text")


def test_no_scheduler() -> None:
    """One that does not answer is named, with the mend."""
    with (
        pytest.raises(EngineError, match=r"tcp://127.0.0.1:9 cannot be reached: start it"),
        mapper(kind="dask", scheduler="tcp://127.0.0.1:9"),
    ):
        pass


@pytest.mark.parametrize("address", ["nonsense://x", "tcp://host:port"])
def test_no_address(address: str) -> None:
    """What is no address is a fault of the config."""
    with pytest.raises(UsageError, match="is no address"), mapper(kind="dask", scheduler=address):
        pass


def test_no_worker(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that nobody works for is not waited for without end."""
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(EngineError, match="has had no worker"), mapper(kind="dask", scheduler=running.address):
        pass


def test_a_worker_of_another_version(running: Running, tmp_path: Path) -> None:
    """A worker with another `digest` is refused before it cleans anything."""
    (tmp_path / "old" / "digest").mkdir(parents=True)
    (tmp_path / "old" / "digest" / "__init__.py").write_text('__version__ = "0.0.9"\n')
    running.worker(PYTHONPATH=str(tmp_path / "old"))
    with (
        pytest.raises(UsageError, match=r"has digest 0\.0\.9, and this process has .*install the same"),
        mapper(kind="dask", scheduler=running.address),
    ):
        pass


def test_a_worker_without_memory(running: Running) -> None:
    """A worker that could never clean a page is refused with the size it needs."""
    running.worker("--memory-limit", "90MB")
    with (
        pytest.raises(UsageError, match=r"may use 90 MB, and cleaning needs 300 MB: start it with --memory-limit"),
        mapper(kind="dask", scheduler=running.address),
    ):
        pass


def test_the_last_worker_dies(day: Path, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nobody left to work, the run ends with one error."""
    worker = running.worker()

    def kill(stage: str, done: int, total: int | None) -> None:
        worker.kill()
        monkeypatch.setattr(cluster, "PATIENCE", 1.0)

    with mapper(kind="dask", scheduler=running.address) as mapped, pytest.raises(EngineError, match="no worker"):
        read(day, mapper=mapped, progress=kill)


def test_nothing_is_half_written(day: Path, tmp_path: Path) -> None:
    """The command says it in one line, exits with 1, and leaves the output folder empty."""
    (tmp_path / "digest.toml").write_text('[engine]\nkind = "dask"\nscheduler = "tcp://127.0.0.1:9"\n')
    command = [sys.executable, "-m", "digest", "run", str(day / "text"), "--config", "digest.toml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "tcp://127.0.0.1:9 cannot be reached" in line
    assert [path.name for path in (tmp_path / "output").rglob("*")] == []
