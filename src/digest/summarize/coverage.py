"""Greedy coverage of words and word pairs that independent reports share, within a budget of whole sentences.

The idea is concept coverage (Gillick and Favre 2009, "A Scalable Global Model for Summarization") with the greedy rule of Lin and
Bilmes (2010): take the sentence that brings the most weight not yet covered for its length. A concept weighs what the independent
reports that use it weigh, more if it stands early in them or in a headline; a sentence counts more the earlier it stands, the
nearer it is to the whole story, and the more it answers the headlines.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from digest.model import Article
from digest.summarize.choose import Choice, shortest_if_nothing_fits
from digest.summarize.units import Unit, Units
from digest.words import stem, stop_words, tokens_of_each


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts; climbed on half of the labelled rows and looked at on the other half."""

    once: float = 0.2  # what each doubling of a concept's count weighs, against one more report that uses it
    headline: float = 1.0  # added for a concept that a headline uses
    early: float = 3.0  # added for a concept that all reports begin with, less the later it first comes
    early_fade: float = 8.0  # sentences after which that is a third
    place: float = 1.0  # added for a report's first sentence, less for each later one
    place_fade: float = 2.5  # sentences after which that is a third
    central: float = 1.0  # exponent of the likeness to the whole story
    query: float = 12.0  # how much likeness to the headlines, or to what stands in for them, multiplies
    opening_fade: float = 1.0  # sentences after which a report's words count a third for what it opens with
    length: float = 0.93  # exponent of the length that a gain is divided by
    fresh: float = 0.5  # exponent of the share of words that the likest chosen sentence does not have
    run: float = 3.8  # how strongly repeated runs of three words count against a sentence


DEFAULT = Weights()
_FEW = 512  # numbers of which the values are remembered
_ALIKE = 0.99  # what the likeness of two units is at most, so that no gain is lost altogether


def cover(units: Units, choice: Choice, weights: Weights = DEFAULT) -> tuple[Unit, ...]:
    """The units of a summary, as they are chosen; `choice` is still empty."""
    race = _Race(units.articles, units, choice, weights)
    race.run()
    while race.choice.drop_retold():
        race.reopen()
        race.run()
    shortest_if_nothing_fits(race.choice, lambda u: race.gains[u.number].item())
    return tuple(race.choice.chosen)


