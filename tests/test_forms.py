"""Forms to take along: Markdown that is only text, an e-book that is sound, and a PDF, each the same every time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

import briefings
from digest.model import Briefing
from digest.render import render
from digest.render.markdown import escaped, link
from digest.render.safe import shown
from digest.render.view import view

CODES = ("ar", "de", "en", "es", "fr", "ko", "zh")
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


def everything(briefing: Briefing) -> list[str]:
    """What each form has to carry: headlines, statements, values, outlets."""
    found = []
    for story in view(briefing).stories:
        found += [story.headline, *(point.text for point in story.points)]
        found += [value.value for difference in story.differences for value in difference.values]
        found += [source.outlet for voice in story.sources for source in voice.sources]
    return found


def squeezed(text: str) -> str:
    """`text` without white space."""
    return re.sub(r"\s+", "", text)


# Markdown

# A reader that lets everything through: whatever could become markup, HTML or a link does.
LENIENT = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def plain(markdown: str) -> tuple[str, set[str]]:
    """The text that Markdown shows, and the kinds of what stands in its lines."""
    text, kinds = [], set()
    for token in LENIENT.parse(markdown):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            text.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
    return "".join(text), kinds


@given(st.text(max_size=60).map(shown))
@example("1. one")
@example("- x * y_z_ `a` [b](c) ![d](e)")
@example("<script>alert(1)</script> &lt; &#60; &")
@example("=== --- +++ ~~~ | a | b |")
@example("https://evil.example www.evil.example a@b.example mailto:a@b.example")
@example("# head \\ end\\")
def test_any_words_are_text_in_markdown(words: str) -> None:
    """Read back, a line of escaped words is one paragraph that shows exactly these words."""
    text, kinds = plain(escaped(words))
    assert text == words.strip()
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    text, kinds = plain(f"- {escaped(words)}\n")
    assert text == words.strip()
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "heading_open", "fence", "code_block", "hr"}


def test_a_bare_address_becomes_no_link() -> None:
    """Nor for readers that make links of what looks like one."""
    words = "see https://evil.example/x or www.evil.example"
    assert "https://" not in escaped(words)
    assert "www." not in escaped(words)
    assert plain(link("a] (b", "https://example.org/?a=(1)"))[0] == "a] (b"


@pytest.mark.parametrize("code", CODES)
def test_markdown_tells_the_same_as_the_page(code: str) -> None:
    """Every headline, statement, value and outlet, in order; nothing hostile has become markup."""
    briefing = replace(briefings.rich(), language=code)
    markdown = render(briefing, "md", record="2026-11-21/morning.json")
    assert markdown == render(briefing, "md", record="2026-11-21/morning.json")
    text, kinds = plain(markdown)
    for words in everything(briefing):
        assert squeezed(words) in squeezed(text), words[:60]
    assert not kinds & {"html_inline", "html_block", "image"}
    links = [child.attrs["href"] for token in LENIENT.parse(markdown) for child in token.children or () if child.attrs]
    assert all(str(href).startswith("https://") and "example" in str(href) for href in links)
    assert "2026-11-21/morning.json" in text


# The e-book


def book(briefing: Briefing) -> zipfile.ZipFile:
    """The e-book, opened."""
    return zipfile.ZipFile(io.BytesIO(render(briefing, "epub")))


def test_the_first_entry_says_what_it_is() -> None:
    """The media type stands first, plain and without extras, so that it can be read at its place (OCF 3.3, 4.3)."""
    data = render(briefings.rich(), "epub")
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    first = book(briefings.rich()).infolist()[0]
    assert (first.compress_type, first.extra) == (zipfile.ZIP_STORED, b"")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("make", [briefings.rich, briefings.single, briefings.empty])
def test_the_book_is_whole(make: object, code: str) -> None:
    """Every document is well formed and named in the manifest; the spine and every link lead to what is there."""
    opened = book(replace(make(), language=code))  # type: ignore[operator]
    names = set(opened.namelist())
    container = etree.fromstring(opened.read("META-INF/container.xml"))
    (place,) = [element.get("full-path") for element in container.iter() if element.get("full-path")]
    package = etree.fromstring(opened.read(place))
    assert package.get("version") == "3.0"
    for name in ("identifier", "title", "language"):
        assert package.findtext(f".//{DC}{name}")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package.findtext(f".//{OPF}meta[@property='dcterms:modified']")
    )
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    assert {f"book/{href}" for href in items.values()} == names - {"mimetype", "META-INF/container.xml", place}
    assert [item.get("id") for item in package.iter(f"{OPF}item") if item.get("properties") == "nav"] == ["nav"]
    assert all(ref.get("idref") in items for ref in package.iter(f"{OPF}itemref"))
    for name in names:
        if name.endswith(".xhtml"):
            page = etree.fromstring(opened.read(name))
            anchors = [element.get("id") for element in page.iter() if element.get("id")]
            assert len(anchors) == len(set(anchors)), name
            assert not {element.tag for element in page.iter()} & {f"{XHTML}script", f"{XHTML}img", f"{XHTML}details"}
            for href in (element.get("href") for element in page.iter(f"{XHTML}a")):
                there = href.removeprefix("#") in anchors if href.startswith("#") else f"book/{href}" in names
                assert there or href.startswith("https://"), (name, href)


def test_the_book_tells_the_same_as_the_page() -> None:
    """Every headline, statement, value and outlet, and hostile words as words."""
    opened = book(briefings.rich())
    text = "".join(
        "".join(etree.fromstring(opened.read(name)).itertext()) for name in opened.namelist() if name.endswith(".xhtml")
    )
    for words in everything(briefings.rich()):
        assert squeezed(words) in squeezed(text), words[:60]
    assert "<script>alert(1)</script>" in text


@pytest.mark.slow
@pytest.mark.parametrize("code", ["ar", "en", "zh"])
def test_epubcheck_finds_nothing(tmp_path: Path, code: str) -> None:
    """The reference checker of the format has neither error nor warning, where it is installed."""
    jar = Path("/usr/share/java/epubcheck.jar")
    if not jar.exists():
        pytest.skip("no epubcheck: apt install epubcheck")
    path = tmp_path / "book.epub"
    path.write_bytes(render(replace(briefings.rich(), language=code), "epub"))
    done = subprocess.run(["java", "-jar", jar, path], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout


def test_a_books_id_is_its_briefings() -> None:
    """Another edition is another book; another language of the same is not."""
    ids = [
        etree.fromstring(book(briefing).read("book/package.opf")).findtext(f".//{DC}identifier")
        for briefing in (
            briefings.rich(),
            replace(briefings.rich(), language="de"),
            replace(briefings.rich(), edition="noon"),
        )
    ]
    assert ids[0] == ids[1] != ids[2]


def test_same_bytes_in_another_process() -> None:
    """Nothing of the machine, the moment or the hash seed is in an e-book."""
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests'); import briefings; from digest.render import render; "
        "print(hashlib.sha256(render(briefings.rich(), 'epub')).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent.parent,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Kathmandu"), ("7", "America/New_York"))
    }
    assert len(found) == 1


# PDF


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The rich briefing as a PDF; skipped where the extra or its library is not installed."""
    from digest.errors import UsageError
    from digest.render.book import pdf_printer

    try:
        pdf_printer()
    except UsageError as error:
        pytest.skip(str(error))
    return render(briefings.rich(), "pdf")


