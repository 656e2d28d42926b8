"""A run with new articles, killed wherever it may be: the store stays whole, the slot is made once, no file is ever torn."""

from __future__ import annotations

import email
import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from email import policy
from pathlib import Path

import pytest

from digest.store import open_store
from run_nursery import Runs

CONFIG = """
store = "sqlite:///state.db"
output = "out"

[[source]]
name = "files"
path = "in"

[edition.bar]
title = "Bar briefing"
schedule = "07:00"
timezone = "UTC"

[deliver]
folder = "mail"
"""
YESTERDAY, NOW, LATER = "2026-11-20T07:05:00Z", "2026-11-21T07:05:00Z", "2026-11-21T07:25:00Z"
TOWNS = ("Elmsworth", "Tolna", "Varga", "Osterby", "Quillon", "Maredo", "Brantham", "Ilvesky", "Dorrow", "Petrosa")
DEEDS = (
    ("reopens its ferry", "The council voted nine to four to reopen the ferry, and the first boat leaves on Monday."),
    (
        "loses a bridge to the flood",
        "The flood took the old bridge at dawn, and nobody was on it, the fire brigade said.",
    ),
    ("closes its only school", "The ministry closes the only school in town after a quarrel over 14 million crowns."),
    ("finds a lake below the ice", "Drillers found a lake below the ice and measured 300 metres of water in it."),
    (
        "elects a baker as its mayor",
        "A baker won the election for mayor with 5,312 of 9,840 votes, the clerk announced.",
    ),
)
STRACE = shutil.which("strace")
WRITES = ("pwrite64", "fdatasync", "fsync", "rename", "unlink", "link", "ftruncate", "write")


def articles(folder: Path, per_town: int) -> None:
    """Files with articles of invented towns."""
    folder.mkdir(exist_ok=True)
    for town in TOWNS:
        for title, text in DEEDS[:per_town]:
            name = re.sub(r"\W", "-", f"{town}-{title}")
            (folder / f"{name}.txt").write_text(
                f"{town} {title}\n\n{text} People of {town} were told on Friday evening in the town hall.\n"
            )


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    """Where runs are forked from."""
    started = Runs()
    yield started
    started.close()


@pytest.fixture(scope="module")
def before(runs: Runs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has told one day, and has 60 files of which 50 are new."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "digest.toml").write_text(CONFIG)
    articles(folder / "in", 1)
    assert runs.run(folder, "run", "--now", YESTERDAY)[0] == 0, (folder / "said").read_text()
    articles(folder / "in", 5)
    for town in TOWNS:
        (folder / "in" / f"{town}-late.txt").write_text(
            f"{town} counts its bees\n\nKeepers in {town} counted 700 hives this week, twice as many as in 2024, they said.\n"
        )
    return folder


@pytest.fixture(scope="module")
def whole(runs: Runs, before: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, bytes]], float]:
    """What an undisturbed run publishes at either time, and how long it takes."""
    outcomes, seconds = [], 0.0
    for now in (NOW, LATER):
        folder = tmp_path_factory.mktemp("whole") / "p"
        shutil.copytree(before, folder)
        code, seconds = runs.run(folder, "run", "--now", now)
        assert code == 0, (folder / "said").read_text()
        outcomes.append(published(folder))
    return outcomes, seconds


def published(folder: Path) -> dict[str, bytes]:
    """Every file that a reader could meet."""
    files = (path for path in (folder / "out").rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder / "out")): path.read_bytes() for path in files}


def is_sound(folder: Path, old: dict[str, bytes], whole: list[dict[str, bytes]]) -> None:
    """The store is whole, and every file is the old or the new one; a new one may come from either time."""
    with closing(open_store(f"sqlite:///{folder}/state.db")) as store:
        assert store.check() == ()
    for name, data in published(folder).items():
        assert data in [old.get(name), *(new.get(name) for new in whole)], f"{name} is torn"


