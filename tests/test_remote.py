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
from digest.verify import Mismatch, verify

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


def test_a_store_that_fails_in_its_own_way_is_a_problem(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store's library has errors of its own (no credentials, a host that is gone): the object is said, the others are read."""

    class NoCredentialsError(Exception):
        """Of no kind that Python has."""

    store = fsspec.filesystem("memory")
    opened = type(store).open

    def failing(self: object, path: str, *args: object, **options: object) -> object:
        if path.endswith("1.txt"):
            raise NoCredentialsError("Unable to locate credentials")
        return opened(self, path, *args, **options)

    monkeypatch.setattr(type(store), "open", failing)
    reading = digest.read(bucket)
    assert len(reading.articles) == 4
    assert [p.reason for p in reading.problems if p.origin.endswith("1.txt")] == [
        "cannot be read: Unable to locate credentials"
    ]


def test_a_store_that_is_gone_is_said_to_be_so(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof says what the store said, and does not take a store that does not answer for a lost article."""
    record = json.loads(digest.render(digest.brief(digest.read(f"{bucket}/post")), "json"))

    def gone(*_: object, **__: object) -> object:
        raise TimeoutError("the host does not answer")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "find", gone)
    with pytest.raises(Mismatch, match=r"1\.txt: cannot be read: the host does not answer"):
        verify(record)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of an S3 server on this machine."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (
        ("ACCESS_KEY_ID", "anyone"),
        ("SECRET_ACCESS_KEY", "anything"),
        ("DEFAULT_REGION", "us-east-1"),
        ("ENDPOINT_URL", f"http://{host}:{port}"),
    ):
        monkeypatch.setenv(f"AWS_{name}", value)
    store = fsspec.filesystem("s3", skip_instance_cache=True)
    store.mkdir("news")
    for number in range(12):
        store.pipe(f"news/day/post-{number % 3}/{number}.txt", TEXT.format(number).encode())
    store.pipe("news/day/Fähre #1, 50%.txt", TEXT.format(50).encode())
    yield "s3://news/day/"
    fsspec.filesystem("s3").clear_instance_cache()
    server.stop()


@pytest.mark.slow
def test_s3_is_read_here_and_by_workers_and_proved(s3: str) -> None:
    """A folder of S3 by its URL: the same articles by two processes, and every excerpt proved from there."""
    reading = digest.read(s3)
    assert len(reading.articles) == 13
    assert reading.problems == ()
    with mapper(2) as mapped:
        assert read(s3, mapper=mapped) == reading
    record = json.loads(digest.render(digest.brief(reading), "json"))
    assert verify(record).excerpts > 0
    (missing,) = digest.read("s3://nobody/day").problems
    assert "does not exist" in missing.reason
