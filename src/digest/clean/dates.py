# ruff: noqa: E501 -- patterns are read best unbroken
"""Dates as people and containers write them; a date that can be read two ways is not read at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal

from digest.model import Day

FIRST_YEAR, LAST_YEAR = 1990, 2100  # what lies outside is a slip or a default value, not a day of publication

ABSURD = f"no day of publication lies outside {FIRST_YEAR}-{LAST_YEAR}"

Precision = Literal["day", "time"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in the text it was found in."""

    value: Day  # a date; an aware datetime where time and zone are given
    start: int
    end: int
    precision: Precision = "day"


_MONTH_NAMES = {
    1: "january januar jänner janvier enero gennaio janeiro январь января янв januari styczeń stycznia ocak يناير كانون\\sالثاني ינואר jan ene gen",
    2: "february februar février fevrier febrero febbraio fevereiro февраль февраля фев februari luty lutego şubat فبراير شباط פברואר feb févr fév fev",
    3: "march märz mars marzo março marco март марта мар maart marzec marca mart مارس آذار מרץ mar mär mrz",
    4: "april avril abril aprile апрель апреля апр kwiecień kwietnia nisan أبريل ابريل نيسان אפריל apr avr abr",
    5: "may mai mayo maggio maio май мая mei maj maja mayıs مايو أيار מאי mag",
    6: "june juni juin junio giugno junho июнь июня июн czerwiec czerwca haziran يونيو حزيران יוני jun giu",
    7: "july juli juillet julio luglio julho июль июля июл lipiec lipca temmuz يوليو تموز יולי jul juil lug",
    8: "august août aout agosto август августа авг augustus augusti sierpień sierpnia ağustos أغسطس اغسطس آب אוגוסט aug ago",
    9: "september septembre septiembre setiembre settembre setembro сентябрь сентября сен сент wrzesień września eylül سبتمبر أيلول ספטמבר sep sept set",
    10: "october oktober octobre octubre ottobre outubro октябрь октября окт październik października ekim أكتوبر اكتوبر تشرين\\sالأول אוקטובר oct okt ott out",
    11: "november novembre noviembre novembro ноябрь ноября ноя нояб listopad listopada kasım نوفمبر تشرين\\sالثاني נובמבר nov",
    12: "december dezember décembre decembre diciembre dicembre dezembro декабрь декабря дек grudzień grudnia aralık ديسمبر كانون\\sالأول דצמבר dec dez déc dic",
}  # fmt: skip
_MONTH_OF = {name.replace("\\s", " "): number for number, names in _MONTH_NAMES.items() for name in names.split(" ")}
MONTH = "(?:" + "|".join(sorted((n.replace(" ", r"\s") for n in _MONTH_OF), key=lambda n: (-len(n), n))) + r")\b\.?"
_YEAR = r"(?:199\d|20\d\d)"

# Minutes from UTC. Names that several countries use for different hours (IST) are left out; those that change with the season count as
# not knowing the hour.
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "et": None, "ct": None,
    "pt": None, "kst": 540, "jst": 540, "hkt": 480, "sgt": 480, "msk": 180, "мск": 180, "aest": 600, "aedt": 660, "wib": 420,
}  # fmt: skip
_CLOCK = (
    r"(?:[\s,|·•–-]{0,4}(?:at|um|à|alle|a las|às|в|kl\.?)?\s?(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?\s?(?:uhr\s?)?\(?(?P<zone>[+-]\d{2}:?\d{2}\b|(?:" + "|".join(sorted(_ZONES, key=lambda z: (-len(z), z))) + r")\b"
    r"(?:\s?[+-]\d{1,2}(?::?\d{2})?\b)?)?\)?)?"
)  # fmt: skip

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2021-03-18, 2021-03-18T17:30:00+09:00, 2021/03/18, 2021.03.18, 2021. 3. 18.
        rf"(?<![\d./-])(?P<y>{_YEAR})(?P<sep>-|/|\.\s?)(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?![\d/-])(?:T(?=\d))?\.?"
        + _CLOCK,
        # 2021年3月18日, 2021년 3월 18일
        rf"(?<!\d)(?P<y>{_YEAR})\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?P<d>\d{{1,2}})\s?[日일号號]" + _CLOCK,
        # 18 March 2021, 18. März 2021, 1er mars 2021, 18 de marzo de 2021, 18 марта 2021 г.
        rf"(?<![\d.:/-])(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th|er|º|°)?[\s-]{{1,2}}(?:of\s|de\s)?(?P<mn>{MONTH})[\s,-]{{1,2}}(?:de\s|del\s|of\s)?(?P<y>{_YEAR})(?!\d)"
        r"(?:\s?(?:г\.|года|р\.))?" + _CLOCK,
        # March 18, 2021
        rf"(?<!\w)(?P<mn>{MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s)(?:of\s)?(?P<y>{_YEAR})(?!\d)" + _CLOCK,
        # 18.03.2021, 18/03/2021, 3/18/2021, 18-03-2021
        rf"(?<![\d./-])(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_YEAR})(?![\d/-]|\.\d)" + _CLOCK,
    )
)
_YEAR_WITHIN = re.compile(_YEAR)
_PARTING = frozenset("./-")  # what parts the year from month and day where all are figures
_BEFORE_YEAR = frozenset(",-")
_ORDINALS = ("st", "nd", "rd", "th", "of")


