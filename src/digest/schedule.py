"""What is due, as a pure function of the schedule, what ran, and the time.

A schedule names wall clock times. Each of them comes once on every local day that exists: one that the clocks jump over is
moved on by the jump, one that comes twice counts the first time. Only a cron line whose hour begins with `*` means hours as they
pass, as in Vixie's cron: 23 or 25 on the days that are so long. All comparisons are made in UTC, because two aware times of
one zone compare by the clock on the wall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from digest.errors import UsageError
from digest.ledger import FeedState, Run, Slot

MOST_MISSED = 500  # older slots than these are not even written down
RETRIES = (timedelta(minutes=5), timedelta(minutes=15))  # waits before a failed run is tried again
_DAY = timedelta(days=1)
_SPANS = (1, 8, 32, 366, 366 * 9)  # days to look back or ahead; 29 February may be eight years away

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")  # as cron counts: 0 is Sunday


@dataclass(frozen=True, slots=True)
class Schedule:
    """The wall clock times of each day that has them."""

    times: tuple[time, ...]  # in order
    days: frozenset[int] = frozenset(range(1, 32))
    months: frozenset[int] = frozenset(range(1, 13))
    weekdays: frozenset[int] = frozenset(range(7))  # 0 is Sunday
    either: bool = False  # a day of the month or of the week is enough: cron's rule where both are given
    passing: bool = (
        False  # hours as they pass: a time that the clocks jump over is left out, one that comes twice counts twice
    )

    def on(self, day: date) -> bool:
        """Whether the times are of this day."""
        if day.month not in self.months:
            return False
        fits = (day.day in self.days, day.isoweekday() % 7 in self.weekdays)
        return any(fits) if self.either else all(fits)


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done now about one edition."""

    slot: Slot | None  # to be made
    missed: tuple[Slot, ...] = ()  # never to be made any more; to be written down
    abandoned: tuple[Slot, ...] = ()  # begun once, superseded since, and nobody works on them


@lru_cache(maxsize=256)
def parse(schedule: str) -> Schedule:
    """A schedule as the config writes it: "07:00", "07:00,18:00", or the five fields of a cron line.

    Raises UsageError that shows the value, the field and the mend.
    """
    parts = schedule.split()
    if len(parts) == 5 and ":" not in schedule:
        return _cron(schedule, parts)
    times = {_clock_time(schedule, part.strip()) for part in schedule.split(",")}
    return Schedule(tuple(sorted(times)))


def slots(edition: str, schedule: str | Schedule, zone: str, after: datetime, until: datetime) -> tuple[Slot, ...]:
    """The scheduled times of an edition in (after, until], in order; at most one for each moment."""
    plan = parse(schedule) if isinstance(schedule, str) else schedule
    local = ZoneInfo(zone)
    after, until = after.astimezone(UTC), until.astimezone(UTC)
    day = max(after, _EARLIEST).astimezone(local).date() - _DAY
    last = min(until, _LATEST).astimezone(local).date() + _DAY
    found: dict[datetime, Slot] = {}
    while day <= last:
        if plan.on(day) and _exists(day, local):
            for slot, moved in _of_day(edition, plan, day, local):
                if after < slot.due <= until and (slot.due not in found or not moved):
                    found[slot.due] = slot
        day += _DAY
    return tuple(found[moment] for moment in sorted(found))


def latest(edition: str, schedule: str | Schedule, zone: str, now: datetime) -> Slot | None:
    """The last scheduled time at or before `now`."""
    return next(
        (found[-1] for days in _SPANS if (found := slots(edition, schedule, zone, now - days * _DAY, now))), None
    )


def following(edition: str, schedule: str | Schedule, zone: str, now: datetime) -> Slot | None:
    """The first scheduled time after `now`; None where there is none (30 February)."""
    return next(
        (found[0] for days in _SPANS if (found := slots(edition, schedule, zone, now, now + days * _DAY))), None
    )


def due(
    edition: str,
    schedule: str | Schedule,
    zone: str,
    runs: Sequence[Run],
    now: datetime,
    *,
    catch_up: timedelta | None = None,
    since: datetime | None = None,
) -> Due:
    """What of the schedule is to be made at `now`, given the latest `runs` of the edition.

    It is the latest scheduled time at or before now that was not made yet; older ones are missed, and so is it when it is older
    than `catch_up` (None: never). An edition that never ran begins with the latest time and misses none. Times at or before
    `since`, when the schedule became what it is, are not made up for. A failed run is tried again after 5 and 15 minutes.
    """
    now = now.astimezone(UTC)
    real = [
        run for run in runs if not (run.state == "missed" and run.started > now)
    ]  # else: written in a future that never came
    past = [run for run in real if run.slot.due <= now]
    if not past:
        first = latest(edition, schedule, zone, now)
        known = {run.slot.key for run in real}
        fresh = [first] if first is not None and first.key not in known else []
    else:
        newest = max(past, key=lambda run: run.slot.due)
        fresh = _unmade(edition, schedule, zone, newest.slot.due, now, real)
    fresh = [slot for slot in fresh if since is None or slot.due > since]
    if not fresh:
        return Due(_again(max(past, key=lambda run: run.slot.due), now, catch_up) if past else None)
    too_late = catch_up is not None and fresh[-1].due < now - catch_up
    missed = fresh if too_late else fresh[:-1]
    return Due(
        slot=None if too_late else fresh[-1],
        missed=tuple(missed[-MOST_MISSED:]) if past else (),
        abandoned=tuple(run.slot for run in past if run.state == "running" and not _alive(run, now)),
    )


def sources_due(
    sources: Sequence[str], states: Mapping[str, FeedState], now: datetime, every: timedelta
) -> tuple[str, ...]:
    """Those of `sources` that are to be asked now: not retired, their rhythm over, and not told to wait."""
    return tuple(name for name in sources if _source_due(states.get(name), now, every))


