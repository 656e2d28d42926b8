"""Properties of HTML reading that must hold for any page."""

from __future__ import annotations

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.clean.html import read_html

from .pages import SENTENCES

INLINE = ("b", "em", "span", "a", "strong", "i")
BOXES = ("p", "div", "li", "td", "h2", "blockquote", "section")
WORDS = st.sampled_from(
    ["ferry", "council", "Elmsworth,", "“quay”", "4.2", "a&b", "<x", "Größe", "—", "said.", "渡轮", "it’s"]
)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, str]:
    """One block as markup, and the words that a reader sees."""
    words = draw(st.one_of(st.sampled_from(SENTENCES).map(str.split), st.lists(WORDS, min_size=1, max_size=30)))
    shown = " ".join(words)
    marked = []
    for word in words:
        tag = draw(st.sampled_from((*INLINE, "", "", "", "")))
        text = html.escape(word)
        marked.append(f"<{tag}>{text}</{tag}>" if tag else text)
    box = draw(st.sampled_from(BOXES))
    gap = draw(st.sampled_from((" ", "\n", "&nbsp;", "\t ")))
    return f"<{box}>{gap.join(marked)}</{box}>", shown


@given(st.lists(blocks(), max_size=25), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_paragraph_is_a_span_of_one_block_of_the_page(parts: list[tuple[str, str]], fragment: bool) -> None:
    """Whatever is chosen, each paragraph stands word for word in the page, once white space is folded."""
    page = read_html(f"<html><body>{''.join(markup for markup, _ in parts)}</body></html>", fragment=fragment)
    shown = [" ".join(words.split()) for _, words in parts]
    for paragraph in filter(None, page.text.split("\n\n")):
        assert any(paragraph in words for words in shown) or paragraph in " ".join(shown)


TAGS = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<table>",
    "<td>",
    "</table>",
    "<br>",
    "<li>",
    "<h1>",
    "</h1>",
    "<article>",
    "</article>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "&#0;",
    "&#xD800;",
    "<body>",
    "</html>",
    "<noscript>",
    "<button>",
    "<svg>",
    "<figcaption>",
    "<form>",
    "<title>",
    "<select>",
    "<template>",
    "</a>",
    "<base/href='http://[x'>",
    "<a/href=x>",
]
TOKENS = st.sampled_from(
    [*TAGS, *SENTENCES[:3], "\x00", "\ud800", "<time datetime=2020-13-45>", "<meta property=og:title content=x>"]
)


@given(st.lists(TOKENS, max_size=40).map("".join), st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_markup_stops_the_reading(markup: str, fragment: bool) -> None:
    """Tags in any order, half characters and controls give a page, never an error."""
    page = read_html(markup, fragment=fragment, trace=True, url="https://post.example/2020/01/02/a")
    assert "\x00" not in page.text
    assert "\n\n\n" not in page.text


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_bytes_stop_the_reading(data: bytes) -> None:
    """Any bytes give a page, and the same page again."""
    assert read_html(data) == read_html(data)
