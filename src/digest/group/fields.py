"""What grouping compares of each report: the words of its headline, its opening and its whole text, and its names.

Words are stems without stop words, counted into sparse matrices with one row for each report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from digest.group import dates, order
from digest.model import Article, source_key
from digest.words import stem, stop_words, tokens

LEAD_WORDS = 80  # an opening: what a news text says before it explains
_RELIABLE = 200  # characters from which on a guess of the language is believed
_LOOKS_LIKE_A_NAME = re.compile(r"(?<=[a-zß-öø-ÿ,;а-яά-ώ] )[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w'’-]*\w")


@dataclass(frozen=True)
class Fields:
    """The reports as matrices of counts; row i of each belongs to report i."""

    headline: Any  # csr matrices, reports x terms
    lead: Any
    body: Any
    names: Any
    length: Any  # words of each report
    day: Any  # trusted day of each report, as `order.days`; nan where none
    source: Any  # number of the outlet; -1 where copies come from several
    terms: tuple[str, ...]


def gather(reports: Sequence[Article], copies: Sequence[Sequence[Article]]) -> Fields:
    """The fields of `reports`: for each the fullest of its `copies`, which lend their dates and outlets."""
    vocabulary = _Vocabulary(_majority(reports))
    found: dict[str, list[list[int]]] = {"headline": [], "lead": [], "body": [], "names": []}
    for article in reports:
        language = vocabulary.language_of(article)
        headline = vocabulary.numbers(tokens(article.title), language)
        body = vocabulary.numbers(tokens(article.text), language)
        names = vocabulary.numbers(tokens(" ".join(_LOOKS_LIKE_A_NAME.findall(article.text))), language)
        lead = headline + body[:LEAD_WORDS]
        found["headline"].append(headline or lead)
        found["lead"].append(lead)
        found["body"].append(headline + body)
        found["names"].append(names or headline)
    columns, terms = vocabulary.columns()
    counts = {name: _counts(rows, columns, len(terms)) for name, rows in found.items()}
    return Fields(
        **counts,
        length=np.array([float(len(row)) for row in found["body"]]),
        day=np.array([_day(same) for same in copies]),
        source=_sources(copies),
        terms=terms,
    )


def _majority(reports: Sequence[Article]) -> str | None:
    known = Counter(article.language for article in reports if article.language and len(article.text) >= _RELIABLE)
    return min(known, key=lambda name: (-known[name], name)) if known else None


def _day(copies: Sequence[Article]) -> float:
    trusted = [order.days(article.published) for article in copies if article.published and dates.trusted(article)]
    return min(trusted, default=float("nan"))


def _sources(copies: Sequence[Sequence[Article]]) -> Any:
    keys = [sorted({source_key(article.source) for article in same if article.source}) for same in copies]
    numbers = {key: number for number, key in enumerate(sorted({key[0] for key in keys if len(key) == 1}))}
    return np.array([numbers[key[0]] if len(key) == 1 else -1 for key in keys])


def _counts(rows: Sequence[Sequence[int]], columns: Any, width: int) -> Any:
    row = np.repeat(np.arange(len(rows)), [len(words) for words in rows])
    column = columns[np.fromiter((word for words in rows for word in words), dtype=np.int64, count=len(row))]
    kept = column >= 0
    matrix = sparse.csr_matrix((np.ones(int(kept.sum())), (row[kept], column[kept])), shape=(len(rows), width))
    matrix.sum_duplicates()
    return matrix


class _Vocabulary:
    """Numbers each different word once, so that stemming and stop words cost little."""

    def __init__(self, majority: str | None) -> None:
        self._majority = majority
        self._seen: dict[str, dict[str, int]] = {}
        self._count = 0

    def language_of(self, article: Article) -> str:
        """A short text's language is often guessed wrongly: there the language of most reports counts."""
        if article.language and len(article.text) >= _RELIABLE:
            return article.language
        return self._majority or "en"

    def numbers(self, words: Sequence[str], language: str) -> list[int]:
        seen = self._seen.setdefault(language, {})
        for word in words:
            if word not in seen:
                seen[word] = self._count
                self._count += 1
        return [seen[word] for word in words]

    def columns(self) -> tuple[Any, tuple[str, ...]]:
        """For each number the column of its stem, -1 for words that say nothing; and the stems, in order."""
        columns = np.full(self._count, -1, dtype=np.int64)
        stems: dict[str, int] = {}
        for language, seen in self._seen.items():
            stops = stop_words(language)
            words = list(seen)
            for word, root in zip(words, stem(words, language), strict=True):
                if word in stops or (len(word) < 2 and word.isascii()):
                    continue
                columns[seen[word]] = stems.setdefault(root, len(stems))
        return columns, tuple(stems)
