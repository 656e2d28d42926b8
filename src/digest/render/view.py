"""A briefing as its pages show it: sources numbered, dates in words, passages cut, every string fit to be shown.

All formats are made from these values, so the page, the text and the mail carry the same stories in the same order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from digest.model import Article, Briefing, Day, Difference, Excerpt, LeftOut, Point, Report, Story, day_of, source_key
from digest.render.language import Language, load
from digest.render.safe import shown, web_link
from digest.render.wording import age, clock, counted, language_name, long_date, moment, series, short_date

CONTEXT = 160  # characters of the passage shown on either side of an excerpt
HASH = 12  # characters of a hash shown


@dataclass(frozen=True, slots=True)
class Citation:
    """One excerpt in its passage, and the place that proves it."""

    number: int  # of the source within its story
    source: str  # the anchor of the source's entry
    outlet: str
    before: str
    text: str
    after: str
    origin: str
    sha256: str  # shortened
    start: int
    end: int
    language: str | None  # where it is not the page's


@dataclass(frozen=True, slots=True)
class PointView:
    """One statement, and who says it."""

    text: str
    citations: tuple[Citation, ...]  # the statement's own first, then those that say the same
    reports: int
    speaker: str | None  # who is quoted, where the text itself does not say so
    news: bool  # new since the last briefing, in a story of which something was told before
    language: str | None


@dataclass(frozen=True, slots=True)
class HolderView:
    """An article that gives a value, and as of when."""

    citation: Citation
    as_of: str | None


@dataclass(frozen=True, slots=True)
class ValueView:
    """One of the values on which reports differ, with everyone who gives it."""

    value: str
    holders: tuple[HolderView, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What reports differ about."""

    about: str
    values: tuple[ValueView, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """A statement under a label: an outlet's name, or a day."""

    label: str
    iso: str | None  # the day, where the label is one
    point: PointView


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A date that was found and not believed."""

    date: str
    place: str  # where it stood, in English
    reason: str  # in English


@dataclass(frozen=True, slots=True)
class SourceView:
    """One article in a story's list of sources."""

    number: int
    anchor: str
    outlet: str
    title: str
    authors: str
    agency: str | None
    date: str | None
    iso: str | None
    date_from: str | None  # in English
    doubted: tuple[DoubtView, ...]
    url: str | None
    origin: str
    sha256: str
    language: str | None
    language_name: str | None


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One independent report: its article, or the copies of it."""

    name: str
    sources: tuple[SourceView, ...]
    cited: bool  # whether anything shown is taken from it


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story, ready to be set."""

    number: int
    anchor: str
    headline: str
    derived: bool
    language: str | None
    language_name: str | None
    articles: int
    reports: str  # "3 independent reports"
    voices: str  # "The Elmsworth Post, Elm News (in Harbour Daily) and Coast Echo (2)"
    day: str | None
    iso: str | None
    age: str | None
    since: str | None  # the day it began, where that is an earlier one
    points: tuple[PointView, ...]
    differences: tuple[DifferenceView, ...]
    only_in: tuple[EntryView, ...]
    timeline: tuple[EntryView, ...]
    sources: tuple[VoiceView, ...]
    because: tuple[str, ...]  # in English


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """Items left out for one reason."""

    reason: str  # in English
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """All items of one kind, by reason."""

    kind: str
    title: str
    total: int
    groups: tuple[LeftOutGroup, ...]
    count: str  # "3 could not be read"


@dataclass(frozen=True, slots=True)
class BriefingView:
    """The whole briefing, ready to be set."""

    title: str
    date: str
    iso: str
    time: str  # the slot, "07:00 +09:00"
    summary: str  # one line: what was read and told
    window: str  # "since 20 November, 07:00 +09:00"
    stories: tuple[StoryView, ...]
    left_out: tuple[LeftOutView, ...]
    left_out_total: int
    settings: str
    record: str  # the record's path below output/, that `digest verify` takes


def view(briefing: Briefing, *, record: str = "") -> BriefingView:
    """What the pages of `briefing` show; raises `UsageError` where its language is not there."""
    words = load(briefing.language)
    stories = tuple(_Setter(story, number, briefing, words).view() for number, story in enumerate(briefing.stories, 1))
    since = briefing.since
    return BriefingView(
        title=shown(briefing.title) or words.briefing,
        date=long_date(briefing.date, words),
        iso=briefing.date.isoformat(),
        time=clock(briefing.slot, words),
        summary=_summary(briefing, words),
        window="" if since is None else words.since.format(moment=moment(since, briefing.date.year, words)),
        stories=stories,
        left_out=_left_out(briefing.left_out, words),
        left_out_total=len(briefing.left_out),
        settings=shown(briefing.settings),
        record=record,
    )


class _Setter:
    """Sets one story; it keeps the numbers of the story's sources, which nothing else changes."""

    def __init__(self, story: Story, number: int, briefing: Briefing, words: Language) -> None:
        self.story, self.number, self.briefing, self.words = story, number, briefing, words
        self.year = briefing.date.year
        self.cited = frozenset(excerpt.article.id for excerpt in _excerpts(story))
        self.voices = _by_citation(story)
        articles = (article for report in self.voices for article in report.articles)
        self.numbers = {article.id: position for position, article in enumerate(articles, 1)}

    def view(self) -> StoryView:
        """The story as it is shown."""
        story = self.story
        head = story.headline
        days = sorted((a.published for a in story.articles if a.published is not None), key=_order)
        about = next((a for a in story.articles if head is not None and a.id == head.article), story.articles[0])
        began = day_of(days[0]) if days and day_of(days[0]) != day_of(days[-1]) else None
        return StoryView(
            number=self.number,
            anchor=f"s{self.number}",
            headline=shown(head.text if head is not None else about.title) or self.words.untitled,
            derived=head is not None and head.derived,
            language=self._language(about),
            language_name=language_name(about.language, self.words) if self._language(about) else None,
            articles=len(story.articles),
            reports=_reports(story, self.words),
            voices=_names(self.voices, self.words),
            day=self._short(day_of(days[-1])) if days else None,
            iso=day_of(days[-1]).isoformat() if days else None,
            age=age(days[-1], self.briefing.until, self.words) if days else None,
            since=None if began is None else self._short(began),
            points=tuple(self._point(point) for point in story.points),
            differences=tuple(self._difference(difference) for difference in story.differences),
            only_in=tuple(self._entry(excerpt, excerpt.article.source) for excerpt in story.only_in),
            timeline=tuple(self._entry(entry.excerpt, self._short(entry.date), entry.date) for entry in story.timeline),
            sources=tuple(self._sources(report) for report in self.voices),
            because=tuple(shown(reason) for reason in story.rank.because) if story.rank else (),
        )

    def _point(self, point: Point) -> PointView:
        text, speaker = shown(point.excerpt.text), shown(point.speaker or "")
        told_before = not all(other.new for other in self.story.points)
        return PointView(
            text=text,
            citations=tuple(self._citation(excerpt) for excerpt in (point.excerpt, *point.also)),
            reports=point.reports,
            speaker=speaker if speaker and speaker not in text else None,
            news=point.new and told_before,
            language=self._language(point.excerpt.article),
        )

    def _entry(self, excerpt: Excerpt, label: str, day: date | None = None) -> EntryView:
        return EntryView(shown(label), None if day is None else day.isoformat(), self._point(Point(excerpt, new=False)))

    def _difference(self, difference: Difference) -> DifferenceView:
        """Reports that give the same value stand together; values keep the order in which they are first given."""
        holders: dict[str, list[tuple[Excerpt, Day | None]]] = {}
        for value in difference.values:
            holders.setdefault(shown(value.value), []).append((value.excerpt, value.as_of))
        return DifferenceView(
            about=shown(difference.about),
            values=tuple(
                ValueView(
                    value,
                    tuple(
                        HolderView(self._citation(excerpt), None if as_of is None else self._moment(as_of))
                        for excerpt, as_of in held
                    ),
                )
                for value, held in holders.items()
            ),
            language=self._language(difference.values[0].excerpt.article) if difference.values else None,
        )

    def _citation(self, excerpt: Excerpt) -> Citation:
        article, start, end = excerpt.article, excerpt.start, excerpt.end
        number = self.numbers[article.id]
        return Citation(
            number=number,
            source=f"s{self.number}-{number}",
            outlet=shown(article.source),
            before=_tail(article.text[max(0, start - CONTEXT) : start], cut=start > CONTEXT),
            text=shown(excerpt.text),
            after=_head(article.text[end : end + CONTEXT], cut=end + CONTEXT < len(article.text)),
            origin=_place(article.origin, article.member),
            sha256=shown(article.sha256)[:HASH],
            start=start,
            end=end,
            language=self._language(article),
        )

    def _sources(self, report: Report) -> VoiceView:
        cited = any(article.id in self.cited for article in report.articles)
        return VoiceView(shown(report.voice), tuple(self._source(article) for article in report.articles), cited)

    def _source(self, article: Article) -> SourceView:
        number, published = self.numbers[article.id], article.published
        return SourceView(
            number=number,
            anchor=f"s{self.number}-{number}",
            outlet=shown(article.source),
            title=shown(article.title),
            authors=series([shown(author) for author in article.authors], words=self.words),
            agency=shown(article.agency) if article.agency else None,
            date=None if published is None else self._moment(published),
            iso=None if published is None else published.isoformat(),
            date_from=shown(article.published_from) if article.published_from else None,
            doubted=tuple(
                DoubtView(moment(candidate.value, 0, self.words), shown(candidate.from_), shown(candidate.doubted))
                for candidate in article.dates
                if candidate.doubted
            ),
            url=web_link(article.url),
            origin=_place(article.origin, article.member),
            sha256=shown(article.sha256)[:HASH],
            language=self._language(article),
            language_name=language_name(article.language, self.words) if self._language(article) else None,
        )

    def _short(self, day: date) -> str:
        return short_date(day, self.year, self.words)

    def _moment(self, value: Day) -> str:
        return moment(value, self.year, self.words)

    def _language(self, article: Article) -> str | None:
        """The article's language where it is not the page's: a tag fit for a lang attribute."""
        code = article.language
        if code is None or code == self.words.code or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code):
            return None
        return code


