"""The same articles as `files` gives, in parts that a worker can open itself: paths instead of bytes.

A large file of JSON Lines goes in slices; archives, mailboxes and WARC files are streams, which are taken apart here.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from os import PathLike

from digest.collect import formats, remote
from digest.collect.local import CONTAINERS, MAX_CONTAINER_BYTES, Found, reason, walk
from digest.model import Problem, RawArticle

SLICE = 1_000_000  # bytes of a file of lines that one worker reads at a time


@dataclass(frozen=True, slots=True)
class Slice:
    """Some lines of a file of JSON Lines."""

    found: Found
    offset: int  # bytes before it
    size: int  # bytes in it: whole lines
    line: int  # the number of its first line


Part = Found | Slice | RawArticle | Problem


def parts(paths: Iterable[str | PathLike[str]]) -> Iterator[Part]:
    """What `opened` makes the articles below `paths` of, in the order of their origins."""
    there = tuple(paths)
    for found in walk(path for path in there if not remote.is_remote(path)):
        if isinstance(found, Problem):
            yield found
            continue
        found = replace(found, path=os.path.abspath(found.path))
        if found.path.lower().endswith(CONTAINERS):
            yield from _slices(found)
        elif found.path.lower().endswith(tuple(ending for endings in formats.STREAMS for ending in endings)):
            yield from formats.split(found)
        else:
            yield found
    yield from remote.parts(path for path in there if remote.is_remote(path))


def opened(part: Part) -> Iterator[RawArticle | Problem]:
    """The raw articles of one part, read where this is called."""
    if isinstance(part, RawArticle | Problem):
        yield part
    elif isinstance(part, Slice):
        try:
            with open(part.found.path, "rb") as file:
                file.seek(part.offset)
                data = file.read(part.size)
        except OSError as error:
            yield Problem(part.found.origin, f"cannot be read: {reason(error)}", kind="failed")
            return
        yield from formats.json_lines(part.found, io.BytesIO(data), first=part.line)
    elif remote.is_remote(part.path):
        yield from remote.split(part)
    else:
        yield from formats.split(part)


def pieces(part: Part) -> Iterable[Part] | None:
    """The articles of a part that may hold several; None where it is one."""
    return None if isinstance(part, RawArticle | Problem) else tuple(opened(part))


def _slices(found: Found) -> Iterator[Part]:
    """Slices of whole lines; a file that is small, too large, or has lines as long as a slice is read as a stream."""
    try:
        size = os.stat(found.path).st_size
        if not SLICE < size <= MAX_CONTAINER_BYTES:
            yield from formats.split(found)
            return
        with open(found.path, "rb") as file:
            offset, line = 0, 1
            while block := file.read(SLICE):
                block += file.readline()
                yield Slice(found, offset, len(block), line)
                offset += len(block)
                line += block.count(b"\n")
    except OSError as error:
        yield Problem(found.origin, f"cannot be read: {reason(error)}", kind="failed")
