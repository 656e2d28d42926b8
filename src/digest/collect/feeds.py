"""RSS, Atom, RDF and JSON Feed documents: one raw article an entry.

feedparser is given bytes and never a string or an address, which it would open. A document type or an entity declaration is
refused before parsing: no feed needs one, and expansion attacks do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from digest.canonical import canonical_json
from digest.model import FEED_ENTRY, Problem, RawArticle

DECLARATION = re.compile(rb"<!(ENTITY|DOCTYPE\s[^>]*\[)", re.IGNORECASE)
FIELDS = ("id", "link", "title", "summary", "published", "updated", "author", "language")


def entries(origin: str, data: bytes, outlet: str | None) -> Iterator[RawArticle | Problem]:
    """The entries of a feed in XML; `outlet` is used where the feed has no title of its own."""
    if DECLARATION.search(data):
        yield Problem(origin, "refused: the feed declares entities; no news feed needs them", kind="failed")
        return
    if re.search(rb"<opml\b", data[:2048], re.IGNORECASE):
        yield Problem(origin, "an OPML list of feeds, not a feed: import it with `digest feeds import`")
        return
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        if parsed.get("version"):
            yield Problem(origin, "a feed without entries")
        else:
            broken = re.sub(r"^<unknown>:", "line ", str(parsed.get("bozo_exception", "") or "no entries in it"))
            yield Problem(origin, f"not a feed that can be read: {broken}", kind="failed")
        return
    name = _text(parsed.feed.get("title")) or outlet
    language = _text(parsed.feed.get("language"))
    for number, entry in enumerate(parsed.entries, 1):
        yield _raw(origin, number, _fields(entry, language), name)
    if parsed.get("bozo") and _unfinished(parsed):
        yield Problem(origin, "the feed breaks off: the entries before that were read", kind="failed")


def json_feed_entries(origin: str, feed: Mapping[str, Any], outlet: str | None) -> Iterator[RawArticle | Problem]:
    """The items of a JSON Feed (https://jsonfeed.org/version/1.1)."""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        yield Problem(origin, "a feed without entries")
        return
    name = _text(feed.get("title")) or outlet
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield Problem(origin, "not an entry: expected an object", f"entry {number}", kind="failed")
            continue
        authors = item.get("authors") or ([item["author"]] if isinstance(item.get("author"), dict) else [])
        fields = {
            "id": _text(item.get("id")),
            "link": _text(item.get("url") or item.get("external_url")),
            "title": _text(item.get("title")),
            "summary": _text(item.get("summary")),
            "content": _text(item.get("content_html") or item.get("content_text")),
            "content_type": "text/html" if item.get("content_html") else "text/plain",
            "published": _text(item.get("date_published")),
            "updated": _text(item.get("date_modified")),
            "author": ", ".join(_text(a.get("name")) for a in authors if isinstance(a, dict)),
            "language": _text(item.get("language") or feed.get("language")),
        }
        yield _raw(origin, number, {key: value for key, value in fields.items() if value}, name)


def _raw(origin: str, number: int, fields: Mapping[str, str], outlet: str | None) -> RawArticle:
    return RawArticle(origin, canonical_json(fields), FEED_ENTRY, f"entry {number}", outlet)


def _fields(entry: Mapping[str, Any], language: str) -> dict[str, str]:
    """The fields of one entry that are used, as plain strings; the fullest content wins."""
    fields = {key: _text(entry.get(key)) for key in FIELDS}
    fields["language"] = fields["language"] or language
    names = [_text(author.get("name")) for author in entry.get("authors", ()) if isinstance(author, Mapping)]
    fields["author"] = ", ".join(name for name in names if name) or fields["author"]
    contents = [c for c in entry.get("content", ()) if isinstance(c, Mapping) and _text(c.get("value"))]
    if contents:
        fullest = max(contents, key=lambda c: len(_text(c.get("value"))))
        fields["content"], fields["content_type"] = _text(fullest.get("value")), _text(fullest.get("type"))
    source = entry.get("source")
    if isinstance(source, Mapping):
        fields["source"] = _text(source.get("title"))
    return {key: value for key, value in fields.items() if value}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _unfinished(parsed: Mapping[str, Any]) -> bool:
    """Broken off, rather than merely untidy: nearly every real feed has some small fault that costs nothing."""
    return bool(re.search(r"no element found|unclosed|mismatched", str(parsed.get("bozo_exception", ""))))
