"""Two events that were taken for one story: found by the words that tell its reports apart.

What a whole corpus makes rare is common inside a story: all reports of two climbing accidents in one range share "climber", "ridge"
and the range's name. So each large story is read again with rarity measured among its own reports alone. If the reports then
fall into two groups that have much less in common across than within, they are two stories.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from digest.group import pairs
from digest.group.fields import Fields

LEAST = 14  # reports of a story that is looked at: in fewer, chance makes groups
MOST = 800  # and at the most, since all pairs of its reports are compared
PART = 4  # reports of the smaller group
APART = (
    0.68  # two groups with less in common across, as a share of that within, are two stories; this for long reports,
)
WORDS = 100.0  # and half of it for reports of this length: short ones share little even where they tell of one event
SHORT = 18.0  # words below which reports say too little to be told apart
_CUTS = 7  # groups into which a story is cut at most before two are large enough


def resolve(groups: Sequence[tuple[int, ...]], fields: Fields, alike: pairs.Likeness) -> tuple[tuple[int, ...], ...]:
    """`groups` of the numbers of reports, those parted that hold two events; each group and all groups in ascending order."""
    waiting = list(groups)
    found: list[tuple[int, ...]] = []
    near: Any = None
    while waiting:
        members = waiting.pop()
        bar = _bar(members, fields)
        halves = None
        if bar is not None and (cut := _cut(np.array(members), fields)) is not None and cut[0] < bar:
            if near is None:
                near = sparse.csr_matrix((alike.score, (alike.left, alike.right)), shape=(len(fields.length),) * 2)
            halves = cut[1:] if all(_joined(half, near) for half in cut[1:]) else None
        if halves is None:
            found.append(members)
        else:
            waiting += [tuple(half.tolist()) for half in halves]
    return tuple(sorted(found))


def _bar(members: Sequence[int], fields: Fields) -> float | None:
    """The likeness across below which groups of these reports are two stories; None where they are not looked at."""
    if not LEAST <= len(members) <= MOST:
        return None
    length = math.exp(float(np.log(np.maximum(fields.length[list(members)], 1.0)).mean()))
    return APART / (1 + WORDS / length) if length >= SHORT else None


def _cut(members: Any, fields: Fields) -> tuple[float, Any, Any] | None:
    """The two main groups of some reports, after how alike they are across as a share of the looser one's likeness within."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    alike = _among(members, fields)
    tree = linkage(squareform(1.0 - alike, checks=False), "average")
    for count in range(2, _CUTS + 1):
        label = fcluster(tree, count, "maxclust")
        main = Counter(label.tolist()).most_common(2)
        if len(main) == 2 and main[1][1] >= PART:
            one, other = label == main[0][0], label == main[1][0]
            for rest in np.flatnonzero(~(one | other)).tolist():
                nearer = one if alike[rest, one].mean() >= alike[rest, other].mean() else other
                nearer[rest] = True
            within = min(_within(alike, one), _within(alike, other))
            across = float(alike[np.ix_(one, other)].mean())
            return across / max(within, 1e-9), members[one], members[other]
    return None


def _among(members: Any, fields: Fields) -> Any:
    """How alike the reports are, word by word, by what is rare among them; ones on the diagonal."""
    body = fields.body[members]
    said, times = np.unique(body.indices, return_counts=True)  # a report has each of its terms once
    often = times > 1  # a word of one report alone says nothing about groups
    rarity = np.zeros(body.shape[1])
    rarity[said[often]] = np.log((len(members) + 2) / (times[often] + 1.0))
    total = np.zeros((len(members), len(members)))
    for name, weight in pairs.WEIGHTS.items():
        rows = pairs.unit(getattr(fields, name)[members], rarity)
        total += weight * (rows @ rows.T).toarray()
    total = np.clip((total + total.T) / 2, 0.0, 1.0)
    np.fill_diagonal(total, 1.0)
    return total


def _within(alike: Any, group: Any) -> float:
    size = int(group.sum())
    return float((alike[np.ix_(group, group)].sum() - size) / (size * (size - 1)))


def _joined(members: Any, near: Any) -> bool:
    """Whether pairs that are alike hold all of them together, so that the story can say why."""
    return int(connected_components(near[members][:, members], directed=False)[0]) == 1
