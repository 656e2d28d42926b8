"""How alike two reports are: a weighted sum of the cosines of their fields, less the further apart their days are."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from digest.group import facts
from digest.group.fields import Fields
from digest.group.texts import Mapped, Texts

WEIGHTS = {"headline": 0.25, "lead": 0.35, "body": 0.25, "names": 0.08, "numbers": 0.05}
FLOOR = 0.03  # less likeness than this is none
LONG = 0.05  # and about so much for long reports, two of which always have some words in common
NEARLY = 0.9  # of that must be reached by rarer words alone, for a pair to be compared by all
NEAREST = 150  # pairs of one report that count
PAIRS = 2_000_000  # about so many count in all: a very large corpus counts fewer of each report, but
LEAST = 28  # so many at the least
COMMON = 500  # reports; a word that more have brings none together, however many there are;
DENSE = 50_000  # and fewer in more reports than these, since each word has the more pairs, the denser the news is,
FEWEST = 0.3  # of them at the least
BLOCK = 8_000_000  # about so many pairs are looked at a time by each thread, which bounds the memory
ROWS = 1000  # and no more reports with others
PART = 20_000  # pairs are compared word by word at a time
SIGMA = 1.47  # days; trials on dated news found 1.3 to 2 best
SAME_SOURCE = 0.54  # an outlet tells one event twice about half as often as two outlets do, but it does follow up
WORD = 0.7  # share of a likeness up to which one word may have it
MANY = 5000  # reports, in more of which it is less,
FALLS = 0.05  # by this for each doubling
LEAST_WORD = 0.5  # and no less than this
LOSS = 0.7  # and what is taken off where it has all of it; this for long reports,
FEW = 40.0  # words; short reports have no more: those lose nothing
BACKGROUND = 50  # reports that every corpus is thought to have besides its own
RARITY = 0.005  # share of those in which a word stands


@dataclass(frozen=True)
class Likeness:
    """The pairs of reports that are alike at all, `left[k] < right[k]`, and how much (0 to about 1)."""

    left: Any
    right: Any
    score: Any


def likeness(read: Texts, reports: Sequence[int], fields: Fields, mapped: Mapped = map) -> Likeness:
    """The likeness of all pairs of reports that share words, above FLOOR; `fields` are those of `reports`.

    Of each report the NEAREST pairs count, fewer in a large corpus. Words that many reports have bring no two
    together, they only count where rarer ones do. So time grows little faster than the corpus.
    """
    stacked = vectors(fields, mapped)
    count = stacked.shape[0]
    pair = np.unique(np.concatenate(list(mapped(partial(_near, fields, nearest(count)), _blocks(fields, stacked)))))
    left, right, score = compared(fields, stacked, *np.divmod(pair, count), mapped)
    score = score * facts.agreement(read, reports, left, right)
    strong = score > FLOOR
    return Likeness(left[strong], right[strong], score[strong])


def nearest(count: int) -> int:
    """How many pairs of each report are kept where there are `count`; `complete` adds those that long stories lack."""
    return max(LEAST, min(NEAREST, PAIRS // max(count, 1)))


def _blocks(fields: Fields, stacked: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Some hundred reports at a time and those that they may be alike to, with the rarer words of all and of these, turned."""
    seldom = _seldom(stacked)
    for own, others in _windows(fields.day):
        across = seldom[others].T.tocsr()
        rows = max(1, min(ROWS, BLOCK // len(others)))
        for at in range(0, len(own), rows):
            yield seldom, across, own[at : at + rows], others


def _near(fields: Fields, count: int, look: tuple[Any, Any, Any, Any]) -> Any:
    """The likely pairs of a block, `count` of each report, as smaller number x reports + larger."""
    left, right = _candidates(fields, *look, count)
    return np.minimum(left, right) * len(fields.day) + np.maximum(left, right)


def _seldom(stacked: Any) -> Any:
    """`stacked` without what stands in too many reports to bring two together; itself where nothing does."""
    frequency = np.bincount(stacked.indices, minlength=stacked.shape[1])
    most = int(COMMON * min(1.0, max(FEWEST, DENSE / max(stacked.shape[0], 1))))
    if frequency.max(initial=0) <= most:
        return stacked
    kept = stacked.copy()
    kept.data[frequency[kept.indices] > most] = 0.0
    kept.eliminate_zeros()
    return kept


def _windows(day: Any) -> Iterator[tuple[Any, Any]]:
    """Reports of a few days, and all those that any of them may be alike to: days too far apart bring every pair below FLOOR."""
    numbers = np.argsort(day, kind="stable")  # the undated come last
    dated = int(np.count_nonzero(~np.isnan(day)))
    days, undated = day[numbers[:dated]], numbers[dated:]
    reach = SIGMA * math.sqrt(-2 * math.log(FLOOR))
    at = 0
    while at < dated:
        end = int(np.searchsorted(days, days[at] + reach, side="right"))
        low = int(np.searchsorted(days, days[at] - reach))
        high = int(np.searchsorted(days, days[end - 1] + reach, side="right"))
        yield numbers[at:end], np.concatenate((numbers[low:high], undated))
        at = end
    if len(undated):
        yield undated, numbers


def _candidates(fields: Fields, seldom: Any, across: Any, block: Any, others: Any, count: int) -> tuple[Any, Any]:
    """For each of `block` the `count` of `others` that it is most like by the words that few reports have."""
    product = seldom[block] @ across
    strong = np.flatnonzero(product.data > FLOOR)
    row = np.searchsorted(product.indptr, strong, side="right") - 1
    right, score = others[product.indices[strong]], product.data[strong]
    del product
    score = score * _fitting(fields, block[row], right)
    least = np.maximum(FLOOR, NEARLY * _floor(_length(fields, block[row], right)))
    strong = np.flatnonzero((score > least) & (block[row] != right))
    strong = strong[_strongest(row[strong], score[strong], count)]
    return block[row[strong]], right[strong]


def compared(
    fields: Fields, stacked: Any, left: Any, right: Any, mapped: Mapped = map, count: int | None = None
) -> tuple[Any, Any, Any]:
    """How alike the pairs of reports are, those above the floor for their length: the numbers of both, and the score.

    `count` says among how many reports they are, if not among these.
    """
    count = len(fields.length) if count is None else count

    def some(at: int) -> tuple[Any, Any]:
        one, other = left[at : at + PART], right[at : at + PART]
        words, share = shared(stacked, one, other)
        length = _length(fields, one, other)
        score = words * alone(share, length, count) * _fitting(fields, one, other)
        return score, score > _floor(length)

    found = list(mapped(some, range(0, len(left), PART)))
    score = np.concatenate([np.zeros(0), *(part for part, _ in found)])
    strong = np.concatenate([np.zeros(0, dtype=bool), *(part for _, part in found)])
    return left[strong], right[strong], score[strong]


def measured(fields: Fields, left: Any, right: Any, mapped: Mapped = map) -> tuple[Any, Any, Any]:
    """As `compared`, for some of the reports: only their words are looked at."""
    numbers = np.unique(np.concatenate((left, right)))
    some = Fields(**{field.name: getattr(fields, field.name)[numbers] for field in dataclasses.fields(fields)})
    stacked = vectors(some, mapped, inverse_frequency(fields))
    one, other = np.searchsorted(numbers, left), np.searchsorted(numbers, right)
    one, other, score = compared(some, stacked, one, other, mapped, len(fields.length))
    return numbers[one], numbers[other], score


def _length(fields: Fields, left: Any, right: Any) -> Any:
    """The geometric mean of the lengths of each pair, in words."""
    return np.sqrt(np.maximum(fields.length[left], 1.0) * np.maximum(fields.length[right], 1.0))


def _floor(length: Any) -> Any:
    """The likeness that two reports of about `length` words must have to count as a pair."""
    return np.maximum(FLOOR, LONG / (1.0 + FEW / length))


def shared(stacked: Any, left: Any, right: Any) -> tuple[Any, Any]:
    """How alike the words of each pair are, and what share of it the one word has that has most."""
    both = stacked[left].multiply(stacked[right]).tocsr()
    total = np.asarray(both.sum(axis=1)).ravel()
    both.indices %= stacked.shape[1] // len(WEIGHTS)  # one word in several fields is one word
    both.has_sorted_indices = both.has_canonical_format = False
    both.sum_duplicates()
    most = both.max(axis=1).toarray().ravel() if both.nnz else total
    return total, most / np.maximum(total, 1e-9)


def alone(share: Any, length: Any, count: int) -> Any:
    """What is left of a likeness of which one word has so large a share, in two of `count` reports of about `length` words.

    Two events in one small town share its name and nothing else. The longer the reports are, the more that says: two
    headlines of one event may well have only one word in common. And the more reports there are, the more pairs of two
    events meet by one word.
    """
    word = max(WORD - FALLS * math.log2(max(count / MANY, 1.0)), LEAST_WORD)
    return 1.0 - LOSS * np.maximum(1.0 - FEW / length, 0.0) * np.clip((share - word) / (1.0 - word), 0.0, 1.0)


def _fitting(fields: Fields, left: Any, right: Any) -> Any:
    """What days, outlets and languages leave of how alike the words of pairs are."""
    left_over = nearness(fields, left, right)
    left_over[(fields.source[left] == fields.source[right]) & (fields.source[left] >= 0)] *= SAME_SOURCE
    left_over[foreign(fields, left, right)] = 0.0
    return left_over


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


def vectors(fields: Fields, mapped: Mapped = map, rarity: Any = None) -> Any:
    """One row for each report, whose dot product with another row is the weighted sum of the fields' cosines.

    `rarity` is that of the terms, if not by these reports alone.
    """
    rarity = inverse_frequency(fields) if rarity is None else rarity
    total = sum(WEIGHTS.values())

    def weighted(name: str) -> Any:
        rows = unit(getattr(fields, name), rarity)
        rows.data = (math.sqrt(WEIGHTS[name] / total) * rows.data).astype(np.float32)  # exact enough
        return rows

    return sparse.hstack(list(mapped(weighted, WEIGHTS)), format="csr")


def inverse_frequency(fields: Fields) -> Any:
    """How rare each term is, as if BACKGROUND more reports had been read: two reports alone make no corpus."""
    frequency = np.bincount(fields.body.indices, minlength=fields.body.shape[1])
    return np.log((fields.body.shape[0] + BACKGROUND) / (frequency + BACKGROUND * RARITY))


def unit(counts: Any, rarity: Any) -> Any:
    """Rows of sublinear counts (log(1 + count)) times rarity, scaled to length one (an empty row stays empty)."""
    data = np.log1p(counts.data, dtype=np.float64) * rarity[counts.indices]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    norms = np.sqrt(np.bincount(row, weights=data * data, minlength=counts.shape[0]))
    norms[norms == 0] = 1.0
    data /= norms[row]
    return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def foreign(fields: Fields, left: Any, right: Any) -> Any:
    """Which pairs are in two languages: a shared name is all that their words could say, see `abroad`."""
    mine, theirs = fields.language[left], fields.language[right]
    return (mine != theirs) & (mine >= 0) & (theirs >= 0)


def nearness(fields: Fields, left: Any, right: Any) -> Any:
    """What the days between two reports leave of their likeness: all of it where a trusted day is missing."""
    apart = fields.day[left] - fields.day[right]
    return np.where(np.isnan(apart), 1.0, np.exp(-0.5 * (np.nan_to_num(apart) / SIGMA) ** 2))
