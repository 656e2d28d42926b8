"""Whether two values can be of one thing at one time: what speaks against it in the sentences around them.

Two reports that give other numbers differ only if they speak of one subject (not Hale's seats and Brandt's), one moment (not May
and now), and both of what is (not of what can be or is wanted). And a toll that a later report puts higher is news, no
contradiction.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from digest.model import Day, day_of, source_key
from digest.numerals import NUMBER_WORDS
from digest.summarize.facts import DAYS, MONTHS, facts_of, opposed
from digest.summarize.swaps import own_words, swapped
from digest.summarize.units import Unit
from digest.summarize.values import Value
from digest.words import stem, stop_words, tokens

_SAYING = (
    r"(?:said|says|told \w+|reported|reports|announced|according to|sagte|teilte|laut|zufolge|selon|a déclaré|a dit|dijo|según|"
    r"afirmó)"
)
_TELLER_FIRST = re.compile(rf"^[^,.“\"]{{0,60}}?\b{_SAYING}\b(?: on \w+day)?(?: that\b)?")
_SAID = re.compile(rf"\b{_SAYING}\b")
_NAME = re.compile(r"(?:The |An? )?(?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s[A-ZÀ-ÖØ-Þ][\w’'-]+)*)")
_POLL = re.compile(r"([A-Z][\w-]+) (?:poll|survey|study)\b")  # who asked
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MOMENT = re.compile(
    r"\b(?:now|currently|yesterday|tomorrow|(?:last|this|next) (?:year|month|week|season|summer|winter|spring|autumn|fall)|"
    r"a (?:year|month|week) (?:ago|earlier|before)|heute|jetzt|derzeit|voriges Jahr|dieses Jahr|l[’']an dernier|cette année|"
    r"este año|el año pasado|ahora)\b",
    re.IGNORECASE,
)
_NOW = frozenset(("now", "currently", "jetzt", "derzeit", "ahora"))
_STILL = re.compile(r"\b(?:still|already|remain(?:s|ed)?|noch|bereits|encore|déjà|todavía|ya)\b", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:wants?|wanted|hopes?|hoped|aims?|can|could|capable|may|might|up to|room for|seeks?|demands?|möchte|kann|peut|puede)\b"
)
_TOLL = re.compile(
    r"\b(?:dead|died|dies|killed|kills?|killing|deaths?|toll|injured|hurt|wounded|missing|arrest\w*|detained|evacuat\w+|displaced|"
    r"homeless|stranded|infected|cases|rescued|flooded|destroyed|without power|without electricity|tote|toten|verletzte?n?|"
    r"vermisst\w*|"
    r"morts?|tués?|blessés?|disparus|muertos|heridos|fallecidos|desaparecidos)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(  # "his first 17 passes": not all of them
    r"\b(?P<limit>first|last|next|final|past|previous|opening|closing|other|another|remaining|further|additional|more|extra|ersten?|"
    r"letzten?|weitere[rn]?|premi[eè]re?s|derni[eè]re?s|primer[oa]s|últim[oa]s)\s$",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"\s?(?:of|der|des|de la|des|de los)\s(?P<whole>(?:[\w’'-]+\s?){1,5})")
_MORE = re.compile(r"\b(?:extra|additional|further|other|another|weitere|autres|otros)\b", re.IGNORECASE)
_AVERAGE = re.compile(
    r"\b(?:averag\w+|per|each|every|apiece|a (?:day|week|month|year)|Durchschnitt|Schnitt|moyenne|promedio)\b"
)
_PLACED = re.compile(  # "10 seasons in West Germany"
    r"\b(?:[Ii]n|[Oo]n|[Aa]t|[Ww]ith|[Nn]ear|[Ff]rom|[Ff]or)\s(?:(?:the|central|northern|southern|eastern|western)\s)?"
    r"(?P<name>(?:\d+ers|[A-ZÀ-ÖØ-Þ][\w’'-]+)(?:\s[A-ZÀ-ÖØ-Þ][\w’'-]+)*)"
)
_HE = re.compile(rf"(?:He|She)\b(?!\s(?:also\s|later\s)?(?:{_SAYING}))|(?:His|Her)\b")
_BACK = 3  # sentences before one that opens with a pronoun in which its name is sought
_LATER = timedelta(hours=3)  # from here on a toll of another outlet may have grown


def two_things(one: Value, other: Value) -> bool:
    """Whether anything says that the two values are of different subjects, times or moods."""
    mine, theirs = (
        facts_of(one.home.text, one.home.article.language),
        facts_of(other.home.text, other.home.article.language),
    )
    polls = [frozenset(_POLL.findall(v.home.text)) for v in (one, other)]
    if all(polls) and not polls[0] & polls[1]:
        return True
    if one.kind in ("date", "time"):
        return _other_opening(one.home, other.home)
    if _other_year(one, other) or _limit(one) != _limit(other) or _other_whole(one, other) or _other_place(one, other):
        return True
    return (
        _other_opening(one.home, other.home)
        or _other_names(one.home, other.home)
        or _other_moment(_plain(one), _plain(other))
        or (one.kind == "count" and bool(_WISHED.search(_plain(one))) != bool(_WISHED.search(_plain(other))))
        or opposed(mine, theirs)
        or bool(_AVERAGE.search(_plain(one))) != bool(_AVERAGE.search(_plain(other)))
        or _swapped(one, other)
    )


def _other_year(one: Value, other: Value) -> bool:
    """Whether one sentence speaks of a year of which the other's report knows nothing."""
    mine, theirs = (frozenset(_YEAR.findall(v.home.text)) for v in (one, other))
    return any(
        years and not there and not any(year in f"{v.home.article.text} {v.home.article.published}" for year in years)
        for years, there, v in ((mine, theirs, other), (theirs, mine, one))
    )


