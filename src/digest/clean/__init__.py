"""Bytes to articles: decode, find the text, name its title, authors, dates and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Cleaned, RawArticle

CLEANER = 1  # raised whenever cleaning the same bytes may give other offsets


def clean(raw: RawArticle, *, trace: bool = False) -> Cleaned:
    """The article in `raw`, or the problem that it is none; with `trace`, a decision for each of its lines too."""
    from digest.clean.article import clean_article

    return clean_article(raw, trace=trace)
