"""What is due: once for every local day that exists, whatever clocks, crashes and configs do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import UsageError
from digest.ledger import FeedState, Run, Slot
from digest.schedule import MOST_MISSED, cron_fields, due, following, latest, parse, slots, sources_due

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def dues(schedule: str, zone: str, after: str, until: str) -> list[str]:
    """The moments of a schedule in (after, until], in UTC, as text."""
    return [f"{slot.due:%m-%d %H:%M}" for slot in slots("e", schedule, zone, utc(after), utc(until))]


def run(slot: Slot, state: str = "done", started: datetime | None = None, **fields: object) -> Run:
    """What became of a slot."""
    return Run(slot, state, started or slot.due, **{"ended": slot.due, **fields})


def at(day: str, time: str = "07:00", zone: str = "UTC") -> Slot:
    """The slot of a wall clock time."""
    (found,) = (
        slot
        for slot in slots("e", time, zone, utc(f"{day}T00:00") - 2 * DAY, utc(f"{day}T00:00") + 3 * DAY)
        if slot.day == date.fromisoformat(day)
    )
    return found


# -- slots


def test_a_time_that_the_clocks_jump_over_comes_once_and_later() -> None:
    """02:30 in New York on 8 March 2026 is 03:30 of the new time; days before and after are as ever."""
    assert dues("02:30", "America/New_York", "2026-03-07T00:00", "2026-03-10T00:00") == [
        "03-07 07:30",
        "03-08 07:30",
        "03-09 06:30",
    ]


def test_a_time_that_comes_twice_counts_the_first() -> None:
    """01:30 in New York on 1 November 2026 is at 05:30 UTC, and not again at 06:30."""
    assert dues("01:30", "America/New_York", "2026-10-31T00:00", "2026-11-03T00:00") == [
        "10-31 05:30",
        "11-01 05:30",
        "11-02 06:30",
    ]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25), ("2026-06-01", 24)])
def test_hours_pass_as_they_are(day: str, hours: int) -> None:
    """A cron line for every hour means 23 or 25 on the days that are so long, each with a key of its own."""
    zone = ZoneInfo("America/New_York")
    start = datetime.combine(date.fromisoformat(day), datetime.min.time(), zone)
    end = datetime.combine(date.fromisoformat(day) + DAY, datetime.min.time(), zone)
    found = slots("e", "30 * * * *", "America/New_York", start, end)
    assert len(found) == len({slot.key for slot in found}) == hours
    assert {later.due - earlier.due for earlier, later in pairwise(found)} == {HOUR}


def test_a_day_that_does_not_exist_has_no_slot() -> None:
    """Samoa went from 29 to 31 December 2011."""
    found = slots("e", "07:00", "Pacific/Apia", utc("2011-12-28T00:00"), utc("2012-01-02T00:00"))
    assert [slot.day.isoformat() for slot in found] == [
        "2011-12-28",
        "2011-12-29",
        "2011-12-31",
        "2012-01-01",
        "2012-01-02",
    ]


ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",  # back for Ramadan
    "Asia/Gaza",
    "Pacific/Apia",
    "America/Nuuk",  # at an hour before midnight
    "Africa/Cairo",  # at midnight
    "Asia/Kathmandu",
)


def first_moments(zone: str, first: date, last: date) -> dict[tuple[date, str], datetime]:
    """When each wall clock minute of these days comes first, by watching the clock minute by minute: the tests' own account."""
    local, seen = ZoneInfo(zone), {}
    moment = datetime.combine(first, datetime.min.time(), UTC) - DAY
    while moment < datetime.combine(last, datetime.min.time(), UTC) + 2 * DAY:
        wall = moment.astimezone(local)
        seen.setdefault((wall.date(), f"{wall:%H:%M}"), moment)
        moment += 15 * MINUTE
    return seen


