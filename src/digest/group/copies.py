"""Copies of one text: reprints, lightly edited or shortened wire stories, and twins of one address, folded into one voice.

The hashes of their shingles (see `shingles`) are sorted; articles that share a hash are candidates, and all shingles of both
decide. Each article is compared with few others for each shingle, so ten thousand copies cost no more than ten thousand
comparisons or so.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from digest.group import address, dates, order, shingles, texts
from digest.group.shingles import SHORT, WORDS
from digest.model import Article, source_key

SHARED = 0.6  # of the shorter text's shingles that a longer one must hold to be its copy
SHARED_AGENCY = 0.4  # where both credit the same agency
HEADLINE = 5  # words below which equal items are no copies: "Morning briefing"
APART = 3  # days within which equal short items count as copies
EXCERPT = 0.4  # a text shorter than this share of another is its copy only if it is its beginning
_PARTS = 16  # the hashes are compared in so many parts, which bounds the memory
_REMEMBERED = 5000  # texts whose shingles are kept for the next comparison
_CANDIDATE = 0.08  # share of the shorter one's hashes that makes a candidate


def fold(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Groups of articles that are copies of one text, each group and all groups in the order of `order.content_key`."""
    ordered = sorted(articles, key=order.content_key)
    folded = fold_texts(texts.read_words(ordered))
    return tuple(tuple(ordered[number] for number in same) for same in folded)


def fold_texts(read: texts.Texts) -> tuple[tuple[int, ...], ...]:
    """As `fold`, for articles already read in the order of `order.content_key`: groups of their numbers."""
    fold_of = _Folds(len(read.articles))
    for same in (*_same_address(read.articles), *_same_words(read)):
        fold_of.union(same)
    signed = _Shingles(read)
    for one, other in signed.candidates():
        # Each group is judged by its fullest member, so that a chain of half-alike texts is no group.
        one, other = fold_of.longest(one, signed), fold_of.longest(other, signed)
        if one != other and signed.copies(one, other):
            fold_of.union((one, other))
    return fold_of.groups()


def fullest(read: texts.Texts, same: Sequence[int]) -> int:
    """Of some copies, by number, the one that says most; of equally long ones the first."""
    return min(same, key=lambda number: (-len(read.body[number]), -len(read.headline[number]), number))


def voice(copies: Sequence[Article]) -> str:
    """Whose text the copies are: the agency that one of them credits, otherwise the outlet of the first."""
    return next((article.agency for article in copies if article.agency), copies[0].source)


def because(one: Article, other: Article) -> tuple[str, ...]:
    """Why two articles are copies, in words."""
    where = address.normal(one.url)
    return ("same address",) if where is not None and where == address.normal(other.url) else ("the same text",)


