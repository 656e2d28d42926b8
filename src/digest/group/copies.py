"""Copies of one text: reprints, lightly edited or shortened wire stories, and twins of one address, folded into one voice.

The hashes of their shingles (see `shingles`) are sorted; articles that share a hash are candidates, and all shingles of both
decide. Each article is compared with few others for each shingle, so ten thousand copies cost no more than ten thousand
comparisons or so.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
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
_WORDS = 1_000_000  # of the texts that one worker compares at a time, about
_CANDIDATE = 0.08  # share of the shorter one's hashes that makes a candidate


def fold(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """Groups of articles that are copies of one text, each group and all groups in the order of `order.content_key`."""
    ordered = sorted(articles, key=order.content_key)
    folded = fold_texts(texts.read_words(ordered))
    return tuple(tuple(ordered[number] for number in same) for same in folded)


def fold_texts(read: texts.Texts, mapped: texts.Mapped = map, here: texts.Mapped = map) -> tuple[tuple[int, ...], ...]:
    """As `fold`, for articles already read in the order of `order.content_key`: groups of their numbers.

    `mapped` compares texts, `here`, whose workers share our memory, finds which are to be compared.
    """
    roots = _Roots(len(read.articles))
    for same in (*_same_address(read.articles), *_same_words(read)):
        roots.union(same)
    for members, own in mapped(_judged, _cases(read, roots, *_candidates(read.signed, here))):
        for member, root in zip(members.tolist(), members[own].tolist(), strict=True):
            roots.union((root, member))
    return roots.groups()


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


class _Roots:
    """Disjoint groups of the numbers below `count`; the smallest number of a group names it."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, number: int) -> int:
        """The name of the number's group."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def union(self, numbers: Sequence[int]) -> None:
        """Makes one group of the groups of these."""
        for number in numbers[1:]:
            one, other = sorted((self.of(numbers[0]), self.of(number)))
            self._parent[other] = one

    def every(self) -> list[int]:
        """The name of each number's group."""
        return [self.of(number) for number in range(len(self._parent))]

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """All groups, in ascending order."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, root in enumerate(self.every()):
            found[root].append(number)
        return tuple(tuple(found[root]) for root in sorted(found))


def _candidates(signed: shingles.Signed, here: texts.Mapped) -> tuple[Any, Any]:
    """Pairs of texts that may be copies, as the numbers of both, those that share most first."""
    size, every, count = signed.length, signed.sample, len(signed.length)
    text = np.repeat(np.arange(count, dtype=np.int32), size)
    part = ((every >> np.uint64(8)) % np.uint64(_PARTS)).astype(np.int8)
    found = list(here(partial(_part, every, text, part, size), range(_PARTS)))
    del text, part
    # A pair may have met in several parts; added up some pairs at a time, which bounds the memory.
    cuts = [int(found[0][0][len(found[0][0]) * at // _PARTS]) for at in range(1, _PARTS)] if len(found[0][0]) else []
    kept = [_enough(found, low, high, size) for low, high in pairwise((0, *cuts, count * count))]
    pair, share = (np.concatenate(each) for each in zip(*kept, strict=True))
    left, right = np.divmod(pair, max(count, 1))
    best = np.lexsort((right, left, -share))
    return left[best], right[best]


def _part(every: Any, text: Any, part: Any, size: Any, which: int) -> tuple[Any, Any]:
    chosen = part == which
    return _meeting(every[chosen], text[chosen], size)


def _enough(found: Sequence[tuple[Any, Any]], low: int, high: int, size: Any) -> tuple[Any, Any]:
    """Of the pairs from `low` up to below `high` those that share enough hashes, and which share of the shorter one's."""
    within = [(pair, times, *np.searchsorted(pair, (low, high)).tolist()) for pair, times in found]
    met = np.concatenate([pair[start:end] for pair, _, start, end in within])
    pair, place = np.unique(met, return_inverse=True)
    times = np.bincount(place, np.concatenate([times[start:end] for _, times, start, end in within]), len(pair))
    left, right = np.divmod(pair, max(len(size), 1))
    share = times / np.maximum(np.minimum(size[left], size[right]), 1)
    enough = (share >= _CANDIDATE) & (left != right)
    return pair[enough], share[enough]


@dataclass(frozen=True)
class _Case:
    """Some texts and which of them to compare; no text outside is to be compared with any of them."""

    members: Any  # the texts' numbers, ascending; what follows counts in their places here
    root: Any  # of each the first that it is known to be one with
    pairs: Any  # to compare, two columns; those of one cluster of texts together, and among them those that share most first
    agency: Any  # of each a number for the agency that it credits, -1 where none
    words: Any  # hashes of the words of all texts
    length: Any  # of each
    different: Any  # how many different shingles each has


