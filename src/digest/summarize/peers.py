"""The seven methods of sumy, run on our own sentences and words.

sumy gets a document whose sentences are numbers that lead back to our units, and whose words are the ranks of our stems: it
needs no tokenizer data, and since sets of whole numbers have one order, its sums come out the same under every hash seed.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from digest.summarize.choose import Choice, shortest_if_nothing_fits
from digest.summarize.units import Unit

_CLASSES = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
}
_MOST = 300  # sumy compares every pair of sentences: of longer stories, the first sentences of each report
_DIGITS = 9  # ratings are compared to so many digits; equal ones keep the order of the text


class _Words:
    """What sumy asks for a sentence's words: the ranks of the stems of the unit whose number it is given."""

    def __init__(self, words: dict[str, tuple[str, ...]]) -> None:
        self._words = words

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return self._words[sentence]


def rank_with_sumy(units: Sequence[Unit], choice: Choice, method: str) -> tuple[Unit, ...]:
    """The units of a summary as sumy's `method` ranks them; `choice` is still empty."""
    able = [unit for unit in units if len(unit.content) > 1 and choice.why_not(unit) is None]
    able = sorted(sorted(able, key=lambda u: (u.place, u.number))[:_MOST], key=lambda u: u.number)
    rating = _ratings(able, method)
    for unit in sorted(able, key=lambda u: (-rating[u.number], u.number)):
        if choice.full:
            break
        bundle = choice.bundle(unit)
        if choice.fits(bundle) and not any(choice.repeats(u) for u in bundle):
            choice.take(bundle)
    shortest_if_nothing_fits(choice, lambda u: rating.get(u.number, 0.0))
    return tuple(choice.chosen)


def _ratings(units: Sequence[Unit], method: str) -> dict[int, float]:
    """The rating by sumy of each unit, by the unit's number."""
    if not units:
        return {}
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    rank = {stem: str(i) for i, stem in enumerate(sorted({stem for unit in units for stem in unit.content}))}
    tokenizer = _Words({str(unit.number): tuple(rank[stem] for stem in unit.content) for unit in units})
    document = ObjectDocumentModel([Paragraph([Sentence(str(unit.number), tokenizer) for unit in units])])
    module, name = _CLASSES[method]
    summarizer = getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)(str if method == "luhn" else int)
    found: dict[int, float] = {}

    def keep(infos: Iterable[Any]) -> tuple[Any, ...]:
        infos = tuple(infos)
        found.update((int(str(info.sentence)), round(float(info.rating), _DIGITS)) for info in infos)
        return infos

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LSA warns of stories with fewer words than sentences
        summarizer(document, keep)
    return found
