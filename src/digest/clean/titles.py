"""The headline: several places of a page claim to have it; the one that the others bear out is taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from digest.clean.metadata import Metadata, line_of

MAX_TITLE = 300
MAX_SITE = 40  # letters of an outlet's name
MIN_PART = 10  # letters that a part of a title must have to be the title
MIN_WORDS = 3  # words of a heading that may be the headline though no machine-readable place has it
SHOWN = 1.8  # how much more such a heading counts
_GRAMS = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]{3,}")
_SEPARATOR = re.compile(
    r"\s+[|\-–—:·•»«/~<>]{1,2}\s+|\s*[|»｜]\s*|\s*_\s*(?=[^\W\d_]{2,})|(?<=[\u3400-\u9fff”》])[-–—_|｜]+(?=[\u3400-\u9fff])"
)
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Claim:
    """One place's wording of the headline."""

    text: str
    place: str  # "h1", "json-ld", "og:title", "twitter:title", "title"
    weight: float  # how far this place alone is to be believed


def squeezed(text: str) -> str:
    """What two wordings of one headline share: letters and digits, folded."""
    return "".join(_WORDS.findall(text.casefold()))


def site_names(meta: Metadata, site: str | None, url: str | None) -> frozenset[str]:
    """The names of the outlet as they may hang on a title, squeezed."""
    names = {squeezed(site)} if site else set()
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "al:ios:app_name"):
        names.update(squeezed(value) for value in meta.metas.get(name, ()))
    host = (urlsplit(url or meta.canonical or "").hostname or "").removeprefix("www.")
    if host:
        names.add(squeezed(host))
        names.add(squeezed(host.rsplit(".", 1)[0]))
        names.update(squeezed(label) for label in host.split(".") if len(label) > 3)
    headlines = {squeezed(meta.first("og:title")), squeezed(meta.title)}  # which some put into these places too
    return frozenset(name for name in names if 1 < len(name) <= MAX_SITE and name not in headlines)


def without_site(title: str, sites: frozenset[str]) -> str:
    """`title` without the outlet's name at its end or start; the rest is a verbatim part of it."""
    for _ in range(3):
        parts = list(_SEPARATOR.finditer(title))
        if not parts:
            return title
        first, last = parts[0], parts[-1]
        if _is_site(title[last.end() :], sites) and title[: last.start()].strip():
            title = title[: last.start()].strip()
        elif _is_site(title[: first.start()], sites) and title[first.end() :].strip():
            title = title[first.end() :].strip()
        else:
            return title
    return title


_EAST_SITE = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff”》）)])\s?[-–—_|｜]{1,2}\s?[\u3400-\u9fff]{2,8}$")


def _without_eastern_site(title: str) -> str:
    """A Chinese or Japanese title without the short name behind its last dash, which is the outlet's or the section's."""
    for _ in range(2):
        match = _EAST_SITE.search(title)
        if not match or match.start() < MIN_PART:
            break
        title = title[: match.start()]
    return title


def _is_site(part: str, sites: frozenset[str]) -> bool:
    key = squeezed(part)
    if not key:
        return True
    return any(
        key == name
        or (len(name) > 4 and name in key and len(key) <= 2 * len(name) + 8)
        or (len(key) > 4 and name.startswith(key))
        for name in sites
    )


def claims(meta: Metadata, h1s: Sequence[str], sites: frozenset[str]) -> list[Claim]:
    """All wordings, cleaned, in the order of how far each place is believed."""
    h1 = [line_of(text) for text in h1s if line_of(text)]
    found = [Claim(text, "h1", 1.0 if len(h1) == 1 else 0.6) for text in h1[:3]]
    found += [
        Claim(line_of(meta.article.get("headline") or meta.article.get("name")), "json-ld", 0.95),
        Claim(meta.first("og:title"), "og:title", 0.8),
        Claim(meta.first("twitter:title", "parsely-title", "sailthru.title", "dc.title"), "twitter:title", 0.4),
        Claim(meta.title, "title", 0.6),
    ]
    bare = [(without_site(claim.text, sites), claim) for claim in found if claim.text]
    cleaned = [Claim(_without_eastern_site(text), claim.place, claim.weight) for text, claim in bare]
    cleaned = [Claim(_cut_at_others(claim, cleaned), claim.place, claim.weight) for claim in cleaned]
    parted = [Claim(_longest_part(claim.text), claim.place, claim.weight) for claim in cleaned]
    return [claim for claim in parted if squeezed(claim.text) and not _is_site(claim.text, sites)]


def _cut_at_others(mine: Claim, others: Sequence[Claim]) -> str:
    """A title with something hung on at a separator is cut where another place has just the part before or after it."""
    keys = {squeezed(other.text) for other in others if other.place != mine.place}
    for match in _SEPARATOR.finditer(mine.text):
        for part in (mine.text[: match.start()], mine.text[match.end() :]):
            if len(squeezed(part)) >= MIN_PART and squeezed(part) in keys:
                return part.strip()
    return mine.text


def _longest_part(text: str) -> str:
    """Of a title with upright bars the part that is by far the longest: the others name a section or a site."""
    parts = sorted((part.strip() for part in re.split(r"\s[|｜]\s", text)), key=len, reverse=True)
    if len(parts) > 1 and len(parts[0]) >= 1.5 * len(parts[1]) and len(squeezed(parts[0])) >= MIN_PART:
        return parts[0]
    return text


def choose_title(meta: Metadata, h1s: Sequence[str], site: str | None, url: str | None) -> tuple[str, str | None]:
    """The headline and the place it was taken from; ("", None) where no place has one.

    `h1s` are the level-one headings that may be the article's, the likeliest first. The places that only machines read are
    mostly filled from one field, so they count as one voice; a visible heading that speaks of the same thing outweighs them.
    """
    found = claims(meta, h1s, site_names(meta, site, url))
    if not found:
        return "", None
    machine = " ".join(claim.text for claim in found if claim.place != "h1")

    def support(claim: Claim) -> float:
        alike = [other for other in found if squeezed(other.text) == squeezed(claim.text)]
        told = sorted((other.weight for other in alike if other.place != "h1"), reverse=True)
        shown = max((other.weight for other in alike if other.place == "h1"), default=0.0)
        if shown and not told and machine:
            shown *= SHOWN if _of_one_thing(claim.text, machine) else 0.5
        return shown + sum(weight / (1 << i) for i, weight in enumerate(told))

    best = max(found, key=lambda claim: (support(claim), claim.weight))
    return shorten(best.text), best.place


def _of_one_thing(one: str, other: str) -> bool:
    """Whether two wordings share enough words, or characters of scripts without blanks, to be of one article."""
    mine, theirs = (set(_GRAMS.findall(text.casefold())) for text in (one, other))
    return len(mine) >= MIN_WORDS and len(mine & theirs) * 3 >= len(mine)


def shorten(text: str) -> str:
    """`text` in at most MAX_TITLE characters."""
    return text if len(text) <= MAX_TITLE else text[: MAX_TITLE - 1].rstrip() + "…"
