"""What stands beside a story's points: what one report alone has, and how the story ran over days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from digest.model import Excerpt, TimelineEntry, day_of
from digest.summarize.choose import Choice, overlap
from digest.summarize.facts import DAYS, WEEKS, facts_of
from digest.summarize.fitness import doubt, unexplained
from digest.summarize.retold import SMALL
from digest.summarize.support import Support
from digest.summarize.units import Unit

_MOST_ALONE = 3
_EARLY = 12  # sentences of a report among which a fact of its own is looked for
_LEADS = 3  # sentences of a report among which a day's lead is looked for
_FIGURES = 1.3  # what counts for a sentence with a number
_DECISION = 1.3  # and for one with a decision, a duty, a cost
_DECIDES = re.compile(
    r"\b(?:will|must|may|votes?|voted|approv\w+|order(?:ed|s)?|decid\w+|agreed|ban(?:s|ned)?|pledg\w+|promis\w+|costs?|rais\w+|"
    r"cut|clos\w+|open\w*|arrest\w+|charged|sued?|resign\w+|appoint\w+|deadline|muss|soll|wird|kostet|doit|sera|coûte|"
    r"deberá|cuesta)\b"
)
_AHEAD = re.compile(r"\b(?:is|are|was|were) (?:about )?to\b|\b(?:expects?|hopes?|plans?|tomorrow|tonight)\b")
_GOOD = 0.5  # share of the best sentence's worth that a day's sentence must have
_NAMED = 1.5  # what counts for a sentence that names the day it is told for
_OTHER_DAY = 0.4  # and for one that names only another
_AGAIN = 0.6  # and for one that stands among the points already
_SAME = 0.5  # share of common words from which two sentences tell one thing


def only_in(
    choice: Choice, told: Sequence[Unit], support: Support, merit: Callable[[Unit], float]
) -> tuple[Excerpt, ...]:
    """Sentences with a number or a name that no other report has, at most three and one a report, in reading order."""
    units = choice.units
    if len({unit.report for unit in units}) < 2:
        return ()
    known: dict[str, set[int]] = {}
    for unit in units:
        facts = facts_of(unit.text, unit.article.language)
        for word in sorted(facts.words | facts.numbers):
            known.setdefault(word, set()).add(unit.report)
    newest = max((day_of(u.article.published) for u in units if u.article.published is not None), default=None)
    found: list[tuple[float, Unit]] = []
    for unit in units:
        if (
            choice.disputed(unit)
            or unit.place >= _EARLY
            or unit.size < 8
            or choice.why_not(unit) is not None
            or choice.leans(unit)
            or (unexplained(unit) and not any(unexplained(unit) in other.words for other in told))
        ):
            continue
        own = _own(unit, known)
        if own and not _stale(unit, newest):
            found.append((min(own, 3) * _matters(unit) * merit(unit) * doubt(unit), unit))
    picked: list[Unit] = []
    for _, unit in sorted(found, key=lambda f: (-f[0], f[1].number)):
        if len(picked) == _MOST_ALONE:
            break
        if any(unit.report == other.report for other in picked) or any(
            overlap(unit, other) >= _SAME for other in (*told, *picked)
        ):
            continue
        if not choice.repeats(unit) and not support.anywhere(unit):
            picked.append(unit)
    return tuple(unit.excerpt for unit in sorted(picked, key=lambda u: u.number))


def _stale(unit: Unit, newest: date | None) -> bool:
    """Whether the unit tells what an earlier day still expected."""
    published = unit.article.published
    if newest is None or published is None or day_of(published) >= newest:
        return False
    return facts_of(unit.text, unit.article.language).plans or bool(_AHEAD.search(unit.text))


def _matters(unit: Unit) -> float:
    """More than 1 for a sentence with figures or a decision: what a reader would look for before colour."""
    numbers = facts_of(unit.text, unit.article.language).numbers - SMALL
    return (_FIGURES if numbers else 1.0) * (_DECISION if _DECIDES.search(unit.text) else 1.0)


def _own(unit: Unit, known: dict[str, set[int]]) -> int:
    """How many numbers and names of the unit stand in no other report."""
    facts = facts_of(unit.text, unit.article.language)
    words = [*sorted(facts.numbers), *(name for name in facts.names if name not in facts.numbers)]
    return sum(
        all(report == unit.report for report in known.get(word, {unit.report})) for word in words if word in known
    )


def timeline(units: Sequence[Unit], told: Sequence[Unit], merit: Callable[[Unit], float]) -> tuple[TimelineEntry, ...]:
    """One sentence for each day that brought something, the earliest first; rather one that is not `told` as a point.

    None where there are not two such days, or where all of their sentences are `told` as points already.
    """
    days: dict[date, list[Unit]] = {}
    for unit in units:
        if unit.article.published is not None:
            days.setdefault(day_of(unit.article.published), []).append(unit)
    if len(days) < 2:
        return ()
    choice = Choice(10**6, units)
    entries: list[tuple[date, Unit]] = []
    for day in sorted(days):
        able = [u for u in days[day] if u.place < _LEADS and choice.why_not(u) is None and not choice.leans(u)]
        fresh = [u for u in able if not choice.repeats(u) and all(overlap(u, other) < _SAME for _, other in entries)]
        fresh = [u for u in fresh if merit(u) >= _GOOD * max(merit(u) for u in able)]
        if fresh:
            again = {u.number for u in fresh if any(overlap(u, other) >= _SAME for other in told)}
            best = max(
                fresh,
                key=lambda u: (merit(u) * doubt(u) * _of_day(u, day) * (_AGAIN if u.number in again else 1), -u.number),
            )
            entries.append((day, best))
            choice.take((best,))
    points = {unit.number for unit in told}
    if len(entries) < 2 or all(unit.number in points for _, unit in entries):
        return ()
    return tuple(TimelineEntry(day, unit.excerpt) for day, unit in entries)


def _of_day(unit: Unit, day: date) -> float:
    """How surely the sentence tells what that day brought: it names the day itself, no day, or only another one."""
    named = facts_of(unit.text, unit.article.language).days & DAYS
    if not named:
        return 1.0
    return _NAMED if any(list_[day.weekday()] in named for list_ in WEEKS) else _OTHER_DAY
