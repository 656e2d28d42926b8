"""WARC files in bulk: each record once, however often reading is stopped, and an account of every one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from digest.collect.local import Found
from digest.collect.warc import steps
from digest.engine import local
from digest.model import RawArticle
from digest.pipeline import silent
from digest.store import LostClaim, open_store
from digest.warcs import into_lines, into_store

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
PAGE = (
    "<html><head><title>Ferry {0} reopens</title></head><body><h1>Ferry {0} reopens</h1><p>The council of Arlow {0} voted on "
    "Friday to reopen ferry number {0} after the storm, it said in a statement to reporters.</p><p>Boats of line {0} will "
    "leave every hour from the old pier, and tickets cost {0} crowns for a single crossing.</p></body></html>"
)


def write(path: Path, numbers: range) -> None:
    """A WARC of pages, each with a request before it and now and then a failure or a picture behind it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.name.endswith(".gz"))

        def add(kind: str, url: str, status: str, media: str, data: bytes) -> None:
            headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, kind, payload=BytesIO(data), http_headers=headers))

        for number in numbers:
            url = f"https://post.example/{number}"
            add("request", url, "GET / HTTP/1.1", "text/plain", b"")
            add("response", url, "200 OK", "text/html", PAGE.format(number).encode())
            if number % 5 == 0:
                add("response", url + "/gone", "404 Not Found", "text/html", b"gone")
            if number % 7 == 0:
                add("response", url + "/logo", "200 OK", "image/png", b"\x89PNG")


def many(folder: Path, files: int, pages: int) -> Path:
    """A folder of WARC files."""
    folder.mkdir()
    for number in range(files):
        write(folder / f"{number:03}.warc.gz", range(number * pages, (number + 1) * pages))
    return folder


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_reading_goes_on_at_any_mark(tmp_path: Path, name: str) -> None:
    """From the mark behind any record on, the same records come as in one go, none twice and none missing."""
    write(tmp_path / name, range(12))
    found = Found(str(tmp_path / name), name, None)
    every = list(steps(found))
    assert [step.mark.done for step in every] == [False] * (len(every) - 1) + [True]
    assert sum(isinstance(step.item, RawArticle) for step in every) == 12
    for number, step in enumerate(every[:-1], 1):
        assert list(steps(found, step.mark)) == every[number:]


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    """What came before the break is kept, the break is said, and reading does not hang on it."""
    write(tmp_path / "a.warc.gz", range(6))
    data = (tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(data[: int(len(data) * 0.7)])
    tally = into_lines(str(tmp_path / "out.jsonl"), [str(tmp_path)], local, progress=silent)
    assert 1 <= tally.counts["kept"] < 6
    assert any("breaks off" in problem.reason for problem in tally.problems)


def test_every_record_is_accounted_for(tmp_path: Path) -> None:
    """Read, kept and dropped add up, each with its reason; bytes behind us and in all are told on the way."""
    folder = many(tmp_path / "in", 2, 10)
    told: list[tuple[str, int, int | None]] = []
    tally = into_lines(str(tmp_path / "out.jsonl"), [str(folder)], local, progress=lambda *said: told.append(said))
    assert tally.files == 2
    assert tally.counts == {
        "read": 27,
        "kept": 20,
        "not an article: answered with HTTP 404": 4,
        "not a page: image/png": 3,
    }
    stage, done, total = told[-1]
    assert (stage, done) == ("reading: 27 records, 20 kept, 7 dropped", total)


def test_a_list_of_files(tmp_path: Path) -> None:
    """A text file names WARC files, one a line, relative to itself."""
    folder = many(tmp_path / "in", 2, 3)
    (tmp_path / "warc.paths").write_text("# of the day\nin/000.warc.gz\n\nin/001.warc.gz\n")
    tally = into_lines(str(tmp_path / "out.jsonl"), [str(tmp_path / "warc.paths")], local, progress=silent)
    assert (tally.files, tally.counts["kept"]) == (2, 6)
    assert folder.is_dir()


def test_two_collectors_share_the_files(tmp_path: Path) -> None:
    """Each file is read by one of them; together they keep each record once."""
    folder = many(tmp_path / "in", 6, 4)
    url = f"sqlite:///{tmp_path}/s.db"
    open_store(url).close()

    def collect() -> None:
        store = open_store(url)
        into_store(store, [str(folder)], local, progress=silent, clock=lambda: NOW)
        store.close()

    threads = [threading.Thread(target=collect) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = open_store(url)
    assert store.counts()["articles"] == store.counts()["versions"] == 24
    assert all(mark["done"] for mark in store.readings().values())
    store.close()


def test_a_claim_that_went_to_another_keeps_nothing(tmp_path: Path) -> None:
    """Who was taken for dead and comes back cannot write over the one who went on."""
    store = open_store(f"sqlite:///{tmp_path}/s.db")
    lease = timedelta(minutes=1)
    store.offer(["a.warc"])
    assert store.claim_reading("one", NOW, lease, ["a.warc"]) == ("a.warc", {})
    assert store.claim_reading("two", NOW, lease, ["a.warc"]) is None
    later = NOW + 2 * lease
    assert store.claim_reading("two", later, lease, ["a.warc"]) == ("a.warc", {})
    with pytest.raises(LostClaim):
        store.note_reading("a.warc", "one", {"offset": 1}, later, lease)
    store.note_reading("a.warc", "two", {"offset": 2, "done": True}, later, lease)
    assert store.claim_reading("two", later, lease, ["a.warc"]) is None
    assert store.readings() == {"a.warc": {"offset": 2, "done": True}}
    store.close()


def touched(path: Path) -> int:
    """When a file was last written; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def killed_and_done(folder: Path, records: int, *options: str) -> int:
    """Starts the command in `folder` again and again, kills it in the middle each time; how often until it was done."""
    watched = [folder / name for name in ("s.db-wal", "out.jsonl.marks")]
    command = [sys.executable, "-m", "digest", "warc", "in", *options]
    for again in range(1, 60):
        seen = list(map(touched, watched))
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, start_new_session=True)
        while process.poll() is None and again < 4:  # a few records further each time
            if list(map(touched, watched)) != seen:
                time.sleep(0.05 * again)
                os.killpg(process.pid, signal.SIGKILL)
        if process.wait() == 0:
            return again
    raise AssertionError(f"{records} records were never read to their end")


@pytest.mark.parametrize(
    ("files", "pages"), [pytest.param(4, 30), pytest.param(20, 400, marks=pytest.mark.slow)], ids=["small", "20 files"]
)
@pytest.mark.parametrize("kept_in", ["store", "lines"])
def test_killed_and_started_again(tmp_path: Path, kept_in: str, files: int, pages: int) -> None:
    """Killed with SIGKILL in the middle and started again: each record once, and the counts are those of one go."""
    many(tmp_path / "in", files, pages)
    (tmp_path / "digest.toml").write_text('store = "sqlite:///s.db"\n')
    options = () if kept_in == "store" else ("--output", "out.jsonl")
    assert killed_and_done(tmp_path, files * pages, *options) > 1
    if kept_in == "store":
        store = open_store(f"sqlite:///{tmp_path}/s.db")
        marks = list(store.readings().values())
        assert store.counts()["articles"] == store.counts()["versions"] == files * pages
        assert store.check() == ()
        store.close()
    else:
        lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
        marks = list(json.loads((tmp_path / "out.jsonl.marks").read_text("utf-8"))["files"].values())
        assert Counter(Counter(line["url"] for line in lines).values()) == {1: files * pages}
    assert sum(mark["counts"]["kept"] for mark in marks) == files * pages
    assert all(mark["done"] for mark in marks)
