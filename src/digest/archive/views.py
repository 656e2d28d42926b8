"""The archive's pages as values, ready to be set: every string fit to be shown, every link made of safe parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import quote

from digest.archive.records import Entry, Piece, Told
from digest.files import file_name
from digest.model import source_key
from digest.render.archive_language import ArchiveLanguage
from digest.render.language import Language
from digest.render.safe import shown, web_link
from digest.render.wording import counted, long_date, short_date

HEADS = 3  # headlines shown for each briefing on the front page
SPREAD = 28  # days that the front page shows at least, in whole months
LISTED = 100  # running stories that their list shows at least, in whole months
LONGEST = timedelta(days=31)  # a story that was told this long ago is hardly going on
CHARTED = timedelta(days=60)  # the longest run that is drawn
ARTICLES = 100  # articles of a source that its page lists
REASONS = 8  # reasons for leaving out that a source's page lists


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; no address: the words alone."""

    text: str
    href: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class EditionView:
    """One briefing among its day's."""

    title: str
    href: str
    hour: str  # of its slot, "07:00"
    heads: tuple[Link, ...]
    summary: str
    others: tuple[tuple[str, str], ...]  # further forms: name, address


@dataclass(frozen=True, slots=True)
class DayView:
    """One day with its briefings."""

    name: str
    iso: str
    editions: tuple[EditionView, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """One month with its days."""

    name: str
    iso: str
    href: str
    days: tuple[DayView, ...]
    count: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """An earlier month as one line."""

    name: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class ChapterView:
    """What one briefing told of a running story."""

    day: str
    iso: str
    briefing: Link
    status: str
    headline: str | None  # where it is another than the story's
    said: tuple[SaidView, ...]
    reports: str


@dataclass(frozen=True, slots=True)
class SaidView:
    """One statement under its outlets."""

    text: str
    sources: str
    language: str | None


@dataclass(frozen=True, slots=True)
class BarView:
    """One day of a small chart."""

    at: int  # days after the first
    label: str
    value: int
    share: float  # of the highest, 0 to 1


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story that ran over several days, as one line of their list."""

    name: str  # its page's
    headline: str
    language: str | None
    span: str  # its first day and its last
    told_on: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story that ran over several days."""

    id: str
    name: str  # its page's
    headline: str
    language: str | None
    span: str  # its first day and its last
    told_on: str
    outlets: tuple[Link, ...]
    chapters: tuple[ChapterView, ...]
    bars: tuple[BarView, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article of a source, in one briefing."""

    title: Link
    story: Link
    quoted: bool


@dataclass(frozen=True, slots=True)
class SourceDayView:
    """What a source had in one briefing."""

    day: str
    iso: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An outlet as one line of their list."""

    name: str
    page: str
    came: str
    quoted: str
    last: str
    iso: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """An outlet: what came of it, and what was used."""

    key: str
    name: str
    page: str
    came: str
    quoted: str
    months: tuple[tuple[str, int, int], ...]  # name, articles, quoted
    newest: str
    days: tuple[SourceDayView, ...]
    reasons: tuple[tuple[str, int], ...]  # why others of its articles were left out, and how often


@dataclass(frozen=True, slots=True)
class Setting:
    """The words of a language, and how a page finds the others: `up` leads from it to the front page."""

    words: Language
    labels: ArchiveLanguage
    up: str = ""

    def day(self, day: date) -> str:
        """A day with its year."""
        return short_date(day, 0, self.words)

    def month(self, day: date) -> str:
        """A month with its year."""
        return self.labels.month.format(month=self.words.months[day.month - 1], year=day.year)

    def href(self, path: str) -> str:
        """The address of a file of the archive."""
        return self.up + quote(path)


def months(found: Sequence[Entry], setting: Setting, *, heads: int | None = HEADS) -> tuple[MonthView, ...]:
    """The briefings of `found` by month and day, with up to `heads` headlines each (None: all)."""
    return tuple(
        _month(list(of_month), setting, heads) for _, of_month in groupby(found, lambda e: (e.day.year, e.day.month))
    )


def _month(found: Sequence[Entry], setting: Setting, heads: int | None) -> MonthView:
    words, labels = setting.words, setting.labels
    days = tuple(
        DayView(
            labels.weekday.format(weekday=words.weekdays[day.weekday()], day=day.day),
            day.isoformat(),
            tuple(_edition(entry, setting, heads) for entry in of_day),
        )
        for day, of_day in groupby(found, lambda entry: entry.day)
    )
    first = found[0].day
    return MonthView(
        name=setting.month(first),
        iso=month_of(first),
        href=setting.href(month_path(first)),
        days=days,
        count=counted(len(found), labels.briefings_count, words),
    )


def month_row(found: Sequence[Entry], setting: Setting) -> MonthRow:
    """The month of some briefings, as one line."""
    day = found[0].day
    count = counted(len(found), setting.labels.briefings_count, setting.words)
    return MonthRow(setting.month(day), setting.href(month_path(day)), count)


def month_of(day: date) -> str:
    """A month as machines write it: "2026-11"."""
    return f"{day.year:04}-{day.month:02}"


def month_path(day: date) -> str:
    """Where the page of a month stands."""
    return f"months/{month_of(day)}.html"


def _edition(entry: Entry, setting: Setting, heads: int | None) -> EditionView:
    told = entry.stories[:heads]
    names = {"text": setting.labels.plain_text, "md": "Markdown"}
    return EditionView(
        title=shown(entry.title) or shown(entry.stem),
        href=setting.href(entry.best),
        hour=f"{entry.slot:%H:%M}" if entry.slot else "",
        heads=tuple(
            Link(shown(story.headline), _place(entry, story, setting), _foreign(story.language, setting))
            for story in told
            if shown(story.headline)
        ),
        summary=counted(len(entry.stories), setting.words.stories, setting.words) if entry.recorded else "",
        others=tuple((names.get(form, form.upper()), setting.href(entry.path(form))) for form in entry.forms[1:]),
    )


def _place(entry: Entry, story: Told, setting: Setting) -> str | None:
    """The story on the briefing's page, if there is one."""
    return f"{setting.href(entry.path('html'))}#s{story.number}" if "html" in entry.forms else None


def _foreign(code: str | None, setting: Setting) -> str | None:
    return None if code == setting.words.code else code


# Running stories


def story_page(id_: str) -> str:
    """The name of a story's page: its id, where that is fit to be one."""
    return file_name(id_, hashed=re.fullmatch(r"index|\d{4}-\d\d", id_) is not None)


def runs(found: Sequence[Entry]) -> dict[str, list[tuple[Entry, Told]]]:
    """The stories that were told on several days, each with its briefings, the oldest first; the latest story first."""
    told: dict[str, list[tuple[Entry, Told]]] = {}
    for entry in found:
        for story in entry.stories:
            if story.id:
                told.setdefault(story.id, []).append((entry, story))
    ran = {id_: list(reversed(of)) for id_, of in told.items() if len({entry.day for entry, _ in of}) > 1}
    return dict(sorted(ran.items(), key=lambda item: (item[1][-1][0].day, item[0]), reverse=True))


def story(id_: str, told: Sequence[tuple[Entry, Told]], setting: Setting) -> StoryView:
    """A running story over its days; `told` are its briefings, the oldest first."""
    of = row(id_, told, setting)
    names = _names(piece for _, story in reversed(told) for piece in story.pieces)
    return StoryView(
        id=id_,
        name=of.name,
        headline=of.headline,
        language=of.language,
        span=of.span,
        told_on=of.told_on,
        outlets=tuple(
            Link(name, setting.href(f"sources/{source_page(key)}.html")) for key, name in names.items() if key
        ),
        chapters=tuple(
            _chapter(entry, story, of.headline, number, setting) for number, (entry, story) in enumerate(told)
        ),
        bars=_bars(told, setting),
    )


def row(id_: str, told: Sequence[tuple[Entry, Told]], setting: Setting) -> StoryRow:
    """A running story as one line; `told` are its briefings, the oldest first."""
    last, days = told[-1][1], {entry.day for entry, _ in told}
    return StoryRow(
        name=f"{story_page(id_)}.html",
        headline=shown(last.headline) or setting.words.untitled,
        language=_foreign(last.language, setting),
        span=f"{setting.day(min(days))} – {setting.day(max(days))}",
        told_on=counted(len(days), setting.labels.told_on, setting.words),
    )


def _chapter(entry: Entry, told: Told, headline: str, number: int, setting: Setting) -> ChapterView:
    words, labels = setting.words, setting.labels
    statuses = {"running": labels.went_on, "corrected": labels.corrected}
    title = shown(entry.title) or shown(entry.stem)
    own = shown(told.headline)
    return ChapterView(
        day=long_date(entry.day, words),
        iso=entry.day.isoformat(),
        briefing=Link(title, _place(entry, told, setting) or setting.href(entry.best)),
        status=words.new if number == 0 else statuses.get(told.status, ""),
        headline=own if own and own != headline else None,
        said=tuple(
            SaidView(
                shown(said.text),
                words.list_comma.join(shown(source) for source in said.sources),
                _foreign(said.language, setting),
            )
            for said in told.said
            if shown(said.text)
        ),
        reports=counted(told.reports, words.reports, words),
    )


def _bars(told: Sequence[tuple[Entry, Told]], setting: Setting) -> tuple[BarView, ...]:
    """Reports by day, where they rise or fall over a few days or weeks; otherwise there is nothing to be seen."""
    days: dict[date, int] = {}
    for entry, of in told:
        days[entry.day] = max(of.reports, days.get(entry.day, 0))
    most, first = max(days.values()), min(days)
    if len(days) < 3 or most == min(days.values()) or max(days) - first > CHARTED:
        return ()
    return tuple(
        BarView((day - first).days, setting.day(day), value, round(value / most, 3)) for day, value in days.items()
    )


def _names(pieces: Iterable[Piece]) -> dict[str, str]:
    """The outlets of some articles by their keys; the first spelling stands."""
    names: dict[str, str] = {}
    for piece in pieces:
        if shown(piece.source):
            names.setdefault(key_of(piece.source), shown(piece.source))
    return names


# Sources


def key_of(source: str) -> str:
    """What spellings of one outlet have in common; a name without letters stands for itself."""
    return source_key(source) or source


def source_page(key: str) -> str:
    """The name of a source's page, always with some characters of its hash."""
    return file_name(key, hashed=True)


@dataclass(slots=True)
class Came:
    """What came of one source, while it is gathered."""

    name: str
    told: list[tuple[Entry, Told, Piece]]
    left: Counter[str]


def sources(found: Sequence[Entry]) -> dict[str, Came]:
    """What came of each source, the newest first; sources in the order of their names."""
    came: dict[str, Came] = {}
    for entry in found:
        for story in entry.stories:
            for piece in story.pieces:
                if shown(piece.source):
                    of = came.setdefault(key_of(piece.source), Came(shown(piece.source), [], Counter()))
                    of.told.append((entry, story, piece))
    owners = _owners(came)
    for entry in found:
        for item in entry.left_out:
            owner = owners.get(item.origin) or owners.get(_folder(item.origin))
            if owner:
                came[owner].left[shown(item.reason)] += 1
    return dict(sorted(came.items(), key=lambda item: (item[1].name.casefold(), item[0])))


def _owners(came: Mapping[str, Came]) -> dict[str, str]:
    """Whose each origin is, and each folder: only where all that was told from there is of one source."""
    owners: dict[str, str] = {}
    for key, of in came.items():
        for _, _, piece in of.told:
            for place in {piece.origin, _folder(piece.origin)} - {""}:
                owners[place] = key if owners.get(place, key) == key else ""
    return owners


def _folder(origin: str) -> str:
    return "" if "://" in origin else origin.rpartition("/")[0]


def source_row(key: str, came: Came, setting: Setting) -> SourceRow:
    """An outlet as one line."""
    words, labels = setting.words, setting.labels
    last = came.told[0][0].day
    return SourceRow(
        name=came.name,
        page=f"{source_page(key)}.html",
        came=counted(len(came.told), labels.articles, words),
        quoted=counted(sum(piece.quoted for _, _, piece in came.told), labels.quoted_count, words),
        last=setting.day(last),
        iso=last.isoformat(),
    )


def source(key: str, came: Came, setting: Setting) -> SourceView:
    """An outlet's page: how much came in each month, and its newest articles by day."""
    words, labels = setting.words, setting.labels
    of, newest = source_row(key, came, setting), came.told[:ARTICLES]
    by_month = [
        (setting.month(found[0][0].day), len(found), sum(piece.quoted for _, _, piece in found))
        for found in (list(group) for _, group in groupby(came.told, lambda one: month_of(one[0].day)))
    ]
    return SourceView(
        key=key,
        name=of.name,
        page=of.page,
        came=of.came,
        quoted=of.quoted,
        months=tuple(by_month),
        newest=counted(len(newest), labels.newest, words) if len(newest) < len(came.told) else "",
        days=tuple(
            SourceDayView(
                long_date(day, words), day.isoformat(), tuple(_article(*one, setting=setting) for one in group)
            )
            for day, group in groupby(newest, lambda one: one[0].day)
        ),
        reasons=tuple(sorted(came.left.items(), key=lambda item: (-item[1], item[0]))[:REASONS]),
    )


def _article(entry: Entry, told: Told, piece: Piece, setting: Setting) -> ArticleView:
    title = shown(piece.title) or setting.words.untitled
    return ArticleView(
        Link(title, web_link(piece.url), _foreign(piece.language, setting)),
        Link(shown(told.headline) or setting.words.untitled, _place(entry, told, setting)),
        piece.quoted,
    )
