"""What joins or parts two articles: every number that grouping weighed for the pair, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from digest.group import abroad, copies, evidence, facts, link, pairs
from digest.group.steps import Steps, steps
from digest.model import Article

_SHOWN = {"headline": "headline", "lead": "opening", "body": "text", "names": "names", "numbers": "numbers"}
_LISTED = 8  # names or numbers that are listed


@dataclass(frozen=True)
class _Case:
    """Everything that grouping knows, and the two reports in question, `one < other`."""

    found: Steps
    one: int
    other: int


def between(articles: Sequence[Article], one: str, other: str) -> tuple[str, ...]:
    """Lines that say whether the articles with ids `one` and `other` stand in one story among `articles`, and by what numbers.

    Raises KeyError for an id that no article has.
    """
    case = _case(articles, one, other)
    if case.one == case.other:
        same = [case.found.read.articles[number] for number in case.found.folded[case.one]]
        why = next(iter(copies.because(*(a for a in same if a.id in (one, other)))), "") if one != other else ""
        return (f"one report: {why or 'the same article'}",)
    together = _group(case.found.groups, case.one) == _group(case.found.groups, case.other)
    return ("one story" if together else "two stories", *_evidence(case), *_verdict(case, together))


def _case(articles: Sequence[Article], one: str, other: str) -> _Case:
    found = steps(articles)
    place = {found.read.articles[number].id: report for report, same in enumerate(found.folded) for number in same}
    first, second = sorted((place[one], place[other]))
    return _Case(found, first, second)


def _group(groups: Sequence[tuple[int, ...]], report: int) -> tuple[int, ...]:
    return next(members for members in groups if report in members)


def _evidence(case: _Case) -> Iterator[str]:
    rarity = pairs.inverse_frequency(case.found.gathered)
    total = sum(pairs.WEIGHTS.values())
    for name, shown in _SHOWN.items():
        rows = pairs.unit(getattr(case.found.gathered, name), rarity)
        cosine = float(rows[case.one].multiply(rows[case.other]).sum())
        yield f"{shown}: {cosine:.2f} alike, weight {pairs.WEIGHTS[name] / total:.2f}"
    names, numbers = _shared(case)
    yield f"names in both: {_listed(names) or 'none'}"
    yield f"numbers in both: {_listed(numbers) or 'none'}"
    quoted = [
        evidence.quotations(case.found.read.articles[case.found.reports[each]].text) for each in (case.one, case.other)
    ]
    yield f"shared quotations: {len(quoted[0] & quoted[1]) or 'none'}"


def _shared(case: _Case) -> tuple[list[str], list[str]]:
    mine, theirs = (case.found.reports[each] for each in (case.one, case.other))
    spoken = case.found.read.vocabulary
    names = set(case.found.read.names[mine].tolist()) & set(case.found.read.names[theirs].tolist())
    said = [
        np.concatenate((case.found.read.headline[each], case.found.read.body[each])).tolist() for each in (mine, theirs)
    ]
    numbers = {word for word in set(said[0]) & set(said[1]) if spoken[word][0].isdigit()}
    return sorted(spoken[word] for word in names), sorted(spoken[word] for word in numbers)


def _listed(words: Sequence[str]) -> str:
    rest = f" and {len(words) - _LISTED} more" if len(words) > _LISTED else ""
    return ", ".join(words[:_LISTED]) + rest


def _verdict(case: _Case, together: bool) -> Iterator[str]:
    """The factors of the pair's score, the score against the bar, and what decided."""
    one, other = np.array([case.one]), np.array([case.other])
    stacked = pairs.vectors(case.found.gathered)
    words, share = (float(each[0]) for each in pairs.shared(stacked, one, other))
    length = math.sqrt(float(np.prod(np.maximum(case.found.gathered.length[[case.one, case.other]], 1.0))))
    factors = {
        "time": float(pairs.nearness(case.found.gathered, one, other)[0]),
        "names and numbers": float(facts.agreement(case.found.read, case.found.reports, one, other)[0]),
        "one word": float(pairs.alone(share, length, len(case.found.reports))),
        "one outlet": pairs.SAME_SOURCE if _one_outlet(case) else 1.0,
        "language": 0.0 if bool(pairs.foreign(case.found.gathered, one, other)[0]) else 1.0,
    }
    score = words * math.prod(factors.values())
    bar = float(link.Rule().bar(1, length))
    yield f"time: {_time(case, factors['time'])}"
    if factors["names and numbers"] < 1:
        yield f"names and numbers that the other lacks: x {factors['names and numbers']:.2f}"
    if factors["one word"] < 1:
        yield f"one word has {share:.0%} of what they share: x {factors['one word']:.2f}"
    if factors["one outlet"] < 1:
        yield f"the same outlet: x {factors['one outlet']:.2f}"
    yield f"score {score:.3f} (words {words:.3f} times the factors); two reports of this length need {bar:.3f}"
    yield from _joined(case, score, bar) if together else _parted(case, words, score, bar, factors)