CHANGES = {  # days around a change of each zone
    "America/New_York": ("2026-03-06", "2026-11-01"),
    "Europe/Berlin": ("2026-03-27", "2026-10-24"),
    "Australia/Lord_Howe": ("2026-04-03", "2026-10-03"),
    "Africa/Casablanca": ("2026-02-14", "2026-03-21"),
    "Asia/Gaza": ("2026-03-27", "2026-10-23"),
    "Pacific/Apia": ("2011-12-29", "2012-03-31"),
    "America/Nuuk": ("2026-03-28", "2026-10-24"),
    "Africa/Cairo": ("2026-04-23", "2026-10-29"),
    "Asia/Kathmandu": ("2026-03-06", "2026-11-01"),
}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("which", [0, 1])
def test_every_local_day_has_each_time_once(zone: str, which: int) -> None:
    """Through the changes of every zone, and for times all over the day: one slot for each day that exists.

    Where the clock shows the time that day it is at the first moment when it does, and otherwise within the two hours after.
    """
    first = date.fromisoformat(CHANGES[zone][which]) - 2 * DAY
    last = first + 8 * DAY
    seen = first_moments(zone, first, last)
    days = {day for day, _ in seen if first <= day <= last}
    start, end = (datetime.combine(day, datetime.min.time(), UTC) for day in (first - 2 * DAY, last + 3 * DAY))
    for hour in range(24):
        for minute in (0, 15, 30, 45):
            time = f"{hour:02}:{minute:02}"
            found = [slot for slot in slots("e", time, zone, start, end) if first <= slot.day <= last]
            assert [slot.day for slot in found] == sorted(days), time
            for slot in found:
                if (slot.day, time) in seen:
                    assert slot.due == seen[slot.day, time]
                else:
                    before = max(moment for wall, moment in seen.items() if wall < (slot.day, time))
                    assert before < slot.due <= before + 2 * HOUR


def test_two_times_that_fall_on_one_moment_make_one_slot() -> None:
    """On 8 March 02:30 is moved on to 03:30, which is scheduled too: the real one stands."""
    found = slots("e", "02:30,03:30", "America/New_York", utc("2026-03-08T00:00"), utc("2026-03-09T00:00"))
    assert [(slot.time, f"{slot.due:%H:%M}") for slot in found] == [("03:30", "07:30")]


@given(
    st.lists(st.datetimes(datetime(2011, 1, 1), datetime(2012, 12, 31)), min_size=2, max_size=5),  # noqa: DTZ001
    st.sampled_from(ZONES),
    st.sampled_from(["07:00", "00:30,23:30", "30 * * * *", "0 */5 * * mon-fri"]),
)
@settings(max_examples=60, deadline=None)
def test_spans_that_follow_each_other_hold_each_slot_once(moments: list[datetime], zone: str, schedule: str) -> None:
    """Cutting a span anywhere loses and doubles nothing: (a, c] is (a, b] and (b, c]."""
    cuts = sorted({moment.replace(tzinfo=UTC) for moment in moments})
    cuts = [cut for cut in cuts if cut - cuts[0] < 40 * DAY]
    whole = slots("e", schedule, zone, cuts[0], cuts[-1])
    parts = [slot for a, b in pairwise(cuts) for slot in slots("e", schedule, zone, a, b)]
    assert list(whole) == parts
    assert [slot.due for slot in whole] == sorted({slot.due for slot in whole})


# -- reading a schedule


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        ("0 7 * * 0", {"sun"}),
        ("0 7 * * 7", {"sun"}),
        ("0 7 * * 1-5", {"mon", "tue", "wed", "thu", "fri"}),
        ("0 7 * * MON-FRI", {"mon", "tue", "wed", "thu", "fri"}),
        ("0 7 * * fri-sun", {"fri", "sat", "sun"}),
        ("0 7 * * 5-7", {"fri", "sat", "sun"}),
        ("0 7 * * */3", {"sun", "wed", "sat"}),
        ("0 7 * * sat,sun", {"sat", "sun"}),
    ],
)
def test_days_of_the_week_are_crons(schedule: str, days: set[str]) -> None:
    """0 and 7 are Sunday, and names mean what they say."""
    found = slots("e", schedule, "UTC", utc("2026-11-01T12:00"), utc("2026-11-29T12:00"))
    assert {f"{slot.day:%a}".lower() for slot in found} == days


