"""Several articles in one text: a round-up or newsletter whose items stand between separator lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATOR = re.compile(r"[ \t]*(?:[-*=_~#•·—–─━+][ \t]*){3,}[ \t]*")
_MARKS = frozenset("-*=_~#•·—–─━+ \t")
MAX_HEADLINE = 16  # words
MIN_PROSE = 20  # words of an item below its headline
ENDS = ".!?…。！？»”\"'’)"


@dataclass(frozen=True, slots=True)
class Section:
    """One item of a round-up."""

    headline: str
    text: str
    line: int  # the first line of `text`, counted from 1 in the whole


@dataclass(frozen=True, slots=True)
class Roundup:
    """A text that holds several articles."""

    masthead: str  # what stands before the first separator: the paper's name, the date
    sections: tuple[Section, ...]


def take_apart(text: str) -> Roundup | None:
    """The items of `text`; None unless separators part at least two that each have a headline and some prose."""
    lines = text.split("\n")
    if sum([line[:1] in _MARKS for line in lines]) < 2:
        return None
    blocks = list(_blocks(lines))
    if len(blocks) < 3:
        return None
    sections = tuple(section for first, lines in blocks if (section := _section(first, lines)))
    if len(sections) < 2 or 2 * len(sections) < len(blocks):
        return None
    return Roundup("\n".join(blocks[0][1]) if _section(*blocks[0]) is None else "", sections)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The runs of lines between separators, each with the number of its first line."""
    first, block = 1, list[str]()
    for number, line in enumerate(lines, 1):
        if line[:1] in _MARKS and SEPARATOR.fullmatch(line):
            yield first, block
            first, block = number + 1, []
        else:
            block.append(line)
    yield first, block


def _section(first: int, lines: list[str]) -> Section | None:
    """The item in one block: a short first line that ends like no sentence, then prose."""
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines):
        return None
    headline, rest = lines[start].strip().strip("#* "), lines[start + 1 :]
    prose = " ".join(rest)
    if (
        not headline
        or headline.endswith(tuple(ENDS))
        or len(headline.split()) > MAX_HEADLINE
        or len(prose.split()) < MIN_PROSE
    ):
        return None
    return Section(headline, "\n".join(rest), first + start + 1)
