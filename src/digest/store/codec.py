"""Between the nouns and what a database holds: times, articles, states, texts."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from digest.ledger import FeedState
from digest.model import Article, DateCandidate, Day

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNBINDABLE = re.compile("[\0\ud800-\udfff]")  # no database keeps these; one character for one, so offsets hold


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC; a time without a zone is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return (moment - _EPOCH) // _MICROSECOND


def moment(micros: int) -> datetime:
    """The aware UTC time of `micros`."""
    return _EPOCH + timedelta(microseconds=micros)


def maybe_micros(moment: datetime | None) -> int | None:
    """As `micros`; None stays None."""
    return None if moment is None else micros(moment)


def maybe_moment(micros: int | None) -> datetime | None:
    """As `moment`; None stays None."""
    return None if micros is None else moment(micros)


def scrubbed(text: str) -> str:
    """`text` with U+FFFD for NUL and for halves of a character."""
    return _UNBINDABLE.sub("\ufffd", text)


def packed(data: bytes) -> bytes:
    """`data`, smaller; `unpacked` gives it back."""
    return zlib.compress(data, 6)


def unpacked(data: bytes) -> bytes:
    """What was packed."""
    return zlib.decompress(data)


def packed_json(value: Mapping[str, Any]) -> bytes:
    """A record as compressed JSON; its key order is kept."""
    return packed(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def unpacked_json(data: bytes) -> dict[str, Any]:
    """What was packed by `packed_json`."""
    return dict(json.loads(unpacked(data)))


def content(article: Article) -> str:
    """A hash of what the article says: two versions with an equal one differ in nothing that is told."""
    said = f"{scrubbed(article.title)}\0{scrubbed(article.text)}"
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def article_fields(article: Article) -> str:
    """All of an article but its id, title and text, as JSON."""
    return json.dumps(
        {
            "origin": article.origin,
            "source": article.source,
            "member": article.member,
            "url": article.url,
            "title_from": article.title_from,
            "authors": article.authors,
            "agency": article.agency,
            "published": _written(article.published),
            "published_from": article.published_from,
            "dates": [(_written(c.value), c.from_, c.doubted) for c in article.dates],
            "language": article.language,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def article(id: str, sha256: str, title: str, text: str, fields: str) -> Article:  # noqa: A002
    """The article that was kept so."""
    held = json.loads(fields)
    held["authors"] = tuple(held["authors"])
    held["published"] = _day(held["published"])
    held["dates"] = tuple(DateCandidate(_some_day(value), from_, doubted) for value, from_, doubted in held["dates"])
    return Article(id=id, sha256=sha256, title=title, text=text, **held)


def feed_state(source: str, held: str) -> FeedState:
    """The state that was kept; fields that this version does not know are passed over."""
    known = {field.name: field.type for field in fields(FeedState)}
    values = {key: value for key, value in json.loads(held).items() if key in known}
    for key, kind in known.items():
        if "datetime" in str(kind) and values.get(key) is not None:
            values[key] = moment(values[key])
    return FeedState(**{**values, "source": source})


def feed_fields(state: FeedState) -> str:
    """A state as JSON."""
    values = {field.name: getattr(state, field.name) for field in fields(FeedState)}
    values = {key: micros(value) if isinstance(value, datetime) else value for key, value in values.items()}
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))


def _written(day: Day | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(written: str | None) -> Day | None:
    return None if written is None else _some_day(written)


def _some_day(written: str) -> Day:
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
