"""Numbers, sums, dates and times on which reports differ: found where they do, and nothing made of what agrees."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from difference_cases import CASES, FRESH, TIMED, Case
from stories import FERRY, article, language_of, story

from digest.summarize import tell


def found(one: str, other: str) -> list[tuple[str, ...]]:
    """The values of each difference between two reports."""
    told = tell(story(*(article(f"a{n}", text, language=language_of(text)) for n, text in enumerate((one, other)))))
    return [tuple(value.value for value in difference.values) for difference in told.differences]


@pytest.mark.parametrize("cases", [CASES, FRESH])
def test_precision_and_recall(cases: tuple[Case, ...]) -> None:
    """On the written pairs at least 95 of 100 shown differences are real, and at least 85 of 100 real ones are shown."""
    shown = [(found(one, other), values) for one, other, values in cases]
    right = sum(values is not None and sorted(values) in map(sorted, pairs) for pairs, values in shown)
    wrong = [(pairs, values) for pairs, values in shown if len(pairs) > (values is not None)]
    real = sum(values is not None for _, values in shown)
    print(f"differences: precision {right / (right + len(wrong)):.2f}, recall {right / real:.2f} of {real} real")
    assert right >= 0.95 * (right + len(wrong)), wrong
    assert right >= 0.85 * real, [values for pairs, values in shown if values and not pairs]


@pytest.mark.parametrize(("one", "other", "differ"), TIMED)
def test_an_update_is_no_contradiction(one: tuple[str, str, str], other: tuple[str, str, str], differ: bool) -> None:
    """The same outlet's later value, and a toll that a later report puts higher, are news; anything else is a difference."""
    reports = [
        article(
            f"a{n}", text, source=outlet, published=datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
        )
        for n, (outlet, at, text) in enumerate((one, other))
    ]
    assert bool(tell(story(*reports)).differences) == differ


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
