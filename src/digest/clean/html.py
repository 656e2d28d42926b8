"""HTML pages to articles.

The page is walked once into blocks (`blocks`). Our own rule says which of them are the article (`prose`); where that leaves
doubt, trafilatura and readability are asked, and the reader that agrees most with the others is believed (`labels`). The text
is always put together from the page's own blocks, so whatever the readers do to spaces and tags, every sentence stands in the
page as it is.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from digest.clean import labels, prose
from digest.clean.blocks import MAX_DEPTH, Block, Blocks, blocks_of, parse, prune, scrub
from digest.clean.body import trim_body
from digest.clean.decode import decode
from digest.clean.language import detect_language
from digest.clean.lines import count_words
from digest.clean.metadata import Metadata, read_metadata, site_of, web_address
from digest.clean.page import Page
from digest.clean.page_dates import dates_of
from digest.clean.people import authors_of
from digest.clean.plain import STUB_WORDS, read_plain, why_no_article
from digest.clean.titles import choose_title, claims, site_names, squeezed
from digest.model import LineDecision

MAX_CHARACTERS = 12_000_000  # of markup; what comes after is not read
AGREED = 0.85  # agreement of two readers (F1 over characters) above which no third is asked
OWN_BONUS = 0.1
HEAD_REACH = 30  # blocks above the text in which its headline may stand
UNDER_HEADLINE = 10  # blocks under a headline that stands further away, in which the date may be
NOT_NEAR = frozenset(
    ("nav", "footer", "aside", "comments", "sidebar", "related", "menu", "navigation", "popular", "trending")
)
FALLBACK = 2000  # characters of what a page says to browsers without scripts
PAYWALL = "paywall stub"
BARE_WORDS, INDEX_LINKS = 25, 20  # words of text and links that make a page a list of others
SHOWN = 100  # characters of a block in a trace
MAX_ELEMENTS = 20_000  # above this the page is read by our own rule alone, which needs one walk
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_TAG = re.compile(rb"<(?:!doctype|html|head|body|p|div|meta|title)[\s>]", re.I)
_UTF8 = re.compile(rb"charset\s*=\s*[\"']?\s*utf-?8", re.I)
_TWICE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u2122]")
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)


def decode_page(data: bytes) -> str:
    """The characters of a page's bytes: byte order mark, then what the page declares of itself, then a guess."""
    head = data[:4096]
    try:
        text = data.decode("utf-8-sig")
        if "\0" not in text and not _TWICE_ENCODED.search(text) and _UTF8.search(head):
            return text  # the usual page, spared the closer look
    except UnicodeDecodeError:
        pass
    if b"\0" in data and _TAG.search(head):
        data = data.replace(b"\0", b"\x1a")  # tags of single bytes: no UTF-16, whatever a zero byte looks like
    match = _XML_ENCODING.search(head) or _META_CHARSET.search(head) or _META_CHARSET.search(data[:65_536])
    return scrub(decode(data, match[1].decode("ascii", "ignore") if match else None).text)


def read_html(
    data: bytes | str, *, trace: bool = False, url: str | None = None, fragment: bool = False, title: str = ""
) -> Page:
    """The article of a page, or of a fragment that a container says is an article's body.

    `url` is the page's address where it is known; `title` is the headline that came with a fragment, and is not repeated in its
    text. Never raises for any bytes; a page without an article has an empty text, or says in `not_article` what it is.
    """
    url = web_address(url)
    text = (decode_page(data) if isinstance(data, bytes) else data)[:MAX_CHARACTERS]
    tree = parse(text)
    if tree is None:
        return Page("")
    meta = Metadata() if fragment else read_metadata(tree, url)
    fallback = " ".join(" ".join(element.itertext()) for element in tree.iter("noscript"))[:FALLBACK]
    prune(tree)
    page = blocks_of(tree)
    if fragment:
        return _fragment(page, title, trace)
    site = site_of(meta)
    titles = [claim.text for claim in claims(meta, (), site_names(meta, site, url))]
    found = _page(page, choose_blocks(page, titles), meta, site, url, trace)
    return replace(found, not_article=_why_no_article(page, found, fallback))


