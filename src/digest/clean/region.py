"""The article among the lines of a page: one stretch of lines, chosen by what lines of articles look like.

The rule follows the maximum subsequence idea of Pasternack and Roth (WWW 2009): a line of prose weighs its words, a short line or
one without an end weighs against, and the stretch with the largest sum is the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from digest.clean import lexicon
from digest.clean.lines import count_words, ends_like_text, ends_sentence
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
LATE = 0.6  # share of the article above a heading of other articles that makes it the end
LONG_PARAGRAPH = 25.0  # words a line, on average, of text that goes on under such a heading
NEAR_HEADLINE = 3.0  # weight of a stretch that begins under the page's headline
AROUND = 12  # lines on both sides of the article in which its pictures may stand
HEADLINE_REACH = 14  # lines that may stand between the headline and the first paragraph

CLOCK, REPEATED = "time of day", "repeated line"
COMMENTS, OTHERS = "heading of comments", "heading of other articles"
MAX_CAPTION_WORDS = 90
MAX_ENTRY_END = 40
MAX_HEADLINE_WORDS = 25
MAX_LIFE_WORDS = 120
SPOKEN_OF = 2  # paragraphs with a family name that make its owner one of whom the article speaks
_MAX_JUNK_WORDS = 60  # no line of furniture is longer
LONG_JUNK = tuple(
    (reason, pattern)
    for reason, pattern in lexicon.JUNK
    if reason
    in {
        "correction note",
        "cookie notice",
        "agency tail",
        "copyright line",
        "sign-up box",
        "appeal for support",
        "paywall notice",
        "link to other coverage",
    }
)
_SHORT = 120  # characters of a line that is worth remembering
_OPENERS = "\"'“„‘«「『"
_FOLD = re.compile(r"\W+")
_FIGURE = re.compile(r"(?!\W*\d{1,3}\b\W*[^\W\d]\D*$).*\d")  # a figure that is no number of a list
_DIGIT = re.compile(r"\d")
_DAY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)|\d{4}[-/.年]\d|\d:\d\d\b.*\b20\d\d\b|[年月日]",
    re.I,
)


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


@dataclass(slots=True)
class _Seen:
    """What is known of one line before the stretch is chosen."""

    text: str
    words: float
    ends: bool
    kind: str  # "" where nothing speaks against it
    score: float


def folded(text: str) -> str:
    """`text` as two printings of one line are compared."""
    return _FOLD.sub(" ", text[:600].casefold()).strip()


def choose_lines(lines: Sequence[str], *, title: str = "") -> tuple[LineVerdict, ...]:
    """A verdict for each of `lines`, which are a page's blocks in order; `title` is the headline where it is known."""
    seen = [_Seen(line, *(_facts(line) if len(line) <= _SHORT else _facts.__wrapped__(line))) for line in lines]
    _mark_repeats(seen)
    _bridge_tables(seen)
    start, end = _stretch(seen, title)
    end = _last_word(seen, start, end)
    verdicts = _outside(seen, start, end)
    verdicts[start:end] = _inside(seen, start, end)
    return tuple(verdicts)


# ---------------------------------------------------------------- one line at a time


@lru_cache(maxsize=8192)  # menus are the same on every page of an outlet
def _facts(line: str) -> tuple[float, bool, str, float]:
    """The words of a line, whether it ends as text does, what else it is, and its score."""
    words = count_words(line)
    ends = ends_like_text(line) or (words >= 8 and _sentence_inside(line, words))
    kind = kind_of(line, words)
    if not kind and ends and BASE < words <= MAX_CAPTION_WORDS and lexicon.CAPTION_HEAD.match(line):
        kind = "photo caption"
    return words, ends, kind, _score(words, ends, kind)


_INNER_END = re.compile('[。！？；]|[.!?…]["\'”’»)]{0,2} (?=["“‘«(¿¡]?[^\\W\\d_a-zа-яё])')


def _sentence_inside(line: str, words: float) -> bool:
    """Whether sentences end within a line whose own end was lost: one does in a script without blanks, two in a long line."""
    if words >= 25:
        return len(_INNER_END.findall(line[:2000])) >= 2
    return not line.isascii() and any(mark in line for mark in "。！？；")


_STAMP_HINT = re.compile(
    r"ago\b|назад|[前전]|\d[smhdwy](?:\W|$)|(?:vor|il y a|hace|at|um|à|@)\s\d|commented|replied"
)  # one of them stands in every time stamp


