"""Lines that an outlet puts under everything: paragraphs that recur in several of its articles are none of the news."""

from __future__ import annotations

from collections.abc import Iterable

from digest.model import Article, source_key

_OFTEN = 3  # articles of one outlet from which a paragraph is a template's
_LONGEST = 60  # words; what is longer is a text that was reprinted
_ODD_SPACES = ("  ", "\t", "\xa0", "\u2009", "\u202f", "\u3000", "\r", " \n", "\n ")
_CHARACTERS = 12 * _LONGEST  # a longer paragraph is not looked at closely


def recurring(articles: Iterable[Article]) -> frozenset[str]:
    """The paragraphs of at most sixty words that stand in three or more articles of one outlet, as `folded` writes them."""
    names: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    for article in articles:
        if article.source not in names:
            names[article.source] = source_key(article.source)
        texts.setdefault(names[article.source], []).append(article.text)
    found: set[str] = set()
    for mine in texts.values():
        if len(mine) < _OFTEN:
            continue
        counts: dict[str, int] = {}
        for text in mine:
            for paragraph in dict.fromkeys(_short_paragraphs(text)):
                counts[paragraph] = counts.get(paragraph, 0) + 1
        found.update(p for p, count in counts.items() if count >= _OFTEN and p and len(p.split()) <= _LONGEST)
    return frozenset(found)


def _short_paragraphs(text: str) -> list[str]:
    """The paragraphs that are not too long, folded; the whole text is folded in one go, spaces only where there are odd ones."""
    short = [p for p in text.casefold().split("\n\n") if len(p) <= _CHARACTERS]
    if "\n" in "".join(short) or any(mark in text for mark in _ODD_SPACES):
        return [" ".join(p.split()) for p in short]
    return short


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
