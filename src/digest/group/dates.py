"""Dates as evidence: which provenances are trusted, and what a story's reports say about each other's dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.group import order
from digest.model import Article, DateCandidate, Day, day_of

TRUSTED = frozenset({"metadata", "feed", "inline", "path"})  # "site header" may be the day of a scraper's visit
REFUTED_BEYOND = 7  # days between an untrusted date and every trusted one of the story


def trusted(article: Article) -> bool:
    """Whether the article's date counts as evidence."""
    return article.published is not None and article.published_from in TRUSTED


def settle(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of one story, in the same order, with untrusted dates doubted where trusted ones refute them.

    A refuted date moves to `dates` with the reason; the article's next trusted candidate, if it has one, takes its place.
    """
    if all(article.published is None or trusted(article) for article in articles):
        return tuple(articles)
    known = sorted(
        {(order.days(a.published), str(a.published), a.published) for a in articles if a.published and trusted(a)},
        key=lambda item: item[:2],
    )
    values = [value for _, _, value in known]
    return tuple(_settled(article, values) for article in articles)


def _settled(article: Article, known: Sequence[Day]) -> Article:
    published = article.published
    if published is None or trusted(article) or not known:
        return article
    nearest = min(known, key=lambda value: (_apart(value, published), order.days(value)))
    if _apart(nearest, published) <= REFUTED_BEYOND:
        return article
    doubt = f"another report of the story says {day_of(nearest).isoformat()}"
    doubted = DateCandidate(published, article.published_from or "", doubted=doubt)
    rest = list(article.dates)
    better = next((c for c in rest if c.from_ in TRUSTED and c.doubted is None), None)
    if better is not None:
        rest.remove(better)
    return replace(
        article,
        published=better.value if better else None,
        published_from=better.from_ if better else None,
        dates=(*rest, doubted),
    )


def _apart(one: Day, other: Day) -> float:
    return abs((day_of(one) - day_of(other)).days)
