"""The feed behind a home page, found as a reader would."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from digest.collect.discover import Discovered, discover, find, web_url
from digest.collect.links import feed_links
from digest.model import Problem
from fetch.asking import QUICK
from fetch.server import Reply, Request, Server
from fetch.written import TITLES, json_feed, rss, xml

FEED = xml(rss())


def page(head: str = "", body: str = "") -> Reply:
    """A home page."""
    text = f"<!doctype html><html><head><title>The Tide</title>{head}</head><body>{body}</body></html>"
    return Reply(text.encode(), headers={"Content-Type": "text/html"})


def found(pages: dict[str, Reply], path: str = "/") -> tuple[Discovered | Problem, list[str], str]:
    """What is found at `path` of a site, the paths that were asked for, and the site."""

    def answer(request: Request) -> Reply:
        return pages.get(request.path, Reply(status=404))

    with Server(answer) as server:
        result = find(server.url(path), settings=QUICK)
        return result, [seen.request.path for seen in server.log], server.url("")


def test_an_address_of_a_feed_is_that_feed() -> None:
    """Nothing else is asked; the feed's own title and entries come with it."""
    result, asked, site = found({"/feed.xml": Reply(FEED)}, "/feed.xml")
    assert isinstance(result, Discovered)
    assert (result.url, result.title, len(result.entries)) == (f"{site}/feed.xml", "The Vessport Tide", 3)
    assert asked == ["/feed.xml"]


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="alternate" type="application/rss+xml" title="All" href="/x/news">',
        "<LINK REL=alternate TYPE='application/atom+xml' HREF=x/news>",
        '<link href="news" type="application/rss+xml; charset=utf-8" rel="ALTERNATE"><base href="/other/">',
        '<base href="/x/"><link rel="alternate" type="application/rss+xml" href="news"/>',
        '<link rel="feed" href="/x/news">',
        '<link rel="alternate" type="text/plain" href="/old"><link title="a > b" rel="alternate" type="text/xml" href="/x/news">',
        '<!-- <link rel="feed" href="/old"> --><link rel="alternate" type="application/feed+json" href="/x/news">',
    ],
)
def test_a_declared_feed_is_found(head: str) -> None:
    """<link rel=alternate> in any spelling, relative to the page or its base."""
    start = "/x/" if 'href="news"' in head and not head.startswith("<base") else "/"
    result, asked, site = found({start: page(head), "/x/news": Reply(FEED)}, start)
    assert isinstance(result, Discovered), result
    assert result.url == f"{site}/x/news"
    assert "/old" not in asked


def test_the_main_feed_comes_before_that_of_the_comments() -> None:
    """And the others that the page names are told."""
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'
        for title, path in (
            ("The Tide » Comments Feed", "/comments/feed"),
            ("The Tide » Feed", "/feed"),
            ("Sport", "/sport/feed"),
        )
    )
    feeds = {path: Reply(FEED) for path in ("/comments/feed", "/feed", "/sport/feed")}
    result, _, site = found({"/": page(head), **feeds})
    assert isinstance(result, Discovered)
    assert result.url == f"{site}/feed"
    assert [link.url for link in result.others] == [f"{site}/sport/feed", f"{site}/comments/feed"]


def test_a_dead_declaration_falls_through_to_what_works() -> None:
    """A declared feed that is gone, then a link in the text, then the usual places."""
    head = '<link rel="alternate" type="application/rss+xml" href="/gone">'
    result, _, site = found({"/": page(head, '<a href="/service/rss/all">RSS</a>'), "/service/rss/all": Reply(FEED)})
    assert isinstance(result, Discovered)
    assert result.url == f"{site}/service/rss/all"
    result, _, site = found({"/": page(head), "/atom.xml": Reply(FEED)})
    assert isinstance(result, Discovered)
    assert result.url == f"{site}/atom.xml"
    result, _, site = found({"/blog/": page(), "/blog/feed": Reply(json_feed())}, "/blog/")
    assert isinstance(result, Discovered)
    assert result.url == f"{site}/blog/feed"


def test_a_page_without_a_feed_says_so() -> None:
    """One line, and a bounded number of tries."""
    result, asked, _ = found({"/": page()})
    assert isinstance(result, Problem)
    assert "no feed found" in result.reason
    assert len(asked) <= 13
    result, _, _ = found({})
    assert isinstance(result, Problem)
    assert "404" in result.reason
    result, _, _ = found({"/": Reply(b"<opml><body><outline xmlUrl='http://a.example/'/></body></opml>")})
    assert isinstance(result, Problem)


def test_a_page_may_not_lead_to_a_private_host() -> None:
    """A home page that names a feed on another private host gets nowhere."""
    with Server(lambda _: Reply(FEED), ["127.0.0.2"]) as inside:
        head = f'<link rel="alternate" type="application/rss+xml" href="{inside.url("/feed")}">'
        result, _, _ = found({"/": page(head)})
        assert isinstance(result, Problem)
        assert inside.log == []
        with Server(lambda _: page(head)) as server:
            rules = replace(QUICK, allow_hosts=("127.0.0.2",))
            assert isinstance(asyncio.run(discover(server.url(), settings=rules)), Discovered)


def test_a_moved_feed_is_found_where_it_lasts() -> None:
    """A permanent redirect gives the new address, a temporary one keeps the old; secrets are not shown in problems."""
    result, _, site = found({"/a": Reply(status=301, headers={"Location": "/b"}), "/b": Reply(FEED)}, "/a")
    assert isinstance(result, Discovered)
    assert result.url == f"{site}/b"
    with Server(lambda _: Reply(status=500)) as server:
        result = find(server.url().replace("//", "//ada:s3cret@"), settings=QUICK)
    assert "s3cret" not in str(result)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("vess.example", "https://vess.example"),
        (" vess.example/news?x=1 ", "https://vess.example/news?x=1"),
        ("feed://vess.example/rss", "https://vess.example/rss"),
        ("feed:https://vess.example/rss", "https://vess.example/rss"),
        ("http://vess.example", "http://vess.example"),
        ("localhost:8000/feed", "https://localhost:8000/feed"),
        ("file:///etc/hostname", "file:///etc/hostname"),
        ("news", "news"),
    ],
)
def test_typed_addresses(typed: str, url: str) -> None:
    """What people type and what browsers copy."""
    assert web_url(typed) == url


def test_links_of_a_page_are_bounded_and_ordered() -> None:
    """Fifty at most, each once, declared before linked."""
    html = '<a href="/rss">x</a><link rel=alternate type="application/rss+xml" href="/first">'
    html += "".join(f'<a href="/feed/{n}">x</a>' for n in range(200))
    links = feed_links(html, "https://vess.example/")
    assert len(links) == 50
    assert [link.url for link in links[:2]] == ["https://vess.example/first", "https://vess.example/rss"]
    assert len({link.url for link in links}) == 50
    assert TITLES
