"""Stories as they come out: order, ids, dates doubted, evidence, and what never breaks them."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.group import dates, group, grouped
from digest.model import Article, DateCandidate

FERRY = (
    "The council of Elmsworth voted nine to four on Friday to reopen the north ferry after two years of repairs. "
    "The first crossing leaves "
    "on December 1, said harbour master Ida Brandt. The repairs cost 14 million crowns."
)
FERRY_TOO = (
    "Elmsworth's north ferry sails again from December 1. The council approved the reopening on Friday by nine "
    "votes to four. Harbour "
    "master Ida Brandt spoke of a good day. The two years of repairs cost 14 million crowns, the council said."
)
BELL = (
    "The pier bell of Sorrel Bay was stolen on Monday night. The bell weighs 80 kilograms and hung there since "
    "1888, said museum keeper Per "
    "Aalto. Divers are searching the harbour."
)
DAY = date(2026, 11, 20)


def article(name, text, title="", published=None, published_from="metadata", **fields):
    """An article of an outlet of its own."""
    fields = {"source": f"The {name} Post", "origin": f"in/{name}.txt", "sha256": name, "language": "en"} | fields
    return Article(
        id=name,
        text=text,
        title=title,
        published=published,
        published_from=published_from if published else None,
        **fields,
    )


def newsroom():
    """A dozen articles: a few events, copies, headlines alone, an empty text, dates of all kinds."""
    return [
        article("a", FERRY, "Council reopens the north ferry", DAY),
        article(
            "b",
            FERRY_TOO,
            "North ferry back in December",
            datetime(2026, 11, 20, 18, 5, tzinfo=timezone(timedelta(hours=1))),
        ),
        article("c", FERRY, "Ferry returns", DAY, url="https://c.example/ferry"),
        article("d", "", "North ferry in Elmsworth reopens in December", DAY),
        article("e", BELL, "Pier bell stolen", date(2026, 11, 17)),
        article("f", BELL.replace("Monday", "Tuesday"), "Who took the bell?", date(2026, 11, 18), agency="Tidewire"),
        article("g", FERRY_TOO, "", date(2023, 1, 19), "site header"),
        article("h", "", ""),
        article("i", "", "Morning briefing", DAY),
        article("j", "The the of and to.", "The of", DAY),
        article("k", BELL, "", datetime(2026, 11, 18, 1, tzinfo=UTC)),
        article("l", "", "Morning briefing", DAY),
    ]


@given(st.permutations(newsroom()))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_articles_changes_nothing(items):
    """The whole answer is equal, with its joins, numbers and order."""
    assert group(items) == group(newsroom())


def test_each_article_stands_in_one_story():
    """Nothing is lost and nothing told twice, whatever is in a text."""
    found = sorted(a.id for story in group(newsroom()) for a in story.articles)
    assert found == list("abcdefghijkl")


def test_stories_and_reports_are_ordered_by_first_publication():
    """Stories by their first report, reports and copies by their own day, the undated last."""
    stories = group(newsroom())
    first = [min((a.published is None, str(a.published)[:10]) for a in story.articles) for story in stories]
    assert first == sorted(first)
    bell = next(story for story in stories if any(a.id == "e" for a in story.articles))
    assert [[a.id for a in report.articles] for report in bell.reports] == [["e", "f", "k"]] or bell.reports[
        0
    ].articles[0].id == "e"


def test_a_storys_id_stays_when_articles_are_added_later():
    """The founding article names the story: later reports, however many, change nothing."""
    before = group([article("a", FERRY, "Council reopens the north ferry", DAY)])[0]
    later = article("0", FERRY_TOO, "North ferry back in December", DAY + timedelta(days=1))
    undated = article("00", FERRY_TOO + " Sailors cheered.", "Ferry back")
    after = group([later, undated, article("a", FERRY, "Council reopens the north ferry", DAY)])
    assert [story.id for story in after] == [before.id]
    assert len(before.id) == len("st-") + 7
    assert set(before.id[3:]) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_story_ids_differ_also_when_articles_say_the_same():
    """Two items with equal words that are no copies are two stories with two ids."""
    items = [article(name, "", "Morning briefing", DAY + timedelta(days=30 * i)) for i, name in enumerate("abc")]
    stories = group(items)
    assert len(stories) == 3
    assert len({story.id for story in stories}) == 3


def test_an_untrusted_date_is_doubted_where_a_trusted_one_refutes_it():
    """A scraper's day two years off becomes a candidate with the reason, and no date stands in its place."""
    (story,) = group([article("a", FERRY, "", DAY), article("b", FERRY_TOO, "", date(2028, 11, 17), "site header")])
    b = next(a for a in story.articles if a.id == "b")
    assert (b.published, b.published_from) == (None, None)
    assert b.dates == (DateCandidate(date(2028, 11, 17), "site header", "another report of the story says 2026-11-20"),)


