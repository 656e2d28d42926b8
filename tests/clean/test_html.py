"""HTML pages to articles: what is kept, what is left out, and that nothing a page holds can stop the reading."""

from __future__ import annotations

import pytest

from digest.clean import clean, prose
from digest.clean.blocks import blocks_of, parse
from digest.clean.html import decode_page, read_html
from digest.clean.source_text import source_text
from digest.model import RawArticle

from .pages import HEADLINE, PARAGRAPHS, SENTENCES, article_page, paragraphs

BODY = "\n\n".join(PARAGRAPHS)


def test_the_paragraphs_of_an_article_and_nothing_else_are_its_text() -> None:
    """Navigation and footer go, the paragraphs stay in their order, parted by a blank line."""
    page = read_html(article_page())
    assert page.text == BODY
    assert page.title == HEADLINE
    assert page.site == "The Elmsworth Post"
    assert page.language == "en"
    assert page.not_article is None


def test_inline_tags_neither_add_nor_take_blanks() -> None:
    """A link or an emphasis inside a word or before a comma leaves the sentence as a reader sees it."""
    marked = (
        "The <b>har</b>bour <a href='/c'>council</a>, <em>of</em> Elmsworth<i>,</i> voted on <u>Friday</u> to reopen."
    )
    page = read_html(article_page(paragraphs(marked, *PARAGRAPHS)))
    assert page.text.startswith("The harbour council, of Elmsworth, voted on Friday to reopen.")


def test_a_picture_in_a_sentence_parts_the_words_around_it() -> None:
    """An image between two words is a blank, never a joint."""
    page = read_html(
        article_page(
            paragraphs("The ferry<img src='x.png'>sails again in December, the council of Elmsworth said.", *PARAGRAPHS)
        )
    )
    assert "The ferry sails again in December" in page.text


@pytest.mark.parametrize(
    "junk",
    [
        "<figure><img src='a.jpg'><figcaption>The ferry at the north quay last spring. Photo: Ida Rook</figcaption></figure>",
        "<div class='newsletter-signup'><p>Get the harbour news in your inbox every morning, free of charge.</p></div>",
        "<aside><h3>Related stories</h3><p>Why the south bridge was closed for a whole summer and half an autumn.</p></aside>",
        "<div class='related-posts'><p>The lighthouse keeper who counts every gull that passes his window.</p></div>",
        "<p class='standfirst'>How two years of waiting came to their end on one evening in the town hall.</p>",
        "<p>Advertisement</p>",
        "<p>READ ALSO: <a href='/b'>The bridge that nobody wanted</a></p>",
        "<script>var words = 'The script says that the ferry was cancelled by order of the king.';</script>",
        "<noscript><p>Please enable scripts to see the pictures that belong to this report of ours.</p></noscript>",
        "<template><p>This template is never shown to anyone who reads the report of the ferry.</p></template>",
        "<p style='display: none'>This hidden line is never shown to anyone who reads the report of the ferry.</p>",
        "<form><p>Write to the editors with what you think about the vote of the harbour council.</p><input></form>",
    ],
)
def test_what_stands_inside_an_article_and_is_not_its_text_is_left_out(junk: str) -> None:
    """Captions, boxes, scripts and hidden lines between two paragraphs do not reach the text."""
    inner = paragraphs(*PARAGRAPHS[:2]) + junk + paragraphs(*PARAGRAPHS[2:])
    assert read_html(article_page(inner)).text == BODY


def test_comments_are_not_the_article() -> None:
    """Readers' comments under a short article are left out, even where they are longer than it."""
    said = "I have used that mail boat for years and it was never once on time, so I am glad about the ferry now."
    comments = (
        f"<div id='comments'><h3>12 comments</h3>{''.join(f'<p>{said} Number {i}.</p>' for i in range(12))}</div>"
    )
    page = read_html(article_page(after=comments))
    assert "mail boat for years" not in page.text
    assert SENTENCES[0] in page.text


def test_a_junk_name_on_the_container_of_the_whole_article_does_not_lose_it() -> None:
    """A container that holds most of the page's text is the article, whatever it is called."""
    for name in ("sidebar", "comment-content", "promo", "social related"):
        html = f"<html><body><div class='{name}'><h1>{HEADLINE}</h1>{paragraphs()}</div></body></html>"
        assert read_html(html).text == BODY, name


