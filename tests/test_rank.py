"""Which story comes first, and what is said about it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from digest.model import Settings, Story
from digest.rank import age, mentions, muted, rank
from make import NOW, article, story


def order(*stories: Story, settings: Settings | None = None) -> list[str]:
    """The ids of `stories` as ranked."""
    return [s.id for s in rank(stories, NOW, settings or Settings())]


def one(id: str, *, outlets: int = 1, copies: int = 1, **fields: object) -> Story:  # noqa: A002
    """A story of `outlets` reports, each with `copies` copies."""
    fields = {"published": date(2026, 11, 20), "title": "News"} | fields
    reports = [
        tuple(article("x", source=f"{id} {n} {c}", id=f"{id}{n}{c}", **fields) for c in range(copies))
        for n in range(outlets)
    ]
    return story(*reports, id=id)


def test_independent_reports_count_more_than_copies() -> None:
    """Three outlets that wrote for themselves come before one text in three outlets; three copies before a lone report."""
    assert order(one("copies", copies=3), one("three", outlets=3), one("lone")) == ["three", "copies", "lone"]


def test_newer_comes_first_and_undated_is_neither_new_nor_lost() -> None:
    """At equal coverage the fresher story leads; an undated one ranks between yesterday's and last week's."""
    today, old = one("today", published=NOW - timedelta(hours=2)), one("old", published=date(2026, 11, 12))
    assert order(old, one("undated", published=None), today) == ["today", "undated", "old"]


def test_equal_scores_are_ordered_by_id() -> None:
    """Nothing depends on the order in which stories arrive."""
    assert order(one("b"), one("a")) == order(one("a"), one("b")) == ["a", "b"]


def test_weights_watch_words_and_opinion() -> None:
    """A weighted source lifts or sinks its story, a watch word lifts it, opinion alone sinks it; each says so."""
    watched, opinion = one("w", title="New ferries in sight"), one("o", title="Opinion: Enough of ferries")
    ranked = rank([opinion, one("plain"), watched], NOW, Settings(watch=("ferr*",)))
    assert ranked[0].id == "w"
    assert ranked[0].rank is not None
    assert "watch word: ferr*" in ranked[0].rank.because
    assert order(opinion, one("plain")) == ["plain", "o"]
    light = Settings(weights=(("light 0 0", 0.2),))
    assert order(one("light"), one("zeta"), settings=light) == ["zeta", "light"]
    sunk = rank([one("light"), one("zeta")], NOW, light)[1].rank
    assert sunk is not None
    assert [reason for reason in sunk.because if reason.startswith("weight")] == ["weight 0.2: light 0 0"]


def test_a_family_is_one_voice() -> None:
    """Outlets of one publisher that each rewrote a story count once."""
    family = Settings(families=tuple((f"a {n} 0", "house") for n in range(3)))
    assert order(one("a", outlets=3), one("b", outlets=2), settings=family) == ["b", "a"]


def test_a_muted_source_hides_only_what_nobody_else_reports() -> None:
    """Weight 0 keeps out a story that only muted sources have, and no other; a mute word keeps out what mentions it."""
    alone, shared = one("m"), one("s", outlets=2)
    assert muted(alone, Settings(weights=(("m 0 0", 0.0),))) == "only muted sources report it"
    assert muted(shared, Settings(weights=(("s 0 0", 0.0),))) is None
    assert muted(one("x", title="Royal wedding"), Settings(mute=("wedding",))) == "mute word: wedding"
    assert muted(one("x", title="Weddings"), Settings(mute=("wedding",))) is None


@pytest.mark.parametrize(
    ("published", "hours"),
    [
        (datetime(2026, 11, 21, 6, tzinfo=UTC), 1),
        (datetime(2026, 11, 21, 6, tzinfo=timezone(timedelta(hours=9))), 10),
        (datetime(2027, 1, 1, tzinfo=UTC), 0),
        (date(2026, 11, 21), 0),
        (date(2026, 11, 19), 31),
    ],
)
def test_age_counts_real_hours(published: date, hours: int) -> None:
    """Age is measured between moments whatever their offsets; a bare date counts from its end; nothing is younger than now."""
    assert round(age(published, NOW) / timedelta(hours=1)) == hours


def test_files_that_name_no_outlet_are_counted_as_files() -> None:
    """Two files are two files; whether they are two outlets, nobody knows."""
    files = story(
        article("One.", origin="in/a.txt", source="a.txt"), article("Two.", origin="in/b.txt", source="b.txt")
    )
    named = story(
        article("One.", origin="in/a.txt", source="a.txt"), article("Two.", origin="in/b.txt", source="The Post")
    )
    for one, said in ((files, "2 files"), (named, "2 outlets")):
        (ranked,) = rank([one], NOW, Settings())
        assert ranked.rank is not None
        assert ranked.rank.because[1] == said


@pytest.mark.parametrize(
    ("word", "text", "met"),
    [
        ("반도체", "정부는 반도체를 지원한다.", True),
        ("반도체", "비반도체 업종은 다르다.", False),
        ("半导体", "政府支持半导体产业。", True),
        ("フェリー", "北のフェリーが再開する。", True),
        ("bank", "The embankment broke.", False),
        ("bank*", "Two bankers met.", True),
    ],
)
def test_words_are_met_in_scripts_that_do_not_part_them(word: str, text: str, met: bool) -> None:
    """Chinese, Japanese and Thai have no blanks between words, and Korean words carry their endings."""
    assert mentions(story(article(text)), word) is met
