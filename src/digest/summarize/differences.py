"""Numbers, sums, dates and times about the same thing on which reports do not agree.

High precision before all: the same unit, a shared word beside the number, sentences that are alike otherwise, and no report that
gives the other's value as well. "At least 12" does not differ from 14, nor "about 1,000" from 1,017.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.model import Difference, DifferingValue, Excerpt
from digest.summarize.facts import DAYS, MONTHS, NUMBER_WORDS, facts_of
from digest.summarize.lists import word_set
from digest.summarize.units import Unit
from digest.words import stem, stop_words, tokens

_NUMBER = r"\d{1,3}(?:[,.  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_NAMED = "|".join(sorted((w for w in NUMBER_WORDS if len(w) > 2), key=lambda w: (-len(w), w)))
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3,
    "tausend": 1e3, "millionen": 1e6, "mio": 1e6, "milliarden": 1e9, "mrd": 1e9, "millions": 1e6, "milliards": 1e9, "mille": 1e3,
    "millones": 1e6, "mil": 1e3,
}  # fmt: skip
_SCALE = "|".join(sorted(_SCALES, key=lambda w: (-len(w), w)))
_CURRENCY_WORD = (
    r"dollars?|euros?|pounds?|crowns?|yen|yuan|won|rupees?|francs?|pesos?|rubles?|roubles?|kroner|kronor|liras?|"
    r"shekels?|reais|rand|"
    r"Euro|Franken|Kronen|Pfund|livres|dólares|libras"
)
_MONEY = re.compile(
    rf"(?P<sign>(?:US|A|C|HK)?[$€£¥₩₹])\s?(?P<n1>{_NUMBER})(?:[\s-]?(?P<s1>{_SCALE})\b)?|"
    rf"\b(?P<n2>{_NUMBER}|{_NAMED})(?:\s(?P<s2>{_SCALE})\b\.?)?\s(?P<unit>(?:U\.?S\.? )?(?:{_CURRENCY_WORD}))\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"\b(?P<n>{_NUMBER}|{_NAMED})(?:\s(?P<s>{_SCALE})\b)?(?:\s?(?P<percent>%|percent\b|per cent\b|Prozent\b)|"
    rf"\s(?P<words>[^\W\d_][\w’'-]*(?:\s[^\W\d_][\w’'-]*)?))",
    re.IGNORECASE,
)
_CLOCK_WORD = re.compile(rf"\bat (?:{_NAMED}|noon|midnight)\b(?! least)")
_CLOCK = re.compile(r"\b(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s?(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
_CLOCK_24 = re.compile(r"\b(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)\b(?!\s?(?:[ap]\.?m|%|percent|million))(?: Uhr)?")
_MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre"
)
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}})\b(?!,?\s?\d{{3}}|:)|(?P<day2>\d{{1,2}})\.?\s(?P<month2>{_MONTH})\b)"
)
_LOWER_BOUND = re.compile(
    r"(?:at least|more than|over|no fewer than|upwards of|mindestens|mehr als|über|au moins|plus de|al menos|más de)\s$",
    re.IGNORECASE,
)
_UPPER_BOUND = re.compile(
    r"(?:up to|fewer than|less than|under|at most|no more than|bis zu|weniger als|höchstens|jusqu'à|moins de|hasta|"
    r"menos de)\s$",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"(?:about|around|some|roughly|approximately|nearly|almost|an estimated|estimated|rund|etwa|fast|knapp|environ|"
    r"près de|unos|unas|casi|cerca de)\s$",
    re.IGNORECASE,
)
_NOT_UNITS = word_set(
    """
    of in on at to for by from and or the a an as with per was were is are had has have after before more less other
    others out years year old months month weeks week days day hours hour minutes minute times time p.m a.m who that
    which when than points point o'clock
    """
)
_NEAR = 6  # words on either side that tell what a number is about
_ALIKE = 0.45  # weighted share of the shorter sentence's other words that the longer one must hold
_RATHER = 0.3  # the same, where two words beside the numbers are shared
_LEADS = 0.25  # the same, between the first sentences of two reports
_FARTHEST = 2.5  # values that are farther apart than this factor are of different things
_WORTH = frozenset(
    ("cost", "damag", "price", "worth", "budget", "fine", "loss", "kost", "schaden", "coût", "coût", "cuest")
)
_SCALE_STEMS = frozenset(("million", "billion", "thousand", "trillion", "percent", "per", "cent"))
_MOST = 5  # differences shown for one story


@dataclass(frozen=True, slots=True)
class _Value:
    kind: str
    unit: str  # what is counted, stemmed; the currency; "" for dates and times
    amount: float  # the number, the day of the year, the minutes of the day
    bound: int  # -1: at most, 1: at least, 0: as it is
    rough: float  # how far off the number may be, as a share
    start: int  # into the unit's text
    end: int
    near: tuple[str, ...]  # stems of the meaning-bearing words beside it
    home: Unit

    @property
    def text(self) -> str:
        return self.home.text[self.start : self.end]


def differences(groups: Sequence[Sequence[_Value]]) -> tuple[Difference, ...]:
    """The `groups` of differing values as they are shown."""
    return tuple(_difference(group) for group in groups)


def rivals(groups: Sequence[Sequence[_Value]]) -> dict[int, frozenset[int]]:
    """For each unit with a differing value, by number, the units that give another one."""
    return {
        value.home.number: frozenset(v.home.number for v in group if v is not value)
        for group in groups
        for value in group
    }


def differing(units: Sequence[Unit]) -> list[list[_Value]]:
    """Where the reports of one story give different values for the same thing, at most five."""
    values = [value for unit in units if unit.size >= 5 for value in _values(unit)]
    weight = _weights(units)
    groups: list[list[_Value]] = []
    alike: dict[tuple[str, str], list[_Value]] = {}
    for value in values:
        alike.setdefault((value.kind, value.unit), []).append(value)
    for same in alike.values():
        for at, one in enumerate(same):
            for other in same[at + 1 :]:
                if (
                    one.home.report != other.home.report
                    and _differ(one, other, weight)
                    and not _settled(one, other, same)
                ):
                    _put(groups, one, other)
    return groups[:_MOST]


def _weights(units: Sequence[Unit]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for unit in units:
        for word in dict.fromkeys(unit.content):
            counts[word] = counts.get(word, 0) + 1
    return {word: math.log2(1 + len(units) / n) for word, n in counts.items()}


def _put(groups: list[list[_Value]], one: _Value, other: _Value) -> None:
    """Add the pair to the group that one of them is in, one value a report and amount."""
    for group in groups:
        if one in group or other in group:
            for value in (one, other):
                if all(v.home.report != value.home.report for v in group):
                    group.append(value)
            return
    groups.append([one, other])


def _difference(group: Sequence[_Value]) -> Difference:
    group = sorted(group, key=lambda v: (v.home.number, v.start))
    shown = tuple(
        DifferingValue(
            v.text, Excerpt(v.home.article, v.home.start + v.start, v.home.start + v.end), v.home.article.published
        )
        for v in group
    )
    return Difference(_about(group[0], group), group[0].kind, shown)  # type: ignore[arg-type]


def _about(value: _Value, group: Sequence[_Value]) -> str:
    """The words nearest the number that all the sentences share, as the first of them writes them; three at the most."""
    shared = set.intersection(*(_plain(v.home) for v in group)) - _SCALE_STEMS
    language = value.home.article.language
    found = []
    for match in re.finditer(r"[^\W\d_][\w’'-]*", value.home.text):
        root = _stem_of(match.group(), language)
        if root in shared or (root == value.unit and value.kind == "count"):
            away = max(0, match.start() - value.end, value.start - match.end())
            found.append((away, match.start(), match.group()))
    words = [word for _, word in sorted((at, word) for _, at, word in sorted(found)[:3])]
    return " ".join(dict.fromkeys(words)) or value.text


def _stem_of(word: str, language: str | None) -> str:
    found = stem(tokens(word), language)
    return found[0] if found else ""


def _differ(one: _Value, other: _Value, weight: dict[str, float]) -> bool:
    """Whether the values differ and stand in sentences about the same thing."""
    if _has(one.home, other) or _has(other.home, one):
        return False
    if _agree(one, other) or max(one.amount, other.amount) > _FARTHEST * min(one.amount, other.amount):
        return False
    if one.kind != "time" and _clocks(one.home) != _clocks(other.home):
        return False  # a level at nine and a level at four
    mine, theirs = _plain(one.home), _plain(other.home)
    common = mine & theirs
    beside = (set(one.near) & set(other.near)) - _SCALE_STEMS - {one.unit}
    if not common - _SCALE_STEMS - _WORTH - {one.unit, *stem(tokens(one.text), one.home.article.language)}:
        return False  # nothing but the sum itself is shared
    least = min(math.fsum(weight[w] for w in mine), math.fsum(weight[w] for w in theirs))
    alike = math.fsum(weight[w] for w in common) / least if least else 0.0
    if beside and len(common) >= 2 and alike >= _ALIKE:
        return True
    if one.kind == "other":
        return False
    near = len(beside) + bool(beside & _WORTH)
    if near >= 2 and len(common) >= 2 and alike >= _RATHER:
        return True
    leads = one.home.place == 0 and other.home.place == 0
    return leads and one.kind in ("count", "money") and len(common) >= 4 and alike >= _LEADS


def _has(unit: Unit, value: _Value) -> bool:
    """Whether the sentence has the figures of `value` too: of 40 people hurt, 29 went to hospital."""
    figures = facts_of(value.text, unit.article.language).numbers
    return bool(figures) and figures <= facts_of(unit.text, unit.article.language).numbers


def _clocks(unit: Unit) -> frozenset[str]:
    found = [*_CLOCK.finditer(unit.text), *_CLOCK_WORD.finditer(unit.text)]
    return frozenset(match.group().replace(".", "").casefold() for match in found)


def _plain(unit: Unit) -> set[str]:
    """The meaning-bearing words of a sentence without its numbers and days."""
    return {
        w for w in unit.content if not w[0].isdigit() and w not in NUMBER_WORDS and w not in DAYS and w not in MONTHS
    }


def _settled(one: _Value, other: _Value, values: Iterable[_Value]) -> bool:
    """Whether a report gives both values: then it tells of two things, or of a change, and nothing is in doubt."""
    return any(
        value.home.report == mine.home.report and _agree(value, theirs)
        for mine, theirs in ((one, other), (other, one))
        for value in values
    )


def _agree(one: _Value, other: _Value) -> bool:
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
    return abs(a - b) <= max(one.rough * max(a, b), other.rough * max(a, b))


def _values(unit: Unit) -> list[_Value]:
    text = unit.text
    found: list[_Value] = []
    taken: list[tuple[int, int]] = []

    def add(match: re.Match[str], kind: str, what: str, amount: float, end: int | None = None) -> None:
        start, stop = match.start(), end or match.end()
        if any(s < stop and start < e for s, e in taken):
            return
        taken.append((start, stop))
        bound, rough = _hedge(text[:start], amount, match.group()) if kind not in ("date", "time") else (0, 0.0)
        found.append(_Value(kind, what, amount, bound, rough, start, stop, _beside(unit, start, stop), unit))

    for match in _MONEY.finditer(text):
        amount = _amount(match["n1"] or match["n2"], match["s1"] or match["s2"])
        currency = (match["sign"] or match["unit"]).casefold()
        add(match, "money", _currency(currency), amount)
    for match in _CLOCK.finditer(text):
        hours = int(match["h"]) % 12 + (12 if match["half"][0] in "pP" else 0)
        add(match, "time", "", hours * 60 + int(match["m"] or 0))
    for match in _DATE.finditer(text):
        month = (match["month"] or match["month2"]).casefold()[:3]
        add(match, "date", month, int(match["day"] or match["day2"]))
    for match in _COUNT.finditer(text):
        if match["percent"]:
            add(match, "other", "%", _amount(match["n"], match["s"]))
            continue
        noun = _noun(match["words"], unit.article.language)
        if noun is not None:
            add(match, "count", noun[0], _amount(match["n"], match["s"]), match.start("words") + noun[1])
    return found


def _currency(sign: str) -> str:
    plain = sign.replace(".", "").removeprefix("us ").removeprefix("us").rstrip("s")
    return {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won", "₹": "rupee"}.get(plain, plain)


def _amount(number: str, scale: str | None) -> float:
    folded = number.lower()
    value = float(NUMBER_WORDS[folded]) if folded in NUMBER_WORDS else _plain_number(folded)
    return value * _SCALES.get((scale or "").casefold(), 1.0)


def _plain_number(written: str) -> float:
    """The value of figures, whichever marks part thousands and decimals."""
    written = re.sub(r"\s", "", written)
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", written):
        return float(re.sub(r"[.,]", "", written))
    whole, mark, rest = written.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}.{rest}") if mark else float(written)


def _noun(words: str, language: str | None) -> tuple[str, int] | None:
    """What is counted: the last plain word after the number, and where it ends."""
    parts = words.split()
    if parts[0].casefold() in _NOT_UNITS or len(parts[0]) < 3:
        return None
    stops = stop_words(language)
    take = parts[0]
    if len(parts) > 1 and _plural(parts[1]) and not _plural(parts[0]) and parts[1].casefold() not in stops:
        take = words
    if not _plural(take.split()[-1]) and take.split()[-1].casefold() not in (
        "people",
        "men",
        "women",
        "children",
        "police",
        "staff",
        "personnel",
    ):
        return None
    return _stem_of(take.split()[-1], language), len(take)


def _plural(word: str) -> bool:
    """Whether a word looks like what a number counts: a plural in s, n or e, or a word that is one without."""
    return word[-1:] in "sne" and len(word) > 3 and word.casefold() not in _NOT_UNITS


def _hedge(before: str, amount: float, written: str) -> tuple[int, float]:
    """Whether the number is a bound, and how exact it is meant: rounder numbers are meant less exactly."""
    bound = 1 if _LOWER_BOUND.search(before) else -1 if _UPPER_BOUND.search(before) else 0
    rough = 0.05 if _ROUGHLY.search(before) else 0.0
    digits = re.sub(r"\D", "", written)
    if amount >= 1000 and digits:
        rough = max(rough, 0.25 * 10.0 ** -(len(digits.rstrip("0")) or 1) * 2)
    return bound, rough


def _beside(unit: Unit, start: int, end: int) -> tuple[str, ...]:
    """The stems of the meaning-bearing words next to the number, to its left and its right."""
    content = set(unit.content)
    language = unit.article.language
    left = stem(
        tokens(unit.text[max(0, start - 80) : start].partition(" ")[2] if start > 80 else unit.text[:start]), language
    )[-_NEAR:]
    right = stem(tokens(unit.text[end : end + 80]), language)[:_NEAR]
    inside = stem(tokens(unit.text[start:end]), language)
    return tuple(
        w
        for w in dict.fromkeys([*left, *inside, *right])
        if w in content and not w[0].isdigit() and w not in DAYS and w not in MONTHS
    )
