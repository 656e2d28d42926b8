"""Greedy coverage of words and word pairs that independent reports share, within a budget of whole sentences.

The idea is concept coverage (Gillick and Favre 2009, "A Scalable Global Model for Summarization") with the greedy rule of Lin and
Bilmes (2010): take the sentence that brings the most weight not yet covered for its length. A concept weighs what the
independent reports that use it weigh, more if a headline or a lead uses it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from digest.model import Article
from digest.summarize.choose import Choice, overlap, reading_order, shortest_if_nothing_fits
from digest.summarize.fitness import doubt
from digest.summarize.units import Unit
from digest.words import stem, stop_words, tokens

Concept = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts."""

    pair: float = 1.0  # a pair of neighbouring words, against a single word
    once: float = 0.15  # what a concept of one report weighs, for each doubling of its count
    headline: float = 1.0  # added for a concept that headlines use
    lead: float = 0.5  # added for a concept of the reports' first sentences
    lead_units: int = 3
    place: float = 1.0  # added for the first sentence, less for each later one
    fade: float = 4.0  # sentences after which the place counts a third
    central: float = 0.5  # exponent of the likeness to the whole story
    length: float = 0.8  # exponent of the length that the gain is divided by
    again: float = 0.6  # share of common words from which a sentence is a repetition
    fresh: float = 0.0  # exponent of the share of a sentence's words that its likest chosen sentence does not have
    left: float = 0.0  # what a covered concept still weighs
    power: float = 1.0  # exponent of the number of reports
    query: float = 0.0  # added for likeness to the headlines
    hpair: float = 0.0
    tri: float = 0.0
    hany: float = 0.0
    first: float = 0.0  # added for a concept of the very first sentence


DEFAULT = Weights()


def cover(
    articles: Sequence[Article], units: Sequence[Unit], words: int, weights: Weights = DEFAULT
) -> tuple[Unit, ...]:
    """The units of a summary of about `words` words, in reading order."""
    concepts = [_concepts(unit) for unit in units]
    weight = _concept_weights(articles, units, concepts, weights)
    merit = merits(articles, units, weights)
    choice = Choice(words, units)
    covered: set[Concept] = set()
    used3: set = set()
    gains = {u.number: sum(weight[c] for c in concepts[u.number]) for u in units}
    open_units = [u for u in units if u.size <= choice.room]
    doubts: dict[int, float] = {}
    while open_units:
        best = _best(choice, open_units, concepts, weight, covered, gains, merit, doubts, weights)
        if best is None:
            break
        choice.take(best)
        covered.update(c for u in best for c in concepts[u.number])
        last = best
        for b in best:
            used3.update(zip(b.stems, b.stems[1:], b.stems[2:]))
        open_units = [
            u for u in open_units
            if u not in choice.chosen and u.size <= choice.room and all(overlap(u, b) < weights.again for b in last)
        ]  # fmt: skip
        for u in open_units:
            gains[u.number] = sum(weight[c] if c not in covered else weight[c] * weights.left for c in concepts[u.number])
            if weights.tri:
                t3 = list(zip(u.stems, u.stems[1:], u.stems[2:]))
                share = sum(t in used3 for t in t3) / (len(t3) or 1)
                gains[u.number] *= max(0.0, 1.0 - weights.tri * share)
            if weights.fresh:
                near = max(overlap(u, b) for b in choice.chosen)
                gains[u.number] *= (1.0 - near) ** weights.fresh
    shortest_if_nothing_fits(choice, lambda u: gains[u.number])
    return reading_order(choice.chosen, choice.chosen[0] if choice.chosen else None)


