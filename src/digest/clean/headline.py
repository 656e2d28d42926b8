# ruff: noqa: E501 -- patterns are read best unbroken
"""The headline among the lines above an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import add

from digest.clean.furniture import kind_of
from digest.clean.lines import count_words, ends_sentence
from digest.clean.region import FAR, LineVerdict, folded, may_fold_to

SPOKEN_OF = 2.0  # more for a line under which a byline or a date stands
FIRST_LINE = -1.0  # more for the page's first line, which is the page's title in most saved pages
LIKE_FIRST = 1.0  # more for a line that says the same as the page's first line
LATER = 2.0  # what a later line must have over an earlier one: a deck also speaks of the article
CLOSE = 6  # lines between an only line and the article
REACH = 24  # lines above the article in which its headline may stand
_PARTS = re.compile(r"\s+[|–—»·•:_-]+\s+|\s?[|_]\s?|\s?--\s?")
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3400-\u9fff\uac00-\ud7af]{2}")
_LETTERS = re.compile(r"[^\W\d_]+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_COMMON = frozenset(
    (  # noqa: SIM905 -- a word list reads best as text
        "the and for with from that this have has had was were are not but his her its their they will would "
        "who what when where how why new says said after over into than "
        "der die das und mit von den dem des für ist les une pour dans sur avec que qui los las del una por con para "
        "что как для это"
    ).split()
)
_KICKER = re.compile(
    r"(?:breaking(?: news)?|exclusive|update\s?\d*|live|watch|video|opinion|analysis|just in|developing|срочно|эксклюзив|快讯|独家|独家报道|عاجل|속보|단독|eil(?:meldung)?|exklusiv|exclusif|urgent|última hora|ultim'ora)\s?(?:[:：|–—]|\s-)\s?",
    re.IGNORECASE,
)
_KICKER_LINE = re.compile(r"\W*(?:[A-ZÀ-Þ]{3,}(?:\s[A-ZÀ-Þ]{2,}){0,2}|срочно|快讯|عاجل|속보|단독)\W*")
_BULLET = re.compile(r"\s?[-–—•*·▪►]\s")
_ABOVE_DECK = frozenset({"metadata line", "photo caption", "photo credit"})
_UNEXPLAINED = frozenset({"navigation", "outside the article"})
_CRUMBS = re.compile(
    r"\s[>›»→]\s|\s/\s.*\s/\s|^\W*(?:home|главная|首页|首頁|ホーム|홈|الرئيسية)\s?[/|>›»]", re.IGNORECASE
)
_NO_HEADLINE = frozenset(
    {"byline", "metadata line", "agency credit", "comment", "separator", "time stamp", "time of day", "deck"}
    | {"photo caption", "photo caption (repeated)", "photo credit", "photo credit (repeated)"}
)


def same_headline(line: str, title: str) -> bool:
    """Whether `line` prints `title` again, with or without a site's name behind it."""
    if len(line) > len(title) + 80:
        return False
    a, b = folded(line), folded(title)
    if not a or not b:
        return False
    if a == b:
        return True
    if b in a:
        return any(folded(part) == b for part in _PARTS.split(line))
    return a in b and any(folded(part) == a for part in _PARTS.split(title))


def choose_headline(
    lines: Sequence[str], verdicts: Sequence[LineVerdict], reason: Callable[[int], str]
) -> tuple[str, int | None]:
    """The headline and the line it stands on; ("", None) where none of the lines above the article is one.

    A line that the page's first line repeats is the surest; otherwise it must share two words with the article's opening.
    `reason` tells what a line is, which is much to ask of each.
    """
    kept = [i for i, verdict in enumerate(verdicts) if verdict.kept]
    if not kept:
        return "", None
    first = kept[0]
    title, place = _from_first_line(lines, verdicts, first, reason)
    if place is not None:
        return without_kicker(title), place
    opening = content_words(" ".join(lines[i][:1500] for i in kept[:4]))
    top = content_words(lines[0]) if 3 <= count_words(lines[0]) <= 30 else set()
    best, score = None, 1.9
    for i in (*range(min(1, first)), *range(max(1, first - REACH), first)):
        if best and reason(i) in _ABOVE_DECK:
            break
        if not _could_be(lines[i]):
            continue
        likeness = _likeness(lines[i], opening, top)
        needed = score + (LATER if best else 0.0)
        if likeness + SPOKEN_OF > needed and reason(i) not in _NO_HEADLINE:
            likeness += FIRST_LINE if i == 0 else SPOKEN_OF if _spoken_of(i, first, reason) else 0.0
            if likeness > needed:
                best, score = i, likeness
    if best is None:
        best = _only_line(lines, first, reason)
    return ("", None) if best is None else (without_kicker(without_site(lines[best])), best)


