"""Two real scrapes of one event, the ugliest small input at hand."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the two real scrapes are not beside the project (../shared/seeds)"
)


def run(cwd: Path, *options: str) -> Path:
    """The record of a run over the seeds, copied into `cwd`."""
    shutil.copytree(SHARED / "seeds", cwd / "seeds", dirs_exist_ok=True, copy_function=shutil.copyfile)
    command = [sys.executable, "-m", "digest", "run", "seeds", "--now", "2021-03-19T07:00:00Z", *options]
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, timeout=60)
    return next(cwd.glob("out*/*/briefing.json"))


def test_the_contract_holds_from_outside(tmp_path: Path) -> None:
    """One story, two reports, no junk, the right names and dates, the shared quotation told once: as the outside check says."""
    run(tmp_path, "--output", "out")
    run(tmp_path, "--output", "out220", "--words", "220")
    check = [sys.executable, str(SHARED / "checks" / "check_seeds.py"), "seeds", "out", "out220"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_day_is_the_articles_not_the_scrapers(tmp_path: Path) -> None:
    """The story's day is that of the one trusted date; the scraper's is shown as doubted with the reason."""
    record = json.loads(run(tmp_path, "--output", "out").read_text("utf-8"))
    (story,) = record["stories"]
    assert story["day"] == story["first_seen"] == "2021-03-18"
    (doubted,) = [c for a in story["articles"] for c in a["dates"] if c["value"] == "2023-01-19"]
    assert doubted["from"] == "site header"
    assert doubted["doubted"]
    assert len({a["source"] for a in story["articles"]}) == 2