def _limit(value: Value) -> str:
    """The word beside the value that makes it a part only, or one of many."""
    found = _LIMITS.search(value.home.text, 0, value.start)
    if found:
        return found["limit"].casefold()
    return "more" if _MORE.search(value.text) else ""


def _other_whole(one: Value, other: Value) -> bool:
    """Whether the two are shares of two things: "25 percent of the funds", "41 percent of the patients"."""
    if one.unit != "%":
        return False
    found = [_SHARE_OF.match(v.home.text, v.end) for v in (one, other)]
    if not (found[0] and found[1]):
        return False
    mine, theirs = (
        frozenset(stem([w for w in tokens(match["whole"]) if w in v.home.text.casefold()], v.home.article.language))
        & v.home.words
        for match, v in zip(found, (one, other), strict=True)
        if match
    )
    return not (mine <= theirs or theirs <= mine)


def _other_place(one: Value, other: Value) -> bool:
    """Whether the sentences name places or groups, and not one in common."""
    if "de" in (one.home.article.language, other.home.article.language):
        return False
    mine, theirs = (
        frozenset(word for found in _PLACED.finditer(v.home.text) for word in tokens(found["name"])) - DAYS - MONTHS
        for v in (one, other)
    )
    return bool(mine and theirs) and not (
        mine & frozenset(tokens(other.home.text)) or theirs & frozenset(tokens(one.home.text))
    )


def overtaken(one: Value, other: Value) -> Value | None:
    """The value that the other has put out of date: the same outlet's earlier one, or a smaller toll of an earlier hour."""
    earlier, later = sorted((one, other), key=lambda v: _order(v.home.article.published))
    before, after = earlier.home.article.published, later.home.article.published
    if before is None or after is None or not _after(before, after, timedelta()):
        return None
    if source_key(earlier.home.article.source) == source_key(later.home.article.source):
        return earlier
    grown = later.amount > earlier.amount and all(v.kind == "count" and _TOLL.search(v.home.text) for v in (one, other))
    return earlier if grown and _after(before, after, _LATER) else None


def _order(day: Day | None) -> tuple[str, str]:
    return (day_of(day).isoformat(), _clock(day)) if day else ("", "")


