"""The published pages in a real browser: nothing is asked for, nothing runs, everything can be read and reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import briefings
from digest.publish import publish

WIDTHS = (320, 360, 390, 768, 1024, 1280, 1440)
Open = Callable[..., Any]

# Contrast of every element that shows text of its own against what lies behind it, by WCAG 2.2.
CONTRAST = """
() => {
  const rgb = value => value.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const [one, two] = [light(rgb(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
    const ratio = (one + .05) / (two + .05);
    if (ratio < 4.5) found.push([element.className || element.tagName, element.textContent.slice(0, 40), ratio]);
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder with a rich, an empty and a single-story briefing."""
    output = tmp_path_factory.mktemp("site")
    publish(briefings.rich(), output, name="rich")
    publish(briefings.empty(), output, name="empty")
    publish(replace(briefings.single(), title=briefings.LONG), output, name="single")
    for code in ("ar", "de", "zh"):
        publish(replace(briefings.rich(), language=code), output, name=code)
    return output


@pytest.fixture
def visit(browser: Any, site: Path) -> Iterator[Open]:
    """Opens a page of the site; at the end, no page may have asked for anything else or have run anything."""
    pages, asked, said = [], [], []

    def go(name: str, width: int = 1280, **context: Any) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900}, **context)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((site / name).as_uri())
        pages.append(page)
        return page

    yield go
    for page in pages:
        page.close()
    assert [url for url in asked if not url.startswith(site.as_uri())] == []
    assert said == []


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-21/rich.html",
        "2026-11-21/single.html",
        "2026-11-21/empty.html",
        "2026-11-21/ar.html",
        "2026-11-21/de.html",
        "2026-11-21/zh.html",
        "index.html",
    ],
)
def test_no_width_scrolls_sideways(visit: Open, name: str) -> None:
    """From a small phone to a wide screen, with everything opened, nothing sticks out: not even a word without end."""
    page = visit(name)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["2026-11-21/rich.html", "index.html"])
def test_all_text_stands_out_from_its_ground(visit: Open, name: str, scheme: str) -> None:
    """Contrast is at least 4.5 to 1 in both schemes (WCAG 2.2, 1.4.3)."""
    page = visit(name, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert page.evaluate(CONTRAST) == []


def test_light_and_dark_differ(visit: Open) -> None:
    """The page follows the reader's choice of scheme."""
    grounds = [
        visit("index.html", color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert grounds[0] != grounds[1]


def test_one_touch_opens_the_sentence_in_its_passage(visit: Open) -> None:
    """The numbers behind a statement open its passages, and those lead on to the source, which unfolds on a phone."""
    page = visit("2026-11-21/rich.html", width=390, has_touch=True)
    citation = page.locator("#s1 .points .cite").nth(1)
    assert not citation.locator("mark").is_visible()
    citation.locator("summary").tap()
    assert citation.locator("mark").is_visible()
    assert citation.locator("mark").inner_text().startswith("Boats will cross every half hour")
    source = page.locator("#s1-1")
    assert not source.is_visible()
    citation.locator("p a").tap()
    assert source.is_visible()
    assert source.evaluate("element => element.matches(':target')")


def test_the_keyboard_reaches_citations_and_the_news(visit: Open) -> None:
    """The first stop is the link past the masthead; a citation opens with the return key."""
    page = visit("2026-11-21/rich.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the news"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.locator("#s1 .cite").first.locator("mark").first.is_visible()


def test_sources_stand_open_in_the_margin_of_a_wide_screen(visit: Open) -> None:
    """Beside the news where there is room, below it where there is none."""
    page = visit("2026-11-21/rich.html", width=1280)
    told, source = page.locator("#s1 .told").bounding_box(), page.locator("#s1-1").bounding_box()
    assert source["x"] > told["x"] + told["width"]
    page.set_viewport_size({"width": 390, "height": 900})
    fold = page.locator("#s1 .fold").bounding_box()
    told = page.locator("#s1 .told").bounding_box()
    assert fold["y"] >= told["y"] + told["height"]


def test_touch_targets_are_large_enough(visit: Open) -> None:
    """What can be touched is at least 24 pixels high on a phone (WCAG 2.2, 2.5.8), but links inside of sentences."""
    page = visit("2026-11-21/rich.html", width=390)
    for selector in (".contents a", ".cite summary", ".fold > summary", ".account summary"):
        heights = page.locator(selector).evaluate_all("found => found.map(e => e.getBoundingClientRect().height)")
        assert heights
        assert min(heights) >= 24, selector


def test_lines_are_made_for_reading(visit: Open) -> None:
    """On a wide screen, a line of the news holds 60 to 75 characters."""
    page = visit("2026-11-21/rich.html", width=1440)
    for story in ("#s1", "#s2"):
        per_line = page.evaluate(
            """story => {
              const said = document.querySelector(story + ' .points > li');
              const ruler = document.createElement('span');
              ruler.textContent = 'The council voted nine to four on Friday to reopen the north ferry, ';
              said.append(ruler);
              const each = ruler.getClientRects()[0] && [...ruler.getClientRects()].reduce((w, r) => w + r.width, 0) / 68;
              ruler.remove();
              return document.querySelector(story + ' .points').getBoundingClientRect().width / each;
            }""",
            story,
        )
        assert 60 <= per_line <= 75, story


def test_right_to_left_words_run_from_the_right(visit: Open) -> None:
    """An Arabic headline and its statements read from the right, while the page around them does not."""
    page = visit("2026-11-21/rich.html")
    direction = "element => getComputedStyle(element).direction"
    assert page.locator("#s3 h2").evaluate(direction) == "rtl"
    assert page.locator("#s3 .points > li").first.evaluate(direction) == "rtl"
    assert page.locator("#s3 .aside").evaluate(direction) == "ltr"


@pytest.mark.parametrize("width", [1280, 390])
def test_an_arabic_edition_is_mirrored(visit: Open, width: int) -> None:
    """Everything of the page begins on the right: labels, the list, the rules beside quotations; sources stand left."""
    page = visit("2026-11-21/ar.html", width=width)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    for selector in (".contents h2", "#s1 .kicker > :first-child", "#s1 .entries .label", ".account h2"):
        ends = page.locator(selector).first.evaluate(
            """element => { const range = document.createRange(); range.selectNodeContents(element);
               return element.closest('.sheet').getBoundingClientRect().right - range.getBoundingClientRect().right; }"""
        )
        assert ends < 80, selector
    differ = page.locator("#s1 .differ")
    assert differ.evaluate("e => getComputedStyle(e).borderRightWidth") != "0px"
    assert differ.evaluate("e => getComputedStyle(e).borderLeftWidth") == "0px"
    told, source = page.locator("#s1 .told").bounding_box(), page.locator("#s1 .aside").bounding_box()
    assert source["x"] + source["width"] <= told["x"] if width == 1280 else source["y"] >= told["y"] + told["height"]


def test_sentences_keep_their_own_direction_on_a_mirrored_page(visit: Open) -> None:
    """An English statement reads from the left even behind an Arabic mark; the timeline's dots stay beside its rule."""
    page = visit("2026-11-21/ar.html")
    direction = "element => getComputedStyle(element).direction"
    assert page.locator("#s1 .points > li").first.evaluate(direction) == "ltr"
    assert page.locator("#s1 .points > li .news bdi").first.evaluate(direction) == "rtl"
    assert page.locator("#s3 .points > li").first.evaluate(direction) == "rtl"
    dot = page.locator("#s1 .timeline > li").first.evaluate("e => getComputedStyle(e, '::before').right")
    assert float(dot.removesuffix("px")) < 0


def test_headings_step_down_one_by_one(visit: Open) -> None:
    """One first heading, and no level is passed over."""
    page = visit("2026-11-21/rich.html")
    levels = page.locator("h1, h2, h3, h4").evaluate_all("found => found.map(e => Number(e.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_paper_shows_the_news_and_its_sources(visit: Open) -> None:
    """Printed, the sources unfold even from the width of a phone, and the passages stay folded."""
    page = visit("2026-11-21/rich.html", width=390)
    page.emulate_media(media="print")
    assert page.locator("#s1-1").is_visible()
    assert not page.locator("#s1 .cite mark").first.is_visible()
    assert not page.locator(".contents").is_visible()
