"""Units: the sentences a summary chooses from, with their words and places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from stories import article

from digest.segment import worded
from digest.summarize.speech import marks_in, open_among, open_quotes
from digest.summarize.units import units_of, word_count
from digest.words import stem, tokens

ONE = "The north ferry sails again. “It is over,” Ida Brandt said. “We\xa0go home. Now.” Crews  slept.\n\nTwo\nboats follow."
OTHER = "Die Fähre fährt wieder. Der Rat stimmte zu.\n\n- Foto: Hafen\n\nDas Schiff ist neu."


def test_a_unit_knows_its_sentence_and_its_neighbour() -> None:
    """Text, words, size and place of each unit are those of its sentence, and the one before it is of the same report."""
    reports = (article("a", ONE), article("b", OTHER, language="de"), article("c", ONE))
    units = units_of(reports)
    assert len(units) == len(list(units)) > 8
    for number, unit in enumerate(units):
        mine = [u for u in units if u.report == unit.report]
        assert unit.number == number
        assert unit.article is reports[unit.report]
        assert unit.text == unit.article.text[unit.start : unit.end]
        assert unit.size == word_count(unit.text)
        assert list(unit.stems) == stem(tokens(unit.text), unit.article.language)
        assert unit.before is (None if unit is mine[0] else units[number - 1])
    assert [u.place for u in units if u.report == 0][:3] == [0, 1, 2]


def test_units_are_made_once_and_read_like_a_tuple() -> None:
    """A unit asked for twice is one object; slices and numbers from the end count as in a tuple."""
    units = units_of((article("a", ONE),))
    held = tuple(units)
    assert units[-1] is held[-1]
    assert units[1:3] == held[1:3]
    assert units[::-1] == held[::-1]
    assert held[2] in units
    assert not units_of(())


@given(
    st.lists(
        st.sampled_from(["It is over. ", "“It ", "is over.” ", '"No," ', "«Oui» ", "he said. ", "\n\n", "„Ja.“ "]),
        max_size=12,
    )
)
def test_the_words_of_the_units_are_those_of_the_text(pieces: list[str]) -> None:
    """However sentences are put together into units, every word of the text is in one of them, once and in order."""
    text = "".join(pieces)
    units = units_of((article("a", text),))
    said = [word for unit in units for word in unit.stems]
    assert said == stem(list(worded(text, "en")[1]), "en") == stem(tokens(text), "en")


@given(st.text(alphabet='a “”"„«» .(', max_size=24), st.text(alphabet="a “”", max_size=12))
def test_quotations_of_a_part_are_those_of_its_text(text: str, around: str) -> None:
    """What a part of a text leaves open is told by the marks in it, not by what stands around it."""
    whole, start = around + text + around, len(around)
    marks = [at for at in marks_in(whole) if start <= at < start + len(text)]
    assert open_among(whole, start, start + len(text), marks) == open_quotes(text)


def test_marks_that_take_turns_are_what_they_seem() -> None:
    """Curly marks that take turns open and close; a straight one opens before a word and closes behind it."""
    assert open_quotes("“It is over.” Brandt went. “We go.”") == (False, False)
    assert open_quotes("It is over.” Brandt went. “We go") == (True, True)
    assert open_quotes("“It is “over.” Brandt went.") == (False, True)
    assert open_quotes('"It is over." Brandt went. "We go') == (False, True)
    assert open_quotes('It is over." Brandt went.') == (True, False)