def find_date(text: str, *, day_first: bool | None = None) -> FoundDate | None:
    """The first full date in `text`, or None.

    A numeric date whose day and month could change places is read only when `day_first` says how, or when dots part it, which
    always means day first. Times without a zone give only the date. Impossible dates and those outside 1990-2100 are passed over.
    """
    if "20" not in text and "199" not in text:
        return None
    best: FoundDate | None = None
    numbers = {number for year in _YEAR_WITHIN.finditer(text) for number in _forms_around(text, year.start())}
    for number in sorted(numbers):
        for match in _FORMS[number].finditer(text):
            found = _read(match, day_first)
            if found:
                if best is None or (found.start, -found.end) < (best.start, -best.end):
                    best = found
                break
    return best


def _forms_around(text: str, year: int) -> Iterator[int]:
    """Which of _FORMS the year at a place may belong to, by what stands right before and behind it."""
    before, behind = text[year - 1 : year], text[year + 4 : year + 6]
    if behind[:1] in _PARTING:
        yield 0
    if not behind.isascii():
        yield 1
    if before in _PARTING:
        yield 4
    if before.isspace() or before in _BEFORE_YEAR:
        word = text[max(0, year - 12) : year].rstrip().rstrip(",-").rstrip()
        if not word[-1:].isdecimal():
            yield 2
        if word[-1:].isdecimal() or not word[-2:].isascii() or word[-2:].lower() in _ORDINALS:
            yield 3


def _read(match: re.Match[str], day_first: bool | None) -> FoundDate | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        pair = _day_and_month(int(parts["a"]), int(parts["b"]), True if parts["sep"] == "." else day_first)
        if pair is None:
            return None
        day, month = pair
    else:
        day = int(parts["d"])
        month = int(parts["m"]) if "m" in parts else month_number(parts["mn"])
    try:
        value: Day = date(year, month, day)
    except ValueError:
        return None
    moment = _moment(date(year, month, day), parts)
    end = match.end() if parts.get("hour") else match.start() + len(match[0].rstrip(" ,|·•–-("))
    return FoundDate(moment or value, match.start(), end, "time" if moment else "day")


def month_number(name: str) -> int:
    """The number of the month that `name` means, in whatever language MONTH knows; 0 for none."""
    return _MONTH_OF.get(re.sub(r"\s", " ", name.casefold().rstrip(".")), 0)


def _day_and_month(first: int, second: int, day_first: bool | None) -> tuple[int, int] | None:
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    if day_first is None:
        return None
    return (first, second) if day_first else (second, first)


def _moment(day: date, parts: dict[str, str | None]) -> datetime | None:
    """The time of day with its zone, where both stand behind the date."""
    if not parts.get("hour") or not parts.get("zone"):
        return None
    offset = _offset(str(parts["zone"]))
    hour, half = int(str(parts["hour"])), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        clock = datetime(
            day.year, day.month, day.day, hour, int(str(parts["minute"])), int(parts.get("second") or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    return clock.replace(tzinfo=offset) if offset else None


def _offset(zone: str) -> timezone | None:
    match = re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?", zone.lower())
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > 14 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    known = _ZONES.get(zone.lower())
    return None if known is None else timezone(timedelta(minutes=known))


def parse_date(value: object) -> Day | None:
    """A container's own value as a date: ISO 8601, a date, seconds or milliseconds since 1970, RFC 2822.

    None for anything else and for days outside 1990-2100.
    """
    found = _told(value)
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def absurd_date(value: object) -> Day | None:
    """A container's own value where it is a date that cannot be meant, such as the first second of 1970; otherwise None."""
    found = _told(value)
    return found if found and not FIRST_YEAR <= found.year <= LAST_YEAR else None


def _told(value: object) -> Day | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()[:200]
    if re.fullmatch(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}", text):
        return _from_epoch(float(text))
    return _from_iso(text) or _from_mail(text) or _from_words(text)


def _from_epoch(number: float) -> Day | None:
    seconds = number / 1000 if abs(number) >= 1e11 else number
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _from_iso(text: str) -> Day | None:
    try:
        if len(text) <= 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text).replace(" Z", "Z"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.date()


def _from_mail(text: str) -> Day | None:
    if not re.search(r"\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.date()


def _from_words(text: str) -> Day | None:
    found = find_date(text)
    return found.value if found else None


_IN_PATH = (
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})(?P<sep>[-_/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})(?P<m>\d{{2}})(?P<d>\d{{2}})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})[-_/](?P<mn>[A-Za-z]{{3,9}})[-_/](?P<d>\d{{1,2}})(?!\d)"),
)


_YEAR_IN_PATH = re.compile(rf"(?<!\d){_YEAR}")


def date_in_path(path: str) -> FoundDate | None:
    """The first date in a URL or a file name: `/2021/03/18/`, `2021-03-18-title`, `20210318`, `/2021/mar/18/`."""
    if not _YEAR_IN_PATH.search(path):
        return None
    for form in _IN_PATH:
        for match in form.finditer(path):
            parts = match.groupdict()
            month = _MONTH_OF.get(parts["mn"].lower(), 0) if "mn" in parts else int(parts["m"])
            try:
                return FoundDate(date(int(parts["y"]), month, int(parts["d"])), match.start(), match.end())
            except ValueError:
                continue
    return None
