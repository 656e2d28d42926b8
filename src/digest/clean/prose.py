"""Our own cheap rule for where a page's article stands: the run of blocks that reads most like running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.clean.blocks import Block

_WORD = re.compile(
    r"[\u3400-\u9fff\u3040-\u30ff]|[^\W\u3400-\u9fff\u3040-\u30ff]+(?:['’\-.][^\W\u3400-\u9fff\u3040-\u30ff]+)*"
)
_WIDE = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")
_END = re.compile(r"[.!?…:;。！？：；．؟।\u06d4][\"'”’»›)\]】」』）*\d]*$")
CAP = 40.0  # words beyond which a longer block is no better a sign


def words_of(text: str) -> float:
    """How many words `text` has; characters written without spaces count 1/1.6 each."""
    wide = len(_WIDE.findall(text))
    if not wide:
        return float(len(text.split()))
    return wide / 1.6 + len(_WIDE.sub(" ", text).split())


def ends(text: str) -> bool:
    """Whether `text` ends like a sentence."""
    return bool(_END.search(text[-8:]))


def weight(block: Block) -> float:
    """How much `block` reads like a paragraph of an article; below zero: like what stands around articles."""
    words = words_of(block.text)
    if block.comments or block.outside:
        return -max(4.0, min(words, CAP) / 2)
    if block.link_share > 0.5:
        return -min(4.0 + words / 4, 12.0)
    if block.caption:
        return -3.0
    if block.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return -2.0
    value = min(words, CAP) - 6 if ends(block.text) else min(-3.0 + max(0.0, words - 20) / 2, 10.0)
    if block.junk and value > 0:
        value /= 2
    return value


def best_run(weights: Sequence[float]) -> tuple[int, int]:
    """The contiguous run [start, end) with the largest sum; (0, 0) where no weight is above zero."""
    best, found, total, start = 0.0, (0, 0), 0.0, 0
    for i, value in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += value
        if total > best:
            best, found = total, (start, i + 1)
    return found


def choose(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks our own rule takes for the article."""
    start, end = best_run([weight(block) for block in blocks])
    return [
        start <= i < end and not (block.comments or block.outside or block.caption or block.link_share > 0.6)
        for i, block in enumerate(blocks)
    ]
