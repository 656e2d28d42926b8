# ruff: noqa: E501 -- patterns are read best unbroken
"""Days as reporters tell them: "on Thursday", "yesterday", "Thursday, March 18", without a year.

Such a day means nothing alone. Counted from a date that is known it is the day of what happened, and set against a date that is
only claimed it can refute it: no report tells of "Thursday, March 18" in a year in which that day is a Sunday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from digest.clean.dates import MONTH, month_number
from digest.model import TRUSTED_DATES, DateCandidate, Day, day_of

LEAD = 400  # characters of a text in which a report says when it happened
SCRAPED, SPOKEN = "site header", "relative"  # the provenances that are tested, and that are made, here
NEAR = 7  # days between a dateline and the day of publication, above which one of them is wrong
YEARS = 12  # within so many years each day of the month has fallen on each day of the week

_WEEKDAYS = (
    "monday montag lundi lunes lunedì segunda-feira maandag понедельник 월요일 星期一 周一 週一 月曜日 月曜 الاثنين الإثنين",
    "tuesday dienstag mardi martes martedì terça-feira dinsdag вторник 화요일 星期二 周二 週二 火曜日 火曜 الثلاثاء",
    "wednesday mittwoch mercredi miércoles mercoledì quarta-feira woensdag среду среда 수요일 星期三 周三 週三 水曜日 水曜 الأربعاء",
    "thursday donnerstag jeudi jueves giovedì quinta-feira donderdag четверг 목요일 星期四 周四 週四 木曜日 木曜 الخميس",
    "friday freitag vendredi viernes venerdì sexta-feira vrijdag пятницу пятница 금요일 星期五 周五 週五 金曜日 金曜 الجمعة",
    "saturday samstag sonnabend samedi sabato sábado zaterdag субботу суббота 토요일 星期六 周六 週六 土曜日 土曜 السبت",
    "sunday sonntag dimanche domenica zondag воскресенье 일요일 星期日 星期天 周日 週日 日曜日 日曜",
)
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_OFFSETS = {
    0: "today tonight heute aujourd'hui aujourd’hui hoy oggi hoje vandaag сегодня 오늘 今天 今日",
    -1: "yesterday gestern hier ayer anoche ieri ontem gisteren вчера 어제 昨天 昨日 昨晚 أمس",
    -2: "vorgestern avant-hier anteayer позавчера 그제 前天",
}
_OFFSET_OF = {name: offset for offset, names in _OFFSETS.items() for name in names.split()}


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _either(names: object) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))  # type: ignore[call-overload]


_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts that write words without blanks, or hang endings on them
_DAY_NAME = rf"(?<![^\W{_WIDE}])(?P<name>{_either(_WEEKDAY_OF)})(?:abend|morgen|nacht|mittag|nachmittag|vormittag)?(?![^\W{_WIDE}])"
_NUMBER = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?![\d.:%])"
_NO_YEAR = r"(?!,?\s?(?:de |del |of )?(?:19|20)\d\d)"
_TOLD = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # Thursday, March 18; Thursday (March 18)
        rf"{_DAY_NAME},?\s\(?(?P<month>{MONTH})\s{_NUMBER.format('day')}{_NO_YEAR}",
        # Donnerstag, 18. März; jeudi 18 mars; jueves 18 de marzo; Thursday (18 March)
        rf"{_DAY_NAME},?\s\(?(?:the |le |den |dem |el )?{_NUMBER.format('day')}\s(?:de |of )?(?P<month>{MONTH}){_NO_YEAR}",
        # 3月18日(星期四), 3월 18일 목요일
        rf"(?<![年년\d])(?<![年년]\s)(?P<number>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일號号]\s?[(（]?(?P<name>{_either(_WEEKDAY_OF)})",
    )
)
_PARTS_OF_A_DAY = ("", "abend", "morgen", "nacht", "mittag", "nachmittag", "vormittag")  # as German hangs them on
_NAMED: dict[str, tuple[int | None, int | None]] = {
    name + part: (weekday, None) for name, weekday in _WEEKDAY_OF.items() for part in _PARTS_OF_A_DAY
} | {name: (None, offset) for name, offset in _OFFSET_OF.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_RUN_ON = re.compile(_either(name for name in (*_WEEKDAY_OF, *_OFFSET_OF) if name[0] >= "\u3040"))
_HAS_RUN_ON = re.compile(f"[{_WIDE}]")
_AHEAD = _names("next coming until till by before from every each nächsten kommenden ab bis jeden chaque cada")
_BEHIND = _names("next prochain próximo prossimo")
_FRENCH = frozenset(("hier",))  # other languages have the word for another thing
_ODD_MONTHS = _names("out set ago mar mag gen ott")  # words of other languages unless written as names
_MONTH_AND_DAY = re.compile(
    rf"(?P<month>{MONTH})\s{_NUMBER.format('day')}|{_NUMBER.format('day2')}\s?(?:de |of )?(?P<month2>{MONTH})|(?P<number>\d{{1,2}})\s?[月월]\s?(?P<day3>\d{{1,2}})\s?[日일]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A day as a text tells it."""

    words: str  # as they stand there
    weekday: int | None = None  # 0 = Monday
    offset: int | None = None  # days from the day of writing
    month: int | None = None
    day: int | None = None

    def on(self, anchor: date) -> date:
        """The day that is meant where the report was written on `anchor`: of weekdays the last one."""
        if self.offset is not None:
            return anchor + timedelta(days=self.offset)
        return anchor - timedelta(days=(anchor.weekday() - (self.weekday or 0)) % 7)


