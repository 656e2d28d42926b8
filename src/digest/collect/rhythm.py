"""When a feed is asked again, and what is remembered of an answer: pure functions over a feed's state."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from digest.ledger import FeedState

LONGEST = timedelta(days=1)  # no feed is left alone for longer, whatever it or its failures say
LONGEST_WAIT = timedelta(days=7)  # that a server may ask for
FALL_BACK = 5  # failures in a row at a remembered address, after which the configured one is tried again
WAIT = "asks to wait"  # begins the reason of a feed that is not asked even at once


def fresh(name: str, url: str) -> FeedState:
    """The state of a feed that was never asked."""
    return FeedState(name, url, given=url)


def asked(state: FeedState, now: datetime, *, at_once: bool) -> bool:
    """Whether a feed is to be asked now. A server's own wish to wait holds even where a person asks at once."""
    if state.retired:
        return False
    if state.due is None or state.due <= now:
        return True
    return at_once and not (state.reason or "").startswith(WAIT)


def after_answer(
    state: FeedState,
    headers: Mapping[str, str],
    now: datetime,
    every: timedelta,
    *,
    url: str,
    fresh_data: bool,
    whole: bool,
) -> FeedState:
    """After a good answer: `url` to ask next; `fresh_data`: 200 rather than 304; `whole`: nothing of it was missing."""
    held = state.url == url
    etag, modified = (headers.get("etag"), headers.get("last-modified")) if whole else (None, None)
    if not fresh_data:  # a 304 may leave out what has not changed
        etag, modified = etag or (state.etag if held else None), modified or (state.last_modified if held else None)
    return replace(
        state,
        url=url,
        etag=_header(etag),
        last_modified=_header(modified),
        checked=now,
        succeeded=now,
        failing_since=None,
        failures=0,
        reason=None,
        due=now + max(every, min(max_age(headers), LONGEST)),
    )


def after_failure(state: FeedState, reason: str, now: datetime, every: timedelta, *, configured: str) -> FeedState:
    """After a failure: the wait doubles up to a day, and differs a little from feed to feed. What was seen stays seen."""
    failures = state.failures + 1
    wait = min(every * 2 ** min(failures - 1, 20), LONGEST)
    back = failures % FALL_BACK == 0 and state.url != configured
    return replace(
        state,
        url=configured if back else state.url,
        etag=None if back else state.etag,
        last_modified=None if back else state.last_modified,
        checked=now,
        failing_since=state.failing_since or now,
        failures=failures,
        reason=reason,
        due=now + wait * jitter(state.source, failures),
    )


def after_wait(state: FeedState, status: int, wait: timedelta, now: datetime) -> FeedState:
    """After 429 or 503 with Retry-After: the server's word is kept, up to a week."""
    until = now + min(max(wait, timedelta(seconds=1)), LONGEST_WAIT)
    what = "too many requests" if status == 429 else "not available"
    return replace(
        state,
        checked=now,
        failing_since=state.failing_since or now,
        failures=state.failures + 1,
        reason=f"{WAIT} until {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {what} ({status})",
        due=until,
    )


def after_gone(state: FeedState, now: datetime) -> FeedState:
    """After 410: asked no more."""
    said = f"gone: the host took it away for good (410), seen {now.astimezone(UTC):%Y-%m-%d}; remove it or give its new address"
    return replace(state, checked=now, retired=said, reason=said, failing_since=state.failing_since or now, due=None)


def jitter(name: str, failures: int) -> float:
    """A factor between 0.75 and 1.25, the same for the same feed and count on every machine."""
    number = int.from_bytes(hashlib.sha256(f"{name}\0{failures}".encode()).digest()[:4], "big")
    return 0.75 + 0.5 * number / 0xFFFFFFFF


def max_age(headers: Mapping[str, str]) -> timedelta:
    """How long an answer stays fresh by its Cache-Control (RFC 9111), the time that it already spent in caches taken off."""
    said = headers.get("cache-control", "").lower()
    match = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", said)
    if not match or re.search(r"\bno-(?:cache|store)\b", said):
        return timedelta(0)
    age = headers.get("age", "")
    spent = int(age) if age.isdigit() and len(age) < 10 else 0
    return timedelta(seconds=max(0, int(match.group(1)) - spent))


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """The wait that Retry-After asks for, in seconds or as a date (RFC 9110 10.2.3); None where it says nothing usable."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit() and said.isascii():
        return timedelta(seconds=min(int(said[:10]), int(LONGEST_WAIT.total_seconds())))
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(moment - now, timedelta(0))


def conditions(state: FeedState) -> dict[str, str]:
    """The headers that make a GET conditional: the validators exactly as they came, weak ones too."""
    headers = {}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def _header(value: str | None) -> str | None:
    """A validator that may be sent back: printable, of a sane length."""
    return value if value and len(value) <= 500 and value.isascii() and value.isprintable() else None
