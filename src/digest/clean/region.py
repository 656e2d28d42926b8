# ruff: noqa: E501 -- patterns are read best unbroken
"""The article among the lines of a page: one stretch of lines, chosen by what lines of articles look like.

The rule follows the maximum subsequence idea of Pasternack and Roth (WWW 2009): a line of prose weighs its words, a short line or
one without an end weighs against, and the stretch with the largest sum is the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise, repeat

from digest.clean import lexicon
from digest.clean.furniture import (
    CLOCK,
    COMMENTS,
    MAX_CAPTION_WORDS,
    OTHERS,
    STAMP,
    caption_kind,
    kind_of,
    may_head_comments,
    may_speak_of_comments,
    opens_caption,
)
from digest.clean.lines import MOST_ENDS, count_words, ends_like_text, ends_sentence, plainly, word_counts
from digest.clean.meta import read_meta

BASE = 6.0  # words that a line must have before it speaks for the article
CAP = 35.0  # most that one line can say
EXCESS = 0.25  # what each further word says where stretches are compared
MANY_ENTRIES = 5  # headings of comments that make a page a list of entries
OPEN = -3.0  # what a line without an end says at most
BARRIER = -50.0  # a heading over other articles
FURNITURE = -11.0  # a line known as furniture
STAMPED = -15.0  # the time at which a reader wrote
AFTER_COMMENTS = 0.3  # weight of a stretch under a heading of comments
AFTER_STAMPS = 0.05  # the same, where readers' times of writing stand among the lines
ENOUGH = 30.0  # what the text above a heading of comments must weigh for the heading to be believed
HEAD_LINES, DECK_WORDS = (
    6,
    60.0,
)  # lines at the head among which a byline may stand, and words above it that may be a deck
TAIL_LINES = 10  # lines at the end among which the author's life may stand
PULLED_REACH = 6  # lines on both sides in which a pull quote's own paragraph may stand
TABLE, TABLE_ROWS = -8.0, 5  # the most that a table of figures costs, and rows with figures that make one
TABLE_REACH = 2 * (2 * TABLE_ROWS - 1)  # lines among which so many of them stand in any table
LATE = 0.6  # share of the article above a heading of other articles that makes it the end
LONG_PARAGRAPH = 25.0  # words a line, on average, of text that goes on under such a heading
NEAR_HEADLINE = 3.0  # weight of a stretch that begins under the page's headline
AROUND = 12  # lines on both sides of the article in which its pictures may stand
ABOVE, BELOW = 24, 4  # lines above and below the article that are looked at, whoever asks
FEW = 12  # lines of a text that is looked at as a whole
HEADLINE_REACH = 14  # lines that may stand between the headline and the first paragraph

REPEATED = "repeated line"
MAX_HEADLINE_WORDS = 25
MAX_LIFE_WORDS = 120
SPOKEN_OF = 2  # paragraphs with a family name that make its owner one of whom the article speaks
_OPENERS = "\"'“„‘«「『"
_FOLD = re.compile(r"\W+")
_TO_WORDS = {code: chr(code) if chr(code).isalnum() or chr(code) == "_" else " " for code in range(128)}
_NO_FIGURES = bytes(byte for byte in range(256) if byte != 10 and not 48 <= byte <= 57)
_FIGURE = re.compile(r"(?!\W*\d{1,3}\b\W*[^\W\d]\D*$).*\d")  # a figure that is no number of a list
_DIGIT = re.compile(r"\d")
# A day as rows of a calendar or a menu have it. The letter or figure that it begins with comes first: so it is found four times as fast.
_MONTH = re.compile(
    r"[jfmasondяфмаисонд](?<!\w.)(?:(?<=j)(?:an|un|ul)|(?<=f)eb|(?<=m)(?:ar|ay|är|ai)|(?<=a)(?:pr|ug)|(?<=s)ep|(?<=o)(?:ct|kt)|(?<=n)ov|(?<=d)(?:ec|ez)|"
    r"(?<=я)нв|(?<=ф)ев|(?<=м)(?:ар|а[йя])|(?<=а)(?:пр|вг)|(?<=и)(?:юн|юл)|(?<=с)ен|(?<=о)кт|(?<=н)оя|(?<=д)ек)"
)
_MONTH_HEADS = ("jan", "jun", "jul", "feb", "mar", "may", "mai", "apr", "aug", "sep", "oct", "okt", "nov", "dec", "dez")
_WITHIN_DAYS = ("-", "/", ".", ":")  # one of these stands in every day that is numbered, as far as it is ASCII
_NUMBERED_DAY = re.compile(r"[\d年月日](?:(?<=[年月日])|(?<=\d)(?:\d{3}[-/.年]\d|:\d\d\b.*\b20\d\d\b))")


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """Whether a line is part of the article's body, and what it is."""

    kept: bool
    reason: str  # "body", "heading", "navigation", "byline", "photo caption", ...


