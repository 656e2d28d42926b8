"""What a long history costs a store: the daily run and a search, with few and with very many articles kept before.

python benchmarks/history.py                                   0, 100 thousand and a million articles of 70 words
python benchmarks/history.py --articles 0 10000                other sizes
python benchmarks/history.py --store postgresql+psycopg://...  an empty database of one's own, instead of a file (one size)

Each store holds five days of 500 articles with a briefing each, that many articles of two months ago, and 500 new ones; measured is
`digest run` on those, and words looked for in all that is kept. A million articles take some minutes to put in.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path

from generator import Made, articles, as_json

from digest.ledger import Arrival
from digest.model import Article, RawArticle
from digest.store import Store, open_store

TODAY = datetime(2026, 11, 21, 7, tzinfo=UTC)
DAILY = 500
BEFORE = 5  # days with a briefing
BATCH = 2000
CONFIG = """
store = "{url}"
[edition.morning]
schedule = "07:00"
timezone = "UTC"
"""


@dataclass(frozen=True)
class Cost:
    """What was measured of one store."""

    kept: int
    megabytes: float
    filled: float  # articles/s
    run: float  # seconds of the whole command
    slowest: float  # seconds of the slowest search
    searches: int


def arrivals(made: Iterator[Made]) -> Iterator[Arrival]:
    """Articles as a feed would bring them; what cleaning costs is another benchmark's business."""
    for one in made:
        data = as_json(one)
        raw = RawArticle("bench.jsonl", data, "application/json", one.id, one.outlet)
        article = Article(
            id=one.id,
            origin=raw.origin,
            sha256=hashlib.sha256(data).hexdigest(),
            source=one.outlet,
            title=one.title,
            text=one.text,
            member=one.id,
            title_from="title",
            published=one.published,
            published_from="metadata",
            language="en",
        )
        yield Arrival(raw, article, f"bench:{one.id}")


def take_in(store: Store, wanted: Iterator[Arrival], arrived: datetime) -> None:
    """Keeps articles in batches."""
    while batch := list(islice(wanted, BATCH)):
        store.take_in(batch, arrived)


def run(folder: Path, now: datetime) -> float:
    """Seconds of `digest run` at a time."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "digest", "run", "--now", now.isoformat()], cwd=folder, check=True, capture_output=True
    )
    return time.perf_counter() - began


def measure(history: int, url: str | None = None) -> Cost:
    """Fills a store and measures it."""
    made = arrivals(articles(history + DAILY * (BEFORE + 1), words=70, days=5))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = url or f"sqlite:///{folder}/digest.db"
        (folder / "digest.toml").write_text(CONFIG.format(url=place))
        store = open_store(place)
        for back in range(BEFORE, 0, -1):
            day = TODAY - timedelta(days=back)
            take_in(store, islice(made, DAILY), day - timedelta(hours=1))
            run(folder, day)
        began = time.perf_counter()
        take_in(store, islice(made, history), TODAY - timedelta(days=60))  # before the first window of all
        filled = history / (time.perf_counter() - began)
        take_in(store, made, TODAY - timedelta(hours=1))
        seconds = run(folder, TODAY)
        slowest, searches = searched(store)
        cost = Cost(store.counts()["articles"], store.size() / 1e6, filled, seconds, slowest, searches)
        store.close()
        return cost


def searched(store: Store) -> tuple[float, int]:
    """Seconds of the slowest of many searches, for words of every frequency, alone, in pairs, and by their beginnings."""
    words = [word for one in islice(articles(40, seed=5, words=70), 40) for word in one.title.split()[:2]]
    asked = [
        *words,
        *(" ".join(pair) for pair in pairwise(words)),
        *(f"{word[:4]}*" for word in words),
    ]
    slowest = 0.0
    for query in ("the", "minister said", *asked):
        began = time.perf_counter()
        store.search(query)
        slowest = max(slowest, time.perf_counter() - began)
    return slowest, len(asked) + 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[0, 100_000, 1_000_000])
    parser.add_argument("--store", default=None)
    given = parser.parse_args(arguments)
    print("| articles kept | store, MB | put in, articles/s | daily run, s | slowest search, ms |")
    print("|---|---|---|---|---|", flush=True)
    for size in given.articles[:1] if given.store else given.articles:
        cost = measure(size, given.store)
        print(
            f"| {cost.kept:,} | {cost.megabytes:.0f} | {cost.filled:.0f} | {cost.run:.1f} | "
            f"{cost.slowest * 1000:.0f} of {cost.searches} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
