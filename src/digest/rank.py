"""The order of stories, with its reasons.

    score = 2 · log2(1 + V) + ½ · log2(1 + O) + 1½ · 2^(-age / 24 h) + W - C

V is the sum over the story's independent voices (an outlet, an agency, or a family of outlets) of the weight of their
heaviest source, O the number of outlets with a
weight above 0, W one for each watch word met (at most two), C one for a story told only by opinion pieces. A story without
a trusted date counts as two days old. The constants say what a reader of a morning paper would: who reports it matters
most, then that it is fresh; the breadth of outlets only breaks ties.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from digest.model import TRUSTED_DATES, Article, Day, Rank, Settings, Story, day_of, only_a_file, source_key

UNDATED_AGE = timedelta(days=2)
OPINION = re.compile(
    r"^\s*(opinion|editorial|comment|commentary|column|op-ed|leserbrief|kommentar|meinung|opinión|tribuna|tribune|éditorial|"
    r"사설|칼럼|社论|社論|评论|評論)\s*[:|–—-]",
    re.IGNORECASE,
)

_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\uac00-\ud7a3]")


def rank(stories: Sequence[Story], now: datetime, settings: Settings) -> tuple[Story, ...]:
    """`stories` with their Rank, the highest score first; equal scores by id."""
    ranked = [replace(story, rank=_rank(story, now, settings)) for story in stories]
    return tuple(sorted(ranked, key=lambda story: (-story.rank.score if story.rank else 0.0, story.id)))


def muted(story: Story, settings: Settings) -> str | None:
    """Why the reader's settings keep the story out; None if they do not."""
    for word in settings.mute:
        if mentions(story, word):
            return f"mute word: {word}"
    weights = dict(_weights(settings))
    if weights and all(weights.get(source_key(article.source), 1.0) <= 0 for article in story.articles):
        return "only muted sources report it"
    return None


def latest(story: Story) -> Day | None:
    """The latest trusted date among the story's articles."""
    dates = [a.published for a in story.articles if a.published and a.published_from in TRUSTED_DATES]
    return max(dates, key=_order, default=None)


def age(published: Day, now: datetime) -> timedelta:
    """How long before `now`; a bare date counts from its end, and nothing is younger than now."""
    if isinstance(published, datetime):
        return max(now - published, timedelta(0))
    return max(now - datetime.combine(published, time.max, now.tzinfo), timedelta(0))


def _rank(story: Story, now: datetime, settings: Settings) -> Rank:
    weights = dict(_weights(settings))
    voices = sum(_voices(story, weights, settings).values())
    outlets = {source_key(a.source) for a in story.articles if weights.get(source_key(a.source), 1.0) > 0}
    published = latest(story)
    old = age(published, now) if published else UNDATED_AGE
    met = [word for word in settings.watch if mentions(story, word)]
    opinion = all(is_opinion(article) for article in story.articles)
    score = (
        2 * math.log2(1 + voices)
        + 0.5 * math.log2(1 + len(outlets))
        + 1.5 * 2 ** (-old / timedelta(hours=24))
        + min(len(met), 2)
        - opinion
    )
    because = [
        _counted(len(story.voices), "independent voice"),
        _counted(len(outlets), "file" if all(map(only_a_file, story.articles)) else "outlet"),
        _said_when(published, now),
    ]
    because += [f"weight {weight:g}: {source}" for source, weight in _weighed(story, weights)]
    because += [f"watch word: {word}" for word in met] + (["opinion only"] if opinion else [])
    return Rank(round(score, 4), tuple(because))


def _weighed(story: Story, weights: dict[str, float]) -> list[tuple[str, float]]:
    """The story's sources that the settings weigh, by their names in order, a name in one spelling."""
    named = {source_key(source): source for source in sorted((a.source for a in story.articles), reverse=True)}
    return sorted((source, weights[key]) for key, source in named.items() if weights.get(key, 1.0) != 1.0)


def _voices(story: Story, weights: dict[str, float], settings: Settings) -> dict[str, float]:
    """The weight of each independent voice: a report's heaviest source; outlets of one family are one voice."""
    families = {source_key(source): family for source, family in settings.families}
    voices: dict[str, float] = {}
    for report in story.reports:
        sources = [source_key(article.source) for article in report.articles]
        voice = next(
            (f"family {families[source]}" for source in sources if source in families), source_key(report.voice)
        )
        weight = max((weights.get(source, 1.0) for source in sources), default=0.0)
        voices[voice] = max(voices.get(voice, 0.0), weight)
    return voices


def is_opinion(article: Article) -> bool:
    """The headline or the address says so."""
    return bool(
        OPINION.match(article.title) or re.search(r"/(opinion|opinions|editorials?|comment)/", article.url or "")
    )


def _said_when(published: Day | None, now: datetime) -> str:
    if published is None:
        return "undated"
    if isinstance(published, datetime):
        hours = int(age(published, now) / timedelta(hours=1))
        return f"published {hours} h ago" if hours < 48 else f"published {hours // 24} days ago"
    days = max((now.date() - published).days, 0)
    return ("published today", "published yesterday")[days] if days < 2 else f"published {days} days ago"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _weights(settings: Settings) -> list[tuple[str, float]]:
    return [(source_key(source), weight) for source, weight in settings.weights]


def mentions(story: Story, word: str) -> bool:
    """Whether an article of the story has the word, whatever its case; a trailing * matches any ending.

    Scripts that part no words have it wherever its characters stand; Korean words take endings.
    """
    stem = word.rstrip("*")
    before = "" if _UNPARTED.match(stem) else r"(?<!\w)"
    after = "" if word.endswith("*") or _UNPARTED.match(stem[-1:]) or _HANGUL.match(stem[-1:]) else r"(?!\w)"
    pattern = re.compile(before + re.escape(stem) + after, re.IGNORECASE)
    return any(pattern.search(article.title) or pattern.search(article.text) for article in story.articles)


def _order(published: Day) -> tuple[str, str]:
    moment = published.astimezone(UTC).isoformat() if isinstance(published, datetime) else ""
    return day_of(published).isoformat(), moment
