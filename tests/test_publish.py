"""Publishing: whole files or none, and a front page that follows from the folder."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefings
from digest.errors import OutputError, UsageError
from digest.files import file_name
from digest.model import Briefing
from digest.publish import index, publish, write
from digest.render import render
from make import without_privileges


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def on(briefing: Briefing, days: int) -> Briefing:
    """The same briefing, some days later."""
    return replace(briefing, slot=briefing.slot + timedelta(days=days))


def test_a_briefing_is_written_under_its_day_and_edition(tmp_path: Path) -> None:
    """Three forms, then the front page, in folders that are made where they are missing."""
    written = publish(briefings.rich(), tmp_path / "new" / "output")
    assert [path.relative_to(tmp_path / "new/output").as_posix() for path in written] == [
        "2026-11-21/morning.html",
        "2026-11-21/morning.txt",
        "2026-11-21/morning.json",
        "index.html",
    ]
    around = {"months/2026-11.html", "feed.xml", "feed.json"}
    assert {path.relative_to(tmp_path / "new/output").as_posix() for path in written} | around == set(
        tree(tmp_path / "new/output")
    )
    assert written[1].read_text("utf-8") == render(briefings.rich(), "text", record="2026-11-21/morning.json")
    assert json.loads(written[2].read_bytes())["edition"] == "morning"
    assert "proves each one from the record, 2026-11-21/morning.json" in " ".join(written[1].read_text("utf-8").split())
    assert "proves each one from this page's record, 2026-11-21/morning.json" in written[0].read_text("utf-8")


def test_only_the_wanted_forms_are_written(tmp_path: Path) -> None:
    """Without a record, no page tells the reader to verify one."""
    publish(briefings.single(), tmp_path, ("text", "html"))
    assert "digest verify" not in (tmp_path / "2026-11-21/briefing.html").read_text("utf-8")
    (tmp_path / "2026-11-21/briefing.html").unlink()
    publish(briefings.single(), tmp_path, ("text",))
    around = {"index.html", "months/2026-11.html", "feed.xml", "feed.json"}
    assert set(tree(tmp_path)) == {"2026-11-21/briefing.txt"} | around
    assert "digest verify" not in (tmp_path / "2026-11-21/briefing.txt").read_text("utf-8")
    assert 'href="2026-11-21/briefing.txt"' in (tmp_path / "index.html").read_text("utf-8")


def test_an_unknown_form_writes_nothing(tmp_path: Path) -> None:
    """The error comes before the first file."""
    with pytest.raises(UsageError, match="'docx'"):
        publish(briefings.single(), tmp_path, ("html", "docx"))
    assert tree(tmp_path) == {}


def test_publishing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same briefing over its own files, and in another folder, makes the same files."""
    publish(briefings.rich(), tmp_path / "one")
    first = tree(tmp_path / "one")
    publish(briefings.rich(), tmp_path / "one")
    publish(briefings.rich(), tmp_path / "two")
    assert tree(tmp_path / "one") == first == tree(tmp_path / "two")


def test_a_slot_of_its_own_name_stands_beside_the_edition(tmp_path: Path) -> None:
    """A day with several slots has a file for each."""
    publish(briefings.rich(), tmp_path, name="morning-0700")
    assert (tmp_path / "2026-11-21/morning-0700.html").is_file()


def test_files_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    """Files get the rights that the process's mask allows, not those of a private temporary file."""
    mask = os.umask(0o022)
    try:
        written = publish(briefings.empty(), tmp_path)
    finally:
        os.umask(mask)
    assert {path.stat().st_mode & 0o777 for path in written} == {0o644}


