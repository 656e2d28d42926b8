"""Files inside files: gzip, zip, mailboxes and WARC. Nothing is ever unpacked to disk, and each member has its own limit."""

from __future__ import annotations

import gzip
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath

from digest.collect.local import MAX_BYTES, Found, reason
from digest.model import Problem, RawArticle

MAX_MEMBERS = 100_000
MAX_INFLATED = 2_000_000_000  # bytes of all members together
LARGE = f"larger than {MAX_BYTES // 1_000_000} MB once unpacked"
Apart = Callable[[Found, bytes], Iterator[RawArticle | Problem]]  # how the bytes of one plain file are taken apart


def gzip_member(found: Found, apart: Apart) -> Iterator[RawArticle | Problem]:
    """The one file in a `.gz`, under its name without the ending."""
    try:
        with gzip.open(found.path) as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        yield Problem(found.origin, f"not a gzip file that can be read: {_said(error)}", kind="failed")
        return
    yield from _member(found, PurePath(found.path).name.removesuffix(".gz"), data, apart)


def zip_members(found: Found, apart: Apart) -> Iterator[RawArticle | Problem]:
    """The files in a `.zip`, by name; links, locked members and archives within are refused by name."""
    try:
        with zipfile.ZipFile(found.path) as archive:
            members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda member: member.filename)
            if len(members) > MAX_MEMBERS:
                yield Problem(found.origin, f"more than {MAX_MEMBERS:,} files in it: split it")
                return
            left = MAX_INFLATED
            for member in members:
                if any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePath(member.filename).parts):
                    continue
                for item in _zipped(found, archive, member, apart, left):
                    left -= len(item.data) if isinstance(item, RawArticle) else 0
                    yield item
                if left <= 0:
                    yield Problem(
                        found.origin,
                        f"more than {MAX_INFLATED // 1_000_000} MB in it: the rest was not read",
                        kind="failed",
                    )
                    return
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        yield Problem(found.origin, f"not a zip file that can be read: {_said(error)}", kind="failed")


def _zipped(
    found: Found, archive: zipfile.ZipFile, member: zipfile.ZipInfo, apart: Apart, left: int
) -> Iterator[RawArticle | Problem]:
    name = _printable(member.filename)
    if stat.S_ISLNK(member.external_attr >> 16):
        yield Problem(found.origin, "refused: a link", name)
        return
    try:
        with archive.open(member) as file:
            data = file.read(min(MAX_BYTES, left) + 1)
    except RuntimeError:
        yield Problem(found.origin, "locked with a password", name, "failed")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield Problem(found.origin, f"cannot be unpacked: {_said(error)}", name, "failed")
    else:
        yield from _member(found, name, data, apart)


def _member(found: Found, name: str, data: bytes, apart: Apart) -> Iterator[RawArticle | Problem]:
    """One unpacked file, its own members named below it: "day.zip" holds "a.jsonl, line 3"."""
    if len(data) > MAX_BYTES:
        yield Problem(found.origin, LARGE, name)
        return
    if name.lower().endswith((".gz", ".zip", ".warc")):
        yield Problem(found.origin, "an archive within an archive: unpack it first", name)
        return
    for item in apart(Found(name, found.origin, found.folder), data):
        yield replace(item, member=f"{name}, {item.member}" if item.member else name)


def messages(found: Found, data: bytes) -> Iterator[RawArticle | Problem]:
    """The messages of a mailbox in mbox form (RFC 4155): each begins after a line "From " that follows an empty one."""
    number, message = 0, list[bytes]()
    before = b"\n"
    for line in data.splitlines(keepends=True):
        if line.startswith(b"From ") and not before.strip():
            if number:
                yield RawArticle(found.origin, b"".join(message), "message/rfc822", f"message {number}", found.folder)
            number, message = number + 1, []
        elif number:
            message.append(line)
        before = line
    if number:
        yield RawArticle(found.origin, b"".join(message), "message/rfc822", f"message {number}", found.folder)
    else:
        yield Problem(found.origin, "no mailbox: no line begins with `From `", kind="failed")


def records(found: Found) -> Iterator[RawArticle | Problem]:
    """The pages that a WARC file (ISO 28500) holds: its response records of HTML, read as a stream."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        with open(found.path, "rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                number += 1
                yield _response(found, f"record {number}", record)
    except (OSError, EOFError, zlib.error, ArchiveLoadFailed, ValueError) as error:
        yield Problem(found.origin, f"the WARC breaks off after {number} responses: {_said(error)}", kind="failed")
        return
    if not number:
        yield Problem(found.origin, "a WARC without responses")


def _response(found: Found, member: str, record: object) -> RawArticle | Problem:
    from warcio.recordloader import ArcWarcRecord

    assert isinstance(record, ArcWarcRecord)  # noqa: S101 - for the type checker
    status = record.http_headers.get_statuscode()
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if status != "200":
        return Problem(found.origin, f"not an article: answered with HTTP {status}", member)
    if kind not in ("text/html", "application/xhtml+xml"):
        return Problem(found.origin, f"not a page: {_printable(kind) or 'no content type'}", member)
    data = record.content_stream().read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return Problem(found.origin, LARGE, member)
    url = record.rec_headers.get_header("WARC-Target-URI")
    return RawArticle(found.origin, data, "text/html", member, found.folder, url)


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace") if name.isprintable() else ascii(name)[1:-1]


def _said(error: Exception) -> str:
    said = reason(error) if isinstance(error, OSError) and error.errno else str(error)
    return said[:120].replace("\n", " ") or type(error).__name__