def _cases(read: texts.Texts, roots: _Roots, left: Any, right: Any) -> Iterator[_Case]:
    """All that is to be compared, in cases of about _WORDS words, or larger where texts are to be compared with so many."""
    if not len(left):
        return
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    count, root = len(read.articles), np.array(roots.every(), dtype=np.int32)
    known = np.flatnonzero(root != np.arange(count))
    edges = np.concatenate((left, known)), np.concatenate((right, root[known]))
    _, cluster = connected_components(
        sparse.csr_matrix((np.ones(len(edges[0]), np.int8), edges), shape=(count, count)), False
    )
    length = read.body.length
    total = np.bincount(cluster, length)
    total[np.setdiff1d(np.arange(len(total)), cluster[left])] = 0  # there is nothing to compare
    largest = np.argsort(-total, kind="stable")[: np.count_nonzero(total)]
    case = np.full(len(total), -1)  # of each cluster
    case[largest] = (np.cumsum(total[largest]) - total[largest]) // _WORDS
    hashes, agencies = shingles.word_hashes(read.vocabulary).astype(np.uint32), _agencies(read.articles)
    case_of, own = case[cluster], case[cluster[left]]
    place = np.empty(count, dtype=np.int64)
    for which in np.unique(own).tolist():
        members, mine = np.flatnonzero(case_of == which), np.flatnonzero(own == which)
        mine = mine[np.argsort(cluster[left[mine]], kind="stable")]
        place[members] = np.arange(len(members))
        yield _Case(
            members,
            place[root[members]],
            np.stack((place[left[mine]], place[right[mine]]), axis=1),
            agencies[members],
            hashes[read.body.words[read.body.places(members)]],
            length[members],
            read.signed.size[members],
        )


def _agencies(articles: Sequence[Article]) -> Any:
    numbers: dict[str, int] = {}
    credited = (source_key(article.agency) if article.agency else None for article in articles)
    return np.array([-1 if key is None else numbers.setdefault(key, len(numbers)) for key in credited], dtype=np.int32)


def _judged(case: _Case) -> tuple[Any, Any]:
    """The texts of a case, and of each the place of the first that it is a copy of; this is what a worker does."""
    roots, compared = _Roots(len(case.members)), _Shingles(case)
    longest = list(range(len(case.members)))
    size = case.different.tolist()

    def fullest(number: int) -> int:
        root = roots.of(number)
        if size[number] > size[longest[root]]:
            longest[root] = number
        return longest[root]

    for number, root in enumerate(case.root.tolist()):
        roots.union((root, number))
    for one, other in case.pairs.tolist():
        # Each group is judged by its fullest member, so that a chain of half-alike texts is no group.
        one, other = fullest(one), fullest(other)
        if one != other and compared.copies(one, other):
            roots.union((one, other))
    return case.members, np.array(roots.every(), dtype=np.int32)


class _Shingles:
    """The hashed shingles of each text of a case that has at least SHORT words."""

    def __init__(self, case: _Case) -> None:
        self._words, self._length, self._size = case.words, case.length.tolist(), case.different.tolist()
        self._agency = case.agency.tolist()
        self._end = np.cumsum(case.length).tolist()
        self._kept: OrderedDict[int, Any] = OrderedDict()

    def _run(self, number: int) -> Any:
        """The shingles of a text in the order of its words."""
        length, end = self._length[number], self._end[number]
        body = self._words[end - length : end] if length >= SHORT else self._words[:0]
        return shingles.hashed(body.astype(np.uint64))

    def _of(self, number: int) -> Any:
        """The different shingles of a text, in ascending order; those of the last few texts are remembered."""
        if number not in self._kept:
            self._kept[number] = shingles.different(self._run(number))
            if len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]

    def copies(self, one: int, other: int) -> bool:
        """Whether the texts are copies, by all their shingles."""
        short, long = sorted((one, other), key=lambda number: (self._size[number], number))
        if not self._size[short]:
            return False
        if self._size[short] < EXCERPT * self._size[long]:
            length = max(self._length[short] - WORDS + 1, 0)
            begun = np.sort(self._run(long)[: length + length // 2 + 50])
        else:
            begun = self._of(long)
        same = self._agency[one] >= 0 and self._agency[one] == self._agency[other]
        return _share(self._of(short), begun) >= (SHARED_AGENCY if same else SHARED)


def _share(some: Any, held: Any) -> float:
    """Which share of `some` is in `held`, which are in ascending order; quicker than numpy's own `isin`."""
    place = np.minimum(np.searchsorted(held, some), len(held) - 1)
    return int(np.count_nonzero(held[place] == some)) / len(some) if len(held) else 0.0


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
    pair, times = np.unique(np.minimum(one, other) * len(size) + np.maximum(one, other), return_counts=True)
    return pair, times.astype(np.int32)
