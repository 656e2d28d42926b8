"""The feed behind an address: the address itself, what its page declares, or one of the usual places."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from digest.collect.apart import Reader
from digest.collect.client import Answer, Client, FetchFailed
from digest.collect.fetch import ACCEPT, Rules, client_for
from digest.collect.guard import Permit, Refused, Resolver, Unresolved, mask, without_credentials
from digest.collect.identity import canonical_url
from digest.collect.links import FeedLink, feed_links
from digest.collect.xmltext import decoded
from digest.model import Problem, RawArticle

USUAL = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed/",
    "/feed.json",
    "/feeds/posts/default",
)
MAX_TRIED = 12
PAGE_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Discovered:
    """A feed that was found and read once."""

    url: str  # to ask from now on
    title: str  # of the feed itself; "" where it has none
    entries: tuple[RawArticle, ...]
    problems: tuple[Problem, ...] = ()
    others: tuple[FeedLink, ...] = ()  # that the page names beside it


def web_url(text: str) -> str:
    """What a person typed as an address: "post.example/news" and "feed://post.example/x" become web addresses."""
    text = re.sub(r"^feed:(//)?(?=https?:)", "", text.strip(), flags=re.IGNORECASE)
    text = re.sub(r"^feed:(//)?", "https://", text, flags=re.IGNORECASE)
    if "://" not in text and re.match(
        r"[\w.-]+\.[a-z]{2,}(?=[:/?#]|$)|localhost\b|[\d.]+(?=[:/]|$)", text, re.IGNORECASE
    ):
        return "https://" + text
    return text


async def discover(
    url: str, *, settings: Rules | None = None, resolver: Resolver | None = None, tls: ssl.SSLContext | None = None
) -> Discovered | Problem:
    """The feed at `url` or behind it, read once; a Problem that says why there is none."""
    rules = settings or Rules()
    url = web_url(url)
    permit = Permit.of(url, rules.allow_hosts)
    async with client_for(rules, resolver, tls) as client, Reader(rules.max_bytes) as reader:
        try:
            answer = await client.get(url, permit, {"Accept": ACCEPT})
        except (Refused, Unresolved, FetchFailed) as error:
            return Problem(mask(url), str(error), kind="failed")
        if found := await _feed(answer, reader):
            return found
        if answer.status != 200:
            return Problem(mask(url), f"the host answers {answer.status}", kind="failed")
        return await _behind(client, reader, answer, permit)


def find(url: str, *, settings: Rules | None = None) -> Discovered | Problem:
    """`discover` for callers that are not asynchronous."""
    return asyncio.run(discover(url, settings=settings))


async def _behind(client: Client, reader: Reader, page: Answer, permit: Permit) -> Discovered | Problem:
    base = without_credentials(page.url)
    named = feed_links(decoded(page.body[:PAGE_BYTES]), base)
    usual = [FeedLink(urljoin(base, path)) for path in _usual(base)]
    tried: set[str] = set()
    for link in [*named, *usual]:
        if link.url in tried or len(tried) == MAX_TRIED:
            continue
        tried.add(link.url)
        try:
            answer = await client.get(link.url, permit, {"Accept": ACCEPT})
        except (Refused, Unresolved, FetchFailed):
            continue
        if found := await _feed(answer, reader):
            rest = tuple(other for other in named if canonical_url(other.url) != canonical_url(link.url))
            return Discovered(found.url, found.title or link.title, found.entries, found.problems, rest)
    said = "declares no feed that can be read" if named else "declares no feed, and none is at the usual places"
    return Problem(
        mask(page.url), f"no feed found: the page {said}; give the address of the feed itself", kind="failed"
    )


def _usual(base: str) -> Sequence[str]:
    """The usual places: below the page's own folder first, then below the root."""
    folder = urlsplit(base).path.rpartition("/")[0]
    return [*(folder + path for path in USUAL[:4] if folder), *USUAL]


async def _feed(answer: Answer, reader: Reader) -> Discovered | None:
    if answer.status != 200:
        return None
    items = await reader.read(answer.url, answer.headers.get("content-type", ""), answer.body, "")
    entries = tuple(item for item in items if isinstance(item, RawArticle))
    problems = tuple(item for item in items if isinstance(item, Problem))
    if not entries and any(problem.kind == "failed" or "OPML" in problem.reason for problem in problems):
        return None
    title = next((entry.source for entry in entries if entry.source), "") or ""
    return Discovered(answer.lasting, " ".join(title.split())[:300], entries, problems)