def _best(choice, open_units, concepts, weight, covered, gains, merit, doubts, weights):  # type: ignore[no-untyped-def]
    """The bundle that brings the most for its length; text rules are asked only of those that could win."""
    score = {u.number: gains[u.number] / u.size**weights.length * merit[u.number] for u in open_units}
    ranked = sorted(open_units, key=lambda u: (-score[u.number], u.number))
    best, best_score = None, 0.0
    for unit in ranked:
        if score[unit.number] <= best_score:
            break
        bundle = choice.bundle(unit)
        if not choice.fits(bundle):
            continue
        if any(overlap(b, other) >= weights.again for b in bundle for other in choice.chosen):
            continue
        for b in bundle:
            if b.number not in doubts:
                doubts[b.number] = doubt(b)
        if len(bundle) == 1:
            value = score[unit.number] * doubts[unit.number]
        else:
            size = sum(b.size for b in bundle)
            seen = set(covered)
            total = 0.0
            for b in bundle:
                fresh = [c for c in concepts[b.number] if c not in seen]
                seen.update(fresh)
                total += sum(weight[c] for c in fresh) * merit[b.number] * doubts[b.number]
            value = total / size**weights.length
        if value > best_score:
            best, best_score = bundle, value
    return best


def _concepts(unit: Unit) -> tuple[Concept, ...]:
    """The different words and word pairs of a unit, in the order of the text; a pair has at least one word that carries meaning."""
    content = set(unit.content)
    found: dict[Concept, None] = dict.fromkeys(unit.content)
    for one, two in zip(unit.stems, unit.stems[1:]):
        if one in content or two in content:
            found[one, two] = None
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
    reports: dict[Concept, int] = {}
    counts: dict[Concept, int] = {}
    leads: dict[Concept, int] = {}
    firsts: dict[Concept, int] = {}
    last: dict[Concept, int] = {}
    led: dict[Concept, int] = {}
    for unit, found in zip(units, concepts, strict=True):
        early = unit.place < weights.lead_units
        for c in found:
            counts[c] = counts.get(c, 0) + 1
            if last.get(c) != unit.report:
                last[c] = unit.report
                reports[c] = reports.get(c, 0) + 1
            if unit.place == 0:
                firsts[c] = firsts.get(c, 0) + 1
            if early and led.get(c) != unit.report:
                led[c] = unit.report
                leads[c] = leads.get(c, 0) + 1
    heads = headline_stems(articles)
    n_heads = max(1, sum(bool(a.title) for a in articles))
    n = len(articles)
    hp = set()
    for a in articles:
        t = stem(tokens(a.title), a.language)
        hp.update(zip(t, t[1:]))
    weight: dict[Concept, float] = {}
    for c, df in reports.items():
        base = (df - 1) ** weights.power + weights.once * math.log2(1 + counts[c])
        boost = 1.0 + weights.lead * leads.get(c, 0) / n + weights.first * firsts.get(c, 0) / n
        if isinstance(c, str):
            boost += weights.headline * heads.get(c, 0) / n_heads + weights.hany * (c in heads)
        else:
            boost += weights.headline * min(heads.get(c[0], 0), heads.get(c[1], 0)) / n_heads
            boost += weights.hpair * (c in hp)
            base *= weights.pair
        weight[c] = base * boost
    return weight


def merits(articles: Sequence[Article], units: Sequence[Unit], weights: Weights = DEFAULT) -> dict[int, float]:
    """What speaks for each unit whatever is chosen already: its place, and how near it is to the whole story."""
    centre: dict[str, float] = {}
    sizes = [0] * len(articles)
    for u in units:
        sizes[u.report] += len(u.content)
    for u in units:
        for w in u.content:
            centre[w] = centre.get(w, 0.0) + 1.0 / sizes[u.report]
    norm = math.sqrt(sum(v * v for v in centre.values())) or 1.0
    merits = {}
    heads = headline_stems(articles)
    head_norm = math.sqrt(sum(v * v for v in heads.values())) or 1.0
    for u in units:
        counts: dict[str, int] = {}
        for w in u.content:
            counts[w] = counts.get(w, 0) + 1
        length = math.sqrt(sum(v * v for v in counts.values())) or 1.0
        likeness = sum(centre[w] * v for w, v in counts.items()) / (norm * length)
        asked = sum(heads.get(w, 0) for w in counts) / (head_norm * math.sqrt(len(counts) or 1))
        place = (1.0 + weights.query * asked) * (1.0 + weights.place * math.exp(-u.place / weights.fade))
        merits[u.number] = place * likeness**weights.central
    return merits
