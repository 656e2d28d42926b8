"""Plain text to a page: which lines are the article, and what the others say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from digest.clean import lexicon
from digest.clean.body import trim_body
from digest.clean.byline import find_dateline, find_reporters
from digest.clean.cut import has_mark, whole_sentences, without_mark
from digest.clean.dates import find_date
from digest.clean.headline import choose_headline, same_headline
from digest.clean.language import detect_language
from digest.clean.lines import Block, count_words, ends_sentence, has_wide, is_western, split_blocks, split_texts
from digest.clean.meta import Meta, leading_date, read_meta
from digest.clean.page import Page
from digest.clean.region import ASKED_LATE, LineVerdict, Region, choose_lines
from digest.model import DateCandidate, LineDecision

__all__ = ["LineVerdict", "choose_lines", "read_plain"]

HEAD_REACH = 24  # lines above the article that may speak about it
TAIL_REACH = 4  # lines below it
FIT_BYLINE = 3  # lines between a date and the article or its byline that still make the date the article's own
SHORT_FILE = 12  # lines up to which a file may consist of a headline or a few short sentences alone
PAYWALLED_WORDS = 20  # the same for the opening that stands over a subscription form
STUB_WORDS = 60  # an article with fewer words may be no article at all
MAX_LINES = 20_000  # lines that are looked at
_STUB = 1000  # characters in which the words of a stub are counted
_SHOWN = 100  # characters of a line in a trace
_ABOUT = (
    "about the author",
    "about the writer",
    "über den autor",
    "über die autorin",
    "à propos de l",
    "об авторе",
    "作者简介",
    "記者簡介",
)
_LIFE = re.compile(r"\s(?:is|has|covers|writes|reports|works|lives|joined|ist|schreibt|est|couvre|escribe|cubre)\s")
_GLUED = re.compile(r"(?<=[a-zß-ÿа-я0-9])[.!?][\"”’»]?(?=[A-ZÀ-ÖА-Я\"“‘«][^.!?]{15,160}$)")


def read_plain(text: str, *, whole_body: bool = False, title: str = "", trace: bool = False) -> Page:
    """The article in `text`, which is decoded and normalized (`decode.normalize`).

    `whole_body`: the text is an article's body by its container's word, so only what is surely no part of it is trimmed, and
    `title` is the headline it came with. Otherwise the text is a page as it was saved, with whatever stood around the article.
    """
    if whole_body:
        blocks, verdicts, page = trim_body(text, title=title)
        if page.text and not trace:
            return page
        reason = None if page.text else why_no_article(text, "", title)
        return replace(page, not_article=reason, lines=_trace(text, blocks, verdicts) if trace else ())
    return _Reading(text, title, trace).page()


class _Reading:
    """One text while it is read: its blocks' texts, a verdict for each, and what was learned on the way."""

    def __init__(self, text: str, title: str, trace: bool) -> None:
        self.text = text
        self.wide = has_wide(text)
        self.texts = split_texts(text, self.wide)[:MAX_LINES]
        self._cut_glued()
        self.region = Region(self.texts, title, every=trace, wide=self.wide)
        self.verdicts = self.region.verdicts
        self.kept = [i for i, verdict in enumerate(self.verdicts) if verdict.kept]
        if not self.kept:
            self._keep_sentences()
        self.title = title
        self.trace = trace
        self.authors: list[str] = []
        self.agency: str | None = None
        self.dates: list[DateCandidate] = []
        self.dateline: str | None = None

    def page(self) -> Page:
        """The page that the text makes."""
        self._speakers()
        title, place = ("", None) if self.title else choose_headline(self.texts, self.verdicts, self._reason)
        if not self.kept and not self.title:
            title, place = self._lone_headline()
        if place is not None:
            self._mark(place, "headline")
        self._drop_headlines(title or self.title)
        body = self._paragraphs()
        joined = "\n\n".join(body)
        return Page(
            joined,
            title=title,
            title_from="head" if title else None,
            authors=tuple(self.authors),
            agency=self.agency,
            dates=tuple(self.dates),
            dateline=self.dateline,
            language=detect_language(joined or title or self.text[:2000]),
            not_article=why_no_article(self.text, joined, title),
            lines=_trace(self.text, split_blocks(self.text)[:MAX_LINES], self.verdicts) if self.trace else (),
        )

    # ------------------------------------------------------------ parts

    def _mark(self, place: int, reason: str) -> None:
        """Leaves a line out of the article, if it was in it."""
        self.verdicts[place] = LineVerdict(False, reason)
        self.kept = [i for i in self.kept if i != place]

    def _reason(self, i: int) -> str:
        """What the line is, which may not have been asked yet."""
        if self.verdicts[i] is ASKED_LATE:
            self.verdicts[i] = self.region.verdict_above(i)
        return self.verdicts[i].reason

    def _cut_glued(self) -> None:
        """A headline of another article that follows the last sentence of the file without a blank between them."""
        if self.texts and not ends_sentence(self.texts[-1]) and len(self.texts[-1]) < 3000:
            for match in _GLUED.finditer(self.texts[-1], max(0, len(self.texts[-1]) - 170)):
                if count_words(self.texts[-1][match.end() :]) >= 3:
                    self.texts[-1] = self.texts[-1][: match.end()]
                    return

    def _keep_sentences(self) -> None:
        """A file too short to have a stretch of text: its sentences are the text."""
        if len(self.texts) > SHORT_FILE:
            return
        for i, verdict in enumerate(self.verdicts):
            if verdict.reason in {"navigation", "outside the article"} and ends_sentence(self.texts[i]):
                self.verdicts[i] = LineVerdict(True, "body")
                self.kept.append(i)

    def _lone_headline(self) -> tuple[str, int | None]:
        """The first line of a file that has no sentence at all, where it is as long as a headline."""
        for i, verdict in enumerate(self.verdicts[:SHORT_FILE]):
            if (
                len(self.verdicts) <= SHORT_FILE
                and verdict.reason in {"navigation", "outside the article"}
                and count_words(self.texts[i]) >= 3
            ):
                return self.texts[i], i
        return "", None

    def _speakers(self) -> None:
        """Bylines, dates and credits in the lines around the article and at its own ends."""
        kept = self.kept
        if not kept:
            return
        first, last = kept[0], kept[-1]
        own = set(kept[:3] + kept[-4:])
        script = detect_script(self.texts[first])
        found: list[tuple[int, Meta]] = []
        below, above = range(last + 1, last + 1 + TAIL_REACH), range(max(0, first - HEAD_REACH), first)
        for i in sorted((*above, *own, *below), reverse=True):
            if i >= len(self.texts):
                continue
            line = self.texts[i]
            meta = None if _quoted(line) else read_meta(line)
            if meta is None or (i in own and not _surely(meta, line)):
                continue
            self._mark(i, meta.kind)
            found.append((i, meta))
        near = [first, last, *(i for i, meta in found if meta.kind == "byline" and meta.authors)]
        for i, meta in found:
            close = any(abs(place - i) <= FIT_BYLINE for place in near)
            self._learn(meta, inline=close and not meta.spam and detect_script(self.texts[i]) in {script, ""})
        self._reporters(last)
        self._drop_lives()
        self.dates.sort(key=lambda found: found.from_ != "inline")

    def _reporters(self, last: int) -> None:
        """Where no byline stands, the reporters whom a service names under its text."""
        if self.authors:
            return
        for i in range(last + 1, min(len(self.texts), last + TAIL_REACH + 1)):
            if self.verdicts[i].reason == "agency tail":
                self.authors += [name for name in find_reporters(self.texts[i]) if name not in self.authors]

    def _drop_lives(self) -> None:
        """Last paragraphs that begin with an author's name, or say that they are about the author."""
        for i in self.kept[3:][-3:]:
            line = self.texts[i]
            named = any(line.startswith(f"{name} ") and _LIFE.match(line[len(name) :]) for name in self.authors)
            if named or line.casefold().startswith(_ABOUT):
                self._mark(i, "author's biography")

    def _learn(self, meta: Meta, *, inline: bool) -> None:
        for name in meta.authors:
            if name not in self.authors:
                self.authors.append(name)
        self.agency = self.agency or meta.agency
        if meta.date:
            self._dated(meta.date.value, "inline" if inline else "site header")

    def _dated(self, value: object, from_: str) -> None:
        candidate = DateCandidate(value, from_)  # type: ignore[arg-type]
        if candidate not in self.dates:
            self.dates.append(candidate)

    def _drop_headlines(self, title: str) -> None:
        if not title:
            return
        for i in self.kept[:3]:
            if same_headline(self.texts[i], title):
                self._mark(i, "headline (repeated)")

    def _paragraphs(self) -> list[str]:
        """The kept lines, without what is glued to the first and the last of them."""
        kept = self.kept
        paragraphs = [self.texts[i] for i in kept]
        if not paragraphs:
            return []
        first = paragraphs[0]
        found = leading_date(first)
        if found:
            self.dates.insert(0, DateCandidate(found.value, "inline"))
            first = first[found.end :]
        paragraphs[0] = self._without_dateline(first)
        if any(map(has_mark, self.texts[kept[-1] : kept[-1] + 3])):
            paragraphs[-1] = whole_sentences(paragraphs[-1]) or ("" if paragraphs[1:] else without_mark(paragraphs[-1]))
        return [p for p in paragraphs if p]

    def _without_dateline(self, first: str) -> str:
        line = find_dateline(first)
        if line is None:
            return first
        self.agency = line.agency or self.agency
        if line.author and line.author not in self.authors:
            self.authors.append(line.author)
        self.dateline = line.day
        if line.day:
            found = find_date(line.day)
            if found:
                self._dated(found.value, "inline")
        return first[line.end :]


