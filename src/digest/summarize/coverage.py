"""Greedy coverage of words and word pairs that independent reports share, within a budget of whole sentences.

The idea is concept coverage (Gillick and Favre 2009, "A Scalable Global Model for Summarization") with the greedy rule of Lin and
Bilmes (2010): take the sentence that brings the most weight not yet covered for its length. A concept weighs what the independent
reports that use it weigh, more if it stands early in them or in a headline; a sentence counts more the earlier it stands, the
nearer it is to the whole story, and the more it answers the headlines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.model import Article
from digest.summarize.choose import Choice, reading_order, shortest_if_nothing_fits
from digest.summarize.fitness import doubt
from digest.summarize.units import Unit
from digest.words import stem, stop_words, tokens

Concept = str | tuple[str, str]  # a stem, or two neighbouring stems


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts; climbed on half of the labelled rows and looked at on the other half."""

    once: float = 0.2  # what each doubling of a concept's count weighs, against one more report that uses it
    headline: float = 1.0  # added for a concept that a headline uses
    early: float = 3.0  # added for a concept that all reports begin with, less the later it first comes
    early_fade: float = 8.0  # sentences after which that is a third
    place: float = 1.0  # added for a report's first sentence, less for each later one
    place_fade: float = 3.0  # sentences after which that is a third
    central: float = 1.0  # exponent of the likeness to the whole story
    query: float = 12.0  # how much likeness to the headlines multiplies
    length: float = 0.85  # exponent of the length that a gain is divided by
    fresh: float = 0.5  # exponent of the share of words that the likest chosen sentence does not have
    run: float = 3.5  # how strongly repeated runs of three words count against a sentence


DEFAULT = Weights()


def cover(
    articles: Sequence[Article], units: Sequence[Unit], words: int, weights: Weights = DEFAULT
) -> tuple[Unit, ...]:
    """The units of a summary of about `words` words, in reading order; `articles` are the reports that `units` come from."""
    race = _Race(articles, units, words, weights)
    while (best := race.best()) is not None:
        race.take(best)
    shortest_if_nothing_fits(race.choice, lambda u: race.gains[u.number])
    return reading_order(race.choice.chosen)


class _Race:
    """The units that may still be taken, and what each would bring now."""

    def __init__(self, articles: Sequence[Article], units: Sequence[Unit], words: int, weights: Weights) -> None:
        self.choice = Choice(words, units)
        self.weights = weights
        self.concepts = [_concepts(unit) for unit in units]
        self.weight = _concept_weights(articles, units, self.concepts, weights)
        self.merit = merits(articles, units, weights)
        self.gains = [sum(self.weight[c] for c in concepts) for concepts in self.concepts]
        self.lengths = [max(1, unit.size) ** weights.length for unit in units]
        self.near = [0.0] * len(units)  # likeness to the likest chosen unit
        self.open = [unit for unit in units if 0 < unit.size <= self.choice.room]
        self.covered: set[Concept] = set()
        self.runs: set[tuple[str, ...]] = set()

    def best(self) -> tuple[Unit, ...] | None:
        """The unit, with those it needs, that brings the most for its length; text rules are asked only where they could matter."""
        bound = {u.number: self._bound(u) for u in self.open}
        best, most = None, 0.0
        for unit in sorted(self.open, key=lambda u: (-bound[u.number], u.number)):
            if bound[unit.number] <= most:
                break
            bundle = self.choice.bundle(unit)
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
            self.covered.update(self.concepts[unit.number])
            self.runs.update(zip(unit.stems, unit.stems[1:], unit.stems[2:], strict=False))
        room, chosen = self.choice.room, {u.number for u in self.choice.chosen}
        self.open = [u for u in self.open if u.size <= room and u.number not in chosen]
        for unit in self.open:
            at = unit.number
            self.gains[at] = sum(self.weight[c] for c in self.concepts[at] if c not in self.covered)
            self.near[at] = max(self.near[at], *(_likeness(unit, other) for other in bundle))

    def _bound(self, unit: Unit) -> float:
        at = unit.number
        return self.gains[at] / self.lengths[at] * self.merit[at] * (1.0 - self.near[at]) ** self.weights.fresh

    def _value(self, bundle: Sequence[Unit]) -> float:
        if len(bundle) == 1:
            return self._bound(bundle[0]) * doubt(bundle[0]) * self._unrepeated(bundle[0])
        total, seen = 0.0, set(self.covered)
        for unit in bundle:
            at = unit.number
            gain = sum(self.weight[c] for c in self.concepts[at] if c not in seen)
            seen.update(self.concepts[at])
            total += (
                gain
                * self.merit[at]
                * doubt(unit)
                * self._unrepeated(unit)
                * (1.0 - self.near[at]) ** self.weights.fresh
            )
        return total / sum(unit.size for unit in bundle) ** self.weights.length

    def _unrepeated(self, unit: Unit) -> float:
        """1 for a unit that shares no run of three words with what is chosen, less for one that does."""
        runs = list(zip(unit.stems, unit.stems[1:], unit.stems[2:], strict=False))
        again = sum(run in self.runs for run in runs)
        return max(0.0, 1.0 - self.weights.run * again / len(runs)) if again else 1.0


