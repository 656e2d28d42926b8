"""Short ways to make what goes into a store."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from digest.ledger import Arrival, Frozen, NewMail, Slot
from digest.model import Article, RawArticle
from digest.store import Store

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def arrival(
    text: str,
    identity: str | None = None,
    *,
    title: str = "",
    id: str | None = None,  # noqa: A002
    **fields: Any,
) -> Arrival:
    """One article on its way in; whatever is not given follows from its text."""
    data = text.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(data).hexdigest()
    fields = {"origin": f"in/{sha256[:6]}.txt", "source": "The Post", **fields}
    article = Article(id=id or f"a{sha256[:8]}", sha256=sha256, title=title, text=text, **fields)
    return Arrival(RawArticle(article.origin, data, "text/plain", article.member), article, identity or f"id:{sha256}")


def slot(edition: str = "morning", day: date | None = None, time: str = "07:00", due: datetime = NOW) -> Slot:
    """A slot."""
    return Slot(edition, day or NOW.date(), time, due)


def record(*articles: Article, title: str = "Morning briefing", points: tuple[str, ...] = ()) -> dict[str, Any]:
    """As much of a briefing's record as a store looks at."""
    shown = [{"id": article.id, "sha256": article.sha256} for article in articles]
    story = {"headline": {"text": "Boats"}, "points": [{"text": text} for text in points], "articles": shown}
    return {"schema": 1, "title": title, "stories": [story]}


def frozen(id: str = "b1", edition: str = "morning", at: datetime = NOW, **fields: Any) -> Frozen:  # noqa: A002
    """A frozen briefing."""
    fields = {"files": {"2026-11-21/morning.html": b"<p>\xff"}, "published": False, **fields}
    return Frozen(id=id, edition=edition, slot=at, until=at, **fields)


def mail(name: str = "ana", briefing: str = "b1") -> NewMail:
    """One recipient's message."""
    return NewMail(f"{name}@example.org", f"<{briefing}.{name}@example.org>", f"To: {name}\r\n\r\nHello\r\n".encode())


def queue(store: Store, *names: str, briefing: str = "b1") -> None:
    """Freezes a briefing with a message to each of `names`."""
    at = NOW + MINUTE * len(store.counts())
    at += timedelta(microseconds=store.counts()["briefings"])
    store.freeze(None, frozen(briefing, at=at), record(), (), [mail(name, briefing) for name in names])


def everything(store: Store, edition: str = "morning") -> Any:
    """All items that a store holds."""
    return store.items(edition, until=NOW + 365 * DAY, since=NOW - 3650 * DAY)