def _only_line(lines: Sequence[str], first: int, reason: Callable[[int], str]) -> int | None:
    """The one line of those above the article that nothing else explains, if it looks like a headline."""
    near = range(max(0, first - REACH), first)
    open_ = [i for i in near if reason(i) in _UNEXPLAINED and not _KICKER_LINE.fullmatch(lines[i])]
    if len(open_) == 1 and first - open_[0] <= CLOSE and _could_be(lines[open_[0]]):
        return open_[0]
    return None


def _spoken_of(place: int, first: int, reason: Callable[[int], str]) -> bool:
    """Whether a byline or a date follows a line before anything else does that is read."""
    return any(reason(i) in {"byline", "metadata line"} for i in range(place + 1, min(place + 4, first)))


def _likeness(line: str, opening: set[str], top: set[str]) -> float:
    """How many words a line shares with the opening, more where the page's first line says the same; 0 below two words."""
    own = content_words(line)
    shared = len(own & opening)
    if shared < 2:
        return 0.0
    near_top = len(own & top) / min(len(own), len(top)) if top else 0.0
    return shared + (0.5 if shared * 2 >= len(own) else 0.0) + (LIKE_FIRST * near_top if len(own & top) >= 2 else 0.0)


def _from_first_line(
    lines: Sequence[str], verdicts: Sequence[LineVerdict], first: int, reason: Callable[[int], str]
) -> tuple[str, int | None]:
    """The part of the page's first line that stands again above the article."""
    head = lines[0]
    if not first or count_words(head) < 2:
        return "", None
    parts = {folded(part) for part in [head, *_PARTS.split(head)] if count_words(part) >= 2} - {""}
    for i in range(first - 1, max(0, first - 60), -1):
        line = lines[i]
        if may_fold_to(line, parts) and count_words(line) >= 3 and folded(line) in parts:
            kind = kind_of(line, count_words(line)) if verdicts[i] is FAR else reason(i)
            if kind not in _NO_HEADLINE:
                return line, i
    return "", None


def without_site(line: str) -> str:
    """`line` without the name of a site behind a bar, or behind a dash where each of its words has a capital."""
    parts = re.split(r"\s+[|»·•]\s+|\s+[–—-]{1,2}\s+(?=(?:[^\W_a-zß-öø-ÿ][\w.'’]*\s?){1,4}$)", line)
    return parts[0] if len(parts) > 1 and count_words(parts[0]) >= 4 and count_words(parts[-1]) <= 4 else line


def without_kicker(line: str) -> str:
    """`line` without the label that some papers print before a headline."""
    match = _KICKER.match(line)
    return line[match.end() :] if match and count_words(line[match.end() :]) >= 2 else line


def content_words(text: str) -> set[str]:
    """The words of `text` that carry meaning; pairs of characters for scripts without blanks."""
    wide = _WIDE.findall(text) if not text.isascii() else []
    words = {word for word in map(str.casefold, _LETTERS.findall(text)) if len(word) > 2} - _COMMON
    if wide:
        words = {word for word in words if not _WIDE.match(word)}
        words.update(map(add, wide, wide[1:]))
    return words


def _could_be(line: str) -> bool:
    """A headline is short, more than a label, and does not end as a sentence does."""
    if not 3 <= count_words(line) <= 28 or len(line) > 220:
        return False
    if _CRUMBS.search(line) or _BULLET.match(line):
        return False
    return not (ends_sentence(line) and line.rstrip()[-1] in ".。")
