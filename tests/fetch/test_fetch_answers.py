"""What each answer of a server does to a source: conditions, redirects, goodbyes, requests to wait, and failures."""

from __future__ import annotations

import gzip
import json
import re
import resource
import tracemalloc
import zlib
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import brotli
import pytest

from digest.collect import rhythm
from digest.collect.client import user_agent
from digest.collect.fetch import Rules, to_ask
from digest.ledger import FeedState
from fetch.asking import NOW, QUICK, Source, ask, ask_one, headlines, items, problems
from fetch.server import Reply, Request, Server
from fetch.written import TITLES, rss, xml

FEED = xml(rss())
HOUR = timedelta(hours=1)


def test_who_asks_says_so() -> None:
    """The request names this program and its version, asks for feeds, and keeps no cookies."""
    with Server(lambda _: Reply(FEED, headers={"Set-Cookie": "track=1"})) as server:
        ask([Source("a", server.url("/a")), Source("b", server.url("/b"))])
        ask([Source("a", server.url("/a"))])
    assert re.fullmatch(r"digest/\d[\w.]* \(\+local news digest\)", user_agent())
    assert {seen.request.headers["user-agent"] for seen in server.log} == {user_agent()}
    assert all("rss" in seen.request.headers["accept"] for seen in server.log)
    assert not any("cookie" in seen.request.headers for seen in server.log)


@pytest.mark.parametrize("tag", ['"v1"', 'W/"v1"', "v1"])
def test_validators_come_back_exactly(tag: str) -> None:
    """U05: ETag (weak and unquoted ones too) and Last-Modified are sent back as they came; 304 keeps them."""
    day = "Fri, 20 Nov 2026 06:00:00 GMT"

    def answer(request: Request) -> Reply:
        said = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        return Reply(status=304) if said == (tag, day) else Reply(FEED, headers={"ETag": tag, "Last-Modified": day})

    with Server(answer) as server:
        first = ask_one(server.url())
        second = ask_one(server.url(), first.state)
        third = ask_one(server.url(), second.state, now=NOW + HOUR)
    assert (first.status, second.status, third.status) == ("read", "unchanged", "unchanged")
    assert third.state.etag == tag
    assert first.state.new_at == third.state.new_at == NOW
    assert third.state.succeeded == NOW + HOUR


def test_a_new_answer_without_validators_forgets_the_old_ones() -> None:
    """Validators belong to the answer that they came with."""
    state = FeedState("one", "", etag='"old"', last_modified="Fri, 20 Nov 2026 06:00:00 GMT")
    with Server(lambda _: Reply(FEED)) as server:
        fetched = ask_one(server.url(), replace(state, url=server.url()))
    assert (fetched.state.etag, fetched.state.last_modified) == (None, None)


def moves(request: Request) -> Reply:
    """/301/302/... redirects with each status in turn; the end of the path is the feed."""
    _, first, *rest = request.path.split("/")
    if first.isdigit():
        return Reply(status=int(first), headers={"Location": "/" + "/".join(rest)})
    return Reply(FEED, headers={"ETag": '"1"'})


@pytest.mark.parametrize(
    ("path", "lasting"),
    [
        ("/feed", "/feed"),
        ("/301/feed", "/feed"),
        ("/308/feed", "/feed"),
        ("/302/feed", "/302/feed"),
        ("/307/feed", "/307/feed"),
        ("/303/feed", "/303/feed"),
        ("/301/308/feed", "/feed"),
        ("/301/302/feed", "/302/feed"),
        ("/302/301/feed", "/302/301/feed"),
        ("/301/301/301/301/301/feed", "/feed"),
    ],
)
def test_only_permanent_moves_are_remembered(path: str, lasting: str) -> None:
    """U05: 301 and 308 from the first hop on are remembered, and nothing behind a temporary one."""
    with Server(moves) as server:
        fetched = ask_one(server.url(path))
        assert headlines(fetched) == TITLES
        assert fetched.state.url == server.url(lasting)
        server.forget()
        ask_one(server.url(path), fetched.state)
        server.settle()
        assert server.log[0].request.path == lasting


@pytest.mark.parametrize("path", ["/301" * 6 + "/feed", "/302" * 25 + "/feed"])
def test_five_hops_and_no_more(path: str) -> None:
    """U01: the sixth redirect is not followed, and nothing of the way is remembered."""
    with Server(moves) as server:
        fetched = ask_one(server.url(path))
    assert "more than 5 redirects" in (fetched.state.reason or "")
    server.settle()
    assert len(server.log) == 6
    assert fetched.state.url == server.url(path)


