"""Words as they are compared: tokens, stop words, stems."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.words import stem, stop_words, tokens, tokens_of_each


def test_words_are_folded_and_keep_their_order():
    """Case, quotation marks and punctuation make no different words."""
    assert tokens("The Harbour's “North Ferry” re-opens; ferries sail!") == [
        "the", "harbour", "north", "ferry", "re", "opens", "ferries", "sail",
    ]  # fmt: skip


def test_curly_and_straight_apostrophes_are_one_word():
    """An outlet's typography must not keep its words apart from another's."""
    assert tokens("Don’t") == tokens("don't") == ["don't"]
    assert tokens("Elmsworth’s mayor") == tokens("Elmsworth's mayor") == ["elmsworth", "mayor"]


@pytest.mark.parametrize(
    ("written", "token"),
    [
        ("1,200", "1200"), ("1.200", "1200"), ("1,200,000", "1200000"), ("3.5", "3.5"), ("3,5", "3.5"), ("14", "14"),
        ("2026", "2026"), ("10.000,5", "10.000.5"), ("0.125", "0.125"),
    ],
)  # fmt: skip
def test_a_number_is_one_token(written, token):
    """Thousands marks of either habit go; a decimal comma reads as a point."""
    assert tokens(written) == [token]


@given(st.text(alphabet="aZ s0123456789.,'\u2019-\n", max_size=40))
def test_a_letter_elsewhere_changes_no_word(text):
    """Plain text is read by a quicker rule; it finds the words that it finds in a text with other letters."""
    assert tokens(f"{text} \u00e9") == [*tokens(text), "\u00e9"]


@given(st.lists(st.text(alphabet="aZ 's0123.,\u2019\u201d\0\n\u00e9\u6e2f\u0915", max_size=20), max_size=5))
def test_texts_read_together_have_the_words_that_each_has_alone(texts):
    """A text's words depend on nothing but the text, whatever is read along with it."""
    assert tokens_of_each(texts) == [tokens(text) for text in texts]


def test_many_words_have_the_stems_of_few():
    """Stems that are remembered and stems of a whole corpus are the same."""
    few = ["ferries", "voted", "reopening", "harbours"]
    assert stem(few * 3000, "en") == stem(few, "en") * 3000


def test_text_without_spaces_becomes_pairs_of_characters():
    """Two reports in Chinese or Japanese must be able to share words."""
    assert tokens("北港渡輪") == ["北港", "港渡", "渡輪"]
    assert tokens("港") == ["港"]
    assert tokens("渡輪12月復航") == ["渡輪", "12", "月復", "復航"]


def test_marks_do_not_break_words_of_indic_scripts():
    """A vowel sign belongs to its word."""
    assert tokens("हिन्दी में") == ["हिन्दी", "में"]


@given(st.text())
def test_tokens_are_never_empty_and_never_hold_white_space(text):
    """Whatever comes in, each token is a word that can be counted."""
    for token in tokens(text):
        assert token
        assert not any(character.isspace() for character in token)


@given(st.text(), st.text())
def test_words_do_not_depend_on_what_stands_in_another_paragraph(one, other):
    """Tokens of two paragraphs are those of the one, then those of the other, also where only one of them is ASCII."""
    assert tokens(f"{one}\n\n{other}") == tokens(one) + tokens(other)


def test_stop_words_of_many_languages():
    """The commonest word of each language that Snowball or a word list serves is known to say nothing."""
    common = {
        "en": "the",
        "de": "und",
        "fr": "les",
        "es": "los",
        "ru": "что",
        "nl": "het",
        "pl": "jest",
        "ko": "그",
        "da": "og",
    }
    for language, word in common.items():
        assert word in stop_words(language), language
    assert "ferry" not in stop_words("en")


def test_no_language_means_english_and_an_unknown_one_has_no_words():
    """None is what headlines come with; a code nobody knows must not fail."""
    assert stop_words(None) == stop_words("en")
    assert stop_words("xx") == frozenset()
    assert stop_words("en-GB") == stop_words("en")


def test_stems_bring_forms_of_a_word_together():
    """Singular and plural meet, in each language by its own rules; without a stemmer words stay."""
    assert stem(["ferry", "ferries"], "en")[0] == stem(["ferry", "ferries"], "en")[1]
    assert len(set(stem(["hafen", "hafens"], "de"))) == 1
    assert stem(["北港"], "zh") == ["北港"]
    assert stem([], "en") == []


def test_importing_words_loads_no_library():
    """Everything is loaded on first use, so that `digest --help` stays quick."""
    code = "import sys; sys.modules['digest'] = type(sys)('digest'); sys.modules['digest'].__path__ = [sys.argv[1]]\n"
    code += "import digest.words; print(sorted({'Stemmer', 'sumy', 'nltk', 'numpy'} & set(sys.modules)))"
    import digest

    done = subprocess.run([sys.executable, "-c", code, digest.__path__[0]], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
