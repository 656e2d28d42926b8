"""Small pictures as the paths of an SVG, each with the words and numbers that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from digest.model import Article, Day, Story, source_key
from digest.render.language import Language
from digest.render.safe import shown
from digest.render.wording import series, short_date

WIDTH, HEIGHT = 160, 12  # of the strip of one outlet, in its own units
_ROWS = 10  # more outlets than this share the last strip
_TICKS = 14  # more days than this are not told apart by lines
_DAYS = 6  # columns that a table in a mail has room for
_EDGE = 5  # kept free at both ends, so that no dot is cut
_BAR = 60  # the longest bar of the day
_UNIT = 8  # at most, of a bar, with the gap behind it


@dataclass(frozen=True, slots=True)
class Row:
    """What one outlet reported, on a line from the first day to the last."""

    name: str
    said: str  # the same in words: "19 November, 20 November (2)"
    dots: str  # a path: a point for each report whose hour is known
    days: str  # a path: a stroke as long as the day for each report of which only the day is known
    copies: str  # a path: the same for texts that are another's
    counts: tuple[int, ...]  # reports and copies on each of `Coverage.days`


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reported a story when."""

    rows: tuple[Row, ...]
    first: str
    last: str
    ticks: str  # a path: where a day ends
    days: tuple[str, ...]  # the days with reports, for a table; empty: too many for one
    copies: bool
    whole_days: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A story's reports: one block for each independent voice, then one for each further report by them."""

    voices: str  # a path
    again: str  # a path


def bar(voices: int, reports: int, most: int) -> Bar:
    """The bar of a story with so many reports, on a day on which no story has more than `most`."""
    unit = min(_UNIT, _BAR / max(most, 1))
    blocks = [f"M{_short(n * unit)} 0h{_short(unit * 0.75)}v8h-{_short(unit * 0.75)}z" for n in range(reports)]
    return Bar("".join(blocks[:voices]), "".join(blocks[voices:]))


def coverage(story: Story, year: int, words: Language) -> Coverage | None:
    """The picture of a story's coverage, by the clock of each report as its date is shown; None: too little to be seen."""
    dated = {a.id: _span(a.published) for a in story.articles if a.published is not None}
    if len(dated) < 3 or len({source_key(a.source) for a in story.articles}) < 2:
        return None
    first = min(start for start, _ in dated.values()).date()
    last = max(start for start, _ in dated.values()).date()
    axis = _Axis(first, (last - first).days + 1)
    days = sorted({start.date() for start, _ in dated.values()})
    copies = {article.id for report in story.reports for article in _copies(report.articles, report.voice)}
    rows = [_row(group, axis, dated, copies, days, year, words) for group in _groups(story.articles, dated)]
    return Coverage(
        tuple(rows),
        short_date(first, year, words),
        short_date(last, year, words),
        "".join(f"M{axis.at(n)} 0v{HEIGHT}" for n in range(1, axis.days)) if axis.days <= _TICKS else "",
        tuple(short_date(day, year, words) for day in days) if len(days) <= _DAYS else (),
        bool(copies),
        any(row.days for row in rows),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    days: int

    def at(self, days: float) -> str:
        """Where a moment stands, that many days after the first one's beginning."""
        return _short(_EDGE + (WIDTH - 2 * _EDGE) * days / self.days)

    def mark(self, start: datetime, *, whole: bool) -> str:
        """A point, or a stroke as long as the day."""
        midnight = datetime.combine(self.first, time.min)
        since = (start - midnight) / timedelta(days=1)
        if not whole:
            return f"M{self.at(since)} 6h0"
        return f"M{self.at(since + 0.12)} 6H{self.at(since + 0.88)}"


def _span(published: Day) -> tuple[datetime, bool]:
    """When it was, by its own clock, and whether only the day is known."""
    if isinstance(published, datetime):
        return published.replace(tzinfo=None), False
    return datetime.combine(published, time.min), True


def _copies(articles: Sequence[Article], voice: str) -> Sequence[Article]:
    """All but one of the articles that have one text: the one of the voice itself, or else the first."""
    own = next((article for article in articles if source_key(article.source) == source_key(voice)), articles[0])
    return [article for article in articles if article is not own]


def _groups(
    articles: Sequence[Article], dated: Mapping[str, tuple[datetime, bool]]
) -> list[tuple[list[str], list[Article]]]:
    """The articles of each outlet, with its name; who reported first stands first, and the last strip takes all who are left."""
    outlets: dict[str, list[Article]] = {}
    for article in articles:
        outlets.setdefault(source_key(article.source), []).append(article)
    never = (datetime.combine(date.max, time.min), True)

    def begin(members: list[Article]) -> tuple[datetime, str]:
        return min(dated.get(article.id, never)[0] for article in members), source_key(members[0].source)

    rows = [([shown(members[0].source)], members) for members in sorted(outlets.values(), key=begin)]
    if len(rows) > _ROWS:
        rest = rows[_ROWS - 1 :]
        rows = [*rows[: _ROWS - 1], ([name for names, _ in rest for name in names], [a for _, of in rest for a in of])]
    return rows


def _row(
    group: tuple[list[str], list[Article]],
    axis: _Axis,
    dated: Mapping[str, tuple[datetime, bool]],
    copies: set[str],
    days: Sequence[date],
    year: int,
    words: Language,
) -> Row:
    names, articles = group
    marks: dict[str, list[str]] = {"dots": [], "days": [], "copies": []}
    count: Counter[date] = Counter()
    for article in articles:
        if article.id in dated:
            start, whole = dated[article.id]
            kind = "copies" if article.id in copies else "days" if whole else "dots"
            marks[kind].append(axis.mark(start, whole=whole))
            count[start.date()] += 1
    paths = {kind: "".join(sorted(set(found))) for kind, found in marks.items()}
    return Row(
        name=series(names, most=2, words=words),
        said=_said(count, year, words) or words.undated,
        counts=tuple(count[day] for day in days),
        **paths,
    )


def _said(count: Mapping[date, int], year: int, words: Language) -> str:
    """The days with their numbers of reports."""
    return words.comma.join(
        short_date(day, year, words) + (words.brackets.format(inside=count[day]) if count[day] > 1 else "")
        for day in sorted(count)
    )


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