def _by_citation(story: Story) -> tuple[Report, ...]:
    """The story's reports in the order in which the summary first cites them, each one's cited article first."""
    cited = [excerpt.article.id for excerpt in _excerpts(story)]
    place = {article: position for position, article in reversed(list(enumerate(cited)))}

    def first(articles: Iterable[Article]) -> int:
        return min((place[a.id] for a in articles if a.id in place), default=len(cited))

    reports = (
        Report(tuple(sorted(report.articles, key=lambda a: first([a]))), report.voice) for report in story.reports
    )
    return tuple(sorted(reports, key=lambda report: first(report.articles)))


def _excerpts(story: Story) -> Iterator[Excerpt]:
    """Every excerpt that the story shows, in the order in which it shows them."""
    for point in story.points:
        yield from (point.excerpt, *point.also)
    for difference in story.differences:
        yield from (value.excerpt for value in difference.values)
    yield from story.only_in
    yield from (entry.excerpt for entry in story.timeline)


def _order(value: Day) -> tuple[date, float]:
    """Days in order; within a day, a known time after an unknown one."""
    return day_of(value), value.timestamp() if isinstance(value, datetime) else 0.0


def _names(reports: Iterable[Report], words: Language) -> str:
    """Who reports, each name once, with the number of its reports where there are several: "Coast Echo (2)"."""
    voices = Counter(_voice(report, words) for report in reports)
    names = [name + (words.brackets.format(inside=times) if times > 1 else "") for name, times in voices.items()]
    return series(names, most=6, words=words)


