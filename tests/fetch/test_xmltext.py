"""What a parser gets to see: decoded once, declaring nothing, mended; in linear time."""

from __future__ import annotations

import time
from contextlib import suppress
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.collect.feeds import document
from digest.collect.links import feed_links
from digest.collect.opml import read_opml
from digest.collect.reading import read_answer
from digest.collect.xmltext import Declares, as_utf8, attributes, checked, decoded, mended, parts
from digest.model import Problem, RawArticle
from fetch.written import SAMPLES, rss, xml

PIECES = [
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "?>",
    "<rss>",
    "</rss>",
    "x",
    "'",
    '"',
    "<",
    ">",
    "&a;",
    "[",
    "]",
    "<!",
    "<!DOCTYPE_rss>",
    "<?xml_version='1.0'?>",
    "<!DOCTYPE_rss_[<!ENTITY_a_'b'>]>",
    "<!DOCTYPE_rss_SYSTEM_'f'>",
    "<!ENTITY_a_'b'>",
    "<!DOCTYPE_html_[",
]
PIECES = [*(piece.replace("_", " ") for piece in PIECES), "\n"]
KNOTS = [
    "<!--",
    "<![CDATA[",
    "<?",
    "<",
    "&",
    "&a",
    "<?xml_",
    "<!DOCTYPE_a_",
    "<outline_",
    '<outline_text="',
    "<link_",
    "<a_href='",
    "=",
    "a=",
    "\x00",
]
KNOTS = [knot.replace("_", " ") for knot in KNOTS]


def declared(text: str) -> list[str]:
    """The entities and document types with a subset or an address that the XML parser itself meets."""
    met: list[str] = []
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = lambda name, *_: met.append(name)
    parser.StartDoctypeDeclHandler = lambda name, system, public, subset: met.append(name) if subset or system else None
    with suppress(expat.ExpatError):
        parser.Parse(as_utf8(text), True)
    return met


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_declaration_gets_past_the_check(text: str) -> None:
    """However comments, sections, instructions and quotes are mixed, the parser meets no declaration in what passed."""
    try:
        passed = checked(text)
    except Declares:
        return
    assert declared(passed) == []
    assert declared(mended(passed)) == []


def test_the_parser_would_have_met_them() -> None:
    """The property above is not empty: unchecked, the parser meets the declarations."""
    assert declared("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>") == ["rss", "a"]
    assert declared("<?x <!-- ?><!DOCTYPE rss [<!ENTITY a 'b'>]><!-- --><rss/>") == ["rss", "a"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_nothing_is_lost_in_the_cutting(text: str) -> None:
    """The parts put together are the text."""
    assert "".join(part for part, _ in parts(text)) == text


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"]))
def test_unicode_comes_through_any_encoding(text: str, encoding: str) -> None:
    """What is declared and marked is decoded to what it was."""
    text = text.encode("utf-8", "ignore").decode().replace("\r", "")
    assert decoded(xml(text, encoding)).partition("\n")[2] == text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Q & A", "Q &amp; A"),
        ("Q &amp; A &#8212; &#x2014;", "Q &amp; A &#8212; &#x2014;"),
        ("a&nbsp;b &mdash; &eacute;", "a\xa0b — é"),
        ("&lt;b&gt; &lpar;", "&lt;b&gt; ("),
        ("a&b;c", "a&amp;b;c"),
        ("x\x00\x0b\ufffey", "xy"),
        ("<![CDATA[a & b &nbsp;]]>&", "<![CDATA[a & b &nbsp;]]>&amp;"),
        ("<a href='?a=1&b=2'>", "<a href='?a=1&amp;b=2'>"),
    ],
)
def test_what_is_mended(broken: str, whole: str) -> None:
    """Stray ampersands, entities of HTML, characters that XML forbids; nothing inside CDATA."""
    assert mended(broken) == whole


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_no_bytes_bring_reading_down(sample, data: st.DataObject) -> None:
    """A feed with any piece cut out or replaced gives entries and problems, never an exception."""
    body = sample.body
    begin = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(begin, len(body)))
    body = body[:begin] + data.draw(st.binary(max_size=20)) + body[end:]
    found = read_answer("http://vess.example/feed", sample.content_type or "", body, "one")
    assert all(isinstance(item, RawArticle | Problem) for item in found)
    assert found
    read_opml("list", body)
    feed_links(decoded(body), "http://vess.example/")


@pytest.mark.parametrize("knot", KNOTS)
def test_time_grows_with_the_length_alone(knot: str) -> None:
    """Half a million characters of what makes careless patterns stumble take a moment in all that is not the parser's."""
    text = knot * (500_000 // len(knot))
    begun = time.process_time()
    with suppress(Declares):
        mended(checked(text))
    attributes(text)
    read_opml("list", b"<opml><outline " + text.encode())
    feed_links(text, "http://vess.example/")
    assert time.process_time() - begun < 10


def test_json_that_is_odd() -> None:
    """Deep nesting, NaN, numbers without end and lone surrogates are problems or text, never exceptions."""
    deep = b'{"items": ' + b"[" * 100_000
    assert [type(item) for item in document("o", deep, None)] == [Problem]
    odd = b'{"items": [{"id": NaN, "title": "\\ud800x", "content_text": "t"}, {"id": ' + b"9" * 5000 + b"}, 3]}"
    assert all(isinstance(item, RawArticle | Problem) for item in document("o", odd, None))
    odd = b'{"items": [{"id": NaN, "title": "\\ud800x", "content_text": "t", "authors": "x"}, 3, {"url": ["x"]}]}'
    found = list(document("o", odd, None))
    assert [type(item) for item in found] == [RawArticle, Problem, RawArticle]
    assert b"?x" in found[0].data or "\ufffdx".encode() in found[0].data
    assert rss()
