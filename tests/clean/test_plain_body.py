# ruff: noqa: E501 -- samples stay on one line
"""Bodies that a container gives: only what is surely no part of the article is trimmed."""

from __future__ import annotations

import time
from datetime import date

import pytest

from digest.clean.decode import normalize
from digest.clean.furniture import CLOCK, kind_of
from digest.clean.page import Page
from digest.clean.plain import read_plain

from .bodies import ALL, CHINESE, LATIN, Body

every_script = pytest.mark.parametrize("body", ALL, ids=lambda body: body.language)


def read(text: str, title: str = "") -> Page:
    """The reading of a body."""
    return read_plain(normalize(text), whole_body=True, title=title)


@every_script
def test_a_body_stays_as_it_is(body: Body) -> None:
    """Paragraphs come back as they were, whether one or two line feeds part them; the headline is the container's affair."""
    for gap in ("\n", "\n\n", " \n\n\n"):
        page = read(gap.join(body.paragraphs), body.headline)
        assert page.text == body.text
        assert page.title == ""
        assert page.language == body.language


@every_script
def test_repeated_headline_at_the_head(body: Body) -> None:
    """The container's headline printed again above the text is dropped."""
    assert read(f"{body.headline}\n{body.text}", body.headline).text == body.text
    assert read(f"{body.headline} | The Elmsworth Post\n{body.text}", body.headline).text == body.text


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("By Jane Roe", 0),
        ("Advertisement", 2),
        ("Read more: The other boat", 2),
        ("The ferry at its winter berth on Monday. (AP Photo/Jane Roe)", 1),
        ("Sign up for our morning newsletter", 2),
        ("(Reporting by Jane Roe; Editing by Tom Reed)", 4),
        ("Tom Reed contributed to this report.", 4),
        ("© 2021 The Elmsworth Post. All rights reserved.", 4),
        ("Published 18 March 2021", 0),
    ],
)
def test_surely_junk(line: str, place: int) -> None:
    """Bylines, captions, links, invitations and tails are dropped where they stand."""
    paragraphs = [*LATIN.paragraphs[:place], line, *LATIN.paragraphs[place:]]
    assert read("\n\n".join(paragraphs)).text == LATIN.text


def test_dateline_and_glued_date() -> None:
    """What is glued to the first sentence is taken off it and told."""
    page = read("ELMSWORTH, March 18 (Reuters) - " + LATIN.text)
    assert (page.text, page.agency) == (LATIN.text, "Reuters")
    page = read("date 2021-03-18 " + LATIN.text)
    assert page.text == LATIN.text
    assert [(found.value, found.from_) for found in page.dates] == [(date(2021, 3, 18), "inline")]


@pytest.mark.parametrize(
    "text",
    [
        "Ferry returns",
        "One sentence only.",
        "榆树镇恢复渡轮",
        "By the time the ferry sailed, the storm had passed over the island and the town.",
        "Subscribe to the theory that boats float and you will be called a fool by the harbour master.",
        "Read it again, she said, and he read it again.",
    ],
)
def test_a_short_text_is_never_emptied(text: str) -> None:
    """What is all there is, is kept."""
    assert read(text).text == text


def test_sentences_with_the_words_of_furniture_stay() -> None:
    """A sentence of the article is not dropped for a word that furniture also uses."""
    spoken = (
        "Subscribers to the ferry fund will be paid back, the clerk said, and the newsletter that promised them a boat was a mistake.",
        "The advertisement that the council placed in March drew four shipyards, of which two came to look at the slipway in person.",
        "Copyright in the plans belongs to the town, which paid for them, and not to the architect who drew them in a single night.",
        "Comments from the gallery grew so loud that the mayor stopped the meeting twice before the vote was taken at last.",
    )
    text = "\n\n".join([*LATIN.paragraphs, *spoken])
    assert read(text).text == text