def _why_no_article(page: Blocks, found: Page, fallback: str) -> str | None:
    """What the page is instead of an article; only a page with hardly any text is asked."""
    words = count_words(found.text)
    if words >= STUB_WORDS:
        return None
    if not page.blocks and not fallback.strip():
        return "no running text"
    around = "\n".join(block.text for block in page.blocks if block.outside not in NOT_NEAR)
    reason = why_no_article(f"{around}\n{fallback if words < BARE_WORDS else ''}", found.text, found.title)
    if words >= BARE_WORDS:  # a brief is still an article under a cookie banner, but not before a paywall
        return reason if reason == PAYWALL else why_no_article(found.text, found.text, found.title)
    links = sum(block.link_share > 0.5 for block in page.blocks)
    if links >= INDEX_LINKS and reason in (None, "no running text"):
        return "index page"
    return reason or (None if found.text else "no running text")


def choose_blocks(page: Blocks, titles: Sequence[str] = ()) -> list[bool]:
    """Which blocks are the article's text; `titles` are wordings of its headline.

    Our own rule is asked first; where it leaves no doubt, nobody else is. Then trafilatura's quick form; where the two all but
    agree, ours is taken. Otherwise readability is asked too, and the one that agrees most with the others is believed.
    """
    blocks = page.blocks
    weighed = [prose.weigh(block) for block in blocks]
    wanted = frozenset(labels.squeeze(title) for title in titles)
    own = prose.choose(blocks, weighed, wanted)
    if page.cut or page.depth > MAX_DEPTH or page.elements > MAX_ELEMENTS or len(blocks) < 2:
        return own
    if prose.is_certain(blocks, weighed, own, wanted):
        return own
    keys = [labels.squeeze(block.text) for block in blocks]

    def label(found: str) -> list[bool]:
        return [kept and prose.may_be_text(w) for kept, w in zip(labels.align(keys, found), weighed, strict=True)]

    quick = label(_trafilatura(page.tree))
    if labels.agreement(blocks, own, quick) >= AGREED:
        return own
    voices = {"own": own, "trafilatura": quick, "readability": label(_readability(page.tree))}
    return voices[labels.most_agreed(blocks, voices, {"own": OWN_BONUS})]


def _trafilatura(tree: Any) -> str:
    from trafilatura.core import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(copy.deepcopy(tree), include_comments=False, fast=True)
    except Exception:  # a reader that fails is one voice less, whatever it fails with
        return ""
    return str(getattr(document, "text", None) or "")


def _readability(tree: Any) -> str:
    from lxml import html
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        found = html.fromstring(Document(copy.deepcopy(tree)).summary(html_partial=True))
    except Exception:
        return ""
    return "\n".join(found.itertext())


def _fragment(page: Blocks, title: str, trace: bool) -> Page:
    text = "\n\n".join(block.text for block in page.blocks if not block.caption and not block.outside)
    return read_plain(text, whole_body=True, title=title, trace=trace)


