"""Articles in an object store are the same as on a disk."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

import digest
from digest.engine import mapper
from digest.errors import UsageError
from digest.pipeline import read

fsspec = pytest.importorskip("fsspec")
TEXT = "Ferry {0} reopens\n\nThe council of Arlow voted on Friday to reopen ferry {0} after the storm had closed it.\n"


@pytest.fixture
def bucket() -> Iterator[str]:
    """A bucket with one object of many kinds."""
    store = fsspec.filesystem("memory")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in.txt", TEXT.format(3))
    line = json.dumps({"title": "Ferry 4", "text": TEXT.format(4), "id": "four"})
    objects = {
        "post/1.txt": TEXT.format(1).encode(),
        "herald/2.txt": TEXT.format(2).encode(),
        "zipped.zip": packed.getvalue(),
        "lines.jsonl": (line + "\n").encode(),
        "lines.jsonl.gz": gzip.compress(line.replace("four", "five").encode()),
        "broken.json": b"{",
        ".hidden/6.txt": TEXT.format(6).encode(),
    }
    for name, data in objects.items():
        store.pipe(f"/day/{name}", data)
    yield "memory://day"
    store.rm("/day", recursive=True)


def test_a_bucket_is_read_like_a_folder(bucket: str, tmp_path: Path) -> None:
    """The same articles, outlets and problems, each under its own URL."""
    store = fsspec.filesystem("memory")
    store.get("/day", str(tmp_path / "day"), recursive=True)
    there, here = digest.read(bucket), digest.read(tmp_path / "day")

    def told(reading: digest.Reading) -> list[object]:
        return sorted((a.source, a.title, a.text, a.sha256, a.member or "") for a in reading.articles)

    assert told(there) == told(here)
    assert len(there.articles) == 5
    assert all(article.origin.startswith("memory://day/") for article in there.articles)
    assert [p.reason for p in there.problems] == [p.reason for p in here.problems]


def test_workers_open_urls_themselves(tmp_path: Path) -> None:
    """What is sent to a worker is the URL, and the answer is the same."""
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(TEXT.format(number))
    with mapper(2) as mapped:
        assert read(f"file://{tmp_path}", mapper=mapped) == read(f"file://{tmp_path}")


def test_what_is_not_there(bucket: str) -> None:
    """A missing object is a problem; a store that nobody knows is a mistake."""
    (problem,) = digest.read(f"{bucket}/none.txt").problems
    assert (problem.kind, problem.origin) == ("failed", "memory://day/none.txt")
    with pytest.raises(UsageError, match="nonsense"):
        digest.read("nonsense://day")


def test_the_web_is_no_object_store() -> None:
    """An address of the web on the command line is not fetched past the polite client."""
    (problem,) = digest.read("https://news.example/1").problems
    assert "no such file" in problem.reason


def test_excerpts_from_a_bucket_are_proved(bucket: str) -> None:
    """What a briefing quotes is read again from where it was, and proved."""
    from digest.verify import verify

    record = json.loads(str(digest.render(digest.brief(digest.read(bucket)), "json")))
    assert verify(record).excerpts > 0
