"""Texts that a feed cut short: the mark and the half sentence before it are not told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clean.cut import has_mark, whole_sentences
from digest.clean.html import read_html
from digest.clean.plain import read_plain

from .bodies import CHINESE, LATIN
from .pages import PARAGRAPHS, article_page, paragraphs

MARKS = (
    "[...]",
    "[…]",
    "[ ... ]",
    "(…)",
    "[…] Read more »",
    "… Read more",
    "... Continue reading North ferry sails →",
    " Weiterlesen",
    "… 続きを読む",
)


@pytest.mark.parametrize("mark", MARKS)
def test_a_sentence_that_was_cut_is_left_out(mark: str) -> None:
    """What has no end goes with the mark; the sentences before it stay, in every kind of body."""
    cut = f"The mayor thanked both crews. The old ferry will be sold to {mark}"
    whole = f"{LATIN.paragraphs[0]}\n\nThe mayor thanked both crews."
    assert read_plain(f"{LATIN.paragraphs[0]}\n\n{cut}", whole_body=True).text == whole
    assert read_html(f"<p>{LATIN.paragraphs[0]}</p><p>{cut}</p>", fragment=True).text == whole
    saved = read_plain("\n\n".join([LATIN.headline, *LATIN.paragraphs, cut])).text
    page = read_html(article_page(paragraphs() + f"<p>{cut}</p>")).text
    assert "will be sold to" not in saved + page
    assert saved.startswith(LATIN.text)
    assert page.startswith("\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize("mark", MARKS)
def test_a_sentence_with_an_end_stays(mark: str) -> None:
    """Only the mark goes where the text was cut between two sentences."""
    assert read_plain(f"{LATIN.text} {mark}", whole_body=True).text == LATIN.text


def test_a_link_on_a_line_of_its_own_shows_the_cut() -> None:
    """The half sentence above a link to the rest is left out too."""
    page = read_plain(f"{LATIN.text}\n\nThe old ferry will be sold to a museum on the\n\nRead more", whole_body=True)
    assert page.text == LATIN.text


def test_scripts_without_blanks() -> None:
    """The same in Chinese."""
    assert read_plain(f"{CHINESE.text}\n\n旧渡轮将卖给南海岸的 [...]", whole_body=True).text == CHINESE.text


def test_one_cut_sentence() -> None:
    """Under a headline the headline is told alone; without one the words are all there is, and stay without the mark."""
    cut = "The old ferry, which carried nine cars and sixty people, will be sold to a museum on"
    page = read_plain(f"{cut} [...]", whole_body=True, title="Old ferry for sale")
    assert (page.text, page.not_article) == ("", None)
    assert read_plain(f"{cut} [...]", whole_body=True).text == cut


@pytest.mark.parametrize(
    "line",
    [
        "And then there was nothing left to say…",
        "She wrote: “We shall sail […]”",
        "Those who want to know can read more.",
        "He told them to read on.",
        "Of the plan [...] nothing remains, the mayor said.",
    ],
)
def test_what_is_no_mark(line: str) -> None:
    """Dots that a writer meant, and the words of a link within a sentence, are no cut."""
    assert not has_mark(line)
    assert read_plain(f"{LATIN.text}\n\n{line}", whole_body=True).text.endswith(line)


@given(st.text(alphabet='Ab .!?…[]"”。', max_size=60))
def test_only_the_end_is_taken(text: str) -> None:
    """What is left is always the beginning of what was there."""
    assert text.startswith(whole_sentences(text))
