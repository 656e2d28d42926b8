"""People's decisions: what they split or merged stays so, whatever the machine finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Join, Report, Story

Decision = tuple[str, tuple[str, ...]]  # ("split" or "merge", article ids)


def decided(stories: Sequence[Story], decisions: Sequence[Decision]) -> tuple[Story, ...]:
    """`stories` after `decisions`, the oldest first, so that a later one wins; articles that are not there are passed over."""
    found = list(stories)
    for verb, articles in decisions:
        if verb == "merge":
            found = _merged(found, set(articles))
        elif verb == "split":
            found = _split(found, set(articles))
    return tuple(found)


def _merged(stories: list[Story], articles: set[str]) -> list[Story]:
    """All stories that hold one of `articles` as one, under the id of the first."""
    wanted = [story for story in stories if articles & {article.id for article in story.articles}]
    if len(wanted) < 2:
        return stories
    first = wanted[0]
    joined = [join for story in wanted for join in story.joined]
    joined += [
        Join((first.articles[0].id, story.articles[0].id), 1.0, ("a person merged them",)) for story in wanted[1:]
    ]
    whole = replace(first, reports=tuple(report for story in wanted for report in story.reports), joined=tuple(joined))
    return [whole if story is first else story for story in stories if story is first or story not in wanted]


def _split(stories: list[Story], articles: set[str]) -> list[Story]:
    """Those of `articles` that share a story with others become a story of their own."""
    found: list[Story] = []
    for story in stories:
        out = {article.id for article in story.articles} & articles
        if not out or len(out) == len(story.articles):
            found.append(story)
            continue
        found.append(_part(story, {article.id for article in story.articles} - out, story.id))
        found.append(_part(story, out, f"{story.id}-{min(out)}"))
    return found


def _part(story: Story, ids: set[str], name: str) -> Story:
    reports = (
        Report(tuple(article for article in report.articles if article.id in ids), report.voice)
        for report in story.reports
    )
    joined = tuple(join for join in story.joined if ids.issuperset(join.articles))
    return replace(story, id=name, reports=tuple(report for report in reports if report.articles), joined=joined)
