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
NEAREST = 150  # pairs of one report that count
PAIRS = 1_000_000  # about so many count in all: a large corpus counts fewer of each report, but
LEAST = 40  # so many at the least
BLOCK = 2000  # reports compared with all others at a time
SIGMA = 1.4  # days; trials on dated news found 1.3 to 2 best
SAME_SOURCE = 0.6  # an outlet tells one event twice less often than two outlets do, but it does follow up
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
    across = stacked.T.tocsr()
    nearest = max(LEAST, min(NEAREST, PAIRS // max(stacked.shape[0], 1)))
    blocks = [_block(fields, stacked, across, at, nearest) for at in range(0, stacked.shape[0], BLOCK)]
    pair = np.concatenate([pair for pair, _ in blocks])
    score = np.concatenate([score for _, score in blocks])
    pair, first = np.unique(pair, return_index=True)
    left, right, score = pair // stacked.shape[0], pair % stacked.shape[0], score[first]
    score = score * facts.agreement(read, reports, left, right)
    strong = score > FLOOR
    return Likeness(left[strong], right[strong], score[strong])


def _block(fields: Fields, stacked: Any, across: Any, at: int, count: int) -> tuple[Any, Any]:
    """The strongest pairs of the reports from `at` on, as (smaller number x reports + larger number), and their scores."""
    product = (stacked[at : at + BLOCK] @ across).tocoo()
    left, right, score = product.row.astype(np.int64) + at, product.col.astype(np.int64), product.data
    strong = (score > FLOOR) & (left != right)
    left, right, score = left[strong], right[strong], score[strong]
    score = score * _nearness(fields, left, right)
    score[(fields.source[left] == fields.source[right]) & (fields.source[left] >= 0)] *= SAME_SOURCE
    strong = score > FLOOR
    left, right, score = left[strong], right[strong], score[strong]
    order = np.lexsort((right, -score, left))
    left, right, score = left[order], right[order], score[order]
    start = np.searchsorted(left, left)  # where each report's pairs begin
    nearest = np.arange(len(left)) - start < count
    left, right, score = left[nearest], right[nearest], score[nearest]
    return np.minimum(left, right) * stacked.shape[0] + np.maximum(left, right), score


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