def test_a_refuted_date_gives_way_to_the_next_trusted_candidate():
    """What was outranked by mistake comes forward; a candidate that is doubted or untrusted does not."""
    other = (
        DateCandidate(date(2020, 1, 1), "inline", "before the outlet existed"),
        DateCandidate(date(2028, 11, 18), "site header"),
        DateCandidate(DAY, "inline"),
    )
    (story,) = group(
        [article("a", FERRY, "", DAY), article("b", FERRY_TOO, "", date(2028, 11, 17), "site header", dates=other)]
    )
    b = next(a for a in story.articles if a.id == "b")
    assert (b.published, b.published_from) == (DAY, "inline")
    assert [candidate.value for candidate in b.dates] == [date(2020, 1, 1), date(2028, 11, 18), date(2028, 11, 17)]
    assert b.dates[-1].doubted


@pytest.mark.parametrize(("days", "doubted"), [(0, False), (3, False), (7, False), (8, True), (-8, True)])
def test_an_untrusted_date_that_agrees_stays(days, doubted):
    """Within a week of a trusted one it may well be right."""
    a, b = dates.settle(
        [article("a", FERRY, "", DAY), article("b", FERRY_TOO, "", DAY + timedelta(days=days), "site header")]
    )
    assert a.published == DAY
    assert (b.published is None) is doubted


def test_trusted_dates_are_never_doubted_and_untrusted_ones_refute_nobody():
    """Two scrapers' days, however far apart, prove nothing; metadata stays, whatever the others say."""
    pair = [article("a", FERRY, "", DAY, "site header"), article("b", FERRY_TOO, "", date(2020, 1, 1), "site header")]
    assert dates.settle(pair) == tuple(pair)
    three = [article("a", FERRY, "", DAY), article("b", FERRY_TOO, "", date(2020, 1, 1), "feed")]
    assert dates.settle(three) == tuple(three)


def test_joins_hold_a_story_together():
    """From any article of a story every other is reached over its joins, and each join says why."""
    for story in group(newsroom()):
        reached, waiting = set(), [story.articles[0].id]
        while waiting:
            one = waiting.pop()
            reached.add(one)
            waiting += [
                other
                for join in story.joined
                if one in join.articles
                for other in join.articles
                if other not in reached
            ]
        assert reached == {a.id for a in story.articles}
        assert all(join.because and join.score > 0 for join in story.joined)


def test_a_story_has_the_same_joins_whichever_others_are_asked_for():
    """What holds a story together is found out for the stories that are told, and does not depend on which these are."""
    every = group(newsroom())
    found = grouped(newsroom())
    assert [replace(story, joined=()) for story in every] == list(found.plain)
    assert len(every) > 1
    for story, plain in zip(every, found.plain, strict=True):
        assert found.joined([plain]) == (story,)
    assert found.joined(found.plain[::-1]) == every[::-1]


@pytest.mark.parametrize(
    "items",
    [
        [],
        [article("a", "")],
        [article(f"n{i}", "") for i in range(50)],
        [article(f"n{i}", "the of and to in", "It is") for i in range(50)],
        [article("a", "\ud800 broken \udfff half of a character"), article("b", "\x00\x00")],
        [article("a", "٣٤٥ ١٢٣"), article("b", "½ ² ³")],
    ],
    ids=["none", "one empty", "all empty", "stop words alone", "lone surrogates", "numbers alone"],
)
def test_degenerate_articles_break_nothing(items):
    """Whatever is empty of words stands alone and raises nothing."""
    assert sorted(a.id for story in group(items) for a in story.articles) == sorted(a.id for a in items)


def test_a_text_as_long_as_a_book_and_its_first_page():
    """Length alone costs no more than reading; the page is a copy of the book's beginning."""
    chance = random.Random(1)
    words = [f"word{n}" for n in range(5000)]
    book = " ".join(chance.choice(words) for _ in range(300_000))
    started = time.process_time()
    (story,) = group([article("a", book), article("b", book[:3000])])
    assert len(story.reports) == 1
    assert time.process_time() - started < 10


def test_stop_words_in_every_text_cost_nothing():
    """Two thousand headlines that share only function words make no pairs."""
    items = [article(f"n{i}", "", f"What is the {i}xa of {i}xb and where did it go") for i in range(2000)]
    started = time.process_time()
    assert len(group(items)) == 2000
    assert time.process_time() - started < 10


def test_importing_the_package_loads_no_library():
    """Heavy libraries are loaded when there is something to group."""
    import digest

    code = "import sys; sys.modules['digest'] = type(sys)('digest'); sys.modules['digest'].__path__ = [sys.argv[1]]\n"
    code += (
        "import digest.group; digest.group.group(()); print(sorted({'numpy', 'scipy', 'Stemmer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, digest.__path__[0]], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
