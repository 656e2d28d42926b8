"""The page of a day in a real browser, made by `render` alone: accessible by axe, sound under hostile words, on any width."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import briefings
from digest.render import render

AXE = Path(os.environ.get("AXE", "node_modules/axe-core")) / "axe.min.js"
SHOTS = os.environ.get("SCREENSHOTS")  # a folder: what the tests saw is kept there
WIDTHS = (360, 768, 1440)
Open = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CUT = """
() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  return style.overflow !== 'visible' && !['absolute', 'fixed'].includes(style.position)
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && e.tagName !== 'svg';
}).map(e => e.outerHTML.slice(0, 80))
"""

# The statement that a citation belongs to, without what it unfolds.
ALONE = """
element => {
  const item = element.closest('li').cloneNode(true);
  item.querySelectorAll('details').forEach(details => details.remove());
  return item.textContent;
}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of a rich, a second, an empty and a hostile day, and of days in other languages."""
    folder = tmp_path_factory.mktemp("days")
    days = {
        "rich": briefings.rich(hostile=False),
        "second": briefings.second(),
        "empty": briefings.empty(),
        "hostile": briefings.hostile(),
        "ar": replace(briefings.second(), language="ar"),
        "zh": replace(briefings.rich(hostile=False), language="zh"),
    }
    for name, day in days.items():
        (folder / f"{name}.html").write_text(render(day, record="2026-11-21/morning.json"), encoding="utf-8")
    return folder


@pytest.fixture
def visit(browser: Any, pages: Path) -> Iterator[Open]:
    """Opens a page; at the end, nothing but the pages was asked for, nothing was said on the console, nothing ran."""
    opened, asked, said = [], [], []

    def go(name: str, width: int = 1440, **context: Any) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900}, **context)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((pages / f"{name}.html").as_uri())
        opened.append(page)
        return page

    yield go
    for page in opened:
        page.close()
    assert [url for url in asked if not url.startswith(pages.as_uri())] == []
    assert said == []


def unfold(page: Any) -> None:
    """Opens everything that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


@pytest.mark.skipif(not AXE.is_file(), reason="npm's axe-core is not there; `npm install --no-package-lock axe-core`")
@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        *((name, scheme) for name in ("rich", "second", "ar") for scheme in ("light", "dark")),
        *((name, "light") for name in ("empty", "zh", "hostile")),
    ],
)
def test_axe_finds_nothing(visit: Open, name: str, scheme: str) -> None:
    """No rule of WCAG 2.2 A and AA, nor of axe's good practice, is broken: folded and unfolded, on a phone and wide."""
    page = visit(name, color_scheme=scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width, opened in ((1440, False), (1440, True), (360, True)):
        page.set_viewport_size({"width": width, "height": 900})
        if opened:
            unfold(page)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
            ".then(r => r.violations.map(v => [v.id, v.help, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))",
            RULES,
        )
        assert found == [], (width, opened)


def test_axe_would_find_something(visit: Open) -> None:
    """The page is looked at indeed: a picture without words is found."""
    if not AXE.is_file():
        pytest.skip("npm's axe-core is not there; `npm install --no-package-lock axe-core`")
    page = visit("second")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('svg[aria-label]').removeAttribute('aria-label')")
    assert page.evaluate("axe.run().then(r => r.violations.map(v => v.id))") == ["svg-img-alt"]


@pytest.mark.parametrize("name", ["rich", "second", "hostile", "ar", "zh"])
def test_no_width_scrolls_sideways_and_no_text_is_cut(visit: Open, name: str) -> None:
    """Folded and unfolded, on screen and on paper, nothing sticks out and nothing is hidden by an edge."""
    page = visit(name)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for opened in (False, True):
            if opened:
                unfold(page)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") == width, (media, opened, width)
                assert page.evaluate(CUT) == [], (media, opened, width)


def test_hostile_words_make_no_element(visit: Open) -> None:
    """Every vector in every field: nothing runs, nothing is fetched, and the page has no element that is not its own."""
    page = visit("hostile")
    unfold(page)
    tags = set(page.evaluate("[...document.querySelectorAll('*')].map(e => e.tagName.toLowerCase())"))
    assert not tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "base",
        "link",
        "frame",
        "textarea",
    }
    assert page.locator("h1").count() == 1
    assert page.locator("article").count() == len(briefings.OWASP)
    assert page.locator("style").count() == 1
    for link in page.locator("a").evaluate_all("found => found.map(a => a.getAttribute('href'))"):
        assert link.startswith("#") or link == "../index.html"
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")