@lru_cache(maxsize=256)  # few reasons, and a verdict for every line of a page
def dropped(reason: str) -> LineVerdict:
    """The verdict on a line that is left out."""
    return LineVerdict(False, reason)


KEPT = LineVerdict(True, "body")
FAR = LineVerdict(False, "outside the article")  # of a line that was not looked at
ASKED_LATE = LineVerdict(False, "")


class _Lines:
    """What is known of the lines of a page before the stretch is chosen, a list for each fact.

    What else a line is than text is asked late, because most lines of a page are short, stand far from the article, and
    count against it whatever they are.
    """

    __slots__ = ("ends", "kinds", "scores", "texts", "words")

    def __init__(self, texts: Sequence[str], wide: bool | None) -> None:
        """Each line with its score; what else it is has been asked where that may change the choice of the stretch."""
        self.texts = texts
        self.words = word_counts(texts, wide)
        self.ends = [
            last in MOST_ENDS
            or ((not last.isalnum()) and ends_like_text(text))
            or (words >= 8 and _sentence_inside(text, words))
            for text, words, last in zip(texts, self.words, [text[-1:] for text in texts], strict=True)
        ]
        self.scores = [
            (CAP if words > BASE + CAP else words - BASE) if ends or words < BASE + OPEN else OPEN
            for words, ends in zip(self.words, self.ends, strict=True)
        ]
        self.kinds: list[str | None] = [None] * len(
            texts
        )  # "" where nothing speaks against it; None where not asked yet
        against = [i for i, score in enumerate(self.scores) if score <= 0]
        for i, score in enumerate(self.scores):
            if score > 0:
                self.look(i)
        for place in may_speak_of_comments([texts[i] for i in against]):
            i = against[place]
            if may_head_comments(texts[i], self.words[i]):
                self.look(i)

    def look(self, i: int) -> str:
        """What the line is by its own words, and its score with that."""
        kind = self.kinds[i]
        if kind is None:
            text, words = self.texts[i], self.words[i]
            kind = kind_of(text, words)
            if not kind and self.scores[i] > 0 and words <= MAX_CAPTION_WORDS and opens_caption(text):
                kind = "photo caption"
            self.kinds[i] = kind
            if kind:
                self.scores[i] = _score(kind)
        return kind


def folded(text: str) -> str:
    """`text` as two printings of one line are compared."""
    small = text[:600].casefold()
    small = small if small.isascii() else plainly(small)
    if small.isascii():
        return " ".join(small.translate(_TO_WORDS).split())
    return _FOLD.sub(" ", small).strip()


def may_fold_to(text: str, names: Iterable[str]) -> bool:
    """Whether `text` begins as one of `names`, which are folded, so that it may be worth folding it."""
    head = text[:3].casefold()
    return not head.isalnum() or any(map(str.startswith, names, repeat(head)))


def choose_lines(lines: Sequence[str], *, title: str = "", every: bool = True) -> tuple[LineVerdict, ...]:
    """A verdict for each of `lines`, which are a page's blocks in order; `title` is the headline where it is known.

    Unless `every` is set, lines far from the article get FAR, without a look at what they are.
    """
    return Region(lines, title, every=every).all_verdicts()


class Region:
    """The stretch of a page's lines that is the article, and the verdicts on the lines: see `choose_lines`.

    Those on the lines above the stretch are ASKED_LATE where not `every` one was wanted; `verdict_above` tells them. `wide` is
    what `has_wide` says of the lines, where that is known.
    """

    def __init__(self, lines: Sequence[str], title: str, *, every: bool, wide: bool | None = None) -> None:
        self._lines = seen = _Lines(lines, wide)
        _mark_repeats(seen)
        _bridge_tables(seen)
        start, end = _stretch(seen, title)
        end = _last_word(seen, start, end)
        every = every or len(lines) <= FEW
        self._start = start
        self._near = range(len(lines)) if every else range(max(0, start - ABOVE), min(len(lines), end + BELOW))
        self.verdicts = [FAR] * len(lines)
        self.verdicts[self._near.start : start] = [ASKED_LATE] * (start - self._near.start)
        self.verdicts[start:end] = _inside(seen, start, end)
        self.verdicts[end : self._near.stop] = _below(seen, end, self._near.stop)
        if every:
            self.all_verdicts()

    def verdict_above(self, i: int) -> LineVerdict:
        """The verdict on a line near the stretch and above it."""
        kind = _apart(self._lines, i, self._start - AROUND <= i)
        return dropped(kind) if kind else FAR

    def all_verdicts(self) -> tuple[LineVerdict, ...]:
        """All of them, with those that were to be asked late."""
        for i in range(self._near.start, self._start):
            if self.verdicts[i] is ASKED_LATE:
                self.verdicts[i] = self.verdict_above(i)
        return tuple(self.verdicts)


