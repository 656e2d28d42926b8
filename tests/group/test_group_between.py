"""What joined or parted two articles is said with its numbers."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from digest.app import one_off
from digest.errors import UsageError
from digest.group import group
from digest.group.between import between
from digest.model import Article
from digest.verify import load
from digest.why import explain

DAY = date(2026, 11, 20)
FERRY = (
    "The council of Elmsworth voted nine to four on Friday to reopen the north ferry after two years of repairs. "
    "The first crossing leaves on December 1, said harbour master Ida Brandt. “We kept our word to the people "
    "of the north bank,” she said. The repairs cost 14 million crowns."
)
FERRY_TOO = (
    "Elmsworth's north ferry sails again from December 1. The council approved the reopening on Friday by nine votes to four. "
    "Harbour master Ida Brandt spoke of a good day: “We kept our word to the people of the north bank.” "
    "The two years of repairs cost 14 "
    "million crowns, the council said."
)
BELL = (
    "The pier bell of Sorrel Bay was stolen on Monday night. The bell weighs 80 kilograms and hung there since 1888, said museum "
    "keeper Per Aalto. Divers are searching the harbour and the police ask boatmen to come forward."
)
GERMAN = (
    "Der Rat von Elmsworth hat am Freitag mit neun zu vier Stimmen beschlossen, die Nordfähre nach zwei Jahren wieder fahren zu "
    "lassen. Die erste Überfahrt ist am 1. Dezember, sagte Hafenmeisterin Brandt. Die Arbeiten kosteten viel Geld, hieß es."
)


def article(name, text, published=DAY, language="en", **fields):
    """An article of an outlet of its own."""
    return Article(
        id=name, origin=f"in/{name}.txt", sha256=name, source=fields.pop("source", f"The {name} Post"), title="", text=text,
        published=published, published_from="metadata" if published else None, language=language, **fields,
    )  # fmt: skip


def score_and_bar(lines):
    """The pair's score, and what two reports of its length need."""
    (line,) = (line for line in lines if line.startswith("score "))
    score, bar = re.findall(r"score (\S+) .* need (\S+)", line)[0]
    return float(score), float(bar)


def test_a_pair_that_shares_one_word_is_told_so():
    """Where one word is nearly all that two long reports share, its share and what that takes off stand among the numbers."""
    items = [
        article(
            name, f"In Harnbeck {' '.join(f'{name}{letter}{other}' for letter in 'klmnprst' for other in 'aeiouy')}."
        )
        for name in ("quo", "vix")
    ]
    (line,) = (line for line in between(items, "quo", "vix") if line.startswith("one word"))
    share, factor = re.findall(r"one word has (\d+)% .* x (\S+)", line)[0]
    assert int(share) == 100
    assert 0.3 <= float(factor) < 1


def test_a_joined_pair_shows_its_evidence():
    """Each field with its number, the names, numbers and quotations of both, the days, the score and the bar."""
    items = [article("a", FERRY), article("b", FERRY_TOO)]
    lines = between(items, "a", "b")
    assert lines[0] == "one story"
    shown = "\n".join(lines)
    for part in (
        "headline: ",
        "opening: ",
        "text: ",
        "names: ",
        "numbers: ",
        "shared quotations: 1",
        "0.0 days apart, x 1.00",
    ):
        assert part in shown
    assert any(line.startswith("names in both: ") and "brandt" in line for line in lines)
    assert "numbers in both: 1, 14" in lines
    score, bar = score_and_bar(lines)
    assert score >= bar
    assert lines[-1] == "joined: the pair alone reaches it"
    (story,) = group(items)
    assert story.joined[0].score == pytest.approx(score, abs=0.001)


@pytest.mark.parametrize(
    ("other", "parted"),
    [
        (article("b", FERRY_TOO, DAY + timedelta(days=6)), "parted: by time; without it"),
        (article("b", BELL), "parted: they have too little in common"),
        (article("b", GERMAN, language="de"), "parted: two languages; across them 2 names and 2 telling numbers"),
    ],
    ids=["time", "words", "language"],
)
def test_what_parted_two_is_named(other, parted):
    """Days, words or languages: what decided stands in the last line, and the score is below the bar."""
    items = [article("a", FERRY), other]
    assert len(group(items)) == 2
    lines = between(items, "a", "b")
    assert lines[0] == "two stories"
    assert lines[-1].startswith(parted)
    score, bar = score_and_bar(lines)
    assert score < bar


def test_names_that_differ_are_told():
    """Reports whose openings name other places and people are held apart by it, with the factor."""
    lines = between([article("a", FERRY), article("b", BELL)], "a", "b")
    assert any(re.fullmatch(r"names and numbers that the other lacks: x 0\.\d\d", line) for line in lines)


def test_one_outlet_and_copies_are_told():
    """An outlet's second report counts less; a copy is the same report."""
    lines = between([article("a", FERRY, source="The Post"), article("b", FERRY_TOO, source="The Post")], "a", "b")
    assert "the same outlet: x 0.54" in lines
    assert between([article("a", FERRY), article("b", FERRY)], "a", "b") == ("one report: the same text",)


def test_an_unknown_article_is_refused():
    """No guess is made."""
    with pytest.raises(KeyError):
        between([article("a", FERRY)], "a", "nobody")


def test_why_compares_two_articles_of_a_briefing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """By id or by path; an article that is not there is a wrong use."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("ferry", FERRY), ("again", FERRY_TOO), ("bell", BELL)):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / f"{name}.txt").write_text(f"News of the {name} today\n\n20 November 2026\n\n{text}\n")
    one_off(["in"], output="out", formats=("json",))
    (path,) = (path for path in Path("out").rglob("*.json") if "left_out" in json.loads(path.read_text()))
    record = load(str(path))
    by_path = list(explain(record, "in/ferry/ferry.txt", ".", "in/again/again.txt"))
    assert by_path[2] == "  one story"
    ids = {a["origin"]: a["id"] for story in record["stories"] for a in story["articles"]}
    assert list(explain(record, ids["in/ferry/ferry.txt"], ".", ids["in/again/again.txt"])) == by_path
    apart = list(explain(record, "in/ferry/ferry.txt", ".", "in/bell/bell.txt"))
    assert apart[2] == "  two stories"
    assert apart[-1].startswith("  parted: ")
    with pytest.raises(UsageError, match="no article 'nowhere"):
        list(explain(record, "in/ferry/ferry.txt", ".", "nowhere.txt"))