def test_a_pdf_is_the_same_each_time_and_carries_the_news(pdf: bytes) -> None:
    """Its dates and id are the briefing's; headlines and outlets can be read from it; it runs nothing."""
    from pypdf import PdfReader

    assert render(briefings.rich(), "pdf") == pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata.title == "Morning briefing, Saturday 21 November 2026"
    assert reader.metadata.creation_date.isoformat() == "2026-11-20T22:00:00+00:00"
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for words in (
        "Council reopens the north ferry",
        "Bakers agree to end night work",
        "The Elmsworth Post",
        "14 million",
    ):
        assert squeezed(words) in text
    assert b"/JavaScript" not in pdf
    assert b"/Launch" not in pdf


def test_nothing_is_fetched_for_a_pdf(pdf: bytes, tmp_path: Path) -> None:
    """A template that asks for a file or an address gets nothing, and the rest is made."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "print.html.j2").write_text(
        f'<p>news</p><img src="file://{tmp_path}/secret.txt"/><img src="http://127.0.0.1:9/x.png"/>'
    )
    assert render(briefings.single(), "pdf", templates=str(tmp_path)).startswith(b"%PDF")


def test_a_missing_extra_is_said_before_the_work(tmp_path: Path) -> None:
    """One line with the mend, exit code 2, and nothing written."""
    (tmp_path / "weasyprint.py").write_text("raise ImportError('not here')")
    (tmp_path / "a.txt").write_text("The ferry sails again\n\nThe north ferry sailed again on Friday, the town said.\n")
    done = subprocess.run(
        [sys.executable, "-m", "digest", "run", "a.txt", "--format", "html,pdf"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == 'digest: the format pdf needs the pdf extra: pip install "digest[pdf]"\n'
    assert not (tmp_path / "output").exists()
