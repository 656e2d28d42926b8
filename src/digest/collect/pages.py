"""The article page behind a teaser: fetched once where the source asks for it, and never read where it is for subscribers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from digest.canonical import canonical_json
from digest.collect.client import Client, FetchFailed
from digest.collect.guard import Permit, Refused, Unresolved, mask
from digest.collect.robots import Robots
from digest.model import Problem, RawArticle

TEASER = 150  # words; a text from here on is taken for the article itself
WIDE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)  # written without spaces, or nearly
GOES_ON = re.compile(
    r"(\[?(…|\.\.\.)\]?|\b(read|continue|weiter|lire|leer|leggi)\s\w+(\s\w+){0,3}\s*[»›→>]*)\s*$", re.IGNORECASE
)
FOR_SUBSCRIBERS = re.compile(r'"isAccessibleForFree"\s*:\s*"?false"?', re.IGNORECASE)
PAGES = "text/html, application/xhtml+xml;q=0.9"
NOT_FOR_ALL = (401, 402, 403, 451)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands for one entry after its page was asked for."""

    raw: RawArticle
    teaser: RawArticle | None = None  # the entry, where `raw` is its page: its fields are hints about the page
    problem: Problem | None = None  # why the page was not read


def is_teaser(entry: RawArticle) -> bool:
    """Whether a feed entry carries less than the article: a short text, or one that says that it goes on."""
    fields = fields_of(entry)
    content = _words(str(fields.get("content") or ""))
    text = content if len(content) > 1 else _words(str(fields.get("summary") or ""))
    return _length(text) < TEASER or bool(GOES_ON.search(text[-60:]) and _length(text) < 4 * TEASER)


def headline_only(entry: RawArticle) -> RawArticle:
    """The entry without its text: an item that is known of and not summarized."""
    fields = {
        key: value for key, value in fields_of(entry).items() if key not in ("summary", "content", "content_type")
    }
    return replace(entry, data=canonical_json(fields))


async def full_text(client: Client, robots: Robots, entry: RawArticle, permit: Permit) -> Found:
    """`entry` with its page, where that may and can be read; otherwise the entry as it is, or its headline for a paywall."""
    link = str(fields_of(entry).get("link") or "")
    if not re.match(r"https?://", link, re.IGNORECASE):
        return Found(entry)
    try:
        answer = await client.get(link, permit, {"Accept": PAGES}, leave=lambda url: robots.leave(url, permit))
    except (Refused, Unresolved, FetchFailed, ValueError) as error:
        kind = "left out" if isinstance(error, Refused) else "failed"
        return Found(entry, problem=_problem(link, entry, f"its page was not read: {error}", kind))
    if answer.status in NOT_FOR_ALL or (answer.status == 200 and _for_subscribers(answer.body)):
        return Found(headline_only(entry), problem=_problem(link, entry, "its page is for subscribers", "left out"))
    if answer.status != 200 or not _is_page(answer.body, answer.headers):
        said = f"the host answers {answer.status}" if answer.status != 200 else "it is no web page"
        return Found(entry, problem=_problem(link, entry, f"its page was not read: {said}", "failed"))
    page = RawArticle(mask(answer.url), answer.body, "text/html", source=entry.source)
    return Found(page, teaser=entry)


def fields_of(entry: RawArticle) -> Mapping[str, Any]:
    """The fields of a feed entry."""
    fields = json.loads(entry.data)
    return fields if isinstance(fields, dict) else {}


def _for_subscribers(body: bytes) -> bool:
    return bool(FOR_SUBSCRIBERS.search(body.decode("utf-8", "replace")))


def _is_page(body: bytes, headers: Mapping[str, str]) -> bool:
    head = body[:2048].lower()
    said = headers.get("content-type", "").split(";")[0].strip().lower()
    return (b"<html" in head or b"<!doctype html" in head or b"<body" in head) or (
        said in ("text/html", "application/xhtml+xml") and b"<" in head and not head.startswith(b"%pdf")
    )


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>|&\w{1,10};", " ", html).split())


def _length(text: str) -> int:
    """Words; two characters of a script without spaces count as one."""
    wide = len(WIDE.findall(text))
    return len(WIDE.sub(" ", text).split()) + wide // 2


def _problem(link: str, entry: RawArticle, reason: str, kind: Any) -> Problem:
    return Problem(mask(link), reason, entry.member, kind)
