"""What one briefing of an edition is made of: what is new since the last, told with what it belongs to.

    items of the last days -> group -> stories with something untold -> rank by that -> tell what was not told before

Untold articles are grouped together with those told in the last days, so that a running story stays one story and keeps its
id; a story with nothing untold is not told again. Pure: the parts that group and tell are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, Protocol

from digest.compose import compose, doubt_future
from digest.ledger import Item
from digest.model import Article, Briefing, Excerpt, LeftOut, Point, Problem, Settings, Story
from digest.rank import muted, rank

Status = Literal["new", "running", "corrected"]

REACH = timedelta(days=5)  # a story that was told this long ago may still run on
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"\w+")
_ROUNDS = 3  # how often a summary is made longer to make up for sentences that were told before


class Group(Protocol):
    """`digest.group.group`."""

    def __call__(self, articles: Sequence[Article]) -> tuple[Story, ...]:
        """The stories that the articles tell."""


class Tell(Protocol):
    """`digest.summarize.tell`."""

    def __call__(self, story: Story, *, words: int, method: str) -> Story:
        """The story with its points."""


@dataclass(frozen=True, slots=True)
class News:
    """How a story of the briefing stands to the earlier ones."""

    story: str  # its id
    status: Status
    first_seen: date | None  # the day of the first briefing that told it; None: this one
    fresh: tuple[str, ...]  # ids of its articles that were not told before
    corrects: tuple[tuple[str, str], ...] = ()  # (article id, sha256 of the version that was told)


@dataclass(frozen=True, slots=True)
class Composed:
    """A briefing, and what a store is to remember of it."""

    briefing: Briefing
    news: tuple[News, ...]  # one for each story, in order
    told: tuple[str, ...]  # ids of the articles that this briefing tells: those of its stories that were untold


def reach(since: datetime | None, until: datetime) -> datetime:
    """The moment after which items are to be read: everything since the last briefing, and the last days' running stories.

    It goes back beyond the window too because what stayed below a cut may come yet, and because an article whose arrival was
    committed late may lie before the window.
    """
    return _EVER if since is None else min(since, until - REACH)


def compose_edition(
    items: Sequence[Item],
    *,
    slot: datetime,
    until: datetime,
    since: datetime | None,
    settings: Settings,
    earlier: Sequence[Mapping[str, Any]],
    name: str,
    group: Group,
    tell: Tell,
    problems: Iterable[Problem] = (),
) -> Composed:
    """The briefing of edition `name` for `slot` from `items`, those that arrived after `reach(since, until)`.

    `since` is the end of the last briefing's window (None: there was none), `until` the end of this one's; `earlier` are the
    records of the edition's last briefings, the newest first. The order of `items` does not matter.
    """
    memory = Memory(earlier)
    by_id = {item.article.id: item for item in items}
    found = group(doubt_future([item.article for item in items], until))
    drafts = [draft for story in found if (draft := _draft(story, by_id)) is not None]
    named = _named([draft.whole for draft in drafts], memory)
    drafts = [replace(draft, id=id_) for draft, id_ in zip(drafts, named, strict=True)]
    kept, left_out = _cut(drafts, until, settings, memory, tell)
    news = tuple(_news(draft, memory) for draft, _ in kept)
    stories = [
        replace(story, status=one.status, first_seen=one.first_seen) for (_, story), one in zip(kept, news, strict=True)
    ]
    briefing = compose(stories, left_out, problems, now=until, settings=settings)
    return Composed(
        briefing=replace(briefing, edition=name, slot=slot, since=since),
        news=news,
        told=tuple(sorted({id_ for draft, _ in kept for id_ in draft.fresh})),
    )


class Memory:
    """What earlier briefings told: which articles in which stories, since when, and in which words."""

    def __init__(self, earlier: Sequence[Mapping[str, Any]]) -> None:
        self._story_of: dict[str, str] = {}
        self._first_seen: dict[str, date] = {}
        self._said: set[tuple[str, ...]] = set()
        for record in earlier:  # the newest first: what it says of an article stands
            for story in record.get("stories", ()):
                self._remember(story, date.fromisoformat(record["date"]))

    def _remember(self, story: Mapping[str, Any], day: date) -> None:
        id_ = story["id"]
        self._first_seen[id_] = min(day, self._first_seen.get(id_, day))
        for article in story.get("articles", ()):
            self._story_of.setdefault(article["id"], id_)
        for point in story.get("points", ()):
            self._said.update(same_words(said["text"]) for said in (point, *point.get("also", ())))
        self._said.update(same_words(said["text"]) for said in story.get("only_in", ()))

    def story_of(self, article: str) -> str | None:
        """The id of the story that told this article last."""
        return self._story_of.get(article)

    def first_seen(self, story: str) -> date | None:
        """The day of the first of these briefings that told the story."""
        return self._first_seen.get(story)

    def said(self, excerpt: Excerpt) -> bool:
        """Whether these words were told."""
        return same_words(excerpt.text) in self._said


def same_words(text: str) -> tuple[str, ...]:
    """A sentence as it is compared with one that was told: its words, without case and signs."""
    return tuple(_WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A story with something untold."""

    whole: Story
    fresh: tuple[str, ...]  # ids of its untold articles
    corrects: tuple[tuple[str, str], ...]  # see News
    id: str = ""

    @property
    def part(self) -> Story:
        """The story as if only what is untold had been reported."""
        if len(self.fresh) == len(self.whole.articles):
            return replace(self.whole, id=self.id)
        fresh = set(self.fresh)
        reports = (
            replace(report, articles=tuple(article for article in report.articles if article.id in fresh))
            for report in self.whole.reports
        )
        joined = tuple(join for join in self.whole.joined if fresh.issuperset(join.articles))
        return replace(self.whole, id=self.id, reports=tuple(r for r in reports if r.articles), joined=joined)


