# ruff: noqa: E501 -- patterns are read best unbroken
"""An article's body as a container gives it: only what is surely no part of it is trimmed.

The whole of a corpus goes through here, so a paragraph that looks like one costs a look at its length and its last character.
"""

from __future__ import annotations

import re

from digest.clean import lexicon
from digest.clean.byline import find_dateline
from digest.clean.cut import has_mark, whole_sentences, without_mark
from digest.clean.dates import find_date
from digest.clean.furniture import caption_kind, kind_of, words_of
from digest.clean.headline import content_words, same_headline
from digest.clean.language import detect_language
from digest.clean.lines import Block, count_words, ends_like_text, ends_sentence, split_blocks
from digest.clean.meta import Meta, leading_date, read_meta
from digest.clean.page import Page
from digest.clean.region import LineVerdict, tells_a_life
from digest.model import DateCandidate

HEAD, TAIL = 3, 5  # lines at both ends that may speak about the article
MAX_LINES = 5_000  # lines that are looked at closely
_SHORT = 90  # characters; shorter lines are looked at more closely
_LONG = 700  # characters; no furniture is longer
_TERMINAL = frozenset(".!?…。！？\"”’'»）)」』:：۔؟।")
_SUSPECT = re.compile(
    r"\W*(?:from (?:left|right)|pictured|file|photo|image|video|this|the post|(?:der|dieser) beitrag|l['’]artic|cet article|la entrada|o post|het bericht|in this|read|see|watch|listen|more|related|also|sign|subscribe|get|follow|support|click|editor|correction|"
    r"clarification|update|note|an earlier|copyright|©|close|the views|\(?(?:additional )?reporting|with |by |we (?:and|use|may)|our standards|download|if you|all products)\b",
    re.IGNORECASE,
)
# What a last paragraph as long as a real one has if it is a service's tail, a biography or a note.
_TAIL_HINTS = (
    "ontribut",
    "eporting",
    "diting",
    " is a",
    " is the",
    "writes",
    "covers ",
    "@",
    "eserved",
    "©",
    "eporter",
    "ditor",
    "orrespondent",
    "责任",
    "责编",
    "转载",
    "재배포",
    "無断",
)
_HEADING_WORDS = 10
_BODY = LineVerdict(True, "body")
_SENTENCE = re.compile(r"[\"“‘']?[A-Z][^\d©|/()@\[\]:]{24,}[.!?][\"”’']?")
_PICTURE_WORDS = frozenset(
    (
        "picture",
        "pictured",
        "photograph",
        "aerial",
        "handout",
        "undated",
        "illustration",
        "caption",
        "frame",
        "satellite",
        "left",
    )
)


def trim_body(text: str, *, title: str = "") -> tuple[tuple[Block, ...], list[LineVerdict], Page]:
    """The blocks of `text`, a verdict for each, and the page they make; `title` is the headline the container gives."""
    blocks = _blocks(text)
    verdicts: list[LineVerdict] = []
    facts = _Facts()
    seen: set[str] = set()
    last = len(blocks) - 1
    for i, block in enumerate(blocks):
        line = block.text
        if line in seen and len(line) > 20:
            reason = "repeated line"
        elif title and i < HEAD and same_headline(line, title):
            reason = "headline (repeated)"
        elif (i > MAX_LINES and i < last) or _is_plain(line, i, last):
            reason = ""
        else:
            reason = _reason(blocks, i, facts)
        seen.add(line)
        verdicts.append(LineVerdict(False, reason) if reason else _BODY)
    _end_headings(blocks, verdicts)
    if blocks and not any(verdict.kept for verdict in verdicts) and not is_wall(text):
        verdicts = [_BODY] * len(blocks)
    blocks = _without_cut(blocks, verdicts, title)
    return blocks, verdicts, _page(blocks, verdicts, facts, title)


def _without_cut(blocks: tuple[Block, ...], verdicts: list[LineVerdict], title: str) -> tuple[Block, ...]:
    """The blocks without the sentence at which a text was cut, unless that is all there is."""
    last = next((i for i in range(len(blocks) - 1, -1, -1) if verdicts[i].kept), -1)
    if last < 0 or not any(has_mark(block.text) for block in blocks[last : last + 3]):
        return blocks
    block = blocks[last]
    left = whole_sentences(block.text)
    if not left and (title or any(verdict.kept for verdict in verdicts[:last])):
        verdicts[last] = LineVerdict(False, "cut short")
        return blocks
    return (*blocks[:last], Block(left or without_mark(block.text), block.first, block.last), *blocks[last + 1 :])


def is_wall(text: str) -> bool:
    """Whether a short text speaks as error pages, walls and tests for robots do."""
    return len(text) < 5000 and any(pattern.search(text) for _, pattern in lexicon.NO_ARTICLE)


