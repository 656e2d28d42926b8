"""The archive around the briefings of a folder: a front page, pages of months, stories and sources, feeds, search.

    entries (what stands on the disk) -> views -> pages -> files that changed

Everything follows from the records and the settings alone: the same folder gives the same bytes, whenever and however
often it is built. The front page is written last and names what shaped the pages, so that a new version, other templates
or an interrupted build are noticed and all is built again.
"""

from digest.archive.build import Site, bring_up, front, index_stories, rebuild
from digest.archive.records import SUFFIXES
from digest.archive.search import available as searchable

__all__ = ["SUFFIXES", "Site", "bring_up", "front", "index_stories", "rebuild", "searchable"]
