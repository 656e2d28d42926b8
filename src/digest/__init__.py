"""digest: a daily news briefing in the reporters' own words, every sentence led back to its source.

import digest
reading = digest.read("feeds/")
briefing = digest.brief(reading)
page = digest.render(briefing, "html")
"""

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