# ---------------------------------------------------------------- one line at a time


_INNER_END = re.compile('[。！？；]|[.!?…]["\'”’»)]{0,2} (?=["“‘«(¿¡]?[^\\W\\d_a-zа-яё])')


def _sentence_inside(line: str, words: float) -> bool:
    """Whether sentences end within a line whose own end was lost: one does in a script without blanks, two in a long line."""
    if words >= 25:
        return len(_INNER_END.findall(line[:2000])) >= 2
    return not line.isascii() and any(mark in line for mark in "。！？；")


def _score(kind: str) -> float:
    """The score of a line of furniture."""
    if kind.startswith("heading of"):
        return BARRIER
    if kind == STAMP:
        return STAMPED
    return OPEN if kind.startswith("photo") or kind == CLOCK else FURNITURE


def _mark_repeats(lines: _Lines) -> None:
    """A line that stood before is a repetition; it counts as furniture."""
    texts = lines.texts
    if len(set(texts)) == len(texts):
        return
    known: set[str] = set()
    for i, text in enumerate(texts):
        if text in known:
            if lines.words[i] >= 3 and not lines.look(i):
                lines.kinds[i] = REPEATED
                lines.scores[i] = FURNITURE / 2
        else:
            known.add(text)


def is_table(rows: Sequence[str]) -> bool:
    """Whether most of these lines show figures that are neither numbers of a list nor days."""
    numbered = [row for row in rows if _DIGIT.search(row)]
    if len(numbered) < TABLE_ROWS or len(numbered) * 2 < len(rows):  # most runs of short lines: menus
        return False
    figures = sum(map(_has_figure, numbered))
    return figures >= TABLE_ROWS and figures * 2 >= len(rows)


def _has_figure(row: str) -> bool:
    if not _FIGURE.match(row):
        return False
    small = row.lower()
    if not small.isascii():
        return not _NUMBERED_DAY.search(small) and not _MONTH.search(small)
    if any(map(small.__contains__, _WITHIN_DAYS)) and _NUMBERED_DAY.search(small):
        return False
    return not (any(map(small.__contains__, _MONTH_HEADS)) and _MONTH.search(small))


def _bridge_tables(lines: _Lines) -> None:
    """A table of figures costs no more than TABLE, however long: papers print results, prices and ranks between paragraphs."""
    texts, scores, kinds = lines.texts, lines.scores, lines.kinds
    figures = _figures([i for i, score in enumerate(scores) if score <= 0], texts)
    if not figures:
        return
    against = [score <= 0 for score in scores]
    for run in _runs(range(len(texts)), against.__getitem__):
        for some in _dense(run, figures) if len(run) >= TABLE_ROWS else ():
            for i in some:
                lines.look(i)
            for part in _runs(some, lambda i: kinds[i] in _IN_TABLE):
                cost = sum([scores[i] for i in part])
                if cost < TABLE and len(part) >= TABLE_ROWS and is_table([texts[i] for i in part]):
                    for i in part:
                        scores[i] *= TABLE / cost


def _figures(places: list[int], texts: Sequence[str]) -> frozenset[int]:
    """Those of `places` where a line has a figure; none unless as many as a table has stand close."""
    numbered = _numbered(places, texts)
    if not _stand_close(numbered):
        return frozenset()
    figures = [i for i in numbered if _has_figure(texts[i])]
    return frozenset(figures) if _stand_close(figures) else frozenset()


