"""What an archive of many days costs: a rebuild, one more day, the search index, the size of its pages, and a search.

    .venv/bin/python benchmarks/archive.py [--days 400] [--stories 12] [--folder DIR] [--words 48] [--rounds 3]

The records are generated: invented outlets, sentences of invented words with the frequencies of a language, and stories
that run on for some days. Times are seconds of this process's CPU (the index: of its child's too).

Searches are made in headless Chromium (playwright, Debian's chromium) on the page that `digest open` serves, for words of every
frequency, each in a browser that has seen nothing of the archive yet: pasted, asked for a second time, with a second word, and
typed letter by letter. Milliseconds are the page's own, from the input event to the frame that shows the list. Each is made some
times, and the least counts, because a machine with other work is slow at times.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from digest.archive import Site, bring_up, index_stories, rebuild, searchable
from digest.archive.records import entries
from digest.archive.serve import address, server

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
    articles: list[dict[str, object]] = [
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


# The time from an input to the frame that shows what was found for it.
WATCH = """
addEventListener('input', () => { window.begun = performance.now(); window.took = null; }, true);
addEventListener('DOMContentLoaded', () => {
  const list = document.querySelector('.results');
  const shown = () => { window.took ??= performance.now() - window.begun; };
  new MutationObserver(() => {
    if (list.getAttribute('aria-busy') === 'false') requestAnimationFrame(shown);
  }).observe(list, {attributes: true, attributeFilter: ['aria-busy']});
});
"""
PASTE = """text => {
  const field = document.querySelector('#words');
  field.value = text;
  field.dispatchEvent(new Event('input', {bubbles: true}));
}"""
TOOK = (
    "new Promise(done => { (function look() { window.took === null ? setTimeout(look, 3) : done(window.took); })(); })"
)
KEY = 120  # milliseconds from one letter to the next


def sample(output: Path, number: int) -> list[tuple[str, int]]:
    """Words of every frequency with the number of stories that have them, the commonest first."""
    held: Counter[str] = Counter()
    for path in sorted(output.glob("*/morning.json")):
        for story in json.loads(path.read_bytes())["stories"]:
            said = [story["headline"], *story["points"]]
            texts = [one["text"] for one in said] + [one["title"] for one in story["articles"]]
            held.update(set(re.findall(r"\w+", " ".join(texts).casefold())))
    ranked = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    places = sorted({min(int(len(ranked) ** (n / (number - 1))), len(ranked)) - 1 for n in range(number)})
    return [ranked[place] for place in places]


def searches(output: Path, words: Sequence[tuple[str, int]], rounds: int) -> dict[str, list[tuple[float, str]]]:
    """Milliseconds of searches by kind, each with what was written: the least of some rounds."""
    from playwright.sync_api import sync_playwright

    took: dict[tuple[str, str], float] = {}
    serving = server(output)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )

        def note(kind: str, written: str, milliseconds: float) -> None:
            took[kind, written] = min(milliseconds, took.get((kind, written), milliseconds))

        def visit(word: str) -> Any:
            page = browser.new_context().new_page()
            page.add_init_script(WATCH)
            page.goto(address(serving) + "search.html")
            page.locator(".ready").wait_for(state="visible")
            note("first visit", word, page.evaluate("performance.now()"))
            page.wait_for_timeout(500)  # nobody begins to type sooner
            return page

        def paste(kind: str, text: str, page: Any) -> None:
            page.evaluate(PASTE, text)
            note(kind, text, page.evaluate(TOOK))

        other = words[len(words) // 4][0]
        for word, _ in list(words) * rounds:
            page = visit(word)
            paste("pasted", word, page)
            page.evaluate(PASTE, "")
            page.evaluate(TOOK)
            paste("asked again", word, page)
            paste("with a second word", f"{word} {other}", page)
            page.context.close()
            page = visit(word)
            page.locator("#words").focus()
            for end, letter in enumerate(word, 1):
                page.keyboard.press(letter)
                page.wait_for_timeout(KEY)
                note("typed, letter by letter", word[:end], page.evaluate(TOOK))
            page.context.close()
        browser.close()
    serving.shutdown()
    serving.server_close()
    kinds = dict.fromkeys(kind for kind, _ in took)
    return {kind: [(least, word) for (of, word), least in took.items() if of == kind] for kind in kinds}


def tell_searches(output: Path, number: int, rounds: int) -> None:
    """Measures searches and prints them."""
    words = sample(output, number)
    print(
        f"searches for {len(words)} words that {words[0][1]} stories have to {words[-1][1]}; load {os.getloadavg()[0]:.1f}"
    )
    for kind, found in searches(output, words, rounds).items():
        times = sorted(found)
        ninth, (most, word) = times[len(times) * 9 // 10][0], times[-1]
        median = statistics.median(took for took, _ in times)
        print(
            f"{kind:<24}{len(times):4}: {median:4.0f} ms, nine of ten below {ninth:4.0f}, at most {most:4.0f} ({word})"
        )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--stories", type=int, default=12)
    parser.add_argument(
        "--folder", type=Path, help="keep the archive here; one that is there is searched and not made anew"
    )
    parser.add_argument("--words", type=int, default=48, help="searches of each kind")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is made")
    given = parser.parse_args()
    output = given.folder or Path(tempfile.mkdtemp())
    try:
        if (output / "search.html").is_file():
            tell_searches(output, given.words, given.rounds)
            return
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
        if searchable():
            tell_searches(output, given.words, given.rounds)
    finally:
        if given.folder is None:
            shutil.rmtree(output, ignore_errors=True)


if __name__ == "__main__":
    main()
