"""What people install: a wheel that brings its templates and works from an empty folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_does_the_main_job_in_an_empty_folder(tmp_path: Path) -> None:
    """Built from the sources and installed in a new environment (dependencies lent by this one), the wheel runs and verifies."""
    kept = shutil.ignore_patterns(".venv", ".git", "output", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, tmp_path / "source", ignore=kept)
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path / "dist"),
        str(tmp_path / "source"),
    ]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    lent = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # dependencies only: an editable `digest` of the lending environment is put behind the wheel's own
    (Path(lent) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copytree(ROOT / "feeds", empty / "feeds")
    where = subprocess.run(
        [str(python), "-c", "import digest; print(digest.__file__)"],
        cwd=empty,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(tmp_path / "venv"))
    command = tmp_path / "venv" / "bin" / "digest"
    subprocess.run([command, "run", "feeds"], cwd=empty, check=True, capture_output=True, timeout=300)
    (record,) = empty.glob("output/*/briefing.json")
    subprocess.run([command, "verify", record], cwd=empty, check=True, capture_output=True, timeout=300)
