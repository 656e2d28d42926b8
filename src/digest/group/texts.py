"""The articles as numbered words, counted once and shared by the search for copies and by grouping.

Lines that an outlet prints under many of its articles (a newsletter box, the outlet's own description) are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import numpy as np

from digest.group import order
from digest.model import Article
from digest.words import tokens

_TEMPLATE_UNDER = 3  # unlike headlines of one outlet under which a line stands before it counts as a template
_NAME = re.compile(r"(?<=[a-zß-öø-ÿ,;а-яά-ώ] )[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w'’-]*\w")  # capitalised inside a sentence

_DAYS = frozenset(  # capitalised in English and German, and in every report
    re.findall(
        r"\w+",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag "
        "Januar Februar März Mai Juni Juli Oktober Dezember",
    )
)


@dataclass(frozen=True)
class Texts:
    """Articles and their words; `headline[i]`, `body[i]` and `names[i]` are arrays of positions in `vocabulary`."""

    articles: tuple[Article, ...]
    headline: tuple[Any, ...]
    body: tuple[Any, ...]
    names: tuple[Any, ...]  # words that stand capitalised inside a sentence
    vocabulary: tuple[str, ...]


def read(articles: Iterable[Article]) -> Texts:
    """The words of `articles`, in their order."""
    kept = tuple(articles)
    plain = _without_templates(kept)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    headline = tuple(_numbered(article.title, numbers) for article in kept)
    body = tuple(_numbered(text, numbers) for text in plain)
    names = tuple(_numbered(_names(article.title, text), numbers) for article, text in zip(kept, plain, strict=True))
    return Texts(kept, headline, body, names, tuple(numbers))


def _numbered(text: str, numbers: defaultdict[str, int]) -> Any:
    return np.array(list(map(numbers.__getitem__, tokens(text))), dtype=np.int64)


def _names(headline: str, text: str) -> str:
    """The words that stand capitalised inside a sentence; of the headline's, where not all its words are capitalised."""
    found = _NAME.findall(text)
    words = headline.split()
    if 2 * sum(word[:1].isupper() for word in words) <= len(words):
        found += _NAME.findall(headline)
    return " ".join(name for name in found if name not in _DAYS)


def _without_templates(articles: Sequence[Article]) -> tuple[str, ...]:
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        by_source[order.outlet(article)].append(number)
    texts = [article.text for article in articles]
    for source, numbers in by_source.items():
        if source and len(numbers) >= _TEMPLATE_UNDER:
            for number, text in zip(numbers, _untemplated([articles[number] for number in numbers]), strict=True):
                texts[number] = text
    return tuple(texts)


def _untemplated(articles: Sequence[Article]) -> list[str]:
    """The texts of one outlet's articles without the lines that stand under several unlike headlines."""
    lines = [[line.strip() for line in article.text.split("\n")] for article in articles]
    printed = Counter(chain.from_iterable(lines))
    often = {line for line, times in printed.items() if times >= _TEMPLATE_UNDER and line}
    under: defaultdict[str, list[str]] = defaultdict(list)
    for article, each in zip(articles, lines, strict=True) if often else ():
        for line in often.intersection(each):
            under[line].append(article.title or each[0])
    templates = {line for line, headlines in under.items() if _unlike(headlines)}
    if not templates:
        return [article.text for article in articles]
    return ["\n".join(line for line in each if line not in templates) for each in lines]


def _unlike(headlines: Sequence[str]) -> bool:
    """Whether enough of the headlines share less than half their words; updates of one story share more."""
    counted: list[set[str]] = []
    for headline in headlines if len(headlines) >= _TEMPLATE_UNDER else ():
        words = set(tokens(headline))
        if all(2 * len(words & other) < min(len(words), len(other)) for other in counted):
            counted.append(words)
            if len(counted) == _TEMPLATE_UNDER:
                return True
    return False