def dated_weekday(text: str) -> Told | None:
    """The first day of the week in the opening of `text` that is told with day and month and without a year."""
    lead = text[:LEAD]
    small = lead.lower()
    if not any(name in small for name in _WEEKDAY_OF):
        return None
    for form in _TOLD:
        match = form.search(lead)
        if match:
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else month_number(parts["month"])
            weekday = _WEEKDAY_OF[parts["name"].lower()]
            if (parts.get("month") or "") not in _ODD_MONTHS and 1 <= month <= 12 and 1 <= int(parts["day"]) <= 31:
                return Told(" ".join(match[0].split()), weekday, None, month, int(parts["day"]))
    return None


def told_day(text: str, language: str | None = None) -> Told | None:
    """The day on which, by the opening of `text`, it happened ("on Thursday", "yesterday"); None for none or a day to come."""
    lead = text[:LEAD]
    words = _WORD.findall(lead)
    for i, word in enumerate(words):
        name = word.lower().removesuffix("'s").removesuffix("’s")
        if name in _NAMED and (name not in _FRENCH or language == "fr"):
            if {w.lower() for w in words[max(0, i - 1) : i]} & _AHEAD or {
                w.lower() for w in words[i + 1 : i + 2]
            } & _BEHIND:
                return None
            return Told(word, *_NAMED[name])
    match = _RUN_ON.search(lead) if not lead.isascii() and _HAS_RUN_ON.search(lead) else None
    return Told(match[0], *_NAMED[match[0]]) if match else None


def tested(candidate: DateCandidate, text: str, dateline: str | None) -> tuple[DateCandidate, ...]:
    """`candidate`, doubted where it may be a scraper's own and the article's words refute it, then with the day they mean."""
    doubt = (
        refutation(candidate.value, text, dateline) if candidate.from_ == SCRAPED and not candidate.doubted else None
    )
    if not doubt:
        return (candidate,)
    meant = reckoned(candidate.value, text, dateline)
    doubted = replace(candidate, doubted=doubt)
    return (doubted, DateCandidate(meant, SPOKEN, f"{doubt}; the year is reckoned")) if meant else (doubted,)


def day_of_event(published: DateCandidate, text: str, language: str | None) -> DateCandidate | None:
    """The day that a report tells of, counted from a trusted date of publication; None where that is the same or not told."""
    if published.from_ not in TRUSTED_DATES:
        return None
    told, day = told_day(text, language), day_of(published.value)
    return DateCandidate(told.on(day), SPOKEN) if told and told.on(day) != day else None


def refutation(claimed: Day, text: str, dateline: str | None) -> str | None:
    """Why a report with this opening and dateline was not published on `claimed`, in words; None where nothing speaks against it."""
    day = day_of(claimed)
    named = _month_and_day(dateline or "")
    if named and all(abs((near - day).days) > NEAR for near in _in_years(*named, day.year - 1, day.year + 1)):
        return f"the dateline says {dateline}"
    told = dated_weekday(text)
    if told and told.month and told.day:
        fits = [d for d in _in_years(told.month, told.day, day.year - 1, day.year + 1) if d.weekday() == told.weekday]
        if not fits:
            return f"the text says “{told.words}”, which is no day of {day.year}"
    return None


def reckoned(before: Day, text: str, dateline: str | None) -> date | None:
    """The last day before `before` that the opening's weekday with day and month, or the dateline, can mean."""
    day, told, named = day_of(before), dated_weekday(text), _month_and_day(dateline or "")
    if told and told.month and told.day:
        fits = [d for d in _in_years(told.month, told.day, day.year - YEARS, day.year) if d.weekday() == told.weekday]
    else:
        fits = _in_years(*named, day.year - 1, day.year) if named else []
    return max((d for d in fits if d <= day), default=None)


def _month_and_day(text: str) -> tuple[int, int] | None:
    match = _MONTH_AND_DAY.search(text)
    if match is None:
        return None
    month = int(match["number"]) if match["number"] else month_number(match["month"] or match["month2"])
    return month, int(match["day"] or match["day2"] or match["day3"])


def _in_years(month: int, day: int, first: int, last: int) -> list[date]:
    found = []
    for year in range(first, last + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:  # 29 February, or a number that is no day
            continue
    return found