def _numbered(places: list[int], texts: Sequence[str]) -> list[int]:
    """Those of `places` where a line has a digit."""
    lines = [texts[i] for i in places]
    # all of them at once, as bytes of which only digits and line ends are left
    digits = "\n".join(lines).encode("ascii", "replace").translate(None, _NO_FIGURES).split(b"\n")
    if len(digits) != len(places):
        return [i for i in places if _DIGIT.search(texts[i])]
    return [
        i
        for i, line, found in zip(places, lines, digits, strict=True)
        if found or (not line.isascii() and _DIGIT.search(line))
    ]


def _dense(run: list[int], figures: frozenset[int]) -> Iterator[list[int]]:
    """The parts of a run in which a table may stand, each with the line before and behind it.

    A line may be one of a table's if it stands in some lines of which half or more have figures.
    """
    if not _stand_close([i for i in run if i in figures]):
        return
    before: list[int] = []  # the most that lines up to one have, those with figures less those without
    behind = [0]  # the same from one on
    for i in run:
        before.append((1 if i in figures else -1) + max(0, before[-1] if before else 0))
    for i in reversed(run):
        behind.append((1 if i in figures else -1) + max(0, behind[-1]))
    behind.reverse()
    within = [most + max(0, rest) >= 0 for most, rest in zip(before, behind[1:], strict=True)]
    for part in _runs(range(len(run)), lambda place: within[place]):
        if sum(1 for place in part if run[place] in figures) >= TABLE_ROWS:
            yield run[max(0, part[0] - 1) : part[-1] + 2]


def _stand_close(places: list[int]) -> bool:
    """Whether TABLE_ROWS of them stand within TABLE_REACH: where more of them are half of some rows, so many in turn do."""
    return any(last - first < TABLE_REACH for first, last in zip(places, places[TABLE_ROWS - 1 :], strict=False))


_IN_TABLE = frozenset(("", CLOCK, REPEATED, "separator"))


def _runs(places: Iterable[int], belongs: Callable[[int], bool]) -> Iterator[list[int]]:
    """The longest runs of places that belong together."""
    return (list(run) for joined, run in groupby(places, belongs) if joined)


# ---------------------------------------------------------------- the stretch


def _stretch(lines: _Lines, title: str) -> tuple[int, int]:
    """The first line of the article's stretch and the line behind its last; (0, 0) where nothing reads like an article."""
    best, chosen = 0.0, (0, 0)
    text_before = 0.0
    count = len(lines.texts)
    bounds = [0, *(i for i, kind in enumerate(lines.kinds) if kind == COMMENTS), count]
    for first, last in pairwise(bounds):
        value, stretch = _heaviest(lines, first, last, _bounds(lines, first, last))
        weighted = value + EXCESS * _excess(lines, *stretch)
        if text_before >= ENOUGH and weighted > best:
            stamped = len(bounds) > MANY_ENTRIES or sum(lines.look(i) == STAMP for i in range(first, last)) >= 2
            weighted *= AFTER_STAMPS if stamped else AFTER_COMMENTS
        text_before = max(text_before, value)
        if weighted > best:
            best, chosen = weighted, stretch
    places = _headline_places(lines, title)
    most = _bounds(lines, places[0] + 1, count) if places else _NO_BOUNDS
    for place in places:
        value, stretch = _heaviest(lines, place + 1, count, most, place + 1 + HEADLINE_REACH)
        if value * NEAR_HEADLINE > best:
            best, chosen = value * NEAR_HEADLINE, stretch
    return chosen


def _excess(lines: _Lines, first: int, last: int) -> float:
    """The words of the lines of a stretch beyond what one line can say."""
    words, scores = lines.words, lines.scores
    return sum([max(0.0, words[i] - CAP) for i in range(first, last) if scores[i] > 0])


@dataclass(frozen=True, slots=True)
class _Bounds:
    """For each line from `first` on, the most that a stretch can have that begins with it, and one that begins there or later."""

    first: int
    within: list[float]
    after: list[float]


_NO_BOUNDS = _Bounds(0, [], [])


def _heaviest(
    lines: _Lines, first: int, last: int, most: _Bounds, latest: int | None = None
) -> tuple[float, tuple[int, int]]:
    """The stretch of the largest sum within first..last (Kadane's scan) that begins before `latest`.

    None goes on under a heading of comments once there is text above it.
    """
    best, chosen = 0.0, (0, 0)
    total, start = 0.0, first
    kinds, scores, within, after, offset = lines.kinds, lines.scores, most.within, most.after, most.first
    for i in range(first, last):
        if total + within[i - offset] <= best and after[i - offset] <= best:
            break
        kind = kinds[i]
        if kind == COMMENTS:
            if best >= ENOUGH:
                break
            total = 0.0
        if total <= 0:
            if latest is not None and i >= latest:
                break
            if scores[i] <= 0:
                continue
            total, start = 0.0, i
        if kind is None:
            lines.look(i)
        total += scores[i]
        if total > best:
            best, chosen = total, (start, i + 1)
    return best, chosen


