"""The units a summary is made of: sentences with their words, in an order that the input cannot change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import overload

from digest.model import Article, Excerpt, day_of
from digest.segment import worded
from digest.summarize.speech import marks_in, open_among, open_quotes
from digest.summarize.templates import repeats_template
from digest.words import stem, stop_words, straight

_MERGED_WORDS = 60  # a quotation of several sentences stays one unit up to this many words
_CJK = re.compile("[\u3000-\u303f\uff00-\uffef\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CJK_PER_WORD = 1.6  # characters of Chinese or Japanese that say as much as one word
UNDATED = "9999"
_LAST = frozenset(".!?…。！？؟۔।\"'”’»“)」』）")


class Said:
    """The words of all reports of a story, numbered as they first come; equal words of two languages are two."""

    __slots__ = ("means", "numbers", "roots")

    def __init__(self, numbers: list[int], roots: list[str], means: bytearray) -> None:
        self.numbers = numbers  # every word in order
        self.roots = roots  # the stem of each number
        self.means = means  # 1 for each number that carries meaning, otherwise 0


class Unit:
    """A sentence, or the sentences of one quotation, of one report. Nobody changes one once it is made."""

    __slots__ = (
        "_content",
        "_plain",
        "_stems",
        "_units",
        "_words",
        "article",
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

    def __init__(self, units: Units, number: int) -> None:
        self._units = units
        self.number = number  # index among all units of the story
        self.report = units.reports[number]  # index of the report in reading order
        self.article = units.articles[self.report]
        # Where it stands, and the index of its paragraph in the article.
        self.start, self.end, self.paragraph = units.spans[number]
        self.text = self.article.text[self.start : self.end]
        # Whole sentences of its article before it; headings and captions do not count.
        self.place = units.places[number]
        self.size = units.sizes[number]  # words, as `word_count` counts them
        self.said = units.said  # the story's words, of which this unit has those from `first` to before `last`
        self.first, self.last = units.firsts[number : number + 2]
        self.template = False  # its paragraph is one that its outlet repeats from article to article
        self.translated = False  # its report is in another language than the summary: it counts, but is not shown
        self._stems: tuple[str, ...] | None = None
        self._content: tuple[str, ...] | None = None
        self._words: frozenset[str] | None = None
        self._plain: frozenset[str] | None = None

    @property
    def before(self) -> Unit | None:
        """The unit directly before it in the article."""
        one = self._units[self.number - 1] if self.number else None
        return one if one is not None and one.report == self.report else None

    @property
    def reported(self) -> Sequence[Article]:
        """All reports of its story."""
        return self._units.articles

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


class Units(Sequence[Unit]):
    """The units of a story in reading order, each made when it is first asked for: of most, a summary needs the figures alone."""

    __slots__ = ("_made", "articles", "firsts", "places", "reports", "said", "sizes", "spans")

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = articles
        self.said = Said([], [], bytearray())
        # Of each unit what the attributes of the same names say; `firsts` has the end of all words as well.
        self.reports: list[int] = []
        self.spans: list[tuple[int, int, int]] = []
        self.places: list[int] = []
        self.sizes: list[int] = []
        self.firsts: list[int] = [0]
        self._made: list[Unit | None] = []

    def add(self, report: int, spans: Iterable[tuple[int, int, int, int]]) -> None:
        """Append the units of one report: where each stands, in which paragraph, and with how many words."""
        text = self.articles[report].text
        plain = "  " not in text and (text.isascii() or straight(text).isascii() or _CJK.search(text) is None)
        place, first = 0, self.firsts[-1]
        for start, end, paragraph, words in spans:
            part = text[start:end]
            # What can be printed has no white space but spaces.
            size = part.count(" ") + 1 if plain and part.isprintable() else word_count(part)
            first += words
            self.spans.append((start, end, paragraph))
            self.places.append(place)
            self.sizes.append(size)
            self.firsts.append(first)
            place += size > 4 and text[end - 1] in _LAST
        more = len(self.spans) - len(self.reports)
        self.reports += [report] * more
        self._made += [None] * more

    def reports_using(self, stems: Collection[str]) -> dict[str, int]:
        """How many reports use each of `stems` as a word that carries meaning."""
        asked = {n: root for n, root in enumerate(self.said.roots) if root in stems and self.said.means[n]}
        found = dict.fromkeys(stems, 0)
        for report in range(len(self.articles)):
            first, last = (self.firsts[bisect_left(self.reports, number)] for number in (report, report + 1))
            used = asked.keys() & self.said.numbers[first:last]
            for root in {asked[n] for n in used}:
                found[root] += 1
        return found

    def __len__(self) -> int:
        return len(self.spans)

    @overload
    def __getitem__(self, number: int) -> Unit: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Unit, ...]: ...

    def __getitem__(self, number: int | slice) -> Unit | tuple[Unit, ...]:
        if isinstance(number, slice):
            return tuple(self[n] for n in range(*number.indices(len(self))))
        unit = self._made[number]
        if unit is None:
            unit = self._made[number] = Unit(self, range(len(self))[number])
        return unit

    def __iter__(self) -> Iterator[Unit]:
        return map(self.__getitem__, range(len(self)))


def word_count(text: str) -> int:
    """How long `text` is to a reader: words between white space; Chinese and Japanese count 1.6 characters as a word."""
    wide = len(_CJK.findall(text)) if not text.isascii() else 0
    if not wide:
        return len(text.split())
    return int(wide / _CJK_PER_WORD + 0.5) + sum(any(c.isalnum() for c in word) for word in _CJK.sub(" ", text).split())


def voices(reports: Iterable[Sequence[Article]]) -> tuple[Article, ...]:
    """One article for each report (its fullest), in an order that depends on their contents alone: by day, then id."""
    fullest = [
        max(report, key=lambda a: (len(a.text), _key(a))) if len(report) > 1 else report[0]
        for report in reports
        if report
    ]
    return tuple(sorted(fullest, key=_key))


def _key(article: Article) -> tuple[str, str, str, str]:
    return day_key(article), article.id, article.origin, article.sha256


def day_key(article: Article) -> str:
    """The article's day in a form that sorts; an undated one comes after all days."""
    return day_of(article.published).isoformat() if article.published else UNDATED


