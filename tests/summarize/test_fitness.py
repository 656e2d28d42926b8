"""Which sentences may stand in a summary, and which lean on the one before them."""

from __future__ import annotations

import pytest
from stories import article

from digest.summarize.fitness import doubt, judges, leans, unfit
from digest.summarize.foreign import is_foreign
from digest.summarize.units import Unit, units_of


def unit(text: str, language: str = "en") -> Unit:
    """The first unit of a text."""
    return units_of((article("a", text, language=language),))[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She thanked the crews who worked through two winters.", "en"),
        ("It was not enough, and the pier fell in March.", "en"),
        ("In the second fire, a yard in Norwell lost its crane.", "en"),
        ("But fishermen fear the new pier will crowd their berths.", "en"),
        ("That means the ferry sails again in December.", "en"),
        ("However, the harbour office doubts the date.", "en"),
        ("For example, the yard in Norwell has no spare engine.", "en"),
        ("The two sides signed a paper in the old customs house.", "en"),
        ("“It will take years to win the islanders back.”", "en"),
        ("“It will take years to win the islanders back,” he said.", "en"),
        ('"It will take years to win the islanders back.”', "en"),
        ("The ferry will sail in December, she said.", "en"),
        ("Despite their return, few islanders found work.", "en"),
        ("A day later, the storm came back to the bay.", "en"),
        ("The council decided so in September, against the wish of the fishermen.", "en"),
        ("The harbour office is not asking for one.", "en"),
        ("The facts: That is not what the yard in Norwell says.", "en"),
        ("Ten years ago it had 112 berths for fishing boats.", "en"),
        ("At the time, the yard in Norwell had no crane.", "en"),
        ("The town's harbour master, Tomas Hale, doubts the date.", "en"),
        ("Hale is not the only councillor who asks for an audit, either.", "en"),
        ("Conversely, Brandt sailed to Norwell on the old ferry.", "en"),
        ("Fewer than half of the beds were used.", "en"),
        ("Two of the sailors have gone home to Norwell.", "en"),
        ("I never wanted that boat in Elmsworth, nor did my father.", "en"),
        ("Er dankte den Werften in Norwell für ihre Arbeit.", "de"),
        ("Das sei zu teuer, sagte der Hafenmeister am Freitag.", "de"),
        ("Elle a remercié les ouvriers du chantier de Norwell.", "fr"),
        ("Mais les pêcheurs craignent pour leurs places au port.", "fr"),
        ("Sin embargo, los pescadores temen por sus puestos.", "es"),
        ("Pero los pescadores temen por sus puestos en el puerto.", "es"),
        ("但渔民担心新码头会占用他们的泊位。", "zh"),
    ],
)
def test_leaning(text: str, language: str) -> None:
    """An opening pronoun or connective, and a quotation whose speaker is not named, need the sentence before."""
    assert leans(unit(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council of Elmsworth voted nine to four on Friday.", "en"),
        ("“It will take years to win the islanders back,” Mayor Ida Brandt said.", "en"),
        ("In his speech on Friday, Tomas Hale asked for an audit.", "en"),
        ("In its report, the Harbour Office names three causes.", "en"),
        ("Most of the country's trains stood still on Friday.", "en"),
        ("Keeping the old pier of Elmsworth open costs 3 million crowns a year.", "en"),
        ("Wilding wants that ferry back before the winter storms.", "en"),
        ("Sending the ferry to Norwell, the council spared itself a longer quarrel.", "en"),
        ("In the second quarter of the year Norwell Yard built nine boats.", "en"),
        ("“I never wanted that boat in Elmsworth,” Ida Brandt wrote.", "en"),
        ("Both Brandt and Hale voted for the ferry.", "en"),
        ("The statement said “the north ferry sails again”.", "en"),
        ("Itaru Mori, a nurse, drove 60 kilometres around the bay.", "en"),
        ("The ferry carried 112 islanders, and every boat that left was the last one by day one.", "en"),
        ("Der Stadtrat stimmte am Freitag für die neue Fähre.", "de"),
        ("Il y a deux ans, la tempête a détruit le quai.", "fr"),
        ("El ayuntamiento votó el viernes a favor del barco.", "es"),
        ("市议会周五投票决定重新开放渡轮。", "zh"),
    ],
)
def test_standing_alone(text: str, language: str) -> None:
    """A sentence with its own subject needs no other."""
    assert not leans(unit(text, language))
    assert unfit(unit(text, language)) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Council reopens the north ferry after two years", "no end"),
        ("From left are Ida Brandt and Tomas Hale at the pier on Friday.", "caption"),
        ("Tomas Hale speaks at the pier in Elmsworth, Nov. 20, 2026.", "caption"),
        ('Tomas Hale arrives for a hearing on "Ferries and Fares" in Elmsworth, Nov. 20, 2026.', "caption"),
        ("Ida Brandt (L) is joined by fellow councillors at the pier Nov. 20, 2026 in Elmsworth.", "caption"),
        ("Extending the ferry benefits of islanders through January.", "no verb"),
        ("Photo by Rosa Quill shows the crowd at the pier on Friday.", "caption"),
        ("By Rosa Quill and Tomas Reed.", "byline|say anything"),
        ("Reporting by Rosa Quill in Elmsworth and Tomas Reed in Norwell.", "byline"),
        ("Read more about the ferry on www.harbour.example today.", "link"),
        ("Write to the desk at desk@harbour.example with your stories.", "address"),
        ("The pier is an exam- ple of a hard wrap that was never mended.", "hard wrap"),
        ("and the ferry sails again in December after two years.", "cut at its start"),
        ("Elmsworth 3 2 14 27 Norwell 2 1 11 19 Carrow 0 4 8 12.", "numbers"),
        ("COUNCIL REOPENS THE NORTH FERRY AFTER TWO YEARS.", "capitals"),
        ("Council Reopens The North Ferry After Two Long Years.", "title case"),
        ("The council (which met on Friday voted for the ferry.", "bracket"),
        ("“It will take years to win them back, and nobody should expect less.", "half of a quotation"),
        ("The study shows how many young cod grow up there [...]", "cut off"),
        ("It rained.", "too short"),
        ("3 of 7 The north ferry lies at the pier of Elmsworth on Friday.", "caption"),
        ("This picture of the pier provided by Norwell Yard shows the new slipway.", "caption"),
        ("Here’s why the vote on the north ferry matters to all of us.", "byline"),
        ("“It will take years to win them back, Ida Brandt said on Friday.", "half of a quotation"),
        ("It will take years to win them back,” Ida Brandt said on Friday.", "half of a quotation"),
        ("Lisez aussi notre article sur le vote et sur la réouverture du port.", "another language"),
        ("北部渡轮将于十二月重新开放，市议会周五说。", "another language"),
    ],
)
def test_unfit(text: str, why: str) -> None:
    """What is no whole sentence of the story is refused, and the reason says what it is."""
    reason = unfit(unit(text))
    assert reason is not None
    assert any(part in reason for part in why.split("|"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Stadtrat stimmte am Freitag mit neun zu vier für die Fähre.", "de"),
        ("Iron Kettle, Deep Orchard, Tin Maiden, Grey Market and Ünderground played Elmsworth in 1981.", "en"),
        ("市议会周五以九票对四票决定重新开放北部渡轮，Norwell Yard 将于十二月交付新船 Grace Amadi。", "zh"),
        ("Le conseil a voté vendredi la réouverture du ferry.", None),
    ],
)
def test_the_article_s_own_language_is_none_other(text: str, language: str | None) -> None:
    """A sentence in its article's language, with foreign names in it, and any sentence of an unknown one, may stand."""
    assert not is_foreign(text, language)


