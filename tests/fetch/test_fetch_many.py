"""Many feeds on many hosts: the limit for each host is kept, and the slow and the dead delay nobody else."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass, replace

import pytest

from digest.collect.fetch import Fetched, Rules, fetch, to_ask
from digest.ledger import FeedState
from fetch.asking import NOW, QUICK, Source, ask, ask_one, headlines
from fetch.server import Reply, Request, Seen, Server, busiest
from fetch.written import TITLES, rss, xml

FEED = xml(rss())


def hosts(count: int) -> list[str]:
    """Loopback addresses, all different."""
    return [f"127.1.{n // 200}.{n % 200 + 1}" for n in range(count)]


@dataclass(frozen=True)
class Ran:
    """One run over many feeds: the server's log, what came, which hosts are slow, and the seconds it took."""

    log: list[Seen]
    fetched: dict[str, Fetched]
    slow: set[str]
    took: float


def run(feeds: int, places: list[str], rules: Rules, *, wait: float = 0.0, held: bool = False) -> Ran:
    """Asks `feeds` on `places`: a tenth is dead, a twentieth slow, by `wait` seconds or until all others are served."""
    dead, slow = set(places[::10]), set(places[1::20])
    where = {f"/{n}": places[n % len(places)] for n in range(feeds)}
    quick = sum(host not in dead | slow for host in where.values())

    def others_are_served() -> bool:
        return sum(seen.request.host not in slow for seen in server.log) == quick

    def answer(request: Request) -> Reply:
        if request.host not in slow:
            return Reply(FEED)
        return Reply(FEED, wait=wait, until=others_are_served if held else None)

    with Server(answer, [place for place in places if place not in dead]) as server:
        sources = [Source(path, server.url(path, host)) for path, host in where.items()]
        start = time.monotonic()
        fetched = ask(sources, settings=rules)
        took = time.monotonic() - start
    good = {path for path, host in where.items() if host not in dead}
    assert {name for name, one in fetched.items() if one.status == "read"} == good
    assert all("no connection" in (fetched[name].state.reason or "") for name in fetched.keys() - good)
    return Ran(server.log, fetched, slow, took)


def test_two_hundred_feeds_on_forty_hosts() -> None:
    """At most two at a time a host; and slow hosts hold up nobody: here they say nothing before all others are served."""
    ran = run(200, hosts(40), replace(QUICK, delay=0.01, timeout=60), held=True)
    most = busiest(ran.log)
    assert max(most.values()) <= 2
    assert all(most[host] == 2 for host in ran.slow)


@pytest.mark.slow
def test_two_thousand_feeds_on_four_hundred_hosts() -> None:
    """A tenth dead, a twentieth slow by 10 s: done within 3 minutes, two at a time a host, memory flat."""
    run(200, hosts(40), replace(QUICK, timeout=30))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ran = run(2000, hosts(400), Rules(), wait=10.0)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    most = busiest(ran.log)
    others = max(seen.ended for seen in ran.log if seen.request.host not in ran.slow) - min(s.began for s in ran.log)
    print(
        f"{len(ran.fetched)} feeds in {ran.took:.1f} s, the fast ones in {others:.1f} s, memory {before} -> {after} KiB"
    )
    assert ran.took < 180
    assert max(most.values()) <= 2
    assert after - before < 150_000


def test_one_host_is_asked_politely() -> None:
    """Twelve feeds on one host: two at a time at most, and a pause between the starts."""
    with Server(lambda _: Reply(FEED, wait=0.02)) as server:
        begun = time.monotonic()  # the first request may be seen late, but none is sent before this
        ask([Source(f"{n}", server.url(f"/{n}")) for n in range(12)], settings=replace(QUICK, delay=0.05))
    assert busiest(server.log)["127.0.0.1"] <= 2
    assert max(seen.began for seen in server.log) - begun >= 11 * 0.05


def test_a_limit_of_one_is_kept_through_redirects() -> None:
    """The limit holds for each hop, whichever feed leads there."""
    with Server(lambda _: Reply(FEED, wait=0.05), ["127.0.0.7"]) as shared:
        away = Reply(status=302, headers={"Location": shared.url("/feed")})
        places = hosts(6)
        with Server(lambda _: away, places) as server:
            rules = replace(QUICK, per_host=1, allow_hosts=("127.0.0.7",))
            fetched = ask([Source(host, server.url("/", host)) for host in places], settings=rules)
    assert {one.status for one in fetched.values()} == {"read"}
    assert busiest(shared.log) == {"127.0.0.7": 1}


def test_waiting_for_a_place_is_not_the_feeds_fault() -> None:
    """Many feeds of one slow host may together take longer than the deadline of each."""
    with Server(lambda _: Reply(FEED, wait=0.6)) as server:
        sources = [Source(f"{n}", server.url(f"/{n}")) for n in range(8)]
        fetched = ask(sources, settings=replace(QUICK, timeout=3.0, per_host=1))
    assert {one.status for one in fetched.values()} == {"read"}


def test_fewer_places_than_feeds_and_a_taker_that_stops() -> None:
    """With three places for all, everything is read; a taker that breaks off ends the asking."""
    with Server(lambda _: Reply(FEED), hosts(10)) as server:
        sources = [Source(f"{n}", server.url(f"/{n}", hosts(10)[n % 10])) for n in range(60)]
        rules = replace(QUICK, together=3)
        assert len(ask(sources, settings=rules)) == 60
        server.forget()

        def stop(_: Fetched) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fetch(sources, {}, stop, now=NOW, settings=rules)
        server.settle()
        assert len(server.log) < 60


def test_asking_stops_when_told() -> None:
    """While a host hangs, a stop takes effect at once; what came before is kept, and the call comes back."""
    with Server(lambda r: Reply(FEED, wait=0.0 if r.path == "/quick" else 30.0)) as server:
        sources = [Source("quick", server.url("/quick")), Source("hung", server.url("/hung"))]
        taken: list[Fetched] = []
        begun = time.monotonic()
        count = fetch(sources, {}, taken.append, now=NOW, settings=QUICK, stop=lambda: bool(taken))
        assert time.monotonic() - begun < 15
    assert count == 1
    assert taken[0].state.source == "quick"


def test_those_that_work_come_first_and_folders_are_not_asked() -> None:
    """The failing are asked last; sources without an address are nothing to ask; progress counts each."""
    sources = [Source("bad", "http://a.example/"), Source("folder", None), Source("good", "http://b.example/")]
    asked = to_ask(sources, {"bad": FeedState("bad", "http://a.example/", failures=3)}, NOW)
    assert [source.name for source, _ in asked] == ["good", "bad"]
    counted: list[tuple[int, int]] = []
    with Server(lambda _: Reply(FEED)) as server:
        some = [Source(f"{n}", server.url(f"/{n}")) for n in range(3)]
        taken: list[Fetched] = []
        count = fetch(
            some,
            {},
            taken.append,
            now=NOW,
            settings=QUICK,
            progress=lambda done, total, _: counted.append((done, total)),
        )
    assert count == 3
    assert counted == [(1, 3), (2, 3), (3, 3)]
    assert all(headlines(one) == TITLES for one in taken)


def test_nothing_due_asks_nobody() -> None:
    """Between two due times no connection is made."""
    with Server(lambda _: Reply(FEED)) as server:
        state = ask_one(server.url()).state
        server.forget()
        assert ask([Source("one", server.url())], {"one": state}, at_once=False) == {}
    assert server.log == []
