"""What can make two alike sentences say different things: numbers, names, days, denials, opposites, and mere plans."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from digest.numerals import NUMBER_WORDS, in_figures
from digest.summarize.lists import word_set
from digest.summarize.speech import quotations
from digest.words import tokens

_AMBIGUOUS = {
    "fr": set(),
    "en": {"once", "sept", "mil", "mille", "cent", "elf", "nove", "tres", "sei", "tre", "due", "seize", "acht"},
}
WEEKS = tuple(
    tuple(line.split())
    for line in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
)
DAYS = frozenset(day for week in WEEKS for day in week)
MONTHS = word_set(
    """
    january february march april june july august september october november december januar februar märz mai juni
    juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    """
)
_DAYS_AND_MONTHS = DAYS | MONTHS
_DENIALS = word_set(
    """
    not no never none nobody nothing hardly nichts rien nada
    neither nor without cannot can't won't don't doesn't didn't isn't aren't wasn't weren't
    hasn't haven't hadn't wouldn't couldn't shouldn't deny denies denied refuse refuses refused reject rejects
    rejected fail fails failed unable nicht kein keine keinen nie niemals ohne ne pas jamais sans aucun aucune nunca
    sin ningún ninguna
    """
)
_PLANS = word_set(
    """
    may might could would should will shall plan plans planned consider considers considering considered propose
    proposes proposed expect expects expected if allegedly alleged reportedly likely unlikely possible possibly
    hopes hoped wants wanted soll sollen könnte könnten wird werden würde plant pourrait pourraient devrait podría
    podrían debería si
    """
)
_TO_COME = re.compile(r"\b(?:is|are|was|were) to (?!be\b)[a-z]+\b")  # "was to release a patch"
_OPPOSITES = (
    (
        word_set("rise rises rose risen rising increase increased increases up higher gain gained gains climbed grew"),
        word_set(
            "fall falls fell fallen falling decrease decreased decreases down lower lost loses dropped declined shrank"
        ),
    ),
    (
        word_set("approve approves approved passed accepted adopted backed supports supported signed signs"),
        word_set("reject rejects rejected blocked vetoed vetoes opposed opposes refused"),
    ),
    (
        word_set("open opens opened reopen reopened reopens"),
        word_set("close closes closed shut shuts"),
    ),
    (
        word_set("win wins won"),
        word_set("lose loses lost"),
    ),
    (
        word_set("guilty convicted"),
        word_set("acquitted cleared innocent"),
    ),
    (
        word_set("arrive arrived enter entered"),
        word_set("leave leaves left departed"),
    ),
    (
        word_set("begin begins began started starts"),
        word_set("end ends ended stopped finished"),
    ),
    (
        word_set("alive survived survive"),
        word_set("dead died killed"),
    ),
    (
        word_set("arrested detained jailed"),
        word_set("freed released"),
    ),
    (
        word_set("more"),
        word_set("less fewer"),
    ),
    (
        word_set("before"),
        word_set("after"),
    ),
    (
        word_set("north northern"),
        word_set("south southern"),
    ),
    (
        word_set("east eastern"),
        word_set("west western"),
    ),
    (
        word_set("first"),
        word_set("second third last"),
    ),
    (
        word_set("for für pour"),
        word_set("against gegen contre"),
    ),
    (
        word_set("new newest"),
        word_set("old oldest"),
    ),
    (
        word_set("adult adults"),
        word_set("child children"),
    ),
    (
        word_set("men man"),
        word_set("women woman"),
    ),
    (
        word_set("import imports imported"),
        word_set("export exports exported"),
    ),
    (
        word_set("found"),
        word_set("searched search sought seek"),
    ),
    (
        word_set("buy buys bought"),
        word_set("sell sells sold"),
    ),
    (
        word_set("hired appointed"),
        word_set("fired dismissed sacked resigned"),
    ),
    (
        word_set("cut cuts"),
        word_set("raise raised raises"),
    ),
)
_ORDINALS = word_set(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth last next previous erste ersten zweite zweiten dritte dritten
    letzte letzten première premier deuxième troisième dernier dernière primera primero segunda segundo tercera tercero última
    último
    """
)
_AGENT = re.compile(
    r"\b(?:by|por|par|durch)\s(?:[a-zà-ÿ]+[\s’']){0,4}(?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s[A-ZÀ-ÖØ-Þ][\w’'-]+)*)"
)
_AGE = re.compile(r"(?<=[^\W\d_], )\d{1,3}(?=,)|\b(?:aged |âgée? de )\d{1,3}\b")  # "Reyes, 61, said"
_AMID_COMMAS = re.compile(r", \d{1,3},")  # without it and the words for it, there is no age
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*\w")
_POSSESSIVES = ("'s", "’s", "'S", "’S")
_OPENS = "\"'“‘„«»([ "  # what may stand before a word that merely opens a sentence or a quotation


