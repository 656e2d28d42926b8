"""Ranked stories and a window to a briefing: what is told, and the account of what is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from digest.canonical import canonical_json
from digest.model import Article, Briefing, DateCandidate, LeftOut, Problem, Settings, Story, day_of
from digest.rank import muted

FUTURE = timedelta(days=1)  # a date may lie this far ahead: zones differ, and outlets date tomorrow's paper


def doubt_future(articles: Iterable[Article], now: datetime) -> tuple[Article, ...]:
    """`articles`, each with a date that lies after the briefing itself doubted instead of believed."""
    return tuple(_doubt_future(article, now) for article in articles)


def _doubt_future(article: Article, now: datetime) -> Article:
    published = article.published
    if published is None or article.published_from is None or not _after(published, now):
        return article
    reason = f"later than the briefing itself ({now.date().isoformat()})"
    doubted = DateCandidate(published, article.published_from, reason)
    others = [c for c in article.dates if c.doubted or _after(c.value, now)]
    believed = next((c for c in article.dates if c not in others), None)
    rest = tuple(c for c in article.dates if c is not believed)
    return replace(
        article,
        published=believed.value if believed else None,
        published_from=believed.from_ if believed else None,
        dates=(doubted, *rest),
    )


def _after(value: object, now: datetime) -> bool:
    if isinstance(value, datetime):
        return value > now + FUTURE
    return day_of(value) > (now + FUTURE).date()  # type: ignore[arg-type]


def cut(ranked: Sequence[Story], settings: Settings) -> tuple[tuple[Story, ...], tuple[LeftOut, ...]]:
    """The stories to tell, and every article of the others with the reason."""
    heard = [(story, muted(story, settings)) for story in ranked]
    audible = [story for story, why in heard if why is None]
    told, below = audible[: settings.stories], audible[settings.stories :]
    left_out = [LeftOut(a.origin, why, a.member) for story, why in heard if why for a in story.articles]
    for place, story in enumerate(below, settings.stories + 1):
        score = f"{story.rank.score:.2f}" if story.rank else "none"
        reason = f"its story is number {place} of {len(audible)} (score {score}); the briefing has room for {settings.stories}"
        left_out += [LeftOut(a.origin, reason, a.member, "below the cut") for a in story.articles]
    return tuple(told), tuple(left_out)


def compose(
    told: Sequence[Story],
    left_out: Iterable[LeftOut],
    problems: Iterable[Problem],
    *,
    now: datetime,
    settings: Settings,
) -> Briefing:
    """The briefing of a one-off run: edition "briefing", slot and window ending at `now`."""
    failed = [LeftOut(problem.origin, problem.reason, problem.member, problem.kind) for problem in problems]
    return Briefing(
        edition="briefing",
        title=settings.title,
        slot=now,
        since=None,
        until=now,
        stories=tuple(told),
        left_out=tuple(sorted([*failed, *left_out], key=_account_order)),
        settings=fingerprint(settings),
        language=settings.language,
    )


def fingerprint(settings: Settings) -> str:
    """A hash over all that shapes a briefing; English is the language of those that name none."""
    shape = {name: value for name, value in asdict(settings).items() if (name, value) != ("language", "en")}
    return "sha256:" + hashlib.sha256(canonical_json(shape)).hexdigest()


def _account_order(item: LeftOut) -> tuple[int, str, tuple[str, int]]:
    kinds = ("failed", "left out", "below the cut")
    name, _, number = (item.member or "").partition(" ")
    return kinds.index(item.kind), item.origin, (name, int(number) if number.isdecimal() else 0)
