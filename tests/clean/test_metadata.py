"""Dates, authors, outlet and address: what a page tells machines, and how far it is believed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from digest.clean.html import read_html
from digest.clean.page import Page
from digest.clean.people import names_in
from digest.model import DateCandidate, day_of

from .pages import HEADLINE, article_page, paragraphs


def ld(**fields: object) -> str:
    """A JSON-LD script of a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": HEADLINE, **fields})}</script>'


def meta(name: str, content: str) -> str:
    """A meta tag by property."""
    return f'<meta property="{name}" content="{content}">'


def best(page: Page) -> DateCandidate | None:
    """The candidate that would be taken."""
    return next((candidate for candidate in page.dates if not candidate.doubted), None)


# ---------------------------------------------------------------- dates


def test_a_moment_keeps_its_own_offset() -> None:
    """The day is that of the outlet's own clock, not of UTC."""
    found = best(read_html(article_page(head=meta("article:published_time", "2026-03-18T23:30:00-05:00"))))
    assert found is not None
    assert found.value == datetime(2026, 3, 18, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert isinstance(found.value, datetime)
    assert found.value.utcoffset() == timedelta(hours=-5)
    assert found.from_ == "metadata"


def test_json_ld_gives_a_date() -> None:
    """An article object inside a graph is found."""
    graph = json.dumps(
        {"@graph": [{"@type": "WebSite", "name": "Post"}, {"@type": "NewsArticle", "datePublished": "2026-03-18"}]}
    )
    found = best(read_html(article_page(head=f'<script type="application/ld+json">{graph}</script>')))
    assert found == DateCandidate(date(2026, 3, 18), "metadata")


def test_a_date_beside_the_headline_gives_a_date() -> None:
    """A line that shows the day is read where machines are told nothing."""
    found = best(read_html(article_page("<p>18 March 2026</p>" + paragraphs())))
    assert found == DateCandidate(date(2026, 3, 18), "inline")


def test_the_address_gives_a_date() -> None:
    """The day in a path is the day of publication."""
    found = best(read_html(article_page(), url="https://post.example/2026/03/18/ferry"))
    assert found == DateCandidate(date(2026, 3, 18), "path")


def test_the_day_of_the_last_change_is_never_believed_alone() -> None:
    """Modified dates are candidates, doubted, with the reason."""
    page = read_html(article_page(head=meta("article:modified_time", "2026-03-20T10:00:00Z")))
    assert best(page) is None
    assert [candidate.doubted for candidate in page.dates] == ["when it was last changed"]


def test_a_shown_update_does_not_replace_the_day_of_publication() -> None:
    """A page that shows when it was updated, some days later, is still of the day it was published."""
    head = meta("article:published_time", "2026-03-18T08:00:00Z") + meta(
        "article:modified_time", "2026-03-20T10:00:00Z"
    )
    found = best(read_html(article_page("<p>Updated: 20 March 2026</p>" + paragraphs(), head=head)))
    assert found is not None
    assert found.value == datetime(2026, 3, 18, 8, 0, tzinfo=UTC)


def test_a_lone_time_element_is_doubted() -> None:
    """The first <time> of a page is often that of another article."""
    page = read_html(article_page(after='<div><time datetime="2026-01-02">yesterday</time></div>'))
    assert best(page) is None
    assert page.dates[0].doubted == "named in one weak place alone"


def test_two_weak_places_that_agree_are_believed() -> None:
    """A time element and a plain date tag that name one day bear each other out."""
    head = '<meta name="date" content="2026-03-18">'
    found = best(
        read_html(article_page(head=head, after='<div><time datetime="2026-03-18T10:00:00+01:00">today</time></div>'))
    )
    assert found is not None
    assert str(found.value).startswith("2026-03-18")


def test_a_hidden_date_of_a_page_that_was_rewritten_is_doubted() -> None:
    """An old JSON-LD date that nothing shows, on a page changed a year later, dates neither wording."""
    page = read_html(article_page(head=ld(datePublished="2024-03-18", dateModified="2025-06-01")))
    assert best(page) is None
    assert "the page was rewritten long after" in [candidate.doubted for candidate in page.dates]


def test_two_hidden_places_outweigh_a_day_that_is_labelled_as_the_last_change() -> None:
    """A year later too, where a meta tag and the JSON-LD agree; one of them alone does not."""
    told = meta("article:published_time", "2025-03-18T08:00:00Z")
    shown = "<p>Updated: 20 March 2026</p>" + paragraphs()
    both = best(read_html(article_page(shown, head=told + ld(datePublished="2025-03-18T08:00:00Z"))))
    assert both is not None
    assert day_of(both.value) == date(2025, 3, 18)
    alone = best(read_html(article_page(shown, head=told)))
    assert alone is not None
    assert day_of(alone.value) == date(2026, 3, 20)


def test_a_sentence_under_the_headline_dates_nothing() -> None:
    """A day that a sentence speaks of is not the day it was printed."""
    lead = "<p>The season for herring ends on April 15, 2026, and no boat may cast a net after that.</p>"
    assert best(read_html(article_page(lead + paragraphs()))) is None


def test_three_places_that_name_three_days() -> None:
    """Where every place names a day of its own and none is shown as that of publication, none is believed."""
    head = meta("article:published_time", "2024-03-18T08:00:00Z") + ld(datePublished="2026-01-02")
    page = read_html(article_page("<p>Last updated: 20 March 2026</p>" + paragraphs(), head=head))
    assert best(page) is None
    assert {candidate.doubted for candidate in page.dates} == {"each place names another day"}


def test_the_first_of_january_may_be_only_a_year() -> None:
    """A hidden first of January of a page that was changed later is doubted."""
    page = read_html(article_page(head=ld(datePublished="2026-01-01", dateModified="2026-02-05")))
    assert best(page) is None


def test_a_page_without_dates_has_no_candidates() -> None:
    """Nothing is made up."""
    assert read_html(article_page()).dates == ()


def test_dates_in_navigation_are_not_the_articles() -> None:
    """A calendar in the side column says nothing about the article."""
    page = read_html(article_page(before="<nav><p>Events: 1 May 2026</p></nav>"))
    assert best(page) is None


# ---------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mara Tolk and Ivo Renn", ("Mara Tolk", "Ivo Renn")),
        ("Mara Tolk, Ivo Renn & Ida Rook", ("Mara Tolk", "Ivo Renn", "Ida Rook")),
        ("https://post.example/authors/mara-tolk", ()),
        ("mara.tolk@post.example", ()),
        ("www.post.example", ()),
        ("admin", ()),
        ("Mara Tolk | Elmsworth Post", ("Mara Tolk",)),
        ("By Mara Tolk March 18, 2026", ("Mara Tolk",)),
    ],
)
def test_only_people_are_authors(line: str, names: tuple[str, ...]) -> None:
    """Two names are two people; addresses and roles are none."""
    assert names_in(line) == names