def test_a_loop_ends() -> None:
    """U01: a redirect to itself."""
    with Server(lambda _: Reply(status=301, headers={"Location": "/again"})) as server:
        fetched = ask_one(server.url("/again"))
    assert fetched.status == "failing"
    server.settle()
    assert len(server.log) == 6


def test_a_permanent_move_to_what_is_no_feed_is_not_remembered() -> None:
    """A parked domain redirects everything to its front page; the feed's own address stays."""
    with Server(
        lambda r: Reply(b"<html>parked</html>") if r.path == "/" else Reply(status=301, headers={"Location": "/"})
    ) as server:
        fetched = ask_one(server.url("/feed"))
    assert fetched.state.url == server.url("/feed")


def test_a_dead_new_address_leads_back_to_the_configured_one() -> None:
    """After five failures at a remembered address, the one in the config is asked again."""
    with Server(lambda r: Reply(FEED) if r.path == "/feed" else Reply(status=404)) as server:
        state = FeedState("one", server.url("/moved"), etag='"x"')
        for _ in range(5):
            state = ask_one(server.url("/feed"), state).state
        assert state.url == server.url("/feed")
        assert ask_one(server.url("/feed"), state).status == "read"


def test_gone_retires_with_a_notice() -> None:
    """U05: 410 is said once, and the feed is never asked again."""
    with Server(lambda _: Reply(status=410)) as server:
        fetched = ask_one(server.url("/feed"))
        assert fetched.status == "gone"
        assert "410" in (fetched.state.retired or "")
        assert "gone" in problems(fetched)[0].reason
        server.forget()
        assert ask([Source("one", server.url("/feed"))], {"one": fetched.state}) == {}
        assert server.log == []


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_wish_to_wait_is_kept_even_when_asked_at_once(status: int, form: str) -> None:
    """U05: Retry-After in seconds or as a date; nothing is asked before, and everything works after."""
    said = "5400" if form == "seconds" else format_datetime(NOW + timedelta(seconds=5400), usegmt=True)
    replies = [Reply(status=status, headers={"Retry-After": said}), Reply(FEED)]
    with Server(lambda _: replies.pop(0)) as server:
        fetched = ask_one(server.url())
        assert fetched.status == "waiting"
        assert fetched.state.due == NOW + timedelta(seconds=5400)
        assert "asks to wait until 2026-11-21 08:30 UTC" in (fetched.state.reason or "")
        states = {"one": fetched.state}
        assert ask([Source("one", server.url())], states, now=NOW + HOUR) == {}
        assert ask([Source("one", server.url())], states, now=NOW + 2 * HOUR, at_once=False)["one"].status == "read"


@pytest.mark.parametrize("said", ["", "soon", "-5", "99999999999999999999", "Sat, 99 Nov 2026"])
def test_a_senseless_wish_to_wait(said: str) -> None:
    """It falls back to the usual wait, or is held to a week."""
    with Server(lambda _: Reply(status=429, headers={"Retry-After": said} if said else {})) as server:
        state = ask_one(server.url()).state
    assert NOW < state.due <= NOW + timedelta(days=7)


def test_failing_feeds_wait_longer_and_longer() -> None:
    """The wait doubles up to a day, differs from feed to feed by at most a quarter, and is the same every time."""
    with Server(lambda _: Reply(status=500)) as server:
        states, waits = {}, []
        for n in range(9):
            (fetched,) = ask([Source("one", server.url())], states, now=NOW).values()
            states = {"one": fetched.state}
            waits.append((fetched.state.due - NOW) / timedelta(minutes=30))
            assert fetched.state.failures == n + 1
    for n, wait in enumerate(waits):
        plain = min(2**n, 48)
        assert 0.75 * plain <= wait <= 1.25 * plain
    assert fetched.state.failing_since == NOW
    assert "500" in fetched.state.reason
    assert len({rhythm.jitter(f"feed {n}", 1) for n in range(50)}) == 50
    assert rhythm.jitter("one", 3) == rhythm.jitter("one", 3)


