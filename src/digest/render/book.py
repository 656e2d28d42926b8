"""The briefing to take along: an e-book (EPUB 3.3), and pages for print (PDF, with the `pdf` extra).

Both are the same bytes for the same briefing: their dates and ids are its own. The e-book's parts are stored and not
compressed, because what a compressor makes of them differs from one zlib to the next.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from digest.errors import UsageError
from digest.model import Briefing
from digest.render.language import load
from digest.render.page import fill
from digest.render.view import view

_SPACE = uuid.UUID("9a6c1d9b-53cf-5b0c-8d44-6f3f0b1f8f11")  # the name space of our books' ids
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def to_epub(briefing: Briefing, *, templates: str | None = None) -> bytes:
    """The briefing as an e-book: a title, a chapter a story, and the account of what was left out."""
    words, shown = load(briefing.language), view(briefing)
    chapters = [
        ("title.xhtml", shown.title, None),
        *((f"{story.anchor}.xhtml", story.headline, story.language) for story in shown.stories),
        ("left-out.xhtml", words.left_out, None),
    ]
    more: dict[str, Any] = {
        "briefing": shown,
        "chapters": chapters,
        "identifier": identifier(briefing),
        "stamp": stamp(briefing),
    }

    def made(template: str, **values: object) -> str:
        return fill(template, templates, words, sheets=("book.css.j2",), **(more | values)).lstrip()

    def chapter(title: str, kind: str = "", item: object = None) -> str:
        return made("chapter.xhtml.j2", title=title, kind=kind, item=item)

    files = {
        "book/package.opf": made("package.opf.j2"),
        "book/nav.xhtml": chapter(words.in_this_briefing, "nav"),
        "book/style.css": made("book.css.j2"),
        "book/title.xhtml": chapter(shown.title, "title"),
        **{f"book/{story.anchor}.xhtml": chapter(story.headline, item=story) for story in shown.stories},
        "book/left-out.xhtml": chapter(words.left_out),
    }
    return _zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER, **files})


def _zipped(files: dict[str, str]) -> bytes:
    """An archive with `files` in this order, with no time, owner or system in it."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_STORED) as archive:
        for name, text in files.items():
            entry = ZipInfo(name)  # its time is that of 1 January 1980
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode("utf-8"))
    return whole.getvalue()


def to_pdf(briefing: Briefing, *, templates: str | None = None) -> bytes:
    """The briefing as a PDF; raises `UsageError` where the `pdf` extra or a library it needs is missing."""
    make = pdf_printer()
    page = fill(
        "print.html.j2",
        templates,
        load(briefing.language),
        sheets=("book.css.j2",),
        briefing=view(briefing),
        stamp=stamp(briefing),
    )
    name = hashlib.sha256(page.encode("utf-8")).digest()[:16]
    return make(page, name)


def pdf_printer() -> Callable[[str, bytes], bytes]:
    """What makes a PDF of a page and an id; raises `UsageError` with the mend where it is not installed."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError as error:
        raise UsageError('the format pdf needs the pdf extra: pip install "digest[pdf]"') from error
    except OSError as error:
        raise UsageError(
            "the format pdf needs Pango: on Debian, apt install libpango-1.0-0 libpangoft2-1.0-0"
        ) from error

    def make(page: str, name: bytes) -> bytes:
        # A page asks for nothing; a user's template that does gets nothing.
        fetcher = URLFetcher(allowed_protocols=(), fail_on_errors=False)
        made: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_identifier=name)
        return made

    return make


def identifier(briefing: Briefing) -> str:
    """The book's id, which follows from its edition, slot and window."""
    name = f"{briefing.edition}\0{briefing.slot.isoformat()}\0{briefing.until.isoformat()}"
    return f"urn:uuid:{uuid.uuid5(_SPACE, name.encode('utf-8', 'replace').decode('utf-8'))}"


def stamp(briefing: Briefing) -> str:
    """The briefing's own time, in UTC and whole seconds."""
    return f"{briefing.slot.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
