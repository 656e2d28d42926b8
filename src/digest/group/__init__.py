"""Articles to stories: copies of one text into reports, reports of one event into stories.

    articles -> texts.read -> copies.fold_texts -> fields.gather -> pairs.likeness -> clusters.merge
             (-> complete.complete -> clusters.merged) -> parts.resolve -> abroad.connect -> stories.build

Words and shingles may be found by others (`texts.read`); everything is decided in one place on sorted input, so the answer
depends neither on the order of the articles nor on who read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digest.model import Article, Story

if TYPE_CHECKING:
    from digest.group.stories import Stories
    from digest.group.texts import Mapped


def group(articles: Sequence[Article], mapped: Mapped = map, here: Mapped = map) -> tuple[Story, ...]:
    """The stories that `articles` tell, each article in exactly one, in the order of their first publication, then id.

    Each story holds its reports (copies of one text count as one voice) and the evidence that joined them. An article whose
    date the other reports of its story refute is returned with that date doubted (see `dates.settle`). The order of
    `articles` does not matter; their ids must differ. `mapped`, at home the builtin `map`, shares out what is done with each
    article alone, `here`, whose workers share our memory, what needs all of them.
    """
    if not articles:
        return ()
    found = grouped(articles, mapped, here)
    return found.joined(found.plain)


def grouped(articles: Sequence[Article], mapped: Mapped = map, here: Mapped = map) -> Stories:
    """As `group`, for whoever needs the evidence of few stories only: they get it when they ask. At least one article."""
    from digest.group.memory import give_back
    from digest.group.steps import steps
    from digest.group.stories import build

    give_back()
    found = steps(articles, mapped, here)
    return build(found.read, found.folded, found.groups, found.gathered, found.alike, found.bridges)