def kind_of(line: str, words: float) -> str:
    """What a line is by its own words, in the terms that people are told, or "" for what may be text."""
    if words > _MAX_JUNK_WORDS or len(line) > 600:
        return ""
    small = line.lower()
    if words <= 14:
        if not _WORDLIKE.search(line):
            return "separator"
        if _DIGIT.search(line) or line[-1] in ":：" or " ago" in small:
            if (line[-1].isdigit() or words <= 3) and lexicon.CLOCK.fullmatch(small):
                return CLOCK
            if _STAMP_HINT.search(small) and lexicon.STAMP.fullmatch(small):
                return "time stamp"
    if _unsuspicious(line, small):
        return ""
    if words <= 14:
        if lexicon.COMMENTS.fullmatch(small):
            return COMMENTS
        if lexicon.RELATED.fullmatch(small):
            return OTHERS
    if words <= MAX_ENTRY_END and lexicon.ENTRY_END.fullmatch(small):
        return COMMENTS
    return _furniture(line, small, words)


_WORDLIKE = re.compile(r"[^\W_]")
_TOKEN = re.compile("[a-z\u00df-\u1fff\u2c00-\u2fff\u3040-\uffff]+")
_BEYOND_EAST = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_BEYOND_LATIN = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e]")


def words_of(line: str) -> list[str]:
    """The words of `line` in small letters."""
    return _TOKEN.findall(line.lower())


def _unsuspicious(line: str, small: str) -> bool:
    """Whether a line in Latin letters has none of the words of furniture; a quick no before the long list of patterns."""
    if not lexicon.TRIGGERS.isdisjoint(_TOKEN.findall(small)):
        return False
    if "©" in line:
        return False
    if line.isascii() or not _BEYOND_LATIN.search(line):
        return True
    return not _BEYOND_EAST.search(line) and not any(hint in line for hint in lexicon.EAST_HINTS)


def _furniture(line: str, small: str, words: float) -> str:
    for reason, pattern in lexicon.JUNK if words < 12 else LONG_JUNK:
        if pattern.fullmatch(small):
            return reason
    return "agency tail" if words >= 6 and lexicon.WEBLOG_TAIL.fullmatch(line) else ""


def caption_kind(line: str, words: float) -> str:
    """One of "photo caption" or "photo credit" where the line opens or closes as those under pictures do, otherwise ""."""
    if words > MAX_CAPTION_WORDS:
        return ""
    if lexicon.CAPTION_HEAD.match(line):
        return "photo caption"
    end = line[-1]
    if end in '.!?。！？”"':
        return ""
    tail = line[-160:].lower()
    for hint in lexicon.CAPTION_HINTS:  # a loop, because any() over a generator takes a third longer
        if hint in tail:
            break
    else:
        return ""
    if words <= 14 and not ends_sentence(line) and lexicon.CREDIT_LINE.fullmatch(line):
        return "photo credit"
    return "photo caption" if lexicon.CAPTION_TAIL.search(line[-160:]) else ""


def _score(words: float, ends: bool, kind: str) -> float:
    if kind:
        if kind.startswith("heading of"):
            return BARRIER
        if kind == "time stamp":
            return STAMPED
        return OPEN if kind.startswith("photo") or kind == CLOCK else FURNITURE
    score = min(CAP, words - BASE)
    return score if ends else min(score, OPEN)


def _mark_repeats(lines: list[_Seen]) -> None:
    """A line that stood before is a repetition; it counts as furniture."""
    known: set[str] = set()
    for line in lines:
        if line.kind:
            continue
        if line.text in known and line.words >= 3:
            line.kind = REPEATED
            line.score = FURNITURE / 2
        known.add(line.text)


def is_table(rows: Sequence[str]) -> bool:
    """Whether most of these lines show figures that are neither numbers of a list nor days."""
    numbered = [row for row in rows if _DIGIT.search(row)]
    if len(numbered) < TABLE_ROWS or len(numbered) * 2 < len(rows):  # most runs of short lines: menus
        return False
    figures = sum(1 for row in numbered if _FIGURE.match(row) and not _DAY.search(row))
    return figures >= TABLE_ROWS and figures * 2 >= len(rows)


