"""Files, folders and containers become raw articles; what cannot be used becomes a Problem that says why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from digest.collect import files
from digest.model import Problem, RawArticle
from make import without_privileges


def collected(*paths: Path) -> tuple[list[RawArticle], list[Problem]]:
    """Articles and problems below `paths`, apart."""
    found = list(files([str(path) for path in paths]))
    return [x for x in found if isinstance(x, RawArticle)], [x for x in found if isinstance(x, Problem)]


def test_a_tree_is_read_whole_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of a tree is found once, in the order of origins, with the first folder as its outlet."""
    for name in ("b/deep/er/two.txt", "a/one.txt", "top.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("Some text.")
    monkeypatch.chdir(tmp_path)
    articles, problems = collected(Path("in"), Path("in/a"), Path("in/a/one.txt"))
    assert [(a.origin, a.source) for a in articles] == [
        ("in/a/one.txt", "a"),
        ("in/b/deep/er/two.txt", "b"),
        ("in/top.txt", None),
    ]
    assert not problems


def test_origins_are_relative_inside_and_absolute_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file below the current directory goes by its relative path, any other by its absolute one."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "in.txt").write_text("In.")
    (tmp_path / "out.txt").write_text("Out.")
    monkeypatch.chdir(tmp_path / "here")
    articles, _ = collected(tmp_path / "here" / "in.txt", Path("../out.txt"))
    assert {a.origin for a in articles} == {"in.txt", str(tmp_path / "out.txt")}


def test_what_is_no_article_file_is_refused_by_name(tmp_path: Path) -> None:
    """Links, pipes, binaries and oversized files are named with the reason; hidden files and leftovers are passed over."""
    (tmp_path / "secret").write_text("secret")
    box = tmp_path / "in"
    box.mkdir()
    (box / "link.txt").symlink_to(tmp_path / "secret")
    (box / "loop").symlink_to(box)
    os.mkfifo(box / "pipe.txt")
    (box / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (box / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (box / "large.txt").write_bytes(b"word " * 2_100_000)
    (box / ".hidden.txt").write_text("hidden")
    (box / "draft.txt~").write_text("leftover")
    articles, problems = collected(box)
    assert not articles
    said = {Path(p.origin).name: p.reason for p in problems}
    assert said.keys() == {"link.txt", "loop", "pipe.txt", "picture.txt", "noise.txt", "large.txt"}
    assert "a link" in said["link.txt"]
    assert "a link" in said["loop"]
    assert "neither a file" in said["pipe.txt"]
    assert said["picture.txt"] == "not text: a picture"
    assert said["noise.txt"] == "not text: binary data"
    assert "larger than 10 MB" in said["large.txt"]
    assert all(p.kind == "left out" for p in problems)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "gb18030"])
def test_text_in_any_encoding_is_no_binary(tmp_path: Path, encoding: str) -> None:
    """UTF-16 with or without a mark, and legacy encodings, are text."""
    text = "Die Fähre fährt wieder. " * 20 if encoding != "gb18030" else "渡輪今天恢復航行。" * 20
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    articles, problems = collected(tmp_path)
    assert len(articles) == 1
    assert not problems


def test_missing_and_unreadable_are_failures(tmp_path: Path) -> None:
    """What should have been readable and was not is a failure with the system's reason; its neighbours are read."""
    (tmp_path / "good.txt").write_text("Good.")
    (tmp_path / "locked.txt").write_text("Locked.")
    (tmp_path / "locked.txt").chmod(0)
    code = (
        "import sys; from digest.collect import files; "
        "print([(type(x).__name__, getattr(x, 'reason', '')) for x in files(sys.argv[1:])])"
    )
    command = [*without_privileges(), sys.executable, "-c", code, str(tmp_path), str(tmp_path / "gone.txt")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "('RawArticle', '')" in said
    assert "cannot be read: permission denied" in said
    assert "cannot be read: there is no such file or folder" in said


def test_json_lines_are_members(tmp_path: Path) -> None:
    """Each line is its own raw article with exactly its own bytes; blank lines are nothing."""
    rows = [b'{"text": "One."}', b"", b"{broken", '{"text": "Drei \u00e4."}'.encode()]
    (tmp_path / "rows.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(rows) + b"\n")
    articles, problems = collected(tmp_path)
    assert [(a.member, a.data) for a in articles] == [("line 1", rows[0]), ("line 3", rows[2]), ("line 4", rows[3])]
    assert not problems


def test_a_json_list_and_a_json_object(tmp_path: Path) -> None:
    """A list gives one article an item, as canonical JSON; an object is one article with its raw bytes."""
    (tmp_path / "list.json").write_text(json.dumps([{"text": "b", "id": 1}, {"title": "ü"}]))
    (tmp_path / "one.json").write_text('{ "text" : "one" }')
    (tmp_path / "broken.json").write_text('{"text": "one"\n "title": 2}')
    articles, problems = collected(tmp_path)
    assert [(a.member, a.data) for a in articles] == [
        ("item 1", b'{"id":1,"text":"b"}'),
        ("item 2", '{"title":"ü"}'.encode()),
        (None, b'{ "text" : "one" }'),
    ]
    assert [(p.kind, p.reason) for p in problems] == [
        ("failed", "not JSON: expecting ',' delimiter at line 2, column 2")
    ]


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Post</title>
<item><title>One &amp; only</title><link>https://post.example/1</link><pubDate>Fri, 20 Nov 2026 08:00:00 +0100</pubDate>
<description><![CDATA[<p>First.</p>]]></description></item><item><title>Two</title></item></channel></rss>"""


def test_feeds_give_their_entries(tmp_path: Path) -> None:
    """RSS by content whatever the file is called, Atom, and JSON Feed: one article an entry, with the feed's own title."""
    (tmp_path / "rss.txt").write_text(RSS)
    (tmp_path / "atom.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>x</id><title>T</title>'
        "<updated>2026-11-20T08:00:00Z</updated><content>Body.</content></entry></feed>"
    )
    (tmp_path / "feed.json").write_text(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "J",
                "items": [{"id": "1", "content_text": "Text."}],
            }
        )
    )
    articles, problems = collected(tmp_path)
    assert [(Path(a.origin).name, a.member, a.source) for a in articles] == [
        ("atom.xml", "entry 1", "A"),
        ("feed.json", "entry 1", "J"),
        ("rss.txt", "entry 1", "The Post"),
        ("rss.txt", "entry 2", "The Post"),
    ]
    fields = json.loads(articles[2].data)
    assert fields["title"] == "One & only"
    assert fields["published"] == "Fri, 20 Nov 2026 08:00:00 +0100"
    assert not problems


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel><title>&a;</title></channel></rss>',
            "entities",
        ),
        ('<opml version="2.0"><body><outline xmlUrl="https://x.example/"/></body></opml>', "OPML"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "without entries"),
        ("<note>hello</note>", "not a feed"),
    ],
)
def test_feeds_that_are_none(tmp_path: Path, content: str, reason: str) -> None:
    """An attack, a list of feeds, an empty feed and other XML are each refused by name."""
    (tmp_path / "x.xml").write_text(content)
    articles, problems = collected(tmp_path)
    assert not articles
    assert reason in problems[0].reason