def test_headings_inside_a_body_are_dropped() -> None:
    """A short line without an end over a paragraph is a heading, not a sentence."""
    text = "\n\n".join([*LATIN.paragraphs[:2], "A long way round", *LATIN.paragraphs[2:]])
    assert read(text).text == LATIN.text


def test_empty_body() -> None:
    """An empty body says so."""
    assert read("").not_article == "empty file"


def test_a_corpus_is_read_fast() -> None:
    """An article of four kilobytes takes well under a millisecond and a half even on a busy machine."""
    text = "\n\n".join((*LATIN.paragraphs, *CHINESE.paragraphs[:1]) * 6)
    articles = [text.replace("Friday", f"Friday {i}") for i in range(50)]
    read(articles[0])
    best = 1.0
    for _ in range(3):
        started = time.process_time()
        for article in articles:
            read(article, LATIN.headline)
        best = min(best, (time.process_time() - started) / len(articles))
    assert best < 0.0015


@pytest.mark.parametrize(
    "line",
    [
        "The post North ferry to sail again in December appeared first on The Elmsworth Post.",
        "Der Beitrag Die Nordfähre fährt im Dezember wieder zwischen Insel und Festland erschien zuerst auf Elmsworther Bote.",
        "La entrada El transbordador del norte vuelve a navegar en diciembre aparece primero en El Correo de Elmsworth.",
        "Mara Quill writes about boats and the people in them for the Post.",
        "Mara Quill is a reporter for the Elmsworth Post.",
        "This article has been updated to give the clerk's full name.",
        "This story was last updated on Friday.",
        "This article is more than 12 months old",
    ],
)
def test_what_stands_under_an_article(line: str) -> None:
    """The line that a weblog hangs on each entry, and the author's life, are no news."""
    more = (f"{paragraph} So it was." for paragraph in LATIN.paragraphs)
    text = "\n\n".join(["By Mara Quill", *LATIN.paragraphs, *more, line])
    assert line not in read(text).text


@pytest.mark.parametrize(
    "line",
    [
        "This is the second time that the council has asked the director of the museum for help.",
        "Adam Pell is the director of the museum that bought the old boat.",
        "The post office on the island, which closed in May, appeared first on a map of 1820.",
        "This report is the first in which the council says what a bridge would have cost the town.",
        "This combination of a boat and a bridge is what the council should have asked for, said Adam Pell.",
    ],
)
def test_what_only_looks_so(line: str) -> None:
    """A sentence about somebody whom the article speaks of is news, and so is one about nobody."""
    speaks = "The museum wants to show the boat from May on, said Adam Pell, who has been looking for one for years."
    text = "\n\n".join([*LATIN.paragraphs, speaks, "It will be painted first.", "So it was agreed on Monday.", line])
    assert read(text).text.endswith(line)


@pytest.mark.parametrize(
    "line", ["Jane Roe, for the Elmsworth Post", "Jane Roe, special to the Post", "Jane Roe, science correspondent"]
)
def test_a_name_and_what_its_owner_is(line: str) -> None:
    """A byline without the word "by"."""
    page = read(f"{line}\n\n{LATIN.text}")
    assert (page.text, page.authors) == (LATIN.text, ("Jane Roe",))


def test_a_date_beside_the_writers_name() -> None:
    """A line with both tells both."""
    page = read(f"18 March 2021 | Words: Jane Roe\n\n{LATIN.text}")
    assert page.text == LATIN.text
    assert page.authors == ("Jane Roe",)
    assert [found.value for found in page.dates] == [date(2021, 3, 18)]


def test_a_price_is_no_time_of_day() -> None:
    """What a clock shows has no currency beside it."""
    assert kind_of("$10.00", 1) != CLOCK
    assert kind_of("10.45 €", 2) != CLOCK
    assert kind_of("10:45 a.m.", 2) == CLOCK
    assert kind_of("10.45 Uhr", 2) == CLOCK
