"""Reports in clusters that merging never joins, so that each can be merged by itself: by another process, and sooner.

Before any two groups of two clusters are one, some first pair of groups must be merged across. The average over their pairs is
at most that over as many of the strongest pairs of the two clusters. Where no number of these reaches the bar, nothing is ever
merged across. Clusters that fail this are put together, until none does. So nothing is guessed, and the stories are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from digest.group import link
from digest.group.pairs import Likeness
from digest.group.texts import Mapped

REPORTS = 3000  # that one worker merges at a time, about, unless one cluster is larger
_ALMOST = 1 - 1e-6  # of the bar: sums of floats may be a little off


def merge(lengths: Any, alike: Likeness, rule: link.Rule, mapped: Mapped = map) -> tuple[tuple[int, ...], ...]:
    """As `link.merge`, cluster by cluster, shared out by `mapped`."""
    return tuple(sorted(merged(lengths, alike, apart(lengths, alike, rule), rule, mapped)))


def merged(
    lengths: Any, alike: Likeness, cluster_of: Any, rule: link.Rule, mapped: Mapped = map
) -> Iterator[tuple[int, ...]]:
    """The groups within each cluster; reports of which the cluster is -1 are in none and passed over."""
    for reports, groups in mapped(_merged, _cases(lengths, alike, cluster_of, rule)):
        for group in groups:
            yield tuple(reports[list(group)].tolist())


def apart(lengths: Any, alike: Likeness, rule: link.Rule) -> Any:
    """For each report the number of its cluster."""
    lengths = np.maximum(lengths, 1.0)
    cluster_of = np.arange(len(lengths))
    strongest = np.argsort(-alike.score, kind="stable")
    left, right, score = alike.left[strongest], alike.right[strongest], alike.score[strongest]
    while True:
        count = int(cluster_of.max(initial=-1)) + 1
        one, other = cluster_of[left], cluster_of[right]
        across = one != other
        left, right, score, one, other = (each[across] for each in (left, right, score, one, other))
        one, other = _may_merge(lengths, cluster_of, np.minimum(one, other), np.maximum(one, other), score, rule)
        if not len(one):
            return cluster_of
        joined = sparse.csr_matrix((np.ones(len(one)), (one, other)), shape=(count, count))
        cluster_of = connected_components(joined, directed=False)[1][cluster_of]


def _may_merge(lengths: Any, cluster_of: Any, one: Any, other: Any, score: Any, rule: link.Rule) -> tuple[Any, Any]:
    """Those pairs of clusters of which groups may merge; given are the pairs of reports between them, the strongest first."""
    count = int(cluster_of.max(initial=-1)) + 1
    size = np.bincount(cluster_of, minlength=count)
    shortest, longest = np.full(count, np.inf), np.zeros(count)
    np.minimum.at(shortest, cluster_of, lengths)
    np.maximum.at(longest, cluster_of, lengths)
    pair = one * count + other
    place = np.argsort(pair, kind="stable")
    one, other, pair, score = one[place], other[place], pair[place], score[place]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    which = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(pair))))
    number = np.arange(len(pair)) - first[which] + 1  # of the strongest pairs so far
    total = np.cumsum(score)
    total -= (total[first] - score[first])[which]
    bar = rule.lowest(number, np.sqrt(shortest[one] * shortest[other]), np.sqrt(longest[one] * longest[other]))
    likely = (total >= _ALMOST * number * bar) & (number <= size[one] * size[other])
    return one[likely], other[likely]


def _cases(
    lengths: Any, alike: Likeness, cluster_of: Any, rule: link.Rule
) -> Iterator[tuple[Any, Any, Likeness, link.Rule]]:
    """Clusters of about REPORTS reports together, the largest first: the reports, their lengths, and the pairs among them."""
    size = np.bincount(cluster_of[cluster_of >= 0])
    largest = np.argsort(-size, kind="stable")
    case_of = np.full(len(size) + 1, -1)  # its last place stands for reports in none
    case_of[largest] = (np.cumsum(size[largest]) - size[largest]) // REPORTS
    case, inside = case_of[cluster_of], cluster_of[alike.left] == cluster_of[alike.right]
    case_of_pair = np.where(inside, case[alike.left], -1)
    for which in np.unique(case[case >= 0]).tolist():
        reports, some = np.flatnonzero(case == which), case_of_pair == which
        left, right = (np.searchsorted(reports, side[some]) for side in (alike.left, alike.right))
        yield reports, lengths[reports], Likeness(left, right, alike.score[some]), rule


def _merged(case: tuple[Any, Any, Likeness, link.Rule]) -> tuple[Any, tuple[tuple[int, ...], ...]]:
    """What becomes of some clusters; this is what a worker does."""
    reports, lengths, alike, rule = case
    return reports, link.merge(lengths, alike, rule)