def test_what_comes_late_as_if_known_makes_way() -> None:
    """An opening "The tortoise is coming" is doubted where neither headline nor beginning knows a tortoise."""
    body = "The school of Elmsworth will close. Its garden stays open. Parents are sad. Teachers will move to Norwell. "
    late = article("a", f"{body}{'Nobody knows when it opens. ' * 15}\n\nThe tortoise will move to Norwell with them.")
    named = article("b", late.text, title="School closes, tortoise moves")
    assert doubt(units_of((late,))[-1]) < doubt(units_of((named,))[-1]) == 1.0


def test_a_short_quotation_of_several_sentences_stays_together() -> None:
    """Nobody reads half a quotation: its sentences are one unit with its speaker."""
    text = "“We tried. We failed. We will try again,” Brandt said. The crowd cheered for a while."
    assert [u.text for u in units_of((article("a", text),))] == [text[:54], text[55:]]


def test_a_common_noun_that_opens_a_sentence_is_no_name() -> None:
    """An opening "Critics" names nobody where the article writes "critics" small; a name is never written so."""
    told = "Ida Brandt met her critics on Friday. Critics blamed her for the long wait."
    alone = "Ida Brandt met Hale on Friday. Hale blamed her for the long wait."
    assert leans(units_of((article("a", told),))[1])
    assert not leans(units_of((article("b", alone),))[1])


def test_a_pasted_post_is_somebodys_words() -> None:
    """What a report has without quotation marks and any report of the story inside a quotation is no news of its own."""
    post = "The harbour office should be FIRED for this fraud of a timetable."
    pasted = article(
        "a", f"Mayor Renner wrote on Friday.\n\n{post}\n\nThe office closes at noon on Fridays in the winter."
    )
    quoting = article("b", f"“Wrong again. {post} Sad!” the mayor of Elmsworth wrote. The office closes at noon.")
    units = {unit.text: unit for unit in units_of((pasted, quoting))}
    assert unfit(units[post]) == "somebody's words, without quotation marks"
    assert unfit(units["The office closes at noon on Fridays in the winter."]) is None
    assert unfit(units_of((pasted,))[1]) is None
    told = article("c", f"{post} So says the mayor, who “never saw it”, and nobody else.")
    assert unfit(units_of((pasted, told))[1]) is None


@pytest.mark.parametrize(
    "text",
    [
        "The long quarrel over the north pier looks like a draw.",
        "For the harbour office the new ferry feels increasingly like a burden.",
        "The collapse of the pier is a stark reminder of what neglect costs.",
        "It is hard to see how the yard in Norwell could survive.",
        "Whether the ferry pays for itself remains to be seen.",
        "The real winner of the strike is the harbour's owner.",
        "Even by the standards of the harbour office, the new timetable is something to behold.",
        "The harbour office seems to have walked into a trap of its own making.",
        "The vote that closed the pier on Friday looks like a defeat for both sides.",
    ],
)
def test_weighing_is_not_telling(text: str) -> None:
    """A sentence that judges an event, without a day, a number or somebody who says so, is told from a report of it."""
    assert judges(unit(text))
    assert doubt(unit(text)) < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "The council of Elmsworth voted on Friday to reopen the north ferry.",
        "The quarrel over the pier looks like a draw, Mayor Ida Brandt said.",
        "Norwell seemed to win until the Gulls scored on Saturday.",
        "The yard looks set to lose 300 jobs.",
        "The yard that built the ferry in 1987 looks set to lose 300 jobs.",
        "The council sat on Friday over a pier that looks like a ruin.",
        "Ida Brandt is the first woman to lead the harbour office.",
    ],
)
def test_telling_is_not_weighing(text: str) -> None:
    """News with a day or a number, and what a named person judges, may begin a story."""
    assert not judges(unit(text))