def _same_address(articles: Sequence[Article]) -> Iterable[list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        where = address.normal(article.url)
        if where is not None:
            found[where].append(number)
    return found.values()


def _same_words(read: texts.Texts) -> Iterable[list[int]]:
    """Short items that say the same, word for word, within a few days."""
    found: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, (headline, body) in enumerate(zip(read.headline, read.body, strict=True)):
        said = np.concatenate((headline, body))
        if len(said) >= HEADLINE and len(body) < SHORT:
            found[said.tobytes()].append(number)
    for numbers in found.values():
        yield from _runs([read.articles[number] for number in numbers], numbers)


def _runs(articles: Sequence[Article], numbers: Sequence[int]) -> Iterable[list[int]]:
    """Splits equal items where days lie between them; an outlet's own column of the next day is another item."""
    undated = [n for n, article in zip(numbers, articles, strict=True) if not dates.trusted(article)]
    dated = [
        (order.days(a.published), n) for n, a in zip(numbers, articles, strict=True) if dates.trusted(a) and a.published
    ]
    dated.sort()
    runs: list[list[int]] = []
    last = 0.0
    for day, number in dated:
        if not runs or day - last > APART:
            runs.append([])
        runs[-1].append(number)
        last = day
    if undated:
        runs[:1] = [undated + (runs[0] if runs else [])]
    return runs


@dataclass
class _Folds:
    """Disjoint groups of the numbers below `count`; the smallest number of a group names it."""

    count: int

    def __post_init__(self) -> None:
        self._parent = list(range(self.count))
        self._longest = list(range(self.count))

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def union(self, numbers: Sequence[int]) -> None:
        for number in numbers[1:]:
            one, other = sorted((self.root(numbers[0]), self.root(number)))
            self._parent[other] = one

    def longest(self, number: int, signed: _Shingles) -> int:
        root = self.root(number)
        if signed.size[number] > signed.size[self._longest[root]]:
            self._longest[root] = number
        return self._longest[root]

    def groups(self) -> tuple[tuple[int, ...], ...]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(self.count):
            found[self.root(number)].append(number)
        return tuple(tuple(found[root]) for root in sorted(found))


class _Shingles:
    """The hashed shingles of each text of at least SHORT words: a sample of all, and all of a text when they are asked for."""

    def __init__(self, read: texts.Texts) -> None:
        self._articles, self._bodies, self._signed = read.articles, read.body, read.signed
        self._hashes = shingles.word_hashes(read.vocabulary)
        self.size = read.signed.size  # how many different shingles each text has
        self._kept: OrderedDict[int, Any] = OrderedDict()

    def _run(self, number: int) -> Any:
        """The shingles of a text in the order of its words."""
        body = self._bodies[number]
        return shingles.hashed(self._hashes[body]) if len(body) >= SHORT else self._hashes[:0]

    def _of(self, number: int) -> Any:
        """The different shingles of a text, in ascending order; those of the last few texts are remembered."""
        if number not in self._kept:
            self._kept[number] = shingles.different(self._run(number))
            if len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs that may be copies, those that share most first."""
        size, every = self._signed.length, self._signed.sample
        text = np.repeat(np.arange(len(size), dtype=np.int32), size)
        part = ((every >> np.uint64(8)) % np.uint64(_PARTS)).astype(np.int8)
        found = [_meeting(every[part == which], text[part == which], size) for which in range(_PARTS)]
        pair, place = np.unique(np.concatenate([pair for pair, _ in found]), return_inverse=True)
        times = np.bincount(place, weights=np.concatenate([times for _, times in found]), minlength=len(pair))
        left, right = np.divmod(pair, max(len(size), 1))
        share = times / np.maximum(np.minimum(size[left], size[right]), 1) if len(pair) else times
        enough = (share >= _CANDIDATE) & (left != right)
        left, right, share = left[enough], right[enough], share[enough]
        best = np.lexsort((right, left, -share))
        return list(zip(left[best].tolist(), right[best].tolist(), strict=True))

    def copies(self, one: int, other: int) -> bool:
        """Whether the texts are copies, by all their shingles."""
        short, long = sorted((one, other), key=lambda number: (int(self.size[number]), number))
        if not self.size[short]:
            return False
        if self.size[short] < EXCERPT * self.size[long]:
            length = max(len(self._bodies[short]) - WORDS + 1, 0)
            begun = np.sort(self._run(long)[: length + length // 2 + 50])
        else:
            begun = self._of(long)
        return _share(self._of(short), begun) >= self._needed(one, other)

    def _needed(self, one: int, other: int) -> float:
        a, b = self._articles[one], self._articles[other]
        same = a.agency and b.agency and source_key(a.agency) == source_key(b.agency)
        return SHARED_AGENCY if same else SHARED


def _share(some: Any, held: Any) -> float:
    """Which share of `some` is in `held`, which are in ascending order; quicker than numpy's own `isin`."""
    place = np.minimum(np.searchsorted(held, some), len(held) - 1)
    return float((held[place] == some).mean()) if len(held) else 0.0


def _meeting(every: Any, text: Any, size: Any) -> tuple[Any, Any]:
    """Pairs of texts that have one of the hashes `every` in common, and how often they meet so; `text[k]` has `every[k]`."""
    # Within one hash the longest text comes first: the others are compared with it and with their neighbour.
    place = np.lexsort((text, -size[text], every))
    every, text = every[place], text[place].astype(np.int64)
    fresh = np.ones(len(every), dtype=bool)
    fresh[1:] = every[1:] != every[:-1]
    first = text[np.maximum.accumulate(np.where(fresh, np.arange(len(every)), 0))]
    again = np.flatnonzero(~fresh)
    one = np.concatenate((first[again], text[again - 1]))
    other = np.concatenate((text[again], text[again]))
    return np.unique(np.minimum(one, other) * len(size) + np.maximum(one, other), return_counts=True)
