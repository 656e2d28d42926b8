"""Runs of five words ("shingles", Broder 1997) as hashes: what two texts are compared by to find copies."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

WORDS = 5  # of a shingle
SHORT = 25  # words; a shorter item (a headline, a teaser) is a copy only if it is the same word for word
_SAMPLE = 4  # one hash in so many serves to find candidates of texts longer than _LONG shingles
_LONG = 200


@dataclass(frozen=True)
class Signed:
    """The shingles of some texts, one after the other."""

    size: Any  # how many different shingles each text has; none where it has less than SHORT words
    sample: Any  # the hashes that serve to find candidates, text by text, each text's in ascending order
    length: Any  # how many of them each text has


def word_hashes(vocabulary: Sequence[str]) -> Any:
    """A hash for each word, the same wherever and whenever it is asked for."""
    return np.fromiter(
        (zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in vocabulary), np.uint64, len(vocabulary)
    )


def hashed(words: Any) -> Any:
    """A hash for each run of WORDS neighbouring words, well mixed so that a sample of hashes is a fair one."""
    total = np.zeros(max(len(words) - WORDS + 1, 0), dtype=np.uint64)
    for at in range(WORDS):
        total *= np.uint64(0x9E3779B97F4A7C15)
        total += words[at : at + len(total)]
    total ^= total >> np.uint64(31)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(29)
    return total


def different(hashes: Any) -> Any:
    """The different ones, in order; numpy's own `unique` takes three times as long."""
    ordered = np.sort(hashes)
    fresh = np.ones(len(ordered), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return ordered[fresh]


def sign(words: Any, start: Any, length: Any) -> Signed:
    """The shingles of texts that stand in `words`, which are hashes: each from its `start` on, `length` words."""
    runs = np.where(length >= SHORT, length - WORDS + 1, 0)
    end = np.cumsum(runs)
    begin = end - runs
    every = hashed(words)[np.repeat(start - begin, runs) + np.arange(int(end[-1]) if len(end) else 0)]
    for one, other in zip(begin.tolist(), end.tolist(), strict=True):
        every[one:other].sort()
    fresh = np.ones(len(every), dtype=bool)
    fresh[1:] = every[1:] != every[:-1]
    fresh[begin[runs > 0]] = True
    text = np.repeat(np.arange(len(runs)), runs)
    size = np.bincount(text[fresh], minlength=len(runs))
    taken = fresh & ((size[text] <= _LONG) | (every % np.uint64(_SAMPLE) == 0))
    return Signed(size, every[taken], np.bincount(text[taken], minlength=len(runs)))


def none() -> Signed:
    """Of no texts."""
    return Signed(*(np.zeros(0, dtype=kind) for kind in (np.int32, np.uint64, np.int32)))
