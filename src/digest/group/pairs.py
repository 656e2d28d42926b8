"""How alike two reports are: a weighted sum of the cosines of their fields, less the further apart their days are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from digest.group import facts
from digest.group.fields import Fields
from digest.group.texts import Texts

WEIGHTS = {"headline": 0.25, "lead": 0.35, "body": 0.25, "names": 0.1, "numbers": 0.05}
FLOOR = 0.03  # less likeness than this is none
NEAREST = 150  # pairs of one report that count
PAIRS = 2_000_000  # about so many count in all: a very large corpus counts fewer of each report, but
LEAST = 40  # so many at the least
BLOCK = 16_000_000  # about so many pairs are compared at a time, which bounds the memory
ROWS = 1000  # and no more reports with others
SIGMA = 1.4  # days; trials on dated news found 1.3 to 2 best
SAME_SOURCE = 0.5  # an outlet tells one event twice less often than two outlets do, but it does follow up
BACKGROUND = 50  # reports that every corpus is thought to have besides its own
RARITY = 0.005  # share of those in which a word stands


@dataclass(frozen=True)
class Likeness:
    """The pairs of reports that are alike at all, `left[k] < right[k]`, and how much (0 to about 1)."""

    left: Any
    right: Any
    score: Any


def likeness(read: Texts, reports: Sequence[int], fields: Fields) -> Likeness:
    """The likeness of all pairs of reports that share words, above FLOOR; `fields` are those of `reports`.

    Of each report the NEAREST pairs count, fewer in a large corpus, so that time grows little faster than the corpus.
    """
    stacked = vectors(fields)
    most = nearest(stacked.shape[0])
    blocks = [_compared(fields, stacked, *each, most) for each in _windows(fields.day)]
    pair = np.concatenate([pair for pair, _ in blocks])
    score = np.concatenate([score for _, score in blocks])
    pair, first = np.unique(pair, return_index=True)
    left, right = np.divmod(pair, stacked.shape[0])
    score = score[first] * facts.agreement(read, reports, left, right)
    strong = score > FLOOR
    return Likeness(left[strong], right[strong], score[strong])


def nearest(count: int) -> int:
    """How many pairs of each report are kept where there are `count`; `complete` adds those that long stories lack."""
    return max(LEAST, min(NEAREST, PAIRS // max(count, 1)))


def _windows(day: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Blocks of reports, and those that any of a block may be alike to: days too far apart bring every pair below FLOOR."""
    numbers = np.argsort(day, kind="stable")  # the undated come last
    dated = int(np.count_nonzero(~np.isnan(day)))
    days, undated = day[numbers[:dated]], numbers[dated:]
    reach = SIGMA * math.sqrt(-2 * math.log(FLOOR))
    at = 0
    while at < dated:
        low = int(np.searchsorted(days, days[at] - reach))
        rows = max(1, min(ROWS, BLOCK // (int(np.searchsorted(days, days[at] + reach)) - low + len(undated))))
        end = min(at + rows, dated)
        high = int(np.searchsorted(days, days[end - 1] + reach, side="right"))
        yield numbers[at:end], (numbers[low:high], undated)
        at = end
    rows = max(1, min(ROWS, BLOCK // len(numbers)))
    for at in range(0, len(undated), rows):
        yield undated[at : at + rows], (numbers,)


def _compared(fields: Fields, stacked: Any, block: Any, others: Sequence[Any], count: int) -> tuple[Any, Any]:
    """The `count` strongest pairs of each of `block` with `others`, as (smaller number x reports + larger), and their scores."""
    found = []
    for part in others:
        product = stacked[block] @ stacked[part].T
        strong = np.flatnonzero(product.data > FLOOR)
        row = np.searchsorted(product.indptr, strong, side="right") - 1
        found.append((row.astype(np.int16), part[product.indices[strong]], product.data[strong]))
    row, right, score = (np.concatenate(each) for each in zip(*found, strict=True))
    left = block[row]
    score = _scored(fields, left, right, score)
    strong = np.flatnonzero((score > FLOOR) & (left != right))
    strong = strong[np.argsort(row[strong], kind="stable")]
    strong = strong[_strongest(row[strong], score[strong], count)]
    left, right = left[strong], right[strong]
    return np.minimum(left, right) * len(fields.day) + np.maximum(left, right), score[strong]


def measured(fields: Fields, stacked: Any, one: Any, other: Any) -> tuple[Any, Any]:
    """All pairs above FLOOR between two groups of reports, or within one, as `_compared` gives them."""
    product = (stacked[one] @ stacked[other].T).tocoo()
    left, right = one[product.row], other[product.col]
    score = _scored(fields, left, right, product.data)
    strong = (score > FLOOR) & (left != right)
    left, right = left[strong], right[strong]
    return np.minimum(left, right) * len(fields.day) + np.maximum(left, right), score[strong]


def _scored(fields: Fields, left: Any, right: Any, score: Any) -> Any:
    """What days, outlets and languages leave of how alike the words of pairs are."""
    score = score * nearness(fields, left, right)
    score[(fields.source[left] == fields.source[right]) & (fields.source[left] >= 0)] *= SAME_SOURCE
    score[foreign(fields, left, right)] = 0.0
    return score


def _strongest(row: Any, score: Any, count: int) -> Any:
    """Which of the scores, sorted by row, are among the `count` highest of their row; of equal ones the first."""
    kept = np.ones(len(row), dtype=bool)
    ends = np.cumsum(np.bincount(row)) if len(row) else row
    for start, end in pairwise((0, *ends.tolist())):
        if end - start > count:
            own = score[start:end]
            least = np.partition(own, -count)[-count]
            higher = own > least
            higher[np.flatnonzero(own == least)[: count - np.count_nonzero(higher)]] = True
            kept[start:end] = higher
    return kept


def vectors(fields: Fields) -> Any:
    """One row for each report, whose dot product with another row is the weighted sum of the fields' cosines."""
    rarity = inverse_frequency(fields)
    total = sum(WEIGHTS.values())
    parts = [math.sqrt(weight / total) * unit(getattr(fields, name), rarity) for name, weight in WEIGHTS.items()]
    return sparse.hstack(parts).tocsr()


def inverse_frequency(fields: Fields) -> Any:
    """How rare each term is, as if BACKGROUND more reports had been read: two reports alone make no corpus."""
    frequency = np.asarray((fields.body > 0).sum(axis=0)).ravel()
    return np.log((fields.body.shape[0] + BACKGROUND) / (frequency + BACKGROUND * RARITY))


def unit(counts: Any, rarity: Any) -> Any:
    """Rows of sublinear counts times rarity, scaled to length one (an empty row stays empty)."""
    weighted = counts.astype(np.float64)
    weighted.data = 1.0 + np.log(weighted.data)
    weighted = weighted.multiply(rarity).tocsr()
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    return sparse.diags(1 / norms) @ weighted


def foreign(fields: Fields, left: Any, right: Any) -> Any:
    """Which pairs are in two languages: a shared name is all that their words could say, see `abroad`."""
    mine, theirs = fields.language[left], fields.language[right]
    return (mine != theirs) & (mine >= 0) & (theirs >= 0)


def nearness(fields: Fields, left: Any, right: Any) -> Any:
    """What the days between two reports leave of their likeness: all of it where a trusted day is missing."""
    apart = fields.day[left] - fields.day[right]
    return np.where(np.isnan(apart), 1.0, np.exp(-0.5 * (np.nan_to_num(apart) / SIGMA) ** 2))
