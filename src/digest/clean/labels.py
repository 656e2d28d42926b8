"""Where in a page's blocks the text stands that an extractor found, and which extractor to believe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from digest.clean.blocks import Block

_NO_WORD = re.compile(r"[\W_]+")
SURE = 25  # characters from which a match is believed wherever it stands
NEAR = 60  # characters a shorter match may lie behind the last one
PART = 60  # characters from which part of a block may be found
GRAM = 12


def squeeze(text: str) -> str:
    """The letters and digits of `text` alone, in lower case."""
    return _NO_WORD.sub("", text).lower()


def align(keys: Sequence[str], found: str) -> list[bool]:
    """For each block, given by its squeezed text, whether the extracted text `found` has it (or half of it)."""
    hay, at, grams = squeeze(found), 0, None
    kept = [False] * len(keys)
    if not hay:
        return kept
    for i, key in enumerate(keys):
        if not key:
            continue
        place = hay.find(key, at)
        if place >= 0 and (len(key) >= SURE or place - at <= NEAR):
            kept[i], at = True, place + len(key)
        elif len(key) >= SURE and place < 0 and key in hay:
            kept[i] = True
        elif len(key) >= PART and place < 0:
            grams = grams or {hay[j : j + GRAM] for j in range(len(hay) - GRAM + 1)}
            pieces = [key[j : j + GRAM] for j in range(0, len(key) - GRAM + 1, GRAM)]
            kept[i] = sum(piece in grams for piece in pieces) * 2 >= len(pieces)
    return kept


def agreement(blocks: Sequence[Block], one: Sequence[bool], other: Sequence[bool]) -> float:
    """How far two labelings choose the same characters: their F1, 0 to 1."""
    both = total = 0
    for block, a, b in zip(blocks, one, other, strict=True):
        size = len(block.text)
        both += size * (a and b)
        total += size * (a + b)
    return 2 * both / total if total else 0.0


def most_agreed(
    blocks: Sequence[Block], labelings: Mapping[str, Sequence[bool]], bonus: Mapping[str, float] | None = None
) -> str:
    """The name of the labeling that agrees most with the others; of equals the first named. `bonus` is added to its sum."""
    scores = {
        name: sum(agreement(blocks, labels, other) for known, other in labelings.items() if known != name)
        + (bonus or {}).get(name, 0.0)
        for name, labels in labelings.items()
    }
    return max(scores, key=lambda name: scores[name])