def is_finished(runs: Runs, folder: Path, whole: list[dict[str, bytes]]) -> None:
    """The next run brings it to its end: one briefing of the slot, one mail, every article once; and then nothing is due."""
    code, _ = runs.run(folder, "run", "--now", LATER)
    now = published(folder)
    assert now in whole, {name for name in now if now[name] not in [one.get(name) for one in whole]}
    with closing(open_store(f"sqlite:///{folder}/state.db")) as store:
        assert store.check() == ()
        assert store.counts()["briefings"] == 2
        assert Counter(run.state for run in store.runs("bar"))["done"] == 2
        assert {mail.state for mail in store.mails()} == {"sent"}
        doubted = any(mail.doubts for mail in store.mails())  # killed between handing it over and noting that
        assert code == doubted, (folder / "said").read_text()
    told = json.loads(now["2026-11-21/bar.json"])
    origins = Counter(article["origin"] for story in told["stories"] for article in story["articles"])
    assert set(origins.values()) == {1}
    mails = [email.message_from_bytes(path.read_bytes(), policy=policy.SMTP) for path in folder.glob("mail/*.eml")]
    assert len({mail["Message-ID"] for mail in mails}) == len(mails) == 2
    (folder / "said").unlink()
    assert runs.run(folder, "run", "--now", LATER)[0] == 0
    assert "nothing is due" in (folder / "said").read_text()


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_at_any_time_it_is_made_once_and_whole(
    runs: Runs, before: Path, whole: tuple[list[dict[str, bytes]], float], tmp_path: Path, kills: int
) -> None:
    """SIGKILL at random times of a run with 50 new articles; some kills hit the run that mends, too."""
    outcomes, seconds = whole
    dice, hit = random.Random(kills), 0
    for _ in range(kills):
        folder = tmp_path / "p"
        shutil.copytree(before, folder)
        for now in (NOW, LATER)[: dice.choice((1, 1, 2))]:
            code, _ = runs.run(folder, "run", "--now", now, after=dice.uniform(0, seconds))
            hit += code == -9
            is_sound(folder, published(before), outcomes)
        is_finished(runs, folder, outcomes)
        shutil.rmtree(folder)
    assert hit >= kills // 4, f"only {hit} kills came in time"


def straced(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A run under strace."""
    assert STRACE is not None
    command = [STRACE, "-f", "-qq", "-y", *options, sys.executable, "-m", "digest", "run", "--now", NOW]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def write_calls(folder: Path) -> list[tuple[str, int]]:
    """Every call of a whole run that writes below `folder`, as (call, its number among all of its kind)."""
    straced(folder, "-o", str(folder / "trace"), "-e", f"trace={','.join(WRITES)}", "-e", "signal=none")
    counted: Counter[str] = Counter()
    calls = []
    for line in (folder / "trace").read_text().splitlines():
        found = re.match(r"(?:\d+ +)?(\w+)\((.*)", line)
        if found and found[1] in WRITES:
            counted[found[1]] += 1
            if str(folder) in found[2] or found[1] in ("rename", "unlink", "link"):
                calls.append((found[1], counted[found[1]]))
    return calls


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("size", ["some", pytest.param("every", marks=pytest.mark.slow)])
def test_killed_at_any_write_it_is_made_once_and_whole(
    runs: Runs, before: Path, whole: tuple[list[dict[str, bytes]], float], tmp_path: Path, size: str
) -> None:
    """SIGKILL at each system call of a run that writes (in the short form: at three of them)."""
    first = tmp_path / "p"
    shutil.copytree(before, first)
    calls = write_calls(first)
    assert len(calls) > 20
    shutil.rmtree(first)
    for call, number in calls if size == "every" else random.Random(7).sample(calls, 3):
        folder = tmp_path / "p"
        shutil.copytree(before, folder)
        straced(folder, "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}")
        is_sound(folder, published(before), whole[0])
        is_finished(runs, folder, whole[0])
        shutil.rmtree(folder)
