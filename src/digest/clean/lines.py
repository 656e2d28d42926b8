"""Text to blocks: which lines belong to one paragraph, and what can be seen of each at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e00-\u0e7f]")
_WIDE_RUN = re.compile(_WIDE.pattern + "+")
_TAKEN_OUT, _OTHER_WORD = "\ue000", "\ue001"  # for private use: no words, and in no text
_ASCII = bytes(range(128))
_WIDE_LEADS = bytes((0xE0, *range(0xE3, 0xEE), 0xEF, 0xF0))  # a UTF-8 sequence of one of these begins so
_RADICALS = tuple(bytes((0xE2, second)) for second in range(0xBA, 0xC0))  # or so
_WESTERN = bytes((*range(0x80, 0xCC), 0xE2))  # the bytes of what is below U+0300 or from U+2000 to U+2FFF
_TYPOGRAPHY = "\u2019\u201c\u201d\u2018\u2013\u2014\u2026\u2022\u00bb\u00ab"  # often all that is not ASCII in a text
_WIDE_PER_WORD = 1.6  # characters of a script without blanks that count as one word
_GIANT = 600  # characters of a line that may hold a whole article
MIN_BROKEN = 4  # lines that go on in the next one, from which on a text may have been broken at a width
_HEAD = 4000  # characters of a line that are looked at one by one
_LONG = 200  # characters of a text from which on a look at its bytes is quicker than one at its characters

_CLOSERS = "\"'”’»“„›」』）)]】》〉*†‡ "
_ENDS = ".!?…:。！？；：｡؟۔।॥;"
_FULL_ENDS = ".!?…。！？｡؟۔।॥"
MOST_ENDS = frozenset(_ENDS)


class Block(NamedTuple):  # made once a line of a corpus: a tuple takes a third of a dataclass's time
    """One paragraph, heading or line of furniture, and the source lines it stands on."""

    text: str  # white space folded
    first: int  # number of its first line, from 1
    last: int


def count_words(text: str) -> float:
    """Words of `text`; scripts without blanks count by characters."""
    if len(text) > _HEAD:
        return count_words(text[:_HEAD]) * len(text) / _HEAD
    if text.isascii() or not (has_wide(text) if len(text) > _LONG else _WIDE.search(text)):
        return float(len(text.split()))
    if _WIDE_RUN.fullmatch(text):
        return len(text) / _WIDE_PER_WORD
    others, runs = _WIDE_RUN.subn(" ", text)
    wide = len(text) - len(others) + runs
    return wide / _WIDE_PER_WORD + (len(_WORD.findall(others)) if len(others) > runs else 0)


def word_counts(lines: Sequence[str], wide: bool | None = None) -> list[float]:
    """The words of each of `lines`, in which white space is folded; `wide` is what `has_wide` says of them."""
    if has_wide("\n".join(lines)) if wide is None else wide:
        return _wide_counts(lines)
    return [line.count(" ") + 1.0 if 0 < len(line) <= _HEAD else count_words(line) for line in lines]


def _wide_counts(lines: Sequence[str]) -> list[float]:
    """The same of lines of which some are in a script without blanks: what is in it is taken out of all in one go."""
    whole = "\n".join(lines)
    if whole.count("\n") != len(lines) - 1 or _TAKEN_OUT in whole or _OTHER_WORD in whole:
        return list(map(count_words, lines))
    taken_out = _WIDE_RUN.sub(_TAKEN_OUT, whole)
    worded = _WORD.sub(_OTHER_WORD, taken_out).split("\n")
    found = []
    for line, others, words in zip(lines, taken_out.split("\n"), worded, strict=True):
        if len(line) > _HEAD or not line:
            found.append(count_words(line))
        elif others == _TAKEN_OUT:
            found.append(len(line) / _WIDE_PER_WORD)
        elif runs := others.count(_TAKEN_OUT):
            found.append((len(line) - len(others) + runs) / _WIDE_PER_WORD + words.count(_OTHER_WORD))
        else:
            found.append(line.count(" ") + 1.0)
    return found


def has_wide(text: str) -> bool:
    """Whether `text` has a character of a script without blanks. Its bytes are looked at first: that takes a fifth of the time."""
    if text.isascii():
        return False
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    if len(data.translate(None, _WIDE_LEADS)) == len(data) and not any(map(data.__contains__, _RADICALS)):
        return False
    return bool(_WIDE.search(text))


def is_western(text: str) -> bool:
    """Whether all of `text` is in Latin letters, Western signs and symbols; then its only digits are those of ASCII."""
    return text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _ASCII + _WESTERN)


def plainly(text: str) -> str:
    """`text` with a blank for each typographic mark: often it is ASCII then, which is read more quickly."""
    for mark in _TYPOGRAPHY:
        text = text.replace(mark, " ")
    return text


def ends_like_text(text: str) -> bool:
    """Whether `text` ends as a sentence does, or opens a quotation or a list with a colon."""
    last = text[-1:]
    if last in MOST_ENDS or last.isalnum():  # spares most lines the closer look
        return last in MOST_ENDS
    end = text[-12:].rstrip(_CLOSERS)
    return end[-1:] in MOST_ENDS


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    last = text[-1:]
    if last == "." or last.isalnum():
        return last == "."
    end = text[-12:].rstrip(_CLOSERS)
    return bool(end) and end[-1] in _FULL_ENDS


def split_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of normalized text: each line is one, save that lines which a fixed width had broken are joined."""
    lines = text.split("\n")
    width, loose = _widths(lines, has_wide(text))
    if width or loose or _has_gaps(lines):
        return tuple(_joined(lines, width, loose))
    return tuple([Block(line, number, number) for number, line in enumerate(_folded(lines), 1) if line])


