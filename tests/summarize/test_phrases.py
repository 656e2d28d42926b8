"""The phrases that say what a story is about."""

from __future__ import annotations

import random

from digest.summarize.phrases import key_phrases
from make import article

TEXTS = (
    "The north ferry will sail again, the council of Elmsworth said. Mayor Tobias Renner called the north ferry a promise.",
    "After two years the north ferry is back. Tobias Renner, the mayor, cut a ribbon that the council had bought for the day.",
    "People on the far bank waited for the north ferry with flags. The council paid for the flags, Tobias Renner said.",
)


def test_the_most_telling_pairs_come_first_as_they_are_written() -> None:
    """Names and things that recur are found, verbatim, without stop words; what stands once is not."""
    articles = [article(text, id=str(n)) for n, text in enumerate(TEXTS)]
    phrases = key_phrases(articles)
    assert set(phrases) == {"north ferry", "Tobias Renner"}
    assert all(any(phrase in text for text in TEXTS) for phrase in phrases)


def test_order_of_articles_does_not_matter() -> None:
    """The same articles in any order give the same phrases."""
    articles = [article(text, id=str(n)) for n, text in enumerate(TEXTS)]
    shuffled = articles[:]
    random.Random(3).shuffle(shuffled)
    assert key_phrases(articles) == key_phrases(shuffled)


def test_too_little_text_has_none() -> None:
    """A headline alone, an empty text, and text without spaces have no phrases."""
    assert key_phrases([article("", title="A headline")]) == ()
    assert key_phrases([article("渡輪今天恢復航行。渡輪今天恢復航行。", language="zh")]) == ()
    assert key_phrases([]) == ()