def _source_due(state: FeedState | None, now: datetime, every: timedelta) -> bool:
    if state is None:
        return True
    if state.retired is not None or (state.due is not None and state.due > now):
        return False
    # asked in the future: the clock was set back since
    return state.checked is None or not now - every < state.checked <= now


def _unmade(
    edition: str, schedule: str | Schedule, zone: str, after: datetime, now: datetime, runs: Sequence[Run]
) -> list[Slot]:
    known, moments = {run.slot.key for run in runs}, {run.slot.due for run in runs}
    found = slots(edition, schedule, zone, after, now)
    return [slot for slot in found if slot.key not in known and slot.due not in moments]


def _again(run: Run, now: datetime, catch_up: timedelta | None) -> Slot | None:
    """The slot of the newest run, where it came to nothing and may be tried again."""
    if catch_up is not None and run.slot.due < now - catch_up:
        return None
    if run.state == "running":
        return None if _alive(run, now) else run.slot
    if run.state != "failed" or not 1 <= run.attempts <= len(RETRIES):
        return None
    return run.slot if now - (run.ended or run.started) >= RETRIES[run.attempts - 1] else None


def _alive(run: Run, now: datetime) -> bool:
    """Whether somebody may be working on it: nobody gave it back, and its lease is not over."""
    return run.owner is not None and run.lease_until is not None and run.lease_until > now


_EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
_LATEST = datetime(9999, 12, 29, tzinfo=UTC)


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether the calendar of the zone has this day (Apia had no 30 December 2011)."""
    return _moment(day, time(), zone) < _moment(day + _DAY, time(), zone)


def _moment(day: date, at: time, zone: ZoneInfo, fold: int = 0) -> datetime:
    """UTC of a wall clock time; one that the clocks jump over is as late as if they had not been moved yet (PEP 495)."""
    return datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)


def _of_day(edition: str, plan: Schedule, day: date, zone: ZoneInfo) -> Iterator[tuple[Slot, bool]]:
    """The slots of one day, each with whether the clocks jumped over its time."""
    for at in plan.times:
        moment, second = _moment(day, at, zone), _moment(day, at, zone, fold=1)
        moved = moment.astimezone(zone).replace(tzinfo=None) != datetime.combine(day, at)
        if plan.passing and moved:
            continue
        yield Slot(edition, day, f"{at:%H:%M}", moment), moved
        if plan.passing and second > moment:
            yield Slot(edition, day, f"{at:%H:%M}-2", second), False


def _clock_time(schedule: str, part: str) -> time:
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", part)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError(
            f'no schedule: {schedule!r} ({part!r} is no time of day); write "07:00", "07:00,18:00" or a cron line such as '
            '"0 7 * * mon-fri"'
        )
    return time(int(found[1]), int(found[2]))


_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("day of the week", 0, 7, WEEKDAYS),
)


def _cron(schedule: str, parts: Sequence[str]) -> Schedule:
    """Five fields of cron (crontab(5), Vixie)."""
    minutes, hours, days, months, weekdays = (
        _cron_field(schedule, part, *field) for part, field in zip(parts, _FIELDS, strict=True)
    )
    return Schedule(
        times=tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes)),
        days=days,
        months=months,
        weekdays=frozenset(day % 7 for day in weekdays),
        either=not parts[2].startswith("*") and not parts[4].startswith("*"),
        passing=parts[1].startswith("*"),
    )


def _cron_field(schedule: str, part: str, name: str, low: int, high: int, names: tuple[str, ...]) -> frozenset[int]:
    values: set[int] = set()
    for piece in part.lower().split(","):
        span, _, step = piece.partition("/")
        first, dash, last = span.partition("-")
        try:
            if span == "*":
                start, stop = low, high
            else:
                start = _cron_value(first, low, names)
                stop = _cron_value(last, low, names) if dash else (high if step else start)
            if name == "day of the week" and stop < start and stop == 0:
                stop = 7  # fri-sun
            stride = int(step) if "/" in piece else 1
            if not low <= start <= stop <= high or stride < 1:
                raise ValueError
        except ValueError:
            raise UsageError(
                f"no schedule: {schedule!r} (its {name} {part!r} is none; {low} to {high}"
                f"{', or names such as ' + names[1] if names else ''})"
            ) from None
        values.update(range(start, stop + 1, stride))
    return frozenset(values)


def _cron_value(written: str, low: int, names: tuple[str, ...]) -> int:
    if written in names:
        return names.index(written) + (low if low else 0)
    if not re.fullmatch(r"\d{1,2}", written):
        raise ValueError(written)
    return int(written)


def cron_fields(schedule: str | Schedule) -> tuple[dict[str, str], ...]:
    """The schedule for APScheduler's CronTrigger, as keyword arguments: one trigger for each.

    Its `from_crontab` counts days of the week from Monday = 0, refuses 7, and wants a day to be of the month *and* of the week;
    so days go by their names, and two triggers stand where either is enough. They may wake too often: what they wake asks
    `due`.
    """
    plan = parse(schedule) if isinstance(schedule, str) else schedule
    common = {
        "minute": _listed(at.minute for at in plan.times),
        "hour": _listed(at.hour for at in plan.times),
        "month": _listed(plan.months),
    }
    days = {"day": _listed(plan.days)}
    weekdays = {"day_of_week": ",".join(WEEKDAYS[day] for day in sorted(plan.weekdays))}
    if plan.either:
        return ({**common, **days}, {**common, **weekdays})
    return ({**common, **days, **weekdays},)


def _listed(values: Iterator[int] | frozenset[int]) -> str:
    return ",".join(str(value) for value in sorted(set(values)))
