"""A quick look that spares a few articles the search for copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.group.apart import surely_apart
from digest.group.copies import fold
from digest.model import Article

FERRY = (
    "The council of Elmsworth voted on Friday to reopen the north ferry after two years of repairs. The first crossing "
    "leaves in December. Repairs cost 2.4 million crowns, the council said, a fifth more than planned in the spring."
)
HARBOUR = (
    "Harbour workers in Elmsworth began a strike at dawn over night shifts. Their union wants nine more people on each "
    "pier, and the port's owners say that they cannot pay for more than four of them before the summer ends."
)


WORDS = ("the", "ferry", "sails", "at", "nine", "from", "north", "pier.", "It", "costs", "3", "crowns")


def article(name: str, text: str, **fields: object) -> Article:
    """An English report of one day."""
    return replace(
        Article(id=name, origin=name, sha256=name, source=f"Paper {name}", title="News", text=text),
        published=date(2026, 3, 1),
        language="en",
        **fields,
    )


def test_reports_in_their_own_words_are_apart():
    """Two reports that share no long run of words need no search."""
    assert surely_apart([article("a", FERRY), article("b", HARBOUR)])


@pytest.mark.parametrize(
    "others",
    [
        [article("b", FERRY)],
        [article("b", f"{FERRY} {HARBOUR}")],
        [article("b", "The north ferry sails again.")],
        [article("b", HARBOUR, url="https://news.example/ferry")],
        [article("b", HARBOUR, source="Paper a"), article("c", HARBOUR[::-1], source="Paper a")],
    ],
    ids=["a reprint", "a longer one", "a short item", "one address", "three of one outlet"],
)
def test_where_a_copy_is_possible_nothing_is_sure(others):
    """A reprint, a text too short to tell, one address, and an outlet whose template lines could count are left to the search."""
    assert not surely_apart([article("a", FERRY, url="https://www.news.example/ferry?utm_source=x"), *others])


@given(
    st.lists(
        st.lists(st.sampled_from(WORDS), max_size=90),
        max_size=4,
    )
)
def test_what_is_surely_apart_is_never_folded(texts):
    """The look agrees with the search wherever it says anything."""
    articles = [article(str(number), " ".join(words)) for number, words in enumerate(texts)]
    if surely_apart(articles):
        assert len(fold(articles)) == len(articles)