def test_a_form_around_the_whole_page_does_not_lose_it() -> None:
    """Some systems wrap each page in one form."""
    assert (
        read_html(f"<html><body><form action='x'><h1>{HEADLINE}</h1>{paragraphs()}</form></body></html>").text == BODY
    )


def test_paragraphs_may_lack_their_end_tags() -> None:
    """Old pages open a <p> and never close it."""
    html = f"<html><body><h1>{HEADLINE}</h1>" + "".join(f"<p>{text}\n" for text in PARAGRAPHS) + "</body></html>"
    assert read_html(html).text == BODY


def test_text_may_stand_directly_in_the_body() -> None:
    """Double line breaks part paragraphs where there is no element for them."""
    html = f"<html><body><h1>{HEADLINE}</h1>" + "<br><br>\n".join(PARAGRAPHS) + "</body></html>"
    assert read_html(html).text == BODY


def test_tables_used_as_layout_are_read_like_boxes() -> None:
    """The article of a page that is laid out with tables is found in its cell."""
    menu = "<td><a href='/1'>News</a><br><a href='/2'>Town</a><br><a href='/3'>Sea</a></td>"
    html = f"<html><body><table><tr>{menu}<td><h1>{HEADLINE}</h1>{paragraphs()}</td><td>4 degrees</td></tr></table></body></html>"
    assert read_html(html).text == BODY


def test_lines_broken_at_a_fixed_width_are_joined_to_paragraphs() -> None:
    """A <br> in the middle of a sentence is a blank; the sentence stays whole."""
    words, lines, line = " ".join(PARAGRAPHS).split(), [], ""
    for word in words:
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    html = f"<html><body><h1>{HEADLINE}</h1><p>{'<br>'.join([*lines, line])}</p></body></html>"
    assert SENTENCES[2] in read_html(html).text


def test_lists_and_headings_inside_the_article_are_its_text() -> None:
    """A list between paragraphs belongs to the article."""
    inner = (
        paragraphs(*PARAGRAPHS[:2])
        + "<h2>What it costs</h2><ul><li>Cars: nine crowns</li><li>People: two crowns</li></ul>"
        + paragraphs(*PARAGRAPHS[2:])
    )
    text = read_html(article_page(inner)).text
    assert "Cars: nine crowns" in text
    assert text.index("What it costs") < text.index("Cars: nine crowns") < text.index(SENTENCES[4])


def test_a_saved_page_with_inlined_pictures_is_read() -> None:
    """A page saved whole holds its pictures and styles as data; they are no text and take no time."""
    data = "data:image/png;base64," + "iVBORw0KGgo" * 20_000
    inner = f"<style>{'.a{color:red}' * 5000}</style><img src='{data}'>" + paragraphs()
    assert read_html(article_page(inner)).text == BODY


def test_an_amp_page_is_read() -> None:
    """AMP pages have elements of their own; their pictures and advertisements are no text."""
    inner = (
        "<amp-img src='a.jpg' alt='ferry'></amp-img><amp-ad><div>Buy boats now, while they last, from us.</div></amp-ad>"
        + paragraphs()
    )
    assert read_html(article_page(inner).replace("<html", "<html amp", 1)).text == BODY


def test_a_button_that_was_never_closed_does_not_swallow_the_page() -> None:
    """What stands in an unclosed button is read if it is most of the page."""
    html = f"<html><body><button>Menu<div><h1>{HEADLINE}</h1>{paragraphs()}</div></body></html>"
    assert SENTENCES[0] in read_html(html).text


def test_the_headline_and_the_byline_are_not_repeated_in_the_text() -> None:
    """The headline printed again as first paragraph and a byline line are left out of the text, and the author is named."""
    page = read_html(article_page(f"<p>{HEADLINE}</p><p>By Mara Tolk and Ivo Renn</p>" + paragraphs()))
    assert page.text == BODY
    assert page.authors == ("Mara Tolk", "Ivo Renn")


def test_a_dateline_is_taken_off_and_its_agency_named() -> None:
    """The city and the wire service before the first sentence are no part of the sentence."""
    page = read_html(article_page(paragraphs("ELMSWORTH, March 18 (Reuters) - " + PARAGRAPHS[0], *PARAGRAPHS[1:])))
    assert page.text == BODY
    assert page.agency == "Reuters"


