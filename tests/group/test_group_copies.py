"""Copies of one text are one voice, under whatever headline and address; different texts are not."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.group import address, copies, group, order, texts
from digest.model import Article

WIRE = (
    "ORRIN, Nov 18 - The river Orrin burst its banks on Wednesday and flooded the lower town of Dunmarrow after "
    "three days of rain, "
    "the flood office said. About 340 people left their homes during the night.\n\nThe water rose to 4.9 metres, the "
    "highest level "
    "since records began in 1921, and two bridges were closed to traffic. “We have never seen the river climb so "
    "fast,” said Mira "
    "Halvorsen, who leads the office.\n\nThe army sent eighty soldiers and twelve boats to help the fire brigade. "
    "Schools in Dunmarrow "
    "stay closed until Friday, and trains between Dunmarrow and Castermouth are replaced by buses.\n\nThe government "
    "promised help for "
    "households that lost their heating. Forecasters expect the rain to end on Thursday evening, but the water will "
    "fall slowly."
)  # fmt: skip
OWN = (
    "Dunmarrow woke to sirens on Wednesday when the Orrin came over the quay wall and filled Mill Street to the "
    "window sills. By noon the "
    "gym of the girls' school was a dormitory for 340 people.\n\nPetra Lund, who runs the bakery at number nine, "
    "carried flour upstairs in "
    "the dark. “You hear the water before you see it,” she says. The flood office measured 4.9 metres.\n\nMayor "
    "Aksel Thorn spoke of the "
    "worst day in the town's memory and asked people to boil their tap water."
)  # fmt: skip


def article(name, text, title="", **fields):
    """An article of an outlet of its own."""
    fields = {"source": f"The {name} Post", "origin": f"in/{name}.txt", "sha256": name, "language": "en"} | fields
    if fields.get("published"):
        fields.setdefault("published_from", "metadata")
    return Article(id=name, text=text, title=title, **fields)


def folds(*articles):
    """The ids of each fold, sorted."""
    return sorted(sorted(a.id for a in same) for same in copies.fold(articles))


def test_a_reprint_under_another_headline_is_a_copy():
    """Headlines are the reprinting outlet's own; the text is the wire's."""
    assert folds(
        article("a", WIRE, "Orrin floods Dunmarrow"), article("b", WIRE, "340 flee their homes"), article("c", OWN)
    ) == [
        ["a", "b"],
        ["c"],
    ]


def test_a_lightly_edited_reprint_is_a_copy():
    """Changed dateline, a word here and there, a sentence less."""
    edited = (
        WIRE.replace("ORRIN, Nov 18 - ", "")
        .replace("eighty soldiers", "80 soldiers")
        .replace("promised help", "pledged aid")
    )
    edited = edited.replace(" About 340 people left their homes during the night.", "")
    assert folds(article("a", WIRE), article("b", edited)) == [["a", "b"]]


def test_a_text_cut_short_is_a_copy_of_the_whole():
    """An outlet that prints only the first paragraphs, or stops at a pay wall, has no voice of its own."""
    assert folds(article("a", WIRE), article("b", WIRE[:420])) == [["a", "b"]]


def test_an_own_report_of_the_same_event_is_no_copy():
    """It shares facts and figures, even a quotation, but not its sentences."""
    quoting = OWN + " “We have never seen the river climb so fast,” said Mira Halvorsen, who leads the office."
    assert folds(article("a", WIRE), article("b", quoting)) == [["a"], ["b"]]
    (story,) = group(
        [article("a", WIRE, "Orrin floods Dunmarrow"), article("b", quoting, "Flood in Dunmarrow as Orrin rises")]
    )
    assert len(story.reports) == 2
    assert "a shared quotation" in story.joined[0].because


def test_a_round_up_does_not_make_its_parts_copies_of_each_other():
    """Two texts that stand in a third, longer one are still two voices."""
    whole = "\n\n".join([OWN, "Elsewhere: " + " ".join(f"item{i} text{i}" for i in range(200)), WIRE])
    found = folds(article("a", WIRE), article("b", OWN), article("c", whole))
    assert not any({"a", "b"} <= set(same) for same in found)


def test_a_credited_agency_is_further_evidence():
    """A text of which half was rewritten is a copy if both credit the agency."""
    half = WIRE[: len(WIRE) // 2] + " " + " ".join(f"own{i} words{i} about{i} it{i}" for i in range(18))
    assert folds(article("a", WIRE), article("b", half)) == [["a"], ["b"]]
    assert folds(article("a", WIRE, agency="Halpress"), article("b", half, agency="HALPRESS")) == [["a", "b"]]


def test_the_voice_is_the_agency_or_the_first_outlet():
    """Who said it first, unless one of the copies says whose text it is."""
    day = date(2026, 11, 18)
    (plain,) = group([article("b", WIRE, published=day), article("a", WIRE, published=date(2026, 11, 19))])
    assert [report.voice for report in plain.reports] == ["The b Post"]
    (credited,) = group([article("b", WIRE, published=day), article("a", WIRE, published=day, agency="Halpress")])
    assert [report.voice for report in credited.reports] == ["Halpress"]
    assert credited.joined[0].because == ("the same text",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.post.example/news/ferry", "http://post.example/news/ferry/"),
        ("https://post.example/news/ferry", "https://m.post.example/news/ferry?utm_source=feed&utm_medium=rss#top"),
        ("https://post.example/news/ferry", "https://amp.post.example/news/ferry"),
        ("https://post.example/news/ferry.html", "https://post.example/amp/news/ferry.html"),
        ("https://post.example/news/ferry", "https://post.example/news/ferry/amp/"),
        ("https://post.example/news/ferry.html", "https://post.example/news/ferry.amp.html"),
        ("https://post.example/news/ferry", "https://post.example/news/ferry?output=amp"),
        ("https://post.example/news/ferry", "https://post.example/print/news/ferry"),
    ],
)
def test_twins_of_one_address_are_one(one, other):
    """AMP, mobile and print pages, tracking parameters and the scheme name no other article."""
    assert address.normal(one) == address.normal(other)
    assert folds(article("a", WIRE, url=one), article("b", OWN, url=other)) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://post.example/news?id=1", "https://post.example/news?id=2"),
        ("https://post.example/ferry", "https://courier.example/ferry"),
        ("https://post.example/", "https://post.example"),
        ("https://post.example/a", "https://post.example/b"),
        ("not an address", "not an address"),
        ("http://[broken", "http://[broken"),
        (None, None),
    ],
)
def test_other_addresses_are_others(one, other):
    """A parameter may name the article; a home page, and what is no address at all, names none."""
    assert folds(article("a", WIRE, url=one), article("b", OWN, url=other)) == [["a"], ["b"]]


def test_equal_headlines_alone_are_copies_only_within_days():
    """A wire headline on one day is one; a column that returns each week is not; a few words prove nothing."""
    said = "Council votes to reopen the north ferry in December"
    near = [article("a", "", said, published=date(2026, 11, 18)), article("b", "", said, published=date(2026, 11, 19))]
    far = [article("a", "", said, published=date(2026, 11, 4)), article("b", "", said, published=date(2026, 11, 18))]
    few = [article("a", "", "Morning briefing"), article("b", "", "Morning briefing")]
    assert [len(copies.fold(items)) for items in (near, far, few)] == [1, 2, 2]


def test_lines_of_a_template_make_no_copies():
    """An outlet's box under short items is longer than they are, and says nothing about them."""
    box = "Support the Signal. " + " ".join(f"Every crown number {i} pays a reporter in our bay." for i in range(12))
    subjects = [
        "Library lends drills and saws",
        "Seventy herons counted upriver",
        "Choir brings prize home",
        "Night bus runs more often",
    ]
    items = [
        article(f"s{i}", f"{subject} from Monday on.\n\n{box}", subject, source="Bay Signal")
        for i, subject in enumerate(subjects)
    ]
    assert folds(*items) == [["s0"], ["s1"], ["s2"], ["s3"]]


