"""The archive: pages that follow from the records, feeds that readers take, and nothing hostile in a path or a page."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import feedparser
import pytest
from lxml import etree

import briefings
from digest.archive import Site, bring_up, rebuild
from digest.archive.records import entries
from digest.archive.serve import address, server
from digest.archive.views import story_page
from digest.errors import UsageError
from digest.files import LEFT_AFTER
from digest.model import Briefing
from digest.publish import publish, write
from digest.render import render
from digest.render.archive_language import ArchiveLanguage, load_archive
from digest.render.language import available, load
from test_publish import on, tree

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://news.example.org/briefings/"
VECTORS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)//",
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "../../../etc/passwd",
    "..\\..\\windows\\system32",
    "a/b:c*d?e|f",
    "\x00\x1b[2J\x07",
    "\u202egpj.exe\u2066",
    "index",
    "CON",
    ".htaccess",
    "&lt;svg/onload=alert(1)&gt;",
    "]]><![CDATA[",
    "<!--",
    "x" * 5000,
)  # after OWASP's list of vectors


def days(output: Path, *numbers: int, **changes: Any) -> None:
    """The rich briefing on some days, by its files alone."""
    for number in numbers:
        briefing = on(replace(briefings.rich(hostile=False), **changes), number)
        for form, suffix in (("html", ".html"), ("json", ".json")):
            write(output / briefing.date.isoformat() / f"morning{suffix}", str(render(briefing, form)).encode())


def links(output: Path) -> Iterator[tuple[Path, str]]:
    """Every link of every page of the archive, with the page."""
    for page in sorted({*output.glob("*.html"), *output.glob("[ms]*/*.html")}):
        for href in re.findall(r'<a [^>]*href="(.*?)"', page.read_text("utf-8")):
            yield page, href.replace("&amp;", "&")


# Labels


@pytest.mark.parametrize("code", [code for code in available() if code != "en"])
def test_the_archive_speaks_every_language(code: str) -> None:
    """No label is empty or left in English, and each takes what the English one takes."""
    ours, theirs, words = load_archive("en"), load_archive(code), load(code)
    for field in fields(ArchiveLanguage):
        one, other = getattr(ours, field.name), getattr(theirs, field.name)
        assert other
        if isinstance(other, tuple):
            assert len(other) == len(words.forms), field.name
            assert all(set(re.findall(r"{(\w+)}", form)) <= {"n"} for form in other)
        else:
            assert set(re.findall(r"{(\w+)}", one)) == set(re.findall(r"{(\w+)}", other)), field.name
            letters = re.sub(r"{\w+}|\W", "", one)
            assert not letters or one != other, field.name


# Pages


def test_every_link_leads_to_what_is_there(tmp_path: Path) -> None:
    """From the front page to months, stories and sources, and from these to the place on the briefing's page."""
    days(tmp_path, 0, 1, 40)
    rebuild(Site(tmp_path))
    seen = set()
    for page, href in links(tmp_path):
        if href.startswith("https://"):
            continue
        path, _, anchor = href.partition("#")
        target = (page.parent / unquote(path)).resolve() if path else page
        assert target.is_file(), (page, href)
        assert target.is_relative_to(tmp_path)
        if anchor:
            assert f'id="{anchor}"' in target.read_text("utf-8"), (page, href)
        seen.add(target.relative_to(tmp_path).parts[0])
    assert {"index.html", "months", "stories", "sources", "2026-11-21", "feed.xml"} <= seen


def test_a_story_that_ran_has_its_days(tmp_path: Path) -> None:
    """What each briefing told of it, the newest first, with a link to the place; a story of one day has no page."""
    days(tmp_path, 0, 1)
    days(tmp_path, 2, stories=briefings.rich().stories[1:])
    rebuild(Site(tmp_path))
    page = (tmp_path / "stories/st-orrin.html").read_text("utf-8")
    assert re.findall(r'<h2><time datetime="(.*?)">', page) == ["2026-11-23", "2026-11-22", "2026-11-21"]
    assert page.count("Astronomers at the Tallow Ridge observatory have found a second ring") == 3
    assert 'href="../2026-11-23/morning.html#s1"' in page
    assert 'href="../2026-11-21/morning.html#s2"' in page
    assert "told on 3 days" in page
    assert "told on 2 days" in (tmp_path / "stories/index.html").read_text("utf-8")
    days(tmp_path / "single", 0)
    rebuild(Site(tmp_path / "single"))
    assert [path.name for path in (tmp_path / "single/stories").iterdir()] == ["index.html"]


