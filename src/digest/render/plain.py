"""The briefing as plain text: 72 columns, wide characters counted as two, addresses never broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from digest.model import Briefing
from digest.render.view import BriefingView, DifferenceView, LeftOutView, PointView, SourceView, StoryView, view
from digest.render.wording import count

COLUMNS = 72

# Chinese and Japanese break between any two characters, but not before closing marks nor after opening ones.
_NOT_FIRST = frozenset("、。,.,.・:;?!:;?!)〕]}〉》」』】’”)]}ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NOT_LAST = frozenset("(〔[{〈《「『【‘“([{")


_IDEOGRAPHIC = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


def to_text(briefing: Briefing, *, record: str = "") -> str:
    """The briefing as text with the same stories, order, statements and numbered sources as the page."""
    shown = view(briefing, record=record)
    parts = [_masthead(shown), *(_story(story) for story in shown.stories)]
    if not shown.stories:
        parts.append(_wrapped("Nothing to report: no article in this briefing's window became a story."))
    parts.append(_account(shown))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _masthead(shown: BriefingView) -> list[str]:
    lines = [*_wrapped(shown.title.upper()), *_wrapped(shown.date), *_wrapped(shown.summary), "=" * COLUMNS]
    if len(shown.stories) > 3:
        lines += ["", "In this briefing"]
        for story in shown.stories:
            lines += _wrapped(story.headline, f"{story.number:>3}  ")
    return lines


def _story(story: StoryView) -> list[str]:
    facts = [story.day, story.age, f"began {story.since}" if story.since else None]
    facts += [f"in {story.language_name}" if story.language_name else None]
    facts += ["headline cut from the lead" if story.derived else None]
    lines = ["-" * COLUMNS, "", *_wrapped(story.headline, f"{story.number}. ")]
    lines += [*_wrapped(", ".join(fact for fact in facts if fact)), *_wrapped(f"{story.reports}: {story.voices}")]
    for point in story.points:
        lines += ["", *_wrapped(_statement(point))]
    for difference in story.differences:
        lines += ["", *_difference(difference)]
    if story.only_in:
        lines += ["", "Told by one report alone"]
        for entry in story.only_in:
            lines += _wrapped(f"Only in {entry.label}: {_statement(entry.point)}", "  - ")
    if story.timeline:
        lines += ["", "How it went on"]
        for entry in story.timeline:
            lines += _wrapped(f"{entry.label}: {_statement(entry.point)}", "  - ")
    lines += ["", "Sources"]
    for voice in story.sources:
        if len(voice.sources) > 1:
            lines += _wrapped(f"One text in {len(voice.sources)} places, one voice: {voice.name}", "  ")
        for source in voice.sources:
            lines += _source(source)
    if story.because:
        lines += ["", *_wrapped(f"Why it stands here: {'; '.join(story.because)}.")]
    return lines


def _statement(point: PointView) -> str:
    numbers = dict.fromkeys(citation.number for citation in point.citations)
    said = f"{point.text} {''.join(f'[{number}]' for number in numbers)}"
    remarks = [
        f"said by {point.speaker}" if point.speaker else "",
        f"{point.reports} reports" if point.reports > 1 else "",
    ]
    remark = ", ".join(filter(None, remarks))
    return ("New: " if point.news else "") + said + (f" ({remark})" if remark else "")


def _difference(difference: DifferenceView) -> list[str]:
    lines = _wrapped(f"Reports differ: {difference.about}")
    for value in difference.values:
        held = "; ".join(
            f"{holder.citation.outlet} [{holder.citation.number}]" + (f", {holder.as_of}" if holder.as_of else "")
            for holder in value.holders
        )
        lines += _wrapped(f"{value.value}: {held}", "  - ")
    return lines


def _source(source: SourceView) -> list[str]:
    said = source.outlet + (f": {source.title}" if source.title else "")
    facts = [f"By {source.authors}" if source.authors else "", f"Text of {source.agency}" if source.agency else ""]
    dated = (source.date or "No date that can be trusted") + (f" ({source.date_from})" if source.date_from else "")
    facts.append(dated + (f", in {source.language_name}" if source.language_name else ""))
    mark = f"  [{source.number}] "
    gap = " " * len(mark)
    lines = [*_wrapped(said, mark), *_wrapped(". ".join(filter(None, facts)) + ".", gap)]
    for doubt in source.doubted:
        lines += _wrapped(f"Date not believed: {doubt}", gap)
    if source.url:
        lines.append(gap + source.url)
    return lines + _wrapped(f"{source.origin} (sha256 {source.sha256}…)", gap)


def _account(shown: BriefingView) -> list[str]:
    lines = ["=" * COLUMNS, "What was left out", *(() if shown.left_out else ("Nothing.",))]
    for kind in shown.left_out:
        lines += ["", *_kind(kind)]
    proof = "Every sentence stands in the words of its source."
    if shown.record:
        proof += f" `digest verify` proves each one from the record, {shown.record}."
    return [*lines, "", *_wrapped(proof)]


def _kind(kind: LeftOutView) -> Iterator[str]:
    yield f"{kind.title}: {count(kind.total, 'item')}"
    for group in kind.groups:
        yield from _wrapped(group.reason, "  - ")
        for item in group.items:
            yield from _wrapped(item, "      ")


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: wide characters two, combining and invisible ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def _wrapped(text: str, lead: str = "") -> list[str]:
    """`text` in lines of at most 72 columns; the first begins with `lead`, the others with blanks as wide."""
    if not text:
        return []
    room = COLUMNS - columns(lead)
    lines: list[str] = []
    line, used = "", 0
    for gap, piece in _pieces(text.split(" "), room):
        wide = columns(piece)
        if line and used + len(gap) + wide > room:
            lines.append(line)
            line, used = piece, wide
        else:
            line, used = line + (gap if line else "") + piece, used + (len(gap) if line else 0) + wide
    lines.append(line)
    blank = " " * columns(lead)
    return [(lead if n == 0 else blank) + words for n, words in enumerate(lines)]


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