def test_every_citation_opens_the_sentence_that_it_stands_for(visit: Open) -> None:
    """Touched, each opens its passages; the first begins with the words of its statement, and its link leads to the source."""
    page = visit("rich", width=360, has_touch=True)
    citations = page.locator("main .points .cite")
    assert citations.count() >= 10
    for number in range(citations.count()):
        citation = citations.nth(number)
        assert not citation.locator("mark").first.is_visible()
        citation.locator("summary").tap()
        assert citation.locator("mark").first.is_visible()
        said = citation.evaluate(ALONE)
        assert citation.locator("mark").first.inner_text().split("\n")[0][:40] in said
        target = citation.locator("p a").first.get_attribute("href")
        assert page.locator(target).count() == 1


def test_a_correction_is_struck_out_beside_what_is_said_now(visit: Open) -> None:
    """What was told stands above what is told now; the eye and the ear can tell them apart."""
    page = visit("second")
    box = page.locator("#s2 .corrects").first
    assert box.locator("del").first.inner_text() == "Repairs to the slipway cost 12 million crowns."
    assert "line-through" in box.locator("del").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert box.locator("dt").all_inner_texts() == ["It said", "Now"] * 2
    told, points = box.bounding_box(), page.locator("#s2 .points").bounding_box()
    assert told["y"] < points["y"]


def test_size_follows_rank_and_sections_stand_in_order(visit: Open) -> None:
    """The highest in rank has the largest headline wherever it stands; each part has its title above its first story."""
    page = visit("second")
    sizes = page.locator("article h2").evaluate_all("found => found.map(e => parseFloat(getComputedStyle(e).fontSize))")
    assert max(sizes) == sizes[1]
    assert sizes.count(max(sizes)) == 1
    heads = page.locator("main h2").all_inner_texts()
    assert heads[1] == "Transport"
    assert heads[3] == "Science"
    assert heads[5] == "In other languages"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_stand_out_from_their_ground(visit: Open, scheme: str) -> None:
    """What a picture draws has at least 3 to 1 against the page (WCAG 2.2, 1.4.11), but for lines that only divide."""
    page = visit("rich", color_scheme=scheme)
    ratios = page.evaluate(
        """() => {
          const rgb = v => v.match(/[\\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const ground = light(rgb(getComputedStyle(document.body).backgroundColor));
          return [...document.querySelectorAll('svg path:not(.tick)')].map(e => {
            const style = getComputedStyle(e);
            const drawn = light(rgb(style.stroke === 'none' ? style.fill : style.stroke));
            return (Math.max(drawn, ground) + .05) / (Math.min(drawn, ground) + .05);
          });
        }"""
    )
    assert len(ratios) > 10
    assert min(ratios) >= 3


def test_every_row_of_a_picture_shows_where_days_end(visit: Open) -> None:
    """The lines are drawn in the first row and used again in the others, in the same colour."""
    page = visit("rich")
    drawn = page.locator(".coverage .tick").first.evaluate("e => getComputedStyle(e).stroke")
    used = page.locator(".coverage use").evaluate_all(
        "found => found.map(e => [getComputedStyle(e).stroke, e.href.baseVal])"
    )
    assert used
    for stroke, href in used:
        assert stroke == drawn != "none"
        assert page.locator(href).count() == 1


def test_the_pictures_run_as_the_page_does(visit: Open) -> None:
    """On a page that runs from the right, time does too."""
    assert visit("rich").locator(".coverage svg").first.evaluate("e => getComputedStyle(e).transform") == "none"
    mirrored = visit("ar").locator(".coverage svg").first.evaluate("e => getComputedStyle(e).transform")
    assert mirrored.startswith("matrix(-1")


@pytest.mark.skipif(not SHOTS, reason="SCREENSHOTS names no folder to keep them in")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_what_the_tests_saw_is_kept(visit: Open, width: int, scheme: str) -> None:
    """The whole page at each width, in each scheme and on paper."""
    folder = Path(str(SHOTS))
    for name in ("rich", "second", "ar", "zh"):
        page = visit(name, width=width, color_scheme=scheme)
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        page.emulate_media(media="print")
        page.screenshot(path=folder / f"{name}-{width}-print.png", full_page=True)
        assert (folder / f"{name}-{width}-{scheme}.png").stat().st_size > 10_000