class _Race:
    """The units that may still be taken, and what each would bring now."""

    def __init__(self, articles: Sequence[Article], units: Units, choice: Choice, weights: Weights) -> None:
        table = _Table(units)
        self.choice = choice
        self.choice.spread = table.spread_of
        self.weights = weights
        self.table = table
        heads = headline_stems(articles)
        # What each concept still weighs: nothing once it is covered.
        self.left = table.weights(len(articles), heads, weights)
        place, near, answer = _terms(table, len(articles), heads, weights)
        self.merit = place * near * answer
        self.gains = table.sums(self.left)
        self.sizes = np.array(units.sizes, dtype=np.int64)
        self.lengths = _by_number(_length, weights.length, self.sizes)
        self.words = np.maximum(table.different, 1)
        self.near = np.zeros(len(units))  # likeness to the likest chosen unit
        self.fresh = np.ones(len(units))  # what that leaves of a unit's worth
        self.open = (self.sizes > 0) & (self.sizes <= choice.room)
        self.runs: set[tuple[str, ...]] = set()

    def run(self) -> None:
        """Choose until the summary is full or nothing fits any more."""
        while not self.choice.full and (best := self.best()) is not None:
            self.take(best)

    def reopen(self) -> None:
        """Look again at all units that are not chosen: there is room once more."""
        self.open = (self.sizes > 0) & (self.sizes <= self.choice.room)
        self.open[[unit.number for unit in self.choice.chosen]] = False
        self.gains = self.table.sums(self.left)
        self.near[:] = 0.0
        self.fresh[:] = 1.0
        self._see(self.choice.chosen)

    def best(self) -> tuple[Unit, ...] | None:
        """The unit, with those it needs, that brings the most for its length; text rules are asked only where they could matter."""
        self.bounds = self.gains / self.lengths * self.merit * self.fresh
        hopes = np.where(self.open, self.bounds, 0.0)
        best, most = None, 0.0
        while len(hopes) and hopes[number := int(hopes.argmax())] > most:
            hopes[number] = 0.0
            bundle = self.choice.bundle(self.choice.units[number])
            if not self.choice.fits(bundle) or any(self.choice.repeats(u) for u in bundle):
                continue
            value = self._value(bundle)
            if value > most:
                best, most = bundle, value
        return best

    def take(self, bundle: Sequence[Unit]) -> None:
        """Choose `bundle`, and see what each other unit brings after that."""
        self.choice.take(bundle)
        for unit in bundle:
            self.left[self.table.concepts_of(unit)] = 0.0
            self.runs.update(zip(unit.stems, unit.stems[1:], unit.stems[2:], strict=False))
        if self.choice.full:  # then nothing is taken unless something is dropped, after which `reopen` looks at all
            return
        self.gains = self.table.sums(self.left)
        self.open &= self.sizes <= self.choice.room
        for unit in bundle:
            self.open[unit.number] = False
        self._see(bundle)

    def _see(self, chosen: Sequence[Unit]) -> None:
        """Note how like each open unit is to its likest chosen one: the share of the shorter one's words, below 1."""
        near = self.near
        for other in chosen:
            shared = self.table.common(other) / np.minimum(self.words, max(1, len(other.words)))
            near = np.maximum(near, np.minimum(shared, _ALIKE))
        nearer = np.flatnonzero(self.open & (near > self.near))
        self.near = near
        # Python's power, not numpy's, whose last digit depends on the machine.
        self.fresh[nearer] = [(1.0 - like) ** self.weights.fresh for like in near[nearer].tolist()]

    def _bound(self, unit: Unit) -> float:
        bound: float = self.bounds[unit.number].item()
        return bound

    def _value(self, bundle: Sequence[Unit]) -> float:
        if len(bundle) == 1:
            return self._bound(bundle[0]) * self.choice.doubt(bundle[0]) * self._unrepeated(bundle[0])
        total, left = 0.0, self.left.copy()
        for unit in bundle:
            mine = self.table.concepts_of(unit)
            gain = math.fsum(left[mine].tolist())
            left[mine] = 0.0
            total += (
                gain
                / (self.gains[unit.number].item() or 1.0)
                * self._bound(unit)
                * self.choice.doubt(unit)
                * self._unrepeated(unit)
                * self.lengths[unit.number].item()
            )
        length: float = sum(unit.size for unit in bundle) ** self.weights.length
        return total / length

    def _unrepeated(self, unit: Unit) -> float:
        """1 for a unit that shares no run of three words with what is chosen, less for one that does."""
        if not self.runs:
            return 1.0
        stems = unit.stems
        again = sum(map(self.runs.__contains__, zip(stems, stems[1:], stems[2:], strict=False)))
        return max(0.0, 1.0 - self.weights.run * again / (len(stems) - 2)) if again else 1.0


def headline_stems(articles: Sequence[Article]) -> dict[str, int]:
    """The meaning-bearing stems of the headlines, with how many headlines use each."""
    counts: dict[str, int] = {}
    for article, said in zip(articles, tokens_of_each([article.title for article in articles]), strict=True):
        stops = stop_words(article.language)
        words = [w for w in said if w not in stops and (len(w) > 1 or w.isdigit())]
        for word in dict.fromkeys(stem(words, article.language)):
            counts[word] = counts.get(word, 0) + 1
    return counts


