"""A user's own templates: what they may do, and what is said where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefings
from digest.errors import UsageError
from digest.render import render

BLOCK = '{% extends "digest/briefing.html.j2" %}\n{% block contents %}\n'


def own(folder: Path, inside: str) -> str:
    """A folder with one template, whose `inside` stands on its third line."""
    (folder / "briefing.html.j2").write_text(f"{BLOCK}{inside}\n{{% endblock %}}\n")
    return str(folder)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ briefing.nothing }}", "has no attribute 'nothing'"),
        ("{{ briefing.title + 1 }}", "TypeError"),
        ("{{ 1 // 0 }}", "ZeroDivisionError"),
        ("{% if %}", "Expected an expression"),
        ("{{ briefing.title | nosuchfilter }}", "nosuchfilter"),
    ],
)
def test_an_error_names_the_file_and_the_line(tmp_path: Path, inside: str, said: str) -> None:
    """One line that says where to look, for a fault of writing and for one that shows only when the page is made."""
    with pytest.raises(UsageError) as caught:
        render(briefings.single(), templates=own(tmp_path, inside))
    assert f"{tmp_path / 'briefing.html.j2'}, line 3: " in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "inside",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ put.__globals__ }}",
        "{{ counted.__code__ }}",
        "{{ words.languages.clear() }}",
        "{{ '{0.__class__.__mro__}'.format(briefing) }}",
        "{{ cycler.__init__.__globals__.os.system('touch x') }}",
    ],
)
def test_a_users_template_reaches_nothing_of_the_program(tmp_path: Path, inside: str) -> None:
    """A template that was copied from somewhere sees the briefing and no more; it changes nothing either."""
    with pytest.raises(UsageError, match=r"line 3: .*unsafe|line 3: .*has no attribute"):
        render(briefings.single(), templates=own(tmp_path, inside))


def test_a_template_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    """Names lead nowhere but into the folder and to the packaged ones."""
    (tmp_path / "secret.j2").write_text("secret")
    (tmp_path / "mine").mkdir()
    with pytest.raises(UsageError, match=r"secret\.j2"):
        render(briefings.single(), templates=own(tmp_path / "mine", '{% include "../secret.j2" %}'))
