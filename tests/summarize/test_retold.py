"""One fact is told once, however differently two reports word it; what adds a fact is no repetition."""

from __future__ import annotations

from datetime import date

import pytest
from stories import article, story

from digest.summarize import summarize, tell

_LEAD = "The council of Elmsworth voted 9-4 on Thursday to reopen the north ferry after two years of repairs."

# A sentence of a second report, and whether it only tells the lead again.
CASES = (
    ("Elmsworth councillors on Thursday brought back the north ferry by nine votes to four, to the joy of many.", True),
    ("By nine votes to four the Elmsworth council decided on Thursday evening to let the north ferry sail again.", True),
    ("The council of Elmsworth voted nine to four on Thursday to build a new school on Mill Lane for 310 pupils.", False),
    ("The north ferry of Elmsworth carried 2,300 passengers a day before the storm that broke its slipway.", False),
    ("On Thursday the Elmsworth council also named Ruth Adeyemi and Joost Kerr to lead the north ferry.", False),
    ("Fishermen fear that the pier of the north ferry will crowd their berths.", False),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "again"), CASES)
def test_what_tells_the_facts_again_is_left_out(sentence: str, again: bool) -> None:
    """With room for both, a sentence without a new fact is dropped and one with a new fact is kept."""
    reports = [[article("first", _LEAD)], [article("second", sentence)]]
    said = [excerpt.text for excerpt in summarize(reports, words=200)]
    assert len(said) == (1 if again else 2), said


# Two sentences of two reports, and whether both are worth telling: meaning-bearing words decide, not how they are strung.
PAIRS = (
    ("The fire at the Norwell cannery killed twelve workers and injured thirty others on Monday.",
     "Twelve people working at the cannery in Norwell died and 30 were hurt in Monday's fire.", False),
    ("A storm left 40,000 homes in Elmsworth without power on Sunday night.",
     "Power was out in forty thousand Elmsworth homes on Sunday night because of the storm.", False),
    ("The strike ended on Thursday when drivers accepted a raise of 4 percent.",
     "Drivers accepted a 4 percent raise on Thursday, which ended the strike.", False),
    ("Three people died when a bus left the road near Norwell on Saturday.",
     "Near Norwell on Saturday 41 pupils of an Elmsworth school sat in the bus that left its road.", True),
    ("The bridge over the Arle will cost 14 million crowns, the ministry said.",
     "The ministry expects the bridge over the Arle to open in 2028, two years late.", True),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other", "both"), PAIRS)
def test_a_paraphrase_is_told_once_and_an_addition_too(one: str, other: str, both: bool) -> None:
    """Another order of words and numbers in words add nothing; a sentence that names the event to add a figure does."""
    said = summarize([[article("first", one)], [article("second", other)]], words=200)
    assert len(said) == (2 if both else 1)


def test_the_other_value_of_a_difference_is_not_a_second_point() -> None:
    """Where a difference is shown, the report with the other value does not tell the event once more."""
    one = article("one", "Two trams collided on Fennel Square in Elmsworth on Wednesday morning, injuring 12 people.")
    other = article(
        "other", "On Wednesday morning 15 people were injured in Elmsworth when a tram met another on Fennel Square."
    )
    told = tell(story(one, other), words=200)
    assert [sorted(v.value for v in d.values) for d in told.differences] == [["12 people", "15 people"]]
    assert len(told.points) == 1


def test_one_vote_in_other_words_is_support() -> None:
    """Two reports of one vote on one day, in numbers and in words, agree; on another day they do not."""
    other = "Elmsworth councillors on {} brought back the north ferry, nine votes to four, as many had hoped."
    for day, reports in (("Thursday", 2), ("Tuesday", 1)):
        told = tell(story(article("one", _LEAD), article("two", other.format(day))), words=20)
        assert [point.reports for point in told.points] == [reports]


# What a second report opens with, the day of that report, and whether it only tells the event once more.
OPENINGS = (
    ("Flames gutted a furniture warehouse in the port of Norwell before dawn, days before its hundredth birthday.", 19, True),
    ("The fire in the furniture warehouse in Norwell may have begun in a fork-lift's charger, investigators said.", 20, False),
    ("Firefighters will strike in all ports from Sunday, the union said in Elmsworth.", 19, False),
)  # fmt: skip


@pytest.mark.parametrize(("opening", "day", "again"), OPENINGS)
def test_two_reports_of_one_day_do_not_open_the_story_twice(opening: str, day: int, again: bool) -> None:
    """News begins with what happened: a second opening of the same day is that again, a later day's is what came of it."""
    lead = "A fire destroyed the furniture warehouse of Dahl & Pryce on Quay Road in Norwell early on Thursday."
    more = "A guard who had slept in the office climbed out of a window and was not hurt."
    one = article("one", f"{lead} Sixty men fought it until noon.", published=date(2026, 11, 19))
    other = article("other", f"{opening}\n\n{more}", published=date(2026, 11, day))
    said = {point.excerpt.text for point in tell(story(one, other), words=200).points}
    assert (opening in said) is not again
    assert {lead, more} <= said
