"""What every method shares: which sentences come together, what repeats what, the budget, and the order people read in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from digest.summarize.facts import facts_of
from digest.summarize.fitness import doubt, judges, leans, unfit
from digest.summarize.retold import SMALL, Dispute, Told, plain_words, retold
from digest.summarize.support import Support, shares_quotation
from digest.summarize.units import UNDATED, Unit, day_key

REPEATS = 0.6  # share of the shorter one's meaning-bearing words from which two units tell one thing
_ADDS = 0.4  # share of its own words from which a sentence with a number of its own adds to what it repeats
_OPENINGS = 0.3  # the same for the opening sentences of two reports of one day, without numbers and days ...
_OPENING_WORDS = 3  # ... and so many words at least
_PERHAPS = 0.4  # below this share, `Support` is not asked whether they say the same
SLACK = 1.1  # a summary may be so much longer than asked
ENOUGH = 0.9  # from this share of what was asked on nothing more is sought: only the least telling would still fit
_CHAIN = 3  # at most so many units stand together because each leans on the one before


class Choice:
    """A summary in the making: what is chosen, and what the budget still allows."""

    def __init__(self, words: int, units: Sequence[Unit], disputes: Mapping[int, Dispute] | None = None) -> None:
        self.units = units
        self._disputes = disputes
        self._told = Told(disputes)
        self.chosen: list[Unit] = []
        self.room = int(words * SLACK + 1e-9)  # how many more words fit
        self._spare = self.room - words * ENOUGH  # how much room may stay unused
        self._numbers: set[int] = set()
        self._unfit: dict[int, str | None] = {}
        self._leans: dict[int, bool] = {}
        self._doubts: dict[int, float] = {}
        self._asked: dict[int, int] = {}  # how many of the chosen a unit was compared with; -1: it repeats one
        self._support: Support | None = None
        self.spread: Callable[[], Mapping[str, int]] | None = (
            None  # in how many units each word stands, where somebody counted
        )

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
            if at.number in self._numbers:
                return tuple(reversed(together))
            if self.why_not(at) is not None:
                return ()
            together.append(at)
            if not self.leans(at):
                return tuple(reversed(together))
            at = at.before
        return ()

    def repeats(self, unit: Unit) -> bool:
        """Whether a chosen unit says the same already, or carries the same quotation."""
        asked = self._asked.get(unit.number, 0)
        if asked < 0:
            return True
        new = self.chosen[asked:]
        same = any(self._same(unit, other) for other in new) or bool(new and self._told.holds(unit))
        self._asked[unit.number] = -1 if same else len(self.chosen)
        return same

    def doubt(self, unit: Unit) -> float:
        """How gladly the unit is taken; see `fitness.doubt`."""
        if unit.number not in self._doubts:
            self._doubts[unit.number] = doubt(unit)
        return self._doubts[unit.number]

    def _same(self, unit: Unit, other: Unit) -> bool:
        common = overlap(unit, other)
        if self._disputes is not None and same_opening(unit, other):
            return True
        if common >= REPEATS:
            return not _adds(unit, other)
        if common >= _PERHAPS:
            self._support = self._support or Support(self.units, self.spread and self.spread())
            if self._support.same(unit, other) > 0.0:
                return True
        return common > 0.0 and shares_quotation(unit, other)

    def fits(self, bundle: Sequence[Unit]) -> bool:
        """Whether the budget allows all of `bundle`."""
        return bool(bundle) and sum(u.size for u in bundle) <= self.room

    @property
    def full(self) -> bool:
        """Whether so much is chosen that the summary need not grow."""
        return self.room <= self._spare

    def take(self, bundle: Iterable[Unit]) -> None:
        """Choose all of `bundle`."""
        for unit in bundle:
            self.chosen.append(unit)
            self._numbers.add(unit.number)
            self._told.add((unit,))
            self.room -= unit.size

    def disputed(self, unit: Unit) -> bool:
        """Whether another report gives another value for what the unit says."""
        return self._disputes is not None and unit.number in self._disputes

    def drop_retold(self) -> bool:
        """Take back one chosen unit that the others tell as well, where none leans on it; False where there is none.

        The one that was chosen first, the best, stays unless the rest gives another value for what it says.
        """
        needed = {unit.before.number for unit in self.chosen if unit.before is not None and self.leans(unit)}
        for unit, told in retold(self.chosen, self._disputes):
            if unit.number in needed or (unit is self.chosen[0] and not self.disputed(unit)):
                continue
            self.chosen.remove(unit)
            self._numbers.discard(unit.number)
            self._told = told
            self._asked = {n: -1 if asked < 0 else 0 for n, asked in self._asked.items()}
            self._asked[unit.number] = -1
            self.room += unit.size
            return True
        return False


def same_opening(unit: Unit, other: Unit) -> bool:
    """Whether two reports of one day open with the same event, however they put it: news begins with what happened."""
    if unit.place or other.place or unit.report == other.report:
        return False
    days = {day_key(unit.article), day_key(other.article)}
    if len(days) > 1 and UNDATED not in days:
        return False
    mine, theirs = plain_words(unit), plain_words(other)
    common = len(mine & theirs)
    return common >= _OPENING_WORDS and common >= _OPENINGS * min(len(mine), len(theirs))


def _adds(unit: Unit, other: Unit) -> bool:
    """Whether the unit names the event that `other` tells only to add to it: other words, and a number among them."""
    new = unit.words - other.words
    if len(new) < _ADDS * len(unit.words):
        return False
    mine, theirs = (facts_of(u.text, u.article.language).numbers for u in (unit, other))
    return bool(mine - theirs - SMALL)


def overlap(one: Unit, other: Unit) -> float:
    """The share of the shorter unit's meaning-bearing words that stand in the other, 0 to 1."""
    least = min(len(one.words), len(other.words))
    return len(one.words & other.words) / least if least else 0.0


def shortest_if_nothing_fits(choice: Choice, score: Callable[[Unit], float]) -> None:
    """Where even one unit breaks the budget, take the shortest that stands alone: a whole sentence beats none."""
    if choice.chosen:
        return
    alone = [u for u in choice.units if choice.why_not(u) is None and not choice.leans(u)]
    if alone:
        choice.take([min(alone, key=lambda u: (u.size, -score(u), u.number))])


def reading_order(chosen: Sequence[Unit], headed: Callable[[], int | None] = lambda: None) -> tuple[Unit, ...]:
    """The report that opens the story; then the earlier day first, and of one day the report chosen first.

    A report whose first sentence was chosen comes before one that only adds to the news, and one that tells before one that
    weighs what happened; of several such the one of which `headed` says that its headline stands above the story, or else the one
    that was chosen first. Each is told from its first chosen sentence on. `chosen` is in the order of the choice.
    """
    rank: dict[int, int] = {}
    opening = {unit.report: unit for unit in sorted(chosen, key=lambda u: -u.number)}
    weighs = {report for report, unit in opening.items() if judges(unit)} if len(opening) > 1 else set()
    openings = {unit.report for unit in chosen if not unit.place} - weighs
    first = headed() if len(openings) > 1 else None
    for unit in sorted(chosen, key=lambda u: (u.report in weighs, u.place > 0, u.report != first)):
        rank.setdefault(unit.report, len(rank))
    return tuple(sorted(chosen, key=lambda u: (rank[u.report] > 0, day_key(u.article), rank[u.report], u.number)))
