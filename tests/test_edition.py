"""What an edition's briefing is made of: new things once, running stories under one name."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from digest.edition import REACH, Composed, compose_edition, reach
from digest.ledger import Item
from digest.model import Article, Excerpt, Headline, Point, Report, Settings, Story
from digest.record import to_record
from make import NOW, article

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def item(text: str, *, told: bool = False, corrects: str | None = None, arrived: datetime = NOW, **fields: Any) -> Item:
    """One item of the store; the first word of its text names its story (see `by_first_word`)."""
    return Item(article(text, **fields), arrived, told, corrects)


def by_first_word(articles: Sequence[Article]) -> tuple[Story, ...]:
    """A grouping that a reader of a test can follow: texts that begin with one word are one story, founded by its smallest id."""
    groups: dict[str, list[Article]] = {}
    for one in sorted(articles, key=lambda one: one.id):
        groups.setdefault(one.text.split()[0], []).append(one)
    return tuple(
        Story(f"st-{members[0].id}", tuple(Report((member,), member.source) for member in members))
        for members in groups.values()
    )


def in_order(story: Story, *, words: int, method: str) -> Story:
    """A telling that a reader of a test can follow: the sentences in order, each once, as many as the budget takes."""
    del method
    points: list[Point] = []
    left = words
    for one in story.articles:
        start = 0
        for sentence in one.text.split(". "):
            excerpt = Excerpt(one, start, start + len(sentence))
            start += len(sentence) + 2
            size = len(sentence.split())
            if size <= left and all(point.excerpt.text != excerpt.text for point in points):
                points.append(Point(excerpt))
                left -= size
    first = story.articles[0]
    return replace(story, points=tuple(points), headline=Headline(first.text.split(". ")[0], first.id, derived=True))


def compose(items: Sequence[Item], *earlier: Mapping[str, Any], at: datetime = NOW, **settings: Any) -> Composed:
    """The briefing of these items after those earlier ones, the newest first."""
    return compose_edition(
        items,
        slot=at,
        until=at,
        since=datetime.fromisoformat(earlier[0]["window"]["until"]) if earlier else None,
        settings=Settings(**settings),
        earlier=earlier,
        name="morning",
        group=by_first_word,
        tell=in_order,
    )


def after(composed: Composed, items: Sequence[Item]) -> list[Item]:
    """The items as the store gives them once the briefing is frozen."""
    return [replace(item, told=item.told or item.article.id in composed.told) for item in items]


def texts(composed: Composed) -> list[list[str]]:
    """The words of each story's points."""
    return [[point.excerpt.text for point in story.points] for story in composed.briefing.stories]


def test_a_first_briefing_tells_everything_as_new() -> None:
    """Without earlier briefings every story is new, its articles are told, and the window has no beginning."""
    made = compose([item("Ferry opens. It is blue.", id="a"), item("Trams stop.", id="b")])
    assert {news.status for news in made.news} == {"new"}
    assert made.told == ("a", "b")
    assert (made.briefing.edition, made.briefing.since, made.briefing.until) == ("morning", None, NOW)


def test_what_was_told_is_not_told_again() -> None:
    """With nothing untold there is no story, and nothing to account for."""
    items = [item("Ferry opens.", id="a")]
    first = compose(items)
    second = compose(after(first, items), to_record(first.briefing), at=NOW + DAY)
    assert (second.briefing.stories, second.briefing.left_out, second.told) == ((), (), ())
    assert second.briefing.since == NOW


def test_a_running_story_keeps_its_id_and_tells_only_what_is_new() -> None:
    """The told article belongs to the story and to its id; its sentences do not come again, nor where another has them."""
    items = [item("Ferry opens. It is blue.", id="m")]
    first = compose(items)
    # sorts first: grouping alone would call the story after it
    items = [*after(first, items), item("Ferry opens. Tickets cost two crowns.", id="a", arrived=NOW + HOUR)]
    second = compose(items, to_record(first.briefing), at=NOW + DAY)
    assert texts(second) == [["Tickets cost two crowns."]]
    assert [story.id for story in second.briefing.stories] == [first.briefing.stories[0].id]
    assert [a.id for a in second.briefing.stories[0].articles] == ["a", "m"]
    (news,) = second.news
    assert (news.status, news.fresh, news.first_seen) == ("running", ("a",), NOW.date())
    assert second.told == ("a",)
    assert all(point.new for story in second.briefing.stories for point in story.points)


