"""What the tests of fetching share: sources, one run of asking, and the headlines in what came."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from digest.collect.fetch import Entry, Fetched, Rules, fetch_all
from digest.ledger import FeedState
from digest.model import Problem

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
QUICK = Rules(delay=0.0, timeout=20.0)


@dataclass(frozen=True)
class Source:
    """A source as the config has it."""

    name: str
    url: str | None
    full_text: bool = False


def ask(sources: Iterable[Source], states: Mapping[str, FeedState] | None = None, **options: Any) -> dict[str, Fetched]:
    """One run over `sources`: what each brought, by name."""

    async def run() -> dict[str, Fetched]:
        settings = {"now": NOW, "settings": QUICK, "at_once": True, **options}
        return {one.state.source: one async for one in fetch_all(tuple(sources), states or {}, **settings)}

    return asyncio.run(run())


def ask_one(url: str, state: FeedState | None = None, *, full_text: bool = False, **options: Any) -> Fetched:
    """One run over one source."""
    return ask([Source("one", url, full_text)], {"one": state} if state else {}, **options)["one"]


def items(fetched: Fetched) -> list[Entry]:
    """The entries that came."""
    return [entry for entry in fetched.entries if isinstance(entry, Entry)]


def problems(fetched: Fetched) -> list[Problem]:
    """The problems that came."""
    return [entry for entry in fetched.entries if isinstance(entry, Problem)]


def fields(entry: Entry) -> dict[str, str]:
    """The fields of a feed's entry."""
    return json.loads(entry.raw.data)


def headlines(fetched: Fetched) -> tuple[str, ...]:
    """The headlines that came, in the feed's order."""
    return tuple(fields(entry)["title"] for entry in items(fetched))
