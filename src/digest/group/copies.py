"""Copies of one text: reprints, lightly edited or shortened wire stories, and twins of one address, folded into one voice."""

from __future__ import annotations

from collections.abc import Sequence

from digest.group import address, order
from digest.model import Article


def fold(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Groups of articles that are copies of one text, each group and all groups in the order of `order.content_key`."""
    found: dict[str, list[Article]] = {}
    for article in sorted(articles, key=order.content_key):
        found.setdefault(address.normal(article.url) or article.id, []).append(article)
    return tuple(tuple(same) for same in found.values())


def fullest(copies: Sequence[Article]) -> Article:
    """The copy that says most; of equally long ones the first in order."""
    return min(copies, key=lambda article: (-len(article.text), -len(article.title), order.content_key(article)))


def voice(copies: Sequence[Article]) -> str:
    """Whose text the copies are: the agency that one of them credits, otherwise the outlet of the first."""
    return next((article.agency for article in copies if article.agency), copies[0].source)


def because(one: Article, other: Article) -> tuple[str, ...]:
    """Why two articles are copies, in words."""
    where = address.normal(one.url)
    return ("same address",) if where is not None and where == address.normal(other.url) else ("the same text",)
