"""The archive's files: which there are, and which of them a new briefing touches."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from digest.archive import views
from digest.archive.feeds import atom, json_feed
from digest.archive.records import Entry, entries
from digest.archive.search import available, build_index, write_script
from digest.archive.views import Setting
from digest.errors import OutputError
from digest.files import mend, put_changed, sweep
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
    site = replace(site, whole=site.whole or (site.output / "sources" / FRONT).is_file())
    if site.whole and _stamp_of(site.output / FRONT) != _stamp(site):
        return rebuild(site)
    sweep((site.output, *_subfolders(site.output)))
    found = entries(site.output)
    concerned = [entry for entry in found if f"{entry.day.isoformat()}/{entry.stem}" in touched]
    return _write(site, found, concerned)


def rebuild(site: Site) -> tuple[Path, ...]:
    """Write every page of the archive anew and take away those that nothing stands for; the files that changed."""
    sweep((site.output, *_subfolders(site.output)))
    found = entries(site.output)
    with suppress(OSError):  # an interrupted build is not to pass for a finished one
        if _stamp_of(site.output / FRONT) not in (None, _stamp(site)):
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
    written.append(_put(site, FRONT, _rendered(site, _front(site, found)).encode("utf-8")))
    return tuple(path for path in written if path is not None)


def _put(site: Site, path: str, data: bytes) -> Path | None:
    """Write a file of the archive unless it is the same already; its path if it was written."""
    place = site.output / path
    try:
        return place if put_changed(place, data) else None
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
        stamp=_stamp(site),
        **page.values,
    )


def _setting(site: Site, path: str = "") -> Setting:
    return Setting(load(site.language), load_archive(site.language), "../" * path.count("/"))


def _front(site: Site, found: Sequence[Entry]) -> Page:
    setting = _setting(site)
    words, labels = setting.words, setting.labels
    months = views.months(found, setting)
    recent = _recent(months)
    return Page(
        FRONT,
        "index.html.j2",
        {
            "months": months[:recent],
            "earlier": months[recent:],
            "span": labels.latest.format(day=long_date(found[0].day, words)) if found else "",
            "total": labels.total.format(
                briefings=counted(len(found), labels.briefings_count, words),
                days=counted(len({entry.day for entry in found}), labels.on_days, words),
            ),
        },
    )


def _recent(months: Sequence[views.MonthView]) -> int:
    """How many months the front page shows whole: enough for some weeks."""
    shown = 0
    for number, month in enumerate(months, 1):
        shown += len(month.days)
        if shown >= views.SPREAD:
            return number
    return len(months)


def _pages(site: Site, found: Sequence[Entry], concerned: Sequence[Entry]) -> Iterator[Page]:
    """The pages that the briefings in `concerned` have a part in, but for the front page."""
    for month in sorted({views.month_of(entry.day) for entry in concerned}):
        path = f"months/{month}.html"
        setting = _setting(site, path)
        of_month = [entry for entry in found if views.month_of(entry.day) == month]
        yield Page(path, "month.html.j2", {"month": views.months(of_month, setting, heads=None)[0]})
    if site.whole:
        yield from _story_pages(site, found, {story.id for entry in concerned for story in entry.stories})
        touched = {
            views.key_of(piece.source) for entry in concerned for story in entry.stories for piece in story.pieces
        }
        yield from _source_pages(site, found, touched)


def _story_pages(site: Site, found: Sequence[Entry], touched: Collection[str]) -> Iterator[Page]:
    setting = _setting(site, f"stories/{FRONT}")
    stories = [views.story(id_, told, setting) for id_, told in views.runs(found).items()]
    for story in stories:
        if story.id in touched:
            yield Page(f"stories/{story.name}", "story.html.j2", {"story": story})
    yield Page(f"stories/{FRONT}", "stories.html.j2", {"months": _by_last_month(stories, setting)})


def _by_last_month(
    stories: Sequence[views.StoryView], setting: Setting
) -> tuple[tuple[str, tuple[views.StoryView, ...]], ...]:
    months: dict[str, list[views.StoryView]] = {}
    for story in stories:
        months.setdefault(setting.month(story.last), []).append(story)
    return tuple((name, tuple(of)) for name, of in months.items())


def _source_pages(site: Site, found: Sequence[Entry], touched: Collection[str]) -> Iterator[Page]:
    setting = _setting(site, f"sources/{FRONT}")
    sources = [views.source(key, came, setting) for key, came in views.sources(found).items()]
    for source in sources:
        if source.key in touched:
            yield Page(f"sources/{source.page}", "source.html.j2", {"source": source})
    yield Page(f"sources/{FRONT}", "sources.html.j2", {"sources": sources})


def _tidy(site: Site, found: Sequence[Entry]) -> None:
    """Take away pages of ours that nothing stands for any more; what others put there stays."""
    kept = {views.month_path(entry.day) for entry in found}
    if site.whole:
        kept |= {f"stories/{views.story_page(id_)}.html" for id_ in views.runs(found)}
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


def _stamp(site: Site) -> str:
    """A short hash over all that shapes the pages but the briefings."""
    from digest.record import version

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