def _reports(story: Story, words: Language) -> str:
    """How many reports, and how many of them are independent: an outlet that writes twice is one voice."""
    reports, voices = len(story.reports), len(story.voices)
    if reports == voices:
        return counted(reports, words.independent_reports if reports > 1 else words.reports, words)
    return words.reports_by.format(
        reports=counted(reports, words.reports, words), voices=counted(voices, words.by_voices, words)
    )


def _voice(report: Report, words: Language) -> str:
    """Who speaks, and where its text was printed: "Elm News (in Harbour Daily and Coast Echo)"."""
    outlets = {source_key(article.source): shown(article.source) for article in report.articles}
    printed = [name for key, name in outlets.items() if key != source_key(report.voice)]
    voice = shown(report.voice)
    return words.printed_in.format(voice=voice, outlets=series(printed, most=3, words=words)) if printed else voice


def _place(origin: str, member: str | None) -> str:
    return shown(origin) + (f", {shown(member)}" if member else "")


def _tail(text: str, *, cut: bool) -> str:
    """The end of the passage before an excerpt, from a word's beginning."""
    if cut:
        text = "…" + (re.sub(r"^\S{0,30}\s+", "", text) if re.match(r"\S{0,30}\s", text) else text)
    return _spaced(text)


def _head(text: str, *, cut: bool) -> str:
    """The beginning of the passage after an excerpt, to a word's end."""
    if cut:
        text = (re.sub(r"\s+\S{0,30}$", "", text) if re.search(r"\s\S{0,30}$", text) else text) + "…"
    return _spaced(text)


def _spaced(text: str) -> str:
    """Shown text that keeps a single blank at either end, where it meets the excerpt."""
    return (" " if text[:1].isspace() else "") + shown(text) + (" " if text[1:] and text[-1].isspace() else "")


def _summary(briefing: Briefing, words: Language) -> str:
    articles = [article for story in briefing.stories for article in story.articles]
    told = words.no_stories
    if briefing.stories:
        told = words.told.format(
            stories=counted(len(briefing.stories), words.stories, words),
            reports=counted(sum(len(story.reports) for story in briefing.stories), words.from_reports, words),
            outlets=counted(len({source_key(article.source) for article in articles}), words.by_outlets, words),
        )
    read = counted(len(articles) + len(briefing.left_out), words.read, words)
    aside = counted(len(briefing.left_out), words.set_aside, words)
    return f"{told}{words.stop}{words.gap}{read}{words.comma}{aside}{words.stop}"


def _left_out(items: tuple[LeftOut, ...], words: Language) -> tuple[LeftOutView, ...]:
    """The account of what was left out: failures first, then by reason, the commonest first, else in the order given."""
    kinds = (
        ("failed", words.failed, words.failed_count),
        ("left out", words.dropped, words.dropped_count),
        ("below the cut", words.below, words.below_count),
    )
    found = []
    for kind, title, forms in kinds:
        places: dict[str, list[str]] = {}
        for item in items:
            if item.kind == kind:
                places.setdefault(shown(item.reason), []).append(_place(item.origin, item.member))
        groups = sorted(places.items(), key=lambda group: -len(group[1]))
        if groups:
            rows = tuple(LeftOutGroup(reason, tuple(of_reason)) for reason, of_reason in groups)
            total = sum(len(row.items) for row in rows)
            found.append(LeftOutView(kind, title, total, rows, counted(total, forms, words)))
    return tuple(found)
