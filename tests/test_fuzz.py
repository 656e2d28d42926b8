"""Whatever bytes come, cleaning neither fails nor hangs, and every sentence it keeps stands in its source.

The small form runs with the other tests; `make test-slow` runs 20,000 inputs from recorded seeds.
"""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.clean import clean
from digest.clean.source_text import folded, source_text
from digest.collect.formats import TYPES, take_apart
from digest.collect.local import Found
from digest.model import Problem, RawArticle
from digest.segment import sentences

FEEDS = Path(__file__).parent.parent / "feeds"
SAMPLES = sorted(path for path in FEEDS.rglob("*") if path.is_file())
SUFFIXES = sorted({*TYPES, ".bin"})


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Fails the test where the body takes longer: a hang is a failure like any other."""

    def over(*_: object) -> None:
        raise TimeoutError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def holds(name: str, data: bytes) -> None:
    """Reads `data` as a file called `name` and checks what must hold of any input."""
    with at_most(20):
        for item in take_apart(Found(name, name, None), data):
            if isinstance(item, Problem):
                assert item.reason.strip()
                assert "\n" not in item.reason
                continue
            check(item)


def check(raw: RawArticle) -> None:
    """A raw article becomes articles whose sentences are all in it, or a problem with a reason."""
    cleaned = clean(raw)
    assert cleaned.articles or cleaned.problems
    assert not any("TimeoutError" in problem.reason for problem in cleaned.problems)
    words = source_text(raw) if cleaned.articles else ""
    for article in cleaned.articles:
        assert article.text or article.title
        for start, end in sentences(article.text, article.language):
            sentence = folded(article.text[start:end])
            assert sentence in words, f"not in its source: {sentence[:120]!r}"


@given(data=st.binary(max_size=600), suffix=st.sampled_from(SUFFIXES))
@settings(max_examples=150, deadline=None)
def test_any_bytes(data: bytes, suffix: str) -> None:
    """Random bytes under any file name."""
    holds(f"in/x{suffix}", data)


@given(
    text=st.text(max_size=400),
    suffix=st.sampled_from(SUFFIXES),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text(text: str, suffix: str, encoding: str) -> None:
    """Random text in several encodings under any file name."""
    holds(f"in/x{suffix}", text.encode(encoding, "surrogatepass"))


def damaged(chance: random.Random) -> tuple[str, bytes]:
    """A sample file with bytes flipped, cut out, doubled, or joined to another's."""
    path = chance.choice(SAMPLES)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 8))):
        where = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 3, 40, 400))
        kind = chance.randrange(5)
        if kind == 0 and data:
            data[where % len(data)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[where : where + length]
        elif kind == 2:
            data[where:where] = data[where : where + length]
        elif kind == 3:
            data[where:where] = chance.randbytes(min(length, 40))
        else:
            other = chance.choice(SAMPLES).read_bytes()
            data[where:] = other[chance.randrange(len(other) + 1) :]
    return str(path.relative_to(FEEDS)), bytes(data)


@pytest.mark.parametrize("seed", range(200))
def test_damaged_samples(seed: int) -> None:
    """Real shapes, broken in real ways."""
    holds(*damaged(random.Random(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(40))
def test_twenty_thousand_damaged_samples(block: int) -> None:
    """The same at length: seeds block·500 to block·500 + 499, each of which can be run alone above."""
    for seed in range(block * 500, block * 500 + 500):
        try:
            holds(*damaged(random.Random(seed)))
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}") from error
