"""Every feed that a tolerant reader can read is read, over real sockets, whatever its label, packing or faults."""

from __future__ import annotations

import asyncio
import io
import sys
from datetime import timedelta

import feedparser
import pytest

from digest.clean.article import clean_article
from digest.collect import reading
from digest.collect.apart import SMALL, Reader
from digest.collect.feeds import document
from digest.collect.fetch import Rules
from digest.collect.opml import read_opml
from digest.collect.reading import read_answer
from digest.config import Fetch
from digest.model import Problem, RawArticle
from fetch.asking import NOW, Source, ask, ask_one, fields, headlines, items, problems
from fetch.server import Reply, Request, Server
from fetch.written import SAMPLES, TITLES, WAYS, Sample, escaped, json_feed, packed, rss, titles, xml


def serve(request: Request) -> Reply:
    """/<sample>/<way of packing>/<anything>, with a validator."""
    _, name, way, *_ = request.path.split("/")
    sample = next(sample for sample in SAMPLES if sample.name == name)
    tag = f'W/"{name}-{way.replace("%20", "-")}"'
    if request.headers.get("if-none-match") == tag:
        return Reply(status=304, headers={"ETag": tag})
    body, headers = packed(sample.body, way.replace("%20", " "))
    if sample.content_type:
        headers["Content-Type"] = sample.content_type
    return Reply(body, headers={**headers, "ETag": tag})


