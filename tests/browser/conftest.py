"""One headless Chromium for the pages' tests; without one they are skipped with the reason."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the briefings that the other tests render, too

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")  # no wider: its event loop would run under other modules' tests
def browser() -> Iterator[Any]:
    """A browser that can reach nothing but files."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: install Debian's chromium ({CHROMIUM})")
    api = pytest.importorskip("playwright.sync_api", reason="no playwright: install the dev extra")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()
