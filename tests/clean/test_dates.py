# ruff: noqa: E501 -- samples stay on one line
"""Dates as people, containers and addresses write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clean.dates import date_in_path, find_date, parse_date

DAY = date(2021, 3, 18)


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-18", "2021/03/18", "2021.03.18", "18.03.2021", "18/03/2021", "3/18/2021", "18 March 2021", "18th of March, 2021", "March 18, 2021", "Mar. 18, 2021",
        "Thursday, March 18th, 2021", "18. März 2021", "18 mars 2021", "le 18 mars 2021", "18 de marzo de 2021", "18 marzo 2021", "18 de março de 2021", "18 марта 2021 г.", "18 maart 2021",
        "18 marca 2021", "18 Mart 2021", "2021年3月18日", "2021年03月18日 10:30", "2021년 3월 18일", "2021. 3. 18.", "18 مارس 2021", "18 آذار 2021", "18 מרץ 2021",
        "2021-03-18T17:30:00", "Published on 18 March 2021 at 5.30", "date 2021-03-18 South", "18-Mar-2021",
    ],
)  # fmt: skip
def test_full_dates(text: str) -> None:
    """A full date is found in many languages; a time without a zone gives only the day."""
    found = find_date(text)
    assert found is not None
    assert found.value == DAY
    assert found.precision == "day"


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2021-03-18T17:30:00+09:00", 540),
        ("2021-03-18 17:30 KST", 540),
        ("Thu, 18 Mar 2021 17:30:00 +0900", 540),
        ("March 18, 2021, 5:30 p.m. EST", -300),
        ("March 18, 2021 at 5:30 PM UTC", 0),
        ("18 March 2021 17:30 GMT+2", 120),
        ("2021-03-18T17:30:00Z", 0),
        ("18 марта 2021, 17:30 МСК", 180),
    ],
)
def test_times_keep_their_own_offset(text: str, offset: int) -> None:
    """A time with a zone is an aware datetime in that zone."""
    found = find_date(text)
    assert found is not None
    assert found.value == datetime(2021, 3, 18, 17, 30, tzinfo=timezone(timedelta(minutes=offset)))
    assert isinstance(found.value, datetime)
    assert found.value.utcoffset() == timedelta(minutes=offset)


@pytest.mark.parametrize(
    "text",
    [
        "11/12/2021",
        "2021-02-31",
        "1970-01-01",
        "31 June 2021",
        "in 2021",
        "version 10.2.2021.7",
        "1.2.3",
        "2021-13-01",
        "99/99/2021",
        "tel 2021-03-1888",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Ambiguous, impossible and absurd dates are not read."""
    assert find_date(text) is None


def test_ambiguous_dates_need_to_be_told() -> None:
    """Only a hint, or dots, decide which of two small numbers is the day."""
    assert find_date("11/12/2021") is None
    assert find_date("11/12/2021", day_first=True).value == date(2021, 12, 11)  # type: ignore[union-attr]
    assert find_date("11/12/2021", day_first=False).value == date(2021, 11, 12)  # type: ignore[union-attr]
    assert find_date("11.12.2021").value == date(2021, 12, 11)  # type: ignore[union-attr]


def test_first_date_wins_and_its_place_is_told() -> None:
    """Of several dates the first is given, with the span it stands on."""
    text = "Updated 18 March 2021, first published 2021-03-17"
    found = find_date(text)
    assert found is not None
    assert text[found.start : found.end] == "18 March 2021"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-03-18", DAY),
        ("2021-03-18T10:00:00", DAY),
        ("2021-03-18T10:00:00Z", datetime(2021, 3, 18, 10, tzinfo=UTC)),
        ("2021-03-18 10:00:00+09:00", datetime(2021, 3, 18, 10, tzinfo=timezone(timedelta(hours=9)))),
        ("Thu, 18 Mar 2021 17:30:00 +0900", datetime(2021, 3, 18, 17, 30, tzinfo=timezone(timedelta(hours=9)))),
        (1616055000, datetime(2021, 3, 18, 8, 10, tzinfo=UTC)),
        (1616055000.0, datetime(2021, 3, 18, 8, 10, tzinfo=UTC)),
        (1616055000000, datetime(2021, 3, 18, 8, 10, tzinfo=UTC)),
        ("1616055000", datetime(2021, 3, 18, 8, 10, tzinfo=UTC)),
        ("1616055000000", datetime(2021, 3, 18, 8, 10, tzinfo=UTC)),
        (DAY, DAY),
        (datetime(2021, 3, 18, 10), DAY),  # noqa: DTZ001 -- a naive time is what is being tested
        ("18 March 2021", DAY),
        ("20210318", DAY),
    ],
)
def test_container_values(value: object, expected: object) -> None:
    """ISO 8601, dates, seconds and milliseconds since 1970, RFC 2822; offsets are kept."""
    found = parse_date(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        0,
        -1,
        True,
        [],
        {},
        "0001-01-01",
        "1970-01-01T00:00:00Z",
        float("nan"),
        float("inf"),
        10**30,
        "9" * 400,
    ],
)
def test_values_that_are_no_date(value: object) -> None:
    """Nonsense and default values give None, never an error."""
    assert parse_date(value) is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.dates(), st.datetimes()))
def test_parse_date_never_raises(value: object) -> None:
    """Any value gives a date, an aware datetime or None."""
    found = parse_date(value)
    assert found is None or (isinstance(found, date) and (not isinstance(found, datetime) or found.tzinfo is not None))


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_iso_dates_round_trip(day: date) -> None:
    """Each day between the bounds is read back from its ISO form, in text and in a path."""
    found, in_path = find_date(f"x {day.isoformat()} y"), date_in_path(f"/{day:%Y/%m/%d}/ferry")
    assert found is not None
    assert in_path is not None
    assert found.value == in_path.value == day


@pytest.mark.parametrize(
    "path",
    [
        "/2021/03/18/ferry",
        "news/2021-03-18-ferry.txt",
        "https://post.example/2021/mar/18/ferry",
        "20210318_ferry.html",
        "a/2021_03_18.txt",
        "/2021/3/18/x",
    ],
)
def test_dates_in_paths(path: str) -> None:
    """Addresses and file names carry dates in a few shapes."""
    found = date_in_path(path)
    assert found is not None
    assert found.value == DAY


@pytest.mark.parametrize(
    "path", ["/news/ferry", "/2021/03/", "/article/120210318", "/2021/13/18/", "/id/2021031899", "v1.2.3"]
)
def test_paths_without_a_date(path: str) -> None:
    """Numbers that are no date are passed over."""
    assert date_in_path(path) is None
