"""The config file: every agreed key, and one line for whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.config import load
from digest.errors import UsageError
from digest.model import Section, Settings

WHOLE = """
store = "sqlite:///state/digest.db"
output = "out"
keep = { raw = "90d", articles = "2y", briefings = "forever" }

[fetch]
every = "30m"
max_bytes = "10MB"

[[source]]
name = "The Post"
path = "feeds/post"
weight = 0.5
family = "house"

[edition.morning]
title = "Guten Morgen"
schedule = "0 7 * * mon-fri"
timezone = "Europe/Berlin"
stories = 5
words = 80
method = "lexrank"
sources = ["The Post"]
watch = ["ferr*"]
sections = [{ title = "Economy", watch = ["bank"] }]
languages = ["de", "en"]
to = ["ana@example.org"]

[email]
host = "smtp.example.org"
from = "digest@example.org"
dkim = { selector = "d1", key_file = "dkim.pem" }

[engine]
kind = "processes"
workers = 2
"""


def written(folder: Path, text: str) -> Path:
    """A config file of `text`."""
    path = folder / "digest.toml"
    path.write_text(text)
    return path


def test_a_whole_config_gives_its_editions_settings(tmp_path: Path) -> None:
    """Every agreed key is accepted, and an edition's own become the settings of a briefing."""
    config = load(written(tmp_path, WHOLE))
    assert (
        config.settings("morning")
        == config.settings()
        == Settings(
            title="Guten Morgen",
            stories=5,
            words=80,
            method="lexrank",
            watch=("ferr*",),
            weights=(("The Post", 0.5),),
            families=(("The Post", "house"),),
            languages=("de", "en"),
            sections=(Section("Economy", ("bank",)),),
        )
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[edition.a]\nstorys = 3", "unknown key: edition.a.storys"),
        ("outptu = 'x'", "unknown key: outptu"),
        ("[edition.a]\ntimezone = 'Europe/Berln'", "no such time zone: 'Europe/Berln'"),
        ("[edition.a]\nmethod = 'best'", "no such method: 'best'; one of coverage"),
        ("[edition.a]\nwords = 3", "edition.a.words"),
        ("[edition.a]\nlanguages = ['English']", "no such language: 'English'; use a code of two letters"),
        ("[edition.a]\nlanguages = ['xx']", "edition.a.languages.0: no such language: 'xx'"),
        ("[edition.a]\nsections = [{ title = ' ', watch = ['x'] }]", "edition.a.sections.0.title"),
        ("[edition.a]\nsections = [{ title = 'Trains' }]", "edition.a.sections.0.watch"),
        ("[edition.a]\nsections = [{ title = 'Trains', watch = ['*'] }]", "'*' is no word"),
        ("[edition.a]\nsections = [{ title = 'A', watch = ['x'] }, { title = 'A', watch = ['y'] }]", "two sections"),
        ("[[source]]\nname = 'x'", "give either `url` or `path`"),
        ("[edition.a]\nsources = ['nobody']", "names no [[source]]: nobody"),
        ("= 3", "no TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    """A wrong key or value is refused with its path, in one line."""
    with pytest.raises(UsageError) as error:
        load(written(tmp_path, text))
    assert said in str(error.value)
    assert "\n" not in str(error.value).rstrip("\n") or "TOML" in said


def test_an_edition_must_be_clear(tmp_path: Path) -> None:
    """With several editions one must be named; a name that is not there is refused with those that are."""
    config = load(written(tmp_path, "[edition.a]\n[edition.b]\n"))
    with pytest.raises(UsageError, match="several editions"):
        config.settings()
    with pytest.raises(UsageError, match="it has: a, b"):
        config.settings("c")
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "missing.toml")
