"""Stories to points: which sentences to show, who else says the same, and where reports differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Article, Excerpt, Story

METHODS: tuple[str, ...] = ("coverage", "lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "reduction")


def summarize(
    reports: Sequence[Sequence[Article]],
    *,
    words: int = 120,
    method: str = "coverage",
    boilerplate: frozenset[str] = frozenset(),
) -> tuple[Excerpt, ...]:
    """Whole sentences of `reports` in reading order, together about `words` words and at most a tenth more.

    Each inner sequence is one independent report: the articles that are copies of one text. `method` is one of `METHODS`;
    any other raises ValueError. Paragraphs in `boilerplate` (see `templates.recurring`) are passed over. Only where the best
    sentence alone is longer than that is the result longer.
    """
    from digest.summarize.choose import Choice
    from digest.summarize.headline import own_headline
    from digest.summarize.telling import chosen_units, units_for

    units = units_for(reports, words, method, boilerplate)
    every = [article for report in reports for article in report]
    chosen = chosen_units(reports, units, Choice(words, units), method, lambda: own_headline(every, units))
    return tuple(unit.excerpt for unit in chosen)


def tell(
    story: Story,
    *,
    words: int = 120,
    method: str = "coverage",
    boilerplate: frozenset[str] = frozenset(),
    language: str | None = None,
) -> Story:
    """The story with its headline, points, differences, what only one report has, and its timeline.

    The options are those of `summarize`. Of reports in several languages only those in `language` (ISO 639-1) are quoted, or, where
    none is, those in the language of most; the others still count as saying the same and as differing.
    """
    from digest.summarize.telling import tell_story

    return tell_story(story, words, method, boilerplate, language)
