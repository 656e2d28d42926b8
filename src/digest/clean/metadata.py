"""What a page says about itself to machines: meta tags, JSON-LD, links. Nothing here is believed yet, only read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from digest.clean.dates import date_in_path, find_date, parse_date
from digest.clean.decode import normalize
from digest.model import DateCandidate, Day, day_of

MAX_LD = 1_000_000  # characters of one JSON-LD script that are read
MAX_LINE = 300
ARTICLE_TYPES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle "
    "asknewsarticle blogposting liveblogposting socialmediaposting discussionforumposting techarticle scholarlyarticle report "
    "advertisercontentarticle satiricalarticle review medicalwebpage".split()
)
_PAGE_TYPES = frozenset("webpage itempage creativework posting recipe howto".split())
_PUBLISHED = (
    "article:published_time og:article:published_time og:published_time rnews:datepublished datepublished dc.date.issued "
    "dcterms.created dcterms.issued dc.date.created article:published article.published publishdate publish-date publish_date "
    "pubdate published_date published-date datecreated sailthru.date parsely-pub-date cxenseparse:recs:publishtime "
    "article_date_original originalpublicationdate date_published citation_publication_date bt:pubdate analyticsattributes.articledate "
    "article:created_time weibo:article:create_at displaydate uploaddate"
).split()
_WEAK_PUBLISHED = "dc.date dcterms.date date".split()
_MODIFIED = (
    "article:modified_time og:updated_time datemodified lastmod last-modified dcterms.modified dc.date.modified article:modified "
    "og:modified_time revised weibo:article:update_at"
).split()
_AUTHORS = (
    "author article:author article:author_name og:article:author dc.creator dcterms.creator dc.contributor parsely-author sailthru.author "
    "byl cxenseparse:author rbauthors citation_author bt:author auther"
).split()
_SITES = "og:site_name application-name al:ios:app_name al:android:app_name dc.publisher copyright".split()


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


def web_address(value: object) -> str | None:
    """`value` if it is an http or https address of a host."""
    if not isinstance(value, str) or len(value) > 2000:
        return None
    value = value.strip()
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
    names = [meta.first("og:site_name"), *(_named(publisher))]
    names += [
        name
        for value in meta.objects
        if types_of(value) & {"website", "newsmediaorganization"}
        for name in _named(value)
    ]
    names += [meta.first(*_SITES)]
    for name in names:
        name = line_of(name)
        if 1 < len(name) <= 80 and not re.search(r"https?:|@", name):
            return name
    return None


def _named(value: object) -> list[str]:
    if isinstance(value, str):
        return [line_of(value)]
    if isinstance(value, list):
        return [name for item in value[:20] for name in _named(item)]
    if isinstance(value, dict):
        return _named(value.get("name"))
    return []


# ---------------------------------------------------------------- authors

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
    places: list[Sequence[str]] = [_named(meta.article.get("author")), _named(meta.article.get("creator"))]
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


# ---------------------------------------------------------------- dates


@dataclass(frozen=True, slots=True)
class _Said:
    value: Day
    place: str  # a key of _TRUST, or "modified"


# How far each place is to be trusted alone. A date that people can see outranks one that they cannot: nobody notices when
# the hidden one is a template's, while a page that was rewritten shows the day it now stands for.
_TRUST = {"url": 3.0, "visible": 2.0, "published": 1.0, "json-ld": 0.9, "time": 0.8, "weak": 0.4}
_ALONE = 0.85  # trust that is enough for a date which no other place names
_FROM = {"visible": "inline", "url": "path"}
SHOWN_CHANGE = 0.86
STALE = 45  # days between a hidden date and the last change, from which on the hidden one is doubted where nothing else names it


def dates_of(
    meta: Metadata, times: Sequence[str], visible: Sequence[str], url: str | None
) -> tuple[DateCandidate, ...]:
    """Candidates for the date of publication, best first; those not to be believed alone are doubted and come last.

    `times` are the values of <time> elements in reading order, `visible` the lines around the headline.
    """
    said = list(_statements(meta, times, visible, url))
    changed = [item.value for item in said if item.place == "modified"]
    said = [item for item in said if item.place != "modified"]
    trust: dict[str, float] = {}
    for item in {(str(day_of(item.value)), item.place): item for item in said}.values():
        day = str(day_of(item.value))
        trust[day] = trust.get(day, 0.0) + _TRUST[item.place]
    seen = {str(day_of(item.value)) for item in said if item.place not in ("json-ld", "weak")}
    told = [day_of(item.value) for item in said if item.place in ("published", "json-ld")]
    for change in {day_of(value) for value in changed}:
        # shown and changed on one day, told to be a few days older: what is shown is the last change
        if str(change) in trust and any(0 < (change - day).days <= STALE for day in told) and change not in told:
            trust[str(change)] = min(trust[str(change)], SHOWN_CHANGE)
    # of equal days the moment is kept rather than the day, and what machines are told rather than what is shown
    order = sorted(said, key=lambda item: (-trust[str(day_of(item.value))], not isinstance(item.value, datetime)))
    good: list[DateCandidate] = []
    bad: list[DateCandidate] = []
    for item in order:
        doubt = _doubt(item, trust[str(day_of(item.value))], seen, changed)
        candidate = DateCandidate(item.value, _FROM.get(item.place, "metadata"), doubt)
        (bad if doubt else good).append(candidate)
    late = [DateCandidate(value, "metadata", "when it was last changed") for value in changed]
    return tuple(dict.fromkeys([*good, *bad, *late]))


def _doubt(item: _Said, trust: float, seen: set[str], changed: Sequence[Day]) -> str | None:
    if trust < _ALONE:
        return "named in one weak place alone"
    if item.place not in ("visible", "url", "published") and str(day_of(item.value)) not in seen:
        if any((day_of(value) - day_of(item.value)).days > STALE for value in changed):
            return "the page was rewritten long after"
    return None


def _statements(meta: Metadata, times: Sequence[str], visible: Sequence[str], url: str | None) -> Iterator[_Said]:
    def read(place: str, *values: object) -> Iterator[_Said]:
        for value in values:
            day = parse_date(value)
            if day:
                yield _Said(day, place)

    yield from [*read("published", *(meta.first(name) for name in _PUBLISHED))][:1]
    yield from [*read("json-ld", meta.article.get("datePublished"), meta.article.get("dateCreated"))][:1]
    found = date_in_path(url or meta.canonical or "")
    if found:
        yield _Said(found.value, "url")
    yield from [_Said(value, "visible") for value in _shown(visible)][:1]
    yield from read("time", *times[:1])
    yield from read("weak", *(meta.first(name) for name in _WEAK_PUBLISHED))
    yield from read("modified", meta.article.get("dateModified"), *(meta.first(name) for name in _MODIFIED))


_UPDATED = re.compile(
    r"\b(?:updated?|modified|revised|reviewed|last\s+edited|aktualisiert|actualizado|mis\s+à\s+jour|обновлено)\b|更新|修改",
    re.I,
)
MAX_SHOWN = 160  # characters of a line that shows a date


def _shown(lines: Sequence[str]) -> Iterator[Day]:
    """The dates that the lines around the headline show, those that are labelled as the last change after the others."""
    late: list[Day] = []
    before = ""
    for line in lines:
        found = find_date(line[:MAX_SHOWN]) if len(line) <= MAX_SHOWN else None
        if found:
            label = line[: found.start] if found.start > 2 else before
            if _UPDATED.search(label) and len(label) < 40:
                late.append(found.value)
            else:
                yield found.value
        before = line
    yield from late
