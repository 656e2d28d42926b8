"""The units a summary is made of: sentences with their words, in an order that the input cannot change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from digest.model import Article, Excerpt, day_of
from digest.segment import sentences
from digest.summarize.speech import open_quotes
from digest.summarize.templates import repeats_template
from digest.words import stem, stop_words, tokens

_MERGED_WORDS = 60  # a quotation of several sentences stays one unit up to this many words
_CJK = re.compile("[\u3000-\u303f\uff00-\uffef\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CJK_PER_WORD = 1.6  # characters of Chinese or Japanese that say as much as one word
_PARTED = "q0x0q"
_PARTING = f"\n{_PARTED}\n"
UNDATED = "9999"
_LAST = frozenset(".!?…。！？؟۔।\"'”’»“)」』）")


@dataclass(slots=True, eq=False)  # not frozen only because thousands are made for a briefing; nobody changes one
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
    template: bool = False  # its paragraph is one that its outlet repeats from article to article
    translated: bool = False  # its report is in another language than the summary: it counts, but is not shown

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
    return day_key(article), article.id, article.origin, article.sha256


def day_key(article: Article) -> str:
    """The article's day in a form that sorts; an undated one comes after all days."""
    return day_of(article.published).isoformat() if article.published else UNDATED


def units_of(articles: Sequence[Article], boilerplate: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """The units of `articles`, each an independent report, in reading order; `boilerplate` is what `templates.recurring` found."""
    spans = [_unit_spans(article) for article in articles]
    words = [_words(a.text, found) for a, found in zip(articles, spans, strict=True)]
    stems = _stems(articles, words)
    means = {language: _meaningful(found, language or None) for language, found in stems.items()}
    units: list[Unit] = []
    for report, article in enumerate(articles):
        language = article.language or ""
        _add_units(
            units, article, report, zip(spans[report], words[report], strict=True), stems[language], means[language]
        )
    for unit in units if boilerplate else ():
        unit.template = repeats_template(unit.article.text, unit.start, unit.end, boilerplate)
    return tuple(units)


def _words(text: str, spans: Sequence[tuple[int, int, int]]) -> list[list[str]]:
    """The words of each span: all are read in one go, with a word between them that no text has."""
    said = tokens(_PARTING.join([text[start:end] for start, end, _ in spans]))
    found, begin = [], 0
    for _ in spans[1:]:
        at = said.index(_PARTED, begin)
        found.append(said[begin:at])
        begin = at + 1
    return [*found, said[begin:]] if spans else []


def _stems(articles: Sequence[Article], words: Sequence[Sequence[Sequence[str]]]) -> dict[str, dict[str, str]]:
    """The stem of every word, for each language of the articles."""
    different: dict[str, dict[str, None]] = {}
    for article, found in zip(articles, words, strict=True):
        different.setdefault(article.language or "", {}).update(dict.fromkeys(chain.from_iterable(found)))
    stems = {}
    for language, vocabulary in different.items():
        ordered = list(vocabulary)
        stems[language] = dict(zip(ordered, stem(ordered, language or None), strict=True))
    return stems


def _meaningful(stems: Mapping[str, str], language: str | None) -> dict[str, str]:
    """The stems of the words that carry meaning."""
    stops = stop_words(language)
    return {word: root for word, root in stems.items() if word not in stops and (len(word) > 1 or word.isdigit())}


def _add_units(
    units: list[Unit],
    article: Article,
    report: int,
    spans: Iterable[tuple[tuple[int, int, int], Sequence[str]]],
    stems: Mapping[str, str],
    means: Mapping[str, str],
) -> None:
    """Append the units of one report."""
    before: Unit | None = None
    place = 0
    spaced = article.text.isascii() or _CJK.search(article.text) is None
    root, meaning = stems.__getitem__, means.get
    for (start, end, paragraph), words in spans:
        text = article.text[start:end]
        size = len(text.split()) if spaced else word_count(text)
        content = tuple(filter(None, map(meaning, words)))
        before = Unit(
            article=article,
            start=start,
            end=end,
            text=text,
            report=report,
            number=len(units),
            place=place,
            paragraph=paragraph,
            size=size,
            stems=tuple(map(root, words)),
            content=content,
            words=frozenset(content),
            before=before,
        )
        units.append(before)
        place += size > 4 and text[-1] in _LAST


def _unit_spans(article: Article) -> list[tuple[int, int, int]]:
    """Sentence spans with the index of their paragraph; the sentences of one short quotation are put together."""
    text, paragraph, last = article.text, 0, 0
    found: list[tuple[int, int, int]] = []
    quoted = any(mark in text for mark in '"“„«»')
    for start, end in sentences(text, article.language):
        if "\n" in text[last:start]:
            paragraph += 1
        last = end
        if quoted and found and found[-1][2] == paragraph:
            begin, until, _ = found[-1]
            if open_quotes(text[begin:until])[1] and _closed_soon(text, begin, end):
                found[-1] = (begin, end, paragraph)
                continue
        found.append((start, end, paragraph))
    return found


def _closed_soon(text: str, begin: int, end: int) -> bool:
    """Whether the quotation that the sentence before left open is closed in its paragraph before it grows too long."""
    if word_count(text[begin:end]) > _MERGED_WORDS:
        return False
    paragraph_end = text.find("\n", end)
    rest = text[end : paragraph_end if paragraph_end >= 0 else len(text)]
    marks = [at for mark in '"”“»«' if (at := rest.find(mark)) >= 0]
    closes = not open_quotes(text[begin:end])[1]
    return closes or bool(marks and word_count(text[begin : end + min(marks)]) <= _MERGED_WORDS)
