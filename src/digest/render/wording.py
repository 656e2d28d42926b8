"""Dates, counts and lists in the words of a language, whatever the locale of the machine; English where none is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from digest.model import Day, day_of
from digest.render.language import Forms, Language
from digest.render.languages.en import LANGUAGE as ENGLISH

_LRM = "\u200e"  # keeps figures and their signs in order within a line that runs from the right


def long_date(day: date, words: Language = ENGLISH) -> str:
    """A date in full: "Saturday 21 November 2026"."""
    return words.long_date.format(
        weekday=weekday(day, words), day=_number_of(day, words), month=words.months[day.month - 1], year=day.year
    )


def month(day: date, words: Language = ENGLISH) -> str:
    """A month: "November 2026"."""
    return f"{words.months[day.month - 1]} {day.year}"


def weekday(day: date, words: Language = ENGLISH) -> str:
    """A day of the week: "Saturday"."""
    return words.weekdays[day.weekday()]


def short_date(day: date, year: int, words: Language = ENGLISH) -> str:
    """A date in few words: "20 November", with the year where it is not `year`."""
    pattern = words.short_date if day.year == year else words.short_date_year
    return pattern.format(day=_number_of(day, words), month=words.months[day.month - 1], year=day.year)


def _number_of(day: date, words: Language) -> str:
    return words.first_day if day.day == 1 else str(day.day)


def moment(value: Day, year: int, words: Language = ENGLISH) -> str:
    """A time: "20 November, 18:05 +01:00", or the day alone where only the day is known."""
    day = short_date(day_of(value), year, words)
    return words.moment.format(date=day, time=clock(value, words)) if isinstance(value, datetime) else day


def clock(value: datetime, words: Language = ENGLISH) -> str:
    """The time of day with its offset: "18:05 +01:00", "07:00 UTC"."""
    offset = value.strftime("%z")
    zone = "UTC" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}" if offset else ""
    return (_LRM if words.direction == "rtl" else "") + f"{value:%H:%M} {zone}".rstrip()


def age(value: Day, now: datetime, words: Language = ENGLISH) -> str | None:
    """How long before `now` something was: "40 min ago", "13 h ago", "yesterday"; None where it lies ahead of `now`.

    Where only the day is known, days are counted in the offset of `now`.
    """
    if isinstance(value, datetime) and value.tzinfo is not None:
        minutes = int((now - value).total_seconds() // 60)
        if minutes < 0:
            return None
        if minutes < 60:
            return counted(minutes, words.minutes_ago, words)
        if minutes < 48 * 60:
            return counted(minutes // 60, words.hours_ago, words)
        return counted(minutes // 1440, words.days_ago, words)
    days = (now.date() - day_of(value)).days
    if days < 2:
        return None if days < 0 else (words.today, words.yesterday)[days]
    return counted(days, words.days_ago, words)


def number(value: int, words: Language = ENGLISH) -> str:
    """A whole number in groups of three digits: "1,204"."""
    return f"{value:,}".replace(",", words.thousands) if value >= words.grouped_from else str(value)


def counted(value: int, forms: Forms, words: Language = ENGLISH, **more: str) -> str:
    """A number of things in the plural form that it takes: "1 report", "3 reports"; `more` fills in the other names."""
    return forms[words.plural(value)].format(n=number(value, words), **more)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number of things in English: "1 report", "3 reports", "1,204 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def series(names: Sequence[str], most: int | None = None, words: Language = ENGLISH) -> str:
    """Names in a row: "a, b and c"; beyond `most` of them "a, b and 7 more"."""
    if most is not None and len(names) > most:
        first = words.list_comma.join(names[: most - 1])
        return counted(len(names) - most + 1, words.more_names, words, names=first)
    return words.last.join(filter(None, (words.list_comma.join(names[:-1]), *names[-1:])))


def language_name(code: str | None, words: Language = ENGLISH) -> str | None:
    """The name of a language, the code itself where it is not known here."""
    return None if code is None else words.languages.get(code.split("-")[0].lower(), code)
