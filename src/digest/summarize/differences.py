"""Numbers, sums, dates and times about the same thing on which reports do not agree.

High precision before all: the same unit, a shared word beside the number, sentences that are alike otherwise, and no report that
gives the other's value as well. "At least 12" does not differ from 14, nor "about 1,000" from 1,017.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from digest.model import Difference, DifferingValue, Excerpt
from digest.summarize.about import about
from digest.summarize.across import differ_across, foreign_to
from digest.summarize.comparable import overtaken, two_things
from digest.summarize.facts import facts_of
from digest.summarize.retold import SMALL, Dispute, plain_words
from digest.summarize.units import Unit
from digest.summarize.values import Value, clocks, values_of
from digest.words import stem, stop_words, tokens

_ALIKE = 0.45  # weighted share of the shorter sentence's other words that the longer one must hold
_RATHER = 0.3  # the same, where two words beside the numbers are shared
_LEADS = 0.25  # the same, between the first sentences of two reports
_FARTHEST = 2.5  # values that are farther apart than this factor are of different things
_WORTH = frozenset(
    ("cost", "damag", "price", "worth", "budget", "fine", "loss", "kost", "schaden", "coût", "coût", "cuest")
)
_SCALE_STEMS = frozenset(("million", "billion", "thousand", "trillion", "percent", "per", "cent"))
_MEASURES = frozenset(
    (
        "kilometr",
        "kilomet",
        "metr",
        "meter",
        "mile",
        "feet",
        "inch",
        "millimetr",
        "centimetr",
        "degre",
        "magnitud",
        "tonn",
        "ton",
        # of players and teams
        "yard",
        "touchdown",
        "catch",
        "carri",
        "pass",
        "rebound",
        "assist",
        "recept",
        "inning",
        "season",
        "game",
    )
)
_OF_CLOCKS = frozenset(("local", "time", "utc", "gmt", "edt", "est", "a.m", "p.m", "am", "pm", "uhr"))
_OF_TIMES = 3  # words that sentences with different times of the day must share: a story has many times
_MEASURED = 0.6  # as _ALIKE, for distances and levels: a story has many
_ANYBODY = frozenset(
    ("peopl", "men", "women", "person", "member", "state", "seat", "vote", "time", "other", "offic", "countri", "case")
)
_CLOSE = 1.5  # farthest apart of values that only their part in the story joins
_SIZE = {"money": 3.0, "count": 2.0, "date": 31.0}  # values within this factor are of one size
_FEW = 5  # smaller counts are of too many things
_EARLY = 12  # sentences of a report before which a value must stand that only its part joins to another
_AROUND = 60  # characters around a sum that say what it is
_ROLES = {
    "cost": re.compile(
        r"\b(?:costs?|costing|bill for|repairs?|rebuilding|kostet|kosten|coûte(?:ra)?|cuesta|costará)\b", re.IGNORECASE
    ),
    "damage": re.compile(r"\b(?:damages?|loss(?:es)?|worth|Schaden|dégâts|daños)\b", re.IGNORECASE),
    "price": re.compile(
        r"\b(?:price|deal|worth|takeover|take over|buys?|buy|bought|acquir(?:e|ed|es|ing)|acquisition)\b", re.IGNORECASE
    ),
}
_STARTS = re.compile(r"\b(?:first|resumes?|reopens?|again|starts?|begins?|opens?|returns?)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|is to|are to|expect(?:s|ed)?|plan(?:s|ned)?|set (?:for|to)|due|scheduled)\b", re.IGNORECASE
)
_MOST = 5  # differences shown for one story


def differences(groups: Sequence[Sequence[Value]]) -> tuple[Difference, ...]:
    """The `groups` of differing values as they are shown."""
    return tuple(_difference(group) for group in groups)


def disputes(groups: Sequence[Sequence[Value]]) -> dict[int, Dispute]:
    """For each unit with a differing value, by number, the units that give another one."""
    found: dict[int, Dispute] = {}
    for group in groups:
        for value in group:
            before = found.get(value.home.number, Dispute(frozenset(), frozenset()))
            others = frozenset(v.home.number for v in group if v is not value)
            figures = facts_of(value.text, value.home.article.language).numbers
            found[value.home.number] = Dispute(before.units | others, before.figures | figures)
    return found


def contested(groups: Sequence[Sequence[Value]], unit: Unit, article: str) -> bool:
    """Whether the article of that id gives another value than `unit` does, where a difference shows both."""
    for group in groups:
        mine = [v for v in group if v.home.report == unit.report and (v.home is unit or v.text in unit.text)]
        theirs = [v for v in group if v.home.article.id == article]
        if any(not _agree(one, other) for one in mine for other in theirs):
            return True
    return False


def differing(units: Sequence[Unit]) -> list[list[Value]]:
    """Where the reports of one story give different values for the same thing, at most five."""
    values = [value for unit in units if unit.size >= 5 for value in values_of(unit)]
    weight = _weights(units)
    groups: list[list[Value]] = []
    alike: dict[tuple[str, str], list[Value]] = {}
    for value in values:
        alike.setdefault((value.kind, value.unit), []).append(value)
    for same in alike.values():
        for at, one in enumerate(same):
            for other in same[at + 1 :]:
                if (
                    one.home.report != other.home.report
                    and _differ(one, other, weight, same)
                    and not _settled(one, other, same)
                    and overtaken(one, other) is None
                ):
                    _put(groups, one, other)
    for one, other in _across(values):
        _put(groups, one, other)
    return groups[:_MOST]


def _across(values: Sequence[Value]) -> Iterator[tuple[Value, Value]]:
    """The pairs of differing values whose reports are in two languages."""
    for at, one in enumerate(values):
        for other in values[at + 1 :]:
            if not foreign_to(one.home, other.home) or not differ_across(one, other) or _agree(one, other):
                continue
            like = [v for v in values if v.kind == one.kind and v.home.report in (one.home.report, other.home.report)]
            alone = all(_alone(value, [v for v in like if v.unit == value.unit]) for value in (one, other))
            given = any(
                v.amount == mine.amount and v.home.report != mine.home.report for v in like for mine in (one, other)
            )
            if alone and not given and overtaken(one, other) is None:
                yield one, other


def _weights(units: Sequence[Unit]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for unit in units:
        for word in dict.fromkeys(unit.content):
            counts[word] = counts.get(word, 0) + 1
    return {word: math.log2(1 + len(units) / n) for word, n in counts.items()}


def _put(groups: list[list[Value]], one: Value, other: Value) -> None:
    """Add the pair to the group that one of them is in, one value a report and amount."""
    for group in groups:
        if one in group or other in group:
            for value in (one, other):
                if all(v.home.report != value.home.report for v in group):
                    group.append(value)
            return
    groups.append([one, other])


def _difference(group: Sequence[Value]) -> Difference:
    group = sorted(group, key=lambda v: (v.home.number, v.start))
    shown = tuple(
        DifferingValue(
            v.text, Excerpt(v.home.article, v.home.start + v.start, v.home.start + v.end), v.home.article.published
        )
        for v in group
    )
    named = [v for v in group if not v.home.translated] or group  # in the words of the summary's own language
    return Difference(about(named), group[0].kind, shown)  # type: ignore[arg-type]


def _differ(one: Value, other: Value, weight: dict[str, float], same: Sequence[Value]) -> bool:
    """Whether the values differ and stand in sentences about the same thing; `same` are all of their kind in the story."""
    if _has(one.home, other) or _has(other.home, one):
        return False
    if _agree(one, other) or max(one.amount, other.amount) > _FARTHEST * min(one.amount, other.amount):
        return False
    if _other_hour(one, other):
        return False
    if (one.kind in ("date", "time") and _other_subject(one.home, other.home)) or two_things(one, other):
        return False
    if one.kind in ("money", "other") and not (_alone_there(one, same) and _alone_there(other, same)):
        return False
    if one.kind == "money" and not (roles(one) & roles(other) or (_alone(one, same) and _alone(other, same))):
        return False
    if _measures(one) and not (_alone(one, same) and _alone(other, same)):
        return False
    return _alike(one, other, weight) or (_one_role(one, other) and _alone(one, same) and _alone(other, same))


def _other_subject(one: Unit, other: Unit) -> bool:
    """Whether each sentence opens with a word that the other report never uses: they tell of two people's days."""
    mine, theirs = (re.match(r"[A-Z][\w’'-]+", unit.text) for unit in (one, other))
    return bool(
        mine
        and theirs
        and mine.group() not in other.article.text
        and theirs.group() not in one.article.text
        and mine.group().casefold() not in stop_words(one.article.language)
        and theirs.group().casefold() not in stop_words(other.article.language)
    )