class _Table:
    """Which concepts stand in which unit: the rows (concept, unit), each once, the words before the pairs of words.

    Sums over rows are made by `bincount`, which adds in that order, so they come out the same everywhere.
    """

    def __init__(self, units: Units) -> None:
        self.units = units
        said = units.said
        numbered: defaultdict[str, int] = defaultdict(itertools.count().__next__)
        roots = np.fromiter(map(numbered.__getitem__, said.roots), dtype=np.int64, count=len(said.roots))
        self.vocabulary: Mapping[str, int] = numbered
        self.size = len(numbered)
        self._bits = self.size.bit_length()
        tells = np.frombuffer(said.means, dtype=bool)
        means = np.zeros(self.size, dtype=bool)
        means[roots[tells]] = True
        numbers = np.array(said.numbers, dtype=np.int64)
        flat = roots[numbers]
        says = means[flat]
        home = np.repeat(np.arange(len(units)), _gaps(np.array(units.firsts), len(numbers))[:-1])
        shift = len(units).bit_length()
        beside = (home[1:] == home[:-1]) & (says[1:] | says[:-1])
        # Rows as numbers that sort: the concept, the unit, and whether the word is one without meaning, which may have the stem
        # of one with. A million stems in a million units fit.
        words = ((flat << shift | home) << 1 | ~tells[numbers])[says]
        pairs = ((flat[:-1] + 1 << self._bits | flat[1:]) << shift | home[:-1])[beside] << 1
        rows = np.concatenate((np.sort(words), np.sort(pairs)))  # the number of a pair is above all of words
        first = np.flatnonzero(_fresh(rows >> 1))
        meant = rows[first] & 1 == 0
        rows = rows[first] >> 1
        self.homes = rows & ((1 << shift) - 1)
        concepts = rows >> shift
        self.fresh = _fresh(concepts)  # which rows are the first of their concept
        begins = np.flatnonzero(self.fresh)
        self.keys = concepts[begins]
        self.concepts = len(begins)
        self.counts = _gaps(begins, len(rows))  # in how many units each concept stands
        self.columns = np.repeat(np.arange(self.concepts), self.counts)
        word_rows = int(np.searchsorted(first, len(words)))
        self.words, self.word_homes = concepts[:word_rows], self.homes[:word_rows]
        self.word_counts = _gaps(first[:word_rows], len(words))
        self._meant = meant[:word_rows]
        self.different = np.bincount(self.word_homes[self._meant], minlength=len(units))  # words of meaning

    def spread_of(self) -> dict[str, int]:
        """In how many units each word of meaning stands."""
        spread = np.bincount(self.words[self._meant], minlength=self.size)
        return {word: n for word, n in zip(self.vocabulary, spread.tolist(), strict=True) if n}

    def concepts_of(self, unit: Unit) -> Any:
        """The concepts of one unit."""
        return self.columns[self.homes == unit.number]

    def common(self, unit: Unit) -> Any:
        """How many different meaning-bearing words each unit shares with `unit`."""
        has = np.zeros(self.size, dtype=bool)
        has[self.words[self.word_homes == unit.number]] = True
        return np.bincount(self.word_homes[has[self.words]], minlength=len(self.units))

    def sums(self, weight: Any) -> Any:
        """What the concepts of each unit weigh together."""
        return np.bincount(self.homes, weight[self.columns], len(self.units))

    def weights(self, reports: int, heads: Mapping[str, int], weights: Weights) -> Any:
        """What each concept weighs: the reports that use it, how often and how early they do, and whether a headline does."""
        places = np.array(self.units.places, dtype=np.int64)
        report = np.array(self.units.reports, dtype=np.int64)[self.homes]
        first = self.fresh.copy()  # where a report first uses a concept
        first[1:] |= report[1:] != report[:-1]
        first = np.flatnonzero(first)
        used = self.columns[first]
        using = np.bincount(used, minlength=self.concepts)
        fades = _by_number(_fade, weights.early_fade, places)
        early = np.bincount(used, fades[self.homes[first]], self.concepts)
        often = _by_number(_doublings, 1.0, self.counts)
        boost = 1.0 + weights.early * early / reports + weights.headline * self._asked(heads)
        return (using - 1 + weights.once * often) * boost

    def _asked(self, heads: Mapping[str, int]) -> Any:
        """1 for each concept that the headlines use, otherwise 0."""
        asked = np.zeros(self.size + 1)
        asked[[self.vocabulary[word] for word in heads if word in self.vocabulary]] = 1.0
        second = asked[self.keys & ((1 << self._bits) - 1)]
        words = int(np.searchsorted(self.keys, 1 << self._bits))
        second[words:] *= asked[(self.keys[words:] >> self._bits) - 1]
        return second


def _fresh(ordered: Any) -> Any:
    """Where each new value begins."""
    fresh = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return fresh


def _gaps(begins: Any, end: int) -> Any:
    """How far it is from each of the places to the next, from the last to the `end`."""
    gaps = np.empty_like(begins)
    np.subtract(begins[1:], begins[:-1], out=gaps[:-1])
    gaps[-1:] = end - begins[-1:]
    return gaps