def _page(page: Blocks, kept: Sequence[bool], meta: Metadata, site: str | None, url: str | None, trace: bool) -> Page:
    blocks = page.blocks
    title, title_from = choose_title(meta, _h1s(blocks, kept), site, url, _above(blocks, kept))
    body = trimmed([i for i, keep in enumerate(kept) if keep], blocks, title)
    first = min(body.paragraphs, default=0)
    around = _around(blocks, first, title)
    times = [value for value in (t.get("datetime") for t in page.tree.iter("time")) if value]
    text = "\n\n".join(body.paragraphs.values())
    return Page(
        text=text,
        title=title,
        title_from=title_from,
        authors=authors_of(meta, page.tree, site, around) or body.page.authors,
        agency=body.page.agency,
        dates=dates_of(meta, times, around, url),
        dateline=body.page.dateline,
        language=_language(meta, text),
        url=meta.canonical or url,
        site=site,
        lines=_decisions(blocks, body) if trace else (),
    )


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs that are left of the chosen blocks, and what the trimmed ones said."""

    paragraphs: dict[int, str]  # by the number of their first block
    kept: frozenset[int]  # the numbers of all their blocks
    reasons: dict[int, str]  # of the chosen blocks that were trimmed
    page: Page


def trimmed(chosen: Sequence[int], blocks: Sequence[Block], title: str) -> Body:
    """The chosen blocks without captions, bylines, datelines and what else stands inside an article and is not its text."""
    lines, verdicts, page = trim_body("\n".join(blocks[i].text for i in chosen), title=title)
    paragraphs: dict[int, str] = {}
    reasons: dict[int, str] = {}
    kept: set[int] = set()
    opened = False
    for line, verdict in zip(lines, verdicts, strict=True):
        members = [chosen[number - 1] for number in range(line.first, line.last + 1)]
        if verdict.kept or (opened and _belongs(verdict.reason, blocks[members[0]])):
            paragraphs[members[0]] = line.text if opened or not page.text else page.text.partition("\n\n")[0]
            kept.update(members)
            opened = True
        else:
            reasons.update(dict.fromkeys(members, verdict.reason))
    return Body(paragraphs, frozenset(kept), reasons, page)


def _belongs(reason: str, block: Block) -> bool:
    """Whether a line that plain text would lose is a page's own: headings and items of lists and tables may well recur."""
    repeated = reason == "repeated line" and (block.tag in prose.HEADINGS or block.tag in prose.LISTED)
    return reason == "heading" or repeated or prose.is_figure(block)


def _h1s(blocks: Sequence[Block], kept: Sequence[bool]) -> list[str]:
    first = next((i for i, keep in enumerate(kept) if keep), len(blocks))
    found = [(i, block.text) for i, block in enumerate(blocks) if block.tag == "h1"]
    found.sort(key=lambda item: (item[0] > first, abs(first - item[0])))
    return [text for _, text in found]


def _above(blocks: Sequence[Block], kept: Sequence[bool]) -> list[str]:
    """The lines over the text, the nearest first, and the one it begins with, which may be the headline itself."""
    first = next((i for i, keep in enumerate(kept) if keep), 0)
    near = range(first, max(-1, first - HEAD_REACH), -1) if blocks else ()
    return [blocks[i].text for i in near if blocks[i].outside not in NOT_NEAR]


def _around(blocks: Sequence[Block], first: int, title: str) -> list[str]:
    """The lines between the headline and the text, and a few on either side; what stands in navigation is left out.

    A table of contents or a gallery may part the two; then the lines under the heading that has the title are looked at too.
    """
    reach = range(first, max(-1, first - HEAD_REACH), -1) if blocks else ()
    head = next((i for i in reach if blocks[i].tag == "h1"), None)
    wanted = squeezed(title)
    far = range(first, -1, -1) if blocks and head is None and wanted else ()
    top = next((i for i in far if blocks[i].tag == "h1" and squeezed(blocks[i].text) == wanted), None)
    under = range(top, min(top + UNDER_HEADLINE, first)) if top is not None else ()
    start = first if head is None else head
    near = [*under, *range(start, min(first + 6, len(blocks))), *range(start - 1, max(-1, start - 7), -1)]
    return [blocks[i].text for i in near if blocks[i].outside not in NOT_NEAR]


def _language(meta: Metadata, text: str) -> str | None:
    found = detect_language(text[:2000])
    if found:
        return found
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", meta.language or "")
    return match[0].lower() if match else None


def _decisions(blocks: Sequence[Block], body: Body) -> tuple[LineDecision, ...]:
    decisions = []
    for i, block in enumerate(blocks):
        kept = i in body.kept
        kind = prose.weigh(block).kind
        reason = "body" if kept else body.reasons.get(i) or kind or "outside the article"
        decisions.append(LineDecision(i + 1, block.text[:SHOWN], kept, reason))
    return tuple(decisions)
