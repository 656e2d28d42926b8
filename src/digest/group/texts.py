"""The articles as numbered words, counted once and shared by the search for copies and by grouping.

Lines that an outlet prints under many of its articles (a newsletter box, the outlet's own description) are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, count
from typing import Any

import numpy as np

from digest.group import order
from digest.group.shingles import Signed, sign, word_hashes
from digest.model import Article
from digest.words import stop_words, tokens

Mapped = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]  # the builtin `map`, or one that shares out

TOGETHER = 1000  # articles that one worker reads at a time
LETTERS = 5_000_000  # and no more characters, about
_REMEMBERED = 65536  # chunks: the most common come again in every thousand articles
_TEMPLATE_UNDER = 3  # unlike headlines of one outlet under which a line stands before it counts as a template
_INSIDE = re.compile(r"[a-zß-öø-ÿ,;а-яά-ώ]")  # what a word of the same sentence ends in
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w'’-]*\w")
_LONGEST = 255  # chunks of a name; a longer row is none
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
class Rows:
    """The words of many texts in one array, since an array for each would take as much as its words: `rows[i]` is text i."""

    words: Any
    start: Any  # of each text in `words`
    end: Any

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, number: int) -> Any:
        return self.words[self.start.item(number) : self.end.item(number)]

    def __iter__(self) -> Iterator[Any]:
        return map(self.__getitem__, range(len(self)))

    @property
    def length(self) -> Any:
        """How many words each text has."""
        return self.end - self.start

    def places(self, numbers: Any) -> Any:
        """Where in `words` those of these texts stand, one text after the other."""
        return places(self.start[numbers], self.end[numbers])


def places(start: Any, end: Any) -> Any:
    """All numbers from each `start` up to below its `end`, one run after the other."""
    length = end - start
    return np.repeat(start - (np.cumsum(length) - length), length) + np.arange(int(length.sum()))


@dataclass(frozen=True)
class Texts:
    """Articles and their words; `headline[i]`, `body[i]` and `names[i]` are arrays of positions in `vocabulary`.

    A body's words stand right behind those of its headline.
    """

    articles: tuple[Article, ...]
    headline: Rows
    body: Rows
    names: Rows  # words that stand capitalised inside a sentence
    spans: Rows  # for each of these, of how many chunks the name is that it stands in
    vocabulary: tuple[str, ...]  # in the order in which the articles bring the words
    signed: Signed  # the shingles of the bodies


@dataclass(frozen=True)
class Block:
    """The same of some articles, as a worker gives it back: few arrays, whose numbers are positions in its own vocabulary."""

    vocabulary: tuple[str, ...]
    words: Any  # of each article those of its headline, then those of its body
    length: Any  # words of each headline and each body, in turn
    names: Any
    spans: Any
    named: Any  # names of each article
    signed: Signed


def read(articles: Iterable[Article], mapped: Mapped = map) -> Texts:
    """The words of `articles`, in their order, read some hundred articles at a time by `mapped`, which keeps their order.

    The result depends neither on who reads them nor on how many are read at a time.
    """
    kept = tuple(articles)
    texts = _without_templates(kept)
    said = ((encoded(article.title), encoded(text)) for article, text in zip(kept, texts, strict=True))
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    words, names, spans = _Growing(np.int32), _Growing(np.int32), _Growing(np.uint8)
    length, naming = _Growing(np.int32), _Growing(np.int32)
    size, sample, sampled = _Growing(np.int32), _Growing(np.uint64), _Growing(np.int32)
    for block in mapped(look, _blocks(said)):
        known = np.fromiter(map(numbers.__getitem__, block.vocabulary), dtype=np.int32, count=len(block.vocabulary))
        words.add(known[block.words])
        length.add(block.length)
        names.add(known[block.names])
        spans.add(block.spans)
        naming.add(block.named)
        size.add(block.signed.size)
        sample.add(block.signed.sample)
        sampled.add(block.signed.length)
    (headline, body), (named,) = _rows(words.all(), length.all(), 2), _rows(names.all(), naming.all(), 1)
    signed = Signed(size.all(), sample.all(), sampled.all())
    return Texts(kept, headline, body, named, replace(named, words=spans.all()), tuple(numbers), signed)


def encoded(text: str) -> bytes:
    """A text as it is sent to a worker: of one that is sent as it is, Python keeps the sent form for ever, in memory twice."""
    return text.encode("utf-8", "surrogatepass")


def decoded(text: bytes) -> str:
    """A text that was sent."""
    return text.decode("utf-8", "surrogatepass")


def _blocks(said: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[tuple[bytes, bytes], ...]]:
    """TOGETHER articles at a time, or as many as have LETTERS, which bounds what a worker needs."""
    block: list[tuple[bytes, bytes]] = []
    letters = 0
    for one in said:
        block.append(one)
        letters += len(one[1])
        if len(block) >= TOGETHER or letters >= LETTERS:
            yield tuple(block)
            block, letters = [], 0
    if block:
        yield tuple(block)


def look(sent: Sequence[tuple[bytes, bytes]]) -> Block:
    """What is read of some articles' headlines and bodies, `encoded`; this is what a worker does."""
    chunks = _Chunks()
    block = [(decoded(title), decoded(body)) for title, body in sent]
    every, length = chunks.of([text for said in block for text in said])
    start = np.cumsum(length) - length
    words, size = chunks.words(every, start)
    end = np.cumsum(size)
    names, spans, named = chunks.names(
        every, start, [case for title, _ in block for case in (_in_sentence_case(title), True)]
    )
    small = np.min_scalar_type(max(len(chunks.vocabulary) - 1, 0))
    return Block(
        vocabulary=chunks.vocabulary,
        words=words.astype(small),
        length=size,
        names=names.astype(small),
        spans=spans,
        named=named[::2] + named[1::2],
        signed=sign(word_hashes(chunks.vocabulary)[words], (end - size)[1::2], size[1::2]),
    )


