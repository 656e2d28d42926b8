"""One file to its raw articles: what kind of file it is, and how a container is taken apart.

The kind comes from the content where the content is clear, otherwise from the file's name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath

from digest.canonical import canonical_json, json_fault
from digest.collect import feeds
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
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".rdf": "application/xml",
    ".xml": "application/xml",
}
MAGIC = {
    b"%PDF-": "a PDF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a media file",
    b"PK\x03\x04": "a zip archive (or an office document): unpack it first",
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "a database",
}
TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def split(found: Found | Problem) -> Iterator[RawArticle | Problem]:
    """The raw articles of one file; problems pass through."""
    if isinstance(found, Problem):
        yield found
        return
    if found.path.lower().endswith(CONTAINERS):
        yield from _json_lines(found)
        return
    data = read_bytes(found)
    if isinstance(data, Problem):
        yield data
        return
    yield from take_apart(found, data)


def take_apart(found: Found, data: bytes) -> Iterator[RawArticle | Problem]:
    """The raw articles in the bytes of one file that is not read line by line."""
    what = binary(data)
    if what:
        yield Problem(found.origin, f"not text: {what}")
        return
    media_type = media_type_of(found.path, data)
    if media_type == "application/xml":
        yield from feeds.entries(found.origin, data, found.folder)
    elif media_type == "application/json":
        yield from _json(found, data)
    else:
        yield RawArticle(found.origin, data, media_type, source=found.folder)


def binary(data: bytes) -> str | None:
    """What `data` is if it is no text; None for text in any encoding."""
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            return name
    head = data[:8192]
    if not head or head.startswith(TEXT_BOMS) or _utf16(head):
        return None
    control = sum(byte < 9 or 13 < byte < 32 for byte in head if byte not in (0, 27))
    if control > len(head) * 0.05 or head.count(0) > len(head) * 0.3:
        return "binary data"
    return None


def _utf16(head: bytes) -> bool:
    """Every other byte is NUL: UTF-16 text without a byte order mark."""
    half = len(head) // 2
    return half > 4 and any(
        head[i::2].count(0) > half * 0.7 and head[1 - i :: 2].count(0) < half * 0.05 for i in (0, 1)
    )


def media_type_of(path: str, data: bytes) -> str:
    """The media type, from what the bytes begin with where that is plain, otherwise from the file's name."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    suffix = PurePath(path).suffix.lower()
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:rdf|opml)\b", head, re.DOTALL):
        return "application/xml"
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype html|<html\b)", head, re.DOTALL) and suffix != ".eml":
        return "text/html"
    return TYPES.get(suffix, "text/plain")


def _json_lines(found: Found) -> Iterator[RawArticle | Problem]:
    """One raw article a line, read as a stream."""
    number = 0
    try:
        with open(found.path, "rb") as file:
            while line := file.readline(MAX_BYTES + 1):
                number += 1
                if len(line) > MAX_BYTES:
                    yield Problem(found.origin, f"longer than {MAX_BYTES // 1_000_000} MB", f"line {number}")
                    while line and not line.endswith(b"\n"):
                        line = file.readline(MAX_BYTES)
                elif line.strip(b" \t\r\n\xef\xbb\xbf"):
                    content = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).rstrip(b"\r\n")
                    yield RawArticle(found.origin, content, "application/json", f"line {number}", found.folder)
                if file.tell() > MAX_CONTAINER_BYTES:
                    yield Problem(
                        found.origin,
                        f"more than {MAX_CONTAINER_BYTES // 1_000_000} MB: the rest was not read",
                        kind="failed",
                    )
                    return
    except OSError as error:
        yield Problem(found.origin, f"cannot be read: {reason(error)}", kind="failed")
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
