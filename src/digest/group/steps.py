"""The steps of grouping, one after the other, with what each found: grouping builds stories of it, `why` explains by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from digest.group import abroad, clusters, complete, copies, fields, link, order, pairs, parts, shingles, texts
from digest.group.memory import give_back
from digest.model import Article

T = TypeVar("T")


@dataclass(frozen=True)
class Steps:
    """Everything that grouping knows of some articles; reports are known by their numbers."""

    read: texts.Texts
    folded: tuple[tuple[int, ...], ...]  # the articles of each report
    reports: list[int]  # the fullest article of each
    gathered: fields.Fields
    alike: pairs.Likeness
    merged: tuple[tuple[int, ...], ...]  # what was merged by words, before large groups were read a second time
    groups: tuple[tuple[int, ...], ...]  # the stories
    bridges: tuple[abroad.Bridge, ...]  # what joined reports of two languages


def steps(articles: Sequence[Article], mapped: texts.Mapped = map, here: texts.Mapped = map) -> Steps:
    """What grouping finds in `articles`, of which there is at least one; their order does not matter.

    What is done with each article alone is shared out by `mapped`, what needs all of them by `here`, whose workers share our
    memory; everything is decided in one place.
    """
    read = _done(texts.read(sorted(articles, key=order.content_key), mapped))
    folded = copies.fold_texts(read, mapped, here)
    read = _done(replace(read, signed=shingles.none()))  # they are many, and have done their work
    reports = [copies.fullest(read, same) for same in folded]
    gathered = _done(fields.gather(read, reports, folded, here))
    alike = _done(pairs.likeness(read, reports, gathered, here))
    merged = _done(clusters.merge(gathered.length, alike, link.Rule(), mapped))
    alike, merged = _done(complete.complete(gathered, alike, merged, mapped, here))
    groups, bridges = abroad.connect(parts.resolve(merged, gathered, alike), read, reports, gathered)
    return Steps(read, folded, reports, gathered, alike, merged, groups, bridges)


def _done(found: T) -> T:
    """What a step found; what it needed on the way goes back to the system."""
    give_back()
    return found