def test_a_story_runs_on_for_longer_than_the_reach() -> None:
    """Each briefing hands its id on, though the article that gave it is out of sight by then; first_seen stays the first day."""
    items = [item("Strike begins.", id="z")]
    made = compose(items)
    records = [to_record(made.briefing)]
    ids = {made.briefing.stories[0].id}
    for day in range(1, 15):
        now = NOW + day * DAY
        items = [one for one in after(made, items) if one.arrived > now - REACH]
        items.append(item(f"Strike goes on for day {day}.", id=f"day-{20 - day}", arrived=now))
        made = compose(items, *records, at=now)
        records.insert(0, to_record(made.briefing))
        ids.add(made.briefing.stories[0].id)
    assert len(ids) == 1
    assert made.news[0].first_seen == NOW.date()
    assert made.news[0].status == "running"


def test_a_report_that_only_repeats_is_left_out_with_the_reason() -> None:
    """It makes no story of its own, takes nobody's place, and the account says why."""
    items = [item("Ferry opens. It is blue.", id="a")]
    first = compose(items)
    items = [*after(first, items), item("Ferry OPENS. It is blue!", id="b"), item("Trams stop.", id="c")]
    second = compose(items, to_record(first.briefing), at=NOW + DAY, stories=1)
    assert texts(second) == [["Trams stop."]]
    (left,) = second.briefing.left_out
    assert "not told with before" in left.reason
    assert second.told == ("c",)


def test_a_correction_is_told_as_one() -> None:
    """The story of a told article with a newer version is corrected, and says which version it corrects."""
    old = item("Ferry opens. It costs two crowns.", id="a")
    first = compose([old])
    new = item("Ferry opens. It costs three crowns.", id="a", corrects=old.article.sha256)
    second = compose([new], to_record(first.briefing), at=NOW + DAY)
    assert [(news.status, news.corrects) for news in second.news] == [("corrected", (("a", old.article.sha256),))]
    assert texts(second) == [["It costs three crowns."]]
    assert second.told == ("a",)
    assert second.briefing.stories[0].id == first.briefing.stories[0].id


def test_a_correction_says_what_was_told_and_what_is_said_now() -> None:
    """The briefing that told it, its words, and the sentence in their place, which is a span of the article as it is now."""
    old = item(
        "Ferry opens. It costs two crowns on every day. The mayor was drunk.", id="a", title="Ferry for two crowns"
    )
    first = compose([old])
    now = item("Ferry opens. It costs three crowns on every day.", id="a", title="Ferry for three crowns", corrects="x")
    second = compose([now], to_record(first.briefing), at=NOW + DAY)
    (story,) = second.briefing.stories
    assert story.status == "corrected"
    found = [(c.date, c.said, c.now.text if c.now else None, c.headline) for c in story.corrections]
    day = NOW.date()
    assert found == [
        (day, "It costs two crowns on every day", "It costs three crowns on every day.", False),
        (day, "The mayor was drunk.", None, False),
    ]
    assert all(c.article == now.article for c in story.corrections)


def test_a_changed_headline_is_a_correction() -> None:
    """Where a story stood under an article's own headline, a new one is told beside it."""
    old = item("Ferry opens.", id="a", title="Twelve hurt on the ferry")
    record = to_record(compose([old]).briefing)
    record["stories"][0]["headline"] = {"text": "Twelve hurt on the ferry", "article": "a", "derived": False}  # type: ignore[index]
    new = item("Ferry opens.", id="a", title="Nobody hurt on the ferry", corrects="x")
    (story,) = compose([new], record, at=NOW + DAY).briefing.stories
    assert [(c.said, c.now, c.headline) for c in story.corrections] == [("Twelve hurt on the ferry", None, True)]


def test_a_changed_article_of_which_all_that_was_told_stands_says_so() -> None:
    """Words that were added take nothing back; neither do signs and capitals."""
    old = item("Ferry opens. It is blue.", id="a")
    first = compose([old])
    new = item("Ferry opens. It is BLUE! It has a bell.", id="a", corrects="x")
    (story,) = compose([new], to_record(first.briefing), at=NOW + DAY).briefing.stories
    assert [(c.date, c.said, c.now) for c in story.corrections] == [(NOW.date(), None, None)]
    assert first.briefing.stories[0].corrections == ()


