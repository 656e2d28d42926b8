"""How alike two reports are: a weighted sum of the cosines of their fields, less the further apart their days are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from digest.group.fields import Fields

WEIGHTS = {"headline": 0.25, "lead": 0.3, "body": 0.25, "names": 0.1}
FLOOR = 0.03  # less likeness than this is none
SIGMA = 1.6  # days; trials on dated news found 1.3 to 2 best
SAME_SOURCE = 0.7  # an outlet seldom tells one event twice under two addresses
BACKGROUND = 50  # reports that every corpus is thought to have besides its own
RARITY = 0.005  # share of those in which a word stands


@dataclass(frozen=True)
class Likeness:
    """The pairs of reports that are alike at all, `left[k] < right[k]`, and how much (0 to about 1)."""

    left: Any
    right: Any
    score: Any


def likeness(fields: Fields) -> Likeness:
    """The likeness of all pairs of reports that share words, above FLOOR."""
    stacked = vectors(fields)
    product = sparse.triu(stacked @ stacked.T, 1).tocoo()
    strong = product.data > FLOOR
    left, right, score = product.row[strong], product.col[strong], product.data[strong]
    score = score * _nearness(fields, left, right)
    same = (fields.source[left] == fields.source[right]) & (fields.source[left] >= 0)
    score = np.where(same, score * SAME_SOURCE, score)
    strong = score > FLOOR
    order = np.lexsort((right[strong], left[strong]))
    return Likeness(left[strong][order], right[strong][order], score[strong][order])


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


def _nearness(fields: Fields, left: Any, right: Any) -> Any:
    apart = fields.day[left] - fields.day[right]
    return np.where(np.isnan(apart), 1.0, np.exp(-0.5 * (np.nan_to_num(apart) / SIGMA) ** 2))
