"""The values in a sentence that reports could differ on: counts with what they count, sums, shares, dates, times of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from digest.numerals import NUMBER_WORDS, in_figures
from digest.summarize.facts import DAYS, MONTHS
from digest.summarize.lists import word_set
from digest.summarize.units import Unit
from digest.words import stem, stop_words, tokens

_NUMBER = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)|"
    r"\d{1,3}(?:[,.  ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
)
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
    rf"(?<![-−–])(?P<sign>(?:US|A|C|HK)?[$€£¥₩₹])\s?(?P<n1>{_NUMBER})(?:[\s-]?(?P<s1>{_SCALE})\b)?|"
    rf"\b(?P<n2>{_NUMBER}|{_NAMED})(?:\s(?P<s2>{_SCALE})\b\.?)?\s(?P<unit>(?:U\.?S\.? )?(?:{_CURRENCY_WORD}))\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"\b(?P<n>{_NUMBER}|{_NAMED})(?:\s(?P<s>{_SCALE})\b)?(?:\s?(?P<percent>%|percent\b|per cent\b|Prozent\b)|"
    rf"\s(?P<words>[^\W\d_][\w’'-]*(?:\s[^\W\d_][\w’'-]*)?))",
    re.IGNORECASE,
)
_PART = re.compile(  # "43 of the 101 seats", "45 of the assembly's 101 seats"
    rf"\b(?P<n>{_NUMBER}|{_NAMED}) of (?:the|its|their|all|her|his)(?: [\w-]+[’']s)? "
    rf"(?P<all>{_NUMBER}) (?P<words>[^\W\d_][\w’'-]*)",
    re.IGNORECASE,
)
_CLOCK_WORD = re.compile(rf"\bat (?:{_NAMED}|noon|midnight)\b(?! least)")
_CLOCK = re.compile(r"(?<![\d:.])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s?(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
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
    r"(?:at least|more than|over|no fewer than|upwards of|exceed(?:s|ed|ing)?|topp(?:ed|ing)|"
    r"surpass(?:es|ed|ing)?|above|past|mindestens|mehr als|über|au moins|plus de|al menos|más de)\s$",
    re.IGNORECASE,
)
_UPPER_BOUND = re.compile(
    r"(?:up to|fewer than|less than|under|below|short of|at most|no more than|bis zu|weniger als|höchstens|jusqu'à|moins de|hasta|"
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
    which when than points point o'clock counts charges
    """
)
_MANY = word_set(  # plurals without an s
    """
    people men women children policemen policewomen firemen fishermen servicemen businessmen workmen police staff
    personnel crew cattle sheep fish aircraft spacecraft deer
    """
)
_ONE_NOUN = {  # stems of what is counted, and the one that stands for all that count the same
    word: words.split()[0]
    for words in (
        "pupil student children child infant schoolchildren schoolchild",
        "passeng travel travell commut rider",
        "hous home household",
        "worker employe job staff",
        "soldier troop",
        "death fatal",
        "hectar hectare",
        "mensch person people leut",
    )
    for word in words.split()
}
_FROM = re.compile(rf"\bfrom (?P<n>{_NUMBER}|{_NAMED}) to $", re.IGNORECASE)
_THEN_TO = re.compile(
    rf"[^.;,]{{0,60}}?\b(?:down|cut|reduced?|falls?|fell|dropp?(?:ed)?|shrinks?|shrank|rais(?:e|ed)|ris(?:e|es|en)|rose|grow|"
    rf"grew|up) to (?P<n>{_NUMBER}|{_NAMED})\b(?!\s(?:{_SCALE}|percent|per cent|of|years?|in)\b|%)",
    re.IGNORECASE,
)
# Text that was cut at its marks ("$2 . 6 million", "4 : 42 PM") leaves parts of numbers, which are none.
_PART_OF_NUMBER = re.compile(r"\d\s[.,:]\s$|\d:$")
_REST_OF_NUMBER = re.compile(r"\s[.,:]\s?\d")
_CONVERTED = re.compile(  # "$1 million ($1.52 million)": one sum, in two currencies
    rf"(?:\d|\b(?:{_SCALE}|{_CURRENCY_WORD}))\s?[(\[](?:\s|about|around|roughly|approximately|or|some|then|nearly|rund|etwa|environ|unos)*$",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:Mon|Tues?|Wednes|Wed|Thurs?|Thu|Fri|Satur|Sat|Sun)(?:day)?\b\.?"
