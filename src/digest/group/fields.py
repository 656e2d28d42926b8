"""What grouping compares of each report: the words of its headline, its opening and its whole text, and its names.

Words are stems without stop words, counted into sparse matrices with one row for each report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from digest.group import dates, order
from digest.group.texts import Texts
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


def gather(read: Texts, reports: Sequence[int], folded: Sequence[Sequence[int]]) -> Fields:
    """The fields of `reports`, the fullest copy of each of `folded`; the other copies lend their dates and outlets."""
    terms = _terms(read, reports)
    copies = [[read.articles[number] for number in same] for same in folded]
    return Fields(
        headline=_counts(reports, terms, lambda number: _or(read.headline[number], _lead(read, number))),
        lead=_counts(reports, terms, lambda number: _lead(read, number)),
        body=_counts(reports, terms, lambda number: _whole(read, number)),
        names=_counts(
            reports,
            terms,
            lambda number: _or(read.names[number], read.headline[number]),
            lambda number: _or(_worth(read.spans[number]), np.ones(len(read.headline[number]), dtype=np.float32)),
        ),
        numbers=_counts(reports, _figures(terms, read.vocabulary), lambda number: _whole(read, number)),
        length=np.array([float(len(read.headline[number]) + len(read.body[number])) for number in reports]),
        day=np.array([_day(same) for same in copies]),
        source=_sources(copies),
        language=_spoken([read.articles[number] for number in reports]),
    )


def _or(words: Any, others: Any) -> Any:
    return words if len(words) else others


def _worth(span: Any) -> Any:
    """What each word of a name counts: all words together make one name, a vector of length one, and not several."""
    return (1.0 / np.sqrt(span)).astype(np.float32)


def _lead(read: Texts, number: int) -> Any:
    return np.concatenate((read.headline[number], read.body[number][:LEAD_WORDS]))


def _whole(read: Texts, number: int) -> Any:
    return np.concatenate((read.headline[number], read.body[number]))


@dataclass(frozen=True)
class _Terms:
    """For each language the column of each word of the vocabulary, -1 where it says nothing; and each report's language."""

    columns: dict[str, Any]
    language: tuple[str, ...]
    width: int


def _terms(read: Texts, reports: Sequence[int]) -> _Terms:
    majority = _majority([read.articles[number] for number in reports])
    language = tuple(_language(read.articles[number], majority) for number in reports)
    used: defaultdict[str, list[Any]] = defaultdict(list)
    for number, name in zip(reports, language, strict=True):
        used[name] += (read.headline[number], read.body[number], read.names[number])
    stems: dict[str, int] = {}
    columns = {}
    for name, words in used.items():
        column = np.full(len(read.vocabulary), -1, dtype=np.int32)
        occurs = np.zeros(len(read.vocabulary), dtype=bool)
        for each in words:
            occurs[each] = True
        spoken = [number for number in np.flatnonzero(occurs).tolist() if _says(read.vocabulary[number], name)]
        for number, root in zip(spoken, stem([read.vocabulary[number] for number in spoken], name), strict=True):
            column[number] = stems.setdefault(root, len(stems))
        columns[name] = column
    return _Terms(columns, language, len(stems))


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


def _figures(terms: _Terms, vocabulary: Sequence[str]) -> _Terms:
    """The terms among these that are numbers."""
    digits = np.array([word[0].isdigit() for word in vocabulary], dtype=bool)
    columns = {name: np.where(digits, column, -1) for name, column in terms.columns.items()}
    return _Terms(columns, terms.language, terms.width)


def _counts(
    reports: Sequence[int], terms: _Terms, words: Callable[[int], Any], worth: Callable[[int], Any] | None = None
) -> Any:
    """How often each term is among the `words` of each report, each counted by its `worth`, which is else 1.

    Counted some reports at a time, since words are many.
    """
    parts = []
    for at in range(0, len(reports), _ROWS):
        some = reports[at : at + _ROWS]
        worths = None if worth is None else np.concatenate([worth(number) for number in some])
        parts.append(_counted([words(number) for number in some], terms, terms.language[at : at + _ROWS], worths))
    return sparse.vstack(parts, format="csr")


def _counted(rows: Sequence[Any], terms: _Terms, language: Sequence[str], worths: Any | None) -> Any:
    column = np.concatenate([terms.columns[name][words] for words, name in zip(rows, language, strict=True)])
    row = np.repeat(np.arange(len(rows)), [len(words) for words in rows])
    kept = column >= 0
    counts = np.ones(int(kept.sum()), dtype=np.float32) if worths is None else worths[kept]
    matrix = sparse.csr_matrix((counts, (row[kept], column[kept])), shape=(len(rows), terms.width))
    matrix.sum_duplicates()
    return matrix
