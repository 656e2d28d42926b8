"""A story told: the chosen sentences become points, with everything that stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Article, Point, Story
from digest.summarize.aside import only_in, timeline
from digest.summarize.coverage import cover, merits
from digest.summarize.differences import differences
from digest.summarize.headline import headline
from digest.summarize.speech import speaker
from digest.summarize.support import Support
from digest.summarize.units import Unit, units_of, voices


def chosen_units(
    reports: Sequence[Sequence[Article]], words: int, method: str
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """All units of the reports, and those of the summary in reading order."""
    from digest.summarize import METHODS

    if method not in METHODS:
        raise ValueError(f"no summary method {method!r}: choose one of {', '.join(METHODS)}")
    if words < 1:
        raise ValueError(f"a summary of {words} words: give a number above 0")
    articles = voices(reports)
    units = units_of(articles)
    if method == "coverage":
        return units, cover(articles, units, words)
    from digest.summarize.peers import rank_with_sumy

    return units, rank_with_sumy(units, words, method)


def tell_story(story: Story, words: int, method: str) -> Story:
    """See `digest.summarize.tell`."""
    units, chosen = chosen_units([report.articles for report in story.reports], words, method)
    support = Support(units)
    worth = merits(voices([report.articles for report in story.reports]), units)
    points = []
    for unit in chosen:
        also = support.of(unit)
        points.append(Point(unit.excerpt, also, 1 + len(also), speaker(unit.text)))
    return replace(
        story,
        headline=headline(story.articles, units, chosen[0] if chosen else None),
        points=tuple(points),
        differences=differences(units),
        only_in=only_in(units, chosen, support, lambda unit: worth[unit.number]),
        timeline=timeline(units, lambda unit: worth[unit.number]),
    )
