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
from itertools import groupby, pairwise

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
)
from digest.clean.lines import count_words, ends_like_text, ends_sentence, word_counts
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
_FIGURE = re.compile(r"(?!\W*\d{1,3}\b\W*[^\W\d]\D*$).*\d")  # a figure that is no number of a list
_DIGIT = re.compile(r"\d")
# A day as rows of a calendar or a menu have it. The letter or figure that it begins with comes first: so it is found four times as fast.
_MONTH = re.compile(
    r"[jfmasondяфмаисонд](?<!\w.)(?:(?<=j)(?:an|un|ul)|(?<=f)eb|(?<=m)(?:ar|ay|är|ai)|(?<=a)(?:pr|ug)|(?<=s)ep|(?<=o)(?:ct|kt)|(?<=n)ov|(?<=d)(?:ec|ez)|"
    r"(?<=я)нв|(?<=ф)ев|(?<=м)(?:ар|а[йя])|(?<=а)(?:пр|вг)|(?<=и)(?:юн|юл)|(?<=с)ен|(?<=о)кт|(?<=н)оя|(?<=д)ек)"
)
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


@dataclass(slots=True)
class _Line:
    """What is known of one line before the stretch is chosen.

    What else a line is than text is asked late, because most lines of a page are short, stand far from the article, and
    count against it whatever they are.
    """

    text: str
    words: float
    ends: bool
    score: float
    kind: str | None = None  # "" where nothing speaks against it; None where it was not asked yet

    def look(self) -> str:
        """What the line is by its own words, and its score with that."""
        if self.kind is None:
            self.kind = kind = kind_of(self.text, self.words)
            if (
                not kind
                and self.score > 0
                and self.words <= MAX_CAPTION_WORDS
                and lexicon.CAPTION_HEAD.match(self.text)
            ):
                self.kind = kind = "photo caption"
            if kind:
                self.score = _score(kind)
        return self.kind


def folded(text: str) -> str:
    """`text` as two printings of one line are compared."""
    return _FOLD.sub(" ", text[:600].casefold()).strip()


def choose_lines(lines: Sequence[str], *, title: str = "", every: bool = True) -> tuple[LineVerdict, ...]:
    """A verdict for each of `lines`, which are a page's blocks in order; `title` is the headline where it is known.

    Unless `every` is set, lines far from the article get FAR, without a look at what they are.
    """
    seen = [_weighed(line, words) for line, words in zip(lines, word_counts(lines), strict=True)]
    _mark_repeats(seen)
    _bridge_tables(seen)
    start, end = _stretch(seen, title)
    end = _last_word(seen, start, end)
    every = every or len(seen) <= FEW
    near = range(len(seen)) if every else range(max(0, start - ABOVE), min(len(seen), end + BELOW))
    verdicts = _outside(seen, start, end, near)
    verdicts[start:end] = _inside(seen, start, end)
    return tuple(verdicts)


# ---------------------------------------------------------------- one line at a time


def _weighed(text: str, words: float) -> _Line:
    """A line with its score; what else it is has been asked where that may change the choice of the stretch."""
    ends = ends_like_text(text) or (words >= 8 and _sentence_inside(text, words))
    score = min(CAP, words - BASE)
    line = _Line(text, words, ends, score if ends else min(score, OPEN))
    if line.score > 0 or may_head_comments(text, words):
        line.look()
    return line


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


def _mark_repeats(lines: list[_Line]) -> None:
    """A line that stood before is a repetition; it counts as furniture."""
    known: set[str] = set()
    for line in lines:
        if line.text in known and line.words >= 3 and not line.look():
            line.kind = REPEATED
            line.score = FURNITURE / 2
        known.add(line.text)


def is_table(rows: Sequence[str]) -> bool:
    """Whether most of these lines show figures that are neither numbers of a list nor days."""
    numbered = [row for row in rows if _DIGIT.search(row)]
    if len(numbered) < TABLE_ROWS or len(numbered) * 2 < len(rows):  # most runs of short lines: menus
        return False
    figures = sum(map(_has_figure, numbered))
    return figures >= TABLE_ROWS and figures * 2 >= len(rows)


def _has_figure(row: str) -> bool:
    return bool(_FIGURE.match(row)) and not _NUMBERED_DAY.search(row) and not _MONTH.search(row.lower())


def _bridge_tables(lines: list[_Line]) -> None:
    """A table of figures costs no more than TABLE, however long: papers print results, prices and ranks between paragraphs."""
    numbered = [i for i, line in enumerate(lines) if line.score <= 0 and _DIGIT.search(line.text)]
    if not _stand_close(numbered):
        return
    figures = {i for i in numbered if _has_figure(lines[i].text)}
    for run in _runs(range(len(lines)), lambda i: lines[i].score <= 0):
        for some in _dense(run, figures) if len(run) >= TABLE_ROWS else ():
            for i in some:
                lines[i].look()
            for part in _runs(some, lambda i: lines[i].kind in _IN_TABLE):
                table = [lines[i] for i in part]
                cost = sum(line.score for line in table)
                if cost < TABLE and len(table) >= TABLE_ROWS and is_table([line.text for line in table]):
                    for line in table:
                        line.score *= TABLE / cost


