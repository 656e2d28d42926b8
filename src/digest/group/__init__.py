"""Articles to stories: copies of one text into reports, reports of one event into stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Article, Story


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories that `articles` tell; every article is in exactly one."""
    raise NotImplementedError