# When writing fails


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A full disk at any step: the old page stays whole, no temporary file is left, the error names path and mend."""
    path = tmp_path / "page.html"
    write(path, b"old")

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(OutputError, match=r"page\.html: .*No space left on device; free some space") as caught:
        write(path, b"new")
    assert "\n" not in str(caught.value)
    assert tree(tmp_path) == {"page.html": b"old"}


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle is passed on, after the temporary file is gone."""

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "page.html", b"new")
    assert tree(tmp_path) == {}


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    """The error says which path is in the way and what to do."""
    (tmp_path / "2026-11-21").write_text("not a folder")
    with pytest.raises(OutputError, match=r"2026-11-21.*move what is in the way"):
        publish(briefings.single(), tmp_path)
    assert set(tree(tmp_path)) == {"2026-11-21"}


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """The error says to make the folder writable or to name another, before any work is done."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "The ferry sails again\n\nThe north ferry sailed again on Friday, the town said.\n"
    )
    (tmp_path / "out").mkdir(mode=0o500)
    command = [*without_privileges(), sys.executable, "-m", "digest", "run", "in", "--output", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "make the folder writable" in done.stderr
    assert tree(tmp_path / "out") == {}


def test_a_broken_template_writes_nothing(tmp_path: Path) -> None:
    """All forms are rendered before the first is written."""
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "briefing.html.j2").write_text("{{ nonsense }}")
    with pytest.raises(UsageError):
        publish(briefings.single(), tmp_path / "output", ("json", "html"), templates=str(templates))
    assert not (tmp_path / "output").exists()


# The front page


def test_the_front_page_lists_days_by_month_newest_first(tmp_path: Path) -> None:
    """Three days in two months, each with its headlines and its other forms."""
    for days in (0, 12, 1):
        publish(on(briefings.rich(hostile=False), days), tmp_path)
    html = (tmp_path / "index.html").read_text("utf-8")
    assert re.findall(r"<h2><a .*?>(.*?)</a></h2>", html) == ["December 2026", "November 2026"]
    assert re.findall(r'<time datetime="(.*?)">', html) == ["2026-12-03", "2026-11-22", "2026-11-21"]
    assert html.count("Council reopens the north ferry after three years") == 3
    assert html.count('class="hour">07:00') == 3
    assert "3 briefings on 3 days" in html


def test_the_front_page_passes_over_what_is_no_briefing(tmp_path: Path) -> None:
    """Broken records, foreign files and folders, and leftovers neither stop it nor show."""
    publish(briefings.single(), tmp_path)
    sound = index(tmp_path)
    for name in ("notes", "2026-13-45", "2026-11-20", "dry-run/2026-11-21"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "2026-11-19").write_text("a file")
    (tmp_path / "2026-11-21/.0011.tmp").write_text("half")
    (tmp_path / "2026-11-21/picture.png").write_bytes(b"")
    assert index(tmp_path) == sound


@pytest.mark.parametrize(
    "record",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 9999,
        b'{"title": 7, "stories": {"a": 1}, "slot": "soon"}',
        b'{"stories": [1, {"headline": 2, "articles": [{"id": []}], "points": [{"also": 3}], "reports": 4}]}',
        b'{"slot": "2026-11-21", "window": [], "left_out": [{"origin": 1}], "stories": [{"id": {}, "timeline": [[]]}]}',
    ],
    ids=["cut off", "no text", "a list", "too deep", "wrong kinds", "wrong stories", "wrong parts"],
)
def test_a_broken_record_costs_only_its_own_words(tmp_path: Path, record: bytes) -> None:
    """The briefing is still listed, by the name of its files."""
    publish(briefings.single(), tmp_path)
    (tmp_path / "2026-11-21/evening.json").write_bytes(record)
    (tmp_path / "2026-11-21/evening.html").write_bytes(b"<p>")
    html = index(tmp_path)
    assert '<a class="title" href="2026-11-21/evening.html" dir="auto">evening</a>' in html
    assert "Council reopens" in html


def test_hostile_records_do_nothing_on_the_front_page(tmp_path: Path) -> None:
    """Titles and file names from the folder are text, and links lead nowhere else."""
    publish(replace(briefings.rich(), title=briefings.HOSTILE), tmp_path)
    (tmp_path / '2026-11-21/"><script>x.html').write_text("x")
    html = index(tmp_path)
    assert "<script" not in html
    assert "{{7*7}}" in html
    own = r"(2026-11-21/[\w%.-]+(#s\d+)?|#list|index\.html|months/2026-11\.html|feed\.(xml|json))$"
    assert all(re.match(own, link) for link in re.findall(r'href="(.*?)"', html))


def test_an_empty_folder_has_a_front_page_too(tmp_path: Path) -> None:
    """It says that nothing was published, also where there is no folder yet."""
    assert "No briefing has been published here yet" in index(tmp_path)
    assert index(tmp_path / "none") == index(tmp_path)


def test_the_front_page_speaks_the_language_of_its_briefing(tmp_path: Path) -> None:
    """Labels, dates and counts follow the briefing that was written."""
    publish(replace(briefings.rich(), language="de"), tmp_path)
    html = (tmp_path / "index.html").read_text("utf-8")
    assert '<html lang="de">' in html
    assert "Zuletzt: Samstag, 21. November 2026" in html
    assert "1 Ausgabe an 1 Tag" in html


# Names of files


@pytest.mark.parametrize("name", ["morning", "morning-0700", "아침", "weekly_review"])
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    """Names that are safe everywhere are not touched."""
    assert file_name(name) == name


@given(st.text())
def test_any_name_becomes_a_safe_one(name: str) -> None:
    """No path, no device, no hidden file, never empty, short enough for every file system."""
    slug = file_name(name)
    assert slug
    assert len(slug.encode("utf-8")) <= 90
    assert re.fullmatch(r"\w[\w-]*", slug)
    assert slug == slug.lower()
    assert slug not in {"con", "nul", "aux", "prn", "com1", "lpt1"}


def test_names_that_look_alike_do_not_fall_on_one_file() -> None:
    """Case, paths and signs are folded, and the hash keeps the names apart."""
    names = [
        "morning",
        "Morning",
        "MORNING",
        "../morning",
        "morning/",
        "morning.",
        "",
        "..",
        "CON",
        "con",
        "é" * 300,
        "é" * 301,
    ]
    assert len({file_name(name) for name in names}) == len(names)


def test_a_days_page_leads_back_to_the_archive(tmp_path: Path) -> None:
    """At its end, in the edition's language; a page that was only rendered has no archive above it and no such link."""
    briefing = replace(briefings.rich(hostile=False), language="de")
    (page,) = (path for path in publish(briefing, tmp_path, ("html", "json")) if path.name == "morning.html")
    (target, label) = re.findall(r'<footer.*<a href="([^"]+)">([^<]+)</a>', page.read_text(), re.DOTALL)[0]
    assert (page.parent / target).resolve() == tmp_path / "index.html"
    assert label == "Ausgaben"
    assert "index.html" not in render(briefing, "html")
