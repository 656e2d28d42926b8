"""What is the same item: by guid, by address, by content; and what is not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect.identity import canonical_url, identities, identity
from digest.model import FEED_ENTRY, Article, RawArticle


def entry(source: str = "The Tide", **fields: str) -> RawArticle:
    """One entry of a feed."""
    return RawArticle("http://vess.example/feed", json.dumps(fields).encode(), FEED_ENTRY, "entry 1", source)


SAME = [
    "https://vess.example/2026/11/quay",
    "http://vess.example/2026/11/quay/",
    "https://www.vess.example/2026/11/quay",
    "https://VESS.example:443/2026/11/quay",
    "http://vess.example:80/2026/11/quay#comments",
    "https://m.vess.example/2026/11/quay?utm_source=rss&utm_medium=feed",
    "https://mobile.vess.example/2026/11/quay?fbclid=IwAR0x",
    "https://amp.vess.example/2026/11/quay?gclid=1&mc_cid=2",
    "https://vess.example/2026/11/quay/amp/",
    "https://vess.example/amp/2026/11/quay",
    "https://vess.example/2026/11/quay?amp=1",
    "https://vess.example/2026/11/quay?outputType=amp&from=rss",
    "https://www.google.com/amp/s/vess.example/2026/11/quay",
    "https://vess-example.cdn.ampproject.org/c/s/vess.example/2026/11/quay",
    "https://vess.example//2026/11/%71uay",
    "https://vess.example./2026/11/quay?",
]
DIFFERENT = [
    "https://vess.example/2026/11/quay",
    "https://vess.example/2026/11/Quay",
    "https://vess.example/2026/11/quay?id=7",
    "https://vess.example/2026/11/quay?id=8",
    "https://vess.example/2026/11/quay?fbid=8",
    "https://vess.example/2026/11/quay?ref=front",
    "https://vess.example:8080/2026/11/quay",
    "https://sport.vess.example/2026/11/quay",
    "https://vess.example/2026/11/quay/2",
    "https://vess.example/2026/11/amplifiers",
    "https://vess.example/#!/2026/11/quay",
    "https://vess.example/2026/11/quay.pdf",
    "https://m.example/2026/11/quay",
    "https://m.co/2026/11/quay",
    "https://xn--vss-bma.example/2026/11/quay",
]


def test_one_page_under_many_addresses() -> None:
    """Tracking parameters, AMP and mobile editions, ports, fragments, case of the host and final slashes do not matter."""
    assert {canonical_url(url) for url in SAME} == {"vess.example/2026/11/quay"}
    assert canonical_url("https://en.m.lexicon.example/wiki/Quay") == canonical_url(
        "https://en.lexicon.example/wiki/Quay"
    )
    assert canonical_url("https://vess.example/a.amp.html") == canonical_url("https://vess.example/a.html")
    assert canonical_url("https://vess.example/news/index.html") == canonical_url("https://vess.example/news/")
    assert canonical_url("https://vess.example/a?b=2&a=1") == canonical_url("https://vess.example/a?a=1&b=2")
    assert canonical_url("https://véss.example/a") == canonical_url("https://xn--vss-bma.example/a")
    assert canonical_url("http://[2001:DB8::1]:80/a") == "[2001:db8::1]/a"


def test_different_pages_stay_apart() -> None:
    """What names another page stays: case of the path, other parameters, ports and hosts."""
    assert len({canonical_url(url) for url in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    "url",
    ["", "quay", "mailto:a@vess.example", "javascript:1", "http://", "http://[", "http://vess.example:x/", "x" * 3000],
)
def test_what_is_no_address_has_no_name(url: str) -> None:
    """Nothing is made of what is no web address."""
    assert canonical_url(url) == ""


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=40))
def test_folding_is_stable_and_never_fails(path: str, query: str) -> None:
    """A folded address folds to itself, whatever stands in it."""
    once = canonical_url(f"https://vess.example/{path}?{query}")
    assert once
    assert canonical_url("https://" + once) == once


def test_a_guid_outlives_a_new_title_and_address() -> None:
    """A corrected entry keeps its identity: the guid counts before the address, the address before the content."""
    first = entry(id="tag:vess.example,2026:1", link="https://vess.example/a", title="Quay shut")
    later = entry(id="tag:vess.example,2026:1", link="https://vess.example/a-b", title="Quay shut after all")
    assert identity(first) == identity(later)
    first, later = (
        entry(link="https://vess.example/a?utm_source=x", title="A"),
        entry(link="http://vess.example/a/", title="B"),
    )
    assert identity(first) == identity(later)
    assert identity(entry(title="A", published="d", summary="one")) == identity(
        entry(title="A", published="d", summary="two")
    )
    assert identity(entry(summary="one")) != identity(entry(summary="two"))


def test_a_bare_guid_counts_within_its_site() -> None:
    """The "17" of one outlet is not that of another, and is the same in two feeds of one outlet."""
    mine = entry(id="17", link="https://vess.example/a")
    sister = entry(source="The Tide, sport", id="17", link="https://www.vess.example/sport/a")
    other = entry(source="The Ledger", id="17", link="https://ledger.example/a")
    assert identity(mine) == identity(sister) != identity(other)
    assert identity(entry("A", id="17")) != identity(entry("B", id="17"))


def test_a_guid_that_is_an_address_is_the_address() -> None:
    """A permalink guid in one feed and a link in another name the same item, and so does the cleaned article's address."""
    by_guid = identity(entry(id="https://vess.example/a", title="A"))
    by_link = identity(entry("Other", link="http://www.vess.example/a?utm_medium=x"))
    article = Article("a", "vess.html", "0", "The Tide", "A", "Text.", url="https://m.vess.example/a")
    assert by_guid == by_link == identity(article)


def test_shared_guids_and_addresses_name_nothing() -> None:
    """Where a feed gives several entries one guid, or one address, each is still an item of its own."""
    same_guid = [entry(id="1", link=f"https://vess.example/{n}", title=f"T{n}") for n in range(3)]
    assert len(set(identities(same_guid))) == 3
    assert identities(same_guid)[0] == identity(entry(link="https://vess.example/0"))
    home = [entry(link="https://vess.example/live", title=f"T{n}", published=f"{n}") for n in range(3)]
    assert len(set(identities(home))) == 3
    bare = [entry(link="https://vess.example/", title=f"T{n}") for n in range(3)]
    assert len(set(identities(bare))) == 3
    twice = [same_guid[0], same_guid[0]]
    assert len(set(identities(twice))) == 1
    assert identities(twice)[0] == identity(same_guid[0])


def test_files_go_by_their_place() -> None:
    """A changed file is the same item; a line of JSON goes by its id or address where it has one."""
    before, after = (RawArticle("news/a.txt", data, "text/plain") for data in (b"one", b"two"))
    assert identity(before) == identity(after) != identity(RawArticle("news/b.txt", b"one", "text/plain"))
    line = RawArticle("x.jsonl", b'{"id": 7, "text": "t"}', "application/json", "line 3")
    moved = RawArticle("x.jsonl", b'{"id": 7, "text": "t2"}', "application/json", "line 4")
    assert identity(line) == identity(moved)
    assert identity(RawArticle("x.jsonl", b"broken", "application/json", "line 3"))
