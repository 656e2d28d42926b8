"""Which groups merge, told by likeness alone."""

from __future__ import annotations

import numpy as np
import pytest

from digest.group import link
from digest.group.pairs import Likeness


def two_groups(size, within, across):
    """The likeness of two groups of `size` reports each, as alike within as across as told."""
    pairs = [(left, right) for left in range(2 * size) for right in range(left + 1, 2 * size)]
    score = [within if (left < size) == (right < size) else across for left, right in pairs]
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    return Likeness(left, right, np.array(score))


@pytest.mark.parametrize("size", [2, 3])
def test_two_stages_of_an_affair_stay_apart(size):
    """Full articles that are much more alike within two small groups than across them are two stories."""
    assert len(link.merge([800.0] * 2 * size, two_groups(size, 0.4, 0.2), link.Rule())) == 2
    assert len(link.merge([800.0] * 2 * size, two_groups(size, 0.4, 0.34), link.Rule())) == 1


@pytest.mark.parametrize("words", [40, 120])
def test_short_items_meet_though_some_resemble_each_other_more(words):
    """Two briefs that share their wording are no story of their own."""
    assert len(link.merge([float(words)] * 4, two_groups(2, 0.7, 0.35), link.Rule())) == 1


def test_large_groups_need_to_cohere_whatever_their_length():
    """Long stories of headlines with less in common across than within stay two."""
    assert len(link.merge([10.0] * 16, two_groups(8, 0.4, 0.12), link.Rule())) == 2
    assert len(link.merge([10.0] * 16, two_groups(8, 0.4, 0.35), link.Rule())) == 1
