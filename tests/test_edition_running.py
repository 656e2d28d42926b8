"""Stories that run over briefings: merges and splits are recorded, and earlier days help to group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from digest.edition import BACKGROUND, FEW, REACH, Composed, Memory, background, compose_edition, reach
from digest.ledger import Item
from digest.model import Article, Report, Settings, Story
from digest.record import to_record
from make import NOW
from test_edition import after, compose, in_order, item

DAY = timedelta(days=1)


def test_a_merge_is_recorded_and_remembered() -> None:
    """When two told stories turn out to be one, the record says so, and what was told under either id belongs to it."""
    items = [item("Ferry opens.", id="a"), item("Quay opens.", id="b")]
    first = compose(items)
    one, other = sorted(story.id for story in first.briefing.stories)
    records = [to_record(first.briefing)]
    changed = [replace(each, article=replace(each.article, text="Ferry " + each.article.text)) for each in items]
    items = [*after(first, changed), item("Ferry sails.", id="c")]
    second = compose(items, *records, at=NOW + DAY)
    (story,) = second.briefing.stories
    assert (story.id, story.merged) == (one, (other,))
    record = to_record(second.briefing)
    assert record["stories"][0]["merged"] == [other]  # type: ignore[index]
    memory = Memory([record, *records])
    assert {memory.story_of(name) for name in "abc"} == {one}
    older = Memory([{**record, "stories": [{**record["stories"][0], "articles": []}]}, *records])  # type: ignore[index, dict-item]
    assert older.story_of("b") == one


def test_a_split_is_recorded() -> None:
    """When a told story turns out to be two, the part with a new id says which one it parted from."""
    items = [item("Ferry opens.", id="a"), item("Ferry sails.", id="b"), item("Ferry burns.", id="c")]
    first = compose(items)
    changed = [
        replace(each, article=replace(each.article, text="Fire!")) if each.article.id == "c" else each for each in items
    ]
    second = compose([*after(first, changed), item("Fire! Put out.", id="d")], to_record(first.briefing), at=NOW + DAY)
    (story,) = second.briefing.stories
    assert story.parted_from == (first.briefing.stories[0].id,)
    assert to_record(second.briefing)["stories"][0]["parted_from"] == list(story.parted_from)  # type: ignore[index]


def test_earlier_days_are_read_where_few_articles_come() -> None:
    """Below so many articles the background is read too; a first briefing, and a long gap, read all of it anyway."""
    assert background(NOW - DAY, NOW, FEW) is None
    assert background(NOW - DAY, NOW, FEW - 1) == NOW - BACKGROUND
    assert background(None, NOW, 3) is None
    assert background(NOW - BACKGROUND - DAY, NOW, 3) is None


def test_the_background_helps_to_group_and_is_not_told() -> None:
    """Articles from before the reach are handed to grouping, and neither told nor accounted for; a story keeps its id over them."""
    seen: list[str] = []

    def group(articles: Sequence[Article]) -> tuple[Story, ...]:
        seen.extend(sorted(article.id for article in articles))
        return (Story("st-new", tuple(Report((article,), article.source) for article in articles)),)

    def make(items: Sequence[Item]) -> Composed:
        return compose_edition(
            items, slot=NOW, until=NOW, since=NOW - DAY, settings=Settings(), earlier=[record], name="m", group=group, tell=in_order
        )  # fmt: skip

    early = item("Ferry opens.", id="a", arrived=NOW - REACH - DAY)
    first = compose([early])
    later = [*after(first, [early]), item("Ferry sails.", id="b")]
    record = to_record(first.briefing)
    made = make(later)
    (story,) = made.briefing.stories
    assert seen == ["a", "b"]
    assert [article.id for article in story.articles] == ["b"]
    assert (story.id, made.told) == (first.briefing.stories[0].id, ("b",))
    untold = make([early, item("Ferry sails.", id="b")])
    assert untold.told == ("b",)
    assert untold.briefing.left_out == ()
    assert early.arrived <= reach(NOW - DAY, NOW)