def test_a_story_whose_coverage_changes_has_a_chart(tmp_path: Path) -> None:
    """One bar for each day that told it, at its place in time, and the numbers as words."""
    for day, reports in ((21, 1), (22, 4), (25, 2)):
        story = {"id": "st-1", "headline": {"text": "Head"}, "reports": [{}] * reports}
        write(tmp_path / f"2026-11-{day}/a.json", json.dumps({"stories": [story]}).encode())
    rebuild(Site(tmp_path))
    html = (tmp_path / "stories/st-1.html").read_text("utf-8")
    assert re.findall(r'<rect x="(\d+)" .*?height="([\d.]+)"', html) == [("0", "10.5"), ("14", "39.0"), ("56", "20.0")]
    assert "21 November 2026: 1 report; 22 November 2026: 4 reports; 25 November 2026: 2 reports." in html


def test_a_source_has_what_came_and_what_was_used(tmp_path: Path) -> None:
    """All its articles, those that were quoted, and why others from its place were left out."""
    days(tmp_path, 0, 1)
    rebuild(Site(tmp_path))
    (page,) = (tmp_path / "sources").glob("fengazette-*.html")
    html = page.read_text("utf-8")
    assert "2 articles, 2 quoted" in html
    assert html.count("Bakers agree to end night work") == 4
    names = re.findall(r'class="title".*?>(.*?)</a>', (tmp_path / "sources/index.html").read_text("utf-8"))
    assert "The Elmsworth Post" in names
    assert names == sorted(names, key=str.casefold)


def test_spellings_of_one_outlet_are_one_source(tmp_path: Path) -> None:
    """As they are one voice in a briefing."""
    names = ("The Elm Post", "elm-post", "Elm Post")
    articles = [{"id": str(n), "source": name, "title": "T"} for n, name in enumerate(names)]
    record = {"stories": [{"id": "a", "articles": articles}]}
    write(tmp_path / "2026-11-21/morning.json", json.dumps(record).encode())
    rebuild(Site(tmp_path))
    assert len(list((tmp_path / "sources").glob("elmpost-*.html"))) == 1


def test_a_long_archive_is_split_by_month(tmp_path: Path) -> None:
    """The front page shows the last weeks and leads to the months before; a month's page has every story of each day."""
    for number in range(0, 130, 2):
        day = datetime(2026, 1, 1, 7, tzinfo=UTC) + timedelta(days=number)
        stories = [{"id": f"{number}-{n}", "headline": {"text": f"Head {number} {n}"}} for n in range(5)]
        record = {"title": "Morning", "slot": day.isoformat(), "stories": stories}
        write(tmp_path / f"{day:%Y-%m-%d}/morning.json", json.dumps(record).encode())
    rebuild(Site(tmp_path))
    front = (tmp_path / "index.html").read_text("utf-8")
    assert re.findall(r"<h2>(?:<a .*?>)?(.*?)<", front) == ["May 2026", "April 2026", "March 2026", "Earlier months"]
    assert [re.sub(r".*/", "", href) for _, href in links(tmp_path) if href.startswith("months/")][-2:] == [
        "2026-02.html",
        "2026-01.html",
    ]
    month = (tmp_path / "months/2026-01.html").read_text("utf-8")
    assert month.count("Head 0 ") == 5
    assert month.index('datetime="2026-01-31"') < month.index('datetime="2026-01-01"')


