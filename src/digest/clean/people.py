"""Who wrote a page's article, by what the page tells machines and shows beside the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from digest.clean.metadata import Metadata, line_of, named, names_of

_AUTHORS = names_of(
    "author article:author article:author_name og:article:author dc.creator dcterms.creator dc.contributor parsely-author "
    "sailthru.author byl cxenseparse:author rbauthors citation_author bt:author auther"
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|html?)\b|[<>{}|=]|^(?:admin|administrator|editor|editors|staff|webmaster|author|unknown|null|none|user|"
    r"guest|about|contributors?|posts?|view|see|by|size=.*)$|\b(?:app|bet|casino|http)\b",
    re.I,
)
_BY = re.compile(
    r"^\s*(?:written\s+by|posted\s+by|reported\s+by|story\s+by|words\s+by|by|von|por|par|di|door|作者|记者|記者|文)\s*[:：/]?\s+",
    re.I,
)
_JOINTS = re.compile(r"\s*(?:,\s*(?:and|und|et|y|e)\s|;|\s(?:and|und|et|y)\s|\s&\s|、|，)\s*", re.I)
_DEGREES = re.compile(
    r"^(?:ph\.?d|m\.?d|m\.?s|r\.?d|r\.?n|mba|esq|jr|sr|ii|iii|cfp|cpa|fand|rdn|ma|ba|msc|bsc|dds|do|np|md)\.?$", re.I
)


def authors_of(meta: Metadata, tree: Any, site: str | None, bylines: Sequence[str] = ()) -> tuple[str, ...]:
    """The people named as the article's authors: JSON-LD, then meta tags, links and the text's own bylines."""
    places: list[Sequence[str]] = [named(meta.article.get("author")), named(meta.article.get("creator"))]
    places += [meta.metas.get(name, ()) for name in _AUTHORS]
    places.append(bylines)
    places.append(_linked_authors(tree))
    for place in places:
        names = tuple(dict.fromkeys(name for value in place for name in names_in(value, site)))
        if names:
            return names[:12]
    return ()


def names_in(value: str, site: str | None = None) -> Iterator[str]:
    """The names in a byline: "By A B and C D" gives two; nothing that is an address or the outlet itself."""
    value = _BY.sub("", line_of(value))
    outlet = _plain(site or "")
    for part in _split(value):
        name = part.strip(" .,;:|-–—·•").strip()
        if (
            not 1 < len(name) <= 60
            or len(name.split()) > 6
            or _NOT_A_NAME.search(name)
            or not re.search(r"[^\W\d_]", name)
        ):
            continue
        if re.search(r"\d{2}", name) or (outlet and _plain(name) == outlet):
            continue
        yield name


def _split(value: str) -> list[str]:
    parts = [part for joint in _JOINTS.split(value) for part in _commas(joint)]
    return [part for part in parts if part]


def _commas(value: str) -> list[str]:
    """Parts at commas; academic degrees are no names of their own."""
    return [part for part in (p.strip() for p in value.split(",")) if part and not _DEGREES.match(part)]


def _plain(value: str) -> str:
    return "".join(re.findall(r"\w+", value.casefold()))


def _linked_authors(tree: Any) -> list[str]:
    found = []
    for element in tree.iter("a", "span", "p", "div", "address"):
        rel, prop = (element.get("rel") or "").lower().split(), (element.get("itemprop") or "").lower()
        names = (element.get("class") or "").lower().split()
        if (
            "author" in rel
            or prop == "author"
            or "byline" in names
            or "author-name" in names
            or "byline__name" in names
        ):
            text = line_of(" ".join(element.itertext()))
            if 3 < len(text) < 80:
                found.append(text)
        if len(found) >= 3:
            break
    return found[:1]
