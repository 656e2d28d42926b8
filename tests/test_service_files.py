"""The service files that are shipped say what systemd understands, and leave little open."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

SERVICE = Path(__file__).parent.parent / "docs" / "service"
pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def test_the_daemons_unit_is_tight() -> None:
    """Its exposure, as systemd measures it, is at most 2.0."""
    command = ["systemd-analyze", "security", "--offline=true", str(SERVICE / "digest.service")]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    level = re.search(r"Overall exposure level for digest\.service: ([\d.]+)", said)
    assert level is not None, said
    assert float(level.group(1)) <= 2.0


@pytest.mark.parametrize("name", ["digest.service", "digest-run.service", "digest-run.timer"])
def test_units_have_no_unknown_words(name: str) -> None:
    """Systemd finds no unknown key or value in a unit (that the program is not installed here is no fault of it)."""
    command = ["systemd-analyze", "verify", "--man=no", str(SERVICE / name)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert [line for line in said.splitlines() if name in line and "is not executable" not in line] == []