_AFTER_STAMP = re.compile(  # the rest of a dateline, then a sentence that begins
    rf"(?:\s?,?\s?(?:19|20)\d\d\b)?[\s,|/–-]*(?:(?:at\s)?\d{{1,2}}\s?[:.]\s?\d\d\s?(?:[ap]\.?\s?m\b\.?)?\s?"
    rf"(?:[A-Z]{{2,4}}\b)?[\s,|/–-]*)?[\"“'‘`]*(?!{_WEEKDAY}|(?:{_MONTH})\b)[A-Z][\w’'-]*\s",
)
_LED_IN = re.compile(  # what makes a date part of the sentence
    rf"\b(?:on|by|until|till|since|from|to|before|after|for|of|in|at|between|and|through|or|as|is|was|be|am|bis|vom|zum|seit|ab|le|du|"
    rf"au|dès|el|del|al|hasta|desde|the)\s(?:{_WEEKDAY}\s?,?\s?)?$",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    r"\b(?:posted|published|updated|modified|filed|dated)\b[^.;]{0,60}$|\b(?:today|heute|hoy)\s?\(\s?$", re.IGNORECASE
)
_SAID_ON = re.compile(
    rf"\b(?:said|reported|announced|told \w+|wrote|tweeted|posted|published)(?: it)?(?: late| early)?(?: on)?"
    rf"(?: {_WEEKDAY},?)?(?: morning| evening| night)?\s?,?\s?$"
)
_NEAR = 6  # words on either side that tell what a number is about


@dataclass(frozen=True, slots=True)
class Value:
    """One value where it stands."""

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
        """The value as it is written."""
        return self.home.text[self.start : self.end]


def stem_of(word: str, language: str | None) -> str:
    """The stem of one word; "" where it has no letter."""
    found = stem(tokens(word), language)
    return found[0] if found else ""


def values_of(unit: Unit) -> list[Value]:
    """The values in a unit, each part of the text in one of them at most."""
    text = unit.text
    found: list[Value] = []
    taken: list[tuple[int, int]] = []

    def add(match: re.Match[str], kind: str, what: str, amount: float, end: int | None = None) -> None:
        start, stop = match.start(), end or match.end()
        if _no_value(text, start, stop, kind):
            return
        if any(s < stop and start < e for s, e in taken):
            return
        taken.append((start, stop))
        bound, rough = _hedge(text[:start], amount, match.group()) if kind not in ("date", "time") else (0, 0.0)
        found.append(Value(kind, what, amount, bound, rough, start, stop, _beside(unit, start, stop), unit))

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
    for match in _PART.finditer(text):
        noun = _noun(match["words"], unit.article.language)
        if noun is not None:
            add(match, "count", f"{noun[0]} of {match['all']}", _amount(match["n"], None))
    for match in _COUNT.finditer(text):
        if match["percent"]:
            add(match, "other", "%", _amount(match["n"], match["s"]))
            continue
        noun = _noun(match["words"], unit.article.language)
        if noun is not None:
            add(match, "count", noun[0], _amount(match["n"], match["s"]), match.start("words") + noun[1])
    return [*found, *(also for value in found if value.kind == "count" for also in _changed(value))]


def _no_value(text: str, start: int, end: int, kind: str) -> bool:
    """Whether what looks like a value is part of a number, a sum told again in another currency, or the day of a report."""
    before = text[:start]
    if (
        _PART_OF_NUMBER.search(before)
        or _REST_OF_NUMBER.match(text, end)
        or (kind == "money" and _CONVERTED.search(before))
    ):
        return True
    if kind not in ("date", "time"):
        return False
    if _STAMPED.search(before) or _SAID_ON.search(before):
        return True
    return kind == "date" and _AFTER_STAMP.match(text, end) is not None and not _LED_IN.search(before)


def _changed(value: Value) -> list[Value]:
    """What else is counted by the same noun: "from 240 to 100 observers", "her 240 observers drawn down to 90"."""
    text, found = value.home.text, []
    for match in (_FROM.search(text, 0, value.start), _THEN_TO.match(text, value.end)):
        if match:
            start, end = match.span("n")
            near = _beside(value.home, start, end)
            amount = _amount(match["n"], None)
            found.append(replace(value, amount=amount, bound=0, rough=0.0, start=start, end=end, near=near))
    return found


def _currency(sign: str) -> str:
    plain = sign.replace(".", "").removeprefix("us ").removeprefix("us").rstrip("s")
    return {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won", "₹": "rupee"}.get(plain, plain)


def _amount(number: str, scale: str | None) -> float:
    folded = in_figures(number.lower())
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
    if (
        len(parts) > 1
        and _plural(parts[1], language)
        and not _plural(parts[0], language)
        and parts[1].casefold() not in stops
    ):
        take = words
    if not _plural(take.split()[-1], language):
        return None
    root = stem_of(take.split()[-1], language)
    return _ONE_NOUN.get(root, root), len(take)


def _plural(word: str, language: str | None) -> bool:
    """Whether a word looks like what a number counts: a plural, in English in s, else also in n or e; or one without."""
    folded = word.casefold()
    if folded in _MANY:
        return True
    if folded in _NOT_UNITS or len(word) <= 3:
        return False
    return folded.endswith("s") and not folded.endswith("ss") if language == "en" else folded[-1] in "sne"


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


def clocks(unit: Unit) -> frozenset[str]:
    """The times of the day that the unit names, as they are written."""
    found = [*_CLOCK.finditer(unit.text), *_CLOCK_WORD.finditer(unit.text)]
    return frozenset(match.group().replace(".", "").casefold() for match in found)
