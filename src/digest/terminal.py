"""What is safe and helpful to print: untrusted text without control characters, progress on a terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from digest.pipeline import Progress, silent


def printable(text: str) -> str:
    """`text` on one line, with control and invisible characters shown as escapes instead of acted on."""
    return "".join(
        character if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else _escaped(character)
        for character in text
    )


def _escaped(character: str) -> str:
    return " " if character in "\t\n\r" else character.encode("unicode_escape").decode("ascii")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Progress on standard error where a person watches; silence in a pipe."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def show(stage: str, done: int, total: int | None) -> None:
            name = stage.partition(":")[0]  # what follows are counts so far: they change, the stage stays
            if name not in tasks:
                tasks[name] = bar.add_task(stage, total=total)
            bar.update(tasks[name], description=stage, completed=done, total=total)

        yield show


def say(line: str) -> None:
    """One line for people on standard output."""
    print(printable(line))


def complain(line: str) -> None:
    """One line on what went wrong, on standard error."""
    print(f"digest: {printable(line)}", file=sys.stderr)
