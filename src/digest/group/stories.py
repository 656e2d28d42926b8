"""Groups of reports to stories: voices, ids, evidence in words, and settled dates."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
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
) -> tuple[Story, ...]:
    """A story for each of `groups`, whose numbers point into `folded`; by first publication, then id.

    `bridges` are pairs in two languages, which share no words and so have no likeness.
    """
    fullest = [read.articles[copies.fullest(read, same)] for same in folded]
    evident = evidence.joins(fullest, groups, fields, alike, bridges)
    reports = [tuple(read.articles[number] for number in same) for same in folded]
    drafts = [
        _draft([reports[number] for number in numbers], joins) for numbers, joins in zip(groups, evident, strict=True)
    ]
    drafts.sort(key=lambda draft: order.first_published(draft[0]))
    taken: Counter[str] = Counter()
    return tuple(Story(id=_unique_id(founder, taken), reports=told, joined=joins) for founder, told, joins in drafts)


def _draft(
    members: Sequence[tuple[Article, ...]], between: tuple[Join, ...]
) -> tuple[Article, tuple[Report, ...], tuple[Join, ...]]:
    settled = iter(dates.settle([article for same in members for article in same]))
    reports = [_report([next(settled) for _ in same]) for same in members]
    reports.sort(key=lambda report: order.first_published(report.articles[0]))
    joins = [_copy_join(one, other) for same in reports for one, other in pairwise(same.articles)]
    return _founder(reports), tuple(reports), (*joins, *between)


def _report(same: Sequence[Article]) -> Report:
    ordered = tuple(sorted(same, key=order.first_published))
    return Report(articles=ordered, voice=copies.voice(ordered))


def _copy_join(one: Article, other: Article) -> Join:
    return Join((one.id, other.id), 1.0, copies.because(one, other))


def _founder(reports: Sequence[Report]) -> Article:
    every = [article for report in reports for article in report.articles]
    return min(every, key=lambda article: (not dates.trusted(article), order.first_published(article)))


def _unique_id(founder: Article, taken: Counter[str]) -> str:
    """An id out of what the founding article says; a number goes in where another story was founded by the same words."""
    said = "\0".join((founder.title, founder.text))
    taken[said] += 1
    if taken[said] > 1:
        said += f"\0{taken[said]}"
    return "st-" + base64.b32encode(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()).decode()[:7].lower()
