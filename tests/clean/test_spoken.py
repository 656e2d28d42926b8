# ruff: noqa: E501 -- samples stay on one line
"""Days told in words: what they mean, what they refute, and that no feed's or page's impossible date is passed over in silence."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clean import clean
from digest.clean.spoken import dated_weekday, reckoned, refutation, told_day
from digest.model import FEED_ENTRY, Article, DateCandidate, RawArticle

from .pages import PARAGRAPHS, article_page, paragraphs

THURSDAY = date(2021, 3, 18)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("The council voted on Thursday to reopen the ferry.", "en", 18),
        ("The vote fell late on Tuesday evening.", "en", 16),
        ("Friday’s vote was close.", "en", 12),
        ("The ferry sank yesterday off the quay.", "en", 17),
        ("Der Rat stimmte am Dienstagabend ab.", "de", 16),
        ("Die Fähre sank gestern vor dem Kai.", "de", 17),
        ("Le conseil a voté mardi soir.", "fr", 16),
        ("Le ferry a coulé hier soir.", "fr", 17),
        ("El consejo votó el miércoles por la noche.", "es", 17),
        ("El barco se hundió ayer.", "es", 17),
        ("시의회는 화요일에 표결했다.", "ko", 16),
        ("여객선이 어제 침몰했다.", "ko", 17),
        ("市议会星期二晚上表决。", "zh", 16),
        ("渡轮昨天沉没。", "zh", 17),
        ("صوت المجلس يوم الثلاثاء.", "ar", 16),
        ("غرقت العبارة أمس.", "ar", 17),
        ("Совет проголосовал во вторник вечером.", "ru", 16),
        ("Паром затонул вчера.", "ru", 17),
    ],
)
def test_the_day_on_which_it_happened(text: str, language: str, day: int) -> None:
    """A weekday is the last such day, yesterday the day before, in several languages."""
    told = told_day(text, language)
    assert told is not None
    assert told.on(THURSDAY) == date(2021, 3, day)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council votes next Tuesday.", "en"),
        ("The ferry sails every Sunday.", "en"),
        ("It must be paid by Friday.", "en"),
        ("Sundays are quiet on the quay.", "en"),
        ("Wir stehen hier am Kai.", "de"),
        ("", None),
    ],
)
def test_no_day_that_is_past(text: str, language: str | None) -> None:
    """Days to come, days that recur, and words that are a day in another language tell no day."""
    assert told_day(text, language) is None


@pytest.mark.parametrize(
    "text",
    [
        "on Thursday, March 18, that", "on Thursday (March 18) that", "on Thursday, 18 March, that", "am Donnerstag, 18. März, dass", "le jeudi 18 mars, que",
        "el jueves 18 de marzo que", "в четверг, 18 марта, что", "3月18日（星期四）说", "3월 18일 목요일",
    ],
)  # fmt: skip
def test_a_weekday_with_its_day(text: str) -> None:
    """Such a day exists in 2021 and not from 2022 to 2024, so a date in 2023 is refuted and 2021 reckoned."""
    told = dated_weekday(text)
    assert told is not None
    assert (told.weekday, told.month, told.day) == (3, 3, 18)
    assert refutation(date(2021, 3, 19), text, None) is None
    assert told.words in str(refutation(date(2023, 1, 19), text, None))
    assert reckoned(date(2023, 1, 19), text, None) == THURSDAY


@pytest.mark.parametrize(
    "text", ["on Thursday, March 18, 2021", "on Thursday, 12 out of 15 members", "on Thursday the 18 boats", "March 18"]
)
def test_no_weekday_with_its_day(text: str) -> None:
    """A day with its year is a date; a number that is no day of a month is none."""
    assert dated_weekday(text) is None


@pytest.mark.parametrize(
    ("dateline", "claimed", "refuted"),
    [
        ("March 14", date(2023, 1, 19), True),
        ("March 14", date(2023, 3, 15), False),
        ("March 14", date(2023, 3, 22), True),
        ("31 Dec.", date(2023, 1, 2), False),
        ("18 марта", date(2023, 3, 1), True),
        ("Feb 29", date(2023, 3, 1), True),
        (None, date(2023, 1, 19), False),
    ],
)
def test_a_dateline_refutes_a_date_more_than_a_week_away(dateline: str | None, claimed: date, refuted: bool) -> None:
    """Whatever the year; New Year lies between the years, not at their ends."""
    assert (refutation(claimed, "The council voted.", dateline) is not None) == refuted


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)), st.integers(0, 6), st.text(max_size=200))
def test_a_true_date_is_never_refuted_by_its_own_weekday(day: date, later: int, rest: str) -> None:
    """A report that names its own day rightly keeps its date, on that day and in the week after."""
    told = f"It was said on {day:%A}, {day:%B} {day.day}, that the ferry sails. {rest}"
    claimed = date.fromordinal(day.toordinal() + later)
    assert refutation(claimed, told, f"{day:%B} {day.day}") is None


def article(text: str) -> Article:
    """The article that a plain text becomes."""
    return clean(RawArticle("in/ferry.txt", text.encode(), "text/plain")).articles[0]


SCRAPED = "關於我們\n聯繫我們\n首頁\nNorth ferry to sail again in December\n時間：2023-01-19 作者：admin\n\n"


def test_a_date_of_the_scraper_is_doubted_where_the_dateline_says_another() -> None:
    """With a reason that people can read, and the day that is meant beside it, which is not believed either."""
    read = article(SCRAPED + "\n\n".join(["ELMSWORTH, March 18 (Reuters) - " + PARAGRAPHS[0], *PARAGRAPHS[1:]]))
    assert read.published is None
    assert read.dates == (
        DateCandidate(date(2023, 1, 19), "site header", "the dateline says March 18"),
        DateCandidate(date(2022, 3, 18), "relative", "the dateline says March 18; the year is reckoned"),
    )


def test_a_date_of_the_scraper_is_kept_where_the_text_bears_it_out() -> None:
    """A dateline of the day before says nothing against the date."""
    read = article(SCRAPED + "\n\n".join(["ELMSWORTH, Jan 18 (Reuters) - " + PARAGRAPHS[0], *PARAGRAPHS[1:]]))
    assert read.published == date(2023, 1, 19)


def test_the_day_that_a_report_tells_of_is_listed_beside_a_trusted_date() -> None:
    """Counted from the date of publication, with a provenance of its own; it is never the date of publication."""
    item = {"title": "Ferry", "text": f"The ferry sank yesterday. {PARAGRAPHS[1]}", "published": "2021-03-18T09:00:00Z"}
    read = clean(RawArticle("in/a.jsonl", json.dumps(item).encode(), "application/json", "line 1")).articles[0]
    assert read.published == datetime(2021, 3, 18, 9, tzinfo=UTC)
    assert read.dates == (DateCandidate(date(2021, 3, 17), "relative"),)
    assert read.dates[0].precision == "day"
    assert DateCandidate(read.published, "metadata").precision == "minute"


BODY = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (json.dumps({"title": "Ferry", "text": BODY, "published": "1970-01-01T00:00:00Z"}), "application/json"),
        (json.dumps({"title": "Ferry", "text": BODY, "published": 0}), "application/json"),
        (json.dumps({"title": "Ferry", "content": BODY, "content_type": "text/plain", "published": "1970-01-01"}), FEED_ENTRY),
        (f"Subject: Ferry\nDate: Thu, 01 Jan 1970 00:00:00 +0000\n\n{BODY}", "message/rfc822"),
        (f"---\ntitle: Ferry\ndate: 1970-01-01\n---\n\n{BODY}", "text/markdown"),
        (article_page(paragraphs(), head='<meta property="article:published_time" content="1970-01-01T00:00:00Z">'), "text/html"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_meant_is_said_and_not_believed(data: str, kind: str) -> None:
    """The first second of 1970 is a default value in every container."""
    read = clean(RawArticle("in/x", data.encode(), kind)).articles[0]
    assert read.published is None
    (found,) = read.dates
    assert str(found.value).startswith("1970-01-01")
    assert "1990" in str(found.doubted)


def test_a_later_place_is_asked_where_the_first_has_a_date_that_cannot_be_meant() -> None:
    """A default value in one tag hides no date in the next."""
    head = '<meta property="article:published_time" content="0001-01-01T00:00:00Z"><meta name="pubdate" content="2021-03-18">'
    read = clean(RawArticle("in/x", article_page(paragraphs(), head=head).encode(), "text/html")).articles[0]
    assert read.published == THURSDAY
