"""Briefings as files: each written whole or not at all, and a front page that lists them.

output/<date>/<edition>.html .txt .json, then output/index.html
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from digest.errors import OutputError, UsageError
from digest.files import file_name, mend, put, temporary
from digest.model import Briefing

SUFFIXES = {"html": ".html", "text": ".txt", "json": ".json"}
HEADS = 3  # headlines shown for each briefing on the front page


def publish(
    briefing: Briefing,
    output: str | os.PathLike[str],
    formats: Sequence[str] = ("html", "text", "json"),
    *,
    templates: str | None = None,
    name: str | None = None,
) -> tuple[Path, ...]:
    """Write the briefing below `output` and bring the front page up to date; the paths written, the front page last.

    `name` is the files' name where it is not the edition's ("morning-0700" on a day with several slots). Everything is
    rendered before anything is written, and a file is replaced in one step, so a reader never meets half a briefing.
    Raises `OutputError` with the path and the mend, `UsageError` for an unknown format.
    """
    from digest.render import render

    for wanted in formats:
        if wanted not in SUFFIXES:
            raise UsageError(f"no format {wanted!r} to publish: use {', '.join(SUFFIXES)}")
    stem = file_name(name or briefing.edition)
    folder = Path(output) / briefing.date.isoformat()
    record = f"{briefing.date.isoformat()}/{stem}.json" if "json" in formats else ""
    pages = {
        folder / (stem + SUFFIXES[wanted]): render(briefing, wanted, templates=templates, record=record)
        for wanted in dict.fromkeys(formats)
    }
    for path, page in pages.items():
        write(path, str(page).encode("utf-8"))
    return (*pages, write_index(output, templates=templates))


def check_writable(output: str | os.PathLike[str]) -> None:
    """Finds out before the work whether its result could be written; `OutputError` says why not. Leaves nothing behind."""
    folder = Path(output).absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    probe = temporary(folder / "probe")
    try:
        with probe.open("xb"):
            pass
        probe.unlink()
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror or error}; {mend(error)}") from error


def write_index(output: str | os.PathLike[str], *, templates: str | None = None) -> Path:
    """Write output/index.html from what stands in the folder; the same contents give the same page."""
    path = Path(output) / "index.html"
    write(path, index(output, templates=templates).encode("utf-8"))
    return path


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole and on the disk, or leave what was there; `OutputError` says why."""
    try:
        put(path, data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}; {mend(error)}") from error


@dataclass(frozen=True, slots=True)
class IndexEdition:
    """One briefing on the front page."""

    title: str
    href: str
    hour: str  # of its slot, "07:00"
    heads: tuple[str, ...]
    summary: str
    others: tuple[tuple[str, str], ...]  # further formats: name, address


@dataclass(frozen=True, slots=True)
class IndexDay:
    """One day on the front page."""

    name: str
    iso: str
    editions: tuple[IndexEdition, ...]


@dataclass(frozen=True, slots=True)
class IndexMonth:
    """One month on the front page."""

    name: str
    days: tuple[IndexDay, ...]


def index(output: str | os.PathLike[str], *, templates: str | None = None) -> str:
    """The front page of the briefings that stand in `output`, newest first."""
    from digest.render.page import fill
    from digest.render.wording import count, long_date, month

    found = _days(Path(output))
    months = tuple(
        IndexMonth(name, tuple(day for _, day in days)) for name, days in groupby(found, lambda d: month(d[0]))
    )
    editions = sum(len(day.editions) for _, day in found)
    return fill(
        "index.html.j2",
        templates,
        months=months,
        span=f"Latest: {long_date(found[0][0])}" if found else "No days yet",
        total=f"{count(editions, 'briefing')} on {count(len(found), 'day')}",
        feed=(Path(output) / "feed.xml").is_file(),
    )


def _days(output: Path) -> list[tuple[date, IndexDay]]:
    """The days with a briefing, newest first; folders and files that are none are passed over."""
    from digest.render.wording import weekday

    found: list[tuple[date, IndexDay]] = []
    try:
        folders = sorted(output.iterdir(), reverse=True)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            return found
        raise OutputError(f"{output}: cannot be read: {error.strerror}; {mend(error)}") from error
    for folder in folders:
        day = _day(folder)
        editions = () if day is None else _editions(folder)
        if day is not None and editions:
            found.append((day, IndexDay(f"{weekday(day)} {day.day}", day.isoformat(), editions)))
    return found


def _day(folder: Path) -> date | None:
    try:
        return date.fromisoformat(folder.name) if re.fullmatch(r"\d{4}-\d\d-\d\d", folder.name) else None
    except ValueError:
        return None


def _editions(folder: Path) -> tuple[IndexEdition, ...]:
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        return ()
    stems = sorted({Path(name).stem for name in names if Path(name).suffix in SUFFIXES.values()})
    editions = (_edition(folder, stem, set(names)) for stem in stems)
    return tuple(sorted(editions, key=lambda edition: edition.hour, reverse=True))


def _edition(folder: Path, stem: str, names: set[str]) -> IndexEdition:
    """One briefing by its files; its record, where there is a sound one, tells the title and the first headlines."""
    from urllib.parse import quote

    from digest.render.safe import shown
    from digest.render.wording import count

    files = [(kind, stem + suffix) for kind, suffix in SUFFIXES.items() if stem + suffix in names]
    links = tuple((kind, quote(f"{folder.name}/{name}")) for kind, name in files)
    record = _record(folder / f"{stem}.json") if f"{stem}.json" in names else {}
    stories = record.get("stories")
    heads = tuple(filter(None, map(_headline, stories[:HEADS]))) if isinstance(stories, list) else ()
    title = record.get("title")
    return IndexEdition(
        title=(shown(title) if isinstance(title, str) else "") or stem,
        href=links[0][1],
        hour=_hour(record.get("slot")),
        heads=heads,
        summary=f"{count(len(stories), 'story', 'stories')}." if isinstance(stories, list) else "",
        others=links[1:],
    )


def _record(path: Path) -> Mapping[str, object]:
    """The record at `path`, empty where it cannot be read as one."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _hour(slot: object) -> str:
    try:
        return f"{datetime.fromisoformat(slot):%H:%M}" if isinstance(slot, str) else ""
    except ValueError:
        return ""


def _headline(story: object) -> str:
    from digest.render.safe import shown

    head = story.get("headline") if isinstance(story, dict) else None
    text = head.get("text") if isinstance(head, dict) else None
    return shown(text) if isinstance(text, str) else ""