def _quoted(line: str) -> bool:
    """Whether a line names whose post stands above it (`— Jane Roe (@roe) May 3, 2021`): its date is the post's."""
    return "(@" in line and line[:1] in "—–-"


def _surely(meta: Meta, line: str) -> bool:
    """Whether a line of the article itself is about the article: a byline or a labelled date, and no sentence."""
    return (meta.kind == "byline" and count_words(line) <= 10) or not ends_sentence(line)


_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_SCRIPTS = tuple(
    (name, re.compile(letters))
    for name, letters in {
        "han": "[\u3040-\u30ff\u3400-\u9fff]",
        "hangul": "[\uac00-\ud7af]",
        "cyrillic": "[\u0400-\u04ff]",
        "arabic": "[\u0600-\u06ff]",
        "hebrew": "[\u0590-\u05ff]",
        "latin": "[A-Za-z\u00c0-\u024f]",
    }.items()
)


def detect_script(line: str) -> str:
    """The script that most letters of `line` are in, or "" where there is none."""
    sample = line[:400]
    if is_western(sample):
        return "latin" if _LETTER.search(sample) else ""
    most, script = 0, ""
    for name, pattern in _SCRIPTS:
        count = len(pattern.findall(sample))
        if count > most:
            most, script = count, name
        if most * 2 > len(sample):
            break
    return script