def _likeness(one: Unit, other: Unit) -> float:
    """The share of the shorter one's words that the other has, below 1."""
    least = min(len(one.words), len(other.words))
    return min(0.99, len(one.words & other.words) / least) if least else 0.0


def _concepts(unit: Unit) -> tuple[Concept, ...]:
    """The different words and word pairs of a unit in the order of the text; a pair has a word that carries meaning."""
    content = unit.words
    found: dict[Concept, None] = dict.fromkeys(unit.content)
    for pair in pairwise(unit.stems):
        if pair[0] in content or pair[1] in content:
            found[pair] = None
    return tuple(found)


def headline_stems(articles: Sequence[Article]) -> dict[str, int]:
    """The meaning-bearing stems of the headlines, with how many headlines use each."""
    counts: dict[str, int] = {}
    for article in articles:
        stops = stop_words(article.language)
        words = [w for w in tokens(article.title) if w not in stops and (len(w) > 1 or w.isdigit())]
        for word in dict.fromkeys(stem(words, article.language)):
            counts[word] = counts.get(word, 0) + 1
    return counts


def _concept_weights(
    articles: Sequence[Article], units: Sequence[Unit], concepts: Sequence[tuple[Concept, ...]], weights: Weights
) -> dict[Concept, float]:
    """What each concept weighs: the reports that use it, how often and how early they do, and whether a headline does."""
    reports: dict[Concept, int] = {}
    counts: dict[Concept, int] = {}
    last: dict[Concept, int] = {}
    early: dict[Concept, float] = {}
    for unit, found in zip(units, concepts, strict=True):
        soon = math.exp(-unit.place / weights.early_fade)
        for concept in found:
            counts[concept] = counts.get(concept, 0) + 1
            if last.get(concept) != unit.report:
                last[concept] = unit.report
                reports[concept] = reports.get(concept, 0) + 1
                early[concept] = early.get(concept, 0.0) + soon
    heads = headline_stems(articles)
    weight: dict[Concept, float] = {}
    for concept, using in reports.items():
        asked = concept in heads if isinstance(concept, str) else concept[0] in heads and concept[1] in heads
        boost = 1.0 + weights.early * early[concept] / len(articles) + (weights.headline if asked else 0.0)
        weight[concept] = (using - 1 + weights.once * math.log2(1 + counts[concept])) * boost
    return weight


def merits(articles: Sequence[Article], units: Sequence[Unit], weights: Weights = DEFAULT) -> list[float]:
    """What speaks for each unit whatever is chosen already: its place, its likeness to the whole story and to the headlines."""
    centre = _centre(units, len(articles))
    heads = headline_stems(articles)
    heads_norm = math.sqrt(sum(n * n for n in heads.values())) or 1.0
    found = []
    for unit in units:
        counts: dict[str, int] = {}
        for word in unit.content:
            counts[word] = counts.get(word, 0) + 1
        norm = math.sqrt(sum(n * n for n in counts.values())) or 1.0
        likeness = sum(centre[word] * n for word, n in counts.items()) / norm
        asked = sum(heads[word] for word in counts if word in heads) / (heads_norm * math.sqrt(len(counts) or 1))
        place = 1.0 + weights.place * math.exp(-unit.place / weights.place_fade)
        found.append(place * likeness**weights.central * (1.0 + weights.query * asked))
    return found


def _centre(units: Sequence[Unit], reports: int) -> dict[str, float]:
    """The story's words, each report weighing the same, as a vector of length 1."""
    sizes = [0] * reports
    for unit in units:
        sizes[unit.report] += len(unit.content)
    centre: dict[str, float] = {}
    for unit in units:
        for word in unit.content:
            centre[word] = centre.get(word, 0.0) + 1.0 / sizes[unit.report]
    norm = math.sqrt(sum(value * value for value in centre.values())) or 1.0
    return {word: value / norm for word, value in centre.items()}