def test_a_day_of_the_month_or_of_the_week_is_enough() -> None:
    """Where a cron line restricts both, either will do; a step over all of them is no restriction."""
    assert dues("0 7 13 * fri", "UTC", "2026-11-01T00:00", "2026-11-30T00:00") == [
        f"11-{day:02} 07:00" for day in (6, 13, 20, 27)
    ]
    assert len(dues("0 7 1 * mon", "UTC", "2026-11-01T00:00", "2026-11-30T12:00")) == 1 + 5
    assert dues("0 7 1 * *", "UTC", "2026-11-01T00:00", "2026-11-30T00:00") == ["11-01 07:00"]


@pytest.mark.parametrize(
    "schedule",
    ["", "7", "25:00", "07:60", "07:00,", "0 7 * *", "0 7 * * * *", "60 * * * *", "* 24 * * *", "0 7 0 * *", "0 7 * 13 *",
     "0 7 * * 8", "0 7 * * noday", "*/0 * * * *", "5-1 * * * *", "a-b * * * *", "1,,2 * * * *", "0 7 L * *"],
)  # fmt: skip
def test_what_is_no_schedule_is_refused_with_its_value(schedule: str) -> None:
    """At the start, in one line, and not in the night."""
    with pytest.raises(UsageError, match="no schedule") as error:
        parse(schedule)
    assert repr(schedule) in str(error.value)
    assert "\n" not in str(error.value)


numbers = st.sampled_from
field = {
    "minute": numbers(["0", "*/20", "5,35", "10-12", "*"]),
    "hour": numbers(["7", "*/6", "1-3", "0,23", "*"]),
    "day": numbers(["*", "1-7", "*/10", "31", "13"]),
    "month": numbers(["*", "11", "nov-dec", "*/2"]),
    "weekday": numbers(["*", "0", "7", "1-5", "sun", "mon,wed", "sat-sun", "*/2", "5-7"]),
}


@given(*field.values())
@settings(max_examples=40, deadline=None)
def test_the_scheduler_wakes_at_every_slot(minute: str, hour: str, day: str, month: str, weekday: str) -> None:
    """What `cron_fields` says to APScheduler has, together, exactly the moments of the schedule (in a zone without changes)."""
    schedule = f"{minute} {hour} {day} {month} {weekday}"
    start, end = utc("2026-11-20T00:00"), utc("2026-12-04T00:00")
    woken: set[datetime] = set()
    for fields in cron_fields(schedule):
        trigger = CronTrigger(**fields, second=0, timezone=UTC)
        moment = trigger.get_next_fire_time(None, start + timedelta(seconds=1))
        while moment is not None and moment <= end:
            woken.add(moment)
            moment = trigger.get_next_fire_time(moment, moment + timedelta(seconds=1))
    assert woken == {slot.due for slot in slots("e", schedule, "UTC", start, end)}


def test_the_next_and_the_last_are_found_however_far() -> None:
    """29 February comes after eight years where 1900 or 2100 lies between; 30 February never."""
    assert following("e", "0 7 29 2 *", "UTC", utc("2026-11-21T00:00")).due == utc("2028-02-29T07:00")
    assert latest("e", "0 7 29 2 *", "UTC", utc("2026-11-21T00:00")).due == utc("2024-02-29T07:00")
    assert following("e", "0 7 29 2 *", "UTC", utc("2096-03-01T00:00")).due == utc("2104-02-29T07:00")
    assert following("e", "0 7 30 2 *", "UTC", utc("2026-11-21T00:00")) is None


# -- due


def decided(runs: list[Run], now: str, schedule: str = "07:00", **options: object) -> tuple[str | None, list[str]]:
    """What is due and what was missed, as days and times."""
    found = due("e", schedule, "UTC", runs, utc(now), **options)
    return found.slot and f"{found.slot.due:%d %H:%M}", [f"{slot.due:%d %H:%M}" for slot in found.missed]


def test_a_new_store_makes_the_latest_only() -> None:
    """Nothing before it was missed: nobody waited for it."""
    assert decided([], "2026-11-21T07:00") == ("21 07:00", [])
    assert decided([], "2026-11-21T06:59:59") == ("20 07:00", [])
    assert decided([], "2026-11-21T06:59:59", catch_up=12 * HOUR) == (None, [])


