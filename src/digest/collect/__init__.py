"""Where raw articles come from.

`files` reads paths of the reader's own machine: single files, containers of several articles (JSON, JSON Lines, feeds),
and whole folders. What cannot be used comes out as a `Problem` beside the articles, never as an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Problem, RawArticle


def files(paths: Iterable[str | PathLike[str]]) -> Iterator[RawArticle | Problem]:
    """The raw articles below `paths`, in the order of their origins; each file once, however often it is named."""
    from digest.collect.formats import split
    from digest.collect.local import walk

    for found in walk(paths):
        yield from split(found)
