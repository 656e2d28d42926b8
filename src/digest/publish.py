"""Briefings as files: each written whole or not at all, and the archive's pages around them.

output/<date>/<edition>.html .txt .json, then output/index.html and what else `digest.archive` makes
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from digest.archive import SUFFIXES, Site, bring_up, front
from digest.errors import OutputError, UsageError
from digest.files import file_name, mend, put, temporary
from digest.model import Briefing


def publish(
    briefing: Briefing,
    output: str | os.PathLike[str],
    formats: Sequence[str] = ("html", "text", "json"),
    *,
    templates: str | None = None,
    name: str | None = None,
    base_url: str | None = None,
) -> tuple[Path, ...]:
    """Write the briefing below `output` and bring the front page up to date; the paths written, the front page last.

    `name` is the files' name where it is not the edition's ("morning-0700" on a day with several slots), `base_url` the
    folder's own address, for the feeds. Everything is rendered before anything is written, and a file is replaced in one
    step, so a reader never meets half a briefing. Raises `OutputError` with the path and the mend, `UsageError` for an
    unknown format or one whose extra is not installed.
    """
    from digest.render import render

    for wanted in formats:
        if wanted not in SUFFIXES:
            raise UsageError(f"no format {wanted!r} to publish: use {', '.join(SUFFIXES)}")
    stem = file_name(name or briefing.edition)
    day = briefing.date.isoformat()
    record = f"{day}/{stem}.json" if "json" in formats else ""
    files = {
        Path(output) / day / (stem + SUFFIXES[wanted]): render(briefing, wanted, templates=templates, record=record)
        for wanted in dict.fromkeys(formats)
    }
    for path, data in files.items():
        write(path, data if isinstance(data, bytes) else str(data).encode("utf-8"))
    site = Site(Path(output), templates, base_url, briefing.language, whole=False)
    bring_up(site, (f"{day}/{stem}",))
    return (*files, site.output / "index.html")


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


def index(output: str | os.PathLike[str], *, templates: str | None = None) -> str:
    """The front page of the briefings that stand in `output`, newest first."""
    return front(Site(Path(output), templates, whole=False))


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole and on the disk, or leave what was there; `OutputError` says why."""
    try:
        put(path, data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}; {mend(error)}") from error
