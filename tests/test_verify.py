"""The proof of a briefing: it holds for what was written, and breaks at the place where anything was changed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import digest
from digest.record import to_record
from digest.verify import Mismatch, verify
from make import NOW

ROWS = [
    {
        "title": "Elmsworth reopens its north ferry",
        "source": "The Post",
        "published": "2026-11-20T18:00:00+01:00",
        "text": "The council of Elmsworth voted nine to four on Friday to reopen the north ferry after two years of repairs. "
        "“We kept our word,” said Mayor Ida Brandt. The repairs cost 14 million crowns, the council said.",
    },
    {
        "title": "North ferry back in December",
        "source": "Harbour Daily",
        "published": "2026-11-20",
        "text": "Elmsworth's north ferry will run again from December after the council voted nine to four on Friday to reopen it. "
        "The repairs took two years and cost 17 million crowns. The first crossing leaves at dawn on 1 December.",
    },
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with the rows in three formats."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return tmp_path


def made() -> dict[str, Any]:
    """The record of a briefing of `in/`, as it would come back from its file."""
    record: dict[str, Any] = json.loads(json.dumps(to_record(digest.brief(digest.read("in"), now=NOW))))
    return record


def test_what_was_made_is_proved(project: Path) -> None:
    """Every excerpt of a fresh briefing is proved with hashes, words and offsets."""
    record = made()
    proof = verify(record)
    assert proof.excerpts >= len(record["stories"][0]["points"]) >= 1
    assert proof.offsets
    assert proof.sources == 2


def test_the_proof_needs_the_right_root(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Origins start from the current directory or from the root that is given; elsewhere the missing file is named."""
    record = made()
    (project / "elsewhere").mkdir()
    monkeypatch.chdir(project / "elsewhere")
    with pytest.raises(Mismatch, match=r"in/rows\.jsonl: there is no such file .*--root"):
        verify(record)
    assert verify(record, root=str(project)).excerpts


@pytest.mark.parametrize("position", range(0, len(json.dumps(ROWS[0])), 37))
def test_any_changed_byte_of_a_source_is_found(project: Path, position: int) -> None:
    """One byte changed anywhere in a line breaks the proof, which names the file and the line."""
    record = made()
    path = project / "in" / "rows.jsonl"
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.write_bytes(data)
    with pytest.raises(Mismatch, match=r"in/rows\.jsonl, line 1: "):
        verify(record)


def tampered(change: str, record: dict[str, Any]) -> dict[str, Any]:
    """The record with one thing in it changed."""
    record = copy.deepcopy(record)
    point = record["stories"][0]["points"][0]
    if change == "words":
        point["text"] = point["text"].replace("nine", "ten")
    elif change == "offsets":
        point["start"], point["end"] = point["start"] + 1, point["end"] + 1
    elif change == "article":
        point["article"] = "nobody"
    elif change == "empty":
        point["text"] = ""
    return record


@pytest.mark.parametrize(
    ("change", "said"), [("words", "is not in it"), ("offsets", "does not stand at"), ("article", "names an article")]
)
def test_a_changed_record_is_found(project: Path, change: str, said: str) -> None:
    """A record whose words, offsets or references were changed is refused at that excerpt."""
    with pytest.raises(Mismatch, match=rf"story 1, point 1.*{said}|{said}"):
        verify(tampered(change, made()))


def test_offsets_of_another_cleaner_are_not_held_against_a_record(project: Path) -> None:
    """For the record of another cleaner's version hashes and words are proved, offsets are not."""
    record = tampered("offsets", made())
    record["made_by"]["cleaner"] = 0
    assert not verify(record).offsets
