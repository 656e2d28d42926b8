"""The headline of a page: which of the places that claim to have it is believed."""

from __future__ import annotations

import json

import pytest

from digest.clean.html import read_html
from digest.clean.titles import MAX_TITLE, shorten, without_site

from .pages import paragraphs

HEADLINE = "North ferry to sail again in December"
SITE = "<meta property='og:site_name' content='Elmsworth Post'>"


def page(head: str, h1: str = "") -> str:
    """A page with these places for a headline."""
    return f"<html><head>{head}</head><body><h1>{h1}</h1>{paragraphs()}</body></html>"


def ld(**fields: object) -> str:
    """A JSON-LD script of a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("title", "sites", "bare"),
    [
        ("North ferry sails | The Elmsworth Post", {"theelmsworthpost"}, "North ferry sails"),
        ("North ferry sails - Elmsworth Post - Town", {"elmsworthpost", "town"}, "North ferry sails"),
        ("The Elmsworth Post: North ferry sails", {"theelmsworthpost"}, "The Elmsworth Post: North ferry sails"),
        ("Elmsworth Post » North ferry sails", {"elmsworthpost"}, "North ferry sails"),
        ("Ferry - a history of the north quay", {"elmsworthpost"}, "Ferry - a history of the north quay"),
        ("北部渡轮十二月复航_新闻中心_海港网", {"海港网", "新闻中心"}, "北部渡轮十二月复航"),
        ("A-Z of well-kept boats", {"az"}, "A-Z of well-kept boats"),
        ("Elmsworth Post", {"elmsworthpost"}, "Elmsworth Post"),
    ],
)
def test_the_name_of_the_outlet_is_taken_off_a_title(title: str, sites: set[str], bare: str) -> None:
    """Only a part behind a separator that is the outlet's name goes; hyphens inside words are no separators."""
    assert without_site(title, frozenset(sites)) == bare


def test_a_title_that_all_places_share_is_taken_from_one_of_them() -> None:
    """Agreement decides, and the place is named."""
    found = read_html(
        page(
            f"<title>{HEADLINE} - Elmsworth Post</title>{SITE}{ld(headline=HEADLINE)}",
            HEADLINE,
        )
    )
    assert (found.title, found.title_from) == (HEADLINE, "h1")


def test_the_visible_heading_outweighs_titles_made_for_search_engines() -> None:
    """Machine-readable places are one voice; a heading that speaks of the same thing is what readers saw."""
    head = "".join(
        f"<meta property='{name}' content='When will the north ferry sail again? Date and price'>"
        for name in ("og:title", "twitter:title")
    )
    assert (
        read_html(page(head + "<title>When will the north ferry sail again? Date and price</title>", HEADLINE)).title
        == HEADLINE
    )


def test_a_heading_that_speaks_of_something_else_is_not_the_headline() -> None:
    """A section or a slogan in the only level-one heading loses against what machines are told."""
    found = read_html(
        page(
            f"<title>{HEADLINE}</title><meta property='og:title' content='{HEADLINE}'>{ld(headline=HEADLINE)}",
            "Town life",
        )
    )
    assert found.title == HEADLINE


def test_the_outlets_name_alone_is_no_headline() -> None:
    """A logo in the level-one heading is passed over."""
    found = read_html(
        page(
            f"<title>{HEADLINE} | Elmsworth Post</title><meta property='og:site_name' content='Elmsworth Post'>",
            "Elmsworth Post",
        )
    )
    assert (found.title, found.title_from) == (HEADLINE, "title")


def test_a_kicker_behind_a_bar_is_cut() -> None:
    """Of parts with bars between them the long one is the headline."""
    assert read_html(page("", f"{HEADLINE} | Opinion")).title == HEADLINE


def test_entities_and_tags_in_a_headline_are_undone() -> None:
    """JSON-LD often holds escaped text."""
    found = read_html(page(ld(headline="Ferry &amp; bridge: <em>both</em> to open&nbsp;soon")))
    assert found.title == "Ferry & bridge: both to open soon"


def test_of_several_json_ld_articles_the_pages_own_is_read() -> None:
    """Lists of other articles stand in JSON-LD too."""
    other = ld(headline="Bridge closed for the winter")
    found = read_html(page(f"<title>{HEADLINE}</title>" + other + ld(headline=HEADLINE)))
    assert found.title == HEADLINE


def test_broken_json_ld_is_passed_over() -> None:
    """A script that is no JSON leaves the other places to speak."""
    found = read_html(
        page(f"<title>{HEADLINE}</title><script type='application/ld+json'>{{'headline': nonsense,,}}</script>")
    )
    assert found.title == HEADLINE


def test_no_title_is_longer_than_the_limit() -> None:
    """A long one is cut and says so."""
    assert len(shorten("x" * 10_000)) == MAX_TITLE
    assert shorten("x" * 10_000).endswith("…")
    assert len(read_html(page(f"<title>{'word ' * 5000}</title>")).title) <= MAX_TITLE


def test_a_page_without_any_title_has_none() -> None:
    """Nothing is made up."""
    found = read_html(f"<html><body>{paragraphs()}</body></html>")
    assert (found.title, found.title_from) == ("", None)


def test_the_outlet_behind_the_dash_of_an_eastern_title_is_cut() -> None:
    """Chinese titles hang the outlet and the section on without a blank."""
    assert (
        read_html(page("<title>北部渡轮停运两年之后将于十二月复航--海港网</title>")).title
        == "北部渡轮停运两年之后将于十二月复航"
    )


def test_a_headline_in_the_place_of_the_sites_name_is_still_the_headline() -> None:
    """Some pages put the headline into every tag they have."""
    head = f"<title>{HEADLINE}</title><meta name='application-name' content='{HEADLINE}'>"
    assert read_html(page(head, HEADLINE)).title == HEADLINE
