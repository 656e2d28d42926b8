"""The briefing as plain text: 72 columns, wide characters counted as two, addresses never broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from digest.model import Briefing
from digest.render.language import Language, load
from digest.render.view import (
    BriefingView,
    CorrectionsView,
    DifferenceView,
    LeftOutView,
    PointView,
    SourceView,
    StoryView,
    view,
)
from digest.render.wording import counted

COLUMNS = 72
_LRM, _RLM = "\u200e", "\u200f"  # letters without a shape, of which one runs from the left and one from the right

# Chinese and Japanese break between any two characters, but not before closing marks nor after opening ones.
_NOT_FIRST = frozenset("、。,.,.・:;?!:;?!)〕]}〉》」』】’”)]}ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NOT_LAST = frozenset("(〔[{〈《「『【‘“([{")
# The same marks as wide as the characters: , . : ; ? ! ) ] } and ( [ {
_NOT_FIRST |= frozenset("\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff09\uff3d\uff5d")
_NOT_LAST |= frozenset("\uff08\uff3b\uff5b")


_IDEOGRAPHIC = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


def to_text(briefing: Briefing, *, record: str = "") -> str:
    """The briefing as text with the same stories, order, statements and numbered sources as the page."""
    return _Setter(load(briefing.language)).text(view(briefing, record=record))


class _Setter:
    """Sets the lines of a briefing in the words of one language."""

    def __init__(self, words: Language) -> None:
        self.words = words
        self.mirrored = words.direction == "rtl"

    def text(self, shown: BriefingView) -> str:
        """The whole of it."""
        parts = [self._masthead(shown), *(self._story(story) for story in shown.stories)]
        if not shown.stories:
            parts.append(self._wrapped(self.words.nothing))
        parts.append(self._account(shown))
        return "\n\n".join("\n".join(part) for part in parts) + "\n"

    def _masthead(self, shown: BriefingView) -> list[str]:
        lines = [*self._wrapped(shown.title.upper()), *self._wrapped(shown.date), *self._wrapped(shown.summary)]
        lines.append("=" * COLUMNS)
        if len(shown.stories) > 3:
            lines += ["", *self._wrapped(self.words.in_this_briefing)]
            for story in shown.stories:
                lines += ["", *self._wrapped(story.part)] if story.part else []
                counts = self.words.brackets.format(inside=story.count)
                lines += self._wrapped(story.headline + counts, f"{story.number:>3}  ")
        return lines

    def _story(self, story: StoryView) -> list[str]:
        words = self.words
        began = words.began.format(day=story.since) if story.since else None
        facts = [story.day, story.age, began]
        facts += [words.in_language.format(language=story.language_name) if story.language_name else None]
        facts += [words.derived if story.derived else None]
        lines = self._part(story.part) if story.part else ["-" * COLUMNS]
        lines += ["", *self._wrapped(story.headline, f"{story.number}. ")]
        known = words.comma.join(fact for fact in facts if fact)
        lines += self._wrapped(words.semicolon.join(filter(None, (story.status, known))))
        lines += self._wrapped(self._labelled(story.reports, story.voices))
        for corrected in story.corrections:
            lines += ["", *self._corrected(corrected)]
        if story.new_since:
            lines += ["", *self._wrapped((story.new_since + words.colon).rstrip())]
        for point in story.points:
            said = self._statement(point)
            lines += ["", *(self._told(words.new, said) if point.news else self._wrapped(said))]
        for difference in story.differences:
            lines += ["", *self._difference(difference)]
        if story.only_in:
            lines += ["", *self._wrapped(words.alone)]
            for entry in story.only_in:
                label = words.only_in.format(name=self._apart(entry.label))
                lines += self._told(label, self._statement(entry.point), "  - ")
        if story.timeline:
            lines += ["", *self._wrapped(words.went_on)]
            for entry in story.timeline:
                lines += self._told(entry.label, self._statement(entry.point), "  - ")
        return [*lines, "", *self._sources(story)]

    def _part(self, title: str) -> list[str]:
        """The heading of a part of the briefing."""
        return ["=" * COLUMNS, "", *self._wrapped(title.upper()), "-" * COLUMNS]

    def _corrected(self, corrected: CorrectionsView) -> Iterator[str]:
        """What an earlier briefing said, and below it what is said now."""
        yield from self._wrapped(corrected.title)
        for entry in corrected.entries:
            yield from self._told(self.words.it_said, entry.said, "  - ")
            now = f"{entry.now} [{entry.number}]" if entry.now else self.words.no_longer
            yield from self._told(self.words.now_says, now, "    ")

    def _sources(self, story: StoryView) -> list[str]:
        words = self.words
        lines = self._wrapped(words.sources)
        for voice in story.sources:
            if len(voice.sources) > 1:
                copies = counted(len(voice.sources), words.copies, words)
                lines += self._wrapped(self._labelled(copies, voice.name), "  ")
            for source in voice.sources:
                lines += self._source(source)
        if story.because:
            lines += ["", *self._told(words.why, words.semicolon.join(map(str, story.because)) + words.stop)]
        return lines

    def _statement(self, point: PointView) -> str:
        words = self.words
        numbers = dict.fromkeys(citation.number for citation in point.citations)
        said = f"{point.text} {''.join(f'[{number}]' for number in numbers)}"
        remarks = [
            words.said_by.format(name=self._apart(point.speaker)) if point.speaker else "",
            counted(point.reports, words.reports, words) if point.reports > 1 else "",
        ]
        remark = words.comma.join(filter(None, remarks))
        return said + (words.brackets.format(inside=remark) if remark else "")

    def _difference(self, difference: DifferenceView) -> list[str]:
        lines = self._wrapped(self._labelled(self.words.differ, difference.about))
        for value in difference.values:
            held = self.words.semicolon.join(
                self._apart(f"{holder.citation.outlet} [{holder.citation.number}]")
                + (self.words.comma + holder.as_of if holder.as_of else "")
                for holder in value.holders
            )
            first = _RLM if self.mirrored else ""  # names and dates follow, so the line runs as the page does
            lines += self._wrapped(first + self._apart(value.value) + self.words.colon + held, "  - ")
        return lines

    def _source(self, source: SourceView) -> list[str]:
        words = self.words
        said = source.outlet + (words.colon + source.title if source.title else "")
        facts = [
            words.by.format(names=self._apart(source.authors)) if source.authors else "",
            words.text_of.format(name=self._apart(source.agency)) if source.agency else "",
        ]
        dated = source.date or words.undated
        dated += words.brackets.format(inside=source.date_from) if source.date_from else ""
        if source.language_name:
            dated += words.comma + words.in_language.format(language=source.language_name)
        facts.append(dated)
        mark = f"  [{source.number}] "
        gap = " " * len(mark)
        lines = [
            *self._wrapped(said, mark),
            *self._wrapped((words.stop + words.gap).join(filter(None, facts)) + words.stop, gap),
        ]
        for doubt in source.doubted:
            found = words.dated_from.format(date=doubt.date, place=self._apart(doubt.place))
            lines += self._told(words.not_believed + words.colon + found, doubt.reason, gap)
        if source.url:
            lines.append(gap + source.url)
        return lines + self._wrapped(f"{source.origin} (sha256 {source.sha256}…)", gap)

    def _account(self, shown: BriefingView) -> list[str]:
        words = self.words
        lines = ["=" * COLUMNS, *self._wrapped(words.left_out), *(() if shown.left_out else (words.nothing_left_out,))]
        for kind in shown.left_out:
            lines += ["", *self._kind(kind)]
        proof = words.proof
        if shown.record:
            proof += words.gap + words.proof_text.format(command="`digest verify`", record=self._apart(shown.record))
        return [*lines, "", *self._wrapped(proof)]

    def _kind(self, kind: LeftOutView) -> Iterator[str]:
        yield from self._wrapped(kind.title + self.words.colon + counted(kind.total, self.words.items, self.words))
        for group in kind.groups:
            yield from self._wrapped(group.reason, "  - ")
            for item in group.items:
                yield from self._wrapped(str(item), "      ")
            if group.more:
                yield from self._wrapped(group.more, "      ")

    def _told(self, label: str, text: str, lead: str = "") -> list[str]:
        """`text` after its label, or below it where the two run in different directions."""
        if self.mirrored and _direction(text) == "ltr":
            gap = " " * columns(lead)
            return [*self._wrapped((label + self.words.colon).rstrip(), lead), *self._wrapped(text, gap)]
        return self._wrapped(label + self.words.colon + text, lead)

    def _labelled(self, label: str, text: str) -> str:
        return label + self.words.colon + self._apart(text)

    def _apart(self, text: str) -> str:
        """`text` so that its figures and marks stay with it in a line that runs the other way; the same, where none does."""
        if not self.mirrored or _direction(text) != "ltr":
            return text
        return f"{_LRM}{text}{_LRM}"

    def _wrapped(self, text: str, lead: str = "") -> list[str]:
        """`text` in lines of at most 72 columns; the first begins with `lead`, the others with blanks as wide.

        Beside a language that runs from the right, each line of a paragraph runs as the paragraph's first letter does
        (Unicode UAX #9, rule P2, which programs apply to every line for itself).
        """
        lines = _lines(text, COLUMNS - columns(lead))
        if self.mirrored:
            runs = _direction(text) or "rtl"
            mark = _RLM if runs == "rtl" else _LRM
            lines = [line if _direction(line) == runs else mark + line for line in lines]
        blank = " " * columns(lead)
        return [(blank if n else lead) + line for n, line in enumerate(lines)]


def _direction(text: str) -> str | None:
    """The direction of the first letter that has one."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return None


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: wide characters two, combining and invisible ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def _lines(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns."""
    if not text:
        return []
    lines: list[str] = []
    line, used = "", 0
    for gap, piece in _pieces(text.split(" "), room):
        wide = columns(piece)
        if line and used + len(gap) + wide > room:
            lines.append(line)
            line, used = piece, wide
        else:
            line, used = line + (gap if line else "") + piece, used + (len(gap) if line else 0) + wide
    return [*lines, line]


def _pieces(words: Sequence[str], room: int) -> Iterator[tuple[str, str]]:
    """Unbreakable pieces of the words, each with the blank that parts it from the one before."""
    for word in words:
        gap = " "
        for piece in _breakable(word, room):
            yield gap, piece
            gap = ""


def _breakable(word: str, room: int) -> Iterable[str]:
    """`word` whole, or in pieces where a line may end inside it; an address stays whole whatever its length."""
    if word.isascii() and (len(word) <= room or "://" in word):
        return (word,)
    pieces: list[str] = []
    used = 0
    for char in word:
        wide = _columns(char)
        if pieces and not (used + wide > room or (wide and _may_break(pieces[-1][-1], char))):
            pieces[-1] += char
            used += wide
        else:
            pieces.append(char)
            used = wide
    return pieces


def _may_break(before: str, char: str) -> bool:
    """Whether a line may end between two characters: beside a Chinese or Japanese one that is not bound to the other."""
    if char in _NOT_FIRST or before in _NOT_LAST:
        return False
    return _ideographic(before) or _ideographic(char)


def _ideographic(char: str) -> bool:
    """Chinese characters and kana; Korean breaks at its blanks."""
    return char >= "\u2e80" and _IDEOGRAPHIC.match(char) is not None
