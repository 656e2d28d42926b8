"""The archive's files: which there are, and which of them a new briefing touches."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from digest.archive import views
from digest.archive.feeds import atom, json_feed
from digest.archive.records import Entry, entries
from digest.archive.search import available, build_index, write_script
from digest.archive.views import Setting
from digest.errors import OutputError
from digest.files import mend, put_changed, settle, sweep
from digest.record import version
from digest.render.archive_language import load_archive
from digest.render.language import load
from digest.render.page import fill, packaged_templates
from digest.render.wording import counted, long_date

FOLDERS = ("months", "stories", "sources")
FRONT, SEARCH = "index.html", "search.html"
SHEETS = ("style.css.j2", "archive.css.j2")
_STAMP = re.compile(rb'<meta name="archive" content="([0-9a-f]{16})">')
_OURS = re.compile(rb'<meta name="generator" content="digest [^"]*">\n<meta name="archive"')
_HEAD = 4096  # characters of a page in which its marks stand


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of briefings, and what shapes the pages around them."""

    output: Path
    templates: str | None = None
    base_url: str | None = None  # where the folder is published
    language: str = "en"  # of labels and dates
    whole: bool = True  # with pages for stories and sources, and search where it is installed
    stamp: str = ""  # of what shapes the pages; found out once for each build


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be made: its place, its template and its values."""

    path: str
    template: str
    values: dict[str, object]


def bring_up(site: Site, touched: Collection[str] = ()) -> tuple[Path, ...]:
    """Write what the briefings in `touched` change ("2026-11-21/morning"); the files written, the front page last.

    Where the pages were shaped by other settings, or were never finished, everything is built. A folder that has pages of
    sources keeps them up to date, whoever writes into it. Raises `OutputError` and, for templates, `UsageError`.
    """
    site = _stamped(replace(site, whole=site.whole or (site.output / "sources" / FRONT).is_file()))
    if site.whole and _stamp_of(site.output / FRONT) != site.stamp:
        return rebuild(site)
    sweep((site.output, *_subfolders(site.output)))
    found = entries(site.output)
    concerned = [entry for entry in found if f"{entry.day.isoformat()}/{entry.stem}" in touched]
    return _write(site, found, concerned)


def rebuild(site: Site) -> tuple[Path, ...]:
    """Write every page of the archive anew and take away those that nothing stands for; the files that changed."""
    site = _stamped(site)
    sweep((site.output, *_subfolders(site.output)))
    found = entries(site.output)
    with suppress(OSError):  # an interrupted build is not to pass for a finished one
        if _stamp_of(site.output / FRONT) not in (None, site.stamp):
            (site.output / FRONT).unlink()
    written = _write(site, found, found)
    _tidy(site, found)
    return written


def index_stories(site: Site) -> bool:
    """Bring the search index up to date with the briefings that stand there; whether there was anything to do.

    Raises `OutputError` where the `search` extra is missing or fails; the pages do not depend on it.
    """
    return build_index(site.output, entries(site.output), _setting(site))


def front(site: Site) -> str:
    """The front page of the briefings that stand in the folder."""
    site = _stamped(site)
    return _rendered(site, _front(site, entries(site.output)))


def _write(site: Site, found: Sequence[Entry], concerned: Sequence[Entry]) -> tuple[Path, ...]:
    written = [_put(site, page.path, _rendered(site, page).encode("utf-8")) for page in _pages(site, found, concerned)]
    if site.whole and available():
        written.append(write_script(site.templates, partial(_put, site)))
        forms = dict(zip(load(site.language).forms, load_archive(site.language).found, strict=True))
        written.append(
            _put(site, SEARCH, _rendered(site, Page(SEARCH, "search.html.j2", {"found": forms})).encode("utf-8"))
        )
    written.append(_put(site, "feed.xml", atom(found, site.base_url, _setting(site)).encode("utf-8")))
    written.append(_put(site, "feed.json", json_feed(found, site.base_url, _setting(site)).encode("utf-8")))
    if any(written):
        settle()  # the front page's mark says that all the others stand
    written.append(_put(site, FRONT, _rendered(site, _front(site, found)).encode("utf-8"), lasting=True))
    return tuple(path for path in written if path is not None)


def _put(site: Site, path: str, data: bytes, *, lasting: bool = False) -> Path | None:
    """Write a file of the archive unless it is the same already; its path if it was written."""
    place = site.output / path
    try:
        return place if put_changed(place, data, lasting=lasting) else None
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error.strerror or error}; {mend(error)}") from error


def _rendered(site: Site, page: Page) -> str:
    up = "../" * page.path.count("/")
    return fill(
        page.template,
        site.templates,
        load(site.language),
        sheets=SHEETS,
        labels=load_archive(site.language),
        up=up,
        here=page.path,
        whole=site.whole,
        searchable=site.whole and available(),
        stamp=site.stamp,
        **page.values,
    )


def _setting(site: Site, path: str = "") -> Setting:
    return Setting(load(site.language), load_archive(site.language), "../" * path.count("/"))


def _front(site: Site, found: Sequence[Entry]) -> Page:
    setting = _setting(site)
    words, labels = setting.words, setting.labels
    months = [list(of) for _, of in groupby(found, lambda entry: views.month_of(entry.day))]
    recent = _enough([len({entry.day for entry in of}) for of in months], views.SPREAD)
    return Page(
        FRONT,
        "index.html.j2",
        {
            "months": [view for of in months[:recent] for view in views.months(of, setting)],
            "earlier": [views.month_row(of, setting) for of in months[recent:]],
            "span": labels.latest.format(day=long_date(found[0].day, words)) if found else "",
            "total": labels.total.format(
                briefings=counted(len(found), labels.briefings_count, words),
                days=counted(len({entry.day for entry in found}), labels.on_days, words),
            ),
        },
    )


def _enough(sizes: Sequence[int], wanted: int) -> int:
    """How many of the first parts hold as much as is wanted."""
    held = 0
    for number, size in enumerate(sizes, 1):
        held += size
        if held >= wanted:
            return number
    return len(sizes)


def _pages(site: Site, found: Sequence[Entry], concerned: Sequence[Entry]) -> Iterator[Page]:
    """The pages that the briefings in `concerned` have a part in, but for the front page."""
    for month in sorted({views.month_of(entry.day) for entry in concerned}):
        path = f"months/{month}.html"
        setting = _setting(site, path)
        of_month = [entry for entry in found if views.month_of(entry.day) == month]
        yield Page(path, "month.html.j2", {"month": views.months(of_month, setting, heads=None)[0]})
    if site.whole:
        yield from _story_pages(site, found, concerned)
        touched = {
            views.key_of(piece.source) for entry in concerned for story in entry.stories for piece in story.pieces
        }
        yield from _source_pages(site, found, touched)


def _story_pages(site: Site, found: Sequence[Entry], concerned: Sequence[Entry]) -> Iterator[Page]:
    """The pages of the stories that `concerned` tell, the list of the newest, and lists by the month of their last day."""
    setting = _setting(site, f"stories/{FRONT}")
    ran = views.runs(found)
    for id_ in sorted({story.id for entry in concerned for story in entry.stories} & ran.keys()):
        story = views.story(id_, ran[id_], setting)
        yield Page(f"stories/{story.name}", "story.html.j2", {"story": story})
    months = [(month, list(of)) for month, of in groupby(ran, lambda id_: views.month_of(ran[id_][-1][0].day))]
    recent = _enough([len(of) for _, of in months], views.LISTED)
    # A story that goes on leaves the list of an earlier month.
    moved = {views.month_of(day) for entry in concerned for day in (entry.day, entry.day - views.LONGEST)}

    def rows(ids: Sequence[str]) -> tuple[views.StoryRow, ...]:
        return tuple(views.row(id_, ran[id_], setting) for id_ in ids)

    earlier = []
    for month, ids in months[recent:]:
        name = setting.month(ran[ids[0]][-1][0].day)
        earlier.append((f"{month}.html", name, len(ids)))
        if month in moved or len(concerned) == len(found):
            yield Page(f"stories/{month}.html", "stories.html.j2", {"months": [(name, rows(ids))], "earlier": []})
    shown = [(setting.month(ran[ids[0]][-1][0].day), rows(ids)) for _, ids in months[:recent]]
    yield Page(f"stories/{FRONT}", "stories.html.j2", {"months": shown, "earlier": earlier})


def _source_pages(site: Site, found: Sequence[Entry], touched: Collection[str]) -> Iterator[Page]:
    setting = _setting(site, f"sources/{FRONT}")
    came = views.sources(found)
    for key in (key for key in came if key in touched):
        source = views.source(key, came[key], setting)
        yield Page(f"sources/{source.page}", "source.html.j2", {"source": source})
    listed = [views.source_row(key, of, setting) for key, of in came.items()]
    yield Page(f"sources/{FRONT}", "sources.html.j2", {"sources": listed})


def _tidy(site: Site, found: Sequence[Entry]) -> None:
    """Take away pages of ours that nothing stands for any more; what others put there stays."""
    kept = {views.month_path(entry.day) for entry in found}
    if site.whole:
        ran = views.runs(found)
        kept |= {f"stories/{views.story_page(id_)}.html" for id_ in ran}
        kept |= {f"stories/{views.month_of(told[-1][0].day)}.html" for told in ran.values()}
        kept |= {f"sources/{views.source_page(key)}.html" for key in views.sources(found)}
        kept |= {f"stories/{FRONT}", f"sources/{FRONT}"}
    for folder in FOLDERS[: None if site.whole else 1]:
        for path in sorted((site.output / folder).glob("*.html")):
            if f"{folder}/{path.name}" not in kept and not path.is_symlink() and _OURS.search(_beginning(path)):
                with suppress(OSError):
                    path.unlink()


def _subfolders(output: Path) -> list[Path]:
    """Where a killed run may have left something: the folders of days and of the archive."""
    with suppress(OSError), os.scandir(output) as found:
        names = [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
        return [output / name for name in names if name in FOLDERS or re.fullmatch(r"\d{4}-\d\d-\d\d", name)]
    return []


def _stamped(site: Site) -> Site:
    return site if site.stamp else replace(site, stamp=_stamp(site))


def _stamp(site: Site) -> str:
    """A short hash over all that shapes the pages but the briefings."""
    shaped = hashlib.sha256()
    extent = "front" if not site.whole else "search" if available() else "whole"
    parts = (version(), site.language, extent)
    for part in parts:
        shaped.update(part.encode("utf-8", "surrogatepass") + b"\0")
    for folder in (packaged_templates(), *([Path(site.templates)] if site.templates else [])):
        for path in sorted(folder.glob("*.j2")):
            with suppress(OSError):
                shaped.update(path.name.encode() + b"\0" + path.read_bytes())
    return shaped.hexdigest()[:16]


def _stamp_of(path: Path) -> str | None:
    """The stamp that a front page carries."""
    found = _STAMP.search(_beginning(path))
    return found[1].decode("ascii") if found else None


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""