@pytest.mark.parametrize("code", ["ar", "de", "zh"])
def test_pages_speak_the_language_of_the_archive(tmp_path: Path, code: str) -> None:
    """Language and direction are said, and no label stays English."""
    days(tmp_path, 0, 1)
    rebuild(Site(tmp_path, language=code))
    for page in tmp_path.glob("[ms]*/*.html"):
        html = page.read_text("utf-8")
        assert f'<html lang="{code}"' in html
        for label in ("Running stories", "Every story", "told on", "What came", "quoted"):
            assert label not in html, page


# What is rewritten


def test_a_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whether day by day or at once, in whatever order, and again."""
    for number in (0, 1, 40):
        days(tmp_path / "one", number)
        bring_up(Site(tmp_path / "one"), [f"{on(briefings.rich(), number).date}/morning"])
    days(tmp_path / "two", 40, 0, 1)
    rebuild(Site(tmp_path / "two"))
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert rebuild(Site(tmp_path / "one")) == ()


def test_one_more_day_touches_only_its_own_pages(tmp_path: Path) -> None:
    """Other months, other stories and other sources keep their files as they are."""
    days(tmp_path, 0, 1)
    days(tmp_path, 40, 41, stories=briefings.rich(hostile=False).stories[3:5])
    rebuild(Site(tmp_path))
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*.html")}
    days(tmp_path, 42, stories=briefings.rich(hostile=False).stories[3:4])
    written = bring_up(Site(tmp_path), ["2027-01-02/morning"])
    names = {path.relative_to(tmp_path).as_posix() for path in written}
    sources = {name for name in names if name.startswith("sources/") and name != "sources/index.html"}
    assert len(sources) == 1
    assert names - sources == {
        "months/2027-01.html", "stories/st-ko.html", "stories/index.html", "sources/index.html", "feed.xml", "feed.json",
        "index.html",
    }  # fmt: skip
    assert all(path.stat().st_ino == before[path] for path in before if path not in written)
    assert written[-1] == tmp_path / "index.html"


def test_other_settings_or_an_interrupted_build_are_noticed(tmp_path: Path) -> None:
    """Another language, or a front page that was never written, has everything built."""
    days(tmp_path, 0, 1)
    rebuild(Site(tmp_path))
    whole = tree(tmp_path)
    bring_up(Site(tmp_path, language="de"), [])
    assert '<html lang="de">' in (tmp_path / "stories/st-orrin.html").read_text("utf-8")
    (tmp_path / "stories/st-orrin.html").unlink()
    (tmp_path / "index.html").unlink()
    bring_up(Site(tmp_path), [])
    assert tree(tmp_path) == whole


def test_pages_that_nothing_stands_for_go_and_others_stay(tmp_path: Path) -> None:
    """A rebuild takes away what it had made of days that are gone, and nothing that it has not made."""
    days(tmp_path, 0, 1, 40)
    rebuild(Site(tmp_path))
    for name in ("months/notes.html", "sources/mine.html"):
        (tmp_path / name).write_text("<p>mine")
    for day in ("2026-11-21", "2026-11-22"):
        shutil.rmtree(tmp_path / day)
    rebuild(Site(tmp_path))
    assert sorted(path.name for path in (tmp_path / "months").iterdir()) == ["2026-12.html", "notes.html"]
    assert [path.name for path in (tmp_path / "stories").iterdir()] == ["index.html"]
    assert (tmp_path / "sources/mine.html").is_file()


def test_a_run_of_its_own_writes_no_pages_of_sources(tmp_path: Path) -> None:
    """But keeps them up to date where they are."""
    publish(briefings.single(), tmp_path)
    assert not (tmp_path / "sources").exists()
    rebuild(Site(tmp_path))
    publish(on(briefings.single(), 1), tmp_path)
    (page,) = (tmp_path / "sources").glob("elmsworthpost-*.html")
    assert "2026-11-22" in page.read_text("utf-8")
    assert (tmp_path / "stories" / f"{story_page(briefings.single().stories[0].id)}.html").is_file()


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    """Old temporary files go from the folder and its days; a young one may be another's work."""
    publish(briefings.single(), tmp_path)
    old, young = tmp_path / "2026-11-21/.00112233445566ff.tmp", tmp_path / ".0011223344556677.tmp"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - LEFT_AFTER - 60,) * 2)
    publish(on(briefings.single(), 1), tmp_path)
    assert not old.exists()
    assert young.exists()


