"""The orders that make grouping independent of how its input was arranged."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import PurePosixPath

from digest.model import Article, Day, day_of, source_key


def content_key(article: Article) -> tuple[str, ...]:
    """Sorts articles by what they say, then by where they stood; total, since ids differ."""
    return (
        article.text,
        article.title,
        article.source,
        article.url or "",
        str(article.published or ""),
        article.origin,
        article.member or "",
        article.id,
    )


def days(value: Day) -> float:
    """`value` as days since 0001-01-01 UTC; where only the day is known, its noon."""
    if isinstance(value, datetime):
        utc = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        return utc.toordinal() + (utc.hour * 3600 + utc.minute * 60 + utc.second) / 86400
    return value.toordinal() + 0.5


def first_published(article: Article) -> tuple[date, datetime, str]:
    """Sorts articles by publication (by day, then by the moment within it), the undated last, ties by id."""
    value = article.published
    if value is None:
        return (date.max, datetime.max.replace(tzinfo=UTC), article.id)
    moment = value if isinstance(value, datetime) else datetime.combine(value, time.min, UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (day_of(value), moment, article.id)


def outlet(article: Article) -> str:
    """The outlet's name as it is compared; "" where only the file's name stands in its place.

    Articles of one file without outlets, a list of many papers' headlines perhaps, share no outlet.
    """
    key = source_key(article.source)
    ending = article.origin[-3:]
    if ending.isascii() and ending.isalnum() and not key.endswith(ending.lower()):
        return key  # as most are, and quicker to see
    file = PurePosixPath(article.origin.replace("\\", "/"))
    return "" if key == source_key(file.name) else key
