"""Killed at any point and started again: nothing is lost and nothing comes twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from digest.store import open_store
from fetch.kept import NOW
from fetch.server import Reply, Request, Server
from fetch.written import rss, xml

FEEDS = 12
HERE = Path(__file__).parent


def serve(request: Request) -> Reply:
    """Feed n with three items of its own."""
    tag = f'"{request.path}"'
    if request.headers.get("if-none-match") == tag:
        return Reply(status=304, headers={"ETag": tag})
    return Reply(xml(rss(site=f"https://vess.example{request.path}")), headers={"ETag": tag})


def run(store: str, port: int, die_at: int = 0, when: str = "after") -> int:
    """One process; how it ended."""
    command = [sys.executable, str(HERE / "kept.py"), store, str(port), str(FEEDS), str(die_at), when]
    paths = [str(HERE.parent), *(path for path in sys.path if path)]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)}, check=False).returncode


def killed(tmp_path: Path, deaths: Sequence[tuple[int, str]]) -> None:
    """Runs that die as told, one that does not, and one more: all items are there once, and the last asks in vain."""
    store = f"sqlite:///{tmp_path}/digest.db"
    with Server(serve) as server:
        for die_at, when in deaths:
            assert run(store, server.port, die_at, when) == -9
        assert run(store, server.port) == 0
        server.forget()
        assert run(store, server.port) == 0
        server.settle()
        assert {seen.status for seen in server.log} == {304}
    opened = open_store(store)
    items = opened.items("x", until=NOW + timedelta(days=1), since=NOW - timedelta(days=1))
    assert len(items) == 3 * FEEDS
    assert len({item.article.url for item in items}) == 3 * FEEDS
    assert all(len(opened.versions(item.article.id)) == 1 for item in items)
    opened.close()


def test_killed_before_and_after_keeping(tmp_path: Path) -> None:
    """At the first and at a middle result."""
    killed(tmp_path, [(1, "before"), (5, "after")])


@pytest.mark.slow
def test_killed_at_every_result(tmp_path: Path) -> None:
    """At each result in turn, before and after it is kept."""
    killed(tmp_path, [(n, when) for n in range(1, FEEDS + 1) for when in ("before", "after")])
