"""One event told in two languages: joined by the names and figures that need no translation, where these leave no doubt.

Reports in other languages are not compared by their words (see `pairs`), but a river's name, a speaker's, 640 people and 6.1 metres
stay what they are. Precision comes first: two names and two telling figures must agree, most of the figures of the one that
has fewer, and the days. What another script writes otherwise (a name in Arabic letters) is not guessed at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from digest.group.fields import Fields, known_language
from digest.group.texts import Texts
from digest.words import stop_words

NAMES = 2  # names that two reports must share
FIGURES = 2  # and figures that say something
AGREED = 0.5  # of the figures of the one that has fewer
UNDATED = 3  # figures, where a day is missing
DAYS = 2.0  # between their days at the most
COMMON = 60  # reports that name it: a name in more finds nothing (a head of state's, a capital's)
_SHARE = 0.2  # of all reports; a name in so many says nothing in a small corpus either
_SMALL = 31  # a number up to this may be a day, an hour, or a count of anything
_YEARS = range(1900, 2101)
_FOREIGN = 0.5  # of the words in Latin letters; with fewer, every Latin word in a report is a name


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two reports in two languages that tell of one event, and what they share."""

    left: int
    right: int
    names: tuple[str, ...]
    figures: tuple[str, ...]
    apart: float  # days; nan where one has no day

    @property
    def score(self) -> float:
        """Between 0 and 1: the more is shared, the surer."""
        return 1 - 1 / (1 + 0.25 * len(self.names) + 0.5 * len(self.figures))


@dataclass(frozen=True, slots=True)
class _Facts:
    language: str
    names: frozenset[str]
    figures: frozenset[str]


def connect(
    groups: Sequence[tuple[int, ...]], read: Texts, reports: Sequence[int], fields: Fields
) -> tuple[tuple[tuple[int, ...], ...], tuple[Bridge, ...]]:
    """`groups` of the numbers of `reports`, those of one event in other languages joined; and the bridges that join them.

    No two groups of one language become one: what they have in common was weighed before.
    """
    facts = _facts(read, reports)
    if len({fact.language for fact in facts.values()}) < 2:
        return tuple(groups), ()
    part_of = {number: place for place, members in enumerate(groups) for number in members}
    spoken = [{facts[number].language for number in members if number in facts} for members in groups]
    root = list(range(len(groups)))
    kept: list[Bridge] = []
    for bridge in sorted(_bridges(facts, fields), key=lambda b: (-b.score, b.left, b.right)):
        one, other = sorted((_top(root, part_of[bridge.left]), _top(root, part_of[bridge.right])))
        if one == other or spoken[one] & spoken[other]:
            continue
        root[other] = one
        spoken[one] |= spoken[other]
        kept.append(bridge)
    joined: defaultdict[int, list[int]] = defaultdict(list)
    for place, members in enumerate(groups):
        joined[_top(root, place)] += members
    return tuple(sorted(tuple(sorted(members)) for members in joined.values())), tuple(kept)


def _top(root: list[int], place: int) -> int:
    while root[place] != place:
        place = root[place]
    return place


def _facts(read: Texts, reports: Sequence[int]) -> dict[int, _Facts]:
    """The names and telling figures of each report that is long enough for its language to be known."""
    languages = {
        number: language for number, report in enumerate(reports) if (language := known_language(read.articles[report]))
    }
    if len(set(languages.values())) < 2:
        return {}
    latin = np.array([word.isalpha() and max(word) < "\u0250" for word in read.vocabulary], dtype=bool)
    telling = np.array([_telling(word) for word in read.vocabulary], dtype=bool)
    found = {}
    for number, language in languages.items():
        report = reports[number]
        words = np.unique(np.concatenate((read.headline[report], read.body[report])))
        plain = latin[words]
        names = read.names[report]
        names = names[latin[names]] if plain.mean() >= _FOREIGN else words[plain]
        said = frozenset(read.vocabulary[word] for word in names.tolist())
        named = frozenset(word for word in said if len(word) > 2) - stop_words(language)
        figures = frozenset(_western(read.vocabulary[word]) for word in words[telling[words]].tolist())
        found[number] = _Facts(language, named, figures)
    return found


def _telling(word: str) -> bool:
    """Whether a number says more than a day, an hour, a year or a small count does."""
    if not word[0].isdecimal():
        return False
    plain = _western(word)
    whole, point, _ = plain.partition(".")
    if not whole.isdecimal():
        return False
    return bool(point) or (int(whole[:15]) > _SMALL and int(whole[:15]) not in _YEARS)


def _western(word: str) -> str:
    """A number in the digits 0 to 9."""
    return word if word.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in word)


def _bridges(facts: dict[int, _Facts], fields: Fields) -> Iterator[Bridge]:
    """The pairs of reports in two languages that leave no doubt."""
    most = min(COMMON, max(10, int(_SHARE * len(facts))))
    often = Counter(name for fact in facts.values() for name in fact.names)
    spoken = Counter(fact.language for fact in facts.values())
    main = min(spoken, key=lambda language: (-spoken[language], language))
    seldom: defaultdict[str, list[int]] = defaultdict(list)
    for number, fact in facts.items():
        if fact.language != main:
            for name in fact.names:
                if often[name] <= most:
                    seldom[name].append(number)
    for number, fact in facts.items():
        met = Counter(other for name in fact.names for other in seldom.get(name, ()))
        for other, shared in met.items():
            theirs = facts[other]
            if shared < NAMES or theirs.language == fact.language or (fact.language != main and other < number):
                continue
            bridge = _bridge(number, fact, other, theirs, fields)
            if bridge is not None:
                yield bridge


def _bridge(one: int, mine: _Facts, other: int, theirs: _Facts, fields: Fields) -> Bridge | None:
    figures = mine.figures & theirs.figures
    apart = abs(float(fields.day[one] - fields.day[other]))
    needed = UNDATED if np.isnan(apart) else FIGURES
    if len(figures) < needed or len(figures) < AGREED * min(len(mine.figures), len(theirs.figures)) or apart > DAYS:
        return None
    left, right = sorted((one, other))
    names = mine.names & theirs.names
    return Bridge(left, right, tuple(sorted(names)), tuple(sorted(figures)), apart)


def said(bridge: Bridge) -> tuple[str, ...]:
    """What the two reports share, in words."""
    return ("told in two languages", f"names {', '.join(bridge.names)}", f"numbers {', '.join(bridge.figures)}")