def _bounds(lines: _Lines, first: int, last: int) -> _Bounds:
    """What stretches within first..last can have at most.

    A line that nobody asked may turn out to be a caption and cost less than it seems to.
    """
    within, after = [0.0] * (last - first), [0.0] * (last - first)
    most = best = 0.0
    kinds, scores = lines.kinds, lines.scores
    for i in range(last - 1, first - 1, -1):
        score = scores[i]
        if most or score > 0:
            most += OPEN if score < OPEN and kinds[i] is None else score
            if most < 0:
                most = 0.0
            elif most > best:
                best = most
            within[i - first] = most
        after[i - first] = best
    return _Bounds(first, within, after)


_SITE = re.compile(r"\s[|–—»·•:-]+\s|\s?[|_]\s?|\s?--\s?")


def _headline_places(lines: _Lines, title: str) -> list[int]:
    """Where the page's headline stands again under its first line, which is the page's title in most saved pages."""
    names = {folded(title)} if title else set()
    texts = lines.texts
    if texts and lines.words[0] >= 3:
        first = texts[0]
        names |= {folded(first), *(folded(part) for part in _SITE.split(first) if count_words(part) >= 3)}
    names.discard("")
    longest = max(map(len, names), default=0) + 12
    begin = {name[0] for name in names}
    heads = [text[:1] for text in texts]
    may_begin = {head for head in set(heads) if not head.isalnum() or head.casefold()[0] in begin}
    near = [i for i, head in enumerate(heads) if head in may_begin and len(texts[i]) < longest]
    return [i for i in near if i and may_fold_to(texts[i], names) and folded(texts[i]) in names][:12]


def _last_word(lines: _Lines, start: int, end: int) -> int:
    """The end of the stretch, one line further where a short sentence closes it (`It is done, she said.`)."""
    if start < end < len(lines.texts):
        short = 3 <= lines.words[end] <= BASE and ends_sentence(lines.texts[end])
        return end + 1 if short and not lines.look(end) else end
    return end


# ---------------------------------------------------------------- verdicts


def _below(lines: _Lines, end: int, stop: int) -> list[LineVerdict]:
    """The verdicts on the lines from `end` of the stretch to `stop`."""
    verdicts = []
    comments = COMMENTS in lines.kinds[:end]
    for i in range(end, stop):
        comments = comments or lines.look(i) == COMMENTS
        kind = "comment" if comments and not lines.look(i) else _apart(lines, i, i < end + AROUND)
        verdicts.append(dropped(kind) if kind else FAR)
    return verdicts


def _apart(lines: _Lines, i: int, around: bool) -> str:
    """What a line outside the stretch is, by its words and its place; "" where nothing can be told."""
    kind, words = lines.look(i), lines.words[i]
    if kind == REPEATED and around:
        caption = caption_kind(lines.texts[i], words)
        return f"{caption} (repeated)" if caption else REPEATED
    if not kind and words < 5:
        return "navigation"
    return caption_kind(lines.texts[i], words) if not kind and around else kind


def _inside(lines: _Lines, start: int, end: int) -> list[LineVerdict]:
    """Verdicts for the lines of the stretch; a line printed twice is kept once."""
    verdicts = []
    known: set[str] = set()
    texts, words = lines.texts[start:end], lines.words[start:end]
    for i, (text, size) in enumerate(zip(texts, words, strict=True), start):
        reason = lines.look(i) or caption_kind(text, size)
        if reason == REPEATED and text not in known:
            reason = caption_kind(text, size)
        known.add(text)
        verdicts.append(dropped(reason) if reason else KEPT)
    kinds = lines.kinds[start:end]
    _drop_pull_quotes(texts, words, verdicts)
    _drop_listed(kinds, lines.ends[start:end], words, verdicts)
    _cut_others(kinds, words, verdicts)
    _trim_head(texts, words, verdicts)
    _trim_tail(texts, words, kinds, verdicts)
    return verdicts