def _clock(day: Day) -> str:
    return day.isoformat() if isinstance(day, datetime) else ""


def _after(before: Day, after: Day, least: timedelta) -> bool:
    """Whether `after` is later than `before`: by `least` where both have a time of the day, otherwise by a day."""
    if isinstance(before, datetime) and isinstance(after, datetime):
        return after - before > least
    return day_of(after) > day_of(before)


def _plain(value: Value) -> str:
    """The sentence without those who say it: "police said on Friday" dates no toll."""
    text = value.home.text
    found = _TELLER_FIRST.match(text, 0, value.start)
    begin = found.end() if found else 0
    kept, at = [], begin
    for clause in text[begin:].split(","):
        end = at + len(clause)
        if at <= value.start <= end or not _SAID.search(clause):
            kept.append(clause)
        at = end + 1
    return ",".join(kept)


def _other_opening(one: Unit, other: Unit) -> bool:
    """Whether the sentences open with different names: "Hale's party won", "Brandt's party won"."""
    mine, theirs = _opening(one), _opening(other)
    if _HE.match(one.text) or _HE.match(other.text):
        return not mine & theirs  # who is it?
    return bool(mine and theirs and not mine & theirs)


def _opening(unit: Unit) -> frozenset[str]:
    at = unit
    for _ in range(_BACK):
        if not _HE.match(at.text) or at.before is None:
            break
        at = at.before
    unit = at
    found = _NAME.match(unit.text)
    if found is None or _SAID.match(unit.text, found.end() + 1):
        return frozenset()
    words = found["name"].split()
    sure = len(words) > 1 or words[0].endswith(("'s", "’s")) or f" {words[0]}" in unit.article.text
    stops = stop_words(unit.article.language)
    names = [
        w
        for w in tokens(found["name"])
        if w not in stops and w not in NUMBER_WORDS and w not in DAYS and w not in MONTHS
    ]
    if not sure or unit.article.language == "de":
        return frozenset()
    return frozenset(stem(names, unit.article.language))


def _other_names(one: Unit, other: Unit) -> bool:
    """Whether each sentence has names, and neither's are known to the other report."""
    if "de" in (one.article.language, other.article.language):
        return False
    mine, theirs = (facts_of(unit.text, unit.article.language).names for unit in (one, other))
    return bool(mine and theirs) and not (_knows(other, mine) or _knows(one, theirs))


def _knows(unit: Unit, names: tuple[str, ...]) -> bool:
    text = f"{unit.article.title} {unit.article.text}".casefold()
    return any(name in text for name in names)


def _other_moment(one: str, other: str) -> bool:
    """Whether both name a day, a month, a year or the like, and not the same."""
    mine, theirs = _moments(one), _moments(other)
    if any(a and b and not a & b for a, b in zip(mine, theirs, strict=True)):
        return True
    if bool(_STILL.search(one)) != bool(_STILL.search(other)):
        return True
    return any(a[3] & _NOW and any(b[1:]) and not b[3] & _NOW for a, b in ((mine, theirs), (theirs, mine)))


def _moments(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    said = frozenset(tokens(text))
    phrases = frozenset(found.group().casefold() for found in _MOMENT.finditer(text))
    months = said & MONTHS | ({"may"} if re.search(r"\b(?:in|of|since|until|by) May\b", text) else frozenset())
    return said & DAYS, months, frozenset(_YEAR.findall(text)), phrases


def _swapped(one: Value, other: Value) -> bool:
    """Whether beside the value another word stands where the other sentence has its own: "tickets for adults", "for children"."""
    inside = {stemmed for v in (one, other) for stemmed in stem(tokens(v.text), v.home.article.language)}
    mine, theirs = own_words(one.home, other.home)
    mine, theirs = (
        tuple(word for word in words if word not in inside and word in value.near)
        for words, value in ((mine, one), (theirs, other))
    )
    return bool(mine and theirs) and swapped(one.home, other.home, mine, theirs, both=one.kind != "other")
