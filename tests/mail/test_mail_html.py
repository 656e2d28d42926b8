"""The HTML part in mail programs: what they support by caniemail, and what a browser makes of it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import caniemail
import pytest

import briefings
from digest.mail.html import side
from digest.mail.message import Unsubscribe, compose_mail, to_mail
from digest.model import Briefing

# What a program on the list refuses, and what it shows then.
FALLBACKS = {
    "css-at-media": "the widths hold without it; Outlook for Windows and Gmail's mobile page show the light, wide form",
    "css-at-media-prefers-color-scheme": "where it is not known, the light form stays, or the program darkens it by itself",
    "css-table-layout": "Outlook for Windows has the table of 640 pixels around it; Outlook for Mac fixes every table anyway",
    "css-word-wrap": "only words wider than the column need it; Outlook widens the column then",
    "html-body": "the same colours stand on the table that fills it",
    "html-meta-color-scheme": "only says that both forms were thought of",
    "html-style": "every rule but those under @media stands on its element",
}
SIZES = [(600, "light"), (600, "dark"), (360, "light"), (360, "dark")]


def html(briefing: Briefing) -> str:
    """The part with all that may be in it."""
    from email import message_from_bytes, policy

    data = compose_mail(
        briefing,
        sender="digest@example.org",
        recipient="ana@example.org",
        message_id="<1@example.org>",
        date=briefing.slot,
        unsubscribe=Unsubscribe("digest@example.org", "https://news.example.org/unsubscribe/x"),
        base_url="https://news.example.org",
    )
    part = message_from_bytes(data, policy=policy.default).get_body(("html",))  # type: ignore[attr-defined]
    return str(part.get_content())


@pytest.mark.skipif(
    caniemail.data() is None, reason="npm's caniemail is not installed; `npm install --no-package-lock caniemail`"
)
@pytest.mark.parametrize(
    "briefing",
    [briefings.rich(), briefings.empty(), replace(briefings.rich(), language="ar")],
    ids=["rich", "empty", "arabic"],
)
def test_mail_programs_support_all_that_is_used_or_show_something_as_good(briefing: Briefing) -> None:
    """No tag, attribute, property or rule that Gmail, Outlook, Apple Mail or Yahoo refuses, but for those with a fallback."""
    found = dict(caniemail.unsupported(html(briefing)))
    assert {slug: where for slug, where in found.items() if slug not in FALLBACKS} == {}


@pytest.mark.skipif(
    caniemail.data() is None, reason="npm's caniemail is not installed; `npm install --no-package-lock caniemail`"
)
def test_the_lint_sees_what_is_refused() -> None:
    """Flex boxes, variables, shadows, pictures in text, units of the window: each is found."""
    style = "display:flex;gap:1vw;box-shadow:0 0 1px red;blah:1"
    bad = f'<style>@media (hover){{p{{color:red}}}}</style><div style="{style}"><svg></svg></div>'
    found = {slug for slug, _ in caniemail.unsupported(bad)}
    assert {"css-gap", "css-box-shadow", "html-svg", "css-unit-vw", "css-at-media-hover", "?"} <= found


class Elements(HTMLParser):
    """Elements with their attributes, each with those that it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes it."""
        self.found.append((tag, dict(attrs), tuple(self.open)))
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        while self.open and self.open.pop() != tag:
            pass


def test_the_layout_is_of_tables_with_styles_on_the_elements() -> None:
    """Every word stands in a table's cell; widths are attributes too; no rule but @media is left in the style sheet."""
    text = html(briefings.rich())
    elements = Elements(text)
    for tag, attrs, around in elements.found:
        if tag in ("h1", "h2", "p"):
            assert "td" in around
            assert "font:" in (attrs.get("style") or "")
        if tag == "table":
            assert attrs.get("role") == (None if "who" in attrs.get("class", "") else "presentation")
            assert attrs["width"] == "100%"
            assert (attrs["cellpadding"], attrs["cellspacing"], attrs["border"]) == ("0", "0", "0")
        if tag == "td":
            assert "align" in attrs or attrs.get("height")
        if tag == "a":
            assert "color:" in (attrs.get("style") or "")
    assert not {"div", "section", "article", "ul", "img"} & {tag for tag, _, _ in elements.found}
    (sheet,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet).strip() == ""
    assert "prefers-color-scheme" in sheet


