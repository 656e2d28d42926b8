"""What every method shares: which sentences come together, what repeats what, the budget, and the order people read in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from digest.summarize.fitness import leans, unfit
from digest.summarize.units import Unit

_REPEATS = 0.6  # share of the shorter one's meaning-bearing words that makes two units say the same
_CHAIN = 3  # at most so many units stand together because each leans on the one before
SLACK = 1.1  # a summary may be so much longer than asked


@dataclass(slots=True)
class Choice:
    """A summary in the making: what is chosen, and what the budget still allows."""

    words: int
    units: Sequence[Unit]
    chosen: list[Unit] = field(default_factory=list)
    size: int = 0
    _unfit: dict[int, str | None] = field(default_factory=dict)
    _leans: dict[int, bool] = field(default_factory=dict)

    @property
    def room(self) -> int:
        """How many more words fit."""
        return int(self.words * SLACK + 1e-9) - self.size

    def why_not(self, unit: Unit) -> str | None:
        """Why the unit may not stand in the summary; None where it may."""
        if unit.number not in self._unfit:
            self._unfit[unit.number] = unfit(unit)
        return self._unfit[unit.number]

    def leans(self, unit: Unit) -> bool:
        """Whether the unit needs the one before it."""
        if unit.number not in self._leans:
            self._leans[unit.number] = leans(unit)
        return self._leans[unit.number]

    def bundle(self, unit: Unit) -> tuple[Unit, ...]:
        """The unit with the ones before it that it needs and that are not chosen yet; () where they may not stand."""
        together: list[Unit] = []
        at: Unit | None = unit
        while at is not None and len(together) < _CHAIN:
            if at in self.chosen:
                return tuple(reversed(together))
            if self.why_not(at) is not None:
                return ()
            together.append(at)
            if not self.leans(at):
                return tuple(reversed(together))
            at = at.before
        return ()

    def repeats(self, unit: Unit, limit: float = _REPEATS) -> bool:
        """Whether a chosen unit says the same already."""
        return any(overlap(unit, other) >= limit for other in self.chosen)

    def fits(self, bundle: Sequence[Unit]) -> bool:
        """Whether the budget allows all of `bundle`."""
        return bool(bundle) and sum(u.size for u in bundle) <= self.room

    def take(self, bundle: Iterable[Unit]) -> None:
        """Choose all of `bundle`."""
        for unit in bundle:
            self.chosen.append(unit)
            self.size += unit.size


def overlap(one: Unit, other: Unit) -> float:
    """The share of the shorter unit's meaning-bearing words that stand in the other, 0 to 1."""
    mine, theirs = set(one.content), set(other.content)
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least else 0.0


def shortest_if_nothing_fits(choice: Choice, score: Callable[[Unit], float]) -> None:
    """Where even one unit breaks the budget, take the best of those that stand alone: a whole sentence beats none."""
    if choice.chosen:
        return
    alone = [u for u in choice.units if choice.why_not(u) is None and not choice.leans(u)]
    if alone:
        choice.take([min(alone, key=lambda u: (u.size, -score(u), u.number))])


def reading_order(chosen: Sequence[Unit], lead: Unit | None) -> tuple[Unit, ...]:
    """The lead and what follows it in its report first, then report by report as they stand."""
    if lead is None:
        return tuple(sorted(chosen, key=lambda u: u.number))
    return tuple(sorted(chosen, key=lambda u: (u.report != lead.report, u.number)))
