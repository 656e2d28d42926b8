"""The briefings that stand in a folder, as their records tell: read once, damaged ones read as far as they can be.

    output/<date>/<name>.json and its other forms -> Entry -> Told (a story) -> Piece (an article), Said (a statement)

A record is a file that anybody may have written, so nothing in it is trusted to be of the right kind, and no string in it
has been made fit to be shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from digest.errors import OutputError
from digest.files import mend

SUFFIXES = {
    "html": ".html",
    "text": ".txt",
    "json": ".json",
    "md": ".md",
    "epub": ".epub",
    "pdf": ".pdf",
}  # the forms of a briefing, the best to be opened first


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a story."""

    source: str
    title: str
    url: str | None
    origin: str
    language: str | None
    quoted: bool  # whether anything that the briefing shows is taken from it


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, and the outlets that it stands in."""

    text: str
    sources: tuple[str, ...]
    language: str | None
    new: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One story of one briefing."""

    number: int  # its place in the briefing, from 1
    id: str
    headline: str
    language: str | None
    status: str
    reports: int
    said: tuple[Said, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """An item that was read and not told."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One briefing by its files, and by its record where there is a sound one."""

    day: date
    stem: str
    forms: tuple[str, ...]  # of SUFFIXES, in their order
    recorded: bool  # whether there is a record with stories
    title: str
    edition: str
    slot: datetime | None
    until: str
    stories: tuple[Told, ...] = ()
    left_out: tuple[Left, ...] = ()

    def path(self, form: str) -> str:
        """The file of a form, below the folder."""
        return f"{self.day.isoformat()}/{self.stem}{SUFFIXES[form]}"

    @property
    def best(self) -> str:
        """The file that people open."""
        return self.path(self.forms[0])


def entries(output: Path) -> tuple[Entry, ...]:
    """The briefings in `output`, the newest first; folders and files that are none are passed over.

    Raises `OutputError` where the folder is there and cannot be read.
    """
    found: list[Entry] = []
    for day, folder in _days(output):
        found += _of_day(day, folder)
    return tuple(found)


def _days(output: Path) -> Iterator[tuple[date, Path]]:
    try:
        folders = sorted(output.iterdir(), reverse=True)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(f"{output}: cannot be read: {error.strerror}; {mend(error)}") from error
    for folder in folders:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", folder.name, re.ASCII):
            with suppress(ValueError):
                yield date.fromisoformat(folder.name), folder


def _of_day(day: date, folder: Path) -> list[Entry]:
    try:
        names = {path.name for path in folder.iterdir() if not path.name.startswith(".") and path.is_file()}
    except OSError:
        return []
    stems = sorted({Path(name).stem for name in names if Path(name).suffix in SUFFIXES.values()})
    found = [_entry(day, folder, stem, names) for stem in stems]
    return sorted(found, key=lambda entry: f"{entry.slot:%H:%M}" if entry.slot else "", reverse=True)


def _entry(day: date, folder: Path, stem: str, names: set[str]) -> Entry:
    record = _record(folder / f"{stem}.json") if f"{stem}.json" in names else {}
    stories = record.get("stories")
    window = record.get("window")
    return Entry(
        day=day,
        stem=stem,
        forms=tuple(form for form, suffix in SUFFIXES.items() if stem + suffix in names),
        recorded=isinstance(stories, list),
        title=_text(record.get("title")),
        edition=_text(record.get("edition")) or stem,
        slot=_moment(record.get("slot")),
        until=_text(window.get("until")) if isinstance(window, dict) else "",
        stories=tuple(_told(number, story) for number, story in enumerate(_dicts(stories), 1)),
        left_out=tuple(
            Left(_text(item.get("origin")), _text(item.get("reason"))) for item in _dicts(record.get("left_out"))
        ),
    )


def _record(path: Path) -> Mapping[str, object]:
    """The record at `path`, empty where it cannot be read as one."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _told(number: int, story: Mapping[str, object]) -> Told:
    head = story.get("headline")
    head = head if isinstance(head, dict) else {}
    articles = {_text(article.get("id")): article for article in _dicts(story.get("articles"))}
    points = list(_dicts(story.get("points")))
    quoted = set(_quoted(story, points))
    return Told(
        number=number,
        id=_text(story.get("id")),
        headline=_text(head.get("text")),
        language=_code(articles.get(_text(head.get("article")))),
        status=_text(story.get("status")),
        reports=sum(1 for _ in _dicts(story.get("reports"))),
        said=tuple(_said(point, articles) for point in points),
        pieces=tuple(
            Piece(
                source=_text(article.get("source")),
                title=_text(article.get("title")),
                url=_text(article.get("url")) or None,
                origin=_text(article.get("origin")),
                language=_code(article),
                quoted=id_ in quoted,
            )
            for id_, article in articles.items()
        ),
    )


def _said(point: Mapping[str, object], articles: Mapping[str, Mapping[str, object]]) -> Said:
    held = [_text(one.get("article")) for one in (point, *_dicts(point.get("also")))]
    sources = (_text(articles[id_].get("source")) for id_ in held if id_ in articles)
    return Said(
        _text(point.get("text")),
        tuple(dict.fromkeys(source for source in sources if source)),
        _code(articles.get(held[0])),
        point.get("new") is not False,
    )


def _quoted(story: Mapping[str, object], points: list[Mapping[str, object]]) -> Iterator[str]:
    """The ids of the articles from which the story shows something."""
    for point in points:
        yield from (_text(one.get("article")) for one in (point, *_dicts(point.get("also"))))
    for difference in _dicts(story.get("differences")):
        yield from (_text(value.get("article")) for value in _dicts(difference.get("values")))
    for part in ("only_in", "timeline"):
        yield from (_text(one.get("article")) for one in _dicts(story.get(part)))


def _dicts(value: object) -> Iterator[Mapping[str, object]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _code(article: Mapping[str, object] | None) -> str | None:
    """An article's language, fit for a lang attribute."""
    code = _text(article.get("language")) if article else ""
    return code if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code) else None


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
