"""Whether a sentence only tells again, in other words, what is told already.

Two reports of one vote share few words ("nine votes to four", "after a 9-4 vote") and all facts: the numbers, the names, the day. A
sentence is told again when it shares an event with a sentence already told (numbers, or a day, and words about it), brings no
number and no name of its own, and not many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.numerals import NUMBER_WORDS
from digest.summarize.facts import DAYS, MONTHS, facts_of
from digest.summarize.units import Unit
from digest.words import tokens

_FEW_NEW = 0.55  # share of words not told before up to which a sentence without a new number or name brings nothing
_SURE_NEW = 0.8  # the same where two numbers and the day, or as much, prove that the event is one
_NAME_COSTS = 0.2  # what a single new name takes from either
_LEAST_WORDS = 4  # meaning-bearing words below which a sentence is too short to judge
_ONE_EVENT = 7  # twice the common numbers, two for a common day, four for a common vote or score, and the common words
_SURE = 6  # so much of it in numbers and days is sure
SMALL = frozenset(("1", "2"))  # "two" says little: no fact of its own
_NUMERALS = frozenset(NUMBER_WORDS) | {word.rstrip("e") for word in NUMBER_WORDS}  # also as Snowball leaves them


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a unit has part in where reports differ: the units with another value, by number, and its own value's figures."""

    units: frozenset[int]
    figures: frozenset[str]


_NO_DISPUTE = Dispute(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one chosen unit tells."""

    number: int  # of the unit
    words: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]
    results: frozenset[tuple[str, str]]


_UNTOLD = _NUMERALS | DAYS | MONTHS
_N = rf"(?:\d{{1,3}}|{'|'.join(sorted((w for w in NUMBER_WORDS if len(w) > 2), key=lambda w: (-len(w), w)))})"
_RESULT = re.compile(rf"\b({_N})(?:[-–]| (?:votes? )?to )({_N})\b")
_RESULT_ENDS = re.compile(rf"(?:[-–]| to )(?:{_N})\b")  # in each of its matches; found more quickly


class Told:
    """What the chosen sentences tell.

    `disputes` are those of the units that have any, by number: a difference is shown by itself, and so a sentence that brings
    nothing but the other value is no news.
    """

    def __init__(self, disputes: Mapping[int, Dispute] | None = None) -> None:
        self._disputes = disputes or {}
        self._heard: list[_Heard] = []
        self._words: set[str] = set()
        self._said: set[str] = set()
        self._numbers: set[str] = set(SMALL)

    def add(self, units: Iterable[Unit]) -> None:
        """Note that `units` are told."""
        for unit in units:
            words, facts = plain_words(unit), facts_of(unit.text, unit.article.language)
            self._heard.append(_Heard(unit.number, words, facts.numbers, facts.days, results(unit.text)))
            self._words |= words
            self._said |= facts.words
            self._numbers |= facts.numbers

    def holds(self, unit: Unit) -> bool:
        """Whether `unit` brings nothing but other words."""
        words = plain_words(unit)
        new = len(words - self._words) / max(1, len(words))
        dispute = self._disputes.get(unit.number, _NO_DISPUTE)
        disputed = bool(dispute.units) and any(heard.number in dispute.units for heard in self._heard)
        if new > _SURE_NEW and not disputed:
            return False
        facts = facts_of(unit.text, unit.article.language)
        if not facts.numbers - (dispute.figures if disputed else frozenset()) <= self._numbers:
            return False
        unsaid = [name for name in facts.names if name not in self._said]
        own = tokens(unit.article.source) if unsaid else ()
        names = sum(name not in own for name in unsaid)
        if disputed and not names:
            return True
        if names > 1 or len(words) < _LEAST_WORDS:
            return False
        score = results(unit.text)
        brings = new + _NAME_COSTS * names
        for heard in self._heard:
            anchors = 2 * len((facts.numbers & heard.numbers) - SMALL) + 2 * bool(facts.days & heard.days)
            anchors += 2 * (heard.number in dispute.units) + 4 * bool(score & heard.results)
            allowed = _SURE_NEW if anchors >= _SURE else _FEW_NEW
            if anchors > 0 and anchors + len(words & heard.words) >= _ONE_EVENT and brings <= allowed:
                return True
        return False


def retold(units: Sequence[Unit], disputes: Mapping[int, Dispute] | None = None) -> Iterator[tuple[Unit, Told]]:
    """The units that the others of `units` tell as well, each with what those tell."""
    seen: dict[str, int] = {}
    for unit in units:
        for word in plain_words(unit) | facts_of(unit.text, unit.article.language).numbers:
            seen[word] = seen.get(word, 0) + 1
    for unit in units:
        words, numbers = plain_words(unit), facts_of(unit.text, unit.article.language).numbers
        if not disputes or unit.number not in disputes:
            if sum(seen[word] == 1 for word in words) > _SURE_NEW * len(words):
                continue
            if any(seen[number] == 1 and number not in SMALL for number in numbers):
                continue
        told = Told(disputes)
        told.add(other for other in units if other is not unit)
        if told.holds(unit):
            yield unit, told


@lru_cache(maxsize=4096)
def results(text: str) -> frozenset[tuple[str, str]]:
    """The votes and scores in a text, in figures: "9-4", "nine votes to four", "3 to 2"."""
    if "-" not in text and "–" not in text and " to " not in text.casefold():
        return frozenset()
    folded = text.casefold()
    if _RESULT_ENDS.search(folded) is None:
        return frozenset()
    found = ((NUMBER_WORDS.get(a, a), NUMBER_WORDS.get(b, b)) for a, b in _RESULT.findall(folded))
    return frozenset((a, b) for a, b in found if a.isdigit() and b.isdigit())


def plain_words(unit: Unit) -> frozenset[str]:
    """The meaning-bearing words of a unit without its numbers and days."""
    return unit.words_without(_UNTOLD)
