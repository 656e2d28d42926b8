"""The record: its fields and their order are the format."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefings
from digest.model import Briefing, LeftOut, Report, Story
from digest.record import to_json, to_record

FIELDS = {
    "": "schema made_by edition title date slot window counts stories left_out",
    "made_by": "digest cleaner settings",
    "window": "since until",
    "counts": "read articles reports stories left_out",
    "stories": "id headline status first_seen day articles reports points differences only_in timeline rank joined",
    "stories.headline": "text article derived",
    "stories.articles": "id source origin member sha256 url title title_from authors agency published published_from "
    "dates language",
    "stories.articles.dates": "value from doubted",
    "stories.reports": "articles voice",
    "stories.points": "text article start end reports also speaker new",
    "stories.points.also": "text article start end",
    "stories.differences": "about kind values",
    "stories.differences.values": "value article start end as_of",
    "stories.only_in": "text article start end",
    "stories.timeline": "date text article start end",
    "stories.rank": "score because",
    "stories.joined": "articles score because",
    "left_out": "origin member reason kind",
}


def fields(value: object, path: str = "") -> dict[str, str]:
    """The names of each object's fields in their order, by the object's place."""
    if isinstance(value, list):
        return {place: names for item in value for place, names in fields(item, path).items()}
    if not isinstance(value, dict):
        return {}
    found = {path: " ".join(value)}
    for name, inner in value.items():
        found |= fields(inner, f"{path}.{name}".lstrip("."))
    return found


def test_every_field_stands_in_the_order_of_the_format() -> None:
    """Readers of the format find each object's fields by name and in one order."""
    record = to_record(briefings.rich())
    assert {place: names for place, names in fields(record).items() if place} | {"": " ".join(record)} == FIELDS


def test_excerpts_are_their_spans_of_the_articles_they_name() -> None:
    """Offsets lead from every statement to the same words in its article."""
    briefing = briefings.rich()
    record = json.loads(to_json(briefing))
    texts = {article.id: article.text for story in briefing.stories for article in story.articles}
    rows = [row for story in record["stories"] for row in story["points"] + story["only_in"] + story["timeline"]]
    rows += [row for story in record["stories"] for point in story["points"] for row in point["also"]]
    assert len(rows) > 20
    for row in rows:
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"]


def test_counts_add_up() -> None:
    """Every article read is either told or left out."""
    counts = to_record(briefings.single())["counts"]
    assert counts == {"read": 5, "articles": 4, "reports": 3, "stories": 1, "left_out": 1}


def test_days_of_a_story_come_from_trusted_dates_only() -> None:
    """A doubted date moves neither the first nor the last day; without a trusted date the slot's day stands in."""
    record = to_record(briefings.rich(hostile=False))
    stories = {story["id"]: story for story in record["stories"]}  # type: ignore[attr-defined, index]
    assert (stories["st-7kq2m9"]["first_seen"], stories["st-7kq2m9"]["day"]) == ("2026-11-18", "2026-11-20")
    assert (stories["st-zh"]["first_seen"], stories["st-zh"]["day"]) == ("2026-11-21", "2026-11-21")


def test_times_keep_their_own_offset_and_days_stay_days() -> None:
    """What was published at 18:05 +01:00 is not told in another zone, and a bare day is not given an hour."""
    articles = to_record(briefings.single())["stories"][0]["articles"]  # type: ignore[index]
    published = {article["id"]: article["published"] for article in articles}
    assert published == {
        "a0": "2026-11-18",
        "a1": "2026-11-20T18:05:00+01:00",
        "a2": "2026-11-20",
        "a3": "2026-11-20T20:40:00+00:00",
    }


def test_the_same_briefing_gives_the_same_bytes() -> None:
    """Two equal briefings, made apart, have one record, which ends with a line's end."""
    assert to_json(briefings.rich()).encode() == to_json(briefings.rich()).encode()
    assert to_json(briefings.rich()).endswith("}\n")
    assert "북항" in to_json(briefings.rich())


def test_half_characters_do_not_keep_a_record_from_being_written() -> None:
    """A lone surrogate becomes one replacement character, so offsets still count right."""
    broken = briefings.article("x", "Fen Gazette", "A \ud83d title", "A \ud83d lead.")
    story = Story("st", (Report((broken,), "Fen Gazette"),), only_in=(briefings.said(broken, broken.text),))
    record = json.loads(to_json(replace(briefings.empty(), stories=(story,))).encode("utf-8"))
    assert record["stories"][0]["only_in"][0]["text"] == "A \ufffd lead."


@pytest.mark.parametrize("briefing", [briefings.empty(), briefings.single(), briefings.rich()], ids=lambda b: b.edition)
def test_the_record_is_plain_json(briefing: Briefing) -> None:
    """Reading the JSON gives the record back, and the day is the slot's."""
    record = to_record(briefing)
    assert json.loads(json.dumps(record)) == record
    assert json.loads(to_json(briefing)) == record
    assert record["date"] == date(2026, 11, 21).isoformat()


@given(st.lists(st.builds(LeftOut, st.text(), st.text(), st.none() | st.text())))
def test_what_was_left_out_is_written_as_the_rest_of_the_record_is(items: list[LeftOut]) -> None:
    """The long list is written by itself, and yet the file is what the standard encoder makes of the record."""
    briefing = replace(briefings.empty(), left_out=tuple(items))
    whole = json.dumps(to_record(briefing), ensure_ascii=False, indent=1)
    assert to_json(briefing) == re.sub("[\ud800-\udfff]", "\ufffd", whole) + "\n"