def test_of_several_articles_on_a_page_the_one_under_the_headline_is_read() -> None:
    """The next articles that a page appends to the first are not joined to it."""
    other = (
        "<article><h2>Bridge closed</h2>"
        + "".join(
            f"<p>The bridge over the Tolna will stay closed for another winter, engineer number {i} said in a report.</p>"
            for i in range(3)
        )
        + "</article>"
    )
    page = read_html(article_page(head=f'<meta property="og:title" content="{HEADLINE}">', after=other))
    assert page.text == BODY


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            "<title>404 Not Found</title><h1>404</h1><p>Page not found. The page you requested does not exist.</p>",
            "error page",
        ),
        (
            "<title>News</title><body><noscript>Please enable JavaScript to view this page.</noscript><div id='app'></div>",
            "JavaScript needed",
        ),
        (
            "<html><body><p>Checking your browser. Please verify you are a human to continue.</p></body></html>",
            "captcha page",
        ),
        (
            "<html><body><ul>"
            + "".join(f"<li><a href='/{i}'>Report number {i} from the coast</a></li>" for i in range(40))
            + "</ul></body></html>",
            "index page",
        ),
        ("<html><body><div></div></body></html>", "no running text"),
    ],
)
def test_a_page_that_is_no_article_says_what_it_is(html: str, reason: str) -> None:
    """Error pages, walls and lists of links are named instead of being read as articles."""
    assert read_html(html).not_article == reason


def test_an_article_that_speaks_of_errors_and_cookies_is_an_article() -> None:
    """Only a page with hardly any text is taken for an error page."""
    inner = paragraphs(
        "Error 404, page not found: that is what visitors of the harbour's site saw, the council said on Friday.",
        *PARAGRAPHS,
    )
    assert read_html(article_page(inner)).not_article is None


def test_a_brief_under_a_cookie_banner_is_an_article() -> None:
    """Few words alone make no wall; a paywall with hardly a sentence before it is one."""
    banner = "<div><p>We value your privacy. We and our partners use cookies to store and access information on a device.</p></div>"
    brief = paragraphs(SENTENCES[0], SENTENCES[1])
    assert read_html(article_page(brief, before=banner)).not_article is None
    wall = "<p>Subscribe to continue reading this article. Already a subscriber? Log in.</p>"
    assert (
        read_html(article_page("<p>The harbour council of Elmsworth voted.</p>" + wall)).not_article == "paywall stub"
    )


def test_a_fragment_is_the_body_by_its_containers_word() -> None:
    """No search is made in what a feed or a record says is the article: short paragraphs stay."""
    page = read_html(f"<p>{SENTENCES[0]}</p><p>So it was.</p>", fragment=True)
    assert page.text == f"{SENTENCES[0]}\n\nSo it was."
    assert page.title == ""


def test_the_headline_is_not_repeated_in_a_fragment() -> None:
    """A feed's entry often begins with its own headline."""
    page = read_html(f"<h2>{HEADLINE}</h2>{paragraphs()}", fragment=True, title=HEADLINE)
    assert page.text == BODY


def test_boxes_inside_a_fragment_are_left_out() -> None:
    """Feeds carry share bars, captions and related links too."""
    box = "<div class='sharedaddy'><p>Share this report with the people you know on the island.</p></div>"
    picture = "<figure><img src='a.jpg'><figcaption>The ferry at its quay last spring.</figcaption></figure>"
    assert read_html(picture + paragraphs() + box, fragment=True).text == BODY


def test_a_fragment_without_tags_is_text() -> None:
    """A record may say HTML and hold plain text."""
    assert read_html(SENTENCES[0], fragment=True).text == SENTENCES[0]


def test_the_trace_accounts_for_every_block() -> None:
    """Each block of the page has a decision with a reason; what is kept is the text."""
    page = read_html(article_page(), trace=True)
    assert [line.number for line in page.lines] == list(range(1, len(page.lines) + 1))
    assert [line.text for line in page.lines if line.kept] == [text[:100] for text in PARAGRAPHS]
    assert all(line.reason for line in page.lines)
    assert any(line.reason == "navigation" and not line.kept for line in page.lines)


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_declared_charset_is_read(encoding: str) -> None:
    """Curly quotes and accents come out right in the encoding that the page declares, or that its byte order mark tells."""
    said = "“Die Fähre fährt”, sagte der Rat für Häfen, “ab Dezember wieder jeden Tag nach Norden über den Sund.”"
    html = article_page(paragraphs(said, *PARAGRAPHS)).replace("utf-8", {"utf-16": "utf-8"}.get(encoding, encoding))
    assert said in read_html(html.encode(encoding)).text