def _dense(run: list[int], figures: set[int]) -> Iterator[list[int]]:
    """The parts of a run in which a table may stand, each with the line before and behind it.

    A line may be one of a table's if it stands in some lines of which half or more have figures.
    """
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


def _stretch(lines: list[_Line], title: str) -> tuple[int, int]:
    """The first line of the article's stretch and the line behind its last; (0, 0) where nothing reads like an article."""
    best, chosen = 0.0, (0, 0)
    text_before = 0.0
    bounds = [0, *(i for i, line in enumerate(lines) if line.kind == COMMENTS), len(lines)]
    for first, last in pairwise(bounds):
        value, stretch = _heaviest(lines, first, last)
        weighted = value + EXCESS * sum(
            max(0.0, line.words - CAP) for line in lines[stretch[0] : stretch[1]] if line.score > 0
        )
        if text_before >= ENOUGH and weighted > best:
            stamped = len(bounds) > MANY_ENTRIES or sum(1 for line in lines[first:last] if line.look() == STAMP) >= 2
            weighted *= AFTER_STAMPS if stamped else AFTER_COMMENTS
        text_before = max(text_before, value)
        if weighted > best:
            best, chosen = weighted, stretch
    for place in _headline_places(lines, title):
        value, stretch = _heaviest(lines, place + 1, len(lines), place + 1 + HEADLINE_REACH)
        if value * NEAR_HEADLINE > best:
            best, chosen = value * NEAR_HEADLINE, stretch
    return chosen


def _heaviest(lines: list[_Line], first: int, last: int, latest: int | None = None) -> tuple[float, tuple[int, int]]:
    """The stretch of the largest sum within first..last (Kadane's scan) that begins before `latest`.

    None goes on under a heading of comments once there is text above it.
    """
    best, chosen = 0.0, (0, 0)
    total, start = 0.0, first
    within, after = _bounds(lines, first, last)
    for i in range(first, last):
        line = lines[i]
        if total + within[i - first] <= best and after[i - first] <= best:
            break
        if line.kind == COMMENTS:
            if best >= ENOUGH:
                break
            total = 0.0
        if total <= 0:
            if latest is not None and i >= latest:
                break
            if line.score <= 0:
                continue
            total, start = 0.0, i
        if line.kind is None:
            line.look()
        total += line.score
        if total > best:
            best, chosen = total, (start, i + 1)
    return best, chosen


def _bounds(lines: list[_Line], first: int, last: int) -> tuple[list[float], list[float]]:
    """For each line of first..last, the most that a stretch can have that begins with it, and one that begins there or later.

    A line that nobody asked may turn out to be a caption and cost less than it seems to.
    """
    within, after = [0.0] * (last - first), [0.0] * (last - first)
    most = best = 0.0
    for i in range(last - 1, first - 1, -1):
        line = lines[i]
        score = line.score
        if most or score > 0:
            most += OPEN if line.kind is None and score < OPEN else score
            if most < 0:
                most = 0.0
            elif most > best:
                best = most
            within[i - first] = most
        after[i - first] = best
    return within, after


_SITE = re.compile(r"\s[|–—»·•:-]+\s|\s?[|_]\s?|\s?--\s?")


def _headline_places(lines: list[_Line], title: str) -> list[int]:
    """Where the page's headline stands again under its first line, which is the page's title in most saved pages."""
    names = {folded(title)} if title else set()
    if lines and lines[0].words >= 3:
        first = lines[0].text
        names |= {folded(first), *(folded(part) for part in _SITE.split(first) if count_words(part) >= 3)}
    names.discard("")
    longest = max(map(len, names), default=0) + 12
    begin = {name[0] for name in names}
    places = []
    for i, line in enumerate(lines):
        text = line.text
        if not i or len(text) >= longest or (text[:1].isalnum() and text[0].casefold()[0] not in begin):
            continue
        if folded(text) in names:
            places.append(i)
    return places[:12]


def _last_word(lines: list[_Line], start: int, end: int) -> int:
    """The end of the stretch, one line further where a short sentence closes it (`It is done, she said.`)."""
    if start < end < len(lines):
        line = lines[end]
        if 3 <= line.words <= BASE and ends_sentence(line.text) and not line.look():
            return end + 1
    return end


# ---------------------------------------------------------------- verdicts


