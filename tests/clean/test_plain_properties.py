# ruff: noqa: E501 -- samples stay on one line
"""What must hold for any text at all."""

from __future__ import annotations

import time
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.clean.decode import decode, normalize
from digest.clean.plain import choose_lines, read_plain

from .bodies import ALL

_FURNITURE = [
    "Home", "Advertisement", "Read more: The other boat", "By Jane Roe", "Published 18 March 2021", "14 Comments", "3 hours ago", "Related", "© 2021 The Post",
    "Facebook Twitter Email", "ELMSWORTH, March 18 (Reuters) - ", "date 2021-03-18 ", "(AP Photo/Jane Roe)", "---", "•", "首页 > 新闻", "時間:2023-01-19 作者:app", "", "   ",
]  # fmt: skip
_PIECES = st.one_of(
    st.sampled_from([p for body in ALL for p in (body.headline, *body.paragraphs)]),
    st.sampled_from(_FURNITURE),
    st.text(max_size=200),
)
_TEXTS = st.builds(
    lambda parts, gap: gap.join(parts),
    st.lists(_PIECES, max_size=30),
    st.sampled_from(["\n", "\n\n", "\r\n", " ", "\n \n"]),
)


def fold(text: str) -> str:
    """`text` with white space folded."""
    return " ".join(text.split())


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.booleans(), st.sampled_from(["", ALL[0].headline]))
@example("\x1c\x85\u2028a\u0300", False, "")
def test_every_paragraph_is_a_span_of_the_input(text: str, whole_body: bool, title: str) -> None:
    """Nothing is rewritten: each paragraph, white space folded, stands in the normalized text; no line feed stays inside one."""
    source = normalize(text)
    page = read_plain(source, whole_body=whole_body, title=title)
    for paragraph in page.text.split("\n\n"):
        assert "\n" not in paragraph
        assert paragraph in fold(source)
    if page.title:
        assert page.title in fold(source)


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.booleans())
def test_a_trace_covers_every_line_and_changes_nothing(text: str, whole_body: bool) -> None:
    """With a trace each line that is not blank gets one decision, in order, and the reading stays the same."""
    source = normalize(text)
    plain, traced = read_plain(source, whole_body=whole_body), read_plain(source, whole_body=whole_body, trace=True)
    assert traced.text == plain.text
    assert traced.title == plain.title
    numbers = [line.number for line in traced.lines]
    assert numbers == [i for i, line in enumerate(source.split("\n"), 1) if line.strip()]


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_a_verdict_for_each_line(pieces: list[str]) -> None:
    """The rule gives as many verdicts as it got lines, each with a reason."""
    verdicts = choose_lines(pieces)
    assert len(verdicts) == len(pieces)
    assert all(verdict.reason for verdict in verdicts)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
@example("&amp;amp;amp;lt;b&amp;gt;")
@example("e\u0301\u200d\u0301\ud800")
def test_normalize_is_settled(text: str) -> None:
    """Normalized text is NFC, has no controls but line feeds, and can be encoded."""
    once = normalize(text)
    assert unicodedata.is_normalized("NFC", once)
    assert not [c for c in once if unicodedata.category(c) == "Cc" and c != "\n"]
    once.encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [None, "utf-8", "latin-1", "gb2312", "no such thing", "", "utf-16", "hz", "idna", "rot13", "base64"]
    ),
)
def test_decode_never_raises(data: bytes, declared: str | None) -> None:
    """Any bytes under any label give text, and the replacements are counted."""
    found = decode(data, declared)
    assert found.replacements == found.text.count("\ufffd")


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_decode_undoes_encode(text: str, encoding: str) -> None:
    """What was written as UTF-8, or with a mark as UTF-16 or -32, is read as it was, short of mojibake that is put right."""
    data = text.encode(encoding, "replace")
    found = decode(data)
    if not found.repaired and "\0" not in text:
        assert found.text == data.decode(encoding)


def test_long_input_takes_time_in_proportion() -> None:
    """Eight times the input takes nowhere near eight times eight the work, on one line as on many."""

    def cost(text: str) -> float:
        started = time.process_time()
        read_plain(normalize(text))
        read_plain(normalize(text), whole_body=True)
        return time.process_time() - started

    for unit in (
        "The council voted on Friday to reopen the ferry. ",
        "a line of furniture\n",
        "<script><!--</",
        "word" * 10,
    ):
        small, large = unit * (100_000 // len(unit)), unit * (800_000 // len(unit))
        cost(small)
        assert cost(large) < 40 * max(cost(small), 0.01)