def test_two_byte_text_without_a_charset_is_read() -> None:
    """A page that declares nothing is guessed."""
    said = "哈尔特市议会星期五投票决定，在两年的维修之后重新开放北部渡轮。市长说，首班船将于十二月出发，票价不变。"
    html = f"<html><title>北部渡轮十二月复航</title><body><h1>北部渡轮十二月复航</h1><p>{said}</p><p>{said[::-1]}</p></body></html>"
    assert said in read_html(html.encode("gb18030")).text


def test_references_to_windows_characters_mean_those_characters() -> None:
    """&#146; is an apostrophe to browsers, not a control character."""
    page = read_html(
        article_page(
            paragraphs(
                "The council&#146;s chair said &#147;yes&#148; to the ferry &#150; and meant it, she added.",
                *PARAGRAPHS,
            )
        )
    )
    assert page.text.startswith("The council’s chair said “yes” to the ferry – and meant it, she added.")


def test_bad_bytes_in_the_middle_lose_nothing_behind_them() -> None:
    """NUL and bytes that are no UTF-8 stand for one lost character each."""
    first, rest = paragraphs(PARAGRAPHS[0]).encode(), paragraphs(*PARAGRAPHS[1:]).encode()
    data = (
        b"<html><head><meta charset=utf-8></head><body><h1>North ferry</h1>"
        + first
        + b"<p>A line with \x00 and \xff\xfe in it, the clerk of the council said.</p>"
        + rest
    )
    text = read_html(data).text
    assert SENTENCES[0] in text
    assert SENTENCES[7] in text


def test_a_lone_surrogate_loses_nothing_behind_it() -> None:
    """Text that came out of a broken record may hold half a character."""
    text = read_html(
        article_page(
            paragraphs("Half a \ud83d character stood in this line of the report, the clerk said.", *PARAGRAPHS)
        )
    ).text
    assert SENTENCES[7] in text


@pytest.mark.parametrize("depth", [260, 1000, 5000])
@pytest.mark.parametrize("tag", ["div", "span", "section", "blockquote"])
def test_text_nested_however_deep_is_read(depth: int, tag: str) -> None:
    """Parsers give up at some depth without a word; the text is kept all the same."""
    html = (
        f"<html><body><h1>{HEADLINE}</h1>" + f"<{tag}>" * depth + paragraphs() + f"</{tag}>" * depth + "</body></html>"
    )
    assert SENTENCES[7] in read_html(html).text


def test_a_page_of_eight_megabytes_is_read() -> None:
    """Size alone is no reason to fail; what is read is bounded."""
    row = f"<p>{SENTENCES[0]}</p>"
    page = read_html("<html><body>" + row * (8_000_000 // len(row)) + "</body></html>")
    assert SENTENCES[0] in page.text
    assert len(page.text) < 3_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\x00",
        b"\xff\xfe",
        b"<",
        b"<html",
        b"<!-- x -->",
        b"<?xml version='1.0' encoding='nonsense'?><p>x",
        b"<meta charset=utf-7><p>x",
        b"<html><frameset><frame src=x></frameset></html>",
        b"<svg><text>hi</text></svg>",
        b"<base href='http://[x'><body><a href='http://[::1'>x</a>",
    ],
)
def test_nothing_is_too_broken_to_be_read(data: bytes) -> None:
    """Any bytes give a page, if an empty one."""
    assert read_html(data, trace=True).title is not None
    assert read_html(data, fragment=True).text is not None


def test_decoding_is_the_same_for_the_reader_and_for_the_proof() -> None:
    """`decode_page` gives what `read_html` reads."""
    html = article_page()
    assert read_html(decode_page(html.encode())) == read_html(html.encode())


def test_a_box_beside_the_text_in_a_table() -> None:
    """Where a table lays the page out, what stands in the next cell is no part of the text, be it ever so short."""
    text = "<br><br>".join(PARAGRAPHS)
    box = "<b>High water today</b><br>04:12 5.1 m<br>16:35 5.3 m"
    page = read_html(f"<table><tr><td><b>{HEADLINE}</b><br>{text}</td><td>{box}</td></tr></table>")
    assert page.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("reference", ["&#8", "&#8;", "&#x1f;", "&#x7F", "&#0011;"])
def test_a_reference_to_a_control_is_dropped(reference: str) -> None:
    """As Python's own reader of HTML does, so that what is read and what proves it are the same characters."""
    text = PARAGRAPHS[0].replace("Elmsworth", f"Elms{reference}worth")
    assert read_html(article_page(paragraphs(text, *PARAGRAPHS[1:]))).text == BODY


