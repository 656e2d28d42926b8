"""Running stories: which of today's stories is which of those that were told, and where two became one or one became two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from digest.model import Story


@dataclass(frozen=True, slots=True)
class Named:
    """A story's id, and what became of the stories that its articles were told in."""

    id: str
    merged: tuple[str, ...] = ()  # ids of stories that were told and are this one now
    parted_from: tuple[str, ...] = ()  # ids of stories that go on elsewhere, without articles that were told in them


def follow(
    stories: Sequence[Story], story_of: Callable[[str], str | None], first_seen: Callable[[str], date | None]
) -> tuple[Named, ...]:
    """A name for each of `stories`: the id under which most of its articles were told, if no other has a better claim to it.

    `story_of` gives the id under which an article was told last, `first_seen` the day on which an id was told first; of equal
    claims the older id wins, then the smaller. Give all stories, also those with nothing new: they too keep their ids.
    """
    told = [[id_ for article in story.articles if (id_ := story_of(article.id))] for story in stories]
    claims = sorted(
        (-ids.count(id_), first_seen(id_) or date.max, id_, number)
        for number, ids in enumerate(told)
        for id_ in sorted(set(ids))
    )
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, id_, number in claims:
        if number not in names and id_ not in taken:
            names[number] = id_
            taken.add(id_)
    living = frozenset(taken)
    for number, story in enumerate(stories):
        if number not in names:
            names[number] = _free(story.id, taken)
            taken.add(names[number])
    return _with_past([names[number] for number in range(len(stories))], told, living)


def _with_past(names: Sequence[str], told: Sequence[Sequence[str]], living: frozenset[str]) -> tuple[Named, ...]:
    ended: set[str] = set()
    found = []
    for name, ids in zip(names, told, strict=True):
        others = sorted(set(ids) - {name})
        # A story that ended in several goes to the first of them; the others have parted from it.
        merged = tuple(id_ for id_ in others if id_ not in living and id_ not in ended)
        ended.update(merged)
        found.append(Named(name, merged, tuple(id_ for id_ in others if id_ not in merged)))
    return tuple(found)


def _free(wanted: str, taken: set[str]) -> str:
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free
