"""The words of articles: read quickly for a few, or chunk by chunk for a corpus, they are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.group import texts
from digest.model import Article

_WORDS = st.sampled_from(
    (
        "Elmsworth’s",
        "ferry",
        "U.S.",
        "1,200",
        "“We",
        "said—no",
        "Überfahrt",
        "don't",
        "3,5",
        "渡轮重新",
        "x\u00a0y",
        "…",
    )
)
_PARTS = st.lists(_WORDS, max_size=12)
_TEXTS = st.lists(_PARTS.map(" ".join) | _PARTS.map("\n\n".join), max_size=4)


@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_a_few_articles_have_the_words_of_a_corpus(found: list[str]) -> None:
    """Whichever way the articles are read, headline and body are the same words."""
    articles = [Article(f"a{n}", f"a{n}.txt", "0" * 64, "Post", text[:20], text) for n, text in enumerate(found)]
    one, other = texts.read(articles), texts.read_words(articles)
    for part in ("headline", "body"):
        pairs = zip(getattr(one, part), getattr(other, part), strict=True)
        for mine, theirs in pairs:
            assert [one.vocabulary[n] for n in mine] == [other.vocabulary[n] for n in theirs]


@settings(max_examples=60, deadline=None)
@given(_TEXTS, st.integers(1, 4))
def test_articles_are_the_same_words_however_many_are_read_together(found: list[str], together: int) -> None:
    """Read one by one, a few at a time, or all at once: the same numbers for the same words, the same names and shingles."""
    long = [f"{text} {' '.join(f'word{n % 29} Ferry' for n in range(40))}" for text in found]
    articles = [Article(f"a{n}", f"a{n}.txt", "0" * 64, "Post", text[:20], text) for n, text in enumerate(found + long)]
    at_once = texts.read(articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, *(("TOGETHER", together) if together < 3 else ("LETTERS", 100 * together)))
        in_parts = texts.read(articles)
    assert at_once.vocabulary == in_parts.vocabulary
    for part in ("headline", "body", "names"):
        for mine, theirs in zip(getattr(at_once, part), getattr(in_parts, part), strict=True):
            assert mine.tolist() == theirs.tolist()
    for part in ("size", "sample", "length"):
        assert getattr(at_once.signed, part).tolist() == getattr(in_parts.signed, part).tolist()
    assert at_once.signed.size[len(found) :].all()
    assert texts.read_words(articles).signed.sample.tolist() == at_once.signed.sample.tolist()
