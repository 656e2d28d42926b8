"""Makes the README's pictures of a briefing anew: `python docs/images/make.py`, with the dev extra and Debian's chromium."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

import digest

HERE = Path(__file__).resolve().parent
VIEWS: tuple[tuple[str, int, int, Literal["light", "dark"], str], ...] = (
    ("briefing", 1280, 1150, "light", ""),
    ("briefing-dark", 1280, 1150, "dark", ""),
    ("briefing-phone", 390, 1150, "light", "document.querySelector('#s1 .cite summary').click(); scrollTo(0, 960)"),
)


def main() -> None:
    """One picture for each view of the briefing of feeds/."""
    briefing = digest.brief(digest.read(HERE.parents[1] / "feeds"), now=datetime(2026, 11, 21, 7, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "briefing.html"
        page_file.write_text(str(digest.render(briefing)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, width, height, scheme, first in VIEWS:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(page_file.as_uri())
            page.evaluate(first or "null")
            page.screenshot(path=HERE / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
