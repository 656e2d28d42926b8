"""A briefing as its pages show it: sources numbered, dates in words, passages cut, every string fit to be shown.

All formats are made from these values, so the page, the text and the mail carry the same stories in the same order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from digest.model import (
    TRUSTED_DATES,
    Article,
    Briefing,
    Correction,
    Day,
    Difference,
    Excerpt,
    LeftOut,
    Point,
    Report,
    Story,
    day_of,
    only_a_file,
    source_key,
)
from digest.numerals import written_in_figures
from digest.render.chart import Bar, Coverage, bar, coverage
from digest.render.language import Language, load
from digest.render.reasons import ReasonView, reason
from digest.render.safe import shown, web_link
from digest.render.wording import age, clock, counted, language_name, long_date, moment, number, series, short_date

CONTEXT = 110  # characters of its passage that are shown on either side of an excerpt, at most
PASSAGE, NEAREST = 300, 60  # with its excerpt; around a long one at least so many on either side
# A day with more characters of excerpts has shorter passages, and shortens a statement where its passage would repeat it.
CROWDED = 12_000
CROWDED_PASSAGE, CROWDED_NEAREST = 180, 35
LISTED = 500  # items left out for one reason that a page names
HASH = 8  # characters of a hash shown
_SENTENCE = re.compile(
    """[.!?](?:["'”’»)]{0,2})\\s+|[。！？](?:[」』”’]?)"""
)  # its end, near enough to cut a passage at
# The reason that `digest.compose` gives: the place goes to each item, the rest is common to all.
_BELOW = re.compile(r"its story is number (?P<place>\d+) of (?P<total>\d+) \(score .*\); (?P<room>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Citation:
    """One excerpt in its passage, and the place that proves it."""

    number: int  # of the source within its story
    source: str  # the anchor of the source's entry
    outlet: str
    before: str
    text: str
    marked: (
        str  # the text as its passage has it: shortened on a crowded day where the statement stands in full above it
    )
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
class CorrectionView:
    """What an earlier briefing said and what takes its place."""

    said: str
    now: str  # empty: its source says nothing of it any more
    citation: Citation | None  # of what is said now
    number: int  # of the source
    language: str | None


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """What corrects one earlier briefing."""

    title: str  # "This corrects the briefing of 20 November"
    entries: tuple[CorrectionView, ...]  # empty: the title says that an article changed, and that all still stands


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
    date_from: str | None  # in English, where such a date is not trusted
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
    count: str  # "3 reports"
    voices: str  # "The Elmsworth Post, Elm News (in Harbour Daily) and Coast Echo (2)"
    day: str | None
    iso: str | None
    age: str | None
    since: str | None  # the day it began, where that is an earlier one and `status` does not say it
    points: tuple[PointView, ...]
    differences: tuple[DifferenceView, ...]
    only_in: tuple[EntryView, ...]
    timeline: tuple[EntryView, ...]
    sources: tuple[VoiceView, ...]
    because: tuple[ReasonView, ...]
    part: str | None  # the title of the part of the briefing that it opens
    status: str | None  # "Running since 18 November"; None: there was no briefing before
    corrected: bool
    lead: bool  # the story that ranks highest, wherever it stands
    corrections: tuple[CorrectionsView, ...]
    new_since: str | None  # over the points, where all are new in a story that was told before
    bar: Bar
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class LeftOutItem:
    """An item that is not told."""

    rank: int | None  # of its story, where that is below the cut
    title: str
    place: str

    def __str__(self) -> str:
        """All of it in a line: "13. Snow falls (feeds/a.txt)"."""
        said = f"{self.title} ({self.place})" if self.title else self.place
        return f"{self.rank}. {said}" if self.rank else said


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """Items left out for one reason."""

    reason: str  # in English
    items: tuple[LeftOutItem, ...]
    total: int
    more: str = ""  # how many of them are not among `items`, and where they stand


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
    parts = _parts(briefing.stories, words)
    most = max((len(story.reports) for story in briefing.stories), default=1)
    crowded = sum(len(one.text) for story in briefing.stories for one in _excerpts(story)) > CROWDED
    stories = tuple(
        _Setter(story, number, briefing, words, crowded=crowded).view(part, most)
        for number, (story, part) in enumerate(zip(briefing.stories, parts, strict=True), 1)
    )
    since = briefing.since
    return BriefingView(
        title=shown(briefing.title) or words.briefing,
        date=long_date(briefing.date, words),
        iso=briefing.date.isoformat(),
        time=clock(briefing.slot, words),
        summary=_summary(briefing, words),
        window="" if since is None else words.since.format(moment=moment(since, briefing.date.year, words)),
        stories=stories,
        left_out=_left_out(briefing.left_out, words, record),
        left_out_total=len(briefing.left_out),
        settings=shown(briefing.settings),
        record=record,
    )


class _Setter:
    """Sets one story; it keeps the numbers of the story's sources, which nothing else changes."""

    def __init__(self, story: Story, number: int, briefing: Briefing, words: Language, *, crowded: bool) -> None:
        self.crowded = crowded
        self.story, self.number, self.briefing, self.words = story, number, briefing, words
        self.year = briefing.date.year
        self.cited = frozenset(excerpt.article.id for excerpt in _excerpts(story))
        self.voices = _by_citation(story)
        articles = (article for report in self.voices for article in report.articles)
        self.numbers = {article.id: position for position, article in enumerate(articles, 1)}

    def view(self, part: str | None, most: int) -> StoryView:
        """The story as it is shown: the part of the briefing that it opens, and the most reports that a story has."""
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
            count=counted(len(story.reports), self.words.reports, self.words),
            voices=_names(self.voices, self.words),
            day=self._short(day_of(days[-1])) if days else None,
            iso=day_of(days[-1]).isoformat() if days else None,
            age=age(days[-1], self.briefing.until, self.words) if days else None,
            since=None if began is None or story.status == "running" else self._short(began),
            points=tuple(self._point(point) for point in story.points),
            differences=tuple(self._difference(difference) for difference in story.differences),
            only_in=tuple(self._entry(excerpt, excerpt.article.source) for excerpt in story.only_in),
            timeline=tuple(self._entry(entry.excerpt, self._short(entry.date), entry.date) for entry in story.timeline),
            sources=tuple(self._sources(report) for report in self.voices),
            because=tuple(reason(said, self.words) for said in story.rank.because) if story.rank else (),
            part=part,
            status=self._status(),
            corrected=story.status == "corrected",
            lead=story is _highest(self.briefing.stories),
            corrections=self._corrections(),
            new_since=self._new_since(),
            bar=bar(len(story.voices), len(story.reports), most),
            coverage=coverage(story, self.year, self.words),
        )

    def _status(self) -> str | None:
        """How the story stands to earlier briefings; where there was none, everything is new and nothing need be said."""
        story, words = self.story, self.words
        if story.status == "corrected":
            return words.corrected
        if story.status == "running":
            return words.running.format(day=self._short(story.first_seen or self.briefing.date))
        return words.new if self.briefing.since is not None else None

    def _new_since(self) -> str | None:
        """Over points that are all new, in a story of which others were told before."""
        since, day = self.briefing.since, self.briefing.date
        if since is None or self.story.status == "new" or not all(point.new for point in self.story.points):
            return None
        if since.astimezone(self.briefing.slot.tzinfo).date() == day - timedelta(days=1):
            return self.words.new_since_yesterday
        return self.words.new_since.format(day=self._short(since.date()))

    def _corrections(self) -> tuple[CorrectionsView, ...]:
        """What is taken back, by the briefing that told it; then the articles that changed and take nothing back."""
        words, said = self.words, [one for one in self.story.corrections if one.said is not None]
        groups = [
            CorrectionsView(words.corrects.format(day=self._short(day)), tuple(map(self._correction, of_day)))
            for day, of_day in groupby(said, key=lambda one: one.date)
        ]
        stands = [
            CorrectionsView(words.still_stands.format(name=shown(one.article.source), day=self._short(one.date)), ())
            for one in self.story.corrections
            if one.said is None
        ]
        return (*groups, *stands)

    def _correction(self, one: Correction) -> CorrectionView:
        now = one.article.title if one.headline else one.now.text if one.now else ""
        return CorrectionView(
            said=shown(one.said or ""),
            now=shown(now),
            citation=self._citation(one.now) if one.now else None,
            number=self.numbers[one.article.id],
            language=self._language(one.article),
        )

    def _point(self, point: Point) -> PointView:
        text, speaker = shown(point.excerpt.text), shown(point.speaker or "")
        told_before = not all(other.new for other in self.story.points)
        return PointView(
            text=text,
            citations=(
                self._citation(point.excerpt, above=True),
                *(self._citation(excerpt) for excerpt in point.also),
            ),
            reports=point.reports,
            speaker=speaker if speaker and speaker not in text else None,
            news=point.new and told_before,
            language=self._language(point.excerpt.article),
        )

    def _entry(self, excerpt: Excerpt, label: str, day: date | None = None) -> EntryView:
        return EntryView(shown(label), None if day is None else day.isoformat(), self._point(Point(excerpt, new=False)))

    def _difference(self, difference: Difference) -> DifferenceView:
        """Reports that give the same value, in figures or in words, stand together in the order in which it is first given."""
        holders: dict[str, list[tuple[Excerpt, Day | None]]] = {}
        forms: dict[str, list[str]] = {}
        for value in difference.values:
            text = shown(value.value)
            key = written_in_figures(text)
            holders.setdefault(key, []).append((value.excerpt, value.as_of))
            if text not in forms.setdefault(key, []):
                forms[key].append(text)
        return DifferenceView(
            about=shown(difference.about),
            values=tuple(
                ValueView(
                    " / ".join(forms[value]),
                    tuple(
                        HolderView(self._citation(excerpt), None if as_of is None else self._moment(as_of))
                        for excerpt, as_of in held
                    ),
                )
                for value, held in holders.items()
            ),
            language=self._language(difference.values[0].excerpt.article) if difference.values else None,
        )

    def _citation(self, excerpt: Excerpt, *, above: bool = False) -> Citation:
        """The passage of an excerpt; `above` says that the excerpt itself stands right over it."""
        article, start, end = excerpt.article, excerpt.start, excerpt.end
        number, text = self.numbers[article.id], shown(excerpt.text)
        whole, nearest = (CROWDED_PASSAGE, CROWDED_NEAREST) if self.crowded else (PASSAGE, NEAREST)
        around = max(nearest, min(CONTEXT, (whole - len(text)) // 2))
        return Citation(
            number=number,
            source=f"s{self.number}-{number}",
            outlet=shown(article.source),
            before=_tail(article.text[max(0, start - around) : start], cut=start > around),
            text=text,
            marked=_shortened(text) if above and self.crowded else text,
            after=_head(article.text[end : end + around], cut=end + around < len(article.text)),
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
            date_from=shown(article.published_from)
            if article.published_from and article.published_from not in TRUSTED_DATES
            else None,
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
    yield from (one.now for one in story.corrections if one.now)
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


def _shortened(text: str) -> str:
    """A long sentence as its first words and its last."""
    if len(text) < 100:
        return text
    first, last = re.sub(r"\s+\S{0,20}$", "", text[:50]), re.sub(r"^\S{0,20}\s+", "", text[-30:])
    return f"{first} … {last}"


def _tail(text: str, *, cut: bool) -> str:
    """The end of the passage before an excerpt: from the first sentence that begins there, or else from a word's beginning."""
    if cut:
        begun = _SENTENCE.search(text)
        whole = text[begun.end() :] if begun and begun.end() < len(text) else ""
        word = re.sub(r"^\S{0,30}\s+", "", text) if re.match(r"\S{0,30}\s", text) else text
        text = f"… {whole}" if whole.strip() else f"…{word}"
    return _spaced(text)


def _head(text: str, *, cut: bool) -> str:
    """The beginning of the passage after an excerpt: to the last sentence that ends there, or else to a word's end."""
    if cut:
        *_, ended = (None, *_SENTENCE.finditer(text, 1))
        word = re.sub(r"\s+\S{0,30}$", "", text) if re.search(r"\s\S{0,30}$", text) else text
        text = f"{text[: ended.end()].rstrip()}\N{NO-BREAK SPACE}…" if ended else f"{word}…"
    return _spaced(text)


def _spaced(text: str) -> str:
    """Shown text that keeps a single blank at either end, where it meets the excerpt."""
    return (" " if text[:1].isspace() else "") + shown(text) + (" " if text[1:] and text[-1].isspace() else "")


def _highest(stories: Sequence[Story]) -> Story:
    """The story that ranks highest; of equals the first."""
    return max(stories, key=lambda story: story.rank.score if story.rank else 0.0)


def _parts(stories: Sequence[Story], words: Language) -> list[str | None]:
    """For each story, the title of the part that begins with it."""
    places = [(story.apart, story.section) for story in stories]
    titles = [words.other_languages if apart else shown(section or "") or None for apart, section in places]
    return [
        title if place != before else None
        for title, place, before in zip(titles, places, [(False, None), *places], strict=False)
    ]


def _summary(briefing: Briefing, words: Language) -> str:
    articles = [article for story in briefing.stories for article in story.articles]
    told = words.no_stories
    if briefing.stories:
        told = words.told.format(
            stories=counted(len(briefing.stories), words.stories, words),
            reports=counted(sum(len(story.reports) for story in briefing.stories), words.from_reports, words),
            outlets=_outlets(articles, words),
        )
    read = counted(len(articles) + len(briefing.left_out), words.read, words)
    aside = counted(len(briefing.left_out), words.set_aside, words)
    said = [told, _standing(briefing, words), _newest(briefing, words), f"{read}{words.comma}{aside}"]
    return (words.stop + words.gap).join(filter(None, said)) + words.stop


def _outlets(articles: Iterable[Article], words: Language) -> str:
    """By how many outlets; what only a file's name stands for is counted as a file."""
    files = {article.source: only_a_file(article) for article in articles}
    outlets = len({source_key(name) for name, unnamed in files.items() if not unnamed})
    rest = sum(files.values())
    said = [
        counted(outlets, words.by_outlets, words) if outlets else "",
        counted(rest, words.in_files, words) if rest else "",
    ]
    return words.last.join(filter(None, said))


def _standing(briefing: Briefing, words: Language) -> str:
    """How many stories are new, run on or are corrected, where there was a briefing before."""
    if briefing.since is None:
        return ""
    kinds = Counter[str](story.status for story in briefing.stories)
    forms = {"new": words.new_stories, "running": words.running_stories, "corrected": words.corrected_stories}
    return words.comma.join(counted(kinds[kind], said, words) for kind, said in forms.items() if kinds[kind])


def _newest(briefing: Briefing, words: Language) -> str:
    """How old the newest report is."""
    days = [a.published for story in briefing.stories for a in story.articles if a.published is not None]
    ages = [old for day in sorted(days, key=_moment_of, reverse=True) if (old := age(day, briefing.until, words))]
    return words.newest.format(age=ages[0]) if ages else ""


def _moment_of(value: Day) -> float:
    """A moment to compare: a day of which the hour is not known counts from its beginning."""
    at = value if isinstance(value, datetime) else datetime.combine(value, time.min, UTC)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _left_out(items: tuple[LeftOut, ...], words: Language, record: str) -> tuple[LeftOutView, ...]:
    """The account of what was left out: failures first, then by reason, the commonest first, else in the order given.

    Of a reason that very many items share, a page has the first ones, and the `record` beside it has all of them.
    """
    kinds = (
        ("failed", words.failed, words.failed_count),
        ("left out", words.dropped, words.dropped_count),
        ("below the cut", words.below, words.below_count),
    )
    found = []
    for kind, title, forms in kinds:
        reasons: dict[str, tuple[str, int | None]] = {}  # many items have the very same
        places: dict[str, list[_Placed]] = {}
        for item in items:
            if item.kind == kind:
                if item.reason not in reasons:
                    reasons[item.reason] = _reason_of(item)
                reason, rank = reasons[item.reason]
                places.setdefault(reason, []).append((rank, item))
        groups = sorted(places.items(), key=lambda group: -len(group[1]))
        if groups:
            rows = tuple(
                _of_reason(reason, those, words, "" if kind == "failed" else record) for reason, those in groups
            )
            total = sum(len(those) for _, those in groups)
            found.append(LeftOutView(kind, title, total, rows, counted(total, forms, words)))
    return tuple(found)


_Placed = tuple[int | None, LeftOut]  # the rank of its story, where that is why


def _of_reason(reason: str, items: list[_Placed], words: Language, record: str) -> LeftOutGroup:
    items.sort(key=lambda one: one[0] or 0)
    if not record or len(items) <= LISTED:
        return LeftOutGroup(reason, tuple(_item(*one) for one in items), len(items))
    more = words.and_more.format(n=number(len(items) - LISTED, words), record=record.rpartition("/")[2])
    return LeftOutGroup(reason, tuple(_item(*one) for one in items[:LISTED]), len(items), more)


def _reason_of(item: LeftOut) -> tuple[str, int | None]:
    """The reason as a page says it. Stories below the cut share one and stand in the order of their rank."""
    below = _BELOW.fullmatch(item.reason) if item.kind == "below the cut" else None
    return (shown(below["room"]), int(below["place"])) if below else (shown(item.reason), None)


def _item(rank: int | None, item: LeftOut) -> LeftOutItem:
    title = shown(item.title) if item.kind != "failed" else ""
    return LeftOutItem(rank, title, _place(item.origin, item.member))