def split_texts(text: str, wide: bool) -> list[str]:
    """The texts of the blocks of `text`; `wide` is what `has_wide` says of it."""
    lines = text.split("\n")
    width, loose = _widths(lines, wide)
    if width or loose or _has_gaps(lines):
        return [block.text for block in _joined(lines, width, loose)]
    return [line for line in _folded(lines) if line]


def _widths(lines: list[str], wide: bool) -> tuple[int, int]:
    """The widths at which the lines were broken, strictly or by their looks; 0 where they were not."""
    going_on = sum([line[:1].islower() for line in lines])
    width = _wrap_width(lines, wide) if going_on >= MIN_BROKEN or wide else 0
    return width, _loose_width(lines) if not width and going_on >= MIN_BROKEN else 0


def _has_gaps(lines: list[str]) -> bool:
    """Whether a long line has gaps of several blanks."""
    return any(len(line) > _GIANT and "  " in line.strip() for line in lines)


def _folded(lines: list[str]) -> list[str]:
    """The lines, whose only white space are plain blanks, with one blank for several and none at their ends."""
    return [" ".join(line.split()) if "  " in line else line.strip() for line in lines]


def _joined(lines: list[str], width: int, loose: int) -> Iterator[Block]:
    """The blocks of lines that were broken at a width, or in which gaps part several."""
    parts: list[str] = []
    first = 0
    for number, line in enumerate(lines, 1):
        folded = " ".join(line.split()) if "  " in line else line.strip()
        if not folded:
            continue
        if len(line) > _GIANT and "  " in line.strip() and not parts:
            yield from (Block(piece, number, number) for piece in _pieces(line))
            continue
        if not parts:
            first = number
        parts.append(folded)
        following = lines[number] if number < len(lines) else ""
        if (width and _runs_on(folded, following.strip(), width)) or (
            loose and _goes_on(folded, following.strip(), loose)
        ):
            continue
        yield Block(" ".join(parts), first, number)
        parts = []


def _pieces(line: str) -> list[str]:
    """The parts of a line that gaps of several blanks hold apart, where no sentence ends before the gap."""
    pieces: list[str] = []
    for part in re.split(r" {2,}", line.strip()):
        if pieces and ends_sentence(pieces[-1]) and count_words(pieces[-1]) > 12:
            pieces[-1] = f"{pieces[-1]} {part}"
        else:
            pieces.append(part)
    return [" ".join(piece.split()) for piece in pieces]


def _is_wide(line: str) -> bool:
    return bool(_WIDE.match(line[-1:])) and bool(_WIDE.match(line[:1]))


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether `following` goes on where `line` was broken: its first word would not have fitted.

    This is how text is filled to a width (Knuth and Plass, 1981, call it the first-fit method).
    """
    if not following or len(line) > width + 1 or len(line) * 2 < width:
        return False
    if following[:1] in "•*-–—>|" or line[:1] in "|>":
        return False
    room = 1 if _is_wide(line) else 1 + len(following.split(" ", 1)[0])
    return len(line) + room > width


def _wrap_width(lines: list[str], wide: bool) -> int:
    """The width at which the lines were broken, or 0 where each line is a paragraph."""
    open_ = [
        (a, b, wide and _is_wide(a))
        for a, b in pairwise(lines[:5001])
        if 15 < len(a) <= 110
        and b
        and (len(a) >= 38 or (wide and not a.isascii()))
        and a[0] != " "
        and not ends_like_text(a)
    ]
    pairs = [
        (len(a), 1 if run_on else 1 + len(b.split(" ", 1)[0]), run_on or b[:1].islower())
        for a, b, run_on in open_
        if run_on or len(a) >= 38
    ]
    if sum([goes_on for _, _, goes_on in pairs]) < MIN_BROKEN:
        return 0
    best, score = 0, 0.0
    for width in sorted({length for length, _, _ in pairs}):
        near = [pair for pair in pairs if width * 0.5 <= pair[0] <= width]
        good = sum(1 for length, room, goes_on in near if length + room > width and goes_on)
        fits = sum(1 for length, room, _ in near if length + room > width)
        bad = len(near) - fits + sum(1 for pair in pairs if pair[0] > width)
        value = good - 2.5 * bad
        if good >= 4 and good * 2 >= fits and value > score:
            best, score = width, value
    return best if best and (any(b[:1].islower() for b in lines) or _runs_over(lines, best)) else 0


def _runs_over(lines: list[str], width: int) -> bool:
    """Whether some paragraph fills two lines and goes on: lines of one length that stand alone are a form, filled in."""
    return any(
        width - 2 <= len(a) <= width >= len(b) >= width - 2 and not ends_like_text(a) for a, b in pairwise(lines)
    )


def _loose_width(lines: list[str]) -> int:
    """About how long broken lines are where they were broken by their looks (a page of letters of different widths), or 0."""
    sizes = [
        len(a) for a, b in pairwise(lines[:5001]) if 40 <= len(a) <= 130 and b[:1].islower() and not ends_like_text(a)
    ]
    longer = sum(1 for line in lines[:5000] if len(line) > 130)
    return sorted(sizes)[len(sizes) * 3 // 4] if len(sizes) >= 6 and len(sizes) > 2 * longer else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line breaks off in mid-sentence and `following` continues it."""
    if not following or ends_sentence(line) or len(line) * 2 < width or following[:1] in "•*-–—>|":
        return False
    return following[:1].islower() or (len(line) * 10 > width * 8 and len(line) <= width * 1.5 and line[-1] not in ":")
