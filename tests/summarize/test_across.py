"""One story in several languages: told in one of them, counted over all."""

from __future__ import annotations

from datetime import date

import pytest
from stories import article, story

from digest.summarize import tell
from digest.summarize.across import says_same_across
from digest.summarize.units import units_of

DAY = date(2026, 11, 20)
ENGLISH = article(
    "english",
    "Elmsworth and Lindach signed a treaty on Friday that shares the water of the Orrin for 25 years.\n\n"
    "The treaty gives Elmsworth 55 percent and Lindach 45 percent of the flow.\n\n"
    "The dam at Carrow will cost 14 million crowns, Elmsworth and Lindach said.",
    title="Orrin treaty signed",
    published=DAY,
)
GERMAN = article(
    "german",
    "Elmsworth und Lindach haben am Freitag einen Vertrag über das Wasser der Orrin unterzeichnet, der 25 Jahre gilt.\n\n"
    "Der Vertrag gibt Elmsworth 55 Prozent und Lindach 45 Prozent des Wassers.\n\n"
    "Der Damm in Carrow soll nach Angaben von Elmsworth und Lindach 17 Millionen Kronen kosten.",
    title="Vertrag über die Orrin unterzeichnet",
    published=DAY,
    language="de",
)
FRENCH = article(
    "french",
    "Elmsworth et Lindach ont signé vendredi un traité de 25 ans sur les eaux de l’Orrin.\n\n"
    "Le ministre Renaud Hale a parlé d’un « jour sans brouillard ».",
    title="Les eaux de l’Orrin partagées",
    published=DAY,
    language="fr",
)


@pytest.mark.parametrize(("language", "name"), [("en", "english"), ("de", "german"), ("fr", "french")])
def test_a_story_is_told_in_the_language_that_is_asked_for(language: str, name: str) -> None:
    """Headline, points and what one report alone has are in the edition's language where a report is in it."""
    told = tell(story(ENGLISH, GERMAN, FRENCH), words=200, language=language)
    assert told.headline is not None
    assert told.headline.article == name
    assert {point.excerpt.article.id for point in told.points} == {name}
    assert {excerpt.article.id for excerpt in told.only_in} <= {name}


def test_without_a_report_in_it_the_language_of_most_is_taken() -> None:
    """An edition in a language that no report has tells the story in one language all the same, never in a mixture."""
    other = article("bote", GERMAN.text.replace("Freitag", "Freitag früh"), language="de", published=DAY)
    told = tell(story(FRENCH, GERMAN, other), words=200, language="en")
    assert {point.excerpt.article.language for point in told.points} == {"de"}


def test_reports_in_other_languages_count() -> None:
    """A sentence with the same names and numbers in another language is support, and another sum is a difference."""
    told = tell(story(ENGLISH, GERMAN, FRENCH), words=200, language="en")
    shares = next(point for point in told.points if "55 percent" in point.excerpt.text)
    assert [excerpt.article.id for excerpt in shares.also] == ["german"]
    assert [sorted(v.value for v in d.values) for d in told.differences] == [
        ["14 million crowns", "17 Millionen Kronen"]
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "Elmsworth and Lindach share the Orrin for 25 years.",
            "Elmsworth und Lindach teilen die Orrin für 25 Jahre.",
            True,
        ),
        (
            "Elmsworth and Lindach share the Orrin for 25 years.",
            "Elmsworth und Lindach teilen die Orrin für 30 Jahre.",
            False,
        ),
        (
            "Elmsworth and Lindach share the Orrin for 25 years.",
            "Elmsworth und Lindach teilen die Orrin nicht 25 Jahre.",
            False,
        ),
        (
            "Elmsworth and Lindach met on Friday with 25 experts.",
            "Elmsworth und Lindach tagten am Montag mit 25 Experten.",
            False,
        ),
        ("Elmsworth and Lindach share the Orrin.", "Elmsworth und Lindach teilen die Orrin.", False),
        ("The Orrin rose by 1.5 metres in Carrow.", "In Carrow stieg die Orrin um 1,5 Meter.", True),
    ],
)
def test_support_across_languages(one: str, other: str, same: bool) -> None:
    """Names alone prove nothing; with all numbers shared, and neither day nor denial against it, two sentences say the same."""
    units = units_of((article("a", one), article("b", other, language="de")))
    assert says_same_across(units[0], units[1]) == same
    assert says_same_across(units[1], units[0]) == same


def test_one_value_in_two_languages_is_no_difference() -> None:
    """The same amount, written after another custom, differs in nothing; nor does a count of other things."""
    one = article("one", "The strike of Coastline Rail in Valmore hit 310,000 passengers on Thursday.", published=DAY)
    for text, shown in (
        ("La grève de Coastline Rail à Valmore a touché 310 000 voyageurs jeudi.", False),
        ("La grève de Coastline Rail à Valmore a touché 280 000 voyageurs jeudi.", True),
        ("La grève de Coastline Rail à Valmore a touché 280 000 maisons jeudi.", False),
        ("La grève de Coastline Rail à Valmore a touché 280 000 voyageurs lundi.", False),
    ):
        other = article("two", text, language="fr", published=DAY)
        assert bool(tell(story(one, other), language="en").differences) == shown, text
