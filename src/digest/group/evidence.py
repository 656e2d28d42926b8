"""Why reports stand in one story: for each story a tree of its strongest pairs, and for each pair what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import minimum_spanning_tree

from digest.group import abroad, pairs
from digest.group.fields import Fields
from digest.model import Article, Join
from digest.words import tokens

_SHOWN = {"headline": "headline", "lead": "opening", "body": "text", "names": "names", "numbers": "numbers"}
_WORTH_SAYING = 0.1  # a cosine below this is no evidence
_QUOTATION = re.compile(r"[\"“„«「]([^\"“”„«»「」]{20,400})[\"”“»」]")
_QUOTED_WORDS = 5  # fewer shared words may be a set phrase


def joins(
    reports: Sequence[Article],
    groups: Sequence[Sequence[int]],
    fields: Fields,
    alike: pairs.Likeness,
    bridges: Sequence[abroad.Bridge] = (),
) -> list[tuple[Join, ...]]:
    """For each of `groups` the joins that hold it together, the strongest first; numbers point into `reports`.

    A group has the same joins whichever others are asked for with it.
    """
    group_of = np.full(len(reports), -1, dtype=np.int64)
    for number, members in enumerate(groups):
        group_of[list(members)] = number
    left, right, score = _tree(group_of, alike)
    said = _said(reports, left, right, fields)
    found: list[list[Join]] = [[] for _ in groups]
    for one, other, value, because in zip(left.tolist(), right.tolist(), score.tolist(), said, strict=True):
        ids = (reports[one].id, reports[other].id)
        found[int(group_of[one])].append(Join(ids, round(value, 3), because))
    for bridge in bridges:
        if group_of[bridge.left] < 0:
            continue
        because = (*abroad.said(bridge), *_days_apart(bridge.apart))
        ids = (reports[bridge.left].id, reports[bridge.right].id)
        found[int(group_of[bridge.left])].append(Join(ids, round(bridge.score, 3), because))
    return [tuple(sorted(each, key=lambda join: (-join.score, join.articles))) for each in found]


def _tree(group_of: Any, alike: pairs.Likeness) -> tuple[Any, Any, Any]:
    """The pairs that hold groups together, as strong as can be; of equally strong ones those of the first reports."""
    inside = np.flatnonzero((group_of[alike.left] == group_of[alike.right]) & (group_of[alike.left] >= 0))
    left, right, score = alike.left[inside], alike.right[inside], alike.score[inside]
    strongest = np.lexsort((right, left, -score))
    place = np.empty(len(inside))
    place[strongest] = np.arange(1, len(inside) + 1)
    size = len(group_of)
    tree = minimum_spanning_tree(sparse.csr_matrix((place, (left, right)), shape=(size, size))).tocoo()
    taken = strongest[tree.data.astype(np.int64) - 1]
    return left[taken], right[taken], score[taken]


def _said(reports: Sequence[Article], left: Any, right: Any, fields: Fields) -> list[tuple[str, ...]]:
    rarity = pairs.inverse_frequency(fields)
    because: list[list[str]] = [[] for _ in left]
    told, place = np.unique(np.concatenate((left, right)), return_inverse=True)
    one_row, other_row = place[: len(left)], place[len(left) :]
    for name, shown in _SHOWN.items():
        rows = pairs.unit(getattr(fields, name)[told], rarity)
        cosines = np.asarray(rows[one_row].multiply(rows[other_row]).sum(axis=1)).ravel()
        for number, cosine in enumerate(cosines.tolist()):
            if cosine >= _WORTH_SAYING:
                because[number].append(f"{shown} {cosine:.2f}")
    quoted: dict[int, frozenset[str]] = {}
    for number, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        for each in (one, other):
            if each not in quoted:
                quoted[each] = quotations(reports[each].text)
        if quoted[one] & quoted[other]:
            because[number].append("a shared quotation")
        because[number].extend(_days_apart(fields.day[one] - fields.day[other]))
    return [tuple(each) for each in because]


def quotations(text: str) -> frozenset[str]:
    """The quotations of a text, long enough to be no set phrase, as their words."""
    folded = (tokens(quotation) for quotation in _QUOTATION.findall(text))
    return frozenset(" ".join(words) for words in folded if len(words) >= _QUOTED_WORDS)


def _days_apart(apart: float) -> list[str]:
    if np.isnan(apart):
        return []
    days = round(abs(apart))
    return ["the same day" if days == 0 else "a day apart" if days == 1 else f"{days} days apart"]