def test_a_slot_is_due_from_its_very_moment_until_it_is_made() -> None:
    """Not a microsecond before, and never after it was done."""
    yesterday = run(at("2026-11-20"))
    assert decided([yesterday], "2026-11-21T06:59:59.999999") == (None, [])
    assert decided([yesterday], "2026-11-21T07:00") == ("21 07:00", [])
    assert decided([yesterday, run(at("2026-11-21"))], "2026-11-21T07:00") == (None, [])
    assert decided([yesterday, run(at("2026-11-21"))], "2026-11-22T06:59") == (None, [])


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (5 * MINUTE, ("21 07:00", [])),
        (5 * HOUR, ("21 07:00", [])),
        (3 * DAY, ("24 07:00", ["21 07:00", "22 07:00", "23 07:00"])),
        (3 * DAY + 13 * HOUR, (None, ["21 07:00", "22 07:00", "23 07:00", "24 07:00"])),
    ],
)
def test_after_an_outage_the_latest_is_made_up_for(late: timedelta, expected: object) -> None:
    """Within `catch_up`; the older ones are missed, each by name."""
    now = (utc("2026-11-21T07:00") + late).replace(tzinfo=None).isoformat()
    assert decided([run(at("2026-11-20"))], now, catch_up=12 * HOUR) == expected


def test_a_run_that_lasts_over_three_slots_has_one_follow_up() -> None:
    """Of hourly slots, the one after is made; the two between are missed."""
    assert decided([run(at("2026-11-21", "07:00"))], "2026-11-21T10:20", "0 * * * *") == (
        "21 10:00",
        ["21 08:00", "21 09:00"],
    )


def test_clocks_that_go_back_make_nothing_twice() -> None:
    """After the run of 07:00 the clock is set to 06:00: neither at once nor when 07:00 comes again."""
    made = [run(at("2026-11-20")), run(at("2026-11-21"))]
    assert decided(made, "2026-11-21T06:00") == (None, [])
    assert decided(made, "2026-11-21T07:00") == (None, [])
    assert decided(made, "2026-11-22T07:00") == ("22 07:00", [])


def test_clocks_that_ran_ahead_cost_nothing_that_comes() -> None:
    """Two days ahead, one slot was made and one written off; set back, the one written off comes at its time, the other is done."""
    ahead = utc("2026-11-23T07:30")
    runs = [run(at("2026-11-21")), run(at("2026-11-22"), "missed", ahead), run(at("2026-11-23"), started=ahead)]
    assert decided(runs, "2026-11-21T12:00") == (None, [])
    assert decided(runs, "2026-11-22T07:00") == ("22 07:00", [])
    made = [*runs[:1], run(at("2026-11-22")), runs[2]]
    assert decided(made, "2026-11-23T07:00") == (None, [])
    assert decided(made, "2026-11-24T07:00") == ("24 07:00", [])


def test_a_slot_that_the_config_moved_into_the_past_is_not_made() -> None:
    """At 12:00 the schedule becomes 10:00: it begins tomorrow. What is due after the change is."""
    runs, changed = [run(at("2026-11-21"))], utc("2026-11-21T12:00")
    assert decided(runs, "2026-11-21T12:00", "10:00", since=changed) == (None, [])
    assert decided(runs, "2026-11-21T13:00", "10:00,12:30", since=changed) == ("21 12:30", [])
    assert decided(runs, "2026-11-22T10:00", "10:00", since=changed) == ("22 10:00", [])
    assert decided([], "2026-11-21T12:00", "10:00", since=changed) == (None, [])


def test_a_zone_that_the_config_changed_makes_no_day_twice() -> None:
    """07:00 was made for Seoul; the 07:00 of Berlin on the same day is not another, nor is 23:00 of UTC, the same moment."""
    seoul = run(at("2026-11-21", zone="Asia/Seoul"))
    assert due("e", "07:00", "Europe/Berlin", [seoul], utc("2026-11-21T08:00")).slot is None
    assert due("e", "22:00", "UTC", [seoul], utc("2026-11-20T22:30")).slot is None


