# ruff: noqa: E501 -- samples stay on one line
"""What a line is by its own words, and the quick looks that stand before the long lists of patterns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.clean import clean
from digest.clean.furniture import (
    _RULES,
    _WHOLE_RULES,
    COMMENTS,
    OTHERS,
    kind_of,
    may_head_comments,
    may_speak_of_comments,
)
from digest.clean.lines import count_words, has_wide, word_counts
from digest.clean.meta import read_meta
from digest.clean.plain import read_plain
from digest.model import RawArticle

from .bodies import ALL

_MENU = ["Home", "Harbour", "12 Comments", "3 hours ago", "Share", "© 2021 The Post", "Related stories", "14:05", "Rowing results", "Ann Marlowe", "评论", "Tides 4.5 3.9", "Advertisement", "Weather", "最新新闻", "Sign in"]  # fmt: skip
_PARAGRAPHS = [paragraph for body in ALL for paragraph in body.paragraphs]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Sources", OTHERS),
        ("Bibliography", OTHERS),
        ("Subscribers only", "paywall notice"),
        ("Start your free trial", "paywall notice"),
        ("Turn on notifications", "sign-up box"),
        ("By creating an account you agree to our terms of use.", "sign-up box"),
        ("By signing up you will hear from us each morning.", "sign-up box"),
        ("If you enjoyed this article, buy us a coffee.", "appeal for support"),
        ("Ann Marlowe and Ben Oakes contributed to this report.", "agency tail"),
        ("Der Beitrag Die Fähre ruht erschien zuerst auf Elmsworther Bote.", "agency tail"),
        ("最新新闻", OTHERS),
        ("© Elmsworth Post", "copyright line"),
    ],
)
def test_furniture_is_known(line: str, kind: str) -> None:
    """The look at a line's words lets pass what the lists of patterns know."""
    assert kind_of(line, count_words(line)) == kind


@pytest.mark.parametrize(
    "line",
    [
        "By creating a second ferry line, the council moved two hundred cars a day off the old bridge.",
        "If you like rowing, the boats on the lower lake can be hired by the hour until October.",
        "No other harbour has contributed to the boom in the valley as much as Elmsworth did.",
        "Your contributions to the pension fund are paid before tax, the office said.",
    ],
)
def test_a_sentence_is_no_furniture(line: str) -> None:
    """A sentence that begins as an appeal or a form does is left alone where it goes on about something else."""
    assert kind_of(line, count_words(line)) == ""


@pytest.mark.parametrize("line", ["Comments (3)", "Have your say", "What do you think?", "7 commentaires", "网友评论", "댓글 4", "الردود والتعليقات", "Kommentare", "Обсуждение"])  # fmt: skip
def test_no_heading_of_comments_is_overlooked(line: str) -> None:
    """What is a heading of comments has a word by which it is looked at in time."""
    assert kind_of(line, count_words(line)) != COMMENTS or may_head_comments(line, count_words(line))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*_MENU, "Moments", "7 réactions", "Réagir", "コメント", "Your say"]) | st.text(max_size=20),
        max_size=20,
    )
)
def test_lines_looked_at_together(lines: list[str]) -> None:
    """A look at all lines in one go finds every line that a look at each of them finds."""
    each = {i for i, line in enumerate(lines) if may_head_comments(line, count_words(line))}
    assert each <= set(may_speak_of_comments(lines))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_the_parts_of_a_list_are_the_list(data: st.DataObject) -> None:
    """A line fits the whole list of a kind if it fits a part of it, and is known by its words whichever part that is."""
    line = " ".join(data.draw(st.from_regex(data.draw(st.sampled_from(_RULES[:-1])).source, fullmatch=True)).split())
    small = line.lower()
    by_parts = [rule.kind for rule in _RULES if rule.fullmatch(line if rule.raw else small)]
    whole = [rule.kind for rule in _WHOLE_RULES if rule.fullmatch(line if rule.raw else small)]
    assert list(dict.fromkeys(by_parts)) == list(dict.fromkeys(whole))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(_MENU), max_size=70),
    st.lists(st.sampled_from(_PARAGRAPHS), min_size=1, max_size=8),
    st.lists(st.one_of(st.sampled_from(_MENU), st.sampled_from(_PARAGRAPHS)), max_size=60),
)
def test_lines_that_are_not_looked_at_change_nothing(above: list[str], body: list[str], below: list[str]) -> None:
    """A page is read alike whether each line is explained or only those near the article."""
    text = "\n".join([*above, *body, *below])
    assert replace(read_plain(text, trace=True), lines=()) == read_plain(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(max_size=60), st.text(alphabet="渡轮 ,a1。\ue000\ue001ก", max_size=20)).map(
            lambda text: " ".join(text.split())
        ),
        max_size=20,
    )
)
def test_words_of_all_lines_are_those_of_each(lines: list[str]) -> None:
    """Counting the words of a page's lines at once gives what counting them one by one does."""
    for wide in (None, True):
        assert word_counts(lines, wide) == [count_words(line) for line in lines]


@given(st.characters())
def test_scripts_without_blanks_are_seen_in_the_bytes(character: str) -> None:
    """The look at a text's bytes misses no character whose script counts by characters."""
    assert has_wide(f"a {character}") == (count_words(character * 16) == 10 and not character.isascii())


@pytest.mark.parametrize(
    "line",
    [
        "Posted by Ann Marlowe on March 3, 2021 | 12 Comments",
        "Posted by Ann Marlowe on 3 March 2021 | Leave a comment",
        "Posted on March 3, 2021 by Ann Marlowe | 3 Comments",
        "By Ann Marlowe on Wednesday, March 3, 2021",
    ],
)
def test_the_author_of_a_weblog_line(line: str) -> None:
    """A weblog's line names its author before or behind the day, with the count of comments at the end."""
    meta = read_meta(line)
    assert meta is not None
    assert meta.authors == ("Ann Marlowe",)
    assert meta.date is not None


@pytest.mark.parametrize("kind", [b"multipart/mixed; boundary=b%d\n\n--b%d", b"message/rfc822; n=%d%d\n"])
@pytest.mark.parametrize("depth", [99, 300, 5000])
def test_a_mail_in_a_mail_in_a_mail(kind: bytes, depth: int) -> None:
    """Parts within parts are read to a depth that is named where it is passed; the parser's own words are not shown."""
    data = b"Subject: The ferry\n" + b"".join(b"Content-Type: " + kind % (i, i) + b"\n" for i in range(depth))
    told = clean(RawArticle("deep.eml", data + b"\nThe ferry is back.", "message/rfc822")).problems
    assert [problem.reason for problem in told] == (
        [] if depth < 100 else ["a mail with more than 100 parts within parts, the most that is read"]
    )
