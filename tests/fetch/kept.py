"""One run of asking into a store, in a process of its own that may die at a chosen moment: kept.py STORE PORT FEEDS DIE_AT WHEN."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime

from digest.collect.fetch import Entry, Fetched, fetch
from digest.ledger import Arrival
from digest.model import Article
from digest.store import open_store
from fetch.asking import QUICK, Source, fields

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


def arrivals(fetched: Fetched) -> list[Arrival]:
    """What came, as articles; made by hand here, because cleaning loads much and is not what is tried."""
    found = []
    for entry in fetched.entries:
        if isinstance(entry, Entry):
            said = fields(entry)
            sha256 = hashlib.sha256(entry.raw.data).hexdigest()
            article = Article(
                "a" + sha256[:10], entry.raw.origin, sha256, fetched.state.source, said["title"], said["summary"]
            )
            found.append(Arrival(entry.raw, replace(article, url=said["link"]), entry.identity))
    return found


def main(url: str, port: str, feeds: int, die_at: int, when: str) -> None:
    """Asks `feeds` feeds; dies at result number `die_at`, before or after it is kept."""
    store = open_store(url)
    sources = [Source(f"feed {n}", f"http://127.0.0.1:{port}/{n}") for n in range(feeds)]
    count = 0

    def take(fetched: Fetched) -> None:
        nonlocal count
        count += 1
        if count == die_at and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        store.note_feed(fetched.state, arrivals(fetched), NOW)
        if count == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    fetch(sources, store.feed_states(), take, now=NOW, settings=QUICK, at_once=True)
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
