"""Reports to groups: average link, the most certain merge first."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from digest.group.pairs import Likeness


@dataclass(frozen=True)
class Rule:
    """When two groups are one: the average likeness over the pairs that a merge would join must reach a bar.

    The likeness of two reports of one event is the less, the fewer words they have to share, and it is a noisy sign: the
    noisier, the shorter they are, and the less noisy, the more pairs are averaged. So the bar is what reports of that length
    must have in common (`base`, nearly reached by full articles) plus an allowance for noise, which is large for two
    headlines, small for two full articles, and next to nothing for large groups, whose reports need not all resemble each
    other.
    """

    base: float = 0.085
    words: float = 40.0  # at this length reports are expected to show half of `base`
    noise: float = 0.8
    by_length: float = 0.42  # noise shrinks with the number of words to this power
    by_pairs: float = 1.1  # and with the number of pairs, counted in `few`, to this power
    few: float = 7.0
    cohesion: float = 0.8  # groups must be this alike across, measured by the looser one's likeness within
    large: int = 5  # if both have so many reports; smaller ones must be less, the shorter their reports are:
    telling: float = 250.0  # words at which two reports tell half of how alike a story's reports are

    def bar(self, pairs: Any, length: Any) -> Any:
        """The least average likeness that joins `pairs` pairs of reports of about `length` words; numbers or arrays."""
        noise = self.noise * length**-self.by_length * (1 + pairs / self.few) ** -self.by_pairs
        return self.base / (1 + self.words / length) + noise

    def lowest(self, pairs: Any, shortest: Any, longest: Any) -> Any:
        """No bar of so many pairs is lower, whatever their length between these two. Times `pairs` it rises with them."""
        noise = self.noise * longest**-self.by_length * (1 + pairs / self.few) ** -self.by_pairs
        return self.base / (1 + self.words / shortest) + noise

    def least(self, length: float) -> float:
        """What the bar of no two groups of this length is below, however large they are."""
        return self.base / (1 + self.words / length)

    def ratio(self, size: int, length: float) -> float:
        """The least likeness across, as a share of that within, that joins two groups of at least `size` reports.

        Two full articles share most of what a story's reports have in common, so that two pairs of them show whether they are
        one story or two stages of an affair. Two short items that share much may do so by chance.
        """
        if size >= self.large:
            return self.cohesion
        return min(self.cohesion, 1 / (1 + self.telling / length)) if size > 1 else 0.0


def merge(lengths: Sequence[float], alike: Likeness, rule: Rule) -> tuple[tuple[int, ...], ...]:
    """Groups of the numbers of all reports, whose `lengths` are in words; each group and all groups in ascending order."""
    groups = _Groups(lengths, alike, rule)
    groups.run()
    return groups.result()


_EDGES = 100_000  # pairs that are noted at a time
_Entry = tuple[float, int, int, int]  # minus certainty, two groups, and how often the two had grown


class _Groups:
    """The state of one agglomeration: sums of likeness between living groups, and a heap of possible merges."""

    def __init__(self, lengths: Sequence[float], alike: Likeness, rule: Rule) -> None:
        count = len(lengths)
        self._rule, self._alike = rule, alike
        self._size = [1] * count
        self._log_length = [math.log(max(length, 1.0)) for length in lengths]  # summed over the members
        self._root = [math.sqrt(max(length, 1.0)) for length in lengths]  # of their mean: two multiply to that of both
        self._members = [[number] for number in range(count)]
        self._within = [0.0] * count
        self._version = [0] * count
        self._near: list[dict[int, float]] = [{} for _ in range(count)]
        shared = list(range(count))  # one object for each number, whichever neighbours name it
        for at in range(0, len(alike.score), _EDGES):
            some = slice(at, at + _EDGES)
            edges = zip(alike.left[some].tolist(), alike.right[some].tolist(), alike.score[some].tolist(), strict=True)
            for left, right, score in edges:
                self._near[left][shared[right]] = score
                self._near[right][shared[left]] = score

    def run(self) -> None:
        """Merges until no two groups are alike enough."""
        first, at = self._first_entries(), 0  # they are sorted once, so that the heap has only what came later
        heap: list[_Entry] = []
        members, version = self._members, self._version
        while heap or at < len(first):
            if at < len(first) and not (heap and heap[0] < first[at]):
                _, a, b, grown = first[at]
                at += 1
            else:
                _, a, b, grown = heapq.heappop(heap)
            if not (members[a] and members[b]):
                continue
            if version[a] + version[b] != grown:
                # A group that grew is less alike to what it gained no likeness to: such an entry is corrected only here.
                self._push(heap, a, (b,))
                continue
            self._push(heap, *self._join(a, b))

    def _first_entries(self) -> list[_Entry]:
        """The merges of single reports that reach the bar, the most certain first."""
        root = np.array(self._root)
        certainty = self._alike.score / self._rule.bar(1, root[self._alike.left] * root[self._alike.right])
        likely = np.flatnonzero(certainty >= 1)
        left, right, certainty = self._alike.left[likely], self._alike.right[likely], -certainty[likely]
        place = np.lexsort((right, left, certainty))
        sides = left[place].tolist(), right[place].tolist()
        return list(zip(certainty[place].tolist(), *sides, [0] * len(place), strict=True))

    def _push(self, heap: list[_Entry], a: int, others: Iterable[int]) -> None:
        """Notes which of `others` group `a` may merge with: where their likeness reaches the bar and they cohere."""
        rule, size, root, version, near = self._rule, self._size, self._root, self._version, self._near[a]
        size_a, root_a = size[a], root[a]
        for b in others:
            size_b, length = size[b], root_a * root[b]
            average = near[b] / (size_a * size_b)
            if average < rule.least(length):  # as most are; quicker than the bar itself
                continue
            bar = rule.bar(size_a * size_b, length)
            if average < bar:
                continue
            if size_a > 1 and size_b > 1:
                ratio = rule.ratio(min(size_a, size_b), length)
                if average < ratio * min(self._inside(a), self._inside(b)):
                    continue
            heapq.heappush(heap, (-average / bar, min(a, b), max(a, b), version[a] + version[b]))

    def _inside(self, a: int) -> float:
        size = self._size[a]
        return self._within[a] / (size * (size - 1) / 2)

    def _join(self, a: int, b: int) -> tuple[int, list[int]]:
        """Puts the group with fewer neighbours into the other; the one that lives on, and whom it may join next."""
        if (len(self._near[a]), -a) < (len(self._near[b]), -b):
            a, b = b, a
        every = self._near
        near, gained = every[a], every[b]
        across = near.pop(b)
        del gained[a]
        self._within[a] += self._within[b] + across
        self._log_length[a] += self._log_length[b]
        self._members[a] += self._members[b]
        self._size[a] += self._size[b]
        self._version[a] += 1
        self._root[a] = math.exp(self._log_length[a] / self._size[a] / 2)
        for other, score in gained.items():
            theirs = every[other]
            del theirs[b]
            near[other] = theirs[a] = near.get(other, 0.0) + score
        every[b], self._members[b] = {}, []
        return a, list(gained)

    def result(self) -> tuple[tuple[int, ...], ...]:
        """The groups, in ascending order."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members if members))
