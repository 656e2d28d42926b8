"""Feeds to entries: who is asked, how, and what is remembered of it.

The decisions are the pure functions of `rhythm`; this module asks, reads and puts the two together. A source's failure is its own:
it becomes a state with a reason, and the others go on.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from digest.collect import rhythm
from digest.collect.apart import Reader
from digest.collect.client import Answer, Client, FetchFailed, Room
from digest.collect.guard import Permit, Refused, Resolver, Unresolved, mask
from digest.collect.identity import identities
from digest.collect.pages import Found, full_text, is_teaser
from digest.collect.robots import Robots
from digest.collect.units import octets, seconds
from digest.ledger import FeedState
from digest.model import Problem, RawArticle

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
LISTEN = 0.2  # seconds between two looks at whether to stop
Status = Literal["read", "unchanged", "failing", "waiting", "gone"]


class FeedSource(Protocol):
    """What is used of a source in the config."""

    @property
    def name(self) -> str:
        """Unique."""

    @property
    def url(self) -> str | None:
        """None: a folder, not a feed."""

    @property
    def full_text(self) -> bool:
        """Whether the page behind a teaser is read."""


class FetchTable(Protocol):
    """The [fetch] table of the config, with times as "30m" and sizes as "10MB"."""

    @property
    def every(self) -> str:
        """The rhythm."""

    @property
    def per_host(self) -> int:
        """Requests at a time to one host."""

    @property
    def timeout(self) -> str:
        """For one answer."""

    @property
    def max_bytes(self) -> str:
        """Of one answer."""

    @property
    def allow_hosts(self) -> Sequence[str]:
        """Private hosts that may be reached."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How feeds are asked; the units are plain seconds and bytes."""

    every: timedelta = timedelta(minutes=30)
    per_host: int = 2
    timeout: float = 30.0
    max_bytes: int = 10_000_000
    allow_hosts: tuple[str, ...] = ()
    delay: float = 0.1  # between the starts of two requests to one host
    together: int = 128  # requests at a time

    @classmethod
    def of(cls, table: FetchTable) -> Rules:
        """The rules in the config's [fetch] table; raises ValueError for a length of time or a size that is none."""
        return cls(
            timedelta(seconds=seconds(table.every)),
            table.per_host,
            seconds(table.timeout),
            octets(table.max_bytes),
            tuple(table.allow_hosts),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, on its way to being cleaned."""

    raw: RawArticle
    identity: str
    teaser: RawArticle | None = None  # the feed's entry, where `raw` is the article page behind it: hints for cleaning


@dataclass(frozen=True, slots=True)
class Fetched:
    """What asking one source brought."""

    state: FeedState  # to remember, together with the entries
    entries: tuple[Entry | Problem, ...]
    status: Status


Known = Callable[[str], bool]  # whether the store holds an item of this identity
Progress = Callable[[int, int, Fetched], None]  # done, to do in all, the latest


def nothing_known(_: str) -> bool:
    """For a new store."""
    return False


def silent(_done: int, _total: int, _fetched: Fetched) -> None:
    """No progress."""


def to_ask(
    sources: Sequence[FeedSource], states: Mapping[str, FeedState], now: datetime, *, at_once: bool = False
) -> tuple[tuple[FeedSource, FeedState], ...]:
    """The feeds that are asked now with their states: those that work first, those that fail after them."""
    known = [(source, _standing(states.get(source.name), source.name, source.url)) for source in sources if source.url]
    due = [(source, state) for source, state in known if rhythm.asked(state, now, at_once=at_once)]
    return tuple(sorted(due, key=lambda pair: pair[1].failures))


def _standing(state: FeedState | None, name: str, url: str) -> FeedState:
    """What is remembered of a feed, unless the config gives it another address since."""
    if state is None or (state.given is not None and state.given != url):
        return rhythm.fresh(name, url)
    return state


async def fetch_all(
    sources: Sequence[FeedSource],
    states: Mapping[str, FeedState],
    *,
    now: datetime,
    settings: Rules | None = None,
    at_once: bool = False,
    known: Known = nothing_known,
    resolver: Resolver | None = None,
    tls: ssl.SSLContext | None = None,
    progress: Progress = silent,
) -> AsyncGenerator[Fetched, None]:
    """Asks every feed that is due (all of them `at_once`) and yields each as it comes; raises nothing for a feed's fault.

    `states` by source name; `now` is aware, and is the time that is remembered. `known` spares the pages of items that are held.
    """
    rules = settings or Rules()
    asked = to_ask(sources, states, now, at_once=at_once)
    if not asked:
        return
    # A short queue: whoever takes the results slowly slows the asking, and not the memory of it.
    results: asyncio.Queue[Fetched] = asyncio.Queue(16)
    async with client_for(rules, resolver, tls) as client, Reader(rules.max_bytes) as reader:
        with ExitStack() as stack:
            robots = Robots(client)
            stack.callback(robots.close)
            job = _Job(client, robots, reader, rules, now, known)
            tasks = [asyncio.ensure_future(_into(results, job, source, state)) for source, state in asked]
            try:
                for done in range(1, len(asked) + 1):
                    fetched = await results.get()
                    progress(done, len(asked), fetched)
                    yield fetched
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


def never() -> bool:
    """Asking goes on to its end."""
    return False


def fetch(
    sources: Sequence[FeedSource],
    states: Mapping[str, FeedState],
    take: Callable[[Fetched], None],
    *,
    stop: Callable[[], bool] = never,
    **options: Any,
) -> int:
    """`fetch_all` for callers that are not asynchronous: `take` is called with each result; how many there were.

    `stop` is asked several times a second; once it says so, what is under way is dropped as if it had never been asked.
    """
    return asyncio.run(_each(fetch_all(sources, states, **options), take, stop))


async def _each(
    results: AsyncGenerator[Fetched, None], take: Callable[[Fetched], None], stop: Callable[[], bool]
) -> int:
    count = 0
    async with aclosing(results):
        while not stop():
            coming = asyncio.ensure_future(anext(results, None))
            while not (await asyncio.wait([coming], timeout=LISTEN))[0]:
                if stop():
                    coming.cancel()
                    await asyncio.wait([coming])
                    return count
            fetched = coming.result()
            if fetched is None:
                break
            take(fetched)
            count += 1
    return count


def client_for(rules: Rules, resolver: Resolver | None = None, tls: ssl.SSLContext | None = None) -> Client:
    """A client under these rules."""
    return Client(
        timeout=rules.timeout,
        max_bytes=rules.max_bytes,
        per_host=rules.per_host,
        delay=rules.delay,
        together=rules.together,
        resolver=resolver,
        tls=tls,
    )


@dataclass(frozen=True, slots=True)
class _Job:
    client: Client
    robots: Robots
    reader: Reader
    rules: Rules
    now: datetime
    known: Known


async def _into(results: asyncio.Queue[Fetched], job: _Job, source: FeedSource, state: FeedState) -> None:
    with job.client.room() as room:
        try:
            fetched = await _one(job, source, state, room)
        except Exception as error:  # one feed must never stop the others, whatever its bytes do to a parser
            said = re.sub(r"\s+", " ", str(error))[:100]
            fetched = _failed(job, source, state, f"cannot be read: {type(error).__name__}: {said}")
        await results.put(fetched)


async def _one(job: _Job, source: FeedSource, state: FeedState, room: Room) -> Fetched:
    permit = Permit.of(source.url or "", job.rules.allow_hosts)
    try:
        answer = await job.client.get(state.url, permit, {"Accept": ACCEPT, **rhythm.conditions(state)}, room=room)
    except (Refused, Unresolved, FetchFailed) as error:
        return _failed(job, source, state, str(error))
    if answer.status == 304:
        after = rhythm.after_answer(
            state, answer.headers, job.now, job.rules.every, url=answer.lasting, fresh_data=False, whole=True
        )
        return Fetched(after, (), "unchanged")
    if answer.status == 410:
        after = rhythm.after_gone(state, job.now)
        return Fetched(after, (Problem(mask(state.url), f"{source.name} is {after.retired}", kind="failed"),), "gone")
    wait = rhythm.retry_after(answer.headers, job.now) if answer.status in (429, 503) else None
    if wait is not None:
        after = rhythm.after_wait(state, answer.status, wait, job.now)
        return Fetched(after, (_problem(state, after.reason or ""),), "waiting")
    if answer.status != 200:
        return _failed(job, source, state, _said(answer.status))
    return await _read(job, source, state, permit, answer, room)


async def _read(job: _Job, source: FeedSource, state: FeedState, permit: Permit, answer: Answer, room: Room) -> Fetched:
    items = await job.reader.read(answer.url, answer.headers.get("content-type", ""), answer.body, source.name)
    raws = [item for item in items if isinstance(item, RawArticle)]
    problems = [item for item in items if isinstance(item, Problem)]
    if not raws and any(problem.kind == "failed" for problem in problems):
        return _failed(job, source, state, next(p.reason for p in problems if p.kind == "failed"))
    whole = not any(problem.kind == "failed" for problem in problems)
    entries = list(_named(raws))
    if source.full_text:
        room.leave()  # each page takes a place of its own
        entries, more = await _with_pages(job, permit, entries)
        problems += more
    after = rhythm.after_answer(
        state,
        answer.headers,
        job.now,
        job.rules.every,
        url=answer.lasting,
        fresh_data=True,
        whole=whole,
    )
    if any(not job.known(entry.identity) for entry in entries):
        after = replace(after, new_at=job.now)
    return Fetched(after, (*entries, *problems), "read")


def _named(raws: Sequence[RawArticle]) -> Iterator[Entry]:
    """The entries with their identities; an entry that a feed repeats word for word counts once."""
    seen = set()
    for raw, name in zip(raws, identities(raws), strict=True):
        if (name, raw.data) not in seen:
            seen.add((name, raw.data))
            yield Entry(raw, name)


async def _with_pages(job: _Job, permit: Permit, entries: Sequence[Entry]) -> tuple[list[Entry], list[Problem]]:
    """The pages in place of teasers. An item that is held is passed over: its page was asked for when it was new."""
    kept = [entry for entry in entries if not (is_teaser(entry.raw) and job.known(entry.identity))]
    found = await asyncio.gather(*(_page(job, permit, entry) for entry in kept))
    with_pages = [replace(entry, raw=one.raw, teaser=one.teaser) for entry, one in zip(kept, found, strict=True)]
    return with_pages, [one.problem for one in found if one.problem]


async def _page(job: _Job, permit: Permit, entry: Entry) -> Found:
    if not is_teaser(entry.raw):
        return Found(entry.raw)
    return await full_text(job.client, job.robots, entry.raw, permit)


def _failed(job: _Job, source: FeedSource, state: FeedState, reason: str) -> Fetched:
    after = rhythm.after_failure(state, reason, job.now, job.rules.every, configured=source.url or state.url)
    return Fetched(after, (_problem(state, reason),), "failing")


def _problem(state: FeedState, reason: str) -> Problem:
    return Problem(mask(state.url), f"{state.source}: {reason}", kind="failed")


def _said(status: int) -> str:
    known = {
        401: "it asks for a name and a password",
        403: "it refuses us",
        404: "there is nothing at its address",
        429: "too many requests",
    }
    said = known.get(status) or ("the host is in trouble" if status >= 500 else "no feed in its answer")
    return f"{said} ({status})"
