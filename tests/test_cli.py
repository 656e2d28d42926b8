"""The command line as people and scripts meet it: what it prints, where, and the exit code."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

BODY = (
    "The council of {town} voted nine to four on Friday to reopen the north ferry after two years of repairs. "
    "Officials said the first crossing leaves at dawn on 1 December. The repairs cost 14 million crowns, the council said. "
    "“We kept our word,” said Mayor Ida Brandt after the vote in the town hall."
)
NOW = "2026-11-21T07:00:00Z"


def digest(*arguments: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in `cwd`."""
    command = [sys.executable, "-m", "digest", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder with two good articles in `in/`."""
    (tmp_path / "in").mkdir()
    for town in ("Elmsworth", "Tarnby"):
        (tmp_path / "in" / f"{town}.txt").write_text(f"{town} reopens its ferry\n\n{BODY.format(town=town)}\n")
    return tmp_path


def test_a_run_writes_a_briefing_and_says_where(box: Path) -> None:
    """A good run exits 0, is silent on stderr, and prints the files it wrote."""
    done = digest("run", "in", "--now", NOW, cwd=box)
    assert (done.returncode, done.stderr) == (0, "")
    written = [
        "output/2026-11-21/briefing.html",
        "output/2026-11-21/briefing.txt",
        "output/2026-11-21/briefing.json",
        "output/index.html",
    ]
    assert [line.strip() for line in done.stdout.splitlines()[1:]] == written
    assert all((box / path).stat().st_size for path in written)


def test_only_the_formats_asked_for_are_written(box: Path) -> None:
    """--format narrows what is written, --output says where."""
    assert digest("run", "in", "--now", NOW, "--format", "json,text", "--output", "there", cwd=box).returncode == 0
    assert sorted(p.name for p in (box / "there" / "2026-11-21").iterdir()) == ["briefing.json", "briefing.txt"]


def test_options_shape_the_briefing(box: Path) -> None:
    """--words, --stories and --method reach the record; a config counts only when it is named, and options win over it."""
    (box / "digest.toml").write_text('[edition.a]\ntitle = "Guten Morgen"\nstories = 1\n')
    others = {
        "owl": "An owl that had lived in the clock of Marrow church since spring moved out on Friday with three young, "
        "and the sexton wound the works again for the first time since April.",
        "bread": "Bakers in Lindach agreed to sell yesterday's bread at half its price from next week, to waste less of it. "
        "Four of five shops in the old quarter have signed.",
    }
    for name, text in others.items():
        (box / "in" / f"{name}.txt").write_text(f"News of the {name}\n\n{text}\n")
    plain = digest("run", "in", "--now", NOW, "--output", "plain", cwd=box)
    named = digest("run", "in", "--now", NOW, "--output", "named", "--config", "digest.toml", cwd=box)
    won = digest(
        "run",
        "in",
        "--now",
        NOW,
        "--output",
        "won",
        "--config",
        "digest.toml",
        "--stories",
        "2",
        "--method",
        "lexrank",
        cwd=box,
    )
    assert [done.returncode for done in (plain, named, won)] == [0, 0, 0], won.stderr
    records = [
        json.loads((box / out / "2026-11-21" / "briefing.json").read_text()) for out in ("plain", "named", "won")
    ]
    assert [record["title"] for record in records] == ["Briefing", "Guten Morgen", "Guten Morgen"]
    assert len(records[0]["stories"]) >= 3
    assert [len(record["stories"]) for record in records[1:]] == [1, 2]
    assert any(item["kind"] == "below the cut" for item in records[1]["left_out"])
    assert len({record["made_by"]["settings"] for record in records}) == 3


def test_bad_input_costs_only_itself(box: Path) -> None:
    """Each bad item gets one line that names it, the good ones are briefed, and the exit code says that something failed."""
    (box / "in" / "rows.jsonl").write_text(
        '{"title": "Fine", "text": "A fine text about the harbour."}\n{"title": "Broken"\n'
    )
    (box / "in" / "empty.txt").write_text("")
    (box / "in" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = digest("run", "in", "gone.txt", "--now", NOW, cwd=box)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert "digest: gone.txt: cannot be read: there is no such file or folder" in lines
    assert any(line.startswith("digest: in/rows.jsonl, line 2: not JSON: ") for line in lines)
    record = json.loads((box / "output" / "2026-11-21" / "briefing.json").read_text())
    assert {item["origin"]: item["kind"] for item in record["left_out"]} == {
        "gone.txt": "failed",
        "in/rows.jsonl": "failed",
        "in/empty.txt": "left out",
        "in/picture.txt": "left out",
    }
    assert record["counts"]["read"] == record["counts"]["articles"] + record["counts"]["left_out"] == 7


def test_a_link_is_refused_by_name_and_is_no_failure(box: Path) -> None:
    """What is refused stands on stderr and in the account, but the run is as good as any."""
    (box / "in" / "link.txt").symlink_to(box / "in" / "Tarnby.txt")
    done = digest("run", "in", "--now", NOW, cwd=box)
    assert done.returncode == 0
    assert done.stderr == "digest: in/link.txt: refused: a link; put the file itself there\n"
    record = json.loads((box / "output" / "2026-11-21" / "briefing.json").read_text())
    assert [item["origin"] for item in record["left_out"]] == ["in/link.txt"]


def test_nothing_to_brief_is_exit_3(box: Path) -> None:
    """An empty folder, and a folder in which nothing is an article, exit 3 with one line and write nothing."""
    (box / "none").mkdir()
    done = digest("run", "none", cwd=box)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "digest: nothing to brief: no article was found\n"
    (box / "none" / "blank.txt").write_text(" \n")
    assert "1 item left out" in digest("run", "none", cwd=box).stderr
    assert not (box / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "in", "--now", "yesterday"), "no ISO 8601 time"),
        (("run", "in", "--now", "2026-11-21T07:00"), "has no offset"),
        (("run", "in", "--format", "docx"), "none of html, text, json, md, epub, pdf"),
        (("run", "in", "--method", "magic"), "magic"),
        (("run", "in", "--words", "0"), "--words"),
        (("run", "in", "--sauce"), "--sauce"),
        (("run", "in", "--config", "none.toml"), "none.toml cannot be read"),
        (("run", "in", "--config", "bad.toml"), "unknown key: edition.a.storys"),
        (("run", "--config", "none.toml"), "none.toml cannot be read"),
        (("verify", "gone.json"), "gone.json cannot be read"),
        (("verify", "in/Tarnby.txt"), "no briefing record"),
        (("dance",), "dance"),
    ],
)
def test_wrong_usage_is_exit_2_and_says_what(box: Path, arguments: tuple[str, ...], said: str) -> None:
    """Wrong arguments and configuration exit 2, name what is wrong on stderr, and write nothing."""
    (box / "bad.toml").write_text("[edition.a]\nstorys = 3\n")
    done = digest(*arguments, cwd=box)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (box / "output").exists()


def test_a_folder_that_cannot_be_written_is_one_line(box: Path) -> None:
    """An output that is a file, or below one, is refused with its path."""
    (box / "taken").write_text("a file")
    done = digest("run", "in", "--output", "taken/out", cwd=box)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "taken" in done.stderr


def test_verify_and_why_read_what_run_wrote(box: Path) -> None:
    """A fresh briefing is proved; a changed source is named; why explains stories, sources and lines."""
    digest("run", "in", "--now", NOW, cwd=box)
    record = "output/2026-11-21/briefing.json"
    proved = digest("verify", record, cwd=box)
    assert proved.returncode == 0
    assert proved.stdout.startswith("proved: ")
    overview = digest("why", record, cwd=box)
    assert overview.returncode == 0
    assert "independent voice" in overview.stdout
    assert "point 1" in digest("why", record, "1", cwd=box).stdout
    source = digest("why", record, "in/Tarnby.txt", cwd=box).stdout
    assert "told in story" in source
    assert "headline: Tarnby reopens its ferry" in source
    assert "kept" in source
    assert digest("why", record, "nowhere.txt", cwd=box).returncode == 2
    path = box / "in" / "Tarnby.txt"
    path.write_text(path.read_text().replace("nine", "nice"))
    changed = digest("verify", record, cwd=box)
    assert changed.returncode == 1
    assert "in/Tarnby.txt: its bytes have changed" in changed.stderr


def test_each_stage_can_be_run_alone(box: Path) -> None:
    """Read shows candidates and lines, stories the evidence, summarize the sentences; --json gives the same as values."""
    shown = digest("read", "in/Tarnby.txt", cwd=box)
    assert shown.returncode == 0
    assert "headline: Tarnby reopens its ferry" in shown.stdout
    assert "kept" in shown.stdout
    (value,) = json.loads(digest("read", "in/Tarnby.txt", "--json", cwd=box).stdout)
    assert value["articles"][0]["title"] == "Tarnby reopens its ferry"
    assert {line["kept"] for line in value["lines"]} == {True, False}
    stories = json.loads(digest("stories", "in", "--json", cwd=box).stdout)
    assert sum(len(story["articles"]) for story in stories) == 2
    assert "Elmsworth" in digest("stories", "in", cwd=box).stdout
    excerpts = json.loads(
        digest("summarize", "in/Tarnby.txt", "--words", "40", "--method", "luhn", "--json", cwd=box).stdout
    )
    assert all(excerpt["text"] in value["articles"][0]["text"] for excerpt in excerpts)
    assert digest("summarize", "nowhere", cwd=box).returncode == 3
    both = json.loads(digest("summarize", "in", "--words", "20", "--json", "-v", cwd=box).stdout)
    assert both["chosen"] == json.loads(digest("summarize", "in", "--words", "20", "--json", cwd=box).stdout)
    said = {excerpt["text"] for excerpt in both["chosen"]}
    assert both["not_chosen"]
    for other in both["not_chosen"]:
        assert other["text"] not in said
        assert other["why"]
        assert set(other["terms"]) == {"place", "whole", "headlines"}
    shown = digest("summarize", "in", "--words", "20", "-v", cwd=box).stdout
    assert "not chosen, the best first:" in shown
    assert "× headlines" in shown


def test_untrusted_text_cannot_act_on_a_terminal(box: Path) -> None:
    """Control characters of file names and headlines are shown, never sent."""
    (box / "in" / "evil\x1b[2J.jsonl").write_text('{"title": "Red \\u001b[31m \\u202e alert", "text": broken')
    done = digest("run", "in", "--now", NOW, cwd=box)
    assert "\x1b" not in done.stdout + done.stderr
    assert "evil\\x1b[2J.jsonl" in done.stderr
    why = digest("why", "output/2026-11-21/briefing.json", cwd=box)
    assert "\x1b" not in why.stdout


def test_version_and_help(box: Path) -> None:
    """--version prints the version; help names every command."""
    assert digest("--version", cwd=box).stdout.startswith("digest 0.")
    shown = digest("--help", cwd=box)
    assert shown.returncode == 0
    assert all(command in shown.stdout for command in ("run", "verify", "why"))


def test_progress_shows_on_a_terminal_only(box: Path) -> None:
    """On a terminal a person sees what is being done; in a pipe stderr stays empty (see the first test)."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "digest", "run", "in", "--now", NOW]
    with subprocess.Popen(
        command, cwd=box, stderr=theirs, stdout=subprocess.DEVNULL, env=os.environ | {"TERM": "xterm"}
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # the other end is closed: the process is done
                break
            shown += chunk
            if not chunk:
                break
    os.close(ours)
    assert process.returncode == 0
    assert b"reading" in shown
