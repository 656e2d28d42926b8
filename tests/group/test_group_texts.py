"""The words of articles: read quickly for a few, or chunk by chunk for a corpus, they are the same."""

from __future__ import annotations

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