def test_who_reported_when_is_a_table_of_days() -> None:
    """A table of its own: a line for each outlet, with its number of reports on each day."""
    text = html(briefings.single())
    (table,) = re.findall(r'<table class="who".*?</table>', text, re.DOTALL)
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td.*?</td>", table)]
    assert cells == [
        *("Who reported when", "18 November", "20 November"),
        *("Harbour Daily", "1", "1"),
        *("The Elmsworth Post", "–", "1"),
        *("Coast Echo", "–", "1"),
    ]


def test_headings_and_languages_serve_those_who_listen() -> None:
    """One heading for the mail, one for each story and none skipped; every part in another language is marked."""
    briefing = briefings.rich()
    elements = Elements(html(briefing)).found
    assert [tag for tag, _, _ in elements if re.fullmatch(r"h\d", tag)] == ["h1", *["h2"] * len(briefing.stories)]
    assert [attrs for tag, attrs, _ in elements if tag == "html"] == [{"lang": "en", "dir": "ltr"}]
    assert {attrs.get("lang") for tag, attrs, _ in elements if tag == "h2"} == {None, "ar", "ko", "zh"}


def test_words_from_right_to_left_have_their_direction_without_relying_on_auto() -> None:
    """Outlook does not know dir="auto": headline and statements in Arabic say rtl, and stand on the right."""
    elements = Elements(html(briefings.rich())).found
    arabic = [attrs for tag, attrs, _ in elements if attrs.get("lang") == "ar" and tag in ("h2", "p")]
    assert len(arabic) == 3
    assert {(attrs.get("dir"), attrs.get("align")) for attrs in arabic} == {("rtl", "right")}
    assert "auto" not in {attrs.get("dir") for _, attrs, _ in elements}


def test_a_mail_in_arabic_runs_from_the_right() -> None:
    """Said by the table, since programs drop the root; cells begin on the right, and English words run from the left."""
    text = html(replace(briefings.rich(), language="ar"))
    elements = Elements(text).found
    assert [attrs for tag, attrs, _ in elements if tag == "html"] == [{"lang": "ar", "dir": "rtl"}]
    assert next(attrs for tag, attrs, _ in elements if tag == "table")["dir"] == "rtl"
    assert {attrs["align"] for tag, attrs, _ in elements if tag == "td" and "align" in attrs} == {
        "right",
        "center",
        "left",  # the numbers at the ends of lines
    }
    for tag, side_of_page in (("p", "left"), ("h2", "right")):
        english = [attrs for name, attrs, _ in elements if name == tag and attrs.get("lang") == "en"]
        assert len(english) > 3
        assert {(attrs.get("dir"), attrs.get("align")) for attrs in english} == {("ltr", side_of_page)}
    assert "border-right:3px solid" in text
    assert "border-left" not in text


@pytest.mark.parametrize(
    ("text", "way"),
    [("abc", "ltr"), ("مجلس", "rtl"), ("12 שלום", "rtl"), ("“مجلس” x", "rtl"), ("", "ltr"), ("1!", "ltr")],
)
def test_the_first_strong_character_gives_the_direction(text: str, way: str) -> None:
    """Digits and marks do not."""
    assert side(text) == way


def test_a_users_template_may_be_older_than_this_program(tmp_path: Any) -> None:
    """A block of one's own works in the mail as on the page, with its rules put on the elements."""
    (tmp_path / "mail.html.j2").write_text(
        '{% extends "digest/mail.html.j2" %}{% block left_out %}<tr><td><p class="fact">Ours</p></td></tr>{% endblock %}'
    )
    body = to_mail(briefings.single(), templates=str(tmp_path)).get_body(("html",))
    assert body is not None
    assert re.search(r'<p class="fact" style="[^"]+">Ours</p>', body.get_content())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, where there is one."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


_CONTRAST = """() => {
  const linear = v => v <= 10 ? v / 3295 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = c => {
    const [r, g, b] = c.match(/[\\d.]+/g).map(linear);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!c.endsWith(', 0)')) return c;
    }
    return 'rgb(255, 255, 255)';
  };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) low.push([e.className || e.tagName, ratio]);
  }
  return low;
}"""


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_in_a_browser_nothing_overflows_and_all_can_be_read(browser: Any, width: int, scheme: str) -> None:
    """At 600 and 360 pixels, light and dark: no line runs out, contrast of 4.5 or more, nothing is asked of the network."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html(briefings.rich()))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(_CONTRAST) == []
    assert asked == []
    dark = page.evaluate("getComputedStyle(document.querySelector('.frame')).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (scheme == "dark")
    page.close()
