"""The newest briefings for feed readers: Atom (RFC 4287) and JSON Feed (version 1.1).

Each entry carries the headlines and statements of its briefing. Its id follows from the edition, the slot and the end of
the window (UUID version 5, RFC 9562), so it stays the same when the archive moves to another address. Without an address
the links are relative in Atom, and JSON Feed, which wants absolute ones, has none.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time
from urllib.parse import quote, urljoin

from markupsafe import escape

from digest.archive.records import Entry
from digest.archive.views import Setting
from digest.render.safe import shown
from digest.render.wording import counted, long_date

NEWEST = 15  # briefings in a feed
_SPACE = uuid.UUID("5f0c2f0e-7a35-5a0e-9a55-6c7b7b6f6e0d")  # the name space of our ids
_TYPES = {
    "html": "text/html",
    "text": "text/plain",
    "json": "application/json",
    "md": "text/markdown",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def atom(found: Sequence[Entry], base_url: str | None, setting: Setting) -> str:
    """The newest of `found` (the newest first) as an Atom feed."""
    base = _base(base_url)
    entries = found[:NEWEST]
    updated = max((_updated(entry) for entry in entries), default=datetime(1970, 1, 1, tzinfo=UTC))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{setting.words.code}">',
        f"<title>{_xml(setting.labels.briefings)}</title>",
        f"<id>{_xml(feed_id(found, base))}</id>",
        f"<updated>{_stamp(updated)}</updated>",
        "<author><name>digest</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_xml(base + "feed.xml")}"/>',
        f'<link rel="alternate" type="text/html" href="{_xml(base + "index.html")}"/>',
        *(line for entry in entries for line in _atom_entry(entry, base, setting)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _atom_entry(entry: Entry, base: str, setting: Setting) -> list[str]:
    when = _stamp(_updated(entry))
    lines = [
        "<entry>",
        f"<title>{_xml(_title(entry, setting))}</title>",
        f"<id>{entry_id(entry)}</id>",
        f"<published>{when}</published>",
        f"<updated>{when}</updated>",
    ]
    for number, form in enumerate(entry.forms):
        rel = "enclosure" if number else "alternate"
        lines.append(f'<link rel="{rel}" type="{_TYPES[form]}" href="{_xml(base + quote(entry.path(form)))}"/>')
    lines.append(f"<summary>{_xml(_summary(entry, setting))}</summary>")
    if entry.stories:
        lines.append(f'<content type="html">{_xml(_content(entry, base, setting))}</content>')
    return [*lines, "</entry>"]


def json_feed(found: Sequence[Entry], base_url: str | None, setting: Setting) -> str:
    """The newest of `found` (the newest first) as a JSON Feed."""
    base = _base(base_url)
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": setting.labels.briefings,
        "language": setting.words.code,
    }
    if base:
        feed |= {"home_page_url": f"{base}index.html", "feed_url": f"{base}feed.json"}
    feed["items"] = [_item(entry, base, setting) for entry in found[:NEWEST]]
    return _NO_XML.sub("\ufffd", json.dumps(feed, ensure_ascii=False, indent=1)) + "\n"


def _item(entry: Entry, base: str, setting: Setting) -> dict[str, object]:
    item: dict[str, object] = {"id": entry_id(entry), "title": _title(entry, setting)}
    if base:
        item["url"] = base + quote(entry.best)
    item["summary"] = _summary(entry, setting)
    item["content_html" if entry.stories else "content_text"] = (
        _content(entry, base, setting) if entry.stories else _summary(entry, setting)
    )
    item["date_published"] = _stamp(_updated(entry))
    if base and len(entry.forms) > 1:
        item["attachments"] = [
            {"url": base + quote(entry.path(form)), "mime_type": _TYPES[form]} for form in entry.forms[1:]
        ]
    return item


def entry_id(entry: Entry) -> str:
    """The id of one briefing, the same wherever it is published."""
    slot = entry.slot.isoformat() if entry.slot else entry.day.isoformat()
    name = "\0".join(shown(part) for part in (entry.edition, slot, entry.until, entry.stem))
    return f"urn:uuid:{uuid.uuid5(_SPACE, name)}"


def feed_id(found: Sequence[Entry], base: str) -> str:
    """The id of the feed: its address, or what follows from its first briefing where it has none."""
    if base:
        return f"{base}feed.xml"
    first = entry_id(found[-1]) if found else ""
    return f"urn:uuid:{uuid.uuid5(_SPACE, f'feed {first}')}"


def _base(base_url: str | None) -> str:
    """The folder's address with its last slash, "" where there is none that could be linked."""
    if not base_url or not base_url.startswith(("http://", "https://")):
        return ""
    return urljoin(shown(base_url) if base_url.endswith("/") else f"{shown(base_url)}/", ".")


def _updated(entry: Entry) -> datetime:
    slot = entry.slot or datetime.combine(entry.day, time())
    return slot if slot.tzinfo else slot.replace(tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    """A time as RFC 3339 has it."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _title(entry: Entry, setting: Setting) -> str:
    return f"{shown(entry.title) or shown(entry.stem)}{setting.words.comma}{long_date(entry.day, setting.words)}"


def _summary(entry: Entry, setting: Setting) -> str:
    if not entry.recorded:
        return shown(entry.title) or shown(entry.stem)
    heads = [shown(story.headline) for story in entry.stories if shown(story.headline)]
    count = counted(len(entry.stories), setting.words.stories, setting.words)
    return count + (setting.words.colon + setting.words.semicolon.join(heads) if heads else "")


def _content(entry: Entry, base: str, setting: Setting) -> str:
    """The stories with what the briefing says of them, as a piece of HTML without attributes but links and languages."""
    parts = []
    page = base + quote(entry.path("html")) if "html" in entry.forms else None
    for story in entry.stories:
        head = escape(shown(story.headline) or setting.words.untitled)
        linked = f'<a href="{escape(page)}#s{story.number}">{head}</a>' if page else head
        parts.append(f'<h2 dir="auto"{_lang(story.language)}>{linked}</h2>')
        parts.append("<ul>")
        for said in story.said:
            names = setting.words.list_comma.join(shown(source) for source in said.sources)
            outlets = f" <small>[<bdi>{escape(names)}</bdi>]</small>" if names else ""
            parts.append(f'<li dir="auto"{_lang(said.language)}>{escape(shown(said.text))}{outlets}</li>')
        parts.append("</ul>")
    return "\n".join(parts)


def _lang(code: str | None) -> str:
    return f' lang="{code}"' if code else ""


def _xml(text: str) -> str:
    return str(escape(_NO_XML.sub("\ufffd", text)))