def test_a_failure_forgets_nothing_and_a_success_heals() -> None:
    """U04: what was seen stays seen: validators survive a failure; a good answer ends it."""
    hung_up = Reply(hang_up=True)  # twice: a kept connection may have died, so that one is tried again
    replies = [Reply(FEED, headers={"ETag": '"1"'}), Reply(status=502), hung_up, hung_up, Reply(status=304)]
    with Server(lambda _: replies.pop(0)) as server:
        state = ask_one(server.url()).state
        for _ in range(2):
            fetched = ask_one(server.url(), state, now=NOW + HOUR)
            assert (fetched.status, fetched.state.etag, items(fetched)) == ("failing", '"1"', [])
            state = fetched.state
        healed = ask_one(server.url(), state, now=NOW + 2 * HOUR).state
    assert (healed.failures, healed.failing_since, healed.reason) == (0, None, None)
    assert healed.etag == '"1"'


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, 30),
        ({"Cache-Control": "max-age=7200"}, 120),
        ({"Cache-Control": "public, max-age=7200", "Age": "3600"}, 60),
        ({"Cache-Control": 'private,max-age="5400"'}, 90),
        ({"Cache-Control": "max-age=60"}, 30),
        ({"Cache-Control": "no-cache, max-age=7200"}, 30),
        ({"Cache-Control": "max-age=31536000"}, 1440),
        ({"Cache-Control": "s-maxage=7200"}, 30),
        ({"Cache-Control": "max-age=x"}, 30),
    ],
)
def test_fresh_answers_are_not_asked_for_again(headers: dict[str, str], minutes: int) -> None:
    """Cache-Control's max-age lengthens the wait, up to a day, and never shortens it."""
    with Server(lambda _: Reply(FEED, headers=headers)) as server:
        state = ask_one(server.url()).state
        assert state.due == NOW + timedelta(minutes=minutes)
        sources = [Source("one", server.url())]
        assert ask(sources, {"one": state}, at_once=False, now=state.due - timedelta(seconds=1)) == {}
        assert len(ask(sources, {"one": state}, at_once=False, now=state.due)) == 1


def test_a_dripping_server_meets_the_deadline() -> None:
    """U04: one byte at a time for ever is a failure at the deadline, whatever hops came before; others are read meanwhile."""

    def answer(request: Request) -> Reply:
        if request.path == "/302":
            return Reply(status=302, headers={"Location": "/drip"})
        return Reply(FEED, drip=0.05) if request.path == "/drip" else Reply(FEED)

    with Server(answer) as server:
        sources = [Source("drip", server.url("/302")), Source("good", server.url("/good"))]
        fetched = ask(sources, settings=replace(QUICK, timeout=1.5))
    assert fetched["drip"].state.reason == "no whole answer within 1.5 s"
    assert fetched["good"].status == "read"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b""),
        Reply(FEED, length=len(FEED) + 500),
        Reply(b"<rss>", endless=b"<!-- " + b"x" * 60_000),
        Reply(hang_up=True),
        Reply(FEED[:200], headers={"Content-Encoding": "gzip-99"}),
        Reply(gzip.compress(FEED)[:-30], headers={"Content-Encoding": "gzip"}),
        Reply(gzip.compress(FEED)[:20] + bytes(80), headers={"Content-Encoding": "gzip"}),
        Reply(b"not brotli at all", headers={"Content-Encoding": "br"}),
        Reply(status=301),
        Reply(status=301, headers={"Location": "http://["}),
        Reply(status=204),
        Reply(status=404),
    ],
    ids=[
        "empty",
        "too short",
        "endless",
        "hangs up",
        "odd",
        "cut off",
        "damaged",
        "no br",
        "nowhere",
        "no address",
        "204",
        "404",
    ],
)
def test_bad_answers_fail_alone_and_say_why(reply: Reply) -> None:
    """U04: each is one line about one source, with its neighbour read."""
    with Server(lambda r: reply if r.path == "/bad" else Reply(FEED)) as server:
        fetched = ask([Source("bad", server.url("/bad")), Source("good", server.url("/good"))])
    assert fetched["bad"].status == "failing"
    assert fetched["bad"].state.reason
    assert "\n" not in fetched["bad"].state.reason
    assert not items(fetched["bad"])
    assert headlines(fetched["good"]) == TITLES


def test_a_length_that_is_too_small_is_a_feed_that_breaks_off() -> None:
    """U04: what came is taken, the fault is said, and the next asking is unconditional."""
    with Server(lambda _: Reply(FEED, length=len(FEED) - 100, headers={"ETag": '"1"'})) as server:
        fetched = ask_one(server.url())
    assert "breaks off" in problems(fetched)[0].reason
    assert fetched.state.etag is None


BOMB = b"<rss version='2.0'><channel><title>" + bytes(1) * 60_000_000


