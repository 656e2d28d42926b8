"""What one text or page says, before it is known where it came from."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import DateCandidate, LineDecision


@dataclass(frozen=True, slots=True)
class Page:
    """The reading of one plain text or one HTML page."""

    text: str  # the article's paragraphs, parted by a blank line; "" where there is none
    title: str = ""
    title_from: str | None = None  # the place it stood: "head", "h1", "json-ld", "og:title", "title", ...
    authors: tuple[str, ...] = ()
    agency: str | None = None  # "Reuters", "AP", ...: the wire service credited
    dates: tuple[DateCandidate, ...] = ()  # candidates for the date of publication, the most trustworthy first
    dateline: str | None = None  # the day that the dateline names, as written, often without a year
    language: str | None = None  # ISO 639-1
    url: str | None = None  # the page's canonical address, where it names one
    site: str | None = None  # the outlet, where the page names it
    not_article: str | None = None  # why this is no article at all ("error page", "consent wall", ...); None: it is one
    lines: tuple[
        LineDecision, ...
    ] = ()  # a decision for each line of the source; filled only when a trace is asked for