def _other_hour(one: Value, other: Value) -> bool:
    """Whether the sentences tell of different hours: a level at nine and a level at four."""
    if one.kind == "time":
        return False
    mine, theirs = clocks(one.home), clocks(other.home)
    if one.kind in ("count", "money") and not _measures(one) and not (mine and theirs):
        return False
    return mine != theirs and not (one.kind == "date" and not (mine and theirs))


def _measures(value: Value) -> bool:
    """Whether the value is a distance, a level or the like: a story has many of those."""
    return value.unit in _MEASURES or (value.kind == "count" and value.amount != int(value.amount))


def _alike(one: Value, other: Value, weight: dict[str, float]) -> bool:
    """Whether the sentences share enough words, most of all beside the values, to be about one thing."""
    mine, theirs = plain_words(one.home), plain_words(other.home)
    common = (mine & theirs) - _OF_CLOCKS
    if not common - _names(one.home) or (one.kind == "time" and len(common) < _OF_TIMES):
        return False
    beside = (set(one.near) & set(other.near)) - _SCALE_STEMS - _OF_CLOCKS - {one.unit}
    if not common - _SCALE_STEMS - _WORTH - {one.unit, *stem(tokens(one.text), one.home.article.language)}:
        return False  # nothing but the sum itself is shared
    if one.kind == "time" and not beside - _names(one.home):
        return False  # a day has many hours: what happens at this one must be said in like words
    least = min(math.fsum(weight[w] for w in mine), math.fsum(weight[w] for w in theirs))
    alike = math.fsum(weight[w] for w in common) / least if least else 0.0
    if _measures(one):
        return bool(beside) and alike >= _MEASURED
    if beside and len(common) >= 2 and alike >= _ALIKE:
        return True
    if one.kind == "other":
        return False
    near = len(beside) + bool(beside & _WORTH)
    if near >= 2 and len(common) >= 2 and alike >= _RATHER:
        return True
    leads = one.home.place == 0 and other.home.place == 0
    return leads and one.kind in ("count", "money") and len(common) >= 4 and alike >= _LEADS


