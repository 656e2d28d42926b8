"""WARC files in bulk, into a project's store or a file of JSON Lines."""

from __future__ import annotations

from collections.abc import Sequence

from digest.commands import Exit, complained
from digest.terminal import progress_bar, say


def warc(config: str | None, paths: Sequence[str], *, output: str | None, workers: int | None) -> Exit:
    """Reads what was not read yet; says how many records were read, kept and dropped, and why."""
    from digest.engine import mapper
    from digest.project import opened
    from digest.warcs import into_lines, into_store, now

    if output is not None:
        with mapper(1 if workers is None else workers) as mapped, progress_bar() as progress:
            tally = into_lines(output, paths, mapped, progress=progress)
    else:
        with opened(config) as project:
            engine = project.config.engine.model_dump()
            if workers is not None:
                engine |= {"workers": workers} | ({"kind": None} if engine["kind"] == "local" else {})
            with mapper(**engine) as mapped, progress_bar() as progress:
                tally = into_store(project.store, paths, mapped, progress=progress, clock=now)
    read, kept = tally.counts.get("read", 0), tally.counts.get("kept", 0)
    others = f"; {tally.left} are read by others" if tally.left else ""
    say(f"{tally.files} files read to their end{others}: {read} records, {kept} kept, {read - kept} dropped")
    for why, number in sorted(tally.counts.items(), key=lambda one: (-one[1], one[0])):
        if why not in ("read", "kept"):
            say(f"  {number}  {why}")
    return 1 if complained(tally.problems) else 0