@pytest.mark.parametrize(("name", "kept"), [("menu-of-the-ferry-in-december", True), ("menu", False)])
def test_an_id_made_out_of_a_heading_is_no_name_of_a_box(name: str, kept: bool) -> None:
    """A section whose address begins with "menu" is not a menu, as long as the address has a heading's length."""
    last = "The galley sells soup in winter and ices in summer, and the cook asks all who come aboard to bring a cup."
    page = read_html(article_page(f"<section>{paragraphs()}</section><section id={name}><p>{last}</p></section>"))
    assert page.text.endswith(last) == kept


def test_a_table_of_figures_in_a_box_of_its_own() -> None:
    """Prices in their own containers do not part the text above them from the text below."""
    prices = "".join(f"<div><span>Quay {n}</span><div>{n + 3}.20 crowns</div></div>" for n in range(1, 60))
    body = f"<div><p>{PARAGRAPHS[0]}</p></div><div><div>{prices}</div></div><div>{paragraphs(*PARAGRAPHS[1:])}</div>"
    blocks = blocks_of(parse(article_page(body))).blocks
    chosen = prose.choose(blocks, [prose.weigh(block) for block in blocks])
    kept = [block.text for block, keep in zip(blocks, chosen, strict=True) if keep]
    assert (kept[0], kept[-1]) == (PARAGRAPHS[0], PARAGRAPHS[-1])


def test_a_mark_of_xml_joins_no_words() -> None:
    """Where the remains of a feed stand in a page, what is before the mark and what is behind it stay apart."""
    text = read_html(
        article_page(paragraphs() + f"<p>{SENTENCES[0]} content:encoded<![CDATA[<p>{SENTENCES[1]}</p>")
    ).text
    assert "encodedIts" not in text
    assert SENTENCES[1] in text


def test_a_heading_that_is_a_link_is_text_where_it_stands_over_text() -> None:
    """Lists of the ten best link each name; the name is kept, and links among furniture are not."""
    names = ("The Heron", "The Old Mail Boat")
    inner = paragraphs(PARAGRAPHS[0]) + "".join(
        f"<h2><a href='/{i}'>{name}</a></h2>{paragraphs(PARAGRAPHS[i])}" for i, name in enumerate(names, 1)
    )
    text = read_html(article_page(inner)).text
    assert all(name in text for name in names)
    links = (
        "<h3><a href='/x'>The bridge that nobody wanted</a></h3><p><a href='/y'>The lighthouse and its gulls</a></p>"
    )
    assert read_html(article_page(paragraphs() + links)).text == BODY


def test_a_list_item_that_is_mostly_a_link_is_text() -> None:
    """An item that adds words of its own to its link belongs to the article's list."""
    item = "<li><a href='/heron'>The Heron, built at Elmsworth yard</a> (1961)</li>"
    inner = paragraphs(*PARAGRAPHS[:2]) + f"<ul>{item}</ul>" + paragraphs(*PARAGRAPHS[2:])
    assert "The Heron, built at Elmsworth yard (1961)" in read_html(article_page(inner)).text


@pytest.mark.parametrize(("tag", "kept"), [("h3", 3), ("li", 3), ("td", 3), ("p", 1)])
def test_a_line_that_recurs_in_lists_and_headings(tag: str, kept: int) -> None:
    """The same heading over each part is no repetition; the same paragraph is."""
    around = {"li": "<ul>{}</ul>", "td": "<table><tr>{}</tr></table>"}.get(tag, "{}")
    again = around.format(f"<{tag}>What the crew has to say</{tag}>")
    inner = paragraphs(PARAGRAPHS[0]) + "".join(again + paragraphs(paragraph) for paragraph in PARAGRAPHS[1:])
    text = read_html(article_page(inner)).text
    assert text.count("What the crew has to say") == kept


def test_an_article_may_begin_with_its_first_paragraph() -> None:
    """Entering an <article> behind other articles costs its first paragraph nothing."""
    others = "".join(f"<article><h3><a href='/{n}'>Gulls over quay {n} of the town</a></h3></article>" for n in "123")
    body = f"<article><p>{PARAGRAPHS[0]}</p><div>{paragraphs(*PARAGRAPHS[1:])}</div></article>"
    page = read_html(f"<html><body><h1>{HEADLINE}</h1>{others}{body}</body></html>")
    assert page.text == BODY