def test_a_running_story_says_what_it_corrects_too() -> None:
    """A correction beside new reports is not passed over."""
    old = item("Ferry opens at noon today.", id="a")
    first = compose([old])
    items = [item("Ferry opens at midnight today.", id="a", corrects="x"), item("Ferry is blue.", id="b")]
    (story,) = compose(items, to_record(first.briefing), at=NOW + DAY).briefing.stories
    assert story.status == "running"
    assert [c.said for c in story.corrections] == ["Ferry opens at noon today."]


def test_what_takes_back_words_that_were_told_is_never_below_the_cut() -> None:
    """A correction has a place before stories that rank higher; a change that takes nothing back has none."""
    old = [item("Ferry opens at noon today.", id="a"), item("Trams stop here.", id="t")]
    first = compose(old)
    items = [
        item("Ferry opens at midnight today.", id="a", corrects="x"),
        item("Trams stop here. They are green.", id="t", corrects="x"),
        *(item(f"Zoo{n} closes.", id=f"z{n}-{m}", source=f"S{m}") for n in range(2) for m in range(3)),
    ]
    second = compose(items, to_record(first.briefing), at=NOW + DAY, stories=2)
    assert [texts[0] for texts in texts(second)] == ["Zoo0 closes.", "Ferry opens at midnight today."]
    assert {left.kind for left in second.briefing.left_out} == {"below the cut"}


def test_a_correction_that_only_takes_away_is_shown() -> None:
    """What is left is shown, and not sold as new."""
    old = item("Ferry opens. The mayor was drunk.", id="a")
    first = compose([old])
    second = compose(
        [item("Ferry opens.", id="a", corrects=old.article.sha256)], to_record(first.briefing), at=NOW + DAY
    )
    assert texts(second) == [["Ferry opens."]]
    assert [news.status for news in second.news] == ["corrected"]
    assert not second.briefing.stories[0].points[0].new


def test_a_corrected_story_with_another_new_report_runs() -> None:
    """Corrected means that corrections are all that is untold."""
    old = item("Ferry opens.", id="a")
    first = compose([old])
    items = [item("Ferry opens late.", id="a", corrects=old.article.sha256), item("Ferry is blue.", id="b")]
    second = compose(items, to_record(first.briefing), at=NOW + DAY)
    assert [news.status for news in second.news] == ["running"]


def test_a_story_below_the_cut_may_come_next_time() -> None:
    """It stays untold and new; the account names its place."""
    items = [item("Ferry opens.", id="a"), item("Trams stop.", id="b"), item("Zoo closes.", id="c")]
    first = compose(items, stories=2)
    assert len(first.briefing.stories) == 2
    (left,) = first.briefing.left_out
    assert (left.kind, "number 3 of 3" in left.reason) == ("below the cut", True)
    second = compose(after(first, items), to_record(first.briefing), at=NOW + DAY, stories=2)
    assert [news.status for news in second.news] == ["new"]
    assert set(first.told) | set(second.told) == {"a", "b", "c"}
    assert not set(first.told) & set(second.told)


def test_a_story_that_parts_leaves_its_id_to_the_larger_part() -> None:
    """Two stories never share an id: the one with more of what was told keeps it."""
    told = [
        item("Storm hits.", id="a", told=True),
        item("Storm grows.", id="b", told=True),
        item("Flood comes.", id="c", told=True),
    ]
    record = {
        "date": "2026-11-20",
        "window": {"until": NOW.isoformat()},
        "stories": [{"id": "st-x", "articles": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "points": []}],
    }
    made = compose([*told, item("Storm ends.", id="d"), item("Flood ends.", id="e")], record, at=NOW + DAY)
    ids = {story.points[0].excerpt.text: story.id for story in made.briefing.stories}
    assert ids["Storm ends."] == "st-x"
    assert ids["Flood ends."] != "st-x"
    assert {news.status for news in made.news} == {"running"}


