"""What one briefing of an edition is made of: what is new since the last, told with what it belongs to.

    items of the last days -> group -> stories with something untold -> rank by that -> tell what was not told before

Untold articles are grouped together with those told in the last days, so that a running story stays one story and keeps its
id; a story with nothing untold is not told again. Pure: the parts that group and tell are handed in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, Protocol

from digest.compose import compose, doubt_future
from digest.group.running import Named, follow
from digest.ledger import Item
from digest.model import Article, Briefing, Correction, Excerpt, LeftOut, Point, Problem, Settings, Story
from digest.rank import muted, rank

Status = Literal["new", "running", "corrected"]

REACH = timedelta(days=5)  # a story that was told this long ago may still run on
BACKGROUND = timedelta(days=15)  # where few articles come, those of so many days show which words are common
FEW = 1000  # articles within reach that show it by themselves
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


def background(since: datetime | None, until: datetime, within_reach: int) -> datetime | None:
    """The moment after which items are to be read where `within_reach` items are too few to group well; None if they are enough.

    With the words of ten articles alone, two reports of one kind of event look alike. So those of earlier days are grouped with
    them, and not told.
    """
    longer = until - BACKGROUND
    return longer if within_reach < FEW and longer < reach(since, until) else None


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

    Items that arrived before that, see `background`, take part in grouping alone.
    `since` is the end of the last briefing's window (None: there was none), `until` the end of this one's; `earlier` are the
    records of the edition's last briefings, the newest first. The order of `items` does not matter.
    """
    memory = Memory(earlier)
    by_id = {item.article.id: item for item in items}
    found = group(doubt_future([item.article for item in items], until))
    named = follow(found, memory.story_of, memory.first_seen)
    near = {item.article.id for item in items if item.arrived > reach(since, until)}
    drafts = [
        draft
        for story, name_ in zip(found, named, strict=True)
        if (draft := _draft(_only(story, near), name_, by_id)) is not None
    ]
    kept, left_out = _cut(drafts, until, settings, memory, tell)
    news = {draft.id: _news(draft, memory) for draft, _ in kept}
    stories = [_marked(story, news[draft.id], memory) for draft, story in kept]
    briefing = compose(stories, left_out, problems, now=until, settings=settings)
    return Composed(
        briefing=replace(briefing, edition=name, slot=slot, since=since),
        news=tuple(news[story.id] for story in briefing.stories),
        told=tuple(sorted({id_ for draft, _ in kept for id_ in draft.fresh})),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What a briefing told of one article."""

    date: date
    headline: str | None  # where the story stood under this article's own
    sentences: tuple[str, ...]


def _told_of(story: Mapping[str, Any], article: str, day: date) -> Told:
    head = story.get("headline") or {}
    own = head.get("article") == article and not head.get("derived")
    said = [
        *(said for point in story.get("points", ()) for said in (point, *point.get("also", ()))),
        *story.get("only_in", ()),
        *story.get("timeline", ()),
    ]
    texts = dict.fromkeys(one["text"] for one in said if one["article"] == article)
    return Told(day, head["text"] if own else None, tuple(texts))


class Memory:
    """What earlier briefings told: which articles in which stories, since when, and in which words."""

    def __init__(self, earlier: Sequence[Mapping[str, Any]]) -> None:
        self._story_of: dict[str, str] = {}
        self._first_seen: dict[str, date] = {}
        self._said: set[tuple[str, ...]] = set()
        self._told: dict[str, Told] = {}
        self._now: dict[str, str] = {}  # a story that was merged into another, and the id of that
        for record in earlier:  # the newest first: what it says of an article stands
            for story in record.get("stories", ()):
                self._remember(story, date.fromisoformat(record["date"]))

    def _remember(self, story: Mapping[str, Any], day: date) -> None:
        id_ = self._now.get(story["id"], story["id"])
        self._now.update(dict.fromkeys(story.get("merged", ()), id_))
        self._first_seen[id_] = min(day, self._first_seen.get(id_, day))
        for article in story.get("articles", ()):
            self._story_of.setdefault(article["id"], id_)
            self._told.setdefault(article["id"], _told_of(story, article["id"], day))
        for point in story.get("points", ()):
            self._said.update(same_words(said["text"]) for said in (point, *point.get("also", ())))
        self._said.update(same_words(said["text"]) for said in story.get("only_in", ()))

    def story_of(self, article: str) -> str | None:
        """The id of the story that told this article last."""
        return self._story_of.get(article)

    def first_seen(self, story: str) -> date | None:
        """The day of the first of these briefings that told the story."""
        return self._first_seen.get(story)

    def told(self, article: str) -> Told | None:
        """What the last of these briefings with this article told of it."""
        return self._told.get(article)

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
        return replace(_only(self.whole, set(self.fresh)), id=self.id)


def _only(story: Story, ids: Set[str]) -> Story:
    """The story as if only the articles with these ids had been reported."""
    if all(article.id in ids for article in story.articles):
        return story
    reports = (
        replace(report, articles=tuple(article for article in report.articles if article.id in ids))
        for report in story.reports
    )
    joined = tuple(join for join in story.joined if all(id_ in ids for id_ in join.articles))
    return replace(story, reports=tuple(report for report in reports if report.articles), joined=joined)


def _draft(story: Story, named: Named, items: Mapping[str, Item]) -> _Draft | None:
    fresh = tuple(article.id for article in story.articles if not items[article.id].told)
    corrects = tuple((id_, sha256) for id_ in fresh if (sha256 := items[id_].corrects))
    whole = replace(story, merged=named.merged, parted_from=named.parted_from)
    return _Draft(whole, fresh, corrects, named.id) if fresh else None


def _cut(
    drafts: Sequence[_Draft], now: datetime, settings: Settings, memory: Memory, tell: Tell
) -> tuple[list[tuple[_Draft, Story]], list[LeftOut]]:
    """The stories to tell, told, in order; and every untold article of the others with the reason.

    What takes back something that was told comes before the cut, whatever its rank.
    """
    by_id = {draft.id: draft for draft in drafts}
    kept: list[tuple[_Draft, Story]] = []
    left_out: list[LeftOut] = []
    below: list[Story] = []
    ranked = rank([draft.part for draft in drafts], now, settings)
    for part in sorted(ranked, key=lambda part: not _takes_back(by_id[part.id], memory)):
        why = muted(part, settings)
        if why is None and len(kept) == settings.stories:
            below.append(part)
            continue
        told = None if why else _told(by_id[part.id], part, settings, memory, tell)
        if told is not None:
            kept.append((by_id[part.id], told))
        else:
            reason = why or "it says nothing that its story was not told with before"
            left_out += [
                LeftOut(article.origin, reason, article.member, title=article.title) for article in part.articles
            ]
    order = {part.id: place for place, part in enumerate(ranked)}
    kept.sort(key=lambda one: order[one[0].id])
    for place, part in enumerate(below, settings.stories + 1):
        score = f"{part.rank.score:.2f}" if part.rank else "none"
        total = len(kept) + len(below)
        reason = f"its story is number {place} of {total} (score {score}); the briefing has room for {settings.stories}"
        left_out += [LeftOut(a.origin, reason, a.member, "below the cut", a.title) for a in part.articles]
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


def _marked(story: Story, news: News, memory: Memory) -> Story:
    found = corrections(story, news.corrects, memory)
    return replace(story, status=news.status, first_seen=news.first_seen, corrections=found)


def corrections(story: Story, corrects: Iterable[tuple[str, str]], memory: Memory) -> tuple[Correction, ...]:
    """What was told of the story's corrected articles and is not in them any more, each beside what they say now.

    An article of which all that was told still stands has one Correction without words; those come last.
    """
    articles = {article.id: article for article in story.articles}
    found: list[Correction] = []
    for id_, _ in corrects:
        told, article = memory.told(id_), articles.get(id_)
        if told is None or article is None:
            continue
        found += _changed(told, article, story, memory) or [Correction(told.date, article, None)]
    return tuple(sorted(found, key=lambda one: (one.said is None, one.date)))


def _takes_back(draft: _Draft, memory: Memory) -> bool:
    """Whether words that were told of the story stand in its articles no more."""
    return any(one.said is not None for one in corrections(draft.whole, draft.corrects, memory))


def _changed(told: Told, article: Article, story: Story, memory: Memory) -> list[Correction]:
    changed = []
    if told.headline and article.title and same_words(told.headline) != same_words(article.title):
        changed.append(Correction(told.date, article, told.headline, headline=True))
    words = " " + " ".join(same_words(article.text)) + " "
    gone = [said for said in told.sentences if f" {' '.join(same_words(said))} " not in words]
    if not gone:
        return changed
    open_ = [sentence for sentence in _sentences(article, story) if not memory.said(sentence)]
    for said in gone:
        now = _in_place(said, open_)
        if now is not None:
            open_.remove(now)
        changed.append(Correction(told.date, article, said, now))
    return changed


def _sentences(article: Article, story: Story) -> list[Excerpt]:
    """The sentences of an article, those of the story's points first: what takes a sentence's place may be told as well."""
    from digest.segment import sentences

    told = [point.excerpt for point in story.points if point.excerpt.article.id == article.id]
    spans = [Excerpt(article, start, end) for start, end in sentences(article.text, article.language)]
    return told + [one for one in spans if one not in told]


def _in_place(said: str, candidates: Sequence[Excerpt]) -> Excerpt | None:
    """The sentence that most likely took the place of what was said: at least half of their words in common (Dice)."""
    words = _counts(said)
    best, most = None, 0.5
    for candidate in candidates:
        others = _counts(candidate.text)
        size = sum(words.values()) + sum(others.values())
        alike = 2 * sum((words & others).values()) / size if size else 0.0
        if alike > most:
            best, most = candidate, alike
    return best


def _counts(text: str) -> Counter[str]:
    """The words of a sentence; where a script writes none apart, its characters."""
    words = same_words(text)
    return Counter(char for word in words for char in word) if any(len(word) > 20 for word in words) else Counter(words)
