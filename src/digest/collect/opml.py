"""OPML lists of feeds: read even where the XML is broken, which is the rule, and written whole."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from digest.collect.discover import web_url
from digest.collect.guard import mask, without_credentials
from digest.collect.identity import canonical_url
from digest.collect.xmltext import NO_XML, Declares, as_utf8, attributes, checked, decoded, mended, parts
from digest.model import Problem

TAG = re.compile(r"<\s*(/?)\s*(outline|body|head|opml)\b", re.IGNORECASE)
ADDRESS = re.compile(r"""xmlurl\s*=\s*["']?\s*([^\s"'<>]+)""", re.IGNORECASE)
MAX_FEEDS = 20_000
DEPTH = 10  # folders in folders that are told


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    name: str
    url: str
    site: str | None = None  # its home page
    folder: str | None = None  # the names of the outlines around it, parted by " / "


@dataclass(frozen=True, slots=True)
class Outlines:
    """What a list holds, in its order, and what could not be read of it."""

    feeds: tuple[Outline, ...]
    problems: tuple[Problem, ...] = ()


def read_opml(origin: str, data: bytes) -> Outlines:
    """The feeds in the OPML `data`; a feed that is named twice counts once. `origin` names the list in problems."""
    try:
        text = checked(decoded(data))
    except Declares:
        return Outlines(
            (), (Problem(origin, "refused: the list declares entities; no OPML needs them", kind="failed"),)
        )
    if not re.search(r"<\s*(opml|outline)\b", text, re.IGNORECASE):
        said = "empty" if not text.strip() else "no OPML list: there is no outline in it"
        return Outlines((), (Problem(origin, said, kind="failed"),))
    problems: list[Problem] = []
    found = _strictly(text)
    if isinstance(found, str):
        problems.append(Problem(origin, f"broken XML ({found}): what could be read was read", kind="failed"))
        found = list(_loosely(mended(text)))
    feeds: dict[str, Outline] = {}
    for number, (given, folders) in enumerate(found, 1):
        outline = _outline(given, folders)
        if isinstance(outline, str):
            problems.append(Problem(origin, outline, f"outline {number}"))
        elif outline and len(feeds) < MAX_FEEDS:
            feeds.setdefault(canonical_url(outline.url), outline)
    if not feeds and not problems:
        problems.append(Problem(origin, "a list without feeds"))
    return Outlines(tuple(feeds.values()), tuple(problems))


def write_opml(feeds: Iterable[Outline], *, title: str, now: datetime, with_credentials: bool = False) -> bytes:
    """An OPML 2.0 list. User and password of an address are left out of it unless asked for: lists are made to be shared."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{escape(_clean(title))}</title><dateCreated>{format_datetime(now)}</dateCreated></head>",
        "<body>",
    ]
    for feed in feeds:
        url = feed.url if with_credentials else without_credentials(feed.url)
        given = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": url}
        if feed.site:
            given["htmlUrl"] = feed.site
        if feed.folder:
            given["category"] = "/" + feed.folder.replace(" / ", "/")
        lines.append(
            "  <outline " + " ".join(f"{name}={quoteattr(_clean(value))}" for name, value in given.items()) + "/>"
        )
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode("utf-8", "replace")


def _strictly(text: str) -> list[tuple[Mapping[str, str], tuple[str, ...]]] | str:
    """Every outline with its attributes and the names around it; where the XML is broken, what breaks it."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(as_utf8(text))  # noqa: S314
    except ElementTree.ParseError as error:
        return str(error)
    found: list[tuple[Mapping[str, str], tuple[str, ...]]] = []
    pending: list[tuple[ElementTree.Element, tuple[str, ...]]] = [(root, ())]
    while pending:
        element, folders = pending.pop()
        inside = folders
        if element.tag.rpartition("}")[2].lower() == "outline":
            given = {name.lower(): value for name, value in element.attrib.items()}
            found.append((given, folders))
            inside = folders if _address(given) or len(folders) == DEPTH else (*folders, _name(given))
        pending += [(child, inside) for child in reversed(element)]
    return found


def _loosely(text: str) -> Iterator[tuple[Mapping[str, str], tuple[str, ...]]]:
    """The outlines of broken XML: each start tag by itself, however the tags around it fail to fit."""
    folders: list[str] = []
    plain = "".join(part for part, opaque in parts(text) if not opaque)
    tags = list(TAG.finditer(plain))
    for match, following in zip(tags, [*(tag.start() for tag in tags[1:]), len(plain)], strict=True):
        if match.group(2).lower() != "outline":
            continue
        if match.group(1):
            del folders[-1:]
            continue
        tag = plain[match.end() : following][:20_000].partition(">\n")[0]
        given = attributes(tag)
        if not _address(given) and (bare := ADDRESS.search(tag)):  # a quotation mark is missing before it
            given["xmlurl"] = html.unescape(bare.group(1))
        yield given, tuple(name for name in folders[:DEPTH] if name)
        if not tag.rstrip(" \t\r\n>").endswith("/"):
            folders.append("" if _address(given) else _name(given))


def _outline(given: Mapping[str, str], folders: tuple[str, ...]) -> Outline | str | None:
    """The feed of an outline; None for a folder; what is wrong with it otherwise."""
    address = web_url(_address(given))
    if not address:
        feed = given.get("type", "").lower() in ("rss", "atom", "feed")
        return f"{_name(given) or 'a feed'}: without an address" if feed else None
    if not canonical_url(address):
        return f"{_name(given) or 'a feed'}: no web address: {mask(address)[:100]}"
    folder = " / ".join(name for name in folders if name) or given.get("category", "").strip("/ ").split(",")[
        0
    ].replace("/", " / ")
    site = given.get("htmlurl", "").strip()
    name = _name(given) or re.sub(
        r"^www\.", "", re.split(r"[/?#]", without_credentials(address).partition("://")[2])[0]
    )
    return Outline(name, address, site if canonical_url(site) else None, folder or None)


def _address(given: Mapping[str, str]) -> str:
    address = given.get("xmlurl") or (
        given.get("url", "") if given.get("type", "rss").lower() in ("rss", "atom") else ""
    )
    return "".join(address.split())


def _name(given: Mapping[str, str]) -> str:
    return " ".join(_clean(given.get("title") or given.get("text") or "").split())[:300]


def _clean(text: str) -> str:
    return NO_XML.sub("", text)
