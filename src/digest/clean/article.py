"""One raw article to one cleaned article: each container's own fields first, then what its text says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from digest.canonical import json_fault
from digest.clean import markdown
from digest.clean.container import Body, NotAnArticle, body_of_mail, text_of_pdf
from digest.clean.dates import ABSURD, absurd_date, date_in_path, find_date, parse_date
from digest.clean.decode import decode, normalize
from digest.clean.language import detect_language
from digest.clean.metadata import web_address
from digest.clean.page import Page
from digest.clean.plain import read_plain
from digest.clean.roundup import take_apart
from digest.clean.spoken import day_of_event, tested
from digest.model import FEED_ENTRY, Article, Cleaned, DateCandidate, Problem, RawArticle

MAX_TITLE = 300
Pages = tuple[Page, ...]  # one, unless a text holds several articles
_SMALL = frozenset(  # words that a name writes small, unless it begins with them
    re.findall(
        r"\w+",
        "a an and at d da de del della der des di do dos du e el et for from in la las le les los of on the to und van von y zu",
    )
)
TAGS = re.compile(
    r"</?(p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|img|figure|table)\b[^>]*>", re.IGNORECASE
)


def clean_article(raw: RawArticle, *, trace: bool = False) -> Cleaned:
    """The article in `raw`. Never raises: whatever is wrong with one item becomes its Problem."""
    try:
        pages, hints = READERS[raw.media_type](raw, trace)
    except NotAnArticle as error:
        return Cleaned(
            problems=(Problem(raw.origin, str(error), raw.member, "failed" if error.failed else "left out"),)
        )
    except Exception as error:  # one bad item must never stop a run, whatever a parser throws at it
        said = re.sub(r"\s+", " ", str(error))[:120]
        problem = Problem(raw.origin, f"cannot be read: {type(error).__name__}: {said}", raw.member, "failed")
        return Cleaned(problems=(problem,))
    articles, problems = [], []
    for number, page in enumerate(pages, 1):
        part = replace(raw, member=part_of(raw.member, number)) if len(pages) > 1 else raw
        if reason := _unusable(raw, page):
            problems.append(Problem(part.origin, reason, part.member))
        else:
            articles.append(_article(part, page, hints))
    return Cleaned(tuple(articles), tuple(problems), tuple(line for page in pages for line in page.lines))


def _unusable(raw: RawArticle, page: Page) -> str | None:
    """Why `page` is no article; None if it is one."""
    if page.not_article:
        return f"not an article: {page.not_article}"
    if not page.text and not page.title:
        return "no article text in it" if raw.data.strip() else "empty"
    return None


def part_of(member: str | None, number: int) -> str:
    """The name of one of several articles in a file or member; `whole_of` leads back."""
    return f"{member}, part {number}" if member else f"part {number}"


def whole_of(member: str | None) -> str | None:
    """The file (None) or member whose bytes hold the article that `member` names."""
    return (re.sub(r"(?:^|, )part \d+$", "", member) or None) if member else None


def _article(raw: RawArticle, page: Page, hints: Mapping[str, Any]) -> Article:
    url = web_address(hints.get("url")) or web_address(page.url)
    published, rest = _published(raw, page, hints, url)
    digest = hashlib.sha256(raw.data).hexdigest()
    return Article(
        id=one_line(hints.get("id")) or "a" + digest[:10],
        origin=raw.origin,
        member=raw.member,
        sha256=digest,
        source=one_line(hints.get("source")) or one_line(page.site) or _outlet(raw),
        url=url,
        title=one_line(page.title),
        title_from=page.title_from if page.title else None,
        authors=tuple(dict.fromkeys(filter(None, map(one_line, [*hints.get("authors", ()), *page.authors])))),
        agency=page.agency,
        published=published.value if published else None,
        published_from=published.from_ if published else None,
        dates=rest,
        language=_language(hints.get("language")) or page.language,
        text=page.text,
    )


def _published(
    raw: RawArticle, page: Page, hints: Mapping[str, Any], url: str | None
) -> tuple[DateCandidate | None, tuple[DateCandidate, ...]]:
    """The most trustworthy date, and the other candidates."""
    told, candidates = hints.get("published"), []
    if value := parse_date(told) or absurd_date(told):
        candidates.append(DateCandidate(value, hints["published_from"], None if parse_date(told) else ABSURD))
    candidates += page.dates
    for path in (url, "/".join(raw.origin.split("/")[-2:])):
        if path and (found := date_in_path(path)):
            candidates.append(DateCandidate(found.value, "path"))
    unique = list({(str(c.value), c.from_): c for c in reversed(candidates)}.values())[::-1]
    unique = [found for candidate in unique for found in tested(candidate, page.text, page.dateline)]
    chosen = next((c for c in unique if not c.doubted), None)
    spoken = day_of_event(chosen, page.text, page.language) if chosen else None
    return chosen, tuple(c for c in [*unique, spoken] if c and c is not chosen)


def _outlet(raw: RawArticle) -> str:
    """The outlet that the container or folder names; the file's own name where nothing does."""
    if not raw.source:
        return one_line(raw.origin.rsplit("/", 1)[-1])
    name = one_line(raw.source)
    words = re.split("[-_]+", name.strip("-_"))
    if not words[0] or not re.fullmatch(r"[a-z0-9_-]+", name):
        return name
    first, *rest = words
    return " ".join([first.title(), *(word if word in _SMALL else word.title() for word in rest)])


