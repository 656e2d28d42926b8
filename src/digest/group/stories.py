"""Groups of reports to stories: voices, ids, evidence in words, and settled dates."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.group import copies, dates, evidence, order
from digest.group.abroad import Bridge
from digest.group.fields import Fields
from digest.group.pairs import Likeness
from digest.group.texts import Texts
from digest.model import Article, Join, Report, Story


def build(
    read: Texts,
    folded: Sequence[Sequence[int]],
    groups: Sequence[Sequence[int]],
    fields: Fields,
    alike: Likeness,
    bridges: Sequence[Bridge] = (),
) -> Stories:
    """A story for each of `groups`, whose numbers point into `folded`; by first publication, then id.

    `bridges` are pairs in two languages, which share no words and so have no likeness.
    """
    reports = [tuple(read.articles[number] for number in same) for same in folded]
    drafts = [(*_draft([reports[number] for number in numbers]), place) for place, numbers in enumerate(groups)]
    drafts.sort(key=lambda draft: order.first_published(draft[0]))
    taken: Counter[str] = Counter()
    found = [(Story(id=_unique_id(founder, taken), reports=told), place) for founder, told, place in drafts]

    def joined(stories: Iterable[Story]) -> tuple[Story, ...]:
        told, group_of = tuple(stories), {story.id: place for story, place in found}
        fullest = [read.articles[copies.fullest(read, same)] for same in folded]
        wanted = [groups[group_of[story.id]] for story in told]
        evident = evidence.joins(fullest, wanted, fields, alike, bridges)
        return tuple(_joined(story, between) for story, between in zip(told, evident, strict=True))

    return Stories(tuple(story for story, _ in found), joined)


@dataclass(frozen=True)
class Stories:
    """What grouping found."""

    plain: tuple[
        Story, ...
    ]  # without what joined their reports: it is much to find out, and most stories are never told
    joined: Callable[
        [Iterable[Story]], tuple[Story, ...]
    ]  # the same stories with it, even if they were ranked meanwhile


def _joined(story: Story, between: tuple[Join, ...]) -> Story:
    copied = [_copy_join(one, other) for report in story.reports for one, other in pairwise(report.articles)]
    return replace(story, joined=(*copied, *between))


def _draft(members: Sequence[tuple[Article, ...]]) -> tuple[Article, tuple[Report, ...]]:
    settled = iter(dates.settle([article for same in members for article in same]))
    reports = [_report([next(settled) for _ in same]) for same in members]
    if len(reports) > 1:
        reports.sort(key=lambda report: order.first_published(report.articles[0]))
    return _founder(reports), tuple(reports)


def _report(same: Sequence[Article]) -> Report:
    ordered = tuple(same) if len(same) == 1 else tuple(sorted(same, key=order.first_published))
    return Report(articles=ordered, voice=copies.voice(ordered))


def _copy_join(one: Article, other: Article) -> Join:
    return Join((one.id, other.id), 1.0, copies.because(one, other))


def _founder(reports: Sequence[Report]) -> Article:
    every = [article for report in reports for article in report.articles]
    if len(every) == 1:
        return every[0]
    return min(every, key=lambda article: (not dates.trusted(article), order.first_published(article)))


def _unique_id(founder: Article, taken: Counter[str]) -> str:
    """An id out of what the founding article says; a number goes in where another story was founded by the same words."""
    said = "\0".join((founder.title, founder.text))
    taken[said] += 1
    if taken[said] > 1:
        said += f"\0{taken[said]}"
    return (
        "st-"
        + base64.b32encode(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()[:5]).decode()[:7].lower()
    )
