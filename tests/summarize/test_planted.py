"""The differences planted in the sample feeds are found, and nothing else in them is called one."""

from __future__ import annotations

from pathlib import Path

import pytest

import digest
import samples
from digest.model import Article, Story
from digest.summarize import tell

FEEDS = Path(__file__).parents[2] / "feeds"


@pytest.fixture(scope="module")
def told() -> list[Story]:
    """The stories of the sample feeds, told."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(FEEDS.parent)
        return [tell(story) for story in digest.group(digest.read("feeds").articles)]


def _name(article: Article) -> str:
    path = article.origin.removeprefix("feeds/")
    return f"{path}#{article.member}" if article.member else path


def test_planted_differences_are_found(told: list[Story]) -> None:
    """Every planted difference is shown, with a value of each side in its own report's words."""
    found = [{_name(v.excerpt.article): v.value for v in d.values} for story in told for d in story.differences]
    missed = [planted.what for planted in samples.DIFFERENCES if not any(_shows(planted, d) for d in found)]
    assert missed == []


def test_nothing_else_is_called_a_difference(told: list[Story]) -> None:
    """Every difference that is shown was planted."""
    shown = [
        (story.headline.text if story.headline else "", d.about, [v.value for v in d.values])
        for story in told
        for d in story.differences
        if not any(
            _shows(planted, {_name(v.excerpt.article): v.value for v in d.values}) for planted in samples.DIFFERENCES
        )
    ]
    assert shown == []


def test_no_difference_is_named_in_a_bag_of_words(told: list[Story]) -> None:
    """What a difference is about is a short phrase."""
    for story in told:
        for difference in story.differences:
            assert 1 <= len(difference.about.split()) <= 6, difference.about


def _shows(planted: samples.Difference, shown: dict[str, str]) -> bool:
    """Whether two planted values of different reports stand among the shown ones."""
    hits = {value for path, value in planted.values.items() if value in shown.get(path, "")}
    return len(hits) >= 2


def test_a_difference_across_languages_is_named_in_the_summarys_own(told: list[Story]) -> None:
    """The rail strike is told in English, so what the French report counts otherwise has an English name."""
    (difference,) = (d for story in told for d in story.differences if any("310 000" in v.value for v in d.values))
    assert difference.about == "people, Coastline Rail"
