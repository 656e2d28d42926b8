"""Who else says it: rather none than a wrong one."""

from __future__ import annotations

import pytest
from stories import FERRY, article, language_of
from support_cases import CASES, FRESH

from digest.summarize import tell
from digest.summarize.speech import speaker
from digest.summarize.support import Support
from digest.summarize.units import units_of

_FILLER = (
    "Weather over the bay stayed calm all week. Schools opened as usual. A brass band played in the square.",
    "Traffic was light that morning. Bakers sold out early. The museum showed old maps.",
)


def says_same(one: str, other: str) -> bool:
    """Whether two sentences, each in a report with other matter, are taken to say the same."""
    reports = ((one, _FILLER[0]), (other, _FILLER[1]))
    units = units_of(
        [
            article(f"a{n}", f"{text}\n\n{filler}", language=language_of(text))
            for n, (text, filler) in enumerate(reports)
        ]
    )
    support = Support(units)
    first = next(u for u in units if u.report == 0)
    return bool(support.of(first))


@pytest.mark.parametrize("cases", [CASES, FRESH])
def test_precision_and_recall(cases: tuple[tuple[str, str, bool, str], ...]) -> None:
    """On written pairs nothing that is not the same is taken for it, and at least 85 of 100 that are the same are found."""
    found = [(same, says_same(one, other), why) for one, other, same, why in cases]
    right = sum(same and said for same, said, _ in found)
    wrong = [why for same, said, why in found if said and not same]
    pairs = sum(same for same, *_ in found)
    print(f"support: precision {right / (right + len(wrong)):.2f}, recall {right / pairs:.2f} of {pairs} pairs")
    assert not wrong
    assert right >= 0.85 * pairs, [why for same, said, why in found if same and not said]


@pytest.mark.parametrize(("one", "other", "same", "why"), CASES + FRESH)
def test_support_is_mutual(one: str, other: str, same: bool, why: str) -> None:
    """If the first says what the second says, the second says what the first says."""
    assert says_same(one, other) == says_same(other, one)


def test_a_quotation_in_two_reports_is_told_once() -> None:
    """A quotation that two reports carry with other marks stands once in a long summary, and the other report beside it."""
    told = tell(FERRY, words=400)
    carrying = [point for point in told.points if "lost" in point.excerpt.text and "clear" in point.excerpt.text]
    assert len(carrying) == 1
    assert carrying[0].reports == 2
    assert len(carrying[0].also) == 1


def test_copies_of_one_text_never_support_each_other() -> None:
    """`also` holds excerpts of other reports only, one a report, and `reports` counts them and the point's own."""
    for point in tell(FERRY, words=300).points:
        others = [excerpt.article.id for excerpt in point.also]
        assert point.excerpt.article.id not in others
        assert len(set(others)) == len(others)
        assert point.reports == 1 + len(others)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“We will rebuild,” said Mayor Ida Brandt.", "Mayor Ida Brandt"),
        ('"We will rebuild," Brandt said on Friday.', "Brandt"),
        ("Brandt said: “We will rebuild.”", "Brandt"),
        ("“We will rebuild,” Ida Brandt, the mayor, told reporters.", "Ida Brandt"),
        ("“Who pays?” asked Mr. Quill.", "Mr. Quill"),
        ("“We will rebuild,” said the mayor, who grew up here.", None),
        ("“We will rebuild,” he said.", None),
        ("The mayor of Elmsworth said “we will rebuild” on Friday.", None),
        ("Ida Brandt opened the pier.", None),
        ("„Wir bauen neu“, sagte Ida Brandt.", "Ida Brandt"),
        ("« Nous allons reconstruire », a déclaré Ida Brandt.", "Ida Brandt"),
        ('"Vamos a reconstruir", dijo Ida Brandt.', "Ida Brandt"),
        ("In a town in Norwell's hills, residents said “enough”.", None),
        (
            "Brandt replied to a letter by the surveyor Tomas Hale that reads, “The pier is rotten to its last plank.”",
            None,
        ),
        ("“If they meant it, according to Halvern law, they will pay,” said the harbour paper.", None),
        ("The pier is “rotten to its last plank”, according to Tomas Hale.", "Tomas Hale"),
    ],
)
def test_speaker(sentence: str, name: str | None) -> None:
    """The speaker is the name to whom the sentence gives its quotation, and nobody where it names none."""
    assert speaker(sentence) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The county will send soldiers, after Brandt had spoken of “guarding our valley with spades” at noon, her office said.",
         "“Until the wall is done we will be guarding our valley with spades,” Brandt said.", False),
        ("Another strong quake hit Carrow on Wednesday night, the observatory said.",
         "A strong quake hit Carrow on Wednesday night, the observatory said.", False),
        ("Brandt said the yard had “turned its back on the people of this island”.",
         "The yard “turned its back on the people of this island”, Brandt wrote in a letter to the council.", True),
    ],
)  # fmt: skip
def test_a_shared_scrap_or_a_second_event_is_no_support(one: str, other: str, same: bool) -> None:
    """A few words of a quotation inside other news, and another event of the kind, do not count as a second report."""
    assert says_same(one, other) == same
    assert says_same(other, one) == same
