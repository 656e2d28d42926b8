"""The articles as numbered words, counted once and shared by the search for copies and by grouping.

Lines that an outlet prints under many of its articles (a newsletter box, the outlet's own description) are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import numpy as np

from digest.group import order
from digest.model import Article
from digest.words import stop_words, tokens

_TEMPLATE_UNDER = 3  # unlike headlines of one outlet under which a line stands before it counts as a template
_INSIDE = re.compile(r"[a-zß-öø-ÿ,;а-яά-ώ]")  # what a word of the same sentence ends in
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w'’-]*\w")
_BEFORE, _BEHIND = '(["“‘', ".,;:!?)]\"”'’"  # marks around a word

_DAYS = frozenset(  # capitalised in English and German, and in every report
    re.findall(
        r"\w+",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag "
        "Januar Februar März Mai Juni Juli Oktober Dezember",
    )
)


@dataclass(frozen=True)
class Texts:
    """Articles and their words; `headline[i]`, `body[i]` and `names[i]` are arrays of positions in `vocabulary`."""

    articles: tuple[Article, ...]
    headline: tuple[Any, ...]
    body: tuple[Any, ...]
    names: tuple[Any, ...]  # words that stand capitalised inside a sentence
    vocabulary: tuple[str, ...]


def read(articles: Iterable[Article]) -> Texts:
    """The words of `articles`, in their order."""
    kept = tuple(articles)
    chunks = _Chunks()
    headline = [chunks.of(article.title) for article in kept]
    body = [chunks.of(text) for text in _without_templates(kept)]
    chunks.look()
    names = []
    for number, article in enumerate(kept):
        above, inside = headline[number], body[number]
        found = chunks.names(inside)
        if _in_sentence_case(article.title):
            found = np.concatenate((found, chunks.names(above)))
        names.append(found)
        headline[number], body[number] = (
            chunks.words(above),
            chunks.words(inside),
        )  # chunks make way for words, one by one
    return Texts(kept, tuple(headline), tuple(body), tuple(names), chunks.vocabulary)


def read_words(articles: Iterable[Article]) -> Texts:
    """As `read`, without names, and quicker for a handful of articles: each text is read in one go."""
    kept = tuple(articles)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def of(text: str) -> Any:
        words = tokens(text)
        return np.fromiter(map(numbers.__getitem__, words), dtype=np.int32, count=len(words))

    headline = tuple([of(article.title) for article in kept])
    body = tuple([of(text) for text in _without_templates(kept)])
    return Texts(kept, headline, body, tuple(words[:0] for words in headline), tuple(numbers))


def _in_sentence_case(headline: str) -> bool:
    """Whether capitals in a headline say anything: not where most words have one."""
    words = headline.split()
    return 2 * sum(word[:1].isupper() for word in words) <= len(words)


class _Chunks:
    """What stands between two spaces, each different chunk looked at once: its words, and whether it is a name.

    A chunk is nearly always one word with its punctuation, and most chunks of a corpus occur often.
    """

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.vocabulary: tuple[str, ...] = ()

    def of(self, text: str) -> Any:
        """The numbers of the chunks of `text`; a line break is a chunk, so that no sentence runs over it."""
        chunks = text.replace("\n", " \n ").split(" ")
        return np.fromiter(map(self._numbers.__getitem__, chunks), dtype=np.int32, count=len(chunks))

    def look(self) -> None:
        """Reads the chunks counted so far; before it, there are no words."""
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._words = _Lists(map(_words, self._numbers), numbers)
        self._names = _Lists(map(_named, self._numbers), numbers)
        self._inside = np.array([_INSIDE.match(chunk[-1:]) is not None for chunk in self._numbers], dtype=bool)
        self.vocabulary = tuple(numbers)

    def words(self, chunks: Any) -> Any:
        """The words of a text, as positions in the vocabulary."""
        return self._words.of(chunks)

    def names(self, chunks: Any) -> Any:
        """The words among them that stand capitalised inside a sentence."""
        return self._names.of(chunks[1:][self._inside[chunks[:-1]]])


class _Lists:
    """Many short lists of words as their numbers, looked up many at a time."""

    def __init__(self, lists: Iterable[Sequence[str]], numbers: defaultdict[str, int]) -> None:
        size: list[int] = []
        every: list[int] = []
        for words in lists:
            size.append(len(words))
            every.extend(map(numbers.__getitem__, words))
        self._size, self._every = np.array(size, dtype=np.int64), np.array(every, dtype=np.int32)
        self._start = np.cumsum(self._size) - self._size

    def of(self, numbers: Any) -> Any:
        """The lists with these numbers, joined."""
        size = self._size[numbers]
        start = np.repeat(self._start[numbers] - (np.cumsum(size) - size), size)
        return self._every[start + np.arange(len(start))]


def _words(chunk: str) -> Sequence[str]:
    plain = chunk.lstrip(_BEFORE).rstrip(_BEHIND)
    return (plain.lower(),) if plain.isascii() and plain.isalpha() else tokens(chunk)


def _named(chunk: str) -> Sequence[str]:
    found = _NAME.match(chunk)
    return _words(found.group()) if found and found.group() not in _DAYS else ()


def _without_templates(articles: Sequence[Article]) -> tuple[str, ...]:
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        by_source[order.outlet(article)].append(number)
    texts = [article.text for article in articles]
    for source, numbers in by_source.items():
        if source and len(numbers) >= _TEMPLATE_UNDER:
            for number, text in zip(numbers, _untemplated([articles[number] for number in numbers]), strict=True):
                texts[number] = text
    return tuple(texts)


def _untemplated(articles: Sequence[Article]) -> list[str]:
    """The texts of one outlet's articles without the lines that stand under several unlike headlines."""
    lines = [[line.strip() for line in article.text.split("\n")] for article in articles]
    printed = Counter(chain.from_iterable(lines))
    often = {line for line, times in printed.items() if times >= _TEMPLATE_UNDER and line}
    under: defaultdict[str, list[str]] = defaultdict(list)
    for article, each in zip(articles, lines, strict=True) if often else ():
        for line in often.intersection(each):
            under[line].append(article.title or each[0])
    empty = stop_words(articles[0].language)
    templates = {line for line, headlines in under.items() if _unlike(headlines, empty)}
    if not templates:
        return [article.text for article in articles]
    return ["\n".join(line for line in each if line not in templates) for each in lines]


def _unlike(headlines: Sequence[str], empty: frozenset[str]) -> bool:
    """Whether enough of the headlines share less than half their words, the `empty` ones aside; updates of one story share more."""
    counted: list[set[str]] = []
    for headline in headlines if len(headlines) >= _TEMPLATE_UNDER else ():
        words = set(tokens(headline)) - empty
        if all(2 * len(words & other) < min(len(words), len(other)) for other in counted):
            counted.append(words)
            if len(counted) == _TEMPLATE_UNDER:
                return True
    return False
