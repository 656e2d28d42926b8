"""The steps of grouping, one after the other, with what each found: grouping builds stories of it, `why` explains by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.group import abroad, complete, copies, fields, link, order, pairs, parts, shingles, texts
from digest.model import Article


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
    read = texts.read(sorted(articles, key=order.content_key), mapped)
    folded = copies.fold_texts(read)
    read = replace(read, signed=shingles.joined(()))  # they are many, and have done their work
    reports = [copies.fullest(read, same) for same in folded]
    gathered = fields.gather(read, reports, folded)
    alike = pairs.likeness(read, reports, gathered, here)
    merged = link.merge(gathered.length, alike, link.Rule())
    alike, merged = complete.complete(gathered, alike, merged, here)
    groups, bridges = abroad.connect(parts.resolve(merged, gathered, alike), read, reports, gathered)
    return Steps(read, folded, reports, gathered, alike, merged, groups, bridges)
