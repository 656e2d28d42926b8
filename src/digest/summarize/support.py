"""Who else says it: the sentence of another report that says the same as a chosen one. Rather none than a wrong one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain

from digest.model import Excerpt
from digest.summarize.across import foreign_to, says_same_across
from digest.summarize.facts import Facts, contradict, facts_of, quoted_words
from digest.summarize.lists import word_set
from digest.summarize.retold import SMALL, plain_words, results
from digest.summarize.speech import quotations
from digest.summarize.swaps import two_matters
from digest.summarize.units import Unit
from digest.words import stem, tokens

_ALIKE = 0.62  # weighted share of the shorter sentence's words that stand in the other
_BOTH = 0.5  # and of the longer one's
_MANY = 6  # shared words from which a smaller share of the longer one will do
_BOTH_OF_MANY = 0.38
_ONE_VOTE = 0.8  # share of the shorter sentence's other words, where both tell a vote or a score
_ABOUT_IT = 4  # shared words, beside the numbers and the day, from which two votes or scores are one
_QUOTED = 0.8  # share of the shorter quotation's words that follow each other in the other as well
_MUCH = 0.3  # share of the longer sentence that a shared quotation must be to make it one statement
_RUN = 5  # words in a row without an edit
_ANOTHER = word_set(
    "another further additional weitere weiterer weiteres autre nouveau nouvelle otro otra"
)  # a second one
_ACCUSED = word_set(
    """
    charged accused suspected alleged allegedly indicted charges allegations accusations angeklagt beschuldigt verdächtig accusé
    soupçonné acusado sospechoso
    """
)  # what somebody is blamed for is not what happened
_RESULT_ALSO = 0.35  # share of the shorter sentence's other words, where one vote or score alone joins the two
_SMALL_WORD = 4  # letters of words that a title may write small
_NEGATING = word_set(
    """
    not no never nothing nobody none neither nor without hardly even won't don't didn't doesn't can't cannot couldn't isn't
    wasn't aren't weren't wouldn't shouldn't nicht nichts nie niemals kein keine keinen ohne pas jamais rien sans nunca nada sin
    """
)


class Support:
    """Finds support among the units of one story; words that stand everywhere in it count little."""

    def __init__(self, units: Sequence[Unit], spread: Mapping[str, int] | None = None) -> None:
        """`spread` is in how many of `units` each word stands, where that is known already."""
        self._units = units
        self._spread = spread or Counter(chain.from_iterable(unit.words for unit in units))
        self._weight: dict[str, float] = {}

    def of(self, unit: Unit) -> tuple[Excerpt, ...]:
        """The best sentence of each other report that says the same, in the order of the reports."""
        best: dict[int, tuple[float, int]] = {}
        for other in self._units:
            if other.report == unit.report or other.size < 5:
                continue
            score = self.same(unit, other, surely=True)
            if score > best.get(other.report, (0.0, 0))[0]:
                best[other.report] = (score, other.number)
        return tuple(self._units[number].excerpt for _, (_, number) in sorted(best.items()))

    def anywhere(self, unit: Unit) -> bool:
        """Whether another report may say the same: here a doubt counts, since "only in" must be right as well."""
        return any(self.same(unit, other) > 0.0 for other in self._units if other.report != unit.report)

    def same(self, one: Unit, other: Unit, *, surely: bool = False) -> float:
        """How surely two sentences say the same, above 0; 0 where they may not.

        What would be told twice must not be, so there a doubt is small; a count of reports must be right: with `surely`, sentences
        that each have a word of their own do not say the same.
        """
        if foreign_to(one, other):
            return 0.5 if says_same_across(one, other) else 0.0
        mine, theirs = one.words, other.words
        common = mine & theirs
        if len(common) < 3:
            return 0.0
        if shares_quotation(one, other) and (not surely or self._is_its_matter(one, other)):
            return 1.0 + self._share(common, mine | theirs)
        facts, its = facts_of(one.text, one.article.language), facts_of(other.text, other.article.language)
        if _one_result(one, facts, other, its) and (not surely or _plain_share(one, other) >= _RESULT_ALSO):
            return 0.5
        least, most = sorted((self._weigh(mine), self._weigh(theirs)))
        both = self._weigh(common)
        if both < _ALIKE * least or both < (_BOTH if len(common) < _MANY else _BOTH_OF_MANY) * most:
            return 0.0
        if results(one.text) & results(other.text) and _plain_share(one, other) < _ONE_VOTE:
            return 0.0  # two votes of one evening share their numbers and their day
        if contradict(facts, its) or (surely and (_differs_in_mood(facts, its) or two_matters(one, other))):
            return 0.0
        return both / most

    def _is_its_matter(self, one: Unit, other: Unit) -> bool:
        """Whether the shared quotation is much of both sentences, or the rest is shared too: a scrap of it is no support."""
        quoted = common_quotation(one, other)
        if _is_title(one.text, quoted):
            return False
        if len(quoted) >= _MUCH * max(one.size, other.size):
            return True
        said = frozenset(stem(list(quoted), one.article.language))
        least = min(self._weigh(one.words - said), self._weigh(other.words - said))
        return self._weigh((one.words & other.words) - said) >= _BOTH * least

    def _weigh(self, words: frozenset[str]) -> float:
        weight = self._weight
        for word in words - weight.keys():
            weight[word] = math.log2(1 + len(self._units) / self._spread[word])
        return math.fsum([weight[word] for word in words])

    def _share(self, some: frozenset[str], of: frozenset[str]) -> float:
        return self._weigh(some) / (self._weigh(of) or 1.0)


def _is_title(text: str, quoted: tuple[str, ...]) -> bool:
    """Whether the quotation with the words `quoted` is written like a title: "The Late Boat with Ida Hale"."""
    for start, end in quotations(text):
        words = [word for word in text[start:end].split() if len(word) > _SMALL_WORD]
        if tuple(tokens(text[start:end])) == quoted and words:
            return all(word[:1].isupper() for word in words)
    return False


def _differs_in_mood(facts: Facts, its: Facts) -> bool:
    """Whether one tells of another one, or of an accusation, and the other does not."""
    if _ANOTHER & (facts.words ^ its.words):
        return True
    return bool(_ACCUSED & facts.words) != bool(_ACCUSED & its.words)


def _plain_share(one: Unit, other: Unit) -> float:
    """The share of the shorter sentence's words without numbers and days that stand in the other."""
    mine, theirs = plain_words(one), plain_words(other)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _one_result(one: Unit, facts: Facts, other: Unit, its: Facts) -> bool:
    """Whether both tell one vote or score: the same two numbers, the same day, shared words; one may add a plan."""
    if len((facts.numbers & its.numbers) - SMALL) < 2 or not facts.days & its.days:
        return False
    return len(plain_words(one) & plain_words(other)) >= _ABOUT_IT and not contradict(facts, its, plans=False)


