"""How alike two reports are: a weighted sum of the cosines of their fields, less the further apart their days are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from digest.group import facts
from digest.group.fields import Fields
from digest.group.texts import Texts

WEIGHTS = {"headline": 0.25, "lead": 0.35, "body": 0.25, "names": 0.1, "numbers": 0.05}
FLOOR = 0.03  # less likeness than this is none
SIGMA = 1.4  # days; trials on dated news found 1.3 to 2 best
SAME_SOURCE = 0.5  # an outlet seldom tells one event twice under two addresses
BACKGROUND = 50  # reports that every corpus is thought to have besides its own
RARITY = 0.005  # share of those in which a word stands


@dataclass(frozen=True)
class Likeness:
    """The pairs of reports that are alike at all, `left[k] < right[k]`, and how much (0 to about 1)."""

    left: Any
    right: Any
    score: Any


def likeness(read: Texts, reports: Sequence[int], fields: Fields) -> Likeness:
    """The likeness of all pairs of reports that share words, above FLOOR; `fields` are those of `reports`."""
    stacked = vectors(fields)
    product = sparse.triu(stacked @ stacked.T, 1).tocoo()
    found = _above_floor(product.row, product.col, product.data)
    score = found.score * _nearness(fields, found.left, found.right)
    same = (fields.source[found.left] == fields.source[found.right]) & (fields.source[found.left] >= 0)
    found = _above_floor(found.left, found.right, np.where(same, score * SAME_SOURCE, score))
    found = _above_floor(found.left, found.right, found.score * facts.agreement(read, reports, found.left, found.right))
    order = np.lexsort((found.right, found.left))
    return Likeness(found.left[order], found.right[order], found.score[order])


def _above_floor(left: Any, right: Any, score: Any) -> Likeness:
    strong = score > FLOOR
    return Likeness(left[strong], right[strong], score[strong])


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