# Hostile records


def hostile(vector: str) -> dict[str, Any]:
    """A record with `vector` in every place that holds words."""
    article = dict.fromkeys(("id", "source", "title", "url", "origin", "language"), vector)
    point = {"text": vector, "article": vector, "also": [{"article": vector}]}
    head = {"text": vector, "article": vector}
    story = {
        "id": vector,
        "headline": head,
        "status": vector,
        "articles": [article],
        "reports": [{}],
        "points": [point],
    }
    return {
        "title": vector,
        "edition": vector,
        "slot": "2026-11-21T07:00:00Z",
        "window": {"until": vector},
        "stories": [story],
        "left_out": [{"origin": vector, "reason": vector}],
    }


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_hostile_words_are_words(tmp_path: Path, vector: str) -> None:
    """In no path, in no attribute, in no element; pages stay below the folder, well formed and inert; feeds can be read."""
    output = tmp_path / "site"
    for day in ("2026-11-21", "2026-11-22"):
        write(output / day / "morning.json", json.dumps(hostile(vector)).encode())
        write(output / day / "morning.html", b'<p id="s1">')
    rebuild(Site(output, base_url=BASE))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    for path in output.rglob("*"):
        relative = path.relative_to(output).as_posix()
        assert re.fullmatch(r"[\w-]+(/[\w-]+)?(\.\w+)?", relative), relative
        assert len(path.name.encode()) < 120
    for page in {*output.glob("*.html"), *output.glob("[ms]*/*.html")}:
        html = page.read_text("utf-8")
        scripts = re.findall(r"<script.*?>", html)
        assert scripts == (['<script src="search.js" defer>'] if page.name == "search.html" else []), page
        assert not re.search(r"<(img|svg/|!--|iframe|object)", html)
        assert not re.search(r"<[^>]*\son\w+=", html)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", html)
        assert 'href="javascript:' not in html
    assert len(list((output / "stories").glob("*.html"))) == 2
    assert len(list((output / "sources").glob("*.html"))) == 2
    etree.fromstring((output / "feed.xml").read_bytes())
    json.loads((output / "feed.json").read_bytes())
    assert not feedparser.parse((output / "feed.xml").read_bytes()).bozo


# Feeds


@pytest.fixture
def fed(tmp_path: Path) -> Path:
    """An archive of three days with an address."""
    days(tmp_path, 0, 1, 2)
    rebuild(Site(tmp_path, base_url=BASE.removesuffix("/")))
    return tmp_path


