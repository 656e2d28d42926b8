"""Short ways to make the nouns in tests."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from typing import Any

from digest.model import Article, Report, Story

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)


def article(text: str = "", **fields: Any) -> Article:
    """An article; whatever is not given follows from its text."""
    defaults = {
        "origin": "in/a.txt",
        "source": "The Post",
        "title": "",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    fields = {**defaults, **fields}
    fields.setdefault("id", "a" + fields["sha256"][:8])
    if fields.get("published"):
        fields.setdefault("published_from", "metadata")
    return Article(text=text, **fields)


def story(*reports: Article | tuple[Article, ...], id: str = "st-1") -> Story:  # noqa: A002
    """A story of one report for each argument; a tuple is a report of several copies."""
    grouped = [report if isinstance(report, tuple) else (report,) for report in reports]
    return Story(id=id, reports=tuple(Report(articles, articles[0].source) for articles in grouped))


def without_privileges() -> list[str]:
    """The head of a command that runs what follows without root's right to read and write everything."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
