"""Same inputs, same settings, same `now`: the same bytes, whatever else differs."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FEEDS = Path(__file__).parent.parent / "feeds"
NOW = "2026-11-21T07:00:00+01:00"


def written(cwd: Path, paths: list[str], *options: str, **env: str) -> dict[str, str]:
    """The hash of every file that a run writes."""
    out = cwd / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "digest", "run", *paths, "--now", NOW, "--output", str(out), *options]
    subprocess.run(command, cwd=cwd, env=os.environ | env, check=True, capture_output=True, timeout=300)
    return {
        str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(out.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A copy of the sample feeds, and what a plain run makes of it."""
    box = tmp_path_factory.mktemp("reference")
    shutil.copytree(FEEDS, box / "feeds")
    return box, written(box, ["feeds"])


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "COLUMNS": "40"},
    ],
    ids=["C", "UTF-8"],
)
def test_surroundings_do_not_show(reference: tuple[Path, dict[str, str]], env: dict[str, str]) -> None:
    """Hash seed, time zone, locale and terminal change nothing."""
    box, expected = reference
    assert written(box, ["feeds"], **env) == expected


def test_the_number_of_workers_does_not_show(reference: tuple[Path, dict[str, str]]) -> None:
    """Two processes that clean give the same bytes as one."""
    box, expected = reference
    assert written(box, ["feeds"], "--workers", "2") == expected


def test_input_order_folder_and_file_times_do_not_show(reference: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    """Another folder, other file times, and the same files named one by one in any order give the same bytes."""
    _, expected = reference
    shutil.copytree(FEEDS, tmp_path / "feeds", copy_function=shutil.copyfile)
    folders = sorted(path.name for path in (tmp_path / "feeds").iterdir())
    for number, path in enumerate(sorted((tmp_path / "feeds").rglob("*"))):
        os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
    # the first folder below a path that was given names the outlet, so the same path is given, in pieces before it
    pieces = [f"feeds/{name}" for name in folders]
    random.Random(7).shuffle(pieces)
    assert written(tmp_path, ["feeds", *pieces]) == expected
