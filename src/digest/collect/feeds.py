"""RSS, Atom, RDF and JSON Feed documents: one raw article an entry.

feedparser is given bytes and never a string or an address, which it would open. A document type or an entity declaration is
refused before parsing: no feed needs one, and expansion attacks do.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from digest.canonical import canonical_json, json_fault
from digest.collect.xmltext import Declares, as_utf8, checked, decoded, mended
from digest.model import FEED_ENTRY, Problem, RawArticle

FIELDS = ("id", "link", "title", "summary", "published", "updated", "author", "language")
DECLARES = "refused: the feed declares entities; no news feed needs them"


def document(
    origin: str, data: bytes, outlet: str | None, *, base: str | None = None, charset: str | None = None
) -> Iterator[RawArticle | Problem]:
    """The entries of a fetched feed, in XML or JSON: told by its content, whatever the server calls it.

    `base` is the address that relative links are relative to, `charset` the encoding that the server names.
    """
    if not data.strip():
        yield Problem(origin, "the answer is empty", kind="failed")
        return
    text = decoded(data, charset).lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        yield from entries(origin, data, outlet, base=base, charset=charset)
        return
    try:
        content = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError) as error:
        yield Problem(origin, json_fault(error), kind="failed")
        return
    if isinstance(content, dict) and isinstance(content.get("items"), list):
        yield from json_feed_entries(origin, content, outlet, base=base)
    else:
        yield Problem(origin, "not a feed that can be read: JSON without `items`", kind="failed")


def entries(
    origin: str, data: bytes, outlet: str | None, *, base: str | None = None, charset: str | None = None
) -> Iterator[RawArticle | Problem]:
    """The entries of a feed in XML; `outlet` is used where the feed has no title of its own. `base`: see `document`."""
    try:
        text = checked(decoded(data, charset))
    except Declares:
        yield Problem(origin, DECLARES, kind="failed")
        return
    if re.search(r"<opml\b", text[:2048], re.IGNORECASE):
        yield Problem(origin, "an OPML list of feeds, not a feed: import it with `digest feeds import`")
        return
    parsed = _parsed(text, base)
    if not parsed["entries"]:
        yield _nothing(origin, text, parsed)
        return
    feed: Mapping[str, Any] = parsed["feed"]
    name = _text(feed.get("title")) or outlet
    language = _text(feed.get("language"))
    for number, entry in enumerate(parsed["entries"], 1):
        yield _raw(origin, number, _fields(entry, language), name, base)
    if _unfinished(parsed, text):
        yield Problem(origin, "the feed breaks off: the entries before that were read", kind="failed")


def json_feed_entries(
    origin: str, feed: Mapping[str, Any], outlet: str | None, *, base: str | None = None
) -> Iterator[RawArticle | Problem]:
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
        fields = _json_fields(item, _text(feed.get("language")))
        yield _raw(origin, number, fields, name, base)


def _json_fields(item: Mapping[str, Any], language: str) -> dict[str, str]:
    given = item.get("authors")
    authors = given if isinstance(given, list) else [item.get("author")]
    identity = item.get("id")
    fields = {
        "id": str(identity) if isinstance(identity, int | float) else _text(identity),  # 1.0 let it be a number
        "link": _text(item.get("url")) or _text(item.get("external_url")),
        "title": _text(item.get("title")),
        "summary": _text(item.get("summary")),
        "content": _text(item.get("content_html")) or _text(item.get("content_text")),
        "content_type": "text/html" if _text(item.get("content_html")) else "text/plain",
        "published": _text(item.get("date_published")),
        "updated": _text(item.get("date_modified")),
        "author": ", ".join(_text(a.get("name")) for a in authors if isinstance(a, dict)),
        "language": _text(item.get("language")) or language,
    }
    return {key: value for key, value in fields.items() if value}


def _parsed(text: str, base: str | None) -> Mapping[str, Any]:
    """What feedparser finds in `text`; where it stumbles, in the mended text too, and the fuller reading counts."""
    first = _feedparser(text, base)
    if not _stumbled(first):
        return first
    repaired = mended(text)
    second = first if repaired == text else _feedparser(repaired, base)
    return second if len(second["entries"]) >= len(first["entries"]) else first


def _feedparser(text: str, base: str | None) -> Mapping[str, Any]:
    import feedparser

    # These headers state where the document came from, and nothing about its encoding, which is settled.
    headers = {"content-type": "application/xml", **({"content-location": base} if base else {})}
    try:
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(as_utf8(text)), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, AssertionError) as error:
        # What some malformed dates, nestings and namespaces raise in it.
        return {"entries": [], "feed": {}, "bozo": 1, "bozo_exception": error}
    return found


def _stumbled(parsed: Mapping[str, Any]) -> bool:
    from xml.sax import SAXException

    return bool(parsed.get("bozo")) and (
        not parsed["entries"] or isinstance(parsed.get("bozo_exception"), SAXException)
    )


def _nothing(origin: str, text: str, parsed: Mapping[str, Any]) -> Problem:
    if parsed.get("version"):
        return Problem(origin, "a feed without entries")
    if re.search(r"<html\b|<!doctype html|<body\b", text[:4096], re.IGNORECASE):
        return Problem(
            origin, "not a feed that can be read: a web page; its feed has an address of its own", kind="failed"
        )
    broken = re.sub(r"^<unknown>:", "line ", str(parsed.get("bozo_exception", "") or "no entries in it"))
    return Problem(origin, f"not a feed that can be read: {broken}", kind="failed")


def _raw(origin: str, number: int, fields: dict[str, str], outlet: str | None, base: str | None) -> RawArticle:
    if base and fields.get("link"):
        try:
            fields["link"] = urljoin(base, fields["link"])
        except ValueError:
            del fields["link"]
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


def _unfinished(parsed: Mapping[str, Any], text: str) -> bool:
    """Broken off, rather than merely untidy: nearly every real feed has some small fault that costs nothing."""
    return _stumbled(parsed) and not re.search(
        r"</\s*([\w.-]+:)?(rss|feed|rdf|channel)\s*>", text[-500:], re.IGNORECASE
    )
