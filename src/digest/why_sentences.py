"""Why a sentence is not in the briefing: the best of those that a story's points left out, each with what kept it out.

Everything is worked out anew from the sources, since a record holds only what is shown; where a source has changed or is gone, or
where the record was made by another version of the cleaner, that is said instead.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from digest.model import Article, Day
from digest.verify import Mismatch, Sources

if TYPE_CHECKING:
    from digest.summarize.choose import Choice
    from digest.summarize.units import Unit

NARROWLY = 8  # sentences shown for one story
_SHOWN = 100  # characters shown of each
_ALL = 10**6  # words: a budget that nothing breaks


def unchosen(record: Mapping[str, Any], story: Mapping[str, Any], root: str = ".") -> Iterator[str]:
    """Lines about the sentences of one `story` of a `record` that came near to being chosen, the best first.

    The sources are read below `root`. A sentence is kept out because it may not stand (and by which rule), leans on one that may
    not, says what a point says, or is worth less than the points are.
    """
    from digest.clean import CLEANER

    if record.get("made_by", {}).get("cleaner") != CLEANER:
        yield "  sentences not chosen: the record was made by another version of the cleaner, so they cannot be told"
        return
    try:
        reports = _reports(story, Sources(root))
    except Mismatch as error:
        yield f"  sentences not chosen: they cannot be told any more: {error}"
        return
    yield from explained(reports, [(p["article"], p["start"], p["end"]) for p in story["points"]])


@dataclass(frozen=True, slots=True)
class Unchosen:
    """A sentence that is not in a summary, what speaks for it, and what kept it out."""

    unit: Unit
    worth: float  # the product of the three terms
    terms: tuple[float, float, float]  # its place, its likeness to the whole story, and that to the headlines
    why: str

    @property
    def value(self) -> dict[str, Any]:
        """As JSON has it."""
        unit, (place, whole, headlines) = self.unit, self.terms
        told = {"place": round(place, 3), "whole": round(whole, 3), "headlines": round(headlines, 3)}
        return {
            "text": unit.text,
            "article": unit.article.id,
            "source": unit.article.source,
            "start": unit.start,
            "end": unit.end,
            "why": self.why,
            "worth": round(self.worth, 3),
            "terms": told,
        }

    @property
    def lines(self) -> tuple[str, str]:
        """As a person reads it."""
        text = " ".join(self.unit.text.split())
        place, whole, headlines = self.terms
        return (
            f"    {self.unit.article.id} {self.unit.start}-{self.unit.end}: {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}",
            f"      {self.why} (place {place:.2f} × whole story {whole:.2f} × headlines {headlines:.2f})",
        )


def explained(reports: Sequence[Sequence[Article]], points: Sequence[tuple[str, int, int]]) -> Iterator[str]:
    """The same for articles at hand, by report; `points` are what was chosen: the article's id, start and end."""
    others = not_chosen(reports, points)
    if others is None:
        yield "  sentences not chosen: the points were cut otherwise than this version cuts sentences"
        return
    if others:
        yield "  sentences not chosen, the best first:"
    for other in others[:NARROWLY]:
        yield from other.lines
    if len(others) > NARROWLY:
        yield f"    and {len(others) - NARROWLY} more"


def not_chosen(
    reports: Sequence[Sequence[Article]], points: Sequence[tuple[str, int, int]], most: int = NARROWLY
) -> tuple[Unchosen, ...] | None:
    """The sentences that are not among the `points`, the best first, the first `most` with the reason.

    None where a point is no sentence as this version cuts them.
    """
    from digest.summarize.choose import Choice
    from digest.summarize.coverage import terms
    from digest.summarize.differences import differing, disputes
    from digest.summarize.units import units_of, voices

    articles = voices(reports)
    units = units_of(articles)
    spans = {(unit.article.id, unit.start, unit.end): unit for unit in units}
    chosen = [spans[point] for point in points if point in spans]
    if len(chosen) < len(points):
        return None
    choice = Choice(_ALL, units, disputes(differing(units)))
    choice.take(chosen)
    spoken = terms(articles, units)
    worth = {unit.number: math.prod(found) for unit, found in zip(units, spoken, strict=True)}
    others = [u for u in units if u not in chosen]
    others.sort(key=lambda u: (-worth[u.number] * choice.doubt(u), u.number))
    least = min((worth[u.number] for u in chosen), default=0.0)
    return tuple(
        Unchosen(
            unit,
            worth[unit.number],
            spoken[unit.number],
            (_why(unit, chosen, units, choice) or _outscored(worth[unit.number], least)) if at < most else "",
        )
        for at, unit in enumerate(others)
    )


def _why(unit: Unit, chosen: Sequence[Unit], units: Sequence[Unit], choice: Choice) -> str | None:
    """What kept the unit out, other than better ones; None where nothing did."""
    from digest.summarize.choose import Choice

    if (reason := choice.why_not(unit)) is not None:
        return f"may not stand: {reason}"
    if not choice.bundle(unit):
        before = unit.before and choice.why_not(unit.before)
        return f"is only clear after the sentence before it, which may not stand{f': {before}' if before else ''}"
    if choice.disputed(unit) and choice.repeats(unit):
        return "gives only the other value of a difference"
    for number, point in enumerate(chosen, 1):
        alone = Choice(_ALL, units)
        alone.take((point,))
        if alone.repeats(unit):
            return f"says again what point {number} says"
    if choice.repeats(unit):
        return (
            "gives only the other value of a difference"
            if choice.disputed(unit)
            else "brings nothing that the points lack"
        )
    if choice.leans(unit):
        return (
            "is only clear after the sentence before it, and the two were worth less for their length than the points"
        )
    return None


def _outscored(worth: float, least: float) -> str:
    if worth < least:
        return f"outscored: worth {worth:.2f}, where the points are worth {least:.2f} and more"
    return f"outscored: worth {worth:.2f} by itself, but less once the points were told, or too long for the room left"


def _reports(story: Mapping[str, Any], sources: Sources) -> list[list[Article]]:
    """The articles of the story as they were read, by report; raises Mismatch where a source is not what it was."""
    articles = {}
    for held in story["articles"]:
        text = sources.cleaned(held, "sentences not chosen")
        articles[held["id"]] = Article(
            id=held["id"],
            origin=held["origin"],
            sha256=held["sha256"],
            source=held["source"],
            title=held["title"],
            text=text,
            member=held["member"],
            published=_day(held["published"]),
            language=held["language"],
        )
    return [[articles[name] for name in report["articles"]] for report in story["reports"]]


def _day(written: str | None) -> Day | None:
    if written is None:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