def _names(unit: Unit) -> frozenset[str]:
    """The stems of the names in the sentence: what is said there must be about one thing, not only about one place."""
    if unit.article.language == "de":
        return frozenset()
    names = facts_of(unit.text, unit.article.language).names
    return frozenset(stem([token for name in names for token in tokens(name)], unit.article.language))


def _one_role(one: Value, other: Value) -> bool:
    """Whether both values play one part in the story: what a thing cost, when it begins, how many of a kind there are."""
    if len(plain_words(_lead(one.home)) & plain_words(_lead(other.home)) - _SCALE_STEMS - _WORTH - {one.unit}) < 2:
        return False
    if one.kind == "date":
        return _begins(one) and _begins(other)
    least, most = sorted((one.amount, other.amount))
    if most > _CLOSE * least or one.home.place > _EARLY or other.home.place > _EARLY:
        return False
    if one.kind == "money":
        return bool(roles(one) & roles(other))
    if one.kind != "count" or least < _FEW or one.unit in _ANYBODY or _measures(one):
        return False
    mine, theirs = (
        facts_of(one.home.text, one.home.article.language),
        facts_of(other.home.text, other.home.article.language),
    )
    return bool(
        (set(one.near) & set(other.near)) - _SCALE_STEMS - {one.unit} or (mine.numbers & theirs.numbers) - SMALL
    )


def _lead(unit: Unit) -> Unit:
    """The first unit of the report."""
    while unit.before is not None and unit.place > 0:
        unit = unit.before
    return unit


def _begins(value: Value) -> bool:
    """Whether a date is the day on which something is to begin."""
    before = value.home.text[max(0, value.start - 2 * _AROUND) : value.start]
    return bool(_PLANNED.search(value.home.text) and _STARTS.search(before))


def roles(value: Value) -> frozenset[str]:
    """What a sum is said to be: "cost", "damage", "price"; by the words beside it."""
    around = value.home.text[max(0, value.start - _AROUND) : value.end + _AROUND]
    return frozenset(role for role, words in _ROLES.items() if words.search(around))


def _alone(value: Value, same: Iterable[Value]) -> bool:
    """Whether its report gives no other value of that size for the like."""
    return all(
        other.home.report != value.home.report
        or other.amount == value.amount
        or (other.kind == "date" and not _begins(other))
        or max(other.amount, value.amount) > _SIZE.get(other.kind, 2.0) * min(other.amount, value.amount)
        for other in same
    )


def _alone_there(value: Value, same: Iterable[Value]) -> bool:
    """Whether its sentence gives no other sum of that size, and no other share: a list of them is of many things."""
    return all(
        v is value
        or v.home is not value.home
        or (v.kind == "money" and max(v.amount, value.amount) > _SIZE["money"] * min(v.amount, value.amount))
        for v in same
    )


def _has(unit: Unit, value: Value) -> bool:
    """Whether the sentence has the figures of `value` too: of 40 people hurt, 29 went to hospital."""
    figures = facts_of(value.text, unit.article.language).numbers
    return bool(figures) and figures <= facts_of(unit.text, unit.article.language).numbers


def _settled(one: Value, other: Value, values: Iterable[Value]) -> bool:
    """Whether a report gives both values: then it tells of two things, or of a change, and nothing is in doubt."""
    return any(
        value.home.report == mine.home.report and _agree(value, theirs)
        for mine, theirs in ((one, other), (other, one))
        for value in values
    )


def _agree(one: Value, other: Value) -> bool:
    a, b = one.amount, other.amount
    if a == b:
        return True
    if one.kind in ("date", "time"):
        return False
    if (
        (one.bound > 0 and b >= a)
        or (other.bound > 0 and a >= b)
        or (one.bound < 0 and b <= a)
        or (other.bound < 0 and a <= b)
    ):
        return True
    if one.kind == "money" and _rounded(one, other):
        return True
    return abs(a - b) <= max(one.rough * max(a, b), other.rough * max(a, b))


def _rounded(one: Value, other: Value) -> bool:
    """Whether the value with fewer figures is the other one, rounded: $15 billion and $15.25 billion."""
    least, most = sorted((one, other), key=lambda v: len(re.sub(r"\D", "", v.text)))
    figures = len(re.sub(r"\D", "", least.text))
    return 2 <= figures < len(re.sub(r"\D", "", most.text)) and float(f"{most.amount:.{figures - 1}e}") == least.amount
