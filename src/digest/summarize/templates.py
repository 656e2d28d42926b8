"""Lines that an outlet puts under everything: paragraphs that recur in several of its articles are none of the news."""

from __future__ import annotations

from collections.abc import Iterable

from digest.model import Article, source_key

_OFTEN = 3  # articles of one outlet from which a paragraph is a template's
_LONGEST = 60  # words; what is longer is a text that was reprinted
_CHARACTERS = 12 * _LONGEST  # a longer paragraph is not looked at closely


def recurring(articles: Iterable[Article]) -> frozenset[str]:
    """The paragraphs of at most sixty words that stand in three or more articles of one outlet, as `folded` writes them."""
    counts: dict[str, dict[str, int]] = {}
    keys: dict[str, str] = {}
    for article in articles:
        source = article.source
        if source not in keys:
            keys[source] = source_key(source)
        mine = counts.setdefault(keys[source], {})
        for paragraph in {folded(p) for p in article.text.split("\n\n") if len(p) <= _CHARACTERS}:
            mine[paragraph] = mine.get(paragraph, 0) + 1
    return frozenset(
        paragraph
        for mine in counts.values()
        for paragraph, count in mine.items()
        if count >= _OFTEN and paragraph and len(paragraph.split()) <= _LONGEST
    )


def folded(paragraph: str) -> str:
    """The paragraph as it is compared: white space and case folded."""
    return " ".join(paragraph.split()).casefold()


def repeats_template(text: str, start: int, end: int, boilerplate: frozenset[str]) -> bool:
    """Whether the paragraph around the span is one of `boilerplate`."""
    if not boilerplate:
        return False
    begin = text.rfind("\n\n", 0, start)
    until = text.find("\n\n", end)
    return folded(text[begin + 2 if begin >= 0 else 0 : until if until >= 0 else len(text)]) in boilerplate
