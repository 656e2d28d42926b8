"""Where raw articles come from.

`files` reads paths of the reader's own machine and URLs of object stores: single files, containers of several articles (JSON,
JSON Lines, feeds, archives), and whole folders. What cannot be used comes out as a `Problem` beside the articles, never as an
exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.collect.parting import Part
    from digest.model import Problem, RawArticle


def files(paths: Iterable[str | PathLike[str]]) -> Iterator[RawArticle | Problem]:
    """The raw articles below `paths`, in the order of their origins; each file once, however often it is named."""
    return (item for part in parts(paths) for item in opened(part))


def parts(paths: Iterable[str | PathLike[str]]) -> Iterator[Part]:
    """The same in parts that another process can open: mostly paths instead of bytes."""
    from digest.collect import parting as of

    return of.parts(paths)


def opened(part: Part) -> Iterator[RawArticle | Problem]:
    """The raw articles of a part, read here."""
    from digest.collect import parting as of

    return of.opened(part)


def pieces(part: Part) -> Iterable[Part] | None:
    """The articles of a part that may hold several; None where it is one."""
    from digest.collect import parting as of

    return of.pieces(part)
