"""robots.txt (RFC 9309) for article pages: asked once a site and run, and kept to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from digest.collect.client import Client, FetchFailed
from digest.collect.guard import Permit, Refused, Unresolved

PRODUCT = "digest"
MAX_BYTES = 500 * 1024  # RFC 9309 2.5
MAX_DELAY = 10.0  # seconds between two pages that are still waited for


@dataclass(slots=True)
class Robots:
    """The rules of the sites that were met in one run."""

    client: Client
    _rules: dict[str, asyncio.Task[Any]] = field(default_factory=dict)

    async def leave(self, url: str, permit: Permit) -> float | None:
        """The pause in seconds that the site of `url` wants between pages, or None; raises Refused where it wants no visit.

        No robots.txt: all is allowed. A site in trouble: nothing is, for now.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        # A site whose rules one source may not reach may be reached by another, so that both are part of the key.
        key = f"{site} {permit.own} {sorted(permit.named)}"
        task = self._rules.get(key)
        if task is None:
            task = self._rules[key] = asyncio.ensure_future(self._ask(f"{site}/robots.txt", permit))
        rules = await asyncio.shield(task)
        if rules is None:
            return None
        delay = rules.crawl_delay(PRODUCT) if rules else None
        if not rules or not rules.can_fetch(url, PRODUCT) or (delay or 0) > MAX_DELAY:
            raise Refused("its robots.txt asks not to read the page")
        return float(delay) if delay else None

    async def _ask(self, url: str, permit: Permit) -> Any:
        """The parsed rules; None: there are none; False: nobody can say."""
        from protego import Protego

        try:
            answer = await self.client.get(url, permit, max_bytes=MAX_BYTES)
        except (FetchFailed, Unresolved):
            return False
        if answer.status == 200:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        return None if 400 <= answer.status < 500 and answer.status != 429 else False

    def close(self) -> None:
        """Lets go of what is still being asked."""
        for task in self._rules.values():
            task.cancel()
