"""Sections, languages and corrections from a config and files to the pages, as a person at a terminal goes through it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SECTIONS = """
[edition.morning]
title = "Morning"
languages = ["en"]
sections = [{ title = "Transport", watch = ["ferry", "tram*"] }]
"""
FERRY = (
    "Ferry opens on Friday\n\nBy Ida Brandt\n\n20 November 2026\n\n"
    "The council of Elmsworth voted nine to four on Thursday to open the ferry to the north bank again next month. "
    "The repairs to the slipway cost 14 million crowns, and the region pays for one half of that sum.\n\n"
    "Boats will cross the harbour every half hour until midnight, and the fare stays at two crowns for everybody.\n"
)
BAKERS = (
    "Bakers agree to end night work\n\n20 November 2026\n\n"
    "The guild of bakers agreed on Friday to end all work before four in the morning, after three years of talks. "
    "The first bread of the day will be sold an hour later than people in the old town are used to.\n"
)
GERMAN = (
    "Markthalle ist wieder offen\n\n20. November 2026\n\n"
    "Die Markthalle am Fluss ist seit Freitag wieder offen, nachdem sie zwei Jahre lang umgebaut worden war. "
    "Die Händler haben ihre Stände bezogen, und die Stadt hat für den Umbau acht Millionen Kronen ausgegeben.\n"
)


def digest(folder: Path, *arguments: str, code: int = 0) -> str:
    """What the command says on both of its streams."""
    command = [sys.executable, "-m", "digest", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def written(folder: Path) -> None:
    """The articles of the first day."""
    for name, text in (("post/ferry", FERRY), ("daily/bakers", BAKERS), ("bote/markthalle", GERMAN)):
        path = folder / "in" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def heads(folder: Path, name: str) -> list[tuple[str, str]]:
    """Headline and status of each story of a record."""
    record = json.loads((folder / name).read_text(encoding="utf-8"))
    return [(story["headline"]["text"], story["status"]) for story in record["stories"]]


def test_a_run_of_its_own_has_the_sections_of_its_config(tmp_path: Path) -> None:
    """Record, page and text have one order: on top, the section, the other language; settings tell the difference."""
    written(tmp_path)
    (tmp_path / "digest.toml").write_text(SECTIONS)
    now = ("--now", "2026-11-21T07:00:00+00:00")
    digest(tmp_path, "run", "in", "--config", "digest.toml", "--output", "with", *now)
    digest(tmp_path, "run", "in", "--output", "without", *now)
    order = [head for head, _ in heads(tmp_path, "with/2026-11-21/briefing.json")]
    assert order == ["Bakers agree to end night work", "Ferry opens on Friday", "Markthalle ist wieder offen"]
    for form in ("html", "txt"):
        text = (tmp_path / f"with/2026-11-21/briefing.{form}").read_text(encoding="utf-8")
        at = [text.rindex(words) for words in (order[0], order[1], order[2])]
        assert at == sorted(at)
        assert "transport" in text.casefold()
        assert "in other languages" in text.casefold()
    settings = [
        json.loads((tmp_path / run / "2026-11-21/briefing.json").read_text())["made_by"] for run in ("with", "without")
    ]
    assert settings[0] != settings[1]
    assert digest(tmp_path, "verify", "with/2026-11-21/briefing.json").startswith("proved")


def test_the_next_briefing_says_what_it_corrects_of_the_one_before(tmp_path: Path) -> None:
    """Page, text and mail of the second day set the words of the first beside those of now; the record says corrected."""
    written(tmp_path)
    source = '[[source]]\nname = "All"\npath = "in"\n'
    mail = 'to = ["ana@example.org"]\n[email]\nhost = "localhost"\nfrom = "digest@example.org"\n'
    (tmp_path / "digest.toml").write_text(f'store = "sqlite:///state.db"\n{source}{SECTIONS}schedule = "07:00"\n{mail}')
    digest(tmp_path, "run", "--no-send", "--now", "2026-11-21T07:00:00+00:00")
    ferry = tmp_path / "in/post/ferry.txt"
    ferry.write_text(FERRY.replace("nine to four", "eight to five"), encoding="utf-8")
    digest(tmp_path, "fetch")
    digest(tmp_path, "run", "--dry-run", "--now", "2026-11-22T07:00:00+00:00")
    assert heads(tmp_path, "output/dry-run/2026-11-22/morning-070000.json") == [("Ferry opens on Friday", "corrected")]
    for form in ("html", "txt"):
        text = (tmp_path / f"output/dry-run/2026-11-22/morning-070000.{form}").read_text(encoding="utf-8")
        flat = " ".join(text.split())
        assert "This corrects the briefing of 21 November" in flat
        assert flat.index("voted nine to four") < flat.index("voted eight to five")
        assert "1 corrected" in flat
    (message,) = (tmp_path / "output/dry-run").glob("*.eml")
    assert b"This corrects the briefing of 21 November" in message.read_bytes()


def test_a_projects_briefing_is_written_in_further_forms_when_asked(tmp_path: Path) -> None:
    """Markdown and e-book stand beside page, text and record, which are always there, and the archive leads to them."""
    written(tmp_path)
    source = '[[source]]\nname = "All"\npath = "in"\n'
    (tmp_path / "digest.toml").write_text(f'store = "sqlite:///state.db"\n{source}{SECTIONS}schedule = "07:00"\n')
    digest(tmp_path, "run", "--no-send", "--format", "md,epub", "--now", "2026-11-21T07:00:00+00:00")
    day = tmp_path / "output/2026-11-21"
    assert sorted(path.name for path in day.iterdir()) == [
        f"morning.{ending}" for ending in ("epub", "html", "json", "md", "txt")
    ]
    assert (day / "morning.epub").read_bytes().startswith(b"PK")
    assert "Ferry opens on Friday" in (day / "morning.md").read_text("utf-8")
    for page in ("index.html", "months/2026-11.html"):
        html = (tmp_path / "output" / page).read_text("utf-8")
        assert "2026-11-21/morning.epub" in html
        assert "2026-11-21/morning.md" in html
    digest(tmp_path, "run", "--format", "odt", code=2)


def test_bad_sections_are_refused_before_anything_runs(tmp_path: Path) -> None:
    """`digest check` names the key and what is wrong, and so does a run."""
    written(tmp_path)
    (tmp_path / "digest.toml").write_text(SECTIONS.replace('["ferry", "tram*"]', "[]"))
    for arguments in (("check",), ("run", "in", "--config", "digest.toml")):
        assert "edition.morning.sections.0.watch" in digest(tmp_path, *arguments, code=2)
