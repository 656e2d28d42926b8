"""A project from its first command to its third day, as a person at a terminal goes through it."""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import pty
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Elmsworth Post</title><link>http://x.example/</link>
<item><title>Elmsworth council reopens north ferry</title><guid>1</guid><pubDate>Fri, 20 Nov 2026 06:00:00 GMT</pubDate>
<description>The harbour council of Elmsworth voted nine to four on Friday to reopen the north ferry after two years of repairs.
Officials said the first crossing will leave at dawn on 1 December.</description></item>
<item><title>Tolna lake lost a third of its water</title><guid>2</guid><pubDate>Fri, 20 Nov 2026 07:00:00 GMT</pubDate>
<description>Scientists at the Varga institute reported that a lake in the Tolna hills lost a third of its water since 2019.
Local farmers asked the ministry for help in a letter on Thursday.</description></item></channel></rss>"""
PAGE = (
    '<html><head><title>Post</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
    "<body>Hello</body></html>"
)
CONFIG = """
store = "sqlite:///state.db"
output = "out"

[[source]]
name = "files"
path = "in"

[edition.bar]
title = "Bar briefing"
schedule = "07:00"
timezone = "UTC"
"""


class Feed(http.server.BaseHTTPRequestHandler):
    """A home page and its feed."""

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """Answers with the page, the feed, or 404."""
        found = {"/": (PAGE, "text/html"), "/feed.xml": (FEED, "application/rss+xml")}.get(self.path)
        self.send_response(200 if found else 404)
        if found:
            self.send_header("Content-Type", found[1])
        self.end_headers()
        if found:
            self.wfile.write(found[0].encode())


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a site on loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home to stand in."""
    for name, folder in (("HOME", ""), ("XDG_CONFIG_HOME", "c"), ("XDG_STATE_HOME", "s")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(home: Path) -> Path:
    """A project with one article in its folder."""
    (home / "digest.toml").write_text(CONFIG)
    (home / "in").mkdir()
    article(
        home,
        "ferry",
        "Elmsworth reopens the north ferry",
        "The council of Elmsworth voted nine to four on Friday to reopen the north ferry.",
    )
    return home


def article(home: Path, name: str, title: str, text: str) -> None:
    """Drops an article into the project's folder."""
    (home / "in" / f"{name}.txt").write_text(
        f"{title}\n\n{text} It was the last item of a long evening, and people clapped.\n"
    )


def digest(*arguments: str, code: int = 0) -> str:
    """Runs a command, checks its exit code, returns what it printed."""
    command = [sys.executable, "-m", "digest", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=dict(os.environ))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def record(home: Path) -> dict[str, object]:
    """The newest record in out/."""
    newest = max(home.glob("out/*/*.json"), key=lambda path: path.stat().st_mtime_ns)
    found: dict[str, object] = json.loads(newest.read_text())
    return found


def test_from_nothing_to_a_briefing_of_a_feed(home: Path, site: str) -> None:
    """init, feeds add (by the home page), run: the feed's items are told; list shows how it is; remove takes it out again."""
    digest("init")
    assert "stays as it is" in digest("init", code=2)
    assert "The Elmsworth Post" in digest("feeds", "add", site)
    assert "Elmsworth council" in digest("feeds", "test", site)
    told = digest("run")
    assert "morning" in told
    (text,) = home.glob("output/*/morning.txt")
    assert "north ferry" in text.read_text()
    assert "nothing is due" in digest("run")
    listed = json.loads(digest("feeds", "list", "--json"))
    assert listed[0]["last_success"]
    assert not listed[0]["why"]
    exported = digest("feeds", "export")
    (home / "list.opml").write_text(exported)
    digest("feeds", "remove", "The Elmsworth Post")
    assert "no sources yet" in digest("feeds", "list")
    assert "1 feeds added" in digest("feeds", "import", "list.opml")
    digest("feeds", "add", f"{site}/nothing", code=1)
    digest("feeds", "remove", "Nobody", code=2)
    assert "# keep" in (home / "digest.toml").read_text()


def test_a_terminal_sees_what_a_fetch_brings_as_it_comes(home: Path, site: str) -> None:
    """On a terminal a bar counts sources done, articles new and sources failing; in a pipe nothing moves."""
    (home / "digest.toml").write_text(
        f'[[source]]\nname = "Post"\nurl = "{site}/feed.xml"\n[[source]]\nname = "Gone"\nurl = "{site}/gone.xml"\n'
    )
    leader, follower = pty.openpty()
    fetch = subprocess.Popen(
        [sys.executable, "-m", "digest", "fetch"],
        stdout=subprocess.DEVNULL,
        stderr=follower,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(follower)
    seen = b""
    with contextlib.suppress(OSError):  # a terminal that its last writer left answers with an error
        while part := os.read(leader, 4096):
            seen += part
    os.close(leader)
    assert fetch.wait(timeout=60) == 1
    assert b"fetching: 2 new, 1 failing" in seen
    assert b"2/2" in seen
    assert "fetching" not in digest("fetch", code=1)


def test_what_was_told_is_not_told_again(project: Path) -> None:
    """A second briefing tells only what came since; a story with nothing new stays away; a correction says so."""
    digest("run")
    assert len(record(project)["stories"]) == 1  # type: ignore[arg-type]
    article(
        project,
        "owl",
        "Owl moves out of the church clock",
        "An owl left the clock of Marrow church on Friday with three young.",
    )
    digest("run", "--again")
    second = record(project)
    assert [story["headline"]["text"] for story in second["stories"]] == ["Owl moves out of the church clock"]  # type: ignore[attr-defined]
    digest("run", "--again")
    assert record(project)["stories"] == []
    article(
        project,
        "owl",
        "Owl moves out of the church clock",
        "An owl left the clock of Marrow church on Friday with four young.",
    )
    digest("run", "--again")
    (story,) = record(project)["stories"]  # type: ignore[misc, attr-defined]
    assert story["status"] == "corrected"


def test_a_dry_run_remembers_nothing(project: Path) -> None:
    """--dry-run writes under output/dry-run/ what would be published; the real run then tells the same."""
    digest("fetch")
    assert "dry-run" in digest("run", "--dry-run")
    assert list(project.glob("out/dry-run/*/*.html"))
    assert not list(project.glob("out/2*/*"))
    digest("run")
    assert len(record(project)["stories"]) == 1  # type: ignore[arg-type]


def test_people_decide_what_is_one_story(project: Path) -> None:
    """Two stories that a person merged are one from then on, and articles that a person split stay apart."""
    article(
        project,
        "owl",
        "Owl moves out of the church clock",
        "An owl left the clock of Marrow church on Friday with three young.",
    )
    digest("run")
    ids = [story["id"] for story in record(project)["stories"]]  # type: ignore[attr-defined]
    assert len(ids) == 2
    digest("story", "merge", *ids)
    article(
        project,
        "owl2",
        "Owl seen at the town hall",
        "The owl of Marrow church was seen on Saturday on the roof of the town hall.",
    )
    digest("run", "--again")
    joined = record(project)["stories"]
    assert max(len(story["articles"]) for story in joined) >= 2  # type: ignore[attr-defined]


def test_status_check_search_and_copies(project: Path) -> None:
    """Status and check say how it is, search finds what was told, backup and restore bring a store back."""
    assert "never ran" in digest("status")
    assert "ok: the store" in digest("check")
    digest("run")
    status = json.loads(digest("status", "--json"))
    assert status["editions"][0]["last"]["state"] == "done"
    assert status["needs"] == []
    assert "ferry" in digest("search", "north", "ferry")
    digest("backup", "copy.db")
    (project / "state.db").write_bytes(
        b"overwritten with something else, and long enough to be seen as no database at all"
    )
    assert "state.db" in digest("status", code=1)
    digest("restore", "copy.db")
    assert json.loads(digest("status", "--json"))["editions"][0]["last"]["state"] == "done"
    assert digest("prune")


def test_what_is_wrong_is_said_in_one_line(home: Path) -> None:
    """Without a config, with a broken one, or without an edition, the command says what to do."""
    assert "digest init" in digest("run", code=2)
    (home / "digest.toml").write_text("[edition.a]\nschedule = '25:00'\n")
    assert "25:00" in digest("check", code=2)
    (home / "digest.toml").write_text("output = 'out'\n")
    assert "has no edition" in digest("run", code=2)
    assert "no edition 'x'" in digest("run", "--edition", "x", code=2)
    digest("outbox", "resolve", "1", "maybe", code=2)


def test_a_watched_folder_is_taken_in_while_the_daemon_runs(project: Path) -> None:
    """A file that is dropped in is held by the store within seconds, long before the rhythm of fetching comes round."""
    text = (project / "digest.toml").read_text().replace('path = "in"', 'path = "in"\nwatch = true')
    (project / "digest.toml").write_text(text)
    command = [sys.executable, "-m", "digest", "daemon"]
    with (project / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as daemon:
        try:
            assert eventually(lambda: "ferry" in found("ferry"))
            article(
                project, "owl", "Owl moves out of the church clock", "An owl left the clock of Marrow church on Friday."
            )
            assert eventually(lambda: "Owl" in found("owl")), (project / "log").read_text()
        finally:
            daemon.terminate()
            assert daemon.wait(30) == 0


def found(word: str) -> str:
    """What a search finds."""
    command = [sys.executable, "-m", "digest", "search", word]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout


def eventually(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether something comes to hold before a deadline."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
    return False