def units_of(articles: Sequence[Article], boilerplate: frozenset[str] = frozenset()) -> Units:
    """The units of `articles`, each an independent report, in reading order; `boilerplate` is what `templates.recurring` found."""
    units = Units(articles)
    following = count()
    known: dict[str, defaultdict[str, int]] = {}  # the number of each word of a language
    for report, article in enumerate(articles):
        numbers = known.setdefault(article.language or "", defaultdict(following.__next__))
        spans, words, counts = worded(article.text, article.language)
        units.add(report, _unit_spans(article.text, spans, counts))
        units.said.numbers += map(numbers.__getitem__, words)
    _look(units.said, known)
    for unit in units if boilerplate else ():
        unit.template = repeats_template(unit.article.text, unit.start, unit.end, boilerplate)
    return units


def _look(said: Said, known: Mapping[str, Mapping[str, int]]) -> None:
    """Note the stem of each word, and whether it carries meaning."""
    size = sum(map(len, known.values()))
    said.roots, said.means = [""] * size, bytearray(b"\1") * size
    for language, numbers in known.items():
        words = list(numbers)
        stops = stop_words(language or None)
        roots = stem(words, language or None)
        if len(known) == 1:  # then the numbers are 0, 1, ...
            said.roots = roots
        else:
            for number, root in zip(numbers.values(), roots, strict=True):
                said.roots[number] = root
        for word in numbers.keys() & stops:
            said.means[numbers[word]] = 0
        for word in words:
            if len(word) == 1 and not word.isdigit():
                said.means[numbers[word]] = 0


def _unit_spans(text: str, spans: Iterable[tuple[int, int]], counts: Iterable[int]) -> list[tuple[int, int, int, int]]:
    """Sentence spans with the index of their paragraph and their number of words; one short quotation is put together."""
    found: list[tuple[int, int, int, int]] = []
    paragraph = last = 0
    left_open = False
    marks = marks_in(text)
    mark = 0  # which of them is the next
    for (start, end), words in zip(spans, counts, strict=True):
        if "\n" in text[last:start]:
            paragraph += 1
        last = end
        if left_open and found[-1][2] == paragraph:
            begin, _, _, before = found[-1]
            if _closed_soon(text, begin, end):
                found[-1] = (begin, end, paragraph, before + words)
                left_open = open_quotes(text[begin:end])[1]
                mark = bisect_left(marks, end, mark)
                continue
        found.append((start, end, paragraph, words))
        until = bisect_left(marks, end, mark)
        left_open = until > mark and open_among(text, start, end, marks[mark:until])[1]
        mark = until
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
