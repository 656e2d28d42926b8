"""WARC files (ISO 28500) as a stream, a record at a time, from any offset on: the form in which crawls publish the news.

    file, offset -> Step(what the record is, where the next one begins) -> ...

Whoever keeps a step's articles and its `Mark` in one transaction can be killed at any time and goes on without doubles.
"""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any

from digest.collect.archives import _response
from digest.collect.local import Found, reason, walk
from digest.model import Problem, RawArticle

ENDINGS = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file was read."""

    offset: int = 0  # bytes: where the next record begins
    responses: int = 0  # response records before it; they number the members
    done: bool = False  # to its end
    counts: Mapping[str, int] = field(default_factory=dict)  # records read, and what became of them, by its name


@dataclass(frozen=True, slots=True)
class Step:
    """One response record, and the mark behind it; at the end of a file, None and the last mark."""

    item: RawArticle | Problem | None
    mark: Mark


def listed(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found | Problem]:
    """The WARC files at or below `paths`, by name; a text file (.txt, .paths) is a list of such files, one a line."""
    named: list[str] = []
    for path in [os.fspath(path) for path in paths]:
        if path.lower().endswith((".txt", ".paths")) and os.path.isfile(path):
            with open(path, encoding="utf-8") as lines:
                inside = [line.strip() for line in lines]
            named += [os.path.join(os.path.dirname(path), line) for line in inside if line and line[0] != "#"]
        else:
            named.append(path)
    for found in walk(named):
        if isinstance(found, Problem) or found.path.lower().endswith(ENDINGS):
            yield found


def articles(found: Found, file: IO[bytes]) -> Iterator[RawArticle | Problem]:
    """The pages in an open WARC file."""
    number = 0
    for step in _steps(found, file, Mark()):
        if step.item is not None:
            number += 1
            yield step.item
    if not number:
        yield Problem(found.origin, "a WARC without responses")


def steps(found: Found, since: Mark = Mark()) -> Iterator[Step]:
    """The records of a file behind `since`, one step each."""
    try:
        with open(found.path, "rb") as file:
            file.seek(since.offset)
            yield from _steps(found, file, since)
    except OSError as error:
        yield Step(Problem(found.origin, f"cannot be read: {reason(error)}", kind="failed"), since)


def _steps(found: Found, file: IO[bytes], since: Mark) -> Iterator[Step]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number, offset = since.responses, since.offset
    before = held = None  # the last two records: a mark is known once the record behind it has begun
    try:
        if since.offset and not file.read(1):
            yield Step(None, replace(since, done=True))
            return
        file.seek(since.offset)
        records = ArchiveIterator(file)
        for record in records:
            before, held = held, None
            known = number
            if record.rec_type == "response" and record.http_headers is not None:
                held, number = _response(found, f"record {number + 1}", record), number + 1
            offset = records.get_record_offset()  # reads over the rest of the record
            if held is not None and getattr(record.raw_stream, "limit", 0) > 0:  # less came than the record says it has
                held = Problem(found.origin, "the WARC breaks off in it", f"record {number}", "failed")
            if before is not None:
                yield Step(before, Mark(offset, known))
                before = None
    except (OSError, EOFError, zlib.error, ArchiveLoadFailed, ValueError) as error:
        for item in (before, held):
            if item is not None:
                yield Step(item, Mark(offset, number))
        said = " ".join(str(error).split())[:120] or type(error).__name__
        problem = Problem(found.origin, f"the WARC breaks off after {number} responses: {said}", kind="failed")
        yield Step(problem, Mark(offset, number))
        return
    end = file.seek(0, os.SEEK_END)
    if held is not None:
        yield Step(held, Mark(end, number))
    if found.path.lower().endswith(".gz") and not _whole(file, offset):
        broken = Problem(found.origin, f"the WARC breaks off after {number} responses", kind="failed")
        yield Step(broken, Mark(end, number))
    yield Step(None, Mark(end, number, done=True))


def _whole(file: IO[bytes], offset: int) -> bool:
    """Whether the gzip members from `offset` on end where the file does; what is cut in one is passed over without a word."""
    file.seek(offset)
    inflated = zlib.decompressobj(wbits=31)
    while block := file.read(1 << 16):
        while block:
            if inflated.eof:
                inflated = zlib.decompressobj(wbits=31)
            inflated.decompress(block)
            block = inflated.unused_data
    return inflated.eof


def tallied(counts: Mapping[str, int], what: Iterable[str]) -> dict[str, int]:
    """`counts` and one more of each of `what`."""
    total: Counter[str] = Counter(counts)
    total.update(what)
    return dict(sorted(total.items()))


def mark_of(plain: Mapping[str, Any] | None) -> Mark:
    """A mark out of what `plain_mark` made; the beginning where there is none."""
    return Mark(**plain) if plain else Mark()


def plain_mark(mark: Mark) -> dict[str, Any]:
    """A mark as a JSON value."""
    return {"offset": mark.offset, "responses": mark.responses, "done": mark.done, "counts": dict(mark.counts)}
