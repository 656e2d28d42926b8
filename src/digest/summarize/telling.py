"""A story told: the chosen sentences become points, with everything that stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from digest.model import Article, Headline, Point, Story
from digest.summarize.aside import only_in, timeline
from digest.summarize.choose import Choice, reading_order
from digest.summarize.coverage import cover, merits
from digest.summarize.differences import contested, differences, differing, disputes
from digest.summarize.headline import derived_headline, own_headline
from digest.summarize.speech import speaker
from digest.summarize.support import Support
from digest.summarize.units import Unit, Units, units_of, voices


def units_for(reports: Sequence[Sequence[Article]], words: int, method: str, boilerplate: frozenset[str]) -> Units:
    """The units of one article for each report; ValueError for a `method` or a number of `words` that there is not."""
    from digest.summarize import METHODS

    if method not in METHODS:
        raise ValueError(f"no summary method {method!r}: choose one of {', '.join(METHODS)}")
    if words < 1:
        raise ValueError(f"a summary of {words} words: give a number above 0")
    return units_of(voices(reports), boilerplate)


def chosen_units(
    reports: Sequence[Sequence[Article]],
    units: Units,
    choice: Choice,
    method: str,
    headline: Callable[[], Headline | None],
) -> tuple[Unit, ...]:
    """The units of the summary in reading order, as `method` chooses them; `headline` stands above the story."""
    if method == "coverage":
        chosen = cover(units, choice)
    else:
        from digest.summarize.peers import rank_with_sumy

        chosen = rank_with_sumy(units, choice, method)
    return reading_order(chosen, lambda: _headed(reports, units, headline()))


def _headed(reports: Sequence[Sequence[Article]], units: Units, headline: Headline | None) -> int | None:
    """The report, by its number in `units`, whose headline stands above the story; its voice may be a copy of the article."""
    if headline is None:
        return None
    same = next({article.id for article in report} for report in reports if headline.article in {a.id for a in report})
    return next(number for number, article in enumerate(units.articles) if article.id in same)


def language_of(articles: Sequence[Article], wanted: str | None) -> str | None:
    """The language to tell a story in: the `wanted` one where a report has it, otherwise that of most reports, the earlier first.

    None where no report's language is known.
    """
    known = [article.language for article in articles if article.language is not None]
    if wanted in known:
        return wanted
    return max(known, key=lambda language: (known.count(language), -known.index(language)), default=None)


def _in_language(articles: Sequence[Article], language: str | None) -> tuple[Article, ...]:
    """The articles in `language` or an unknown one; all where there is none."""
    return tuple(a for a in articles if a.language in (language, None)) or tuple(articles)


def tell_story(
    story: Story, words: int, method: str, boilerplate: frozenset[str], language: str | None = None
) -> Story:
    """See `digest.summarize.tell`."""
    reports = [report.articles for report in story.reports]
    units = units_for(reports, words, method, boilerplate)
    spoken = language_of(units.articles, language)
    own = own_headline(_in_language(story.articles, spoken), units)
    for unit in units:
        unit.translated = unit.article.language not in (spoken, None) and spoken is not None
    groups = differing(units)
    choice = Choice(words, units, disputes(groups))
    chosen = chosen_units(reports, units, choice, method, lambda: own)
    support = Support(units)
    worth = merits(units.articles, units)
    points = []
    for unit in chosen:
        also = tuple(e for e in support.of(unit) if not contested(groups, unit, e.article.id))
        points.append(Point(unit.excerpt, also, 1 + len(also), speaker(unit.text)))
    return replace(
        story,
        headline=own or derived_headline(units, chosen[0] if chosen else None),
        points=tuple(points),
        differences=differences(groups),
        only_in=only_in(choice, chosen, support, lambda unit: worth[unit.number]),
        timeline=timeline(units, chosen, lambda unit: worth[unit.number]),
    )
