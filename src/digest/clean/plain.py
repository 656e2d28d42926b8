"""Plain text to a page: which lines are the article, and what the others say about it."""

from __future__ import annotations

from digest.clean.language import detect_language
from digest.clean.lines import split_blocks
from digest.clean.page import Page
from digest.clean.region import LineVerdict, choose_lines

__all__ = ["LineVerdict", "choose_lines", "read_plain"]


def read_plain(text: str, *, whole_body: bool = False, title: str = "", trace: bool = False) -> Page:
    """The article in `text`, which is decoded and normalized (`decode.normalize`)."""
    blocks = split_blocks(text)
    verdicts = choose_lines([b.text for b in blocks], title=title)
    body = "\n\n".join(b.text for b, v in zip(blocks, verdicts, strict=True) if v.kept)
    return Page(body, language=detect_language(body))
