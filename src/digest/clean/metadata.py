"""What a page says about itself to machines: meta tags, JSON-LD, links. Nothing here is believed yet, only read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from digest.clean.decode import normalize

MAX_SITE = 60  # characters of an outlet's name
MAX_LD = 1_000_000  # characters of one JSON-LD script that are read


def names_of(listed: str) -> tuple[str, ...]:
    """The names in `listed`, which blanks part."""
    return tuple(listed.split())


ARTICLE_TYPES = frozenset(
    names_of(
        "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle "
        "asknewsarticle blogposting liveblogposting socialmediaposting discussionforumposting techarticle scholarlyarticle report "
        "advertisercontentarticle satiricalarticle review medicalwebpage"
    )
)
_PAGE_TYPES = frozenset(names_of("webpage itempage creativework posting recipe howto"))
_SITES = names_of("og:site_name application-name al:ios:app_name al:android:app_name dc.publisher")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The machine-readable statements of one page, as they stand there."""

    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # lower-case name -> contents in order
    objects: tuple[Mapping[str, Any], ...] = ()  # JSON-LD objects, flattened, in order
    article: Mapping[str, Any] = field(default_factory=dict)  # the JSON-LD object of the article itself
    title: str = ""  # the <title>
    canonical: str | None = None
    base: str | None = None  # the address links are relative to
    language: str | None = None  # of the html tag

    def first(self, *names: str) -> str:
        """The first non-empty content among the metas of these names."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")


def read_metadata(tree: Any, url: str | None = None) -> Metadata:
    """The metadata of an unpruned `tree`."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = (element.get(key) or "").strip().lower()
                if name:
                    metas.setdefault(name, []).append(line_of(content))
    objects = tuple(_objects(tree))
    frozen = {name: tuple(values) for name, values in metas.items()}
    title = tree.find(".//head/title")
    if title is None:
        title = next((t for t in tree.iter("title") if t.getparent() is None or t.getparent().tag != "svg"), None)
    named = line_of("".join(title.itertext())) if title is not None else ""
    root = tree.getroottree().getroot()
    return Metadata(
        frozen,
        objects,
        _article_object(objects, " ".join([named, *frozen.get("og:title", ())])),
        named,
        _canonical(tree, frozen, url),
        url,
        (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or None),
    )


def line_of(value: object) -> str:
    """Untrusted text as one line of our own kind."""
    return " ".join(normalize(value[:5000]).split()) if isinstance(value, str) else ""


def _objects(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            text = (script.text or "").strip()
            if text and len(text) <= MAX_LD:
                yield from _flat(_load(text), 0)


def _load(text: str) -> Any:
    text = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\]\]>\*/)\s*$",
        "",
        text,
    )
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text.rstrip(" ;\n\t"))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flat(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"):
            if isinstance(value.get(key), dict | list):
                yield from _flat(value[key], depth + 1)


def types_of(value: Mapping[str, Any]) -> frozenset[str]:
    """The names of the object's types, lower case, without the vocabulary's address."""
    kinds = value.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind.rsplit("/", 1)[-1].lower() for kind in listed if isinstance(kind, str))


def _article_object(objects: Sequence[Mapping[str, Any]], titles: str) -> Mapping[str, Any]:
    """The object that speaks of this page's article: of several the one whose headline the page's title repeats."""
    wanted = set(re.findall(r"\w+", titles.casefold()))

    def likeness(value: Mapping[str, Any]) -> float:
        words = set(re.findall(r"\w+", line_of(value.get("headline") or value.get("name")).casefold()))
        return len(words & wanted) / len(words) if words else 0.0

    found = [value for value in objects if types_of(value) & ARTICLE_TYPES]
    found = found or [value for value in objects if types_of(value) & _PAGE_TYPES and value.get("datePublished")]
    return max(found, key=likeness) if found else {}


def _canonical(tree: Any, metas: Mapping[str, Sequence[str]], url: str | None) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for candidate in [*links, *metas.get("og:url", ()), *metas.get("twitter:url", ()), url]:
        try:
            address = web_address(urljoin(url, candidate) if url and candidate and "://" in url else candidate)
        except ValueError:  # an address that is none, such as http://[
            continue
        if address:
            return address
    return None


_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9][A-Za-z0-9.-]*(?:/[\w./?=&%+~,;!-]*)?", re.ASCII)


def web_address(value: object) -> str | None:
    """`value` if it is an http or https address of a host."""
    if not isinstance(value, str) or len(value) > 2000:
        return None
    value = value.strip()
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
    if not value or re.search(r"[\s\x00-\x1f\x7f<>\"]", value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.hostname else None


# ---------------------------------------------------------------- outlet


def site_of(meta: Metadata) -> str | None:
    """The outlet that the page names: Open Graph first, then the JSON-LD publisher."""
    publisher = meta.article.get("publisher")
    names = [meta.first("og:site_name"), *(named(publisher))]
    names += [
        name
        for value in meta.objects
        if types_of(value) & {"website", "newsmediaorganization"}
        for name in named(value)
    ]
    names += [meta.first(*_SITES)]
    for name in names:
        name = line_of(name)
        if 1 < len(name) <= MAX_SITE and name != meta.title and not re.search(r"https?:|@", name):
            return name
    return None


def named(value: object) -> list[str]:
    """The names in a JSON-LD value: a text, an object with a name, or a list of them."""
    if isinstance(value, str):
        return [line_of(value)]
    if isinstance(value, list):
        return [name for item in value[:20] for name in named(item)]
    if isinstance(value, dict):
        return named(value.get("name"))
    return []