def why_no_article(text: str, body: str, title: str) -> str | None:
    """Why `text` is no article (an error page, a consent wall, an empty file), or None where it may be one."""
    if not text.strip():
        return "empty file"
    if len(text) >= 20_000 or _is_no_stub(body):
        return None if body or title else "no running text"
    words = count_words(body)
    if words < STUB_WORDS:
        for reason, pattern in lexicon.NO_ARTICLE:
            if pattern.search(text) and (words < PAYWALLED_WORDS or reason != "paywall stub"):
                return reason
    if not body and not title:
        return "no running text"
    return None


def _is_no_stub(body: str) -> bool:
    """Whether the opening of `body` alone has the words of more than a stub."""
    opening = body[:_STUB]
    if has_wide(opening):
        return count_words(opening) >= STUB_WORDS
    return opening.count(" ") > STUB_WORDS and not has_wide(body)


def _trace(text: str, blocks: Sequence[Block], verdicts: Sequence[LineVerdict]) -> tuple[LineDecision, ...]:
    """A decision for each source line; blank lines are left out."""
    lines = text.split("\n")
    decisions: dict[int, LineDecision] = {}
    for block, verdict in zip(blocks, verdicts, strict=True):
        for number in range(block.first, block.last + 1):
            shown = " ".join(lines[number - 1][:400].split())
            if shown and not (number in decisions and decisions[number].kept):
                decisions[number] = LineDecision(number, shown[:_SHOWN], verdict.kept, verdict.reason)
    return tuple(decisions.values())
