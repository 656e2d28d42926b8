"""The links of a home page that matter for finding its feed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from digest.collect.xmltext import attributes, parts

FEED_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
    "text/xml": 2,
    "application/xml": 2,
    "application/json": 3,
}
LOOKS_LIKE = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._-]|\d|$)|\.(?:rss|atom|rdf)$|feed=(?:rss|atom)", re.IGNORECASE
)
TAG = re.compile(r"""<(link|a|base)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)""", re.IGNORECASE)
MAX_LINKS = 50
COMMENTS = re.compile(r"\bcomments?\b|kommentare|commentaires|comentarios", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str = ""


def feed_links(html: str, base: str) -> tuple[FeedLink, ...]:
    """The feeds that a page declares, best first, then those that it merely links to; feeds of comments come last."""
    declared: list[tuple[int, FeedLink]] = []
    linked: list[FeedLink] = []
    for match in TAG.finditer("".join(part for part, opaque in parts(html) if not opaque)):
        tag, given = match.group(1).lower(), attributes(match.group(2))
        if not given.get("href"):
            continue
        if tag == "base":
            base = _joined(base, given["href"]) or base
        elif tag == "link":
            rank = _rank(given)
            declared += [(rank, link) for link in _link(base, given) if rank is not None]
        elif LOOKS_LIKE.search(given["href"][:500].split("?")[0].rstrip("/")):
            linked += _link(base, given)
    best = [link for _, link in sorted(declared, key=lambda found: found[0])]
    ordered = sorted([*best, *linked][:MAX_LINKS], key=lambda link: bool(COMMENTS.search(f"{link.title} {link.url}")))
    first: dict[str, FeedLink] = {}
    for link in ordered:
        first.setdefault(link.url, link)
    return tuple(first.values())


def _rank(given: Mapping[str, str]) -> int | None:
    """How likely a <link> names the page's feed, 0 the most; None where it names none."""
    kind = given.get("type", "").split(";")[0].strip().lower()
    rel = given.get("rel", "").lower().split()
    if "feed" in rel or ("alternate" in rel and kind in FEED_TYPES and "hreflang" not in given):
        return FEED_TYPES.get(kind, 3)
    return None


def _link(base: str, given: Mapping[str, str]) -> list[FeedLink]:
    url = _joined(base, re.sub(r"^feed:(//)?(?=https?:)", "", given["href"].strip(), flags=re.IGNORECASE))
    return [FeedLink(url, " ".join(given.get("title", "").split())[:300])] if url else []


def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip()).split("#")[0]
    except ValueError:
        return ""
    return url if re.match(r"https?://[^/]", url, re.IGNORECASE) else ""
