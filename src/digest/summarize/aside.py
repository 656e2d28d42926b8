"""What stands beside a story's points: what one report alone has, and how the story ran over days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from digest.model import Excerpt, TimelineEntry, day_of
from digest.summarize.choose import Choice, overlap
from digest.summarize.facts import facts_of
from digest.summarize.fitness import doubt
from digest.summarize.support import Support
from digest.summarize.units import Unit

_MOST_ALONE = 3
_EARLY = 12  # sentences of a report among which a fact of its own is looked for
_LEADS = 3  # sentences of a report among which a day's lead is looked for
_SAME = 0.5  # share of common words from which two sentences tell one thing


def only_in(
    units: Sequence[Unit], told: Sequence[Unit], support: Support, merit: Callable[[Unit], float]
) -> tuple[Excerpt, ...]:
    """Sentences with a number or a name that no other report has, at most three and one a report, in reading order."""
    if len({unit.report for unit in units}) < 2:
        return ()
    known: dict[str, set[int]] = {}
    for unit in units:
        facts = facts_of(unit.text, unit.article.language)
        for word in sorted(facts.words | facts.numbers):
            known.setdefault(word, set()).add(unit.report)
    choice = Choice(10**6, units)
    found: list[tuple[float, Unit]] = []
    for unit in units:
        own = _own(unit, known)
        if own and unit.place < _EARLY and unit.size >= 8 and choice.why_not(unit) is None and not choice.leans(unit):
            found.append((min(own, 3) * merit(unit) * doubt(unit), unit))
    picked: list[Unit] = []
    for _, unit in sorted(found, key=lambda f: (-f[0], f[1].number)):
        if len(picked) == _MOST_ALONE:
            break
        if any(unit.report == other.report for other in picked) or any(
            overlap(unit, other) >= _SAME for other in (*told, *picked)
        ):
            continue
        if not support.of(unit):
            picked.append(unit)
    return tuple(unit.excerpt for unit in sorted(picked, key=lambda u: u.number))


def _own(unit: Unit, known: dict[str, set[int]]) -> int:
    """How many numbers and names of the unit stand in no other report."""
    facts = facts_of(unit.text, unit.article.language)
    words = [*sorted(facts.numbers), *(name for name in facts.names if name not in facts.numbers)]
    return sum(
        all(report == unit.report for report in known.get(word, {unit.report})) for word in words if word in known
    )


def timeline(units: Sequence[Unit], merit: Callable[[Unit], float]) -> tuple[TimelineEntry, ...]:
    """One sentence for each day on which the story was reported, where there are two days or more; the earliest first."""
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
        fresh = [u for u in able if all(overlap(u, other) < _SAME for _, other in entries)]
        if fresh:
            entries.append((day, max(fresh, key=lambda u: (merit(u) * doubt(u), -u.number))))
    return tuple(TimelineEntry(day, unit.excerpt) for day, unit in entries) if len(entries) > 1 else ()