@given(st.permutations(range(6)))
@settings(max_examples=25, deadline=None)
def test_folding_does_not_depend_on_order(order):
    """The same articles fold in the same way in whatever order they come."""
    items = [
        article("a", WIRE), article("b", WIRE[:420]), article("c", OWN), article("d", WIRE + "\n\n" + OWN), article("e", "", "x"),
        article("f", WIRE.replace("Wednesday", "Thursday")),
    ]  # fmt: skip
    assert copies.fold([items[i] for i in order]) == copies.fold(items)


@pytest.mark.parametrize("words", [1, 60, 10**6])
def test_copies_are_the_same_however_many_texts_are_compared_together(words, monkeypatch):
    """A worker is sent whole clusters of texts, few or many: the folds are those of all texts in one place."""
    chance = random.Random(5)
    items = []
    for event in range(12):
        said = [f"word{chance.randrange(400)}" for _ in range(90)]
        for number in range(5):
            cut = said[: chance.randrange(26, 91)]
            cut[chance.randrange(len(cut))] = f"own{number}"
            where = f"https://post.example/{event % 4}" if number == 4 else None  # twins of an address join clusters
            items.append(article(f"e{event}n{number}", " ".join(cut), url=where))
    at_once = copies.fold(items)
    assert len(at_once) < len(items) - 12

    def backwards(function, cases):
        """A map whose work is done in another order."""
        return [function(case) for case in [*cases][::-1]][::-1]

    monkeypatch.setattr(copies, "_WORDS", words)
    ordered = sorted(items, key=order.content_key)
    folded = copies.fold_texts(texts.read(ordered), backwards)
    assert tuple(tuple(ordered[number] for number in same) for same in folded) == at_once


def test_thousands_of_near_copies_fold_quickly():
    """Each copy is compared with few others, so that twice as many take about twice as long."""
    chance = random.Random(4)
    words = WIRE.split()

    def many(count):
        texts = []
        for _ in range(count):
            changed = list(words)
            changed[chance.randrange(len(words))] = f"changed{chance.randrange(10**6)}"
            texts.append(" ".join(changed))
        return [article(f"c{i}", text) for i, text in enumerate(texts)]

    def spent(items):
        started = time.process_time()
        assert len(copies.fold(items)) == 1
        return time.process_time() - started

    spent(many(50))
    few, more = (min(spent(items) for _ in range(3)) for items in (many(400), many(1600)))
    # Four times as many: were each compared with all others, it would take sixteen times as long.
    assert more < 10 * max(few, 0.02)
