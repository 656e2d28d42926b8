"""A long story stays whole where only the nearest pairs of each report are kept."""

from __future__ import annotations

import random
from datetime import date

import pytest

from digest.group import group, pairs
from digest.model import Article

WORDS = "ferry council Elmsworth vote repairs harbour crossing December Brandt reopening dock winter sailors bank crowns".split


def headlines(count, chance):
    """Headlines of one event, each with half a dozen of its words."""
    return [" ".join(chance.sample(WORDS(), 6)) for _ in range(count)]


@pytest.mark.parametrize("kept", [8, 150])
def test_a_long_story_is_one_however_few_pairs_are_kept(kept, monkeypatch):
    """Two hundred headlines of one event among four hundred others stand in one story."""
    monkeypatch.setattr(pairs, "NEAREST", kept)
    monkeypatch.setattr(pairs, "LEAST", kept)
    chance = random.Random(3)
    said = headlines(200, chance) + [" ".join(f"word{chance.randrange(9000)}" for _ in range(7)) for _ in range(400)]
    stories = group(
        [
            Article(
                f"n{i:03}",
                f"in/{i}",
                f"{i}",
                f"The {i} Post",
                title,
                "",
                published=date(2026, 11, 20),
                published_from="feed",
            )
            for i, title in enumerate(said)
        ]
    )
    largest = max(len([a for a in story.articles if a.id < "n200"]) for story in stories)
    assert largest >= 180
