"""The labels of the archive's pages, beside those of a briefing that `digest.render.language` describes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from digest.render import languages
from digest.render.language import Forms, load


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLanguage:
    """All labels of the archive in one language; none has a default, so that none can be forgotten."""

    briefings: str
    days: str
    stories: str
    pages: str  # the name of the links between the archive's pages
    feed: str
    skip: str
    no_days: str
    latest: str
    briefings_count: Forms
    on_days: Forms
    total: str  # briefings, days
    month: str
    weekday: str  # with the day of the month
    earlier: str
    plain_text: str  # one of the forms of a briefing
    every_story: str  # of one month, by day

    # Running stories
    running: str
    running_hint: str
    no_running: str
    told_on: Forms
    went_on: str
    corrected: str

    # Sources
    came: str
    sources_hint: str
    articles: Forms
    quoted_count: Forms
    quoted: str
    not_quoted: str
    newest: Forms
    by_month: str
    not_told: str
    no_articles: str

    # Search
    search: str
    search_words: str
    search_hint: str
    found: Forms
    nothing_found: str
    newest_first: str  # after the number of stories, where there are many
    more: str
    served: str  # where the page is not served, with the command that does it


@cache
def load_archive(code: str) -> ArchiveLanguage:
    """The archive's labels in the language of a code; raises `UsageError` where there is no such language."""
    found = import_module(f"{languages.__name__}.{load(code).code}").ARCHIVE
    assert isinstance(found, ArchiveLanguage)  # noqa: S101 - a module of this package
    return found
