"""Files inside files: every article in them is found and proved, and nothing in them can do harm."""

from __future__ import annotations

import gzip
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import digest
from digest.collect import files
from digest.collect.local import MAX_BYTES
from digest.model import Problem, RawArticle
from digest.record import to_record
from digest.verify import verify

TEXT = (
    "Old lighthouse finds new keepers\n\nTwo sisters from Tarnby will keep the lighthouse on Gull Rock from January, the harbour "
    "office said on Friday. They will paint it first. “White, and then we shall see,” said the elder, Ottilie Marr.\n"
)
PAGE = (
    "<html><head><title>Lighthouse</title></head><body><article><h1>Old lighthouse finds new keepers</h1>"
    f"<p>{TEXT.split(chr(10))[2]}</p></article></body></html>"
)


def found(path: Path) -> tuple[dict[str | None, RawArticle], dict[str | None, str]]:
    """The articles and the reasons of the problems in one file, by member."""
    items = list(files([path]))
    articles = {item.member: item for item in items if isinstance(item, RawArticle)}
    return articles, {item.member: item.reason for item in items if isinstance(item, Problem)}


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """A zip file of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def warc(path: Path, responses: list[tuple[str, str, str, bytes]]) -> Path:
    """A WARC file of (address, status, content type, body)."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, status, kind, body in responses:
            headers = StatusAndHeaders(
                status, [("Content-Type", kind), ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )
    return path


def test_members_of_every_kind(tmp_path: Path) -> None:
    """Plain files, lines, messages and entries are members, also inside zip and gzip, each with its own bytes."""
    row = json.dumps({"title": "A row", "text": "A row of text about the harbour."}).encode()
    mail = f"From: The Post <a@post.example>\nSubject: Keepers\n\n{TEXT}".encode()
    mbox = (
        b"From a@post.example Fri Nov 20 08:00:00 2026\n"
        + mail
        + b"\nFrom b@post.example Fri Nov 20 09:00:00 2026\n"
        + mail
    )
    articles, problems = found(
        zipped(tmp_path / "day.zip", {"in/a.txt": TEXT.encode(), "rows.jsonl": row + b"\n" + row, "box.mbox": mbox})
    )
    assert list(articles) == [
        "box.mbox, message 1",
        "box.mbox, message 2",
        "in/a.txt",
        "rows.jsonl, line 1",
        "rows.jsonl, line 2",
    ]
    assert articles["in/a.txt"].data == TEXT.encode()
    assert not problems
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert list(found(tmp_path / "a.txt.gz")[0]) == ["a.txt"]
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(row + b"\n" + row))
    assert list(found(tmp_path / "rows.jsonl.gz")[0]) == ["line 1", "line 2"]
    (tmp_path / "b.mbox").write_bytes(mbox)
    assert list(found(tmp_path / "b.mbox")[0]) == ["message 1", "message 2"]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_of_a_warc(tmp_path: Path, name: str) -> None:
    """Good HTML responses are articles under their address; other answers are accounted for."""
    path = warc(
        tmp_path / name,
        [
            ("https://post.example/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
            ("https://post.example/2", "404 Not Found", "text/html", b"gone"),
            ("https://post.example/3.png", "200 OK", "image/png", b"\x89PNG"),
        ],
    )
    articles, problems = found(path)
    assert articles["record 1"].url == "https://post.example/1"
    assert articles["record 1"].data == PAGE.encode()
    assert problems == {"record 2": "not an article: answered with HTTP 404", "record 3": "not a page: image/png"}
    (article,) = digest.read(path).articles
    assert article.url == "https://post.example/1"


def test_excerpts_from_archives_are_proved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verify finds the member again and proves hash, words and offsets."""
    monkeypatch.chdir(tmp_path)
    zipped(tmp_path / "day.zip", {"a.txt": TEXT.encode()})
    warc(tmp_path / "crawl.warc.gz", [("https://post.example/1", "200 OK", "text/html", PAGE.encode())])
    record = to_record(digest.brief(digest.read("day.zip", "crawl.warc.gz")))
    proof = verify(record)
    assert proof.sources == 2
    assert proof.excerpts
    assert proof.offsets


def test_what_an_archive_may_not_do(tmp_path: Path) -> None:
    """Climbing names stay names, links and archives within are refused, a bomb stops at the limit, a broken file is one line."""
    bomb = zipped(
        tmp_path / "bomb.zip",
        {"big.txt": b"word " * (MAX_BYTES // 5 + 10), "../../up.txt": TEXT.encode(), "in.zip": b"PK"},
    )
    articles, problems = found(bomb)
    assert list(articles) == ["../../up.txt"]
    assert "larger than 10 MB" in problems["big.txt"]
    assert "an archive within an archive" in problems["in.zip"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bomb.zip"]
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert found(tmp_path / "link.zip") == ({}, {"link.txt": "refused: a link"})
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"0" * (MAX_BYTES + 5)))
    assert "larger than 10 MB" in str(found(tmp_path / "bomb.txt.gz")[1])
    for name in ("torn.zip", "torn.gz", "torn.jsonl.gz", "torn.warc.gz"):
        (tmp_path / name).write_bytes(
            b"PK\x03\x04 torn" if name.endswith("zip") else gzip.compress(b"word " * 5000)[:60]
        )
        articles, problems = found(tmp_path / name)
        assert not articles
        assert len(problems) == 1, name


def pdf(lines: list[str]) -> bytes:
    """A PDF file of one page with these lines."""
    drawn = ") Tj T* (".join(lines).encode("latin-1")
    stream = b"BT /F1 12 Tf 72 720 Td 14 TL (" + drawn + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def test_the_text_of_a_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is read as plain text and its excerpts are proved; a broken one is a problem."""
    monkeypatch.chdir(tmp_path)
    lines = [
        "Old lighthouse finds new keepers",
        "Two sisters from Tarnby will keep the lighthouse on Gull Rock from January, the",
        "harbour office said on Friday. They will paint it first, in white, before the winter",
        "storms come, and they mean to stay for at least five years, the office said.",
        "The lamp, which has burned without a keeper since 1988, will go on turning by itself,",
        "but somebody has to clean its glass and to write down what the sea does. The pay is",
        "small. The sisters asked for a boat, a stove and a cat, and were given all three by",
        "the town, which had looked for keepers for six years and had begun to lose hope.",
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(lines))
    reading = digest.read("a.pdf")
    (article,) = reading.articles
    assert "They will paint it first" in article.text
    assert verify(to_record(digest.brief(reading))).excerpts
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    (problem,) = digest.read("broken.pdf").problems
    assert problem.kind == "failed"
