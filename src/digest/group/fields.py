"""What grouping compares of each report: the words of its headline, its opening and its whole text, and its names.

Words are stems without stop words, counted into sparse matrices with one row for each report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from digest.group import dates, order
from digest.group.texts import Mapped, Texts, places
from digest.model import Article
from digest.words import stem, stop_words

LEAD_WORDS = 80  # an opening: what a news text says before it explains
_ROWS = 2000  # reports that are counted at a time
RELIABLE = 200  # characters from which on a guess of the language is believed
_KIN = {  # languages that are taken for each other, and share most of their words
    "nb": "da", "nn": "da", "no": "da", "sk": "cs", "sr": "hr", "bs": "hr", "ms": "id", "gl": "pt", "ca": "es",
}  # fmt: skip


@dataclass(frozen=True)
class Fields:
    """The reports as matrices of counts; row i of each belongs to report i."""

    headline: Any  # csr matrices, reports x terms
    lead: Any
    body: Any
    names: Any
    numbers: Any
    length: Any  # words of each report
    day: Any  # trusted day of each report, as `order.days`; nan where none
    source: Any  # number of the outlet; -1 where copies come from several
    language: Any  # number of the language, one for close kin; -1 where the text is too short to know


def gather(read: Texts, reports: Sequence[int], folded: Sequence[Sequence[int]], mapped: Mapped = map) -> Fields:
    """The fields of `reports`, the fullest copy of each of `folded`; the other copies lend their dates and outlets.

    `mapped` counts some reports at a time, since words are many.
    """
    copies = [[read.articles[number] for number in same] for same in folded]
    numbers = np.array(reports, dtype=np.int64)
    count = partial(_counted, read, _terms(read, numbers))
    parts = list(zip(*mapped(count, [slice(at, at + _ROWS) for at in range(0, len(numbers), _ROWS)]), strict=True))
    headline, lead, body, names, figures = (sparse.vstack(parts.pop(0), format="csr") for _ in range(5))
    return Fields(
        headline,
        lead,
        body,
        names,
        figures,
        length=(read.headline.length[numbers] + read.body.length[numbers]).astype(np.float64),
        day=np.array([_day(same) for same in copies]),
        source=_sources(copies),
        language=_spoken([read.articles[number] for number in reports]),
    )


@dataclass(frozen=True)
class _Terms:
    """For each language the column of each word of the vocabulary, -1 where it says nothing; and each report's language."""

    reports: Any
    columns: Sequence[Any]
    language: Any  # of each report, as its place in `columns`
    figures: Any  # for each word of the vocabulary whether it is a number
    width: int


def _terms(read: Texts, reports: Any) -> _Terms:
    told = [read.articles[number] for number in reports.tolist()]
    majority = _majority(told)
    spoken = [_language(article, majority) for article in told]
    names = list(dict.fromkeys(spoken))
    place = {name: at for at, name in enumerate(names)}
    language = np.array([place[name] for name in spoken], dtype=np.int16)
    stems: dict[str, int] = {}
    columns = []
    for at, name in enumerate(names):
        column = np.full(len(read.vocabulary), -1, dtype=np.int32)
        words = [word for word in _occurring(read, reports[language == at]) if _says(read.vocabulary[word], name)]
        for word, root in zip(words, stem([read.vocabulary[word] for word in words], name), strict=True):
            column[word] = stems.setdefault(root, len(stems))
        columns.append(column)
    figures = np.array([word[0].isdigit() for word in read.vocabulary], dtype=bool)
    return _Terms(reports, columns, language, figures, len(stems))


def _occurring(read: Texts, reports: Any) -> list[int]:
    """The words of some reports, in ascending order."""
    occurs = np.zeros(len(read.vocabulary), dtype=bool)
    for at in range(0, len(reports), _ROWS):
        some = reports[at : at + _ROWS]
        occurs[read.body.words[places(read.headline.start[some], read.body.end[some])]] = True
        occurs[read.names.words[read.names.places(some)]] = True
    found: list[int] = np.flatnonzero(occurs).tolist()
    return found


def _says(word: str, language: str) -> bool:
    return word not in stop_words(language) and (len(word) > 1 or not word.isascii())


def _majority(reports: Sequence[Article]) -> str:
    known = Counter(article.language for article in reports if article.language and len(article.text) >= RELIABLE)
    return min(known, key=lambda name: (-known[name], name)) if known else "en"