def _plain(raw: RawArticle, trace: bool) -> tuple[Pages, Mapping[str, Any]]:
    text = normalize(decode(raw.data).text)
    return _parts(text, trace) or (read_plain(text, trace=trace),), {}


def _parts(text: str, trace: bool) -> Pages:
    """The articles of a round-up, each under its own headline and the round-up's date; none if `text` is no round-up."""
    roundup = take_apart(text)
    if roundup is None:
        return ()
    found = find_date(roundup.masthead)
    dates = (DateCandidate(found.value, "inline"),) if found else ()
    pages = []
    for section in roundup.sections:
        page = read_plain(section.text, whole_body=True, title=section.headline, trace=trace)
        lines = tuple(replace(line, number=line.number + section.line - 1) for line in page.lines)
        page = replace(page, title=section.headline, title_from="head", dates=(*dates, *page.dates), lines=lines)
        pages.append(replace(page, language=page.language or detect_language(f"{section.headline}\n{page.text}")))
    return tuple(pages)


def _html(raw: RawArticle, trace: bool) -> tuple[Pages, Mapping[str, Any]]:
    from digest.clean.html import read_html

    return (read_html(raw.data, trace=trace, url=raw.url),), {"url": raw.url}


def _pdf(raw: RawArticle, trace: bool) -> tuple[Pages, Mapping[str, Any]]:
    return (read_plain(normalize(text_of_pdf(raw.data)), trace=trace),), {}


def _markdown(raw: RawArticle, trace: bool) -> tuple[Pages, Mapping[str, Any]]:
    fields, content = markdown.front_matter(decode(raw.data).text)
    html = markdown.to_html(content)
    title = str(fields.get("title", "")) or markdown.heading(html)
    page = _read_body(Body(html, "text/html"), title, trace)
    if title and "title" not in fields:
        page = replace(page, title_from="heading")
    return (page,), {**fields, "published_from": "metadata"}


def _json(raw: RawArticle, trace: bool) -> tuple[Pages, Mapping[str, Any]]:
    fields = json_object(raw.data)
    title, text = (str(fields[key]) if isinstance(fields.get(key), str) else "" for key in ("title", "text"))
    if not (title or text):
        raise NotAnArticle("neither `text` nor `title` in it", failed=True)
    kind = "text/html" if TAGS.search(text) else "text/plain"
    page = _read_body(Body(text, kind), title, trace)
    return (page,), {**fields, "authors": _names(fields.get("authors")), "published_from": "metadata"}


def _feed_entry(raw: RawArticle, trace: bool) -> tuple[Pages, Mapping[str, Any]]:
    fields = json_object(raw.data)
    content = fields.get("content") or fields.get("summary") or ""
    html = "html" in fields.get("content_type", "html") or bool(TAGS.search(content))
    page = _read_body(Body(content, "text/html" if html else "text/plain"), fields.get("title", ""), trace)
    hints = {
        "source": fields.get("source") or raw.source,
        "url": fields.get("link"),
        "authors": _names(fields.get("author")),
        "published": fields.get("published") or fields.get("updated"),
        "published_from": "feed",
        "language": fields.get("language"),
    }
    return (page,), hints


def _mail(raw: RawArticle, trace: bool) -> tuple[Pages, Mapping[str, Any]]:
    mail = body_of_mail(raw.data)
    parts = _parts(normalize(mail.body.text), trace) if mail.body.media_type == "text/plain" else ()
    pages = parts or (_read_body(mail.body, mail.subject, trace),)
    return pages, {"source": mail.sender or raw.source, "published": mail.date, "published_from": "metadata"}


def _read_body(body: Body, title: str, trace: bool) -> Page:
    """A body that its container says is the article's own, under the container's title."""
    title = one_line(title)
    if title and not body.text.strip():  # a headline alone is an item of its own
        page = Page("")
    elif body.media_type == "text/html":
        from digest.clean.html import read_html

        page = read_html(body.text, fragment=True, title=title, trace=trace)
    else:
        page = read_plain(normalize(body.text), whole_body=True, title=title, trace=trace)
    if title:
        page = replace(page, title=title, title_from="title")
    return replace(page, language=page.language or detect_language(f"{title}\n{page.text[:600]}"))


READERS: Mapping[str, Callable[[RawArticle, bool], tuple[Pages, Mapping[str, Any]]]] = {
    "text/plain": _plain,
    "text/html": _html,
    "text/markdown": _markdown,
    "application/json": _json,
    FEED_ENTRY: _feed_entry,
    "message/rfc822": _mail,
    "application/pdf": _pdf,
}


def json_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`; raises NotAnArticle, saying where it breaks."""
    try:
        fields = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotAnArticle(json_fault(error), failed=True) from error
    if not isinstance(fields, dict):
        raise NotAnArticle(f"not an article: expected a JSON object, found {type(fields).__name__}", failed=True)
    return fields


def one_line(value: object) -> str:
    """Untrusted text as one clean line of at most MAX_TITLE characters; "" for anything that is no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    line = " ".join(normalize(str(value)).split())
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + "…"


def _names(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [name for name in re.split(r"\s*(?:,|;|\band\b)\s*", value) if name and "@" not in name]
    if isinstance(value, list):
        return [name for item in value for name in _names(item.get("name") if isinstance(item, dict) else item)]
    return []


def _language(value: object) -> str | None:
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", value) if isinstance(value, str) else None
    return match.group().lower() if match else None
