"""The public names mean what the documentation says, however and in whichever order things were imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

import digest


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import digest.group.stories, digest.summarize.telling, digest.render.page",
        "from digest.group import copies; from digest.render import render",
        "from digest import *",
        "import digest.cli",
    ],
)
def test_functions_stay_functions(before: str) -> None:
    """`digest.group`, `digest.summarize` and `digest.render` are the functions, also after the packages were imported."""
    names = "digest.group, digest.summarize, digest.render, digest.read, digest.brief"
    code = f"{before}\nimport digest\nassert all(map(callable, ({names})))"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    """Each name of `__all__` can be had, and any other is refused as usual."""
    assert all(getattr(digest, name) is not None for name in digest.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        digest.nothing  # noqa: B018
