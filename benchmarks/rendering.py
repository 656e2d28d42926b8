"""What rendering costs: CPU time a story in each form, and the size of a page. `python benchmarks/rendering.py [PATH...]`.

Without paths it renders the briefing of feeds/. The bound that the project sets itself is 5 ms a story; the growth from one
briefing to four of the same says whether the time depends on anything but the number of stories.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import digest

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
BOUND = 5.0  # ms a story


def main(paths: list[str]) -> None:
    """Prints a line for each form."""
    briefing = digest.brief(digest.read(*paths), now=NOW)
    stories = len(briefing.stories)
    fourfold = replace(briefing, stories=briefing.stories * 4)
    print(f"{stories} stories, {sum(len(story.articles) for story in briefing.stories)} articles")
    for form in ("html", "text", "json", "mail"):
        once, four = (
            _cheapest(lambda shown=shown, form=form: digest.render(shown, form)) for shown in (briefing, fourfold)
        )
        verdict = "within" if once / stories * 1000 < BOUND else "above"
        cost = f"{once / stories * 1000:5.2f} ms of CPU a story, {verdict} {BOUND:g}"
        print(f"{form:>5}: {cost}; four times the stories: {four / once:.1f} times")
    print(f" page: {len(str(digest.render(briefing)).encode()) / 1000:.0f} KB")


def _cheapest(run: Callable[[], object], times: int = 7) -> float:
    """Seconds of CPU of the cheapest of several runs, after one that warms up."""
    run()
    found = []
    for _ in range(times):
        began = process_time()
        run()
        found.append(process_time() - began)
    return min(found)


if __name__ == "__main__":
    main(sys.argv[1:] or ["feeds/"])
