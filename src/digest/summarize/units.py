"""The units a summary is made of: sentences with their words, in an order that the input cannot change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from digest.model import Article, Excerpt, day_of
from digest.segment import worded
from digest.summarize.speech import open_quotes
from digest.summarize.templates import repeats_template
from digest.words import stem, stop_words

_MERGED_WORDS = 60  # a quotation of several sentences stays one unit up to this many words
_CJK = re.compile("[\u3000-\u303f\uff00-\uffef\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_QUOTE = re.compile('["“”„«»]')
_CJK_PER_WORD = 1.6  # characters of Chinese or Japanese that say as much as one word
UNDATED = "9999"
_LAST = frozenset(".!?…。！？؟۔।\"'”’»“)」』）")


class Said:
    """The words of all reports of a story, numbered as they first come; equal words of two languages are two."""

    __slots__ = ("means", "numbers", "roots")

    def __init__(self, numbers: list[int], roots: list[str], means: list[bool]) -> None:
        self.numbers = numbers  # every word in order
        self.roots = roots  # the stem of each number
        self.means = means  # whether it carries meaning


class Unit:
    """A sentence, or the sentences of one quotation, of one report. Nobody changes one once it is made."""

    __slots__ = (
        "_content",
        "_plain",
        "_stems",
        "_words",
        "article",
        "before",
        "end",
        "first",
        "last",
        "number",
        "paragraph",
        "place",
        "report",
        "said",
        "size",
        "start",
        "template",
        "text",
        "translated",
    )

    def __init__(
        self,
        article: Article,
        start: int,
        end: int,
        *,
        report: int,
        number: int,
        place: int,
        paragraph: int,
        size: int,
        said: Said,
        first: int,
        last: int,
        before: Unit | None,
    ) -> None:
        self.article = article
        self.start = start
        self.end = end
        self.text = article.text[start:end]
        self.report = report  # index of the report in reading order
        self.number = number  # index among all units of the story
        self.place = (
            place  # how many whole sentences of its article stand before it; headings and captions do not count
        )
        self.paragraph = paragraph  # index of its paragraph in the article
        self.size = size  # words, as `word_count` counts them
        self.said = said  # the story's words, of which this unit has those from `first` to before `last`
        self.first = first
        self.last = last
        self.before = before  # the unit directly before it in the article
        self.template = False  # its paragraph is one that its outlet repeats from article to article
        self.translated = False  # its report is in another language than the summary: it counts, but is not shown
        self._stems: tuple[str, ...] | None = None
        self._content: tuple[str, ...] | None = None
        self._words: frozenset[str] | None = None
        self._plain: frozenset[str] | None = None

    @property
    def excerpt(self) -> Excerpt:
        """Where it stands."""
        return Excerpt(self.article, self.start, self.end)

    @property
    def stems(self) -> tuple[str, ...]:
        """Every word, stemmed."""
        if self._stems is None:
            self._stems = tuple(map(self.said.roots.__getitem__, self.said.numbers[self.first : self.last]))
        return self._stems

    @property
    def content(self) -> tuple[str, ...]:
        """The stems that carry meaning, in order."""
        if self._content is None:
            roots, means = self.said.roots, self.said.means
            self._content = tuple([roots[n] for n in self.said.numbers[self.first : self.last] if means[n]])
        return self._content

    @property
    def words(self) -> frozenset[str]:
        """The different ones of them."""
        if self._words is None:
            self._words = frozenset(self.content)
        return self._words

    def words_without(self, untold: frozenset[str]) -> frozenset[str]:
        """Its `words` without figures and those that are `untold`, which must be the same at each call."""
        if self._plain is None:
            self._plain = frozenset([word for word in self.words - untold if not word[0].isdigit()])
        return self._plain


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
    units: list[Unit] = []
    said = Said([], [], [])
    following = count()
    known: dict[str, defaultdict[str, int]] = {}  # the number of each word of a language
    for report, article in enumerate(articles):
        numbers = known.setdefault(article.language or "", defaultdict(following.__next__))
        spans, words, counts = worded(article.text, article.language)
        _add_units(units, article, report, _unit_spans(article, spans, counts), said)
        said.numbers += map(numbers.__getitem__, words)
    _look(said, known)
    for unit in units if boilerplate else ():
        unit.template = repeats_template(unit.article.text, unit.start, unit.end, boilerplate)
    return tuple(units)


def _look(said: Said, known: Mapping[str, Mapping[str, int]]) -> None:
    """Note the stem of each word, and whether it carries meaning."""
    size = sum(map(len, known.values()))
    said.roots, said.means = [""] * size, [True] * size
    for language, numbers in known.items():
        stops = stop_words(language or None)
        for number, root in zip(numbers.values(), stem(list(numbers), language or None), strict=True):
            said.roots[number] = root
        for word in numbers.keys() & stops:
            said.means[numbers[word]] = False
        for word in numbers:
            if len(word) == 1 and not word.isdigit():
                said.means[numbers[word]] = False


def _add_units(
    units: list[Unit], article: Article, report: int, spans: Iterable[tuple[int, int, int, int]], said: Said
) -> None:
    """Append the units of one report, whose words will stand behind those that are `said` already."""
    before: Unit | None = None
    place = 0
    spaced = article.text.isascii() or _CJK.search(article.text) is None
    first = len(said.numbers)
    for start, end, paragraph, words in spans:
        text = article.text[start:end]
        before = Unit(
            article,
            start,
            end,
            report=report,
            number=len(units),
            place=place,
            paragraph=paragraph,
            size=len(text.split()) if spaced else word_count(text),
            said=said,
            first=first,
            last=first + words,
            before=before,
        )
        first += words
        units.append(before)
        place += before.size > 4 and text[-1] in _LAST


def _unit_spans(
    article: Article, spans: Iterable[tuple[int, int]], counts: Iterable[int]
) -> list[tuple[int, int, int, int]]:
    """Sentence spans with the index of their paragraph and their number of words; one short quotation is put together."""
    text, paragraph, last = article.text, 0, 0
    found: list[tuple[int, int, int, int]] = []
    left_open = False
    quoted = any(mark in text for mark in '"“„«»')
    for (start, end), words in zip(spans, counts, strict=True):
        if "\n" in text[last:start]:
            paragraph += 1
        last = end
        if left_open and found[-1][2] == paragraph:
            begin, _, _, before = found[-1]
            if _closed_soon(text, begin, end):
                found[-1] = (begin, end, paragraph, before + words)
                left_open = open_quotes(text[begin:end])[1]
                continue
        found.append((start, end, paragraph, words))
        left_open = quoted and _QUOTE.search(text, start, end) is not None and open_quotes(text[start:end])[1]
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
