"""What an archive of many days costs: a rebuild, one more day, the search index, the size of its pages.

    .venv/bin/python benchmarks/archive.py [--days 400] [--stories 12] [--folder DIR]

The records are generated: invented outlets, sentences of invented words with the frequencies of a language, and stories
that run on for some days. Times are seconds of this process's CPU (the index: of its child's too).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from digest.archive import Site, bring_up, index_stories, rebuild, searchable
from digest.archive.records import entries

PLACES, KINDS = ("North", "Harbour", "Coast", "Fen", "Elm"), ("Post", "Echo", "Mail", "Wire", "Sun", "Star")
OUTLETS = [f"{place} {kind}" for place in PLACES for kind in KINDS]
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "bren", "fen", "quay")
FIRST = date(2025, 1, 1)


class Language:
    """Words whose frequencies fall as those of a language do."""

    def __init__(self, words: int, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing here is secret
        self.words = [
            "".join(self.random.choices(SYLLABLES, k=1 + self.random.randrange(4))) + str(n % 7) for n in range(words)
        ]
        self.weights = list(accumulate(1 / rank for rank in range(1, words + 1)))

    def sentence(self, words: int) -> str:
        """So many words, with a capital and a stop."""
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=words)).capitalize() + "."


def record(day: date, stories: list[dict[str, object]]) -> dict[str, object]:
    """The record of one day."""
    slot = datetime(day.year, day.month, day.day, 7, tzinfo=UTC).isoformat()
    return {
        "schema": 1,
        "edition": "morning",
        "title": "Morning briefing",
        "date": day.isoformat(),
        "slot": slot,
        "window": {"since": None, "until": slot},
        "stories": stories,
        "left_out": [
            {"origin": f"feeds/{n % 30}/old{n}.txt", "member": None, "reason": "no article: a page of links", "kind": "left out"}
            for n in range(20)
        ],
    }  # fmt: skip


def story(name: str, words: Language, day: date) -> dict[str, object]:
    """One story: four articles, five statements of which two stand in several reports."""
    outlets = words.random.sample(OUTLETS, 4)
    articles = [
        {
            "id": f"{name}-{day}-{n}", "source": outlet, "origin": f"feeds/{OUTLETS.index(outlet)}/{name}-{day}.txt",
            "member": None, "sha256": "0" * 64, "url": f"https://news.example/{name}/{day}/{n}", "title": words.sentence(8),
            "language": "en", "published": day.isoformat(), "dates": [],
        }
        for n, outlet in enumerate(outlets)
    ]  # fmt: skip
    points = [
        {
            "text": words.sentence(24), "article": articles[n % 4]["id"], "start": 0, "end": 1, "reports": 1 + n % 2,
            "also": [{"text": "", "article": articles[(n + 1) % 4]["id"], "start": 0, "end": 1}] * (n % 2), "new": True,
        }
        for n in range(5)
    ]  # fmt: skip
    return {
        "id": f"st-{name}",
        "headline": {"text": words.sentence(9), "article": articles[0]["id"], "derived": False},
        "status": "running",
        "articles": articles,
        "reports": [{"articles": [article["id"]], "voice": article["source"]} for article in articles],
        "points": points,
    }


def generate(output: Path, days: int, stories: int, seed: int = 1) -> None:
    """`days` folders with a record and an empty page each; a quarter of the stories run on from one day to the next."""
    words = Language(30_000, seed)
    running: list[str] = []
    for number in range(days):
        day = FIRST + timedelta(days=number)
        running = [name for name in running if words.random.random() < 0.6][: stories // 2]
        running += [f"{number:04}x{n}" for n in range(stories - len(running))]
        folder = output / day.isoformat()
        folder.mkdir(parents=True)
        told = [story(name, words, day) for name in running]
        (folder / "morning.json").write_text(json.dumps(record(day, told), indent=1))
        (folder / "morning.html").write_text("<!DOCTYPE html><title>briefing</title>")


def spent(work: object) -> tuple[float, object]:
    """CPU seconds of a call, with its children's, and what it gave back."""
    before = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    found = work()  # type: ignore[operator]
    after = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    children = sum(getattr(after[1], name) - getattr(before[1], name) for name in ("ru_utime", "ru_stime"))
    return after[0] - before[0] + children, found


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--stories", type=int, default=12)
    parser.add_argument("--folder", type=Path, help="keep the archive here")
    given = parser.parse_args()
    output = given.folder or Path(tempfile.mkdtemp())
    try:
        generate(output, given.days, given.stories)
        site = Site(output)
        last = (FIRST + timedelta(days=given.days - 1)).isoformat()
        print(f"{given.days} days of {given.stories} stories")
        print(f"read all records      {spent(lambda: entries(output))[0]:6.2f} s")
        took, written = spent(lambda: rebuild(site))
        print(f"rebuild               {took:6.2f} s  ({len(written)} files)")  # type: ignore[arg-type]
        took, written = spent(lambda: rebuild(site))
        print(f"rebuild, same again   {took:6.2f} s  ({len(written)} files)")  # type: ignore[arg-type]
        (output / last / "noon.html").write_text("")
        shutil.copy(output / last / "morning.json", output / last / "noon.json")
        took, written = spent(lambda: bring_up(site, [f"{last}/noon"]))
        print(f"one more briefing     {took:6.2f} s  ({len(written)} files)")  # type: ignore[arg-type]
        if searchable():
            print(f"search index          {spent(lambda: index_stories(site))[0]:6.2f} s")
        for name in ("index.html", "stories/index.html", "sources/index.html", "feed.xml"):
            print(f"{name:<20}  {(output / name).stat().st_size / 1000:6.0f} kB")
        for folder in ("months", "stories", "sources"):
            sizes = [path.stat().st_size for path in (output / folder).glob("*.html")]
            print(f"{folder:<20}  {max(sizes) / 1000:6.0f} kB at most, {len(sizes)} pages")
    finally:
        if given.folder is None:
            shutil.rmtree(output, ignore_errors=True)


if __name__ == "__main__":
    main()
