"""digest.toml is edited in one place at a time; all that a person wrote stays."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import OutputError, UsageError
from digest.toml_edit import add_source, edit, remove_source, unique_name

CONFIG = """# My morning paper.
store = "sqlite:///state.db"   # here

[fetch]
every = "30m"

# The coast
[[source]]
name = "The Tide"      # good on ships
url = "https://vess.example/feed"

# The north; written by a friend
[[source]]
name = "The Ledger"
url = "https://ledger.example/rss"
# weight = 2

# ---- editions ----
[edition.morning]
schedule = "07:00"  # early
"""
NEW = {"name": "Kai", "url": 'https://kai.example/?q="x"\\y', "full_text": True, "weight": 0.5}


def comments(text: str) -> list[str]:
    """All comments, in order."""
    return [line[line.index("#") :].strip() for line in text.splitlines() if "#" in line]


def test_a_source_is_added_behind_the_others() -> None:
    """Every line that was there stays as it was; the new table stands before the editions."""
    made = add_source(CONFIG, NEW)
    assert tomllib.loads(made)["source"][-1] == NEW
    before, _, rest = made.partition('[[source]]\nname = "Kai"')
    assert before.rstrip("\n") + "\n\n" + rest.partition("\n\n")[2] == CONFIG
    assert comments(made) == comments(CONFIG)
    assert made.index("Kai") < made.index("# ---- editions") < made.index("[edition")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet",
        'store = "x"',
        "# [[source]]\n# name = 'x'\n",
        "source = []\n[fetch]\n",
        'source = [{name = "a", path = "b"}]  # short\n',
    ],
)
def test_a_source_is_added_anywhere(text: str) -> None:
    """Into an empty file, one of comments, and one that writes its sources on one line."""
    made = add_source(text, NEW)
    assert tomllib.loads(made)["source"][-1] == NEW
    assert comments(made) == comments(text)


def test_a_source_is_removed_and_nothing_else() -> None:
    """By name or by address; the comments around it stay, and adding and removing leaves what was there."""
    for name, gone in (("The Tide", 0), ("https://ledger.example/rss", 1)):
        made = remove_source(CONFIG, name)
        data = tomllib.loads(CONFIG)
        del data["source"][gone]
        assert tomllib.loads(made) == data
        assert [c for c in comments(CONFIG) if c != "# good on ships"] == [
            c for c in comments(made) if c != "# good on ships"
        ]
    assert remove_source(add_source(CONFIG, NEW), "Kai") == CONFIG
    last = remove_source(remove_source(CONFIG, "The Tide"), "The Ledger")
    assert "source" not in tomllib.loads(last)


def test_strings_that_look_like_tables_are_left_alone() -> None:
    """A table header inside a string of several lines is text."""
    text = 'note = """\n[[source]]\nname = "x"\n"""\n' + CONFIG
    assert tomllib.loads(remove_source(text, "The Tide"))["note"] == tomllib.loads(text)["note"]
    assert tomllib.loads(add_source(text, NEW))["note"] == tomllib.loads(text)["note"]
    inside = CONFIG.replace('name = "The Ledger"', 'name = """The Ledger"""\nlanguage = """\n[[source]]\n"""')
    assert [s["name"] for s in tomllib.loads(remove_source(inside, "The Ledger"))["source"]] == ["The Tide"]


def test_line_ends_stay() -> None:
    """A file with the line ends of Windows keeps them."""
    made = add_source(CONFIG.replace("\n", "\r\n"), NEW)
    assert made.count("\r\n") == made.count("\n")


def test_names_are_unique_and_clean() -> None:
    """A taken name gets a number; control characters and length are taken away."""
    assert unique_name(CONFIG, "The Ledger") == "The Ledger 2"
    assert unique_name(add_source(CONFIG, {"name": "the ledger 2", "path": "x"}), "The Ledger") == "The Ledger 3"
    assert unique_name(CONFIG, " A\n\x1b[31mB ") == "A [31mB"
    assert unique_name(CONFIG, "") == "Feed"
    assert len(unique_name(CONFIG, "x" * 500)) == 100
    with pytest.raises(UsageError, match="already"):
        add_source(CONFIG, {"name": "The Tide", "path": "x"})


def test_what_is_not_there_cannot_be_removed() -> None:
    """The message names what there is."""
    with pytest.raises(UsageError, match="there are: The Tide, The Ledger"):
        remove_source(CONFIG, "Tide")
    with pytest.raises(UsageError, match="no TOML"):
        remove_source("= broken", "x")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20),
        min_size=1,
        max_size=5,
        unique_by=str.casefold,
    )
)
def test_any_text_goes_in_and_out(texts: list[str]) -> None:
    """Whatever stands in a name or address, it is read back, and removing all again gives the first text back."""
    made = CONFIG
    names = []
    for text in texts:
        name = unique_name(made, text)
        names.append(name)
        made = add_source(made, {"name": name, "url": text})
    assert [source["url"] for source in tomllib.loads(made)["source"][2:]] == texts
    for name in names:
        made = remove_source(made, name)
    assert made == CONFIG


def test_the_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    """Mode and links stay, a failing edit leaves the file, and nothing is left beside it."""
    path, link = tmp_path / "digest.toml", tmp_path / "link.toml"
    path.write_text(CONFIG)
    path.chmod(0o640)
    link.symlink_to(path)
    made = edit(link, lambda text: add_source(text, NEW))
    assert link.is_symlink()
    assert path.read_text() == made
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(UsageError):
        edit(path, lambda text: remove_source(text, "nobody"))
    assert path.read_text() == made
    assert sorted(os.listdir(tmp_path)) == ["digest.toml", "link.toml"]
    with pytest.raises(UsageError, match="cannot be read"):
        edit(tmp_path / "none.toml", str)


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason comes with the path, and no leftover stays."""
    path = tmp_path / "digest.toml"
    path.write_text(CONFIG)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="no space left"):
        edit(path, lambda text: add_source(text, NEW))
    assert os.listdir(tmp_path) == ["digest.toml"]