class Facts:
    """What a sentence must share with another that says the same; what few comparisons ask for is found when it is."""

    def __init__(self, text: str, language: str | None) -> None:
        self._text = text
        words = tokens(in_figures(text))
        skip = _AMBIGUOUS.get(language or "en", set())
        numbers = {w for w in words if w[0].isdigit()}
        if numbers and (_AMID_COMMAS.search(text) or "aged " in text or "âgé" in text):
            numbers -= {w for age in _AGE.findall(text) for w in tokens(age) if w[0].isdigit()}
        self.order = tuple(words)  # all words, folded
        self.words = frozenset(words)  # the different ones of them
        self.numbers = frozenset(
            numbers.union([NUMBER_WORDS[w] for w in self.words & NUMBER_WORDS.keys() if w not in skip])
        )
        self.days = self.words & _DAYS_AND_MONTHS
        self.nouns = language == "de"  # in this language every noun is written like a name

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Capitalised words inside the sentence, folded, in order."""
        return _names(self._text)

    @cached_property
    def denies(self) -> bool:
        """Whether it says that something is not so."""
        return not _DENIALS.isdisjoint(self.words)

    @cached_property
    def plans(self) -> bool:
        """Whether it tells what may or shall be."""
        return not _PLANS.isdisjoint(self.words) or (" to " in self._text and _TO_COME.search(self._text) is not None)

    @cached_property
    def ordinals(self) -> frozenset[str]:
        """The "third" of a third quarter."""
        return self.words & _ORDINALS

    @cached_property
    def agents(self) -> frozenset[str]:
        """Names that a passive gives as the doer."""
        return frozenset(name.casefold() for found in _AGENT.finditer(self._text) for name in found["name"].split())


@lru_cache(maxsize=8192)
def facts_of(text: str, language: str | None = None) -> Facts:
    """The facts of one sentence."""
    return Facts(text, language)


@lru_cache(maxsize=8192)
def quoted_words(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each quotation of five words or more."""
    return tuple(words for s, e in quotations(text) if len(words := tuple(tokens(text[s:e]))) >= 5)


def _names(text: str) -> tuple[str, ...]:
    """The capitalised words that do not merely open the sentence or a quotation."""
    found = []
    for match in _CAPITALISED.finditer(text):
        at = match.start() - 1
        if at >= 0 and (text[at].isalnum() or text[at] in "_’'.-"):  # inside a word
            continue
        while at >= 0 and text[at] in _OPENS:
            at -= 1
        if at < 0 or text[at] in ".!?:…":
            continue
        name = match.group()
        name = (name[:-2] if name.endswith(_POSSESSIVES) else name).casefold()
        if name not in DAYS and name not in MONTHS:
            found.append(name)
    return tuple(dict.fromkeys(found))


def contradict(one: Facts, other: Facts, *, plans: bool = True) -> bool:
    """Whether anything speaks against the two sentences saying the same; without `plans`, one may tell as a plan what is."""
    if one.denies != other.denies or (plans and one.plans != other.plans):
        return True
    if not (one.numbers <= other.numbers or other.numbers <= one.numbers) or bool(one.numbers) != bool(other.numbers):
        return True
    if one.days and other.days and not (one.days <= other.days or other.days <= one.days):
        return True
    if one.ordinals and other.ordinals and not (one.ordinals <= other.ordinals or other.ordinals <= one.ordinals):
        return True
    if opposed(one, other):
        return True
    return _names_differ(one, other)


def opposed(one: Facts, other: Facts) -> bool:
    """Whether one sentence has a word and the other its opposite."""
    return any(_opposed(one.words, other.words, pair) for pair in _OPPOSITES)


def _opposed(one: frozenset[str], other: frozenset[str], pair: tuple[frozenset[str], frozenset[str]]) -> bool:
    here, there = pair
    mine, theirs = (bool(one & here), bool(one & there)), (bool(other & here), bool(other & there))
    return mine != theirs and any(mine) and any(theirs) and mine != (True, True) and theirs != (True, True)


def _names_differ(one: Facts, other: Facts) -> bool:
    """Whether the names of the sentence that has fewer are missing in the other, or stand there in another order."""
    less, more = sorted((one, other), key=lambda f: (len(f.names), f.names))
    if not less.names:
        return False
    shared = [name for name in less.names if name in more.words]
    if len(shared) < 0.75 * len(less.names):
        return True
    if one.nouns:
        return False
    doers = one.agents ^ other.agents  # "Hale sued Brandt", "Brandt was sued by Hale"
    both = sorted(n for n in {*one.names, *other.names} - doers if n in one.words and n in other.words)
    return sorted(both, key=one.order.index) != sorted(both, key=other.order.index)