@pytest.fixture(scope="module")
def server():
    """All samples on five hosts."""
    with Server(serve, [f"127.0.0.{n}" for n in range(1, 6)]) as running:
        yield running


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_item_of_every_kind_is_found(server: Server, sample: Sample) -> None:
    """All headlines come, in order and in the right letters, and each item is one of its own."""
    fetched = ask_one(server.url(f"/{sample.name}/plain"))
    found = tuple(title.replace("\ufffd", "") for title in headlines(fetched))
    assert found == sample.titles
    assert fetched.status == "read"
    assert len({entry.identity for entry in items(fetched)}) == len(sample.titles)
    assert bool(problems(fetched)) == sample.broken
    assert {entry.raw.source for entry in items(fetched)} == {"one"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_never_fewer_items_than_feedparser_alone(server: Server, sample: Sample) -> None:
    """On the same bytes with the same headers, feedparser finds nothing that is not found here."""
    headers = {"content-type": sample.content_type} if sample.content_type else {}
    alone = feedparser.parse(io.BytesIO(sample.body), response_headers=headers)
    assert len(headlines(ask_one(server.url(f"/{sample.name}/plain")))) >= len(alone.entries)


def test_three_hundred_feeds_and_a_second_run_of_304s(server: Server) -> None:
    """Three hundred feeds, in every packing: all items come; the second run transfers only 304s and reads nothing again."""
    chosen = [(SAMPLES[n % len(SAMPLES)], WAYS[n // len(SAMPLES) % len(WAYS)], n) for n in range(300)]
    sources = [
        Source(f"feed {n}", server.url(f"/{sample.name}/{way.replace(' ', '%20')}/{n}", f"127.0.0.{n % 5 + 1}"))
        for sample, way, n in chosen
    ]
    server.forget()
    first = ask(sources)
    for sample, way, n in chosen:
        found = tuple(title.replace("\ufffd", "") for title in headlines(first[f"feed {n}"]))
        assert found == sample.titles, (sample.name, way)
    whole = [n for sample, _, n in chosen if not sample.broken]
    server.forget()
    second = ask([sources[n] for n in whole], {name: fetched.state for name, fetched in first.items()})
    assert {fetched.status for fetched in second.values()} == {"unchanged"}
    assert not any(fetched.entries for fetched in second.values())
    server.settle()
    assert {seen.status for seen in server.log} == {304}
    assert sum(seen.sent for seen in server.log) == 0
    assert all(fetched.state.succeeded == NOW for fetched in second.values())


def test_links_are_made_whole_and_carry_no_secrets() -> None:
    """A relative link is relative to the feed's address, without the name and password in that."""
    text = rss(site="").encode()
    with Server(lambda _: Reply(text)) as server:
        address = server.url("/news/feed.xml").replace("//", "//ada:s3cret@")
        fetched = ask_one(address)
    assert [fields(entry)["link"] for entry in items(fetched)] == [server.url(f"/{n}") for n in range(3)]
    assert "s3cret" not in repr(fetched.entries)
    assert server.log[0].request.headers["authorization"].startswith("Basic ")


def test_a_json_feed_has_whole_links() -> None:
    """Relative addresses in JSON Feeds are resolved too."""
    with Server(lambda _: Reply(json_feed())) as server:
        fetched = ask_one(server.url("/x/feed.json"))
    assert fields(items(fetched)[0])["link"] == server.url("/0")


INERT = (
    # title, description and link in the feed; what must be in the article, what must not, and its address
    (
        "<script>alert(1)</script><img src=x onerror=alert(2)> Quay",
        "Cranes stood still on Friday.",
        "javascript:alert(3)",
    ),
    (
        "Quay",
        "<p>Cranes stood still.</p><svg><a xlink:href='javascript:alert(3)'>Read</a></svg>",
        "https://vess.example/1",
    ),
    (
        "Fish &amp;amp; <b>chips</b>",
        "<![CDATA[<p>Cranes ]]]]><![CDATA[> stood still.</p>]]>",
        "data:text/html,alert(3)",
    ),
    ("Quay", '&lt;p onclick="alert(3)"&gt;Cranes stood still on Friday.&lt;/p&gt;', "file:///etc/hostname"),
)


@pytest.mark.parametrize(("title", "text", "link"), INERT)
def test_what_is_hidden_in_an_entry_is_inert(title: str, text: str, link: str) -> None:
    """U06-U08: a cleaned entry is plain text, decoded once, and its address is a web address or none."""
    said = title if "&" in title else escaped(title)
    body = text if text.startswith(("&lt;", "<![CDATA[")) else escaped(text)
    feed = f"<item><title>{said}</title><link>{escaped(link)}</link><description>{body}</description></item>"
    with Server(lambda _: Reply(xml(f'<rss version="2.0"><channel><title>T</title>{feed}</channel></rss>'))) as server:
        (entry,) = items(ask_one(server.url()))
    (article,) = clean_article(entry.raw).articles
    assert article.url == (link if link.startswith("https:") else None)
    assert "Cranes" in article.text
    assert "stood still" in article.text
    assert "alert" not in article.text
    assert "<" not in article.text
    assert "&lt;" not in article.text + article.title
    assert "&amp;amp;" not in article.title


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (
            b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/x.dtd"><html></html>',
            "web page",
        ),
        (b"<!doctype html><html><body><p>Hello</p></body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "not a feed"),
        (b'{"items": 3}', "without `items`"),
        (b'{"items": [', "not JSON"),
        (b"hello", "not a feed"),
    ],
)
def test_what_is_no_feed_fails_with_its_reason(body: bytes, said: str) -> None:
    """An answer that holds no feed is a failure of that source, in one line; nothing of its state is forgotten."""
    with Server(lambda _: Reply(body)) as server:
        fetched = ask_one(server.url())
    assert fetched.status == "failing"
    assert said in (fetched.state.reason or "")
    assert fetched.state.failures == 1


def test_a_feed_without_entries_is_no_failure() -> None:
    """A new outlet's empty feed is a good answer with nothing in it."""
    with Server(lambda _: Reply(xml(rss(texts=())))) as server:
        fetched = ask_one(server.url())
    assert fetched.status == "read"
    assert not items(fetched)


def test_a_feed_that_breaks_off_is_asked_in_full_again() -> None:
    """Its entries are taken, the fault is named, and no validator is kept: the missing rest must not turn into a 304."""
    text = xml(rss())[:-60]
    with Server(lambda _: Reply(text, headers={"ETag": '"1"'})) as server:
        fetched = ask_one(server.url())
    assert headlines(fetched)[:2] == TITLES[:2]
    assert "breaks off" in problems(fetched)[0].reason
    assert fetched.state.etag is None


ATTACKS = {
    "laughs": '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    "file": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "http": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/evil.dtd">',
    "parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd"> %p;]>',
    "behind a comment": '<!-- <!DOCTYPE rss> --><!DOCTYPE rss [<!ENTITY a "ha">]>',
    "in an instruction": '<?x <!-- ?><!DOCTYPE rss [<!ENTITY a "ha">]><!-- -->',
    "in a section": '<!-- <![CDATA[ --><!DOCTYPE rss [<!ENTITY a "ha">]><!-- ]]> -->',
    "lower case": '<!doctype rss [<!entity a "ha">]>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_declarations_are_refused_before_parsing(attack: str, encoding: str) -> None:
    """U21: whatever declares entities is refused by name, in any encoding, and nothing is opened or asked for it."""
    body = xml(ATTACKS[attack] + rss().replace("Tickets", "&a; Tickets"), encoding)
    with Server(lambda _: Reply(body)) as server:
        fetched = ask_one(server.url("/feed"))
    assert fetched.status == "failing"
    assert "declares entities" in (fetched.state.reason or "")
    assert server.url("/feed") in problems(fetched)[0].origin
    server.settle()
    assert len(server.log) == 1


def test_words_about_declarations_are_no_declarations() -> None:
    """An article about XML may show a document type in its text."""
    text = xml(rss().replace("Growers", "<![CDATA[<!DOCTYPE x [<!ENTITY y 'z'>]> Growers]]>"))
    with Server(lambda _: Reply(text)) as server:
        assert headlines(ask_one(server.url())) == TITLES


def test_one_answer_that_is_too_large(tmp_path) -> None:
    """A feed above the cap fails whether its length is stated or not."""
    with Server(lambda r: Reply(b"x" * 3000) if r.path == "/said" else Reply(b"<rss>", endless=b"y" * 1000)) as server:
        for path in ("/said", "/unsaid"):
            fetched = ask_one(server.url(path), settings=Rules(max_bytes=2000, timeout=5))
            assert "larger than" in (fetched.state.reason or "")


def test_a_large_feed_is_read_apart_and_whole() -> None:
    """A feed of several hundred KB comes out as a small one does, entry by entry."""
    texts = tuple((f"Headline {n}", "The harbour master said that the ice would hold. " * 10) for n in range(900))
    body = xml(rss(texts=texts))
    assert len(body) > SMALL
    with Server(lambda _: Reply(body)) as server:
        fetched = ask_one(server.url())
        assert headlines(fetched) == titles(texts)
        assert tuple(entry.raw for entry in items(fetched)) == read_answer(server.url(), "", body, "one")


def test_a_feed_that_ties_the_parser_up_is_given_up() -> None:
    """Nesting on which the parser's time grows with the square is a failure in bounded time, and its neighbours are read."""
    knot = b"<rss version='2.0'><channel>" + b"<a>" * 900_000

    async def read() -> list[tuple[RawArticle | Problem, ...]]:
        async with Reader(10_000_000, seconds=1.0) as reader:
            return [await reader.read("http://vess.example/feed", "", knot, "one")]

    ((problem,),) = asyncio.run(read())
    assert isinstance(problem, Problem)
    assert "too tangled" in problem.reason


def test_reading_apart_goes_on_after_a_knot() -> None:
    """The feed after one that was given up is read by a new process."""
    texts = tuple((f"Headline {n}", "The harbour master said that the ice would hold. " * 10) for n in range(90))

    async def read() -> list[tuple[RawArticle | Problem, ...]]:
        async with Reader(10_000_000) as reader:
            first = await reader.read("http://vess.example/feed", "", xml(rss(texts=texts)), "one")
            reader._process.kill()
            lost = await reader.read("http://vess.example/feed", "", xml(rss(texts=texts)), "one")
            return [first, lost, await reader.read("http://vess.example/feed", "", xml(rss(texts=texts)), "one")]

    first, lost, again = asyncio.run(read())
    assert len(first) == 90
    assert isinstance(lost[0], Problem)
    assert again == first


def test_entries_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed of more entries than anybody reads is cut, and says so."""
    monkeypatch.setattr(reading, "MAX_ENTRIES", 20)
    texts = tuple((f"Headline {n}", "Text.") for n in range(22))
    found = read_answer("http://vess.example/feed", "", xml(rss(texts=texts)), "one")
    assert len(found) == 21
    assert "more than 20 entries" in found[-1].reason


def test_rules_come_from_the_config() -> None:
    """The [fetch] table of the config, read as people write it."""
    assert Rules.of(Fetch()) == Rules(timedelta(minutes=30), 2, 30.0, 10_000_000, ())
    table = Fetch(every="2 h", timeout="5s", max_bytes="500kB", allow_hosts=("nas.home",), per_host=1)
    assert Rules.of(table) == Rules(timedelta(hours=2), 1, 5.0, 500_000, ("nas.home",))
    with pytest.raises(ValueError, match="none"):
        Rules.of(Fetch(every="forever"))


opened: list[tuple[str, object]] = []
listening = False


def listen(event: str, given: tuple[object, ...]) -> None:
    """Notes what is opened, connected to or started while `listening`; an audit hook cannot be taken away again."""
    if listening and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.exec"):
        opened.append((event, given[:1]))


sys.addaudithook(listen)


@pytest.mark.parametrize("attack", [*ATTACKS, "a path", "an address"], ids=str)
def test_reading_opens_nothing(attack: str) -> None:
    """U21: no file and no connection is opened for anything that stands in a feed or a list."""
    global listening
    body = {"a path": b"/etc/hostname", "an address": b"http://127.0.0.1:9/feed"}.get(attack)
    body = body or xml(ATTACKS[attack] + rss().replace("Tickets", "&x; &a; Tickets"))
    list(document("feed", xml(rss().replace("&amp;", "&")), None))  # what is imported on first use is imported now
    read_opml("list", body)
    opened.clear()
    listening = True
    try:
        found = list(document("feed", body, None))
        listed = read_opml("list", body)
    finally:
        listening = False
    assert opened == []
    assert [type(item) for item in found] == [Problem]
    assert listed.problems[0].kind == "failed"
