"""The page behind a teaser: read once, politely, and never summarized where it is for subscribers."""

from __future__ import annotations

from collections.abc import Mapping

from digest.collect.pages import is_teaser
from digest.model import FEED_ENTRY, RawArticle
from fetch.asking import ask_one, fields, items, problems
from fetch.server import Reply, Request, Server
from fetch.written import TEXTS, TITLES, rss, xml

PAGE = (
    b"<!doctype html><html><head><title>Quay</title></head><body><article>"
    + b"<p>The cranes stood still.</p>" * 40
    + b"</article></body></html>"
)


def site(pages: Mapping[str, Reply], robots: Reply | None = None, **feed):
    """A site with a feed at /feed, a robots.txt, and article pages (PAGE where `pages` names no other)."""

    def answer(request: Request) -> Reply:
        if request.path == "/feed":
            return Reply(xml(rss(site=f"http://127.0.0.1:{server.port}", **feed)))
        if request.path == "/robots.txt":
            return robots or Reply(status=404)
        return pages.get(request.path, Reply(PAGE, headers={"Content-Type": "text/html"}))

    server = Server(answer)
    return server


def test_teasers_become_pages_with_the_entry_as_hint() -> None:
    """Each page is fetched once, is the raw article, and keeps the entry and its identity; robots.txt is asked once."""
    with site({}) as server:
        fetched = ask_one(server.url("/feed"), full_text=True)
        assert [entry.raw.media_type for entry in items(fetched)] == ["text/html"] * 3
        assert [fields_of(entry.teaser)["title"] for entry in items(fetched)] == list(TITLES)
        assert items(fetched)[0].raw.origin == server.url("/0")
        server.settle()
        assert sorted(seen.request.path for seen in server.log) == ["/0", "/1", "/2", "/feed", "/robots.txt"]
        plain = ask_one(server.url("/feed"))
        assert [entry.identity for entry in items(plain)] == [entry.identity for entry in items(fetched)]
        assert [entry.raw.media_type for entry in items(plain)] == [FEED_ENTRY] * 3


def fields_of(raw: RawArticle | None) -> dict[str, str]:
    """The fields of an entry that a page came with."""
    assert raw is not None
    return fields(type("E", (), {"raw": raw}))


def test_known_items_cost_no_page() -> None:
    """What the store holds is not fetched again, and does not come back as a bare teaser."""
    with site({}) as server:
        first = ask_one(server.url("/feed"), full_text=True)
        held = {entry.identity for entry in items(first)[:2]}
        server.forget()
        second = ask_one(server.url("/feed"), full_text=True, known=held.__contains__)
        assert [entry.identity for entry in items(second)] == [items(first)[2].identity]
        server.settle()
        assert {seen.request.path for seen in server.log} == {"/feed", "/robots.txt", "/2"}


def test_full_entries_cost_no_page() -> None:
    """An entry that carries its article is the article."""
    texts = tuple((title, "The harbour master said that the ice would hold for days. " * 30) for title, _ in TEXTS)
    with site({}, texts=texts) as server:
        fetched = ask_one(server.url("/feed"), full_text=True)
        server.settle()
        assert [seen.request.path for seen in server.log] == ["/feed"]
    assert not any(entry.teaser for entry in items(fetched))


def test_robots_are_kept_to() -> None:
    """A forbidden page is not asked for, its entry stays as it was, and the reason is said; feeds do not ask robots.txt."""
    rules = Reply(b"User-agent: *\nDisallow: /1\nDisallow: /feed\nUser-agent: digest\nDisallow: /2\nDisallow: /feed\n")
    with site({}, rules) as server:
        fetched = ask_one(server.url("/feed"), full_text=True)
        server.settle()
        assert {seen.request.path for seen in server.log} == {"/feed", "/robots.txt", "/0", "/1"}
    assert [entry.raw.media_type for entry in items(fetched)] == ["text/html", "text/html", FEED_ENTRY]
    assert "robots.txt" in problems(fetched)[0].reason
    assert problems(fetched)[0].kind == "left out"


def test_robots_in_trouble_keep_us_out_and_missing_ones_do_not() -> None:
    """RFC 9309: 5xx means no, 4xx means yes."""
    for status, pages in ((503, 0), (403, 3)):
        with site({}, Reply(status=status)) as server:
            fetched = ask_one(server.url("/feed"), full_text=True)
            assert sum(entry.teaser is not None for entry in items(fetched)) == pages


def test_a_redirect_meets_the_robots_of_where_it_leads() -> None:
    """A page that moves to a forbidden place is not read there."""
    pages = {f"/{n}": Reply(status=302, headers={"Location": "/members/x"}) for n in range(3)}
    with site(pages, Reply(b"User-agent: *\nDisallow: /members/\n")) as server:
        fetched = ask_one(server.url("/feed"), full_text=True)
        assert "/members/x" not in {seen.request.path for seen in server.log}
    assert all(entry.teaser is None for entry in items(fetched))


def test_what_is_for_subscribers_stays_a_headline() -> None:
    """A refused page, and one that says that it is not free, leave the headline alone: no teaser that could be summarized."""
    marked = PAGE.replace(
        b"</head>", b'<script type="application/ld+json">{"isAccessibleForFree": "False"}</script></head>'
    )
    with site({"/0": Reply(status=402), "/1": Reply(marked)}) as server:
        fetched = ask_one(server.url("/feed"), full_text=True)
    first, second, third = items(fetched)
    for entry, title in ((first, TITLES[0]), (second, TITLES[1])):
        assert fields(entry)["title"] == title
        assert not {"summary", "content"} & fields(entry).keys()
    assert third.teaser
    assert [problem.reason for problem in problems(fetched)] == ["its page is for subscribers"] * 2


def test_a_page_that_fails_leaves_the_entry() -> None:
    """A page that is missing, or is no page, costs its text and nothing else."""
    with site({"/0": Reply(status=500), "/1": Reply(b"%PDF-1.4 <", headers={"Content-Type": "text/html"})}) as server:
        fetched = ask_one(server.url("/feed"), full_text=True)
    assert [entry.teaser is not None for entry in items(fetched)] == [False, False, True]
    assert all("was not read" in problem.reason for problem in problems(fetched))
    assert fetched.status == "read"


def test_a_page_on_a_private_host_is_refused() -> None:
    """The links in a feed are a stranger's: they open no door to other private hosts."""
    with (
        Server(lambda _: Reply(PAGE), ["127.0.0.2"]) as inside,
        Server(lambda _: Reply(xml(rss(site=inside.url(""))))) as server,
    ):
        fetched = ask_one(server.url(), full_text=True)
        assert inside.log == []
    assert len(items(fetched)) == 3
    assert all("refused" in problem.reason for problem in problems(fetched))


def test_what_is_a_teaser() -> None:
    """Short texts, and longer ones that say that they go on; words are counted in scripts without spaces too."""

    def entry(**fields: str) -> RawArticle:
        import json

        return RawArticle("o", json.dumps(fields).encode(), FEED_ENTRY)

    assert is_teaser(entry(title="T"))
    assert is_teaser(entry(summary="<p>Short.</p>" * 20))
    assert not is_teaser(entry(summary="Short.", content="<p>A long text it is.</p>" * 60))
    assert is_teaser(entry(content="It was a long text. " * 60 + "Read the full story »"))
    assert is_teaser(entry(content="It was a long text. " * 60 + "[…]"))
    assert not is_teaser(entry(content="港のクレーンは金曜日に止まった。" * 30))