def test_a_paragraph_with_a_name_behind_its_last_sentence_is_running_text() -> None:
    """Several sentences weigh as such even where a signature takes the last full stop's place."""
    page = read_html(f"<html><body><h1>{HEADLINE}</h1><p>{' '.join(SENTENCES[:3])} Mara Tolk</p></body></html>")
    blocks = blocks_of(parse(f"<p>{' '.join(SENTENCES[:3])} Mara Tolk</p>")).blocks
    assert prose.weigh(blocks[0]).value > prose.weigh(blocks_of(parse("<p>Gulls</p>")).blocks[0]).value + prose.CAP / 2
    assert SENTENCES[0] in page.text


@pytest.mark.parametrize(
    "between",
    ["</p>", "</p></x\n<p>", "</div>", "<body>", "</td>", "<title>Tides</title>", "</id><title>Tides</title><id>"],
)
def test_a_stray_tag_parts_the_words_around_it(between: str) -> None:
    """Tags that the parser drops, or whose text is none of the page's, still stand between two words."""
    text = read_html(f"<html><body><div>{SENTENCES[0]} Mara Tolk{between}{SENTENCES[1]}</div></body></html>").text
    assert "Tolk" + SENTENCES[1][:3] not in text
    assert SENTENCES[1] in text
    assert "Tides" not in text


@pytest.mark.parametrize("name", ["st1:place", "x", "fb:name"])
def test_an_element_that_html_does_not_know_stands_in_its_line(name: str) -> None:
    """As browsers show it; word processors leave such elements around places and names."""
    text = PARAGRAPHS[0].replace("Elmsworth", f"<{name}>Elmsworth</{name}>")
    assert read_html(article_page(paragraphs(text, *PARAGRAPHS[1:]))).text == BODY


def test_every_line_of_a_joined_paragraph_is_told_to_be_kept() -> None:
    """Where lines of a fixed width are joined, the account of the lines names none of them as left out."""
    words, lines, line = " ".join(PARAGRAPHS).split(), [], ""
    for word in words:
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    page = read_html(f"<html><body><h1>{HEADLINE}</h1>{paragraphs(*lines, line)}</body></html>", trace=True)
    assert SENTENCES[4] in page.text
    assert all(decision.kept for decision in page.lines if decision.text in {*lines, line})


def test_the_date_under_a_headline_that_stands_far_above_the_text() -> None:
    """A table of contents parts headline and text; the date shown under the headline is read all the same."""
    contents = "".join(f"<div><a href='#{number}'>Part {number} of the vote</a></div>" for number in range(40))
    before = f"<h1>{HEADLINE}</h1><div>Mara Tolk</div><div>November 14, 2025</div>{contents}"
    told = '<meta property="article:published_time" content="2024-09-06">'
    html = f"<html><head><title>{HEADLINE}</title>{told}</head><body>{before}{paragraphs()}</body></html>"
    assert str(read_html(html).dates[0].value) == "2025-11-14"
    other = html.replace(f"<h1>{HEADLINE}</h1>", "<h1>The Elmsworth Post</h1>")
    assert str(read_html(other).dates[0].value) == "2024-09-06"


def test_an_article_with_its_own_headline_is_no_part_of_a_list_of_articles() -> None:
    """Many short articles beside a short one are other articles; inside it they are the parts of its list."""
    own = f"<article><h1>{HEADLINE}</h1><p>{' '.join(SENTENCES[:3])}</p></article>"
    short = "The {} of Elmsworth keeps watch over {} boats, and nobody on the island knows a better one by day or by night. "
    others = "".join(
        f"<article><p>{short.format(word, n) * 2}</p></article>" for n, word in enumerate(("lamp", "bell", "gull") * 5)
    )
    html = f"<html><head><title>{HEADLINE}</title></head><body>{own}{others}</body></html>"
    assert read_html(html).text == " ".join(SENTENCES[:3])
    inside = html.replace("</article>", "", 1).replace("</body>", "</article></body>")
    assert "bell of Elmsworth" in read_html(inside).text


def test_a_script_may_end_with_a_tag_that_holds_more() -> None:
    """As in browsers; the page's text behind it is read, and is found where it is proved."""
    raw = RawArticle("in/x.html", article_page(before="<script>let x = 1</script\n</head>").encode(), "text/html")
    assert clean(raw).articles[0].text == BODY
    assert SENTENCES[0] in source_text(raw)
