"""What a difference is about, in a few words that the reports themselves use: "people injured", "repairs, cost"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.numerals import NUMBER_WORDS
from digest.summarize.facts import DAYS, MONTHS
from digest.summarize.lists import word_set
from digest.summarize.units import Unit
from digest.summarize.values import Value, stem_of
from digest.words import stop_words

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_STATES = (
    "injured|hurt|wounded|killed|dead|missing|arrested|detained|evacuated|displaced|stranded|rescued|flooded|destroyed|damaged|"
    "trapped|infected|affected"
)
_STATE_AFTER = re.compile(
    rf"\s(?:(?:were|was|are|is|have been|had been|has been)\s)?(?P<state>{_STATES}|left homeless|without power)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\s(?P<did>(?:left|fled|lost) (?:their|its|his|her) [a-z]+)")
_STATE_BEFORE = re.compile(
    r"\b(?P<state>injur|kill|wound|hurt|displac|arrest|evacuat|rescu|destroy|damag|flood)(?:ed|ing|ting|s)?\s(?:[a-z]+\s){0,2}$"
)
_STATE_FORMS = {
    "injur": "injured", "kill": "killed", "wound": "wounded", "hurt": "hurt", "displac": "displaced", "arrest": "arrested",
    "evacuat": "evacuated", "rescu": "rescued", "destroy": "destroyed", "damag": "damaged", "flood": "flooded",
}  # fmt: skip
_SUMS = re.compile(r"\b(?:cost|price|damage|loss|losses|budget|fine|deal|worth|kostet|Schaden|coût|Kosten)\b")
_SUM_NAMES = {"worth": "value", "costs": "cost", "kostet": "Kosten"}
_WEAK = word_set(
    """
    said says according expected expects planned plans told reported officials authorities people percent million billion
    thousand trillion crowns dollars euros pounds least about nearly almost around year week month day today tonight night
    morning evening afternoon first last next new old
    """
)
_FIRST = re.compile(r"\b(?i:the|its|a)\s(?P<what>first [a-z]{3,})\b")
_KIND_NAMES = {"date": "date", "time": "time", "other": "share", "money": "sum"}


def about(group: Sequence[Value]) -> str:
    """A short phrase for what the values of `group` measure: the noun or the kind, and what it is about."""
    first = group[0]
    if first.kind == "count":
        return _count(group)
    topic = _topic(group, ())
    if first.kind == "date":
        firsts = [found["what"] for value in group if (found := _FIRST.search(value.home.text))]
        topic = firsts[0] if firsts else topic
    if first.kind == "money":
        said = next((m.group() for v in group if (m := _SUMS.search(v.home.text))), "")
        name = _SUM_NAMES.get(said, said) or _KIND_NAMES["money"]
        topic = _topic(group, (said,))
        return f"{topic}, {name}" if topic else name
    return ", ".join(part for part in (topic, _KIND_NAMES[first.kind]) if part)


def _count(group: Sequence[Value]) -> str:
    nouns = [noun for value in group if (noun := _noun(value))]
    noun = max(nouns, key=lambda n: (n.count(" "), -nouns.index(n))) if nouns else "number"
    for value in group:
        after = value.home.text[value.end :]
        found = _STATE_AFTER.match(after) if _noun(value) else None
        if found:
            return f"{nouns[0]} {found['state'].lower()}"
        before = _STATE_BEFORE.search(value.home.text, 0, value.start)
        if before:
            return f"{nouns[0]} {_STATE_FORMS[before['state']]}" if nouns else _STATE_FORMS[before["state"]]
    for value in group:
        left = _LEFT.match(value.home.text, value.end)
        if left:
            return f"{noun} who {left['did']}"
    topic = _topic(group, tuple(noun.split()))
    return f"{noun}, {topic}" if topic else noun


def _noun(value: Value) -> str:
    """What is counted, as it stands behind the number; "" where it stands elsewhere."""
    words = [
        w
        for w in _WORD.findall(value.text)
        if w.casefold() not in NUMBER_WORDS and w.casefold() not in _WEAK - {"people"}
    ]
    return " ".join(words)


def _topic(group: Sequence[Value], without: Sequence[str]) -> str:
    """The word beside a value that most of the sentences share, with its neighbour where that is shared as well; or ""."""
    need = len(group) // 2 + 1
    for value in group:
        home = value.home
        shared = {w for w in home.words if sum(w in other.home.words for other in group) >= need}
        barred = {stem_of(word, home.article.language) for word in without} | {value.unit}
        found = [
            m
            for m in _WORD.finditer(home.text)
            if not value.start <= m.start() < value.end and _tells(m.group(), home, shared - barred)
        ]
        if not found:
            continue
        best = min(
            found, key=lambda m: (_verbal(m.group()), max(m.start() - value.end, value.start - m.end()), m.start())
        )
        at = found.index(best)
        for one, other in ((at - 1, at), (at, at + 1)):
            if (
                one >= 0
                and other < len(found)
                and home.text[found[one].end() : found[other].start()] == " "
                and not any(_verbal(found[i].group()) for i in (one, other))
            ):
                return _named(group, f"{found[one].group()} {found[other].group()}", found[one].start())
        return _named(group, best.group(), best.start())
    return ""


def _named(group: Sequence[Value], phrase: str, at: int) -> str:
    """The phrase, in small letters if it is capitalised only because it opens its sentence."""
    inside = any(value.home.text.find(phrase.split()[0], 1) > 0 for value in group)
    return phrase if at or inside else phrase[0].lower() + phrase[1:]


def _tells(word: str, home: Unit, shared: set[str]) -> bool:
    folded = word.casefold()
    if folded in _WEAK or folded in DAYS or folded in MONTHS or folded in NUMBER_WORDS or len(folded) < 3:
        return False
    return folded not in stop_words(home.article.language) and stem_of(word, home.article.language) in shared


def _verbal(word: str) -> bool:
    """Whether an English word looks like a verb's form: not the word a person would name the matter by."""
    return word.islower() and word.endswith(("ed", "ing"))
