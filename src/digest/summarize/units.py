"""The units a summary is made of: sentences with their words, in an order that the input cannot change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.model import Article, Excerpt, day_of
from digest.segment import sentences
from digest.summarize.speech import open_quotes
from digest.words import stem, stop_words, tokens

_MERGED_WORDS = 60  # a quotation of several sentences stays one unit up to this many words
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CJK_PER_WORD = 1.6  # characters of Chinese or Japanese that say as much as one word
UNDATED = "9999"
_LAST = frozenset(".!?…。！？؟۔।\"'”’»“)」』）")


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A sentence, or the sentences of one quotation, of one report."""

    article: Article
    start: int
    end: int
    text: str
    report: int  # index of the report in reading order
    number: int  # index among all units of the story
    place: int  # how many whole sentences of its article stand before it; headings and captions do not count
    paragraph: int  # index of its paragraph in the article
    size: int  # words, as `word_count` counts them
    stems: tuple[str, ...]  # every word, stemmed
    content: tuple[str, ...]  # the stems that carry meaning, in order
    words: frozenset[str]  # the different ones of them
    before: Unit | None  # the unit directly before it in the article

    @property
    def excerpt(self) -> Excerpt:
        """Where it stands."""
        return Excerpt(self.article, self.start, self.end)


def word_count(text: str) -> int:
    """How long `text` is to a reader: words between white space; Chinese and Japanese count 1.6 characters as a word."""
    wide = len(_CJK.findall(text)) if not text.isascii() else 0
    if not wide:
        return len(text.split())
    return int(wide / _CJK_PER_WORD + 0.5) + sum(any(c.isalnum() for c in word) for word in _CJK.sub(" ", text).split())


def voices(reports: Iterable[Sequence[Article]]) -> tuple[Article, ...]:
    """One article for each report (its fullest), in an order that depends on their contents alone: by day, then id."""
    fullest = [max(report, key=lambda a: (len(a.text), _key(a))) for report in reports if report]
    return tuple(sorted(fullest, key=_key))


def _key(article: Article) -> tuple[str, str, str, str]:
    day = day_of(article.published).isoformat() if article.published else UNDATED
    return day, article.id, article.origin, article.sha256


def units_of(articles: Sequence[Article]) -> tuple[Unit, ...]:
    """The units of `articles`, each an independent report, in reading order."""
    spans = [(report, article, _unit_spans(article)) for report, article in enumerate(articles)]
    folded = {a.id + a.sha256: [tokens(a.text[s:e]) for s, e, _ in found] for _, a, found in spans}
    found_units: list[Unit] = []
    stems_of: dict[str | None, dict[str, str]] = {}
    for language in sorted({a.language or "" for a in articles}):
        vocabulary = sorted(
            {t for a in articles if (a.language or "") == language for ts in folded[a.id + a.sha256] for t in ts}
        )
        stems_of[language] = dict(zip(vocabulary, stem(vocabulary, language or None), strict=True))
    for report, article, spans_found in spans:
        stems, stops = stems_of[article.language or ""], stop_words(article.language)
        before: Unit | None = None
        place = 0
        for (start, end, paragraph), words in zip(spans_found, folded[article.id + article.sha256], strict=True):
            text = article.text[start:end]
            size = word_count(text)
            content = tuple(stems[w] for w in words if w not in stops and (len(w) > 1 or w.isdigit()))
            before = Unit(
                article,
                start,
                end,
                text,
                report,
                len(found_units),
                place,
                paragraph,
                size,
                tuple(stems[w] for w in words),
                content,
                frozenset(content),
                before,
            )
            found_units.append(before)
            place += size > 4 and text[-1] in _LAST
    return tuple(found_units)


def _unit_spans(article: Article) -> list[tuple[int, int, int]]:
    """Sentence spans with the index of their paragraph; the sentences of one quotation are put together where it is short."""
    text, paragraph, last = article.text, 0, 0
    found: list[tuple[int, int, int]] = []
    for start, end in sentences(text, article.language):
        if "\n" in text[last:start] and "\n" in text[last:start].strip(" \t"):
            paragraph += 1
        last = end
        if found and found[-1][2] == paragraph:
            begin = found[-1][0]
            if open_quotes(text[begin : found[-1][1]])[1] and word_count(text[begin:end]) <= _MERGED_WORDS:
                found[-1] = (begin, end, paragraph)
                continue
        found.append((start, end, paragraph))
    return [piece for span in found for piece in _unmerged(article, span)]


def _unmerged(article: Article, span: tuple[int, int, int]) -> list[tuple[int, int, int]]:
    """The span as it is if its quotations are whole; otherwise its single sentences, because merging did not help."""
    start, end, paragraph = span
    if not open_quotes(article.text[start:end])[1]:
        return [span]
    inner = sentences(article.text[start:end], article.language)
    return [(start + s, start + e, paragraph) for s, e in inner]