def test_a_failed_run_is_tried_again_twice() -> None:
    """After 5 minutes and after 15 more, unless a later slot came; then it has failed."""

    def after(minutes: int, attempts: int) -> str | None:
        return decided([run(at("2026-11-21"), "failed", attempts=attempts)], f"2026-11-21T07:{minutes:02}")[0]

    assert (after(4, 1), after(5, 1)) == (None, "21 07:00")
    assert (after(14, 2), after(15, 2)) == (None, "21 07:00")
    assert after(59, 3) is None
    assert decided([run(at("2026-11-21"), "failed")], "2026-11-22T07:00") == ("22 07:00", [])
    assert decided([run(at("2026-11-21"), "failed")], "2026-11-21T20:00", catch_up=12 * HOUR) == (None, [])


def test_a_run_whose_owner_is_gone_is_due_again() -> None:
    """Given back, ended, or silent for longer than its lease; not while it may live. A later slot supersedes it."""
    lease = utc("2026-11-21T07:10")

    def state(now: str, owner: str | None) -> object:
        found = due("e", "07:00", "UTC", [run(at("2026-11-21"), "running", owner=owner, lease_until=lease)], utc(now))
        return found.slot and found.slot.day.day, [slot.day.day for slot in found.abandoned]

    assert state("2026-11-21T07:09", "a") == (None, [])
    assert state("2026-11-21T07:10", "a") == (21, [])
    assert state("2026-11-21T07:01", None) == (21, [])
    assert state("2026-11-22T07:00", "a") == (22, [21])


def test_an_endless_outage_is_written_down_within_bounds() -> None:
    """A year of minutes is not half a million rows; the latest ones are kept."""
    found = due("e", "* * * * *", "UTC", [run(at("2026-11-01"))], utc("2026-11-21T07:00"))
    assert len(found.missed) == MOST_MISSED
    assert found.missed[-1].due == utc("2026-11-21T06:59")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_happens_no_slot_is_made_twice_and_the_latest_is_made(data: st.DataObject) -> None:
    """A clock that stands, runs, leaps and goes back, looked at at any moment: no key is done twice.

    After a look nothing that lies before now and after the last run is left undecided.
    """
    zone = data.draw(st.sampled_from(ZONES))
    schedule = data.draw(st.sampled_from(["07:00", "00:30,23:30", "0 */7 * * *", "15 2 * * *"]))
    now = data.draw(st.sampled_from([utc("2026-03-06T00:00"), utc("2026-10-30T00:00"), utc("2011-12-28T00:00")]))
    runs: dict[tuple[str, str, str], Run] = {}
    made: list[Slot] = []
    for _ in range(data.draw(st.integers(1, 12))):
        now += data.draw(st.sampled_from([MINUTE, HOUR, 9 * HOUR, DAY, 3 * DAY, -HOUR, -2 * DAY, timedelta(0)]))
        found = due("e", schedule, zone, list(runs.values()), now, catch_up=12 * HOUR)
        for slot in found.missed:
            known = runs.get(slot.key)
            assert known is None or (known.state == "missed" and known.started > now)
            runs[slot.key] = run(slot, "missed", now)
        if found.slot is not None:
            assert found.slot.due <= now
            made.append(found.slot)
            runs[found.slot.key] = run(found.slot, "done", now)
        assert due("e", schedule, zone, list(runs.values()), now, catch_up=12 * HOUR).slot is None
    assert len({slot.key for slot in made}) == len(made)
    assert len({slot.due for slot in made}) == len(made)


# -- sources


def test_sources_are_asked_in_their_rhythm() -> None:
    """Never asked, or longer ago than the rhythm: yes; told to wait, retired or asked just now: no.

    Asked in the future: the clock was set back, so yes.
    """
    now = utc("2026-11-21T07:00")
    states = {
        "old": FeedState("old", "u", checked=now - 30 * MINUTE),
        "fresh": FeedState("fresh", "u", checked=now - 29 * MINUTE),
        "told to wait": FeedState("told to wait", "u", checked=now - DAY, due=now + MINUTE),
        "waited": FeedState("waited", "u", checked=now - DAY, due=now),
        "gone": FeedState("gone", "u", checked=now - DAY, retired="410"),
        "future": FeedState("future", "u", checked=now + DAY),
    }
    assert sources_due(["never", *states], states, now, 30 * MINUTE) == ("never", "old", "waited", "future")
