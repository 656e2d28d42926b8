"""Who wrote a page's article, by what the page tells machines and shows beside the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from digest.clean.byline import find_authors, split_names
from digest.clean.metadata import Metadata, line_of, named, names_of
from digest.model import source_key

_AUTHORS = names_of(
    "author article:author article:author_name og:article:author dc.creator dcterms.creator dc.contributor parsely-author "
    "sailthru.author byl cxenseparse:author rbauthors citation_author bt:author auther"
)
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|html?)\b", re.I)
_BEHIND = re.compile(
    r"\s[-–—|•·]\s.*|\s(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s\d|$)).*", re.I | re.S
)
_BYLINE_CLASSES = frozenset(("byline", "author-name", "byline__name", "article-author", "post-author", "entry-author"))
_FIRST_NAME = re.compile(
    r"(?!(?:Admin|Author|Editor|Editors|Editorial|Staff|Guest|Team|Unknown|Contributor)\b)[A-ZÀ-Þ][a-zß-ÿ'’-]{2,20}"
)
MOST_OF_NAME = 0.7  # share of an outlet's name that is the outlet itself
MAX_AUTHORS = 12
MAX_BYLINE = 120


def authors_of(meta: Metadata, tree: Any, site: str | None, lines: Sequence[str] = ()) -> tuple[str, ...]:
    """The people named as the article's authors: JSON-LD, meta tags, the lines around the headline, marked elements.

    The first place that names a person is taken. Addresses, the outlet itself, its desks and user names are no people.
    """
    told = [
        named(meta.article.get("author")),
        named(meta.article.get("creator")),
        *(meta.metas.get(n, ()) for n in _AUTHORS),
    ]
    for place in told:
        names = _people((name for value in place for name in names_in(value)), site)
        if names:
            return names
    shown = (name for line in lines for name in find_authors(_BEHIND.sub("", line)) or ())
    return _people(shown, site) or _people((name for text in _marked(tree) for name in names_in(text)), site)


def names_in(value: str) -> tuple[str, ...]:
    """The people in one field: "By A B and C D" gives two; nothing for an address."""
    line = line_of(value)[:MAX_BYLINE]
    if _ADDRESS.search(line):
        return ()
    line = _BEHIND.sub("", line)
    found = find_authors(line)
    found = split_names(line) if found is None else found
    return found or tuple(part for part in line.split(" & ") if _FIRST_NAME.fullmatch(part))


def _people(names: Iterable[str], site: str | None) -> tuple[str, ...]:
    outlet = source_key(site or "")

    def is_outlet(name: str) -> bool:
        key = source_key(name)
        part = key in outlet and (len(key) > MOST_OF_NAME * len(outlet) or " " not in name)
        return bool(outlet) and (key == outlet or part or (len(outlet) > 2 and key.startswith(outlet)))

    return tuple(dict.fromkeys(name for name in names if not is_outlet(name) and name != "The Author"))[:MAX_AUTHORS]


def _marked(tree: Any) -> list[str]:
    """The text of the first element that is marked as the author's name."""
    for element in tree.iter("a", "span", "p", "div", "address", "li"):
        marks = {*(element.get("rel") or "").lower().split(), *(element.get("itemprop") or "").lower().split()}
        names = (element.get("class") or "")[:200].lower().split()
        if "author" in marks or not _BYLINE_CLASSES.isdisjoint(names):
            text = line_of(" ".join(element.itertext()))
            if 3 < len(text) < MAX_BYLINE:
                return [text]
    return []