def test_the_atom_feed_is_what_its_standard_asks(fed: Path) -> None:
    """RFC 4287: one id, title and update for the feed and each entry, an author, absolute links; the newest first."""
    feed = etree.fromstring((fed / "feed.xml").read_bytes())
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{name}")
            assert one.text
        assert re.fullmatch(r"(https|urn):\S+", element.findtext(f"{ATOM}id"))
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        relations = [link.get("rel") for link in element.findall(f"{ATOM}link")]
        assert relations.count("alternate") == 1
        for link in element.findall(f"{ATOM}link"):
            assert link.get("href").startswith(BASE)
            assert (fed / link.get("href").removeprefix(BASE)).is_file()
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"{BASE}feed.xml"
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 3
    updates = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert updates == sorted(updates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updates[0]


def test_a_feed_reader_takes_the_feed(fed: Path) -> None:
    """A common reader (feedparser) finds titles, links, dates and the stories, and nothing to complain of."""
    parsed = feedparser.parse((fed / "feed.xml").read_bytes())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.entries[0].link == f"{BASE}2026-11-23/morning.html"
    assert parsed.entries[0].title == "Morning briefing, Monday 23 November 2026"
    assert "Council reopens the north ferry" in parsed.entries[0].content[0].value
    assert f'href="{BASE}2026-11-23/morning.html#s1"' in parsed.entries[0].content[0].value


def test_the_json_feed_is_what_its_standard_asks(fed: Path) -> None:
    """JSON Feed 1.1: version, title and items, each with an id and contents; the same ids as in Atom."""
    feed = json.loads((fed / "feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{BASE}index.html", f"{BASE}feed.json")
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item.get("content_html") or item.get("content_text")
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert item["url"].startswith(BASE)
    atom = etree.fromstring((fed / "feed.xml").read_bytes())
    assert [item["id"] for item in feed["items"]] == [e.findtext(f"{ATOM}id") for e in atom.iter(f"{ATOM}entry")]


def test_ids_outlive_a_move_and_a_new_day(fed: Path) -> None:
    """Another address, and one more briefing, change no id of an entry."""
    before = re.findall("<id>(urn:.*?)</id>", (fed / "feed.xml").read_text("utf-8"))
    days(fed, 3)
    rebuild(Site(fed, base_url="https://other.example/"))
    after = re.findall("<id>(urn:.*?)</id>", (fed / "feed.xml").read_text("utf-8"))
    assert after[1:] == before


def test_without_an_address_links_are_relative(tmp_path: Path) -> None:
    """Atom's lead from the feed to the page; JSON Feed, which wants absolute ones, has none; ids are ids all the same."""
    publish(briefings.single(), tmp_path)
    feed = etree.fromstring((tmp_path / "feed.xml").read_bytes())
    for link in feed.iter(f"{ATOM}link"):
        assert (tmp_path / link.get("href")).is_file()
    assert all(element.text.startswith("urn:uuid:") for element in feed.iter(f"{ATOM}id"))
    assert "url" not in json.loads((tmp_path / "feed.json").read_bytes())["items"][0]


# Reading records


def test_slots_of_one_day_stand_in_their_order(tmp_path: Path) -> None:
    """The latest first, whatever their names."""
    for name, hour in (("b", 7), ("a", 12), ("c", 9)):
        record = {"title": name, "slot": f"2026-11-21T{hour:02}:00:00Z", "stories": []}
        write(tmp_path / f"2026-11-21/{name}.json", json.dumps(record).encode())
    assert [entry.stem for entry in entries(tmp_path)] == ["a", "c", "b"]


# Serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A folder with a secret beside it, on loopback."""
    site = tmp_path / "site"
    (tmp_path / "secret.txt").write_text("secret")
    publish(briefings.single(), site)
    (site / ".0011223344556677.tmp").write_text("hidden")
    (site / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    serving = server(site)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield address(serving), site
    serving.shutdown()
    serving.server_close()
    thread.join(5)


def got(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:  # noqa: S310
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {}, error.read()


def test_what_is_published_is_served(served: tuple[str, Path]) -> None:
    """The front page and the forms of a briefing, each by its own kind, and with a guard against guessing."""
    base, site = served
    assert base.startswith("http://127.0.0.1:")
    for path, kind in (
        ("", "text/html"),
        ("2026-11-21/briefing.txt", "text/plain"),
        ("feed.xml", "application/atom+xml"),
    ):
        status, headers, body = got(base + path)
        assert status == 200
        assert headers["content-type"].startswith(kind)
        assert headers["x-content-type-options"] == "nosniff"
        assert body == (site / (path or "index.html")).read_bytes()


def test_connections_stay_and_lasting_parts_are_asked_for_once(served: tuple[str, Path]) -> None:
    """Files come over one connection; of these a browser keeps what is named after its contents, and asks again for all else."""
    base, site = served
    part = site / "search" / "pagefind" / "fragment" / "en_1a2b3c4.pf_fragment"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"part")
    connection = http.client.HTTPConnection(base.removeprefix("http://").rstrip("/"), timeout=10)
    paths = {
        "/search/pagefind/fragment/en_1a2b3c4.pf_fragment": (200, "max-age=31536000, immutable"),
        "/search/pagefind/fragment/en_9999999.pf_fragment": (404, "no-cache"),
        "/index.html": (200, "no-cache"),
    }
    sockets = []
    for path, expected in paths.items():
        connection.request("GET", path)
        sockets.append(connection.sock)
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Cache-Control"]) == expected
        answer.read()
        if answer.status == 404:
            connection.close()
    assert sockets[0] is sockets[1]
    connection.close()


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "way-out.txt",
        ".0011223344556677.tmp",
        "2026-11-21/",
        "nothing",
        "%00",
    ],
)
def test_nothing_else_is_served(served: tuple[str, Path], path: str) -> None:
    """No way up, no link that leads out, no hidden file, no list of a folder."""
    status, _, body = got(served[0] + path)
    assert status == 404
    assert b"secret" not in body.replace(b"secret.txt", b"")


def test_a_made_up_host_is_told_nothing(served: tuple[str, Path]) -> None:
    """A page elsewhere that has its name lead to this machine reads nothing."""
    assert got(served[0], Host="evil.example")[0] == 403
    assert got(served[0], Host=served[0].removeprefix("http://").rstrip("/"))[0] == 200


def test_a_port_in_use_is_said(served: tuple[str, Path]) -> None:
    """In one line with the mend."""
    with pytest.raises(UsageError, match="leave out --port"):
        server(served[1], int(served[0].rstrip("/").rpartition(":")[2]))


# Commands


def digest(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A run of the program."""
    return subprocess.run(
        [sys.executable, "-m", "digest", *arguments], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_archive_is_rebuilt_by_command(tmp_path: Path) -> None:
    """Of the folder that is named, or of output/ here; a folder that is not there is wrong usage."""
    days(tmp_path / "output", 0, 1)
    done = digest("archive", "rebuild", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output/stories/st-orrin.html").is_file()
    missing = digest("archive", "rebuild", "--output", "none", cwd=tmp_path)
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)


def test_open_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    """The address is printed and answers; Ctrl-C is a good end; without an archive there is nothing to open."""
    assert digest("open", "--no-browser", cwd=tmp_path).returncode == 2
    publish(briefings.single(), tmp_path / "output")
    command = [sys.executable, "-m", "digest", "open", "--no-browser"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()  # type: ignore[union-attr]
            found = re.match(r"http://127\.0\.0\.1:\d+/", line)
            assert found, line
            assert got(found[0])[0] == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            assert process.stderr.read() == ""  # type: ignore[union-attr]
        finally:
            process.kill()


def test_templates_are_copied_and_take_effect(tmp_path: Path) -> None:
    """A copy that is changed changes the page; parts are taken from the copies too; nothing is overwritten."""
    done = digest("templates", "copy", "mine", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    parts = tmp_path / "mine/parts.html.j2"
    parts.write_text(parts.read_text("utf-8").replace('<details class="cite', '<details class="mine cite'), "utf-8")
    archive = tmp_path / "mine/archive.html.j2"
    archive.write_text(archive.read_text("utf-8").replace("<main ", "<p>mine</p><main "), "utf-8")
    publish(briefings.rich(), tmp_path / "output", templates=str(tmp_path / "mine"))
    assert '<details class="mine cite' in (tmp_path / "output/2026-11-21/morning.html").read_text("utf-8")
    assert "<p>mine</p>" in (tmp_path / "output/index.html").read_text("utf-8")
    again = digest("templates", "copy", "mine", cwd=tmp_path)
    assert again.returncode == 2
    assert "parts.html.j2" in again.stderr


def test_copied_templates_make_the_same_pages(tmp_path: Path) -> None:
    """Unchanged, they give the bytes that the packaged ones give, but for the mark of the archive's pages."""
    assert digest("templates", "copy", "mine", cwd=tmp_path).returncode == 0
    own = str(tmp_path / "mine")
    briefing: Briefing = briefings.rich()
    for form in ("html", "epub"):
        assert render(briefing, form, templates=own) == render(briefing, form)
    publish(briefing, tmp_path / "a")
    publish(briefing, tmp_path / "b", templates=own)
    without = [
        re.sub(r'name="archive" content="\w+"', "", (tmp_path / x / "index.html").read_text("utf-8")) for x in "ab"
    ]
    assert without[0] == without[1]
