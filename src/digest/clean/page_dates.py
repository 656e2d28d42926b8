"""When a page's article was published: each place that claims to know, and how far it is to be believed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.clean.dates import ABSURD, absurd_date, date_in_path, find_date, parse_date
from digest.clean.lines import count_words, ends_sentence
from digest.clean.metadata import Metadata, names_of
from digest.model import DateCandidate, Day, day_of

_PUBLISHED = names_of(
    "article:published_time og:article:published_time og:published_time rnews:datepublished datepublished dc.date.issued "
    "dcterms.created dcterms.issued dc.date.created article:published article.published publishdate publish-date publish_date "
    "pubdate published_date published-date datecreated sailthru.date parsely-pub-date cxenseparse:recs:publishtime "
    "article_date_original originalpublicationdate date_published citation_publication_date bt:pubdate "
    "analyticsattributes.articledate article:created_time weibo:article:create_at displaydate uploaddate"
)
_WEAK_PUBLISHED = names_of("dc.date dcterms.date date")
_MODIFIED = names_of(
    "article:modified_time og:updated_time datemodified lastmod last-modified dcterms.modified dc.date.modified article:modified "
    "og:modified_time revised weibo:article:update_at"
)


@dataclass(frozen=True, slots=True)
class _Said:
    value: Day
    place: str  # a key of _TRUST, or "modified"


# How far each place is to be trusted alone. A date that people can see outranks one that they cannot: nobody notices when
# the hidden one is a template's, while a page that was rewritten shows the day it now stands for.
# A date that is labelled as the last change says little about the first day, yet more than one hidden place does.
_TRUST = {"url": 3.0, "visible": 2.0, "updated": 1.5, "published": 1.0, "json-ld": 0.9, "time": 0.8, "weak": 0.4}
_ALONE = 0.85  # trust that is enough for a date which no other place names
_FROM = {"visible": "inline", "updated": "inline", "url": "path"}
_SEEN = ("visible", "updated", "url", "published")  # places that somebody looks after
_SURE = 2.0  # trust below which three places that name three days are all doubted
SHOWN_CHANGE = 0.86
AT_ODDS = "each place names another day"
SOON = 45  # days up to which a change that is shown is told from the publication
STALE = 90  # days between a hidden date and the last change, from which on the hidden one is doubted where nothing else names it


def dates_of(
    meta: Metadata, times: Sequence[str], visible: Sequence[str], url: str | None
) -> tuple[DateCandidate, ...]:
    """Candidates for the date of publication, best first; those not to be believed alone are doubted and come last.

    `times` are the values of <time> elements in reading order, `visible` the lines around the headline.
    """
    said = list(_statements(meta, times, visible, url))
    changed = [item.value for item in said if item.place == "modified"]
    absurd = [DateCandidate(item.value, "metadata", ABSURD) for item in said if item.place == "absurd"]
    said = [item for item in said if item.place not in ("modified", "absurd")]
    shown = {day_of(item.value) for item in said if item.place == "updated"}
    said = [item for item in said if not (item.place == "time" and day_of(item.value) in shown)]  # the same words
    trust: dict[str, float] = {}
    for item in {(str(day_of(item.value)), item.place): item for item in said}.values():
        day = str(day_of(item.value))
        trust[day] = trust.get(day, 0.0) + _TRUST[item.place]
    at_odds = len(trust) > 2 and max(trust.values()) < _SURE
    seen = {str(day_of(item.value)) for item in said if item.place not in ("json-ld", "weak")}
    told = [day_of(item.value) for item in said if item.place in ("published", "json-ld")]
    for change in {day_of(value) for value in changed}:
        # shown and changed on one day, told to be a few days older: what is shown is the last change
        if str(change) in trust and any(0 < (change - day).days <= SOON for day in told) and change not in told:
            trust[str(change)] = min(trust[str(change)], SHOWN_CHANGE)
    # of equal days the moment is kept rather than the day, and what machines are told rather than what is shown
    order = sorted(said, key=lambda item: (-trust[str(day_of(item.value))], not isinstance(item.value, datetime)))
    good: list[DateCandidate] = []
    bad: list[DateCandidate] = []
    for item in order:
        doubt = AT_ODDS if at_odds else _doubt(item, trust[str(day_of(item.value))], seen, changed)
        candidate = DateCandidate(item.value, _FROM.get(item.place, "metadata"), doubt)
        (bad if doubt else good).append(candidate)
    late = [DateCandidate(value, "metadata", "when it was last changed") for value in changed]
    return tuple(dict.fromkeys([*good, *bad, *late, *absurd]))


def _doubt(item: _Said, trust: float, seen: set[str], changed: Sequence[Day]) -> str | None:
    if trust < _ALONE:
        return "named in one weak place alone"
    hidden = item.place not in _SEEN and str(day_of(item.value)) not in seen
    day = day_of(item.value)
    if hidden and changed and not isinstance(item.value, datetime) and (day.month, day.day) == (1, 1):
        return "perhaps only a year"
    if hidden and any((day_of(value) - day_of(item.value)).days > STALE for value in changed):
        return "the page was rewritten long after"
    return None


def _statements(meta: Metadata, times: Sequence[str], visible: Sequence[str], url: str | None) -> Iterator[_Said]:
    def read(place: str, *values: object) -> Iterator[_Said]:
        for value in values:
            day = parse_date(value)
            if day:
                yield _Said(day, place)
            elif absurd := absurd_date(value):
                yield _Said(absurd, "absurd")

    yield from _first(read("published", *(meta.first(name) for name in _PUBLISHED)))
    yield from _first(read("json-ld", meta.article.get("datePublished"), meta.article.get("dateCreated")))
    found = date_in_path(url or meta.canonical or "")
    if found:
        yield _Said(found.value, "url")
    yield from [*_shown(visible)][:1]
    yield from read("time", *times[:1])
    yield from read("weak", *(meta.first(name) for name in _WEAK_PUBLISHED))
    yield from read("modified", meta.article.get("dateModified"), *(meta.first(name) for name in _MODIFIED))


def _first(said: Iterator[_Said]) -> Iterator[_Said]:
    """The first that can be meant, behind those that cannot."""
    for item in said:
        yield item
        if item.place != "absurd":
            return


_UPDATED = re.compile(
    r"\b(?:updated?|modified|revised|reviewed|last\s+edited|aktualisiert|actualizado|mis\s+à\s+jour|обновлено)\b|更新|修改",
    re.I,
)
MAX_LABEL_WORDS = 12  # words of a line with a stop at its end that may still be no sentence
MAX_SHOWN = 160  # characters of a line that shows a date


def _shown(lines: Sequence[str]) -> Iterator[_Said]:
    """The dates that the lines around the headline show, those that are labelled as the last change after the others."""
    late: list[_Said] = []
    before = ""
    for line in lines:
        found = find_date(line[:MAX_SHOWN]) if len(line) <= MAX_SHOWN else None
        if found and not _tells(line):
            label = line[: found.start] if found.start > 2 else before
            if _UPDATED.search(label) and len(label) < 40:
                late.append(_Said(found.value, "updated"))
            else:
                yield _Said(found.value, "visible")
        before = line
    yield from late


def _tells(line: str) -> bool:
    """Whether a line is a sentence, which may speak of any day."""
    return ends_sentence(line) and count_words(line) > MAX_LABEL_WORDS
