"""Numbers, sums, dates and times on which reports differ: found where they do, and nothing made of what agrees."""

from __future__ import annotations

import pytest
from stories import FERRY, article, story

from digest.summarize import tell

# (first report, second report, the two values, or None where nothing differs)
CASES: tuple[tuple[str, str, tuple[str, str] | None], ...] = (
    ("Repairs to the north ferry cost 14 million crowns, the council said.",
     "The council said repairs to the north ferry cost 17 million crowns.", ("14 million crowns", "17 million crowns")),
    ("Twelve people were injured when two trams collided on Fennel Square.",
     "Fifteen people were injured when two trams collided on Fennel Square.", ("Twelve people", "Fifteen people")),
    ("The fire killed 12 people in a hotel in Norwell, police said.",
     "Police said the fire in a hotel in Norwell killed 14 people.", ("12 people", "14 people")),
    ("The county counted 510 flooded houses along the Orrin.",
     "Along the Orrin the county counted 430 flooded houses.", ("510 flooded houses", "430 flooded houses")),
    ("The firm will pay $2.1 billion for Corran Cells, it said.",
     "The firm said it will pay $2.3 billion for Corran Cells.", ("$2.1 billion", "$2.3 billion")),
    ("The first ferry crossing is planned for December 7, the harbour office said.",
     "The harbour office said the first ferry crossing is planned for December 14.", ("December 7", "December 14")),
    ("The first ferry leaves the north bank at 7 a.m. on Monday, the harbour office said.",
     "The first ferry leaves the north bank at 9 a.m. on Monday, the harbour office said.", ("7 a.m.", "9 a.m.")),
    ("The school on Hillcrest has 64 pupils and will close in July.",
     "The school on Hillcrest has 61 pupils and closes in July.", ("64 pupils", "61 pupils")),
    ("Unemployment in Halvern rose to 5.4 percent in October, the office said.",
     "The office said unemployment in Halvern rose to 5.9 percent in October.", ("5.4 percent", "5.9 percent")),
    ("Der Umbau der Nordbrücke kostet 14 Millionen Euro, sagte der Stadtrat.",
     "Der Umbau der Nordbrücke kostet 17 Millionen Euro, sagte der Stadtrat.", ("14 Millionen Euro", "17 Millionen Euro")),
    ("The school of Marram Lane in Norwell will close. The school has 48 pupils.",
     "Norwell closes the school of Marram Lane. The school has 52 children this autumn.", ("48 pupils", "52 children")),
    ("The north ferry of Elmsworth will sail again. The repairs cost 14 million crowns, councillors were told.",
     "Elmsworth gets its north ferry back. Putting the landing right will cost 17 million crowns, papers show.",
     ("14 million crowns", "17 million crowns")),
    ("A fire destroyed the cannery of Norwell. The family put the damage at 8 million crowns.",
     "Flames gutted the cannery in Norwell. The owners say that stock and house were worth 9.5 million crowns.",
     ("8 million crowns", "9.5 million crowns")),
    ("The north ferry of Elmsworth will sail again. The first boat is to leave the bank on Monday, Dec. 7.",
     "Elmsworth gets its north ferry back. Sailings are expected to resume on Dec. 14, a spokesman said.",
     ("Dec. 7", "Dec. 14")),
    ("Qasira and Tamur signed their accord. The general said at 11 a.m. that her 240 observers would be drawn down to 90.",
     "The accord of Qasira and Tamur is signed. The mission shrinks from 240 to 100 observers, an official said.",
     ("90", "100 observers")),
    # the same value, written in another way
    ("The House voted $15 billion for the victims of the flood.", "The House voted $15.25 billion for the victims of the flood.",
     None),
    ("The ferry carried 1,200 passengers a day before it closed.",
     "The ferry carried 1200 passengers a day before it closed.", None),
    ("Twelve people were injured when two trams collided.", "Some 12 people were injured when two trams collided.", None),
    ("Repairs to the ferry cost $14 million.", "Repairs to the ferry cost 14 million dollars.", None),
    ("The vote drew 2.1 million voters to the polls in Halvern.", "The vote drew 2,100,000 voters to the polls in Halvern.", None),
    # bounds and round numbers
    ("At least 12 people were hurt in the tram crash on Fennel Square.",
     "In the tram crash on Fennel Square 14 people were hurt.", None),
    ("About 1,000 people marched through Elmsworth.", "In Elmsworth 1,017 people marched.", None),
    ("More than 300 workers lost their jobs at the Norwell yard.", "The Norwell yard cut the jobs of 340 workers.", None),
    ("Nearly 20,000 visitors came to the harbour fair.", "The harbour fair drew 19,600 visitors.", None),
    # other things that only look alike
    ("Twelve people were injured when two trams collided on Fennel Square.",
     "The choir of Norwell, 40 people strong, sang in the square.", None),
    ("The firm cut 300 jobs in Norwell.", "The firm runs 300 ships out of Elmsworth.", None),
    ("The bridge cost 14 million crowns in 1990.", "A new roof for the school cost 17 million crowns.", None),
    ("The river stood at 6.1 metres at Dunmarrow Bridge at 9 p.m.", "The river stood at 6.3 metres at Dunmarrow Bridge at 4 a.m.",
     None),
    ("Of the 40 people hurt in the crash on Fennel Square, 29 went to hospital.",
     "In the crash on Fennel Square 29 people went to hospital.", None),
    ("The ferry carries 60 cars and 1,200 passengers.", "The ferry carries 60 cars.", None),
    ("The mission shrinks from 240 observers to 100 observers, the ministry said.",
     "The mission of 240 observers on the border shrinks, the ministry said.", None),
    ("The council met on Friday and voted nine to four.", "The council voted on the school nine to four.", None),
    ("He is 81 years old and lives in the last house of Weir Street.",
     "She is 79 years old and lives in the first house of Weir Street.", None),
    ("Hale, 54, leads the opposition in Elmsworth.", "Brandt, 61, leads the council in Elmsworth.", None),
    ("The first tram leaves at 5 a.m.", "The last tram leaves at 1 a.m.", None),
    ("The north ferry of Elmsworth will sail again. The repairs cost 14 million crowns.",
     "The cup final in Aldermere was sold out. Catering will cost 17 million crowns, papers show.", None),
    ("The north ferry of Elmsworth will sail again. The repairs cost 14 million crowns. A new pier costs 18 million crowns.",
     "Elmsworth gets its north ferry back. Putting the landing right will cost 17 million crowns.", None),
    ("The talks in Norwell failed. Hale first heard of it after a July 10 meeting of the council.",
     "The Norwell talks have failed. Brandt first heard of it on July 18, in a meeting of the council.", None),
    ("The quake near Norwell struck at a depth of 44 kilometres, 45 kilometres southwest of Elmsworth.",
     "The Norwell quake struck 32 kilometres west of Elmsworth, at a depth of 28 kilometres.", None),
    ("Hale was convicted of five counts of tax fraud in Norwell.",
     "In Norwell Hale was convicted on eight felony counts, among them tax fraud.", None),
    ("The strike cost the railway 9 million crowns.", "A subscription costs 1 crown.", None),
)  # fmt: skip


