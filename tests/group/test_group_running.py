"""Which story is which from day to day, and what is said where stories merge or part."""

from __future__ import annotations

from datetime import date

from digest.group.running import Named, follow
from digest.model import Article, Report, Story

SEEN = {"st-ferry": date(2026, 11, 18), "st-quay": date(2026, 11, 19)}


def story(founder, *ids):
    """A story with articles of these ids."""
    reports = (Report((Article(id_, f"in/{id_}", id_, "Post", "", ""),), "Post") for id_ in ids)
    return Story(founder, tuple(reports))


def names(*stories, **told):
    """The names of `stories` after articles were told in these stories."""
    return follow(stories, told.get, SEEN.get)


def test_a_story_keeps_its_id_whoever_founds_it_now():
    """Most of its articles were told under it; what was never told gets the id that grouping gave."""
    found = names(story("st-x", "a", "b", "c"), story("st-y", "d"), a="st-ferry", b="st-ferry")
    assert found == (Named("st-ferry"), Named("st-y"))


def test_a_merge_is_said():
    """Two told stories that are one now: the one with more articles keeps its id, the other's is noted."""
    found = names(story("st-x", "a", "b", "c"), a="st-quay", b="st-quay", c="st-ferry")
    assert found == (Named("st-quay", merged=("st-ferry",)),)


def test_of_equal_claims_the_older_story_wins():
    """The id that readers knew first stays."""
    assert names(story("st-x", "a", "b"), a="st-quay", b="st-ferry")[0].id == "st-ferry"


def test_a_split_is_said():
    """One told story that is two now: the larger part keeps the id, the other says what it parted from."""
    found = names(story("st-x", "a", "b"), story("st-y", "c", "d"), a="st-ferry", b="st-ferry", c="st-ferry")
    assert found == (Named("st-ferry"), Named("st-y", parted_from=("st-ferry",)))


def test_an_article_that_changes_its_story_is_no_merge():
    """Both stories live on, so that neither has ended in the other."""
    told = {"a": "st-ferry", "b": "st-ferry", "c": "st-quay", "d": "st-quay", "e": "st-quay"}
    found = names(story("st-x", "a", "b", "c"), story("st-y", "d", "e"), **told)
    assert found == (Named("st-ferry", parted_from=("st-quay",)), Named("st-quay"))


def test_no_two_stories_share_an_id():
    """An id that is free to grouping may be taken by a running story."""
    found = names(story("st-x", "a"), story("st-ferry", "b"), a="st-ferry")
    assert [one.id for one in found] == ["st-ferry", "st-ferry-2"]