def _one_outlet(case: _Case) -> bool:
    mine, theirs = case.found.gathered.source[[case.one, case.other]]
    return bool(mine == theirs and mine >= 0)


def _time(case: _Case, factor: float) -> str:
    apart = abs(float(case.found.gathered.day[case.one] - case.found.gathered.day[case.other]))
    return (
        "a trusted day is missing, nothing taken off"
        if math.isnan(apart)
        else f"{apart:.1f} days apart, x {factor:.2f}"
    )


def _joined(case: _Case, score: float, bar: float) -> Iterator[str]:
    if score >= bar:
        yield "joined: the pair alone reaches it"
    elif not bool(pairs.foreign(case.found.gathered, np.array([case.one]), np.array([case.other]))[0]):
        size = len(_group(case.found.groups, case.one))
        yield f"joined: not by this pair, but by the other reports of the story ({size} in all)"
    else:
        yield "joined: across languages, by names and numbers of this pair or of other reports of the story"


def _parted(case: _Case, words: float, score: float, bar: float, factors: dict[str, float]) -> Iterator[str]:
    if factors["language"] == 0:
        yield (
            f"parted: two languages; across them {abroad.NAMES} names and {abroad.FIGURES} telling numbers must be in both "
            f"(no days, hours or years), and at most {abroad.DAYS:.0f} days lie between"
        )
        return
    if score < bar:
        weakest = min(factors, key=lambda name: (factors[name], name))
        if words >= bar and factors[weakest] < 1:
            yield f"parted: by {weakest}; without it the pair would reach {score / max(factors[weakest], 1e-9):.3f}"
        else:
            yield "parted: they have too little in common"
        return
    yield _parted_as_groups(case)


def _parted_as_groups(case: _Case) -> str:
    """Why two reports that are alike enough stand in two stories: by the others that stand with them."""
    if _group(case.found.merged, case.one) == _group(case.found.merged, case.other):
        return "parted: their story held two events, told apart by the words that are rare among its own reports"
    mine, theirs = (_group(case.found.merged, each) for each in (case.one, case.other))
    across = _average(case.found.alike, mine, theirs)
    length = math.exp(float(np.log(np.maximum(case.found.gathered.length[[*mine, *theirs]], 1.0)).mean()))
    needed = float(link.Rule().bar(len(mine) * len(theirs), length))
    said = f"parted: the {len(mine)} and {len(theirs)} reports of their stories are {across:.3f} alike on average"
    if across < needed:
        return f"{said}, {needed:.3f} is needed"
    ratio = link.Rule().ratio(min(len(mine), len(theirs)), length)
    inside = min(
        _average(case.found.alike, each, each)
        for each in (mine, theirs)
        if len(each) > 1 or len(mine) + len(theirs) == 2
    )
    return f"{said}, less than {ratio:.2f} of the {inside:.3f} within one of them"


def _average(alike: pairs.Likeness, mine: Sequence[int], theirs: Sequence[int]) -> float:
    """The mean likeness over the pairs of two groups, or of the pairs within one."""
    inside: Any = (np.isin(alike.left, mine) & np.isin(alike.right, theirs)) | (
        np.isin(alike.left, theirs) & np.isin(alike.right, mine)
    )
    count = len(mine) * (len(mine) - 1) / 2 if mine is theirs else len(mine) * len(theirs)
    return float(alike.score[inside].sum()) / max(count, 1.0)
