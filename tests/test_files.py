"""Files put in place in one step, and leftovers swept away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.files import LEFT_AFTER, file_name, put, put_changed, sweep, temporary


def test_rights_that_are_asked_for_are_kept(tmp_path: Path) -> None:
    """A private file stays private, whatever the mask; without a wish the mask decides."""
    mask = os.umask(0o022)
    try:
        put(tmp_path / "private", b"x", mode=0o600)
        put(tmp_path / "new" / "public", b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new" / "public").stat().st_mode & 0o777 == 0o644


def test_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    """A file that would not change keeps its place on the disk."""
    path = tmp_path / "page"
    assert put_changed(path, b"one")
    before = path.stat().st_ino
    assert not put_changed(path, b"one")
    assert path.stat().st_ino == before
    assert put_changed(path, b"two")
    assert path.read_bytes() == b"two"


def test_only_old_leftovers_of_our_own_are_swept(tmp_path: Path) -> None:
    """What a killed run left goes; a younger one, another's file, a link and a folder stay."""
    old, young, foreign = temporary(tmp_path / "a"), temporary(tmp_path / "b"), tmp_path / ".notes.tmp"
    target = tmp_path / "kept.html"
    for path in (old, young, foreign, target):
        path.write_bytes(b"half")
    link, folder = temporary(tmp_path / "c"), temporary(tmp_path / "d")
    link.symlink_to(target)
    folder.mkdir()
    now = young.stat().st_mtime + 10
    for path in (old, foreign, folder):
        os.utime(path, (now - LEFT_AFTER - 60,) * 2)
    assert sweep([tmp_path, tmp_path / "not there"], now=now) == 1
    assert {path.name for path in tmp_path.iterdir()} == {
        young.name,
        foreign.name,
        target.name,
        link.name,
        folder.name,
    }


@pytest.mark.parametrize(
    "name", ["index", "Index", "../../etc/passwd", "a/b\\c", "\u202egpj.exe", "con", "", "..", "\x00"]
)
def test_a_hashed_name_is_no_path_and_never_a_word_alone(name: str) -> None:
    """Names from outside become one plain part of a path that can stand for nothing else."""
    made = file_name(name, hashed=True)
    assert made not in {"index", "con", "", "..", "."}
    assert not set(made) & set("/\\.\x00\u202e:")
    assert made.rpartition("-")[2].isalnum()
    assert len(made.rpartition("-")[2]) == 6
