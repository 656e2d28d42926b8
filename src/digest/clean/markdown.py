"""Markdown articles: the front matter as fields, the rest as HTML (CommonMark, raw HTML not let through)."""

from __future__ import annotations

import re

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FIELD_NAMES = {
    "date": "published",
    "lang": "language",
    "author": "authors",
    "link": "url",
    "outlet": "source",
    "site": "source",
}
FIELDS = frozenset({"id", "title", "source", "url", "published", "language", "authors"})


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields between the leading `---` lines (plain `key: value`, no nesting), and the text after them."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}, text
    fields: dict[str, object] = {}
    for line in match.group(1).splitlines():
        key, colon, value = line.partition(":")
        name = FIELD_NAMES.get(key.strip().lower(), key.strip().lower())
        value = value.strip().strip("\"'")
        if colon and value and name in FIELDS:
            fields[name] = [part.strip(" \"'") for part in value.strip("[]").split(",")] if name == "authors" else value
    return fields, text[match.end() :]


def heading(html: str) -> str:
    """The text of the first heading that stands before any paragraph of rendered Markdown; "" where there is none."""
    match = re.match(r"\s*(?:<hr />\s*)?<h[1-3]>(.*?)</h[1-3]>", html, re.DOTALL)
    return re.sub(r"<[^>]*>", "", match.group(1)) if match else ""


def to_html(text: str) -> str:
    """The Markdown `text` as HTML."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))
