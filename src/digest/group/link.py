"""Reports to groups: average link, the most certain merge first."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

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
    large: int = 4  # if both have so many reports

    def bar(self, pairs: int, log_length: float) -> float:
        """The least average likeness that joins `pairs` pairs of reports of exp(`log_length`) words."""
        noise = math.exp(-self.by_length * log_length - self.by_pairs * math.log1p(pairs / self.few))
        return self.base / (1 + self.words * math.exp(-log_length)) + self.noise * noise


def merge(lengths: Sequence[float], alike: Likeness, rule: Rule) -> tuple[tuple[int, ...], ...]:
    """Groups of the numbers of all reports, whose `lengths` are in words; each group and all groups in ascending order."""
    groups = _Groups(lengths, alike, rule)
    groups.run()
    return groups.result()


_Entry = tuple[float, int, int, int, int]  # minus certainty, two groups, and how often each had grown


class _Groups:
    """The state of one agglomeration: sums of likeness between living groups, and a heap of possible merges."""

    def __init__(self, lengths: Sequence[float], alike: Likeness, rule: Rule) -> None:
        count = len(lengths)
        self._rule, self._alike = rule, alike
        self._size = [1] * count
        self._short = [rule.words / max(length, 1.0) for length in lengths]  # how far from long their members are
        self._log_length = [math.log(max(length, 1.0)) for length in lengths]  # summed over the members
        self._members = [[number] for number in range(count)]
        self._within = [0.0] * count
        self._version = [0] * count
        self._near: list[dict[int, float]] = [{} for _ in range(count)]
        edges = zip(alike.left.tolist(), alike.right.tolist(), alike.score.tolist(), strict=True)
        for left, right, score in edges:
            self._near[left][right] = score
            self._near[right][left] = score

    def run(self) -> None:
        """Merges until no two groups are alike enough."""
        heap = self._first_entries()
        heapq.heapify(heap)
        while heap:
            _, a, b, version_a, version_b = heapq.heappop(heap)
            if not (self._members[a] and self._members[b]):
                continue
            if (self._version[a], self._version[b]) != (version_a, version_b):
                # A group that grew is less alike to what it gained no likeness to: such an entry is corrected only here.
                self._push(heap, a, b)
                continue
            kept, changed = self._join(a, b)
            for other in changed:
                self._push(heap, kept, other)

    def _first_entries(self) -> list[_Entry]:
        """The merges of single reports that reach the bar."""
        alike, rule = self._alike, self._rule
        log_length = np.array(self._log_length)
        mean = (log_length[alike.left] + log_length[alike.right]) / 2
        # The same bar as `Rule.bar`, for one pair each, all at once; a little below it, as rounding may differ.
        bar = rule.base / (1 + rule.words * np.exp(-mean)) + rule.noise * np.exp(-rule.by_length * mean)
        likely = alike.score >= 0.999 * bar * (1 + 1 / rule.few) ** -rule.by_pairs
        pairs = zip(alike.left[likely].tolist(), alike.right[likely].tolist(), strict=True)
        return [entry for a, b in pairs if (entry := self._entry(a, b))]

    def _push(self, heap: list[_Entry], a: int, b: int) -> None:
        entry = self._entry(a, b) if a < b else self._entry(b, a)
        if entry:
            heapq.heappush(heap, entry)

    def _entry(self, a: int, b: int) -> _Entry | None:
        size_a, size_b = self._size[a], self._size[b]
        average = self._near[a][b] / (size_a * size_b)
        bar = self._rule.bar(size_a * size_b, (self._log_length[a] / size_a + self._log_length[b] / size_b) / 2)
        if average < bar:
            return None
        if size_a >= self._rule.large and size_b >= self._rule.large and not self._coheres(a, b, average):
            return None
        return (-average / bar, a, b, self._version[a], self._version[b])

    def _coheres(self, a: int, b: int, average: float) -> bool:
        return average >= self._rule.cohesion * min(self._inside(a), self._inside(b))

    def _inside(self, a: int) -> float:
        size = self._size[a]
        return self._within[a] / (size * (size - 1) / 2)

    def _join(self, a: int, b: int) -> tuple[int, list[int]]:
        """Puts the group with fewer neighbours into the other; the one that lives on, and whom it may join next."""
        if (len(self._near[a]), -a) < (len(self._near[b]), -b):
            a, b = b, a
        near, gained = self._near[a], self._near[b]
        across = near.pop(b)
        del gained[a]
        self._within[a] += self._within[b] + across
        self._log_length[a] += self._log_length[b]
        self._members[a] += self._members[b]
        self._size[a] += self._size[b]
        self._version[a] += 1
        self._short[a] = short = self._rule.words * math.exp(-self._log_length[a] / self._size[a])
        size, least, hopeful = self._size[a], self._rule.base, []
        for other, score in gained.items():
            total = near.get(other, 0.0) + score
            near[other] = total
            theirs = self._near[other]
            del theirs[b]
            theirs[a] = total
            # Most stay below even the part of the bar that knows no noise: looked at here, they cost little.
            if total * (1 + math.sqrt(short * self._short[other])) >= least * size * self._size[other]:
                hopeful.append(other)
        self._near[b], self._members[b] = {}, []
        return a, hopeful

    def result(self) -> tuple[tuple[int, ...], ...]:
        """The groups, in ascending order."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members if members))
