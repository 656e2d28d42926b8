"""The HTML part of a mail: the page's stories in what mail programs can show, with every style on its element."""

from __future__ import annotations

import binascii
import re
import unicodedata
from dataclasses import dataclass

from digest.render.language import Language
from digest.render.page import fill
from digest.render.view import BriefingView

LARGEST = (
    87_000  # encoded bytes, which leaves 3,000 for headers and addresses below 90,000; Gmail cuts at about 102,000
)


@dataclass(frozen=True, slots=True)
class Cut:
    """How much of each story the part tells."""

    lines: int | None = None  # statements of a story; None: all
    extras: bool = True  # what one report has alone, and how the story went on


_CUTS = (Cut(), Cut(extras=False), Cut(4, extras=False), Cut(2, extras=False), Cut(1, extras=False))


def to_html(
    seen: BriefingView,
    words: Language,
    *,
    templates: str | None = None,
    page: str | None = None,
    leave: str | None = None,
) -> str:
    """The part: whole where it fits, otherwise with fewer lines a story, at last with fewer stories.

    `words` is the language of its labels, `page` the address of the published page, `leave` the address to unsubscribe at.
    """
    told = len(seen.stories)
    for cut in _CUTS:
        html = _made(seen, words, templates, cut, told, page, leave)
        size = encoded_size(html)
        if size <= LARGEST:
            return html
    while told:
        told = min(told - 1, told * LARGEST // size)
        html = _made(seen, words, templates, cut, told, page, leave)
        size = encoded_size(html)
        if size <= LARGEST:
            break
    return html


def _made(
    seen: BriefingView,
    words: Language,
    templates: str | None,
    cut: Cut,
    told: int,
    page: str | None,
    leave: str | None,
) -> str:
    lines = max((len(story.points) for story in seen.stories), default=0) if cut.lines is None else cut.lines
    shorter = cut.extras is False
    html = fill(
        "mail.html.j2",
        templates,
        words,
        briefing=seen,
        told=told,
        lines=lines,
        extras=cut.extras,
        shorter=shorter,
        page=page,
        leave=leave,
        side=side,
    )
    return inlined(html)


def inlined(html: str) -> str:
    """`html` with the rules of its style sheet on the elements; what stands under an @media stays in the sheet."""
    import css_inline

    inliner = css_inline.CSSInliner(keep_at_rules=True, minify_css=True, load_remote_stylesheets=False)
    # The serializer knows no white space outside of the body; blank lines are what templates leave behind.
    return re.sub(r"\n\s*\n+", "\n", inliner.inline(html)).strip() + "\n"


def side(text: str) -> str:
    """The direction of `text` by its first strong character (UAX #9, P2): "rtl" or "ltr"."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def encoded_size(text: str) -> int:
    """Bytes of `text` in the shorter transfer encoding."""
    data = text.replace("\n", "\r\n").encode("utf-8")
    return min(len(binascii.b2a_qp(data)), (len(data) + 2) // 3 * 4 * 78 // 76 + 2)
