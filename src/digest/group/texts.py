"""The articles as numbered words, counted once and shared by the search for copies and by grouping.

Lines that an outlet prints under many of its articles (a newsletter box, the outlet's own description) are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from digest.model import Article, source_key
from digest.words import tokens

_TEMPLATE_IN = 3  # articles of one outlet that print a line before it counts as a template
_TEMPLATE_SHARE = 0.2  # of the outlet's articles
_NAME = re.compile(r"(?<=[a-zß-öø-ÿ,;а-яά-ώ] )[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w'’-]*\w")  # capitalised inside a sentence
_MOSTLY = 0.5  # an article of which templates are more than this is one of several copies, and keeps its lines


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
    names = tuple(_numbered(" ".join(_NAME.findall(text)), numbers) for text in plain)
    return Texts(kept, headline, body, names, tuple(numbers))


def _numbered(text: str, numbers: defaultdict[str, int]) -> Any:
    return np.array(list(map(numbers.__getitem__, tokens(text))), dtype=np.int64)


def _without_templates(articles: Sequence[Article]) -> tuple[str, ...]:
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        by_source[source_key(article.source)].append(number)
    texts = [article.text for article in articles]
    for source, numbers in by_source.items():
        if source and len(numbers) >= _TEMPLATE_IN:
            _drop_templates(texts, numbers)
    return tuple(texts)


def _drop_templates(texts: list[str], numbers: Sequence[int]) -> None:
    lines = {number: [line.strip() for line in texts[number].split("\n")] for number in numbers}
    printed = Counter(line for each in lines.values() for line in set(each))
    enough = max(_TEMPLATE_IN, _TEMPLATE_SHARE * len(numbers))
    templates = {line for line, times in printed.items() if times >= enough and line}
    if not templates:
        return
    for number, each in lines.items():
        rest = "\n".join(line for line in each if line not in templates)
        if len(rest) >= (1 - _MOSTLY) * len(texts[number]):
            texts[number] = rest
