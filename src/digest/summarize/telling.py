"""A story told: the chosen sentences become points, with everything that stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Article, Headline, Point, Story
from digest.summarize.coverage import cover
from digest.summarize.speech import speaker
from digest.summarize.units import Unit, units_of, voices


def chosen_units(
    reports: Sequence[Sequence[Article]], words: int, method: str
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """All units of the reports, and those of the summary in reading order."""
    from digest.summarize import METHODS

    if method not in METHODS:
        raise ValueError(f"no summary method {method!r}: choose one of {', '.join(METHODS)}")
    articles = voices(reports)
    units = units_of(articles)
    if method == "coverage":
        return units, cover(articles, units, words)
    from digest.summarize.peers import rank_with_sumy

    return units, rank_with_sumy(units, words, method)


def tell_story(story: Story, words: int, method: str) -> Story:
    """See `digest.summarize.tell`."""
    units, chosen = chosen_units([report.articles for report in story.reports], words, method)
    points = tuple(Point(unit.excerpt, speaker=speaker(unit.text)) for unit in chosen)
    titled = [a for a in story.articles if a.title]
    headline = Headline(titled[0].title, titled[0].id) if titled else None
    return replace(story, points=points, headline=headline)
