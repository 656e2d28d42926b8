"""The commands of a project: everything that needs a `digest.toml` and a store. Each prints lines and returns its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from digest.model import Problem
from digest.terminal import complain

Exit = int


def complained(problems: Sequence[Problem]) -> bool:
    """Says each failure on standard error; whether there was one."""
    failed = [problem for problem in problems if problem.kind == "failed"]
    for problem in (one for one in problems if one.kind == "failed" or one.reason.startswith("refused")):
        complain(f"{problem.origin}{f', {problem.member}' if problem.member else ''}: {problem.reason}")
    return bool(failed)


def iso(moment: datetime | None) -> str | None:
    """A moment to the minute."""
    return moment.isoformat(timespec="minutes") if moment else None
