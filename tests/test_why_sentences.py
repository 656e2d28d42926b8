"""Why a sentence is not in the briefing: each reason is the one that held when the points were chosen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

import digest
from digest.model import Article
from digest.record import to_record
from digest.why_sentences import explained, unchosen

_POST = (
    "The council of Elmsworth voted nine to four on Friday to reopen the north ferry after two years of repairs.\n\n"
    "Repairs cost 14 million crowns, the council said.\n\n"
    "Rain. She thanked the crews who had worked through two winters in the yard.\n\n"
    "Photo by Tomas Hale shows the old ferry at the pier in spring.\n\n"
    "The yard of Norwell will also paint the hull of the old ice breaker."
)
_DAILY = (
    "The Elmsworth council on Friday voted nine to four to reopen the north ferry.\n\n"
    "Repairs cost 17 million crowns, the harbour office said."
)


def _reports() -> list[list[Article]]:
    return [
        [Article(name, f"{name}.txt", "0", name.title(), title, text, language="en")]
        for name, title, text in (("post", "Council reopens north ferry", _POST), ("daily", "Ferry back", _DAILY))
    ]


def _reasons(lines: Sequence[str]) -> dict[str, str]:
    """The reason that follows each sentence."""
    return {said.split(": ", 1)[1]: why.strip() for said, why in pairwise(lines) if "-" in said[:20]}


@pytest.mark.parametrize(
    ("opening", "why"),
    [
        ("The Elmsworth council on Friday", "says again what point 1 says"),
        ("Repairs cost 17 million crowns", "gives only the other value of a difference"),
        ("She thanked the crews", "is only clear after the sentence before it, which may not stand: too short"),
        ("Photo by Tomas Hale", "may not stand: a picture's caption"),
        ("The yard of Norwell", "outscored"),
    ],
)
def test_each_reason(opening: str, why: str) -> None:
    """A repetition names its point, a difference's other value is called one, and rules are named in their own words."""
    points = [("post", *_span(_POST, at)) for at in ("The council", "Repairs")]
    reasons = _reasons(list(explained(_reports(), points)))
    found = next(reason for said, reason in reasons.items() if said.startswith(opening))
    assert found.startswith(why)


def _span(text: str, opening: str) -> tuple[int, int]:
    start = text.index(opening)
    return start, text.index("\n\n", start)


def test_points_that_are_no_sentences_any_more_are_admitted() -> None:
    """Where this version would cut the points otherwise, it says so instead of guessing."""
    (line,) = explained(_reports(), [("post", 3, 40)])
    assert "cut otherwise" in line


def test_a_record_is_explained_from_its_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reasons are read anew from the files; a file that changed, or another cleaner's record, is named instead."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("post", _POST), ("daily", _DAILY)):
        Path(f"{name}.txt").write_text(f"Council reopens north ferry\n\n{text}\n", "utf-8")
    briefing = digest.brief(digest.read("post.txt", "daily.txt"), now=datetime(2026, 11, 21, 7, tzinfo=UTC), words=30)
    record = json.loads(json.dumps(to_record(briefing)))
    story = record["stories"][0]
    lines = list(unchosen(record, story))
    assert lines[0].strip() == "sentences not chosen, the best first:"
    assert any("says again what point" in line for line in lines)
    assert not any(point["text"] in line for point in story["points"] for line in lines)
    Path("daily.txt").write_text("changed\n", "utf-8")
    (line,) = unchosen(record, story)
    assert "daily.txt" in line
    assert "changed" in line
    (line,) = unchosen({**record, "made_by": {"cleaner": "0"}}, story)
    assert "another version of the cleaner" in line