def test_stories_that_grow_together_take_the_older_id() -> None:
    """Where two told stories turn out to be one, the one with more told articles gives its id, then the one told first."""
    records = [
        {
            "date": "2026-11-20",
            "window": {"until": NOW.isoformat()},
            "stories": [{"id": "st-b", "articles": [{"id": "b"}], "points": []}],
        },
        {
            "date": "2026-11-19",
            "window": {"until": NOW.isoformat()},
            "stories": [{"id": "st-y", "articles": [{"id": "a"}], "points": []}],
        },
    ]
    items = [
        item("Storm hits.", id="a", told=True),
        item("Storm grows.", id="b", told=True),
        item("Storm ends.", id="c"),
    ]
    made = compose(items, *records, at=NOW + DAY)
    assert [story.id for story in made.briefing.stories] == ["st-y"]


def test_a_summary_is_filled_with_what_is_new() -> None:
    """Sentences told before do not use up the budget: what comes after them gets their room."""
    items = [item("Ferry one two three. Ferry four five six.", id="a")]
    first = compose(items, words=8)
    items = [
        *after(first, items),
        item("Ferry one two three. Ferry four five six. Then new words come. And more of them.", id="b"),
    ]
    second = compose(items, to_record(first.briefing), at=NOW + DAY, words=8)
    assert texts(second) == [["Then new words come", "And more of them."]]


def test_rank_weighs_what_is_new() -> None:
    """Ten outlets of yesterday do not carry one late report above what two outlets have today."""
    told = [item(f"Ferry opens for number {n}.", id=f"old-{n}", source=f"Paper {n}", told=True) for n in range(10)]
    fresh = [
        item("Ferry is blue.", id="f"),
        item("Trams stop.", id="t1", source="A"),
        item("Trams stand still.", id="t2", source="B"),
    ]
    made = compose([*told, *fresh])
    assert [story.points[0].excerpt.text for story in made.briefing.stories] == ["Trams stop.", "Ferry is blue."]


def test_muted_stories_are_left_out() -> None:
    """As in a one-off run, with the word."""
    made = compose([item("Ferry opens.", id="a")], mute=("ferry",))
    assert (made.briefing.stories, made.told) == ((), ())
    assert "mute word: ferry" in made.briefing.left_out[0].reason


def test_the_order_of_items_does_not_matter() -> None:
    """Shuffled items give the same briefing."""
    items = [
        item(f"{word} number {n} said so.", id=f"{word}{n}", told=n == 0)
        for word in ("Ferry", "Trams", "Zoo")
        for n in range(4)
    ]
    made = compose(items)
    for seed in range(5):
        random.Random(seed).shuffle(items)
        assert compose(items) == made


def test_the_first_window_reaches_for_everything_and_later_ones_over_the_last_days() -> None:
    """After an outage that was longer than the reach nothing falls between."""
    assert reach(None, NOW).year == 1970
    assert reach(NOW - DAY, NOW) == NOW - REACH
    assert reach(NOW - 30 * DAY, NOW) == NOW - 30 * DAY


def test_a_month_of_news_is_told_once() -> None:
    """Thirty days of the real grouping and telling: every article is told exactly once, no sentence twice as a point."""
    from digest.group import group
    from digest.summarize import tell

    places = ("harbour", "library", "stadium", "bakery", "museum", "railway")
    records: list[Mapping[str, Any]] = []
    items: list[Item] = []
    told: list[str] = []
    said: list[str] = []
    for day in range(30):
        now = NOW + day * DAY
        place = places[day % 6]
        items += [
            Item(
                article(
                    f"The {place} of Elmsworth closed on day {day} after a fault numbered {day * 37}. Visitors to the {place} "
                    f"were sent away with {day + 3} vouchers each.",
                    id=f"d{day}",
                    title=f"Elmsworth {place} closes, case {day * 37}",
                    published=now,
                ),
                now,
                told=False,
            )
        ]
        since = datetime.fromisoformat(records[0]["window"]["until"]) if records else None
        made = compose_edition(
            [one for one in items if one.arrived > reach(since, now)],
            slot=now, until=now, since=since, settings=Settings(), earlier=records, name="m", group=group, tell=tell,
        )  # fmt: skip
        items = after(made, items)
        records.insert(0, to_record(made.briefing))
        told += made.told
        said += [point.excerpt.text for story in made.briefing.stories for point in story.points]
    assert sorted(told) == sorted(one.article.id for one in items)
    assert len(said) == len(set(said))