def _fade(n: int, after: float) -> float:
    return math.exp(-n / after)


def _doublings(n: int, unit: float) -> float:
    return math.log2(unit + n)


def _length(n: int, exponent: float) -> float:
    return math.pow(max(1, n), exponent)


def _by_number(value: Callable[[int, float], float], given: float, numbers: Any) -> Any:
    """`value` of each of `numbers` and what is `given`, by Python's arithmetic: numpy's last digit depends on the machine."""
    size = int(numbers.max(initial=0)) + 1
    return (_values if size <= _FEW else _values.__wrapped__)(value, given, max(size, _FEW))[numbers]


@lru_cache(maxsize=32)
def _values(value: Callable[[int, float], float], given: float, size: int) -> Any:
    return np.array([value(n, given) for n in range(size)])


def merits(articles: Sequence[Article], units: Units, weights: Weights = DEFAULT) -> list[float]:
    """What speaks for each unit whatever is chosen already: the product of its `terms`."""
    return [place * near * answer for place, near, answer in terms(articles, units, weights)]


def terms(articles: Sequence[Article], units: Units, weights: Weights = DEFAULT) -> list[tuple[float, float, float]]:
    """What each unit's place, its likeness to the whole story and that to the headlines are worth.

    Where no report has a headline, what the reports open with stands in for it.
    """
    found = _terms(_Table(units), len(articles), headline_stems(articles), weights)
    return list(zip(*(term.tolist() for term in found), strict=True))


def _terms(table: _Table, reports: int, heads: Mapping[str, int], weights: Weights) -> tuple[Any, Any, Any]:
    """The `terms` of all units, each in an array of its own."""
    counts = table.word_counts.astype(float)
    places = np.array(table.units.places, dtype=np.int64)
    likeness = _likeness(table, counts, _spoken(table, counts, reports))
    if heads:
        answers = _answers(table, heads)
    else:
        opening = _by_number(_fade, weights.opening_fade, places)
        answers = _likeness(table, counts, _spoken(table, counts * opening[table.word_homes], reports, whole=False))
    placed = 1.0 + weights.place * _by_number(_fade, weights.place_fade, places)
    if weights.central != 1.0:  # by Python's power, not numpy's, whose last digit depends on the machine
        likeness = np.array([near**weights.central for near in likeness.tolist()])
    return placed, likeness, 1.0 + weights.query * answers


def _spoken(table: _Table, counts: Any, reports: int, *, whole: bool = True) -> Any:
    """How much each word is used by the story: `counts` of the rows, as shares of their report, summed over the reports.

    Counts that are not `whole` numbers are summed in the order of the text, on which the last digit of a sum depends.
    """
    home = np.array(table.units.reports, dtype=np.int64)[table.word_homes]
    order = slice(None) if whole else np.argsort(table.word_homes, kind="stable")
    said = np.bincount(home[order], counts[order], reports)
    return np.bincount(table.words, counts / np.maximum(said, 1e-300)[home], table.size)


def _likeness(table: _Table, counts: Any, spoken: Any) -> Any:
    """The cosine of each unit's words and the words `spoken`, 0 to 1."""
    homes, size = table.word_homes, len(table.units)
    norms = np.bincount(homes, counts * counts, size)
    near = np.bincount(homes, spoken[table.words] * counts, size)
    whole = math.sqrt(math.fsum((spoken * spoken).tolist())) or 1.0
    return near / (whole * np.sqrt(np.where(norms > 0.0, norms, 1.0)))


def _answers(table: _Table, heads: Mapping[str, int]) -> Any:
    """The cosine of each unit's different words and the words of the headlines, 0 to 1."""
    asked = np.zeros(table.size)
    for word, n in heads.items():
        if word in table.vocabulary:
            asked[table.vocabulary[word]] = n
    homes, size = table.word_homes, len(table.units)
    shared = np.bincount(homes, asked[table.words], size)
    different = np.maximum(np.bincount(homes, minlength=size), 1)
    return shared / (math.sqrt(sum(n * n for n in heads.values())) * np.sqrt(different))
