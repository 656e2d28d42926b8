"""Whether a sentence only tells again, in other words, what is told already.

Two reports of one vote share few words ("nine votes to four", "after a 9-4 vote") and all facts: the numbers, the names, the day. A
sentence is told again when it shares an event with a sentence already told (numbers, or a day, and words about it), brings no
number and no name of its own, and not many words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digest.summarize.facts import DAYS, MONTHS, NUMBER_WORDS, facts_of
from digest.summarize.units import Unit
from digest.words import tokens

_FEW_NEW = 0.6  # share of words not told before up to which a sentence without a new number or name brings nothing
_SURE_NEW = 0.8  # the same where two numbers and the day, or as much, prove that the event is one
_NAME_COSTS = 0.2  # what a single new name takes from either
_LEAST_WORDS = 4  # meaning-bearing words below which a sentence is too short to judge
_ONE_EVENT = 7  # twice the common numbers, two for a common day, and the common words
_SURE = 4  # so much of it in numbers and days is sure
SMALL = frozenset(("1", "2"))  # "two" says little: no fact of its own
_NUMERALS = frozenset(NUMBER_WORDS) | {word.rstrip("e") for word in NUMBER_WORDS}  # also as Snowball leaves them


@dataclass(slots=True)
class _Heard:
    """What the sentences chosen from one report tell together."""

    units: set[int]
    words: set[str]
    numbers: set[str]
    days: set[str]


class Told:
    """What the chosen sentences tell.

    `rivals` gives, for the number of a unit, the numbers of units whose value disagrees with one of its own: where reports
    differ, the difference is shown by itself, and the other value makes a sentence no newer.
    """

    def __init__(self, rivals: Mapping[int, frozenset[int]] | None = None) -> None:
        self._rivals = rivals or {}
        self._reports: dict[int, _Heard] = {}
        self._words: set[str] = set()
        self._said: set[str] = set()
        self._numbers: set[str] = set(SMALL)

    def add(self, units: Iterable[Unit]) -> None:
        """Note that `units` are told."""
        for unit in units:
            words, facts = plain_words(unit), facts_of(unit.text, unit.article.language)
            heard = self._reports.setdefault(unit.report, _Heard(set(), set(), set(), set()))
            heard.units.add(unit.number)
            heard.words |= words
            heard.numbers |= facts.numbers
            heard.days |= facts.days
            self._words |= words
            self._said |= facts.words
            self._numbers |= facts.numbers

    def holds(self, unit: Unit) -> bool:
        """Whether `unit` brings nothing but other words."""
        words = plain_words(unit)
        if len(words) < _LEAST_WORDS:
            return False
        new = len(words - self._words) / len(words)
        if new > _SURE_NEW:
            return False
        facts = facts_of(unit.text, unit.article.language)
        rivals = self._rivals.get(unit.number, frozenset())
        disputed = any(rivals & heard.units for heard in self._reports.values())
        if not disputed and not facts.numbers <= self._numbers:
            return False
        own = set(tokens(unit.article.source))
        names = sum(name not in self._said and name not in own for name in facts.names)
        if names > 1:
            return False
        for heard in self._reports.values():
            anchors = 2 * len((facts.numbers & heard.numbers) - SMALL) + 2 * bool(facts.days & heard.days)
            anchors += 2 * bool(rivals & heard.units)
            allowed = (_SURE_NEW if anchors >= _SURE else _FEW_NEW) - _NAME_COSTS * names
            if anchors and anchors + len(words & heard.words) >= _ONE_EVENT and new <= allowed:
                return True
        return False


def plain_words(unit: Unit) -> frozenset[str]:
    """The meaning-bearing words of a unit without its numbers and days."""
    return frozenset(
        w for w in unit.words if not w[0].isdigit() and w not in _NUMERALS and w not in DAYS and w not in MONTHS
    )