def found(one: str, other: str) -> list[tuple[str, ...]]:
    """The values of each difference between two reports."""
    told = tell(story(article("one", one, language=_language(one)), article("two", other, language=_language(other))))
    return [tuple(value.value for value in difference.values) for difference in told.differences]


def _language(text: str) -> str:
    return "de" if " der " in f" {text.lower()} " and " kostet " in text else "en"


def test_precision_and_recall() -> None:
    """On the written pairs, no difference is wrong, and at least 80 percent of the real ones are found."""
    wrong = [(one, found(one, other)) for one, other, values in CASES if values is None and found(one, other)]
    missed = [
        values
        for one, other, values in CASES
        if values is not None and sorted(values) not in map(sorted, found(one, other))
    ]
    assert not wrong
    assert len(missed) <= 0.2 * sum(values is not None for *_, values in CASES), missed


def test_a_difference_shows_each_report_s_own_words() -> None:
    """The excerpt of a value is the value with its unit, in the report that gives it, and `about` names the matter."""
    costs = [d for d in tell(FERRY).differences if d.kind == "money"]
    assert len(costs) == 1
    assert {(v.value, v.excerpt.article.id) for v in costs[0].values} == {
        ("14 million crowns", "post"),
        ("17 million crowns", "daily"),
    }
    assert all(v.value == v.excerpt.text for v in costs[0].values)
    assert "cost" in costs[0].about.lower()
    assert all(v.as_of == v.excerpt.article.published for v in costs[0].values)


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_one_report_never_differs_from_itself(copies: int) -> None:
    """A single report, whatever numbers it holds, yields no difference."""
    text = "Twelve people were hurt on Fennel Square. Fifteen people were hurt on Fennel Square.\n\n" * copies
    assert tell(story(article("one", text))).differences == ()


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        ("Twelve people were injured when two trams collided on Fennel Square.",
         "Fifteen people were injured when two trams collided on Fennel Square.", "people injured"),
        ("The fire killed 12 people in a hotel in Norwell, police said.",
         "Police said the fire in a hotel in Norwell killed 14 people.", "people killed"),
        ("Along the Orrin the county counted 430 houses.",
         "The county counted 510 flooded houses along the Orrin.", "flooded houses"),
        ("Some 640 people left their homes in Dunmarrow on Thursday.",
         "In Dunmarrow 710 people left their homes on Thursday.", "people who left their homes"),
    ],
)  # fmt: skip
def test_a_difference_is_named_as_a_person_would(one: str, other: str, about: str) -> None:
    """What was counted, and what came of it, in words of the reports."""
    differences = tell(story(article("one", one), article("two", other))).differences
    assert len(differences) == 1
    assert about in differences[0].about