def test_authors_come_from_json_ld() -> None:
    """Objects with names, in their order, each once."""
    authors = [
        {"@type": "Person", "name": "Mara Tolk"},
        {"@type": "Person", "name": "Ivo Renn"},
        {"@type": "Person", "name": "Mara Tolk"},
    ]
    assert read_html(article_page(head=ld(author=authors))).authors == ("Mara Tolk", "Ivo Renn")


def test_the_outlet_is_not_an_author() -> None:
    """A site that names itself as author has named nobody; the byline is read instead."""
    head = '<meta name="author" content="The Elmsworth Post">'
    assert read_html(article_page("<p>By Mara Tolk</p>" + paragraphs(), head=head)).authors == ("Mara Tolk",)


def test_a_marked_element_names_the_author() -> None:
    """rel=author is the last resort."""
    assert read_html(article_page("<div><a rel='author' href='/m'>Mara Tolk</a></div>" + paragraphs())).authors == (
        "Mara Tolk",
    )


# ---------------------------------------------------------------- outlet, address, language


def test_the_canonical_address_is_given() -> None:
    """The page's own link wins over the address it was fetched from."""
    head = '<link rel="canonical" href="https://post.example/ferry">'
    assert (
        read_html(article_page(head=head), url="https://post.example/ferry?from=mail").url
        == "https://post.example/ferry"
    )


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "http://[x", "data:text/html,x", "https://"]
)
def test_only_web_addresses_are_addresses(href: str) -> None:
    """Whatever else a page calls its address is not passed on."""
    assert read_html(article_page(head=f'<link rel="canonical" href="{href}">')).url is None


def test_a_relative_canonical_address_is_completed() -> None:
    """A path is joined to the address that the page came from."""
    page = read_html(article_page(head='<link rel="canonical" href="/ferry">'), url="https://post.example/x/y")
    assert page.url == "https://post.example/ferry"


def test_the_publisher_names_the_outlet_where_open_graph_does_not() -> None:
    """The JSON-LD publisher is read."""
    head = ld(publisher={"@type": "Organization", "name": "The Elmsworth Post"})
    html = f"<html><head>{head}</head><body>{paragraphs()}</body></html>"
    assert read_html(html).site == "The Elmsworth Post"


def test_the_text_tells_the_language_even_where_the_page_says_another() -> None:
    """A template's lang attribute is often wrong."""
    german = "Der Rat von Elmsworth hat am Freitag beschlossen, die Fähre nach Norden nach zwei Jahren wieder fahren zu lassen. "
    assert read_html(article_page(paragraphs(german * 2, german * 2))).language == "de"


def test_the_lang_attribute_speaks_where_the_text_is_too_short() -> None:
    """Two words tell nothing."""
    assert read_html("<html lang='da-DK'><body><p>Ok!</p></body></html>").language == "da"