def _drop_pull_quotes(texts: Sequence[str], words: list[float], verdicts: list[LineVerdict]) -> None:
    """A line in quotation marks or capitals that repeats a part of a paragraph near it."""
    pulled = [i for i, line in enumerate(texts) if verdicts[i].kept and looks_pulled(line, words[i])]
    small = lru_cache(maxsize=None)(str.casefold) if len(pulled) > 1 else str.casefold
    for i in pulled:
        text = folded(texts[i])
        longest = max(text.split(), key=len, default="")  # where this is missing, so is the line
        near = (*range(max(0, i - PULLED_REACH), i), *range(i + 1, min(len(texts), i + 1 + PULLED_REACH)))
        longer = (texts[j] for j in near if words[j] > words[i])
        if any(longest in small(other) and text in folded(other) for other in longer):
            verdicts[i] = dropped("pull quote")


def looks_pulled(line: str, words: float) -> bool:
    """Whether a line is as short as a pull quote and set like one: in quotation marks or in capitals."""
    return 4 <= words <= 40 and (line[0] in _OPENERS or line.isupper())


def _drop_listed(
    kinds: Sequence[str | None], ends: list[bool], words: list[float], verdicts: list[LineVerdict]
) -> None:
    """Lines without an end right under a heading of other articles are their headlines, wherever the heading stands."""
    if OTHERS not in kinds:
        return
    under = False
    for i, kind in enumerate(kinds):
        if kind == OTHERS:
            under = True
        elif under and not ends[i] and words[i] <= MAX_HEADLINE_WORDS:
            if verdicts[i].kept:
                verdicts[i] = dropped("related headline")
        elif not kind:
            under = False


def _cut_others(kinds: Sequence[str | None], words: list[float], verdicts: list[LineVerdict]) -> None:
    """What stands under a heading of other articles near the end is theirs, unless it reads on in long paragraphs."""
    if OTHERS not in kinds:
        return
    total = sum(size for size, verdict in zip(words, verdicts, strict=True) if verdict.kept)
    above = 0.0
    for i, kind in enumerate(kinds):
        above += words[i] if verdicts[i].kept else 0.0
        if kind != OTHERS or above < LATE * total:
            continue
        below = [j for j in range(i + 1, len(kinds)) if verdicts[j].kept]
        if sum(words[j] for j in below) <= LONG_PARAGRAPH * len(below):
            for j in below:
                verdicts[j] = dropped("related headline")
            return


def _trim_head(texts: Sequence[str], words: list[float], verdicts: list[LineVerdict]) -> None:
    """What stands above a byline or a date at the head is a deck or a caption, as long as it is short."""
    above = 0.0
    for i, line in enumerate(texts[:HEAD_LINES]):
        if (
            words[i] <= 24
            and not ends_sentence(line)
            and (meta := read_meta(line))
            and (meta.kind == "byline" or meta.date)
        ):
            for j in range(i):
                if verdicts[j].kept:
                    verdicts[j] = dropped("deck")
            return
        above += words[i] if verdicts[i].kept else 0.0
        if above > DECK_WORDS:
            return


def _trim_tail(
    texts: Sequence[str], words: list[float], kinds: Sequence[str | None], verdicts: list[LineVerdict]
) -> None:
    """The life of the author, and what stands under it."""
    kept = [i for i, verdict in enumerate(verdicts) if verdict.kept]
    for i in kept[max(3, len(kept) - TAIL_LINES) :]:
        above = (texts[j] for j in range(i) if words[j] > 8 and not kinds[j])
        if tells_a_life(texts[i], words[i], above):
            for j in kept:
                if j >= i:
                    verdicts[j] = dropped("author's biography")
            return


def tells_a_life(line: str, words: float, above: Iterable[str]) -> bool:
    """Whether `line` is the life of a person of whom the paragraphs `above` do not speak, or says where to reach one."""
    if words > MAX_LIFE_WORDS:
        return False
    if lexicon.BIO_CONTACT.fullmatch(line):
        return True
    match = lexicon.BIO.match(line)
    if not match:
        return False
    names = [name.strip(".,'’") for name in (match["name"] or match["name2"]).split()]
    names = names[1:] if names[0] in _TITLES and len(names) > 1 else names
    if names[-1] in _NO_NAMES or len(names[-1]) < 3:
        return False
    speaking = [paragraph for paragraph in above if names[-1] in paragraph]
    return len(speaking) < SPOKEN_OF and not any(names[0] in paragraph for paragraph in speaking)


_TITLES = frozenset(("Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Sir", "President", "Professor", "Senator"))
_NO_NAMES = frozenset(
    ("This", "That", "It", "He", "She", "They", "We", "You", "There", "Here", "Who", "What", "Why", "How", "Today")
)
