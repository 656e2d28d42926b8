"""HTML pages to articles.

The page is walked once into blocks (`blocks`). Three readers say which of them are the article: trafilatura, readability,
and our own rule; the one that agrees most with the others is believed (`labels`). The text is always put together from the
page's own blocks, so whatever the readers do to spaces and tags, every sentence stands in the page as it is.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence
from typing import Any

from digest.clean import labels, prose
from digest.clean.blocks import MAX_DEPTH, Block, Blocks, blocks_of, parse, prune
from digest.clean.decode import decode, normalize
from digest.clean.language import detect_language
from digest.clean.metadata import Metadata, authors_of, dates_of, read_metadata, site_of, web_address
from digest.clean.page import Page
from digest.clean.titles import choose_title
from digest.model import LineDecision

MAX_CHARACTERS = 12_000_000  # of markup; what comes after is not read
MAX_ELEMENTS = 40_000  # above this the page is read by our own rule alone, which needs one walk
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)


def decode_page(data: bytes) -> str:
    """The characters of a page's bytes: byte order mark, then what the page declares of itself, then a guess."""
    head = data[:4096]
    match = _XML_ENCODING.search(head) or _META_CHARSET.search(head) or _META_CHARSET.search(data[:65_536])
    return decode(data, match[1].decode("ascii", "ignore") if match else None).text


def read_html(data: bytes | str, *, trace: bool = False, url: str | None = None, fragment: bool = False) -> Page:
    """The article of a page, or of a fragment that a container says is an article's body.

    `url` is the page's address where it is known. Never raises for any bytes; a page without an article has an empty text, or says
    in `not_article` what it is.
    """
    text = (decode_page(data) if isinstance(data, bytes) else data)[:MAX_CHARACTERS]
    tree = parse(text)
    if tree is None:
        return Page("")
    meta = Metadata() if fragment else read_metadata(tree, url)
    prune(tree)
    page = blocks_of(tree)
    for block in page.blocks:
        block.text = " ".join(normalize(block.text).split())
    page.blocks = [block for block in page.blocks if block.text]
    if fragment:
        return _fragment(page, trace)
    kept = choose_blocks(page)
    return _page(page, kept, meta, url, trace)


def choose_blocks(page: Blocks) -> list[bool]:
    """Which blocks are the article's text."""
    blocks = page.blocks
    keys = [labels.squeeze(block.text) for block in blocks]
    found = {"own": prose.choose(blocks)}
    if page.depth <= MAX_DEPTH and page.elements <= MAX_ELEMENTS:
        readers = {"trafilatura": _trafilatura, "readability": _readability}
        texts = {name: read(page.tree) for name, read in readers.items()}
        found = {name: labels.align(keys, text) for name, text in texts.items() if text} | found
    return found[labels.most_agreed(blocks, found)]


def _trafilatura(tree: Any) -> str:
    from trafilatura.core import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(copy.deepcopy(tree), include_comments=False)
    except Exception:  # noqa: BLE001 - a reader that fails is one voice less, whatever it fails with
        return ""
    return (document.text or "") if document is not None else ""


def _readability(tree: Any) -> str:
    from lxml import html
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        found = html.fromstring(Document(copy.deepcopy(tree)).summary(html_partial=True))
    except Exception:  # noqa: BLE001 - as above
        return ""
    return "\n".join(found.itertext())


def _fragment(page: Blocks, trace: bool) -> Page:
    from digest.clean.plain import read_plain

    text = "\n\n".join(block.text for block in page.blocks if not block.caption)
    return read_plain(text, whole_body=True, trace=trace)


def _page(page: Blocks, kept: Sequence[bool], meta: Metadata, url: str | None, trace: bool) -> Page:
    blocks = page.blocks
    site = site_of(meta)
    title, title_from = choose_title(meta, _h1s(blocks, kept), site, url)
    text = "\n\n".join(block.text for block, keep in zip(blocks, kept, strict=True) if keep)
    first = next((i for i, keep in enumerate(kept) if keep), 0)
    visible = [block.text for block in blocks[max(0, first - 12) : first + 3] if len(block.text) < 200]
    times = [value for value in (t.get("datetime") for t in page.tree.iter("time")) if value]
    return Page(
        text=text,
        title=title,
        title_from=title_from,
        authors=authors_of(meta, page.tree, site),
        dates=dates_of(meta, times, visible, url),
        language=_language(meta, text),
        url=meta.canonical or web_address(url),
        site=site,
        lines=_decisions(blocks, kept) if trace else (),
    )


def _h1s(blocks: Sequence[Block], kept: Sequence[bool]) -> list[str]:
    first = next((i for i, keep in enumerate(kept) if keep), len(blocks))
    found = [(i, block.text) for i, block in enumerate(blocks) if block.tag == "h1"]
    found.sort(key=lambda item: (item[0] > first, abs(first - item[0])))
    return [text for _, text in found]


def _language(meta: Metadata, text: str) -> str | None:
    found = detect_language(text[:2000])
    if found:
        return found
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", meta.language or "")
    return match[0].lower() if match else None


def _decisions(blocks: Sequence[Block], kept: Sequence[bool]) -> tuple[LineDecision, ...]:
    return tuple(
        LineDecision(i, block.text[:120], keep, "body" if keep else "outside the article")
        for i, (block, keep) in enumerate(zip(blocks, kept, strict=True), 1)
    )
