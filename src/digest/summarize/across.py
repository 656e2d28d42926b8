"""What reports in different languages have in common without a dictionary: numbers, names and the days of the week.

Little can be said safely so: two sentences say the same when they share at least two names and all of their numbers; two values
differ when they count alike things and the sentences share two anchors, names or other numbers.
"""

from __future__ import annotations

import re

from digest.summarize.facts import WEEKS, Facts, facts_of
from digest.summarize.retold import SMALL
from digest.summarize.units import Unit
from digest.summarize.values import Value

_NAMES = 2  # names that two sentences must share to say the same
_NUMBERS = 2  # or this many numbers, with one name
_ANCHORS = 2  # names and other numbers that sentences with differing values must share
_CLOSE = 1.5  # farthest apart of values that differ
_EARLY = 8  # sentences of a report before which such values must stand
_LEAST = 5  # smaller counts are of too many things
_DECIMAL = re.compile(r"^(\d+),(\d{1,2})$")
_GROUPS = tuple(
    re.compile(rf"^(?:{stems})", re.IGNORECASE)
    for stems in (
        "peopl|person|passeng|travel|commut|rider|mensch|reisend|fahrg|voyageur|passager|usager|viajer|pasajer|resident|bewohn|habitant",
        "house|hous|home|haus|häus|maison|casa|vivienda|logement",
        "pupil|child|student|schüler|kind|élèv|enfant|alumn|niñ",
        "worker|employe|job|arbeiter|stelle|mitarbeit|salarié|emploi|trabajador|emplead",
        "train|zug|züg|tren",
        "crown|kron|couronn|coron",
        "dollar|dólar",
        "euro",
        "pound|pfund|livre|libra",
        "%",
    )
)


def foreign_to(one: Unit, other: Unit) -> bool:
    """Whether the articles of the two units are known to be in different languages."""
    mine, theirs = one.article.language, other.article.language
    return mine is not None and theirs is not None and mine != theirs


def says_same_across(one: Unit, other: Unit) -> bool:
    """Whether sentences of two languages say the same, as far as names, numbers and days can show it."""
    mine, theirs = _facts(one), _facts(other)
    numbers = _numbers(mine)
    if mine.denies != theirs.denies or not numbers or numbers != _numbers(theirs) or _days_differ(mine, theirs):
        return False
    names = len(_shared_names(one, other))
    return names >= _NAMES or (names > 0 and len(numbers) >= _NUMBERS)


def differ_across(one: Value, other: Value) -> bool:
    """Whether values of two languages are of alike things, near each other in size, in sentences with common anchors."""
    if one.kind != other.kind or one.kind not in ("count", "money", "other") or not _alike(one.unit, other.unit):
        return False
    least, most = sorted((one.amount, other.amount))
    if least < _LEAST or most > _CLOSE * least or max(one.home.place, other.home.place) >= _EARLY:
        return False
    mine, theirs = _facts(one.home), _facts(other.home)
    if _days_differ(mine, theirs):
        return False
    inside = (
        facts_of(one.text, one.home.article.language).numbers
        | facts_of(other.text, other.home.article.language).numbers
    )
    common = (_numbers(mine) & _numbers(theirs)) - {_plain(number) for number in inside}
    return len(common) + len(_shared_names(one.home, other.home)) >= _ANCHORS


def _facts(unit: Unit) -> Facts:
    return facts_of(unit.text, unit.article.language)


def _numbers(facts: Facts) -> frozenset[str]:
    """The numbers of a sentence, with a decimal comma as a point."""
    return frozenset(_plain(number) for number in facts.numbers) - SMALL


def _plain(number: str) -> str:
    return _DECIMAL.sub(r"\1.\2", number)


def _shared_names(one: Unit, other: Unit) -> frozenset[str]:
    """The capitalised words, not counting those of German nouns alone, that both sentences have."""
    mine, theirs = (frozenset(_facts(unit).names) | _opening(unit) for unit in (one, other))
    return frozenset(name for name in mine & theirs if len(name) > 2)


def _opening(unit: Unit) -> frozenset[str]:
    first = unit.text.split(None, 1)[0].strip("\"'“„«».,:;’") if unit.text else ""
    return frozenset((first.removesuffix("'s").removesuffix("’s").casefold(),)) if first[:1].isupper() else frozenset()


def _days_differ(one: Facts, other: Facts) -> bool:
    mine, theirs = (frozenset(week.index(day) for week in WEEKS for day in week if day in f.days) for f in (one, other))
    return bool(mine and theirs and not mine & theirs)


def _alike(one: str, other: str) -> bool:
    """Whether two units, stemmed in their own languages, stand for alike things."""
    return one == other or any(group.match(one) and group.match(other) for group in _GROUPS)