def _bridge_tables(lines: list[_Seen]) -> None:
    """A table of figures costs no more than TABLE, however long: papers print results, prices and ranks between paragraphs."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].score <= 0 and lines[end].kind in {"", CLOCK, REPEATED, "separator"}:
            end += 1
        if end - start >= TABLE_ROWS:
            rows = lines[start:end]
            cost = sum(line.score for line in rows)
            if cost < TABLE and is_table([line.text for line in rows]):
                for line in rows:
                    line.score *= TABLE / cost
        start = end + 1


# ---------------------------------------------------------------- the stretch


def _stretch(lines: list[_Seen], title: str) -> tuple[int, int]:
    """The first line of the article's stretch and the line behind its last; (0, 0) where nothing reads like an article."""
    best, chosen = 0.0, (0, 0)
    text_before = 0.0
    bounds = [0, *(i for i, line in enumerate(lines) if line.kind == COMMENTS), len(lines)]
    for first, last in pairwise(bounds):
        value, stretch = _heaviest(lines, first, last)
        weighted = value + EXCESS * sum(
            max(0.0, line.words - CAP) for line in lines[stretch[0] : stretch[1]] if line.score > 0
        )
        if text_before >= ENOUGH:
            stamps = sum(1 for line in lines[first:last] if line.kind == "time stamp")
            weighted *= AFTER_STAMPS if stamps >= 2 or len(bounds) > MANY_ENTRIES else AFTER_COMMENTS
        text_before = max(text_before, value)
        if weighted > best:
            best, chosen = weighted, stretch
    for place in _headline_places(lines, title):
        value, stretch = _heaviest(lines, place + 1, len(lines), place + 1 + HEADLINE_REACH)
        if value * NEAR_HEADLINE > best:
            best, chosen = value * NEAR_HEADLINE, stretch
    return chosen


def _heaviest(lines: list[_Seen], first: int, last: int, latest: int | None = None) -> tuple[float, tuple[int, int]]:
    """The stretch of the largest sum within first..last (Kadane's scan) that begins before `latest`.

    None goes on under a heading of comments once there is text above it.
    """
    best, chosen = 0.0, (0, 0)
    total, start = 0.0, first
    for i in range(first, last):
        if lines[i].kind == COMMENTS:
            if best >= ENOUGH:
                break
            total = 0.0
        if total <= 0:
            if latest is not None and i >= latest:
                break
            total, start = 0.0, i
        total += lines[i].score
        if total > best:
            best, chosen = total, (start, i + 1)
    return best, chosen


_SITE = re.compile(r"\s[|–—»·•:-]+\s|\s?[|_]\s?|\s?--\s?")


def _headline_places(lines: list[_Seen], title: str) -> list[int]:
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


def _last_word(lines: list[_Seen], start: int, end: int) -> int:
    """The end of the stretch, one line further where a short sentence closes it (`It is done, she said.`)."""
    if start < end < len(lines):
        line = lines[end]
        if not line.kind and 3 <= line.words <= BASE and ends_sentence(line.text):
            return end + 1
    return end


# ---------------------------------------------------------------- verdicts


def _outside(lines: list[_Seen], start: int, end: int) -> list[LineVerdict]:
    comments = False
    verdicts = []
    for i, line in enumerate(lines):
        comments = comments or line.kind == COMMENTS
        if line.kind == REPEATED and start - AROUND <= i < end + AROUND:
            caption = caption_kind(line.text, line.words)
            reason = f"{caption} (repeated)" if caption else REPEATED
        elif line.kind:
            reason = line.kind
        elif i >= end and comments:
            reason = "comment"
        elif line.words < 5:
            reason = "navigation"
        elif start - AROUND <= i < end + AROUND:
            reason = caption_kind(line.text, line.words) or "outside the article"
        else:
            reason = "outside the article"
        verdicts.append(dropped(reason))
    return verdicts


def _inside(lines: list[_Seen], start: int, end: int) -> list[LineVerdict]:
    """Verdicts for the lines of the stretch; a line printed twice is kept once."""
    verdicts = []
    known: set[str] = set()
    for line in lines[start:end]:
        reason = line.kind or caption_kind(line.text, line.words)
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


def _drop_pull_quotes(lines: list[_Seen], verdicts: list[LineVerdict]) -> None:
    """A line in quotation marks or capitals that repeats a part of a paragraph near it."""
    for i, line in enumerate(lines):
        if verdicts[i].kept and looks_pulled(line.text, line.words):
            near = lines[max(0, i - PULLED_REACH) : i] + lines[i + 1 : i + 1 + PULLED_REACH]
            if any(other.words > line.words and folded(line.text) in folded(other.text) for other in near):
                verdicts[i] = dropped("pull quote")


def looks_pulled(line: str, words: float) -> bool:
    """Whether a line is as short as a pull quote and set like one: in quotation marks or in capitals."""
    return 4 <= words <= 40 and (line[0] in _OPENERS or line.isupper())


def _drop_listed(lines: list[_Seen], verdicts: list[LineVerdict]) -> None:
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


def _cut_others(lines: list[_Seen], verdicts: list[LineVerdict]) -> None:
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


def _trim_head(lines: list[_Seen], verdicts: list[LineVerdict]) -> None:
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


def _trim_tail(lines: list[_Seen], verdicts: list[LineVerdict]) -> None:
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
