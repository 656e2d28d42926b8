"""The nouns: what travels through the pipe, from bytes to a briefing.

Every class is frozen; a stage makes a new value and never changes the one it was given. Collections are tuples, times are
aware datetimes (or plain dates, where only the day is known).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

Day = date | datetime  # a date where only the day is known, otherwise an aware datetime that keeps its own offset

TRUSTED_DATES = frozenset({"metadata", "feed", "inline", "path"})  # a "site header" may carry the scraper's own date


def day_of(value: Day) -> date:
    """The calendar day of `value`, in its own offset."""
    return value.date() if isinstance(value, datetime) else value


@dataclass(frozen=True, slots=True)
class RawArticle:
    """Bytes as they were found, and where."""

    origin: str  # path or URL, as given plus the way below it
    data: bytes  # the file, or the one line, entry or message that `member` names
    media_type: str  # "text/plain", "text/html", "text/markdown", "application/json", "message/rfc822", FEED_ENTRY
    member: str | None = None  # "line 3", "entry 2", "item 4"; None: the whole file
    source: str | None = None  # the outlet, where the container or the folder names it
    url: str | None = None  # where a page was fetched from


FEED_ENTRY = "application/vnd.digest.feed-entry+json"  # the parsed fields of one feed entry, as canonical JSON


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date found for an article that was not taken as its date of publication."""

    value: Day
    from_: str  # where it stood: "metadata", "feed", "site header", "inline", "path"; "relative": counted from another
    doubted: str | None = None  # why it is not believed; None: merely outranked

    @property
    def precision(self) -> Literal["day", "minute"]:
        """How exact it is; the hour is kept only where its zone is known, for without one it is no moment."""
        return "minute" if isinstance(self.value, datetime) else "day"


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned article. Offsets are measured in `text`, which never changes after cleaning."""

    id: str  # unique within a reading; the container's own id where it gives one
    origin: str
    sha256: str  # of the raw bytes of the member
    source: str  # the outlet; the file's name where nothing names the outlet
    title: str  # "" where there is none
    text: str  # paragraphs parted by a blank line
    member: str | None = None
    url: str | None = None
    title_from: str | None = None  # "head" (first lines of a text), "title", "json-ld", "h1", ...; None: no title
    authors: tuple[str, ...] = ()
    agency: str | None = None  # the wire service that the text credits
    published: Day | None = None
    published_from: str | None = None  # see DateCandidate.from_
    dates: tuple[DateCandidate, ...] = ()  # the other candidates
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim span of an article's text; the words themselves are sliced, never stored."""

    article: Article
    start: int  # characters into article.text
    end: int

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What cleaning decided about one line of a source, and why; `digest why` prints it."""

    number: int  # 1 = first line of the decoded text
    text: str  # the line, shortened
    kept: bool
    reason: str  # "body", "headline", "byline", "navigation", "photo caption", ...


@dataclass(frozen=True, slots=True)
class Problem:
    """One item that was not used, as a value: it never stops a run."""

    origin: str
    reason: str  # one line: what is wrong and, where there is one, the mend
    member: str | None = None
    kind: Literal["left out", "failed"] = (
        "left out"  # failed: should have worked (unreadable, broken); left out: rightly unused
    )


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What one raw article became."""

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple[LineDecision, ...] = ()  # filled only when a trace was asked for


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: the articles in the order of their origins, and what was left out."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Articles that are copies of one text: one independent voice."""

    articles: tuple[Article, ...]
    voice: str  # the agency whose text it is, otherwise the outlet


@dataclass(frozen=True, slots=True)
class Join:
    """Why two articles stand in one story."""

    articles: tuple[str, str]  # ids
    score: float
    because: tuple[str, ...]  # the pieces of evidence, with numbers


@dataclass(frozen=True, slots=True)
class Headline:
    """A story's headline: a report's own, verbatim, or cut from a lead."""

    text: str
    article: str  # id
    derived: bool = False  # True: cut from a lead sentence, because no report has a headline


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of a summary."""

    excerpt: Excerpt
    also: tuple[Excerpt, ...] = ()  # excerpts of other reports that say the same
    reports: int = 1  # independent reports that say it
    speaker: str | None = None  # who is quoted, where the text names one
    new: bool = True  # not told in an earlier delivered briefing


@dataclass(frozen=True, slots=True)
class DifferingValue:
    """One report's value where reports differ."""

    value: str
    excerpt: Excerpt
    as_of: Day | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Values about the same thing that do not agree across reports."""

    about: str
    kind: Literal["count", "money", "date", "time", "other"]
    values: tuple[DifferingValue, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What a running story brought on one day."""

    date: date
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Correction:
    """What an earlier briefing told of an article that has changed since."""

    date: date  # the day of that briefing
    article: Article  # as it reads now
    said: str | None  # the words that were told and that it has no more; None: all that was told still stands
    now: Excerpt | None = None  # what it has in their place
    headline: bool = False  # the words were its headline, which is now `article.title`