@pytest.mark.parametrize("way", ["gzip", "deflate", "br", "gzip, gzip", "gzip unsaid"])
def test_a_bomb_stops_at_the_cap(way: str) -> None:
    """U03: a small answer that inflates without end is dropped at the cap; memory stays near it."""
    packed = {
        "gzip": lambda: gzip.compress(BOMB, 6),
        "deflate": lambda: zlib.compress(BOMB, 6),
        "br": lambda: brotli.compress(BOMB, quality=3),
        "gzip, gzip": lambda: gzip.compress(gzip.compress(BOMB, 6)),
        "gzip unsaid": lambda: gzip.compress(BOMB, 6),
    }[way]()
    assert len(packed) < 100_000
    headers = {} if way.endswith("unsaid") else {"Content-Encoding": way}
    with Server(lambda _: Reply(packed, headers=headers)) as server:
        ask_one(server.url(), settings=replace(QUICK, max_bytes=2_000_000))
        tracemalloc.start()
        fetched = ask_one(server.url(), settings=replace(QUICK, max_bytes=2_000_000))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert "larger than 2 MB" in (fetched.state.reason or "")
    assert most < 8_000_000


@pytest.mark.slow
@pytest.mark.parametrize("way", ["gzip", "br"])
def test_the_whole_bomb(way: str) -> None:
    """U03: 600 MB in 600 KB; the process stays below 300 MB."""
    stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    squeeze = brotli.Compressor(quality=4)
    step = bytes(10_000_000)
    if way == "gzip":
        packed = b"".join(stream.compress(step) for _ in range(60)) + stream.flush()
    else:
        packed = b"".join(squeeze.process(step) for _ in range(60)) + squeeze.finish()
    with Server(lambda _: Reply(packed, headers={"Content-Encoding": way})) as server:
        fetched = ask_one(server.url())
    assert "larger than 10 MB" in (fetched.state.reason or "")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 300_000  # KiB


def test_nothing_secret_is_said() -> None:
    """Names, passwords and keys of an address stand in no origin, reason or problem."""
    with Server(lambda r: Reply(status=500) if "bad" in r.path else Reply(FEED)) as server:
        for path in ("/bad?api_key=s3cret", "/good?token=s3cret&page=2"):
            fetched = ask_one(server.url(path).replace("//", "//ada:s3cret@"))
            shown = json.dumps([getattr(x, "origin", None) or x.raw.origin for x in fetched.entries])
            assert "s3cret" not in shown + (fetched.state.reason or "") + "".join(p.reason for p in problems(fetched))
            assert "***" in shown


def test_credentials_go_to_their_own_origin_only() -> None:
    """A redirect to another host or port gets neither name nor password; within the origin they stay."""
    with Server(lambda _: Reply(FEED), ["127.0.0.9"]) as other:

        def answer(request: Request) -> Reply:
            if request.path == "/stay":
                return Reply(status=301, headers={"Location": "/feed"})
            if request.path == "/leave":
                return Reply(status=302, headers={"Location": other.url("/feed")})
            return Reply(FEED)

        with Server(answer) as server:
            own = [server.url(path).replace("//", "//ada:s3cret@") for path in ("/stay", "/leave")]
            rules = replace(QUICK, allow_hosts=("127.0.0.9",))
            fetched = ask([Source("stay", own[0]), Source("leave", own[1])], settings=rules)
            assert all("authorization" in seen.request.headers for seen in server.log)
    assert {one.status for one in fetched.values()} == {"read"}
    assert other.log
    assert not any("authorization" in seen.request.headers for seen in other.log)
    assert fetched["stay"].state.url == server.url("/feed").replace("//", "//ada:s3cret@")


def test_rules_have_the_defaults_that_are_promised() -> None:
    """30 s, 10 MB, two at a time."""
    assert (Rules().timeout, Rules().max_bytes, Rules().per_host) == (30.0, 10_000_000, 2)


def test_a_feed_with_another_address_in_the_config_begins_anew() -> None:
    """What was remembered of the old address (a move, a retirement, an ETag) does not hold for the new one."""
    gone = FeedState("one", "https://moved.example/feed", etag='"x"', retired="gone", given="https://old.example/feed")
    ((_, state),) = to_ask([Source("one", "https://new.example/feed")], {"one": gone}, NOW, at_once=True)
    assert (state.url, state.etag, state.retired) == ("https://new.example/feed", None, None)
    assert to_ask([Source("one", "https://old.example/feed")], {"one": gone}, NOW, at_once=True) == ()
