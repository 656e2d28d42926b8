"""Ranked stories and a window to a briefing: what is told, and the account of what is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from digest.canonical import canonical_json
from digest.model import Article, Briefing, DateCandidate, LeftOut, Problem, Settings, Story, day_of
from digest.rank import mentions, muted

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
    others = [c for c in article.dates if c.doubted or c.from_ == "relative" or _after(c.value, now)]
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
    left_out = [LeftOut(a.origin, why, a.member, title=a.title) for story, why in heard if why for a in story.articles]
    for place, story in enumerate(below, settings.stories + 1):
        score = f"{story.rank.score:.2f}" if story.rank else "none"
        reason = f"its story is number {place} of {len(audible)} (score {score}); the briefing has room for {settings.stories}"
        left_out += [LeftOut(a.origin, reason, a.member, "below the cut", a.title) for a in story.articles]
    return tuple(told), tuple(left_out)


def arranged(stories: Iterable[Story], settings: Settings) -> tuple[Story, ...]:
    """Ranked stories in the order of the briefing: those on top, then each section's, then those in other languages.

    Within a part they keep their order; each story says in which part it stands.
    """
    places = [(_part(story, settings), story) for story in stories]
    placed = [
        (part, replace(story, section=settings.sections[part - 1].title))
        if 0 < part <= len(settings.sections)
        else (part, replace(story, apart=part > 0))
        for part, story in places
    ]
    return tuple(story for _, story in sorted(placed, key=lambda place: place[0]))


def _part(story: Story, settings: Settings) -> int:
    """The number of a story's part: 0 on top, then the sections, last the languages kept apart."""
    language = _language(story)
    if settings.languages and language and language not in settings.languages:
        return len(settings.sections) + 1
    met = (
        number
        for number, section in enumerate(settings.sections, 1)
        if any(mentions(story, word) for word in section.watch)
    )
    return next(met, 0)


def _language(story: Story) -> str | None:
    """The language in which a story is told: that of its headline, otherwise the first that is known."""
    head = story.headline.article if story.headline else None
    codes = [article.language for article in sorted(story.articles, key=lambda a: a.id != head) if article.language]
    return codes[0].split("-")[0].lower() if codes else None


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
        stories=arranged(told, settings),
        left_out=tuple(sorted([*failed, *left_out], key=_account_order)),
        settings=fingerprint(settings),
        language=settings.language,
    )


def fingerprint(settings: Settings) -> str:
    """A hash over all that shapes a briefing. What came later counts where it is set, so that older hashes stay true."""
    unset = [("language", "en"), ("languages", ()), ("sections", ())]
    shape = {name: value for name, value in asdict(settings).items() if (name, value) not in unset}
    return "sha256:" + hashlib.sha256(canonical_json(shape)).hexdigest()


def _account_order(item: LeftOut) -> tuple[int, str, tuple[str, int]]:
    kinds = ("failed", "left out", "below the cut")
    name, _, number = (item.member or "").partition(" ")
    return kinds.index(item.kind), item.origin, (name, int(number) if number.isdecimal() else 0)
