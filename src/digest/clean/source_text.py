"""The decoded source: what an excerpt must be found in, word for word.

Decoding is what the format needs (charset, transfer encoding, JSON escapes, entities, tags taken away) and nothing else. It is
kept apart from cleaning on purpose, so that the proof does not lean on the rules that chose the text.
"""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

from digest.clean import markdown
from digest.clean.article import json_object
from digest.clean.container import body_of_mail
from digest.clean.decode import decode, normalize
from digest.clean.html import decode_page
from digest.model import FEED_ENTRY, RawArticle

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
HIDDEN = frozenset({"script", "style", "template"})


def folded(text: str) -> str:
    """What two verbatim texts must share: NFC, no invisible characters, white space folded."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for c in composed if unicodedata.category(c) != "Cf").split())


def source_text(raw: RawArticle) -> str:
    """All text of `raw`, folded for comparison."""
    if raw.media_type == "text/html":
        return folded(normalize(visible_text(decode_page(raw.data))))
    if raw.media_type == "text/markdown":
        return folded(normalize(visible_text(markdown.to_html(markdown.front_matter(decode(raw.data).text)[1]))))
    if raw.media_type in ("application/json", FEED_ENTRY):
        fields = json_object(raw.data)
        texts = [str(fields.get(key) or "") for key in ("title", "text", "content", "summary")]
        return folded(normalize("\n".join([*texts, *map(visible_text, texts)])))
    if raw.media_type == "message/rfc822":
        mail = body_of_mail(raw.data)
        text = visible_text(mail.body.text) if mail.body.media_type == "text/html" else mail.body.text
        return folded(normalize(f"{mail.subject}\n{text}"))
    return folded(normalize(decode(raw.data).text))


def visible_text(html: str) -> str:
    """The text of a page: inline tags taken away, every other tag a line break, scripts and styles left out."""
    reader = _Reader()
    reader.feed(html)
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
        elif tag not in INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = None
        elif tag not in INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self.hidden is None:
            self.parts.append(data)
