"""digest: a daily news briefing in the reporters' own words, every sentence led back to its source.

    import digest
    reading = digest.read("feeds/")
    briefing = digest.brief(reading)
    page = digest.render(briefing, "html")

The public names are loaded when they are first used, so that the command line starts at once. Three of them (`group`, `summarize`,
`render`) are also the names of packages; here the name means the function, whichever of the two was imported first.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Article, Briefing, Excerpt, Point, Problem, Reading, Report, Settings, Story
    from digest.pipeline import brief, group, read, summarize
    from digest.render import render

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Briefing",
    "Excerpt",
    "Point",
    "Problem",
    "Reading",
    "Report",
    "Settings",
    "Story",
    "__version__",
    "brief",
    "group",
    "read",
    "render",
    "summarize",
]

_HOMES = {
    **dict.fromkeys(("brief", "group", "read", "summarize"), "digest.pipeline"),
    "render": "digest.render",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'digest' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES.get(name, "digest.model")), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        """Keeps an imported package from taking the name of a public function."""
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
