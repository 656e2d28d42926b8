"""One file to its raw articles: what kind of file it is, and how a container is taken apart.

The kind comes from the content where the content is clear, otherwise from the file's name.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import IO

from digest.canonical import canonical_json, json_fault
from digest.collect import archives, feeds
from digest.collect.local import CONTAINERS, MAX_BYTES, MAX_CONTAINER_BYTES, Found, read_bytes, reason
from digest.model import Problem, RawArticle

TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".json": "application/json",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".rdf": "application/xml",
    ".xml": "application/xml",
}
MAGIC = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a media file",
    b"PK\x03\x04": "a zip archive, or an office document, under another name",
    b"\x1f\x8b": "a gzip archive under another name",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "a database",
}
_CONTROLS = bytes(byte for byte in range(1, 32) if not 9 <= byte <= 13 and byte != 27)  # that no text has
TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def split(found: Found | Problem) -> Iterator[RawArticle | Problem]:
    """The raw articles of one file; problems pass through."""
    if isinstance(found, Problem):
        yield found
        return
    name = found.path.lower()
    for endings, read in STREAMS.items():
        if name.endswith(endings):
            yield from read(found)
            return
    data = read_bytes(found)
    if isinstance(data, Problem):
        yield data
        return
    yield from take_apart(found, data)


def take_apart(found: Found, data: bytes) -> Iterator[RawArticle | Problem]:
    """The raw articles in the bytes of one file that is not read line by line."""
    if data.startswith(b"%PDF-"):
        yield RawArticle(found.origin, data, "application/pdf", source=found.folder)
        return
    what = binary(data)
    if what:
        yield Problem(found.origin, f"not text: {what}")
        return
    media_type = media_type_of(found.path, data)
    if media_type == "application/xml":
        yield from feeds.entries(found.origin, data, found.folder)
    elif found.path.lower().endswith(CONTAINERS):
        yield from json_lines(found, io.BytesIO(data))
    elif media_type == "application/json":
        yield from _json(found, data)
    elif media_type == "application/mbox":
        yield from archives.messages(found, data)
    else:
        yield RawArticle(found.origin, data, media_type, source=found.folder)


def binary(data: bytes) -> str | None:
    """What `data` is if it is no text; None for text in any encoding."""
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            return name
    if data[257:262] == b"ustar":  # POSIX.1-1988: every header block of a tar archive says so there
        return "a tar archive; unpack it first"
    head = data[:8192]
    if not head or head.startswith(TEXT_BOMS) or _utf16(head):
        return None
    control = len(head) - len(head.translate(None, _CONTROLS))
    if control > len(head) * 0.05 or head.count(0) > len(head) * 0.3:
        return "binary data"
    return None


def _utf16(head: bytes) -> bool:
    """Every other byte is NUL: UTF-16 text without a byte order mark."""
    half = len(head) // 2
    return (
        half > 4
        and b"\0" in head
        and any(head[i::2].count(0) > half * 0.7 and head[1 - i :: 2].count(0) < half * 0.05 for i in (0, 1))
    )


def media_type_of(path: str, data: bytes) -> str:
    """The media type, from what the bytes begin with where that is plain, otherwise from the file's name."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    suffix = os.path.splitext(path)[1].lower()
    if not head.startswith(b"<"):
        return TYPES.get(suffix, "text/plain")
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:rdf|opml)\b", head, re.DOTALL):
        return "application/xml"
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype html|<html\b)", head, re.DOTALL) and suffix != ".eml":
        return "text/html"
    return TYPES.get(suffix, "text/plain")


def _plain_lines(found: Found) -> Iterator[RawArticle | Problem]:
    try:
        with open(found.path, "rb") as file:
            yield from json_lines(found, file)
    except OSError as error:
        yield Problem(found.origin, f"cannot be read: {reason(error)}", kind="failed")


def _zipped_lines(found: Found) -> Iterator[RawArticle | Problem]:
    try:
        with gzip.open(found.path) as file:
            yield from json_lines(found, file)
    except (OSError, EOFError, zlib.error) as error:
        yield Problem(found.origin, f"not a gzip file that can be read to its end: {error}", kind="failed")


def json_lines(found: Found, file: IO[bytes] | gzip.GzipFile, *, first: int = 1) -> Iterator[RawArticle | Problem]:
    """One raw article a line, read as a stream; `first` is the number of its first line."""
    number, size = first - 1, 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        size += len(line)
        if len(line) > MAX_BYTES:
            yield Problem(found.origin, f"longer than {MAX_BYTES // 1_000_000} MB", f"line {number}")
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            content = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).rstrip(b"\r\n")
            yield RawArticle(found.origin, content, "application/json", f"line {number}", found.folder)
        if size > MAX_CONTAINER_BYTES:
            said = f"more than {MAX_CONTAINER_BYTES // 1_000_000} MB: the rest was not read"
            yield Problem(found.origin, said, kind="failed")
            return
    if not number:
        yield Problem(found.origin, "empty")


def _json(found: Found, data: bytes) -> Iterator[RawArticle | Problem]:
    """A single object, a list of them, or a JSON Feed."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield (
            Problem(found.origin, json_fault(error), kind="failed") if data.strip() else Problem(found.origin, "empty")
        )
        return
    if isinstance(content, dict) and "jsonfeed.org" in str(content.get("version", "")):
        yield from feeds.json_feed_entries(found.origin, content, found.folder)
    elif isinstance(content, list):
        for number, item in enumerate(content, 1):
            yield RawArticle(found.origin, canonical_json(item), "application/json", f"item {number}", found.folder)
    else:
        yield RawArticle(found.origin, data, "application/json", source=found.folder)


STREAMS: Mapping[tuple[str, ...], Callable[[Found], Iterator[RawArticle | Problem]]] = {
    (".jsonl.gz", ".ndjson.gz"): _zipped_lines,
    CONTAINERS: _plain_lines,
    (".warc", ".warc.gz"): archives.records,
    (".gz",): lambda found: archives.gzip_member(found, take_apart),
    (".zip",): lambda found: archives.zip_members(found, take_apart),
}  # read as streams, or member by member; the first ending that fits counts