class _Facts:
    """What the trimmed lines said about the article."""

    def __init__(self) -> None:
        self.authors: tuple[str, ...] = ()
        self.agency: str | None = None
        self.dates: tuple[DateCandidate, ...] = ()

    def learn(self, meta: Meta) -> None:
        self.authors += tuple(name for name in meta.authors if name not in self.authors)
        self.agency = self.agency or meta.agency
        if meta.date:
            self.dates += (DateCandidate(meta.date.value, "inline"),)


def _blocks(text: str) -> tuple[Block, ...]:
    """Each line a block; lines are joined only where they look as if a fixed width had broken them."""
    lines = [line.strip() for line in text.split("\n")]
    filled = [len(line) for line in lines if line]
    if len(filled) > 4 and 30 < sum(filled) / len(filled) < 100 and sorted(filled)[len(filled) * 9 // 10] <= 110:
        return split_blocks(text)
    return tuple(
        Block(" ".join(line.split()) if "  " in line else line, i, i) for i, line in enumerate(lines, 1) if line
    )


def _is_plain(line: str, i: int, last: int) -> bool:
    """Whether nothing about a paragraph calls for a closer look."""
    size = len(line)
    if size > _LONG:
        return True
    if size < _SHORT:
        return HEAD <= i < last - TAIL and _is_short_sentence(line)
    if line[-1] not in _TERMINAL or (line[-1] == ")" and size < 400):
        return False
    if i > last - TAIL:
        for hint in _TAIL_HINTS:
            if hint in line:
                return False
    return not _SUSPECT.match(line)


def _is_short_sentence(line: str) -> bool:
    """Whether a line is a sentence without figures and without any word of furniture."""
    if not _SENTENCE.fullmatch(line) or _SUSPECT.match(line):
        return False
    words = words_of(line)
    return lexicon.TRIGGERS.isdisjoint(words) and _PICTURE_WORDS.isdisjoint(words)


def _reason(blocks: tuple[Block, ...], i: int, facts: _Facts) -> str:
    """Why a line is no part of the body, or ""."""
    line, last = blocks[i].text, len(blocks) - 1
    words = count_words(line)
    kind = kind_of(line, words)
    if kind:
        return "" if kind.startswith("heading of") and last == 0 else kind
    kind = caption_kind(line, words)
    if kind:
        return kind if last > 0 else ""
    at_end = i > last - TAIL and last > TAIL
    if (i < HEAD or at_end) and words <= 20 and last > 0 and not ends_sentence(line):
        meta = read_meta(line)
        if meta:
            facts.learn(meta)
            return meta.kind
    if at_end and tells_a_life(line, words, (block.text for block in blocks[:i] if len(block.text) > _SHORT)):
        return "author's biography"
    if i == last and last > 3 and _is_foreign_headline(line, words, blocks[:4]):
        return "related headline"
    following = blocks[i + 1].text if i < last else ""
    if (
        words <= _HEADING_WORDS
        and not ends_like_text(line)
        and following
        and ends_like_text(following)
        and len(following) > _SHORT
    ):
        return "heading"
    return ""


def _is_foreign_headline(line: str, words: float, opening: tuple[Block, ...]) -> bool:
    """A last line without an end, with little of the article's own words: the headline of another one."""
    if not 3 <= words < 20 or ends_like_text(line):
        return False
    own = content_words(line)
    text = " ".join(block.text[:600] for block in opening)
    shared = own & (set(words_of(text)) if text.isascii() else content_words(text))
    return len(shared) * 2 < max(2, len(own))


def _end_headings(blocks: tuple[Block, ...], verdicts: list[LineVerdict]) -> None:
    """Under a heading of other articles or of comments near the end, short lines are theirs."""
    last = len(verdicts) - 1
    for i, verdict in enumerate(verdicts):
        if not verdict.reason.startswith("heading of") or i * 10 < last * 6:
            continue
        below = range(i + 1, last + 1)
        if all(len(blocks[j].text) < 140 for j in below):
            for j in below:
                verdicts[j] = LineVerdict(False, verdicts[j].reason if not verdicts[j].kept else "related headline")
        return


def _page(blocks: tuple[Block, ...], verdicts: list[LineVerdict], facts: _Facts, title: str) -> Page:
    paragraphs = [block.text for block, verdict in zip(blocks, verdicts, strict=True) if verdict.kept]
    agency, dates, dateline = facts.agency, facts.dates, None
    if paragraphs:
        first = paragraphs[0]
        found = leading_date(first)
        if found:
            dates = (DateCandidate(found.value, "inline"), *dates)
            first = first[found.end :]
        line = find_dateline(first)
        if line:
            agency, dateline = line.agency or agency, line.day
            day = find_date(line.day) if line.day else None
            dates += (DateCandidate(day.value, "inline"),) if day else ()
            first = first[line.end :]
        paragraphs[0] = first
    joined = "\n\n".join(paragraphs)
    language = detect_language(joined or title)
    return Page(joined, authors=facts.authors, agency=agency, dates=dates, dateline=dateline, language=language)