def _outside(lines: list[_Line], start: int, end: int, near: range) -> list[LineVerdict]:
    """The verdicts on the lines `near` the article, and FAR for all others."""
    verdicts = [FAR] * len(lines)
    comments = any(line.kind == COMMENTS for line in lines[: near.start])
    for i in near:
        if start <= i < end:
            comments = comments or lines[i].kind == COMMENTS
            continue
        line = lines[i]
        kind = line.look()
        comments = comments or kind == COMMENTS
        around = start - AROUND <= i < end + AROUND
        if kind == REPEATED and around:
            caption = caption_kind(line.text, line.words)
            kind = f"{caption} (repeated)" if caption else REPEATED
        elif not kind and i >= end and comments:
            kind = "comment"
        elif not kind and line.words < 5:
            kind = "navigation"
        elif not kind and around:
            kind = caption_kind(line.text, line.words)
        verdicts[i] = dropped(kind) if kind else FAR
    return verdicts


def _inside(lines: list[_Line], start: int, end: int) -> list[LineVerdict]:
    """Verdicts for the lines of the stretch; a line printed twice is kept once."""
    verdicts = []
    known: set[str] = set()
    for line in lines[start:end]:
        reason = line.look() or caption_kind(line.text, line.words)
        if reason == REPEATED and line.text not in known:
            reason = caption_kind(line.text, line.words)
        known.add(line.text)
        verdicts.append(dropped(reason) if reason else KEPT)
    _drop_pull_quotes(lines[start:end], verdicts)
    _drop_listed(lines[start:end], verdicts)
    _cut_others(lines[start:end], verdicts)
    _trim_head(lines[start:end], verdicts)
    _trim_tail(lines[start:end], verdicts)
    return verdicts


def _drop_pull_quotes(lines: list[_Line], verdicts: list[LineVerdict]) -> None:
    """A line in quotation marks or capitals that repeats a part of a paragraph near it."""
    small = lru_cache(maxsize=None)(str.casefold)
    for i, line in enumerate(lines):
        if verdicts[i].kept and looks_pulled(line.text, line.words):
            text = folded(line.text)
            longest = max(text.split(), key=len, default="")  # where this is missing, so is the line
            near = lines[max(0, i - PULLED_REACH) : i] + lines[i + 1 : i + 1 + PULLED_REACH]
            longer = (other.text for other in near if other.words > line.words)
            if any(longest in small(other) and text in folded(other) for other in longer):
                verdicts[i] = dropped("pull quote")


def looks_pulled(line: str, words: float) -> bool:
    """Whether a line is as short as a pull quote and set like one: in quotation marks or in capitals."""
    return 4 <= words <= 40 and (line[0] in _OPENERS or line.isupper())


def _drop_listed(lines: list[_Line], verdicts: list[LineVerdict]) -> None:
    """Lines without an end right under a heading of other articles are their headlines, wherever the heading stands."""
    under = False
    for i, line in enumerate(lines):
        if line.kind == OTHERS:
            under = True
        elif under and not line.ends and line.words <= MAX_HEADLINE_WORDS:
            if verdicts[i].kept:
                verdicts[i] = dropped("related headline")
        elif not line.kind:
            under = False


def _cut_others(lines: list[_Line], verdicts: list[LineVerdict]) -> None:
    """What stands under a heading of other articles near the end is theirs, unless it reads on in long paragraphs."""
    total = sum(line.words for line, verdict in zip(lines, verdicts, strict=True) if verdict.kept)
    above = 0.0
    for i, line in enumerate(lines):
        above += line.words if verdicts[i].kept else 0.0
        if line.kind != OTHERS or above < LATE * total:
            continue
        below = [j for j in range(i + 1, len(lines)) if verdicts[j].kept]
        if sum(lines[j].words for j in below) <= LONG_PARAGRAPH * len(below):
            for j in below:
                verdicts[j] = dropped("related headline")
            return


def _trim_head(lines: list[_Line], verdicts: list[LineVerdict]) -> None:
    """What stands above a byline or a date at the head is a deck or a caption, as long as it is short."""
    words = 0.0
    for i, line in enumerate(lines[:HEAD_LINES]):
        if (
            line.words <= 24
            and (meta := read_meta(line.text))
            and (meta.kind == "byline" or meta.date)
            and not ends_sentence(line.text)
        ):
            for j in range(i):
                if verdicts[j].kept:
                    verdicts[j] = dropped("deck")
            return
        words += line.words if verdicts[i].kept else 0.0
        if words > DECK_WORDS:
            return


def _trim_tail(lines: list[_Line], verdicts: list[LineVerdict]) -> None:
    """The life of the author, and what stands under it."""
    kept = [i for i, verdict in enumerate(verdicts) if verdict.kept]
    for i in kept[max(3, len(kept) - TAIL_LINES) :]:
        line = lines[i]
        above = (other.text for other in lines[:i] if other.words > 8 and not other.kind)
        if tells_a_life(line.text, line.words, above):
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
