"""What mail programs can show, by caniemail's data: https://www.caniemail.com, npm's package `caniemail`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

PROGRAMS = ("gmail", "outlook", "apple-mail", "yahoo")
_HERE = "node_modules/caniemail/data/caniemail.json"
# Older than the data, and shown by everything.
EVERYWHERE = {
    "tags": {"html", "head", "meta", "title", "a", "b", "br", "tr", "td", "tbody"},
    "attributes": {"href", "class", "style", "charset", "name", "content", "bgcolor", "border"},
    "properties": {"color"},
}
_TAGS = {"h1": "html-h1-h6", "h2": "html-h1-h6", "strong": "html-strong"}
_SIDES = re.compile(r"-(?:top|right|bottom|left)(?:-(?:color|style|width))?$")


def data() -> dict[str, dict[str, dict[str, str]]] | None:
    """Slug -> program -> platform -> the newest verdict ("y", "a", "n", "u"); None where npm's package is not installed.

    It is looked for in $CANIEMAIL (a folder with node_modules, or the file itself) and at the top of the clone.
    """
    top = Path(__file__).parents[2]
    named = os.environ.get("CANIEMAIL")
    for path in ([Path(named), Path(named) / _HERE] if named else []) + [top / _HERE]:
        if path.is_file():
            found = json.loads(path.read_text("utf-8"))
            return {
                feature["slug"]: {
                    program: {platform: list(tests.values())[-1][:1] for platform, tests in platforms.items()}
                    for program, platforms in feature["stats"].items()
                }
                for feature in found["data"]
            }
    return None


class _Features(HTMLParser):
    """The slugs of all that a message uses, and what has none."""

    def __init__(self, html: str, known: set[str]) -> None:
        super().__init__()
        self.known = known
        self.used: set[str] = set()
        self.strange: set[str] = set()
        self.styling = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.styling = tag == "style"
        self._use("tags", tag, _TAGS.get(tag, f"html-{tag}"))
        for name, value in attrs:
            self._use("attributes", name, f"html-{name}")
            if name == "style":
                self._declared(value or "")
        if dict(attrs).get("name") == "color-scheme":
            self.used.add("html-meta-color-scheme")

    def handle_endtag(self, tag: str) -> None:
        self.styling = self.styling and tag != "style"

    def handle_data(self, text: str) -> None:
        if self.styling:
            for at, features in re.findall(r"@([\w-]+)\s*([^{]*)", text):
                self.used.add(f"css-at-{at}")
                self.used |= {f"css-at-{at}-{name}" for name in re.findall(r"\(([\w-]+)", features)} & self.known
            for block in re.findall(r"\{([^{}]*)\}", text):
                self._declared(block)

    def handle_comment(self, text: str) -> None:
        self.used.add("html-comments")

    def _declared(self, block: str) -> None:
        for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]+)", block):
            self._use("properties", name, f"css-{_SIDES.sub('', name)}")
            if "!important" in value:
                self.used.add("css-important")
            for unit in re.findall(r"\d(px|%|r?em|v[wh]|pt|ch)\b", value):
                self.used.add("css-unit-" + {"%": "percent"}.get(unit, unit))
            for function in re.findall(r"([\w-]+)\(", value):
                self.strange.add(f"{function}() in {name}")

    def _use(self, kind: str, name: str, slug: str) -> None:
        if slug in self.known:
            self.used.add(slug)
        elif name not in EVERYWHERE[kind]:
            self.strange.add(f"{name} (of {kind})")


def unsupported(html: str) -> Iterator[tuple[str, str]]:
    """(slug, where) of all that the message uses and a program refuses; what caniemail does not know is told as ("?", what)."""
    verdicts = data() or {}
    features = _Features(html, set(verdicts))
    yield from (("?", strange) for strange in sorted(features.strange))
    for slug in sorted(features.used):
        refused = [
            f"{program} on {platform}"
            for program in PROGRAMS
            for platform, verdict in verdicts[slug].get(program, {}).items()
            if verdict == "n" and platform != "windows-mail"  # ended in 2024
        ]
        if refused:
            yield slug, ", ".join(refused)