def _language(article: Article, majority: str) -> str:
    """A short text's language is often guessed wrongly: there the language of most reports counts."""
    return article.language if article.language and len(article.text) >= RELIABLE else majority


def known_language(article: Article) -> str | None:
    """The language of a text that is long enough to know it; close kin, which a guess mixes up, count as one."""
    if not article.language or len(article.text) < RELIABLE:
        return None
    return _KIN.get(article.language, article.language)


def _spoken(reports: Sequence[Article]) -> Any:
    known = [known_language(article) for article in reports]
    numbers = {name: number for number, name in enumerate(sorted({name for name in known if name}))}
    return np.array([numbers[name] if name else -1 for name in known], dtype=np.int64)


def _day(copies: Sequence[Article]) -> float:
    trusted = [order.days(article.published) for article in copies if article.published and dates.trusted(article)]
    return min(trusted, default=float("nan"))


def _sources(copies: Sequence[Sequence[Article]]) -> Any:
    keys = [sorted({order.outlet(article) for article in same}) for same in copies]
    single = [key[0] if len(key) == 1 else "" for key in keys]
    numbers = {key: number for number, key in enumerate(sorted(set(single) - {""}))}
    return np.array([numbers.get(key, -1) for key in single])


def _counted(read: Texts, terms: _Terms, some: slice) -> tuple[Any, ...]:
    """How often each term is in headline, lead, body, names and numbers of some of the reports."""
    reports, language = terms.reports[some], terms.language[some]
    begin, behind, end = read.headline.start[reports], read.headline.end[reports], read.body.end[reports]
    words, length = read.body.words[places(begin, end)], end - begin
    column = _columns(terms, words, np.repeat(language, length))
    place = np.arange(len(words)) - np.repeat(np.cumsum(length) - length, length)  # of each word in its report
    lead = np.minimum(behind - begin + LEAD_WORDS, length)
    titled = behind > begin
    headline = np.where(titled, behind - begin, lead)
    of = partial(_matrix, terms.width, column, length)
    every = np.ones(len(words), dtype=bool)
    return (
        of(place < np.repeat(headline, length)),
        of(place < np.repeat(lead, length)),
        of(every),
        _named(read, terms, reports, language),
        of(terms.figures[words]),
    )


def _named(read: Texts, terms: _Terms, reports: Any, language: Any) -> Any:
    """The names of some reports, or the words of the headlines of those that have none."""
    names, headline = read.names, read.headline
    length = names.end[reports] - names.start[reports]
    titles = np.where(length > 0, 0, headline.end[reports] - headline.start[reports])
    worth = np.concatenate((_worth(read.spans.words[names.places(reports)]), np.ones(int(titles.sum()), np.float32)))
    # Each report's names and title in turn, one of which is empty.
    row = np.repeat(np.arange(len(reports)), length), np.repeat(np.arange(len(reports)), titles)
    words = (
        names.words[names.places(reports)],
        headline.words[places(headline.start[reports], headline.start[reports] + titles)],
    )
    place = np.argsort(np.concatenate(row), kind="stable")
    column = _columns(terms, np.concatenate(words)[place], np.repeat(language, length + titles))
    return _matrix(terms.width, column, length + titles, np.ones(len(column), dtype=bool), worth[place])


def _worth(span: Any) -> Any:
    """What each word of a name counts: all words together make one name, a vector of length one, and not several."""
    return (1.0 / np.sqrt(span)).astype(np.float32)


def _columns(terms: _Terms, words: Any, language: Any) -> Any:
    """The columns of words, each in its language."""
    if len(terms.columns) == 1:
        return terms.columns[0][words]
    column = np.empty(len(words), dtype=np.int32)
    for at, columns in enumerate(terms.columns):
        spoken = language == at
        column[spoken] = columns[words[spoken]]
    return column


def _matrix(width: int, column: Any, length: Any, kept: Any, worth: Any | None = None) -> Any:
    """The terms of rows of these lengths that are `kept`, counted, each by its `worth`, which is else 1."""
    kept = kept & (column >= 0)
    ends = np.concatenate(([0], np.cumsum(length)))
    within = np.concatenate(([0], np.cumsum(kept)))
    indptr = within[ends].astype(np.int32)
    counts = np.ones(int(within[-1]), dtype=np.float32) if worth is None else worth[kept]
    matrix = sparse.csr_matrix((counts, column[kept], indptr), shape=(len(length), width))
    matrix.sum_duplicates()
    return matrix
