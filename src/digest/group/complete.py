"""Long stories made whole: the pairs that were left out because a report has so many, where groups may be one story.

Of each report only its nearest pairs are kept, so that time and memory stay in bounds. In a story of hundreds of reports that
leaves most pairs out, and an average over them too low. Once groups stand, the pairs between those that may be one are few enough
to be measured, all of them, and merged once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from digest.group import clusters, facts, link, pairs
from digest.group.fields import Fields
from digest.group.texts import Mapped

SHARE = 0.15  # of the bar that two groups must reach by the pairs that were kept, to be measured in full
LEAST = 16  # pairs between two groups, below which none can be missing that matters
STRONG = 0.06  # likeness, twice the floor
WHOLE = 0.9  # of those pairs kept: the rest would change no average
PAIRS = 4_000_000  # are measured at the most, the likeliest groups first
GROUPS = 20_000  # pairs of groups at the most


def complete(
    fields: Fields,
    alike: pairs.Likeness,
    groups: tuple[tuple[int, ...], ...],
    mapped: Mapped = map,
    here: Mapped = map,
) -> tuple[pairs.Likeness, tuple[tuple[int, ...], ...]]:
    """`alike` with every pair above the floor within and between `groups` that may be one story, and the groups by that.

    Only groups of which pairs were measured are merged anew, each with those that it may be one with. Both are as they were where
    no pair was left out. `mapped` merges anew, `here`, whose workers share our memory, measures.
    """
    count = len(fields.length)
    # Pairs are missing where even the weakest of so many is strong: what was left out was weaker.
    strong = alike.score > STRONG
    kept = np.bincount(np.concatenate((alike.left[strong], alike.right[strong])), minlength=count)
    full = kept >= pairs.nearest(count)
    if count < facts.FADED or not full.any():
        return alike, groups
    members = [np.array(group) for group in groups]
    likely = _likely(fields, alike, members, full)
    wanted = [_between(members[a], members[b], count) for a, b in likely]
    known = alike.left * count + alike.right
    missing = np.setdiff1d(np.concatenate([known[:0], *wanted]), known)
    left, right, score = pairs.measured(fields, *np.divmod(missing, count), here)
    if not len(left):
        return alike, groups
    pair = np.concatenate((known, left * count + right))
    place = np.argsort(pair, kind="stable")
    left, right = np.divmod(pair[place], count)
    fuller = pairs.Likeness(left, right, np.concatenate((alike.score, score))[place])
    return fuller, _again(fields, fuller, members, likely, mapped)


def _again(
    fields: Fields, alike: pairs.Likeness, members: Sequence[Any], likely: Sequence[tuple[int, int]], mapped: Mapped
) -> tuple[tuple[int, ...], ...]:
    """The groups, those of `likely` merged anew: chains of them apart from each other and from the rest."""
    one, other = np.array(likely).T
    _, chain = connected_components(sparse.csr_matrix((np.ones(len(one)), (one, other)), shape=(len(members),) * 2))
    chain_of = np.full(len(fields.length), -1)
    for number in np.union1d(one, other).tolist():
        chain_of[members[number]] = chain[number]
    found = [tuple(group.tolist()) for group in members if chain_of[group[0]] < 0]
    return tuple(sorted([*found, *clusters.merged(fields.length, alike, chain_of, link.Rule(), mapped)]))


def _between(one: Any, other: Any, count: int) -> Any:
    """Every pair of reports of two groups, or within one, as smaller number x `count` + larger."""
    if one is other:
        left, right = np.triu_indices(len(one), 1)
        return one[left] * count + one[right]  # a group is in ascending order
    left, right = np.repeat(one, len(other)), np.tile(other, len(one))
    return np.minimum(left, right) * count + np.maximum(left, right)


def _likely(fields: Fields, alike: pairs.Likeness, members: Sequence[Any], full: Any) -> list[tuple[int, int]]:
    """Pairs of groups, a group with itself among them, that lack pairs and may be one; the likeliest first."""
    group_of = np.empty(len(fields.length), dtype=np.int64)
    for number, group in enumerate(members):
        group_of[group] = number
    a, b = group_of[alike.left], group_of[alike.right]
    key, place = np.unique(np.minimum(a, b) * len(members) + np.maximum(a, b), return_inverse=True)
    one, other = np.divmod(key, len(members))
    size = np.array([len(group) for group in members])
    root = np.array([np.exp(np.log(np.maximum(fields.length[group], 1.0)).mean() / 2) for group in members])
    lacking = np.zeros(len(members), dtype=bool)
    lacking[group_of[full]] = True
    between = np.where(one == other, size[one] * (size[one] - 1) // 2, size[one] * size[other])
    reached = np.bincount(place, weights=alike.score) / between / link.Rule().bar(between, root[one] * root[other])
    wanted = np.flatnonzero(
        ((reached >= SHARE) | (one == other))
        & (between >= LEAST)
        & (np.bincount(place) < WHOLE * between)
        & (lacking[one] | lacking[other])
    )
    wanted = wanted[np.argsort(-reached[wanted], kind="stable")][:GROUPS]
    wanted = wanted[np.cumsum(between[wanted]) <= PAIRS]
    return list(zip(one[wanted].tolist(), other[wanted].tolist(), strict=True))
