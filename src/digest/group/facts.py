"""Names and numbers as a veto: two reports whose openings name other people, places and figures tell of other events.

A large corpus shows which words are rare, and that parts one robbery from another. In a small one every word looks alike, so
the veto is as strong as the corpus is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from digest.group.texts import Texts

OPENING = 45  # words after the headline in which a report says who, where and how many
SMALL = 50  # reports at which the veto has half its strength
FADED = 500  # reports from which on it is not looked for
ALIKE = 0.5  # share of foreign facts up to which reports may tell of one event
FOREIGN = 0.8  # and from which on they do not


def agreement(read: Texts, reports: Sequence[int], left: Any, right: Any) -> Any:
    """For each pair of `reports` a factor between nearly 0 and 1 that says whether their facts let them be one event."""
    if len(reports) >= FADED or not len(left):
        return np.ones(len(left))
    stated, said = _stated(read, reports), _said(read, reports)
    # A brief may leave out what a long report has, so both must hold facts that are foreign to the other.
    foreign = np.minimum(_foreign(stated, said, left, right), _foreign(stated, said, right, left))
    doubt = np.clip((foreign - ALIKE) / (FOREIGN - ALIKE), 0.0, 1.0)
    return 1.0 - doubt * (SMALL / (SMALL + len(reports)))


def _stated(read: Texts, reports: Sequence[int]) -> Any:
    digits = np.array([word[0].isdigit() for word in read.vocabulary], dtype=bool)
    rows = []
    for number in reports:
        opening = np.concatenate((read.headline[number], read.body[number][:OPENING]))
        rows.append(np.unique(opening[digits[opening] | np.isin(opening, read.names[number])]))
    return _matrix(rows, len(read.vocabulary))


def _said(read: Texts, reports: Sequence[int]) -> Any:
    rows = [np.unique(np.concatenate((read.headline[number], read.body[number]))) for number in reports]
    return _matrix(rows, len(read.vocabulary))


def _matrix(rows: Sequence[Any], width: int) -> Any:
    ends = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    return sparse.csr_matrix((np.ones(int(ends[-1])), np.concatenate(rows), ends), shape=(len(rows), width))


def _foreign(stated: Any, said: Any, one: Any, other: Any) -> Any:
    """The share of the facts of `one` that `other` does not say; one fact more is thought to agree."""
    facts = np.diff(stated.indptr)[one]
    shared = np.asarray(stated[one].multiply(said[other]).sum(axis=1)).ravel()
    return (facts - shared) / (facts + 1)