def _draft(story: Story, items: Mapping[str, Item]) -> _Draft | None:
    fresh = tuple(article.id for article in story.articles if not items[article.id].told)
    corrects = tuple((id_, sha256) for id_ in fresh if (sha256 := items[id_].corrects))
    return _Draft(story, fresh, corrects) if fresh else None


def _named(stories: Sequence[Story], memory: Memory) -> list[str]:
    """An id for each story: the one under which most of its articles were told, if no other story has a better claim to it."""
    claims: list[tuple[int, date, str, int]] = []
    for number, story in enumerate(stories):
        told = [id_ for article in story.articles if (id_ := memory.story_of(article.id))]
        claims += [(-told.count(id_), memory.first_seen(id_) or date.max, id_, number) for id_ in sorted(set(told))]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, id_, number in sorted(claims):
        if number not in names and id_ not in taken:
            names[number] = id_
            taken.add(id_)
    for number, story in enumerate(stories):
        if number not in names:
            names[number] = _free(story.id, taken)
            taken.add(names[number])
    return [names[number] for number in range(len(stories))]


def _free(wanted: str, taken: set[str]) -> str:
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def _cut(
    drafts: Sequence[_Draft], now: datetime, settings: Settings, memory: Memory, tell: Tell
) -> tuple[list[tuple[_Draft, Story]], list[LeftOut]]:
    """The stories to tell, told, in order; and every untold article of the others with the reason."""
    by_id = {draft.id: draft for draft in drafts}
    kept: list[tuple[_Draft, Story]] = []
    left_out: list[LeftOut] = []
    below: list[Story] = []
    for part in rank([draft.part for draft in drafts], now, settings):
        why = muted(part, settings)
        if why is None and len(kept) == settings.stories:
            below.append(part)
            continue
        told = None if why else _told(by_id[part.id], part, settings, memory, tell)
        if told is not None:
            kept.append((by_id[part.id], told))
        else:
            reason = why or "it says nothing that its story was not told with before"
            left_out += [LeftOut(article.origin, reason, article.member) for article in part.articles]
    for place, part in enumerate(below, settings.stories + 1):
        score = f"{part.rank.score:.2f}" if part.rank else "none"
        total = len(kept) + len(below)
        reason = f"its story is number {place} of {total} (score {score}); the briefing has room for {settings.stories}"
        left_out += [LeftOut(article.origin, reason, article.member, "below the cut") for article in part.articles]
    return kept, left_out


def _told(draft: _Draft, part: Story, settings: Settings, memory: Memory, tell: Tell) -> Story | None:
    """The whole story with the points of what is untold; None where nothing of it is new.

    A correction is shown even if all it did was to take something away: then its points are not marked new.
    """
    told, points = _new_points(part, settings, memory, tell)
    if not points and draft.corrects:
        points = tuple(replace(point, new=False) for point in told.points)
    if not points:
        return None
    around = (
        told
        if part.articles == draft.whole.articles
        else tell(draft.whole, words=settings.words, method=settings.method)
    )
    return replace(
        around,
        id=draft.id,
        rank=part.rank,
        headline=told.headline or around.headline,
        points=points,
        only_in=tuple(excerpt for excerpt in told.only_in if not memory.said(excerpt)),
    )


def _new_points(part: Story, settings: Settings, memory: Memory, tell: Tell) -> tuple[Story, tuple[Point, ...]]:
    """The story as told, and its points without those that were told before; made longer until what is left fills the budget."""
    words, told = settings.words, tell(part, words=settings.words, method=settings.method)
    for _ in range(_ROUNDS):
        fresh = [replace(point, new=True) for point in told.points if not memory.said(point.excerpt)]
        old = _length(point for point in told.points if memory.said(point.excerpt))
        if not old or _length(fresh) >= settings.words * 0.9:
            break
        longer = tell(part, words=settings.words + old, method=settings.method)
        if settings.words + old == words or longer.points == told.points:
            break
        words, told = settings.words + old, longer
    fresh = [replace(point, new=True) for point in told.points if not memory.said(point.excerpt)]
    return told, tuple(fresh)


def _length(points: Iterable[Point]) -> int:
    return sum(len(point.excerpt.text.split()) for point in points)


def _news(draft: _Draft, memory: Memory) -> News:
    first_seen = memory.first_seen(draft.id)
    known = first_seen is not None or draft.corrects or len(draft.fresh) < len(draft.whole.articles)
    status: Status = "running" if known else "new"
    if len(draft.corrects) == len(draft.fresh):
        status = "corrected"
    return News(draft.id, status, first_seen, draft.fresh, draft.corrects)
