"""The words of articles: read quickly for a few, or chunk by chunk for a corpus, they are the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.group import fields, pairs, texts
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
    for part in ("headline", "body", "names", "spans"):
        for mine, theirs in zip(getattr(at_once, part), getattr(in_parts, part), strict=True):
            assert mine.tolist() == theirs.tolist()
    for part in ("size", "sample", "length"):
        assert getattr(at_once.signed, part).tolist() == getattr(in_parts.signed, part).tolist()
    assert at_once.signed.size[len(found) :].all()
    assert texts.read_words(articles).signed.sample.tolist() == at_once.signed.sample.tolist()


def test_a_name_of_several_words_is_known_as_one() -> None:
    """Capitalised words side by side are one name of so many words; a mark, a small word or a line break ends it."""
    body = "At the Elmsworth Harbour Forum, Ada Penrose met Bert Quill of Tidewire in\nDunmarrow Bay. Later Harbour Row closed."
    read = texts.read([Article("a", "a.txt", "0" * 64, "Post", "Forum opens in Dunmarrow today", body)])
    found = [(read.vocabulary[word], int(span)) for word, span in zip(read.names[0], read.spans[0], strict=True)]
    headline = [("dunmarrow", 1)]
    forum = [("elmsworth", 3), ("harbour", 3), ("forum", 3)]
    people = [("ada", 2), ("penrose", 2), ("bert", 2), ("quill", 2), ("tidewire", 1)]
    assert found == [*headline, *forum, *people, ("bay", 1), ("harbour", 2), ("row", 2)]


def test_a_shared_name_counts_once_however_many_words_it_has() -> None:
    """Two reports that share one of their three names are about as alike by names, whether it has one word or four."""

    def alike(shared: str) -> float:
        said = (f"then {shared} heard Penrose and Quill", f"yesterday {shared} heard Aalto and Brandt")
        read = texts.read([Article(f"a{n}", f"a{n}.txt", "0" * 64, "Post", "", text) for n, text in enumerate(said)])
        found = fields.gather(read, [0, 1], [[0], [1]])
        rows = pairs.unit(found.names, pairs.inverse_frequency(found))
        return float((rows[0] @ rows[1].T).toarray()[0, 0])

    assert alike("Elmsworth Harbour Trade Forum") == pytest.approx(alike("Tidewire"), abs=0.1)
    assert alike("Tidewire, Elmsworth, Harbourton, Forum") > alike("Elmsworth Harbour Trade Forum") + 0.2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=5), st.data())
def test_rows_in_one_array_are_the_lists_they_were_made_of(rows: list[list[int]], data: st.DataObject) -> None:
    """Each row by its number, one after the other, and any of them joined, whichever are empty."""
    length = np.array([len(row) for row in rows], dtype=np.int64)
    (found,) = texts._rows(np.array([n for row in rows for n in row], dtype=np.int32), length, 1)
    assert [row.tolist() for row in found] == rows
    assert found.length.tolist() == [len(row) for row in rows]
    some = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=4)) if rows else []
    joined = found.words[found.places(np.array(some, dtype=np.int64))]
    assert joined.tolist() == [n for number in some for n in rows[number]]