def _rows(words: Any, length: Any, each: int) -> tuple[Rows, ...]:
    """`words` cut into texts of these lengths, of which `each` in turn make a row: as many rows, one after the other."""
    end = np.cumsum(length, dtype=np.int64)
    start = end - length
    return tuple(Rows(words, start[at::each].copy(), end[at::each].copy()) for at in range(each))


class _Growing:
    """An array that is made bit by bit; it grows in place, so that it never stands in memory twice."""

    def __init__(self, kind: Any) -> None:
        self._held, self._used = np.zeros(0, dtype=kind), 0

    def add(self, more: Any) -> None:
        """Puts these behind what there is."""
        end = self._used + len(more)
        if end > len(self._held):
            self._held.resize(end + end // 8 + 1000, refcheck=False)
        self._held[self._used : end] = more
        self._used = end

    def all(self) -> Any:
        """The array; nothing is added after this."""
        self._held.resize(self._used, refcheck=False)
        return self._held


def read_words(articles: Iterable[Article]) -> Texts:
    """As `read`, without names, and quicker for a handful of articles: each text is read in one go."""
    kept = tuple(articles)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)

    said = [
        tokens(text)
        for article, body in zip(kept, _without_templates(kept), strict=True)
        for text in (article.title, body)
    ]
    length = np.array([len(words) for words in said], dtype=np.int64)
    every = np.fromiter(map(numbers.__getitem__, chain.from_iterable(said)), dtype=np.int32, count=int(length.sum()))
    headline, body = _rows(every, length, 2)
    signed = sign(word_hashes(tuple(numbers))[every], body.start, body.length)
    (names,) = _rows(every[:0], 0 * length[::2], 1)
    return Texts(kept, headline, body, names, spans=names, vocabulary=tuple(numbers), signed=signed)


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

    def of(self, texts: Sequence[str]) -> tuple[Any, Any]:
        """The numbers of the chunks of all `texts`, and how many each has, at least one.

        A line break is a chunk, so that no sentence runs over it.
        """
        texts = [text.replace("\n", " \n ") for text in texts]
        length = np.array([text.count(" ") + 1 for text in texts], dtype=np.int64)
        chunks = " ".join(texts).split(" ") if texts else []
        every = np.fromiter(map(self._numbers.__getitem__, chunks), dtype=np.int32, count=len(chunks))
        self._look()
        return every, length

    def _look(self) -> None:
        size: list[int] = []
        every: list[str] = []
        inside: list[bool] = []
        for words, names, sentence in map(_seen, self._numbers):
            size += (len(words), len(names))
            every += words
            every += names
            inside.append(sentence)
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        known = np.fromiter(map(numbers.__getitem__, every), dtype=np.int32, count=len(every))
        self._lists = _Lists(known, np.array(size, dtype=np.int64))
        self._inside = np.array(inside, dtype=bool)
        self._name = np.array(size[1::2], dtype=np.int64) > 0
        self._open = np.array([chunk[-1:].isalnum() for chunk in self._numbers], dtype=bool)
        self.vocabulary = tuple(numbers)  # in the order in which the texts bring the words

    def words(self, chunks: Any, start: Any) -> tuple[Any, Any]:
        """The words of texts, as positions in the vocabulary, and how many each text has; a text begins at each `start`."""
        found, size = self._lists.of(2 * chunks)
        return found, np.add.reduceat(size, start) if len(start) else size

    def names(self, chunks: Any, start: Any, telling: Sequence[bool]) -> tuple[Any, Any, Any]:
        """The words among them that stand capitalised inside a sentence, of those texts where capitals are `telling`.

        With each word, of how many chunks its name is: those that stand side by side, without a mark between them.
        """
        inside = np.zeros(len(chunks), dtype=bool)
        inside[1:] = self._inside[chunks[:-1]]
        inside[start] = False
        text = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(chunks))))
        inside &= np.array(telling, dtype=bool)[text]
        inside &= self._name[chunks]
        goes_on = np.zeros(len(chunks), dtype=bool)
        goes_on[1:] = inside[1:] & inside[:-1] & self._open[chunks[:-1]]
        name = np.cumsum(~goes_on)[inside]
        span = np.minimum(np.bincount(name)[name], _LONGEST).astype(np.uint8)
        found, size = self._lists.of(2 * chunks[inside] + 1)
        return found, np.repeat(span, size), np.bincount(np.repeat(text[inside], size), minlength=len(start))


class _Lists:
    """Many short lists of words as their numbers, looked up many at a time."""

    def __init__(self, every: Any, size: Any) -> None:
        self._every, self._size, self._start = every, size, np.cumsum(size) - size

    def of(self, numbers: Any) -> tuple[Any, Any]:
        """The lists with these numbers, joined, and the length of each."""
        size = self._size[numbers]
        start = np.repeat(self._start[numbers] - (np.cumsum(size) - size), size)
        return self._every[start + np.arange(len(start))], size


@lru_cache(maxsize=_REMEMBERED)
def _seen(chunk: str) -> tuple[Sequence[str], Sequence[str], bool]:
    """The words of a chunk, those of the name that it is, and whether a sentence goes on behind it."""
    return _words(chunk), _named(chunk), _INSIDE.match(chunk[-1:]) is not None


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
