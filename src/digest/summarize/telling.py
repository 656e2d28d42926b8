"""A story told: the chosen sentences become points, with everything that stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Article, Point, Story
from digest.summarize.aside import only_in, timeline
from digest.summarize.choose import Choice, reading_order
from digest.summarize.coverage import cover, merits
from digest.summarize.differences import contested, differences, differing, disputes
from digest.summarize.headline import derived_headline, own_headline
from digest.summarize.speech import speaker
from digest.summarize.support import Support
from digest.summarize.units import Unit, Units, units_of, voices


def units_for(
    reports: Sequence[Sequence[Article]], words: int, method: str, boilerplate: frozenset[str]
) -> tuple[tuple[Article, ...], Units]:
    """One article for each report, and their units; ValueError for a `method` or a number of `words` that there is not."""
    from digest.summarize import METHODS

    if method not in METHODS:
        raise ValueError(f"no summary method {method!r}: choose one of {', '.join(METHODS)}")
    if words < 1:
        raise ValueError(f"a summary of {words} words: give a number above 0")
    articles = voices(reports)
    return articles, units_of(articles, boilerplate)


def chosen_units(
    reports: Sequence[Sequence[Article]], units: Units, choice: Choice, method: str, language: str | None = None
) -> tuple[Unit, ...]:
    """The units of the summary in reading order, as `method` chooses them; its headline will be one in `language`."""
    if method == "coverage":
        chosen = cover(units.articles, units, choice)
    else:
        from digest.summarize.peers import rank_with_sumy

        chosen = rank_with_sumy(units, choice, method)
    return reading_order(chosen, lambda: _headed(reports, units, language))


def _headed(reports: Sequence[Sequence[Article]], units: Units, language: str | None) -> int | None:
    """The report, by its number in `units`, whose headline stands above the story."""
    best = own_headline(_in_language([article for report in reports for article in report], language), units)
    same = next(
        ({a.id for a in report} for report in reports if best and best.article in {a.id for a in report}), set()
    )
    return next((number for number, article in enumerate(units.articles) if article.id in same), None)


def language_of(articles: Sequence[Article], wanted: str | None) -> str | None:
    """The language to tell a story in: the `wanted` one where a report has it, otherwise that of most reports, the earlier first.

    None where no report's language is known.
    """
    known = [article.language for article in articles if article.language is not None]
    if wanted in known:
        return wanted
    return max(known, key=lambda language: (known.count(language), -known.index(language)), default=None)


def _in_language(articles: Sequence[Article], language: str | None) -> tuple[Article, ...]:
    """The articles in `language` or an unknown one; all where there is none, and where no `language` is asked for."""
    if language is None:
        return tuple(articles)
    return tuple(a for a in articles if a.language in (language, None)) or tuple(articles)


def tell_story(
    story: Story, words: int, method: str, boilerplate: frozenset[str], language: str | None = None
) -> Story:
    """See `digest.summarize.tell`."""
    reports = [report.articles for report in story.reports]
    articles, units = units_for(reports, words, method, boilerplate)
    spoken = language_of(articles, language)
    for unit in units:
        unit.translated = unit.article.language not in (spoken, None) and spoken is not None
    groups = differing(units)
    choice = Choice(words, units, disputes(groups))
    chosen = chosen_units(reports, units, choice, method, spoken)
    support = Support(units)
    worth = merits(articles, units)
    points = []
    for unit in chosen:
        also = tuple(e for e in support.of(unit) if not contested(groups, unit, e.article.id))
        points.append(Point(unit.excerpt, also, 1 + len(also), speaker(unit.text)))
    return replace(
        story,
        headline=own_headline(_in_language(story.articles, spoken), units)
        or derived_headline(units, chosen[0] if chosen else None),
        points=tuple(points),
        differences=differences(groups),
        only_in=only_in(choice, chosen, support, lambda unit: worth[unit.number]),
        timeline=timeline(units, chosen, lambda unit: worth[unit.number]),
    )