@dataclass(frozen=True, slots=True)
class Rank:
    """A story's place: the score that orders stories, and its terms in words."""

    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One event, whoever wrote about it. Grouping makes it; ranking and summarizing return fuller copies."""

    id: str
    reports: tuple[Report, ...]  # largest first is not promised: order is by first publication, then id
    joined: tuple[Join, ...] = ()
    headline: Headline | None = None
    points: tuple[Point, ...] = ()
    differences: tuple[Difference, ...] = ()
    only_in: tuple[Excerpt, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    rank: Rank | None = None
    status: Literal["new", "running", "corrected"] = "new"  # running: told before, and there is something new
    first_seen: date | None = None  # the day of the first briefing that told it; None: this one, or a one-off run
    corrections: tuple[Correction, ...] = ()  # of what was delivered; the record says only `status`
    section: str | None = None  # the title of the edition's section it stands in; None: on top
    merged: tuple[str, ...] = ()  # ids of stories that earlier briefings told and that are this one now
    parted_from: tuple[str, ...] = ()  # ids of stories that go on without articles of this one that they were told with
    apart: bool = False  # in none of the edition's languages, so kept behind the others

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles of all reports, in the reports' order."""
        return tuple(article for report in self.reports for article in report.articles)

    @property
    def voices(self) -> tuple[str, ...]:
        """Who speaks independently, each once: an outlet that reports on two days is still one voice."""
        voices: dict[str, str] = {}
        for report in self.reports:
            voices.setdefault(source_key(report.voice), report.voice)
        return tuple(voices.values())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that was read and is not in the briefing, with the reason."""

    origin: str
    reason: str
    member: str | None = None
    kind: Literal["left out", "below the cut", "failed"] = "left out"
    title: str = ""  # of the article, for pages; the record does not carry it


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing for the stories that meet its words."""

    title: str
    watch: tuple[str, ...]  # a trailing * matches any ending


@dataclass(frozen=True, slots=True)
class Settings:
    """What shapes a briefing: two runs with equal settings, inputs and `now` give the same bytes."""

    title: str = "Briefing"
    stories: int = 12  # at most
    words: int = 120  # a story, within 10 %
    method: str = "coverage"
    watch: tuple[str, ...] = ()  # words that raise a story; a trailing * matches any ending
    mute: tuple[str, ...] = ()  # words that keep a story out
    weights: tuple[tuple[str, float], ...] = ()  # (source, weight); 0 mutes a source without hiding what others report
    families: tuple[tuple[str, str], ...] = ()  # (source, family); a family is one independent voice
    language: str = "en"  # of labels and dates, ISO 639-1; no filter of articles
    languages: tuple[str, ...] = ()  # stories in others are kept apart, behind the rest; empty: all by rank
    sections: tuple[Section, ...] = ()  # a story stands in the first whose words it meets, otherwise on top


@dataclass(frozen=True, slots=True)
class Briefing:
    """An edition's slot: its window, its ranked stories, and the account of what was left out."""

    edition: str  # "briefing" for a one-off run
    title: str
    slot: datetime
    since: datetime | None
    until: datetime
    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]
    settings: str  # "sha256:..." over what shapes a briefing
    language: str = "en"  # of labels and dates on its pages; the record, whose names are fixed, does not carry it

    @property
    def date(self) -> date:
        """The day the briefing is for, in the slot's own offset."""
        return self.slot.date()


def only_a_file(article: Article) -> bool:
    """Whether nothing names the article's outlet, so that the name of its file stands in for one."""
    return "://" not in article.origin and article.source == " ".join(article.origin.rsplit("/", 1)[-1].split())


@lru_cache(maxsize=4096)  # outlets are few, and asked for again and again
def source_key(source: str) -> str:
    """The name of an outlet as it is compared: "The Elmsworth Post" and "elmsworth-post" are one."""
    words = re.findall(r"\w+", source.casefold().replace("_", " "))
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
