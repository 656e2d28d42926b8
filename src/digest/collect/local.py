"""Files and folders of the reader's own machine, as bytes.

Links, pipes and devices are refused by name: a folder of articles has no use for them, and following them could read what
was never meant to be read or wait for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike

from digest.model import Problem

MAX_BYTES = 10_000_000  # of one article; larger is no article
MAX_CONTAINER_BYTES = 2_000_000_000  # of a file of many articles, which is read line by line
CONTAINERS = (".jsonl", ".ndjson")
PASSED_OVER = ("~", ".bak", ".swp", ".part", ".tmp", ".crdownload")  # editors' and downloads' leftovers


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file that may hold articles."""

    path: str  # to open
    origin: str  # to show: relative to the current directory where it lies below it, absolute otherwise
    folder: str | None  # the first folder below the path that was given: it usually names the outlet


def walk(paths: Iterable[str | PathLike[str]]) -> Iterator[Found | Problem]:
    """Every regular file at or below `paths`, by origin; each once; what is refused or missing as a Problem."""
    found: dict[str, Found | Problem] = {}
    for path in paths:
        for item in _below(os.fspath(path)):
            found.setdefault(item.origin, item)
    yield from (found[origin] for origin in sorted(found))


def read_bytes(found: Found) -> bytes | Problem:
    """The bytes of one file, or why there are none."""
    try:
        descriptor = os.open(found.path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | getattr(os, "O_CLOEXEC", 0))
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return Problem(found.origin, "not a regular file")
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem(found.origin, f"cannot be read: {reason(error)}", kind="failed")
    if len(data) > MAX_BYTES:
        return Problem(
            found.origin, f"larger than {MAX_BYTES // 1_000_000} MB: no single article is; split it, or use JSON Lines"
        )
    return data


def reason(error: OSError) -> str:
    """What the system said, in plain words."""
    if error.errno == errno.ENOENT:
        return "there is no such file or folder"
    return (error.strerror or type(error).__name__).lower()


def origin_of(path: str) -> str:
    """How `path` is named in a record: relative below the current directory, absolute elsewhere, always printable."""
    absolute = os.path.abspath(path)
    here = os.getcwd()
    inside = os.path.relpath(absolute, here) if absolute.startswith(here.rstrip(os.sep) + os.sep) else absolute
    return os.fsencode(inside).decode("utf-8", "backslashreplace")


def _below(top: str) -> Iterator[Found | Problem]:
    try:
        mode = os.stat(top).st_mode  # what a person names on the command line may be a link
    except (OSError, ValueError) as error:
        said = reason(error) if isinstance(error, OSError) else str(error)
        yield Problem(origin_of(top.replace("\0", "\\0")), f"cannot be read: {said}", kind="failed")
        return
    if stat.S_ISREG(mode):
        yield Found(os.path.realpath(top), origin_of(top), None)
    elif stat.S_ISDIR(mode):
        yield from _in_folder(top, None)
    else:
        yield Problem(origin_of(top), "refused: neither a file nor a folder")


def _in_folder(folder: str, outlet: str | None) -> Iterator[Found | Problem]:
    """All files below `folder`, without recursion: a tree may be deeper than Python's stack."""
    pending = [(folder, outlet)]
    while pending:
        here, named = pending.pop()
        try:
            with os.scandir(here) as entries:
                listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield Problem(origin_of(here), f"cannot be read: {reason(error)}", kind="failed")
            continue
        for entry in listed:
            if entry.name.startswith(".") or entry.name.endswith(PASSED_OVER):
                continue
            if entry.is_symlink():
                yield Problem(origin_of(entry.path), "refused: a link; put the file itself there")
            elif entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, named or _printable(entry.name)))
            elif entry.is_file(follow_symlinks=False):
                yield Found(entry.path, origin_of(entry.path), named)
            else:
                yield Problem(origin_of(entry.path), "refused: neither a file nor a folder")


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