def shares_quotation(one: Unit, other: Unit) -> bool:
    """Whether both carry one quotation of five words or more, whatever its marks, dashes and small edits."""
    return bool(common_quotation(one, other))


def common_quotation(one: Unit, other: Unit) -> tuple[str, ...]:
    """The words of the longest quotation that both carry; () where there is none."""
    if not quoted_words(one.text) or not quoted_words(other.text):
        return ()
    return max(
        (
            min(mine, theirs, key=len)
            for mine in quoted_words(one.text)
            for theirs in quoted_words(other.text)
            if _one_quotation(mine, theirs)
        ),
        key=lambda words: (len(words), words),
        default=(),
    )


def _one_quotation(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=lambda q: (len(q), q))
    if len(set(short) & set(long)) < _RUN - 1:
        return False
    blocks = [b for b in SequenceMatcher(None, long, short, autojunk=False).get_matching_blocks() if b.size]
    if not blocks or max(b.size for b in blocks) < _RUN or sum(b.size for b in blocks) < _QUOTED * len(short):
        return False
    held = set(long[blocks[0].a : blocks[-1].a + blocks[-1].size])
    after = blocks[-1].a + blocks[-1].size
    edits = (held ^ set(short)) | set(long[after : after + 1])  # "… if they paid", "… if they paid nothing"
    return not any(word in _NEGATING or word[0].isdigit() for word in edits)
