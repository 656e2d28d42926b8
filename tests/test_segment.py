"""Sentences: where they begin and end in nasty news text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.segment import sentences
from sentence_passages import cases


@pytest.mark.parametrize(
    ("language", "what", "text", "expected"), cases(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_nasty_passages(language: str, what: str, text: str, expected: tuple[str, ...]) -> None:
    """Every written passage is cut where a reader would cut it, and the spans are exactly its sentences."""
    assert tuple(text[start:end] for start, end in sentences(text, language)) == expected


@pytest.mark.parametrize(
    ("language", "what", "text", "expected"), cases(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_language_is_only_a_help(language: str, what: str, text: str, expected: tuple[str, ...]) -> None:
    """Where the language is not known, a text is still cut into whole pieces, and no piece begins or ends inside a word."""
    for start, end in sentences(text):
        assert text[start:end] == text[start:end].strip()
        inside = text[start - 1 : start + 1]
        assert start == 0 or not inside.isalpha() or language in ("zh", "ja")


_TEXTS = st.text(alphabet=st.sampled_from(list("abcA DrU.S!?…\"'“”()\n\n 1。」؟;,—•-é ß")), max_size=120)


@given(_TEXTS)
def test_spans_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    """Spans never overlap, never begin or end with white space, and hold every character but white space and list marks."""
    last, left = 0, ""
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        left += text[last:start]
        last = end
    left += text[last:]
    assert not left.strip().replace("•", "").strip()


@given(_TEXTS)
def test_never_across_a_blank_line(text: str) -> None:
    """No sentence holds a blank line."""
    for start, end in sentences(text):
        assert "\n\n" not in text[start:end].replace(" \n", "\n").replace("\n ", "\n")


@pytest.mark.parametrize(
    "stop", [".", "...", ".”", '."', ".’", "!", "?”", ";", ":", "…", ". ", ".\n", "(see p. 3.", "U.S.", "3."]
)
@pytest.mark.parametrize("after", ["The next day", "“We go", "sailed", "3 boats", "• Boats", "(Boats"])
def test_a_blank_line_parts_whatever_stands_before_it(stop: str, after: str) -> None:
    """However a paragraph ends, the next one begins a sentence."""
    text = f"The ferry sails{stop}\n\n{after} sail."
    spans = sentences(text, "en")
    assert any(end == len(f"The ferry sails{stop}".rstrip()) for _, end in spans)
    assert any(text[start:].startswith(after.lstrip("• ")) for start, _ in spans)


@given(_TEXTS, st.sampled_from((None, "en", "de", "el")))
def test_a_blank_line_parts_texts(text: str, language: str | None) -> None:
    """What stands after a blank line cannot change what stands before it."""
    alone = sentences(text, language)
    assert sentences(text + "\n\nThe council met.", language)[: len(alone)] == alone


def test_long_texts_take_time_in_proportion() -> None:
    """A text without any end, or of nothing but stops, is read in linear time."""
    for piece in ("word ", ". ", "(a. ", "“A ", "a.b."):

        def spent(times: int, piece: str = piece) -> float:
            started = time.process_time()
            sentences(piece * times)
            return time.process_time() - started

        short = max(spent(2_000), 0.002)
        assert spent(20_000) < 40 * short
