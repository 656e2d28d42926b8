"""The body of an answer to raw articles: a pure function, wherever it runs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from digest.collect import feeds
from digest.collect.guard import mask, without_credentials
from digest.model import Problem, RawArticle

MAX_ENTRIES = 10_000


Items = tuple[RawArticle | Problem, ...]


def read_answer(url: str, content_type: str, data: bytes, name: str) -> Items:
    """The entries of the feed in `data`, under `name` (its own where that is ""); problems beside them.

    `url` is what answered: it names the origin, masked, and is the base of relative links. `content_type` may name a charset.
    """
    origin = mask(url)
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    found = feeds.document(
        origin, data, name or None, base=without_credentials(url), charset=match.group(1) if match else None
    )
    items = list(islice(found, MAX_ENTRIES + 1))
    if len(items) > MAX_ENTRIES:
        items[MAX_ENTRIES:] = [
            Problem(origin, f"more than {MAX_ENTRIES:,} entries: the rest was not read", kind="failed")
        ]
    return tuple(replace(item, source=name) if name and isinstance(item, RawArticle) else item for item in items)
