"""The decoded source: what an excerpt must be found in, word for word.

Decoding is what the format needs (charset, transfer encoding, JSON escapes, entities, tags taken away) and nothing else. It is
kept apart from cleaning on purpose, so that the proof does not lean on the rules that chose the text.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from digest.clean import markdown
from digest.clean.article import json_object
from digest.clean.container import body_of_mail, text_of_pdf
from digest.clean.decode import decode, normalize
from digest.clean.html import decode_page
from digest.model import FEED_ENTRY, RawArticle

BREAKS = frozenset(
    """
    address article aside blockquote body br button caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input legend li
    link main menu meta nav noscript object ol optgroup option p picture pre search section select source summary svg
    table tbody td textarea tfoot th thead title tr ul video
    """.split()  # noqa: SIM905 - a list of a hundred quoted words says no more
)
HIDDEN = frozenset({"script", "style", "template"})
_RAW_END = re.compile(
    r"</(script|style)[\s/][^>]*>", re.IGNORECASE
)  # ends them in HTML; the standard parser wants it bare


def folded(text: str) -> str:
    """What two verbatim texts must share: NFC, no invisible characters, white space folded.

    A control character, or the mark of one that could not be decoded, counts as white space.
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_visible, composed)).split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Cs") or character == "\ufffd" else character


def source_text(raw: RawArticle) -> str:
    """All text of `raw`, folded for comparison."""
    if raw.media_type == "text/html":
        return _shown(decode_page(raw.data))
    if raw.media_type == "text/markdown":
        return _shown(markdown.to_html(markdown.front_matter(decode(raw.data).text)[1]))
    if raw.media_type in ("application/json", FEED_ENTRY):
        fields = json_object(raw.data)
        texts = [str(fields.get(key) or "") for key in ("title", "text", "content", "summary")]
        return folded(normalize("\n".join([*texts, *map(visible_text, texts)])))
    if raw.media_type == "message/rfc822":
        mail = body_of_mail(raw.data)
        text = visible_text(mail.body.text) if mail.body.media_type == "text/html" else mail.body.text
        return folded(normalize(f"{mail.subject}\n{text}"))
    if raw.media_type == "application/pdf":
        return folded(normalize(text_of_pdf(raw.data)))
    return folded(normalize(decode(raw.data).text))


def _shown(html: str) -> str:
    """A page's text, once as it is shown and once with what looks like markup in it taken away too."""
    text = visible_text(html)
    return f"{folded(normalize(text))}\n{folded(text)}"


def visible_text(html: str) -> str:
    """The text of a page: a line break for each tag that breaks a line, other tags taken away, scripts and styles left out."""
    reader = _Reader()
    html = html.replace("<![CDATA[", " ").replace("]]>", " ")  # HTML knows no CDATA: its content is text like any other
    reader.feed(_RAW_END.sub(r"</\1>", html))
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own signature
        if tag in HIDDEN:
            self.hidden = tag
        elif tag in BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = None
        elif tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self.hidden is None:
            self.parts.append(data)
