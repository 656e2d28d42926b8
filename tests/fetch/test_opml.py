"""OPML as it is handed around: broken more often than not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect.opml import Outline, read_opml, write_opml

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
<outline text="Coast" title="Coast">
  <outline type="rss" text="The Tide" title="The Tide" xmlUrl="https://vess.example/feed?a=1&amp;b=2" htmlUrl="https://vess.example/"/>
  <outline text="North"><outline type="rss" text="The Ledger" xmlUrl="https://ledger.example/rss"></outline></outline>
</outline>
<outline type="rss" text="Caf&#233; &amp; Kai" xmlUrl="http://kai.example/atom.xml"/>
<outline type="rss" text="The Tide again" xmlUrl="http://www.vess.example/feed?b=2&amp;a=1"/>
</body></opml>"""
FEEDS = (
    Outline("The Tide", "https://vess.example/feed?a=1&b=2", "https://vess.example/", "Coast"),
    Outline("The Ledger", "https://ledger.example/rss", None, "Coast / North"),
    Outline("Café & Kai", "http://kai.example/atom.xml"),
)


def test_a_whole_list_is_read_with_its_folders() -> None:
    """Names, addresses, home pages and folders; a feed that is named twice once."""
    found = read_opml("mine.opml", WHOLE.encode())
    assert found.feeds == FEEDS
    assert found.problems == ()


BREAKS = {
    "bare ampersands": WHOLE.replace("&amp;", "&"),
    "no end": WHOLE.partition("</body>")[0],
    "a stray end tag": WHOLE.replace("<body>", "<body></outline></div>"),
    "html entities": WHOLE.replace("Caf&#233;", "Caf&eacute;"),
    "a control character": WHOLE.replace("Coast", "Co\x0bast"),
    "no root": WHOLE.partition("<body>")[2].partition("</body>")[0],
    "lower-case names": WHOLE.replace("xmlUrl", "xmlurl").replace("<opml", "<opml>").replace("htmlUrl", "HTMLURL"),
    "single quotes": WHOLE.replace('"', "'").replace("<body>", "<body><br>"),
    "an unquoted attribute": WHOLE.replace('type="rss"', "type=rss"),
    "two attributes of one name": WHOLE.replace('type="rss"', 'type="rss" type="rss"'),
    "a bare bracket": WHOLE.replace('text="The Ledger"', 'text="The <b>Ledger"', 1),
    "text before": "Here is my list:\n" + WHOLE.replace("</opml>", ""),
    "two documents": WHOLE + WHOLE,
}


@pytest.mark.parametrize("how", BREAKS, ids=str)
def test_a_broken_list_gives_all_that_can_be_read(how: str) -> None:
    """Every feed is found, with its name; that something was broken is said where it could have cost something."""
    found = read_opml("mine.opml", BREAKS[how].encode())
    assert [feed.url for feed in found.feeds] == [feed.url for feed in FEEDS]
    names = [feed.name.replace("<b>", "") for feed in found.feeds]
    assert names == [feed.name for feed in FEEDS]
    for problem in found.problems:
        assert problem.reason.startswith("broken XML")


def test_a_missing_quotation_mark_costs_one_name() -> None:
    """The address is found all the same, and the feeds around it."""
    found = read_opml("mine.opml", WHOLE.replace('text="The Ledger" ', 'text="The Ledger ').encode())
    assert [feed.url for feed in found.feeds] == [feed.url for feed in FEEDS]
    assert "broken XML" in found.problems[0].reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_lists_in_other_encodings(encoding: str) -> None:
    """As editors save them, whatever the first line says."""
    found = read_opml("mine.opml", WHOLE.replace("&#233;", "é").encode(encoding))
    assert found.feeds == FEEDS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("hello", "no OPML list"),
        ("<opml><body></body></opml>", "without feeds"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline xmlUrl="&a;"/></body></opml>', "declares entities"),
        ('<!DOCTYPE opml SYSTEM "file:///etc/hostname"><opml><body/></opml>', "declares entities"),
    ],
)
def test_what_is_no_list(text: str, said: str) -> None:
    """U21: a list that declares anything is refused by name; nothing is opened."""
    found = read_opml("mine.opml", text.encode())
    assert not found.feeds
    assert said in found.problems[0].reason
    assert found.problems[0].origin == "mine.opml"


def test_outlines_that_cannot_be_feeds_are_told() -> None:
    """A feed without an address, and addresses that are none, are named; bare host names and feed: are mended."""
    rows = [
        '<outline type="rss" text="Lost"/>',
        '<outline text="File" xmlUrl="file:///etc/hostname"/>',
        '<outline text="Bare" xmlUrl="bare.example/rss"/>',
        '<outline text="Old" xmlUrl="feed://old.example/rss"/>',
        '<outline xmlUrl="https://www.noname.example/rss"/>',
        '<outline text="Spaced" xmlUrl=" https://spaced.example/\n rss "/>',
    ]
    found = read_opml("mine.opml", f"<opml><body>{''.join(rows)}</body></opml>".encode())
    assert [(feed.name, feed.url) for feed in found.feeds] == [
        ("Bare", "https://bare.example/rss"),
        ("Old", "https://old.example/rss"),
        ("noname.example", "https://www.noname.example/rss"),
        ("Spaced", "https://spaced.example/rss"),
    ]
    assert [problem.reason for problem in found.problems] == [
        "Lost: without an address",
        "File: no web address: file:///etc/hostname",
    ]


NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_what_is_written_is_read_back() -> None:
    """A list goes out and comes in the same."""
    assert read_opml("x", write_opml(FEEDS, title="Mine", now=NOW)).feeds == FEEDS


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda s: s.split()), max_size=5))
def test_any_name_survives(names: list[str]) -> None:
    """Names with quotes, brackets, ampersands, formulas and odd characters come through, control characters left out."""
    feeds = [Outline(name, f"https://vess.example/{n}") for n, name in enumerate(names)]
    found = read_opml("x", write_opml(feeds, title="T", now=NOW))
    assert [feed.url for feed in found.feeds] == [feed.url for feed in feeds]
    assert all(not problem.reason.startswith("broken") for problem in found.problems)


def test_secrets_stay_at_home_unless_asked() -> None:
    """A list is made to be shared."""
    feeds = [Outline("Mine", "https://ada:pw@vess.example/feed")]
    assert b"pw" not in write_opml(feeds, title="T", now=NOW)
    assert b"ada:pw@" in write_opml(feeds, title="T", now=NOW, with_credentials=True)
