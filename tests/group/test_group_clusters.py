"""Reports are merged cluster by cluster, and come out as if they had been merged all together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.group import clusters, link
from digest.group.pairs import Likeness

RULE = link.Rule()


def alike(count, density, chance, across=0.16):
    """Reports of any length in loose events, and how alike their pairs are."""
    event = chance.integers(0, max(count // 6, 1), count)
    left, right = np.triu_indices(count, 1)
    same = event[left] == event[right]
    score = np.where(same, chance.uniform(0.05, 0.4, len(left)), chance.uniform(0.03, across, len(left)))
    kept = same | (chance.random(len(left)) < density)
    return chance.integers(3, 900, count).astype(float), Likeness(left[kept], right[kept], score[kept])


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 70),
    st.sampled_from([0.0, 0.02, 0.1, 0.5, 1.0]),
    st.integers(0, 2**32),
    st.sampled_from([1, 20, 10**6]),
)
def test_clusters_merge_as_all_reports_together_do(count, density, seed, together):
    """Whatever is alike to what, and however many clusters are merged together."""
    lengths, pairs = alike(count, density, np.random.default_rng(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "REPORTS", together)
        assert clusters.merge(lengths, pairs, RULE) == link.merge(lengths, pairs, RULE)


def test_events_that_have_little_in_common_are_clusters_of_their_own():
    """What is worked on apart is as small as it can safely be: otherwise there would be nothing to share out."""
    _, pairs = alike(240, 0.02, np.random.default_rng(3), across=0.1)
    cluster_of = clusters.apart(np.full(240, 300.0), pairs, RULE)
    assert len(set(cluster_of.tolist())) > 20


def test_no_bar_is_below_the_lowest_and_more_pairs_must_have_more_in_common():
    """What the search for clusters takes for granted of the rule by which groups merge."""
    number = np.unique(np.geomspace(1, 10**6, 400).astype(int))
    for shortest in (1.0, 8.0, 60.0, 300.0, 5000.0):
        for longest in (shortest, 3 * shortest, 90 * shortest):
            lowest = RULE.lowest(number, shortest, longest)
            assert (np.diff(number * lowest) > 0).all()
            for length in np.geomspace(shortest, longest, 7):
                assert (lowest <= RULE.bar(number, length) * (1 + 1e-9)).all()
                assert RULE.least(length) <= RULE.bar(number, length).min()
