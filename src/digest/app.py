"""The composition root: builds the parts of a command, runs them, closes them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from digest.limits import one_heap
from digest.model import Briefing, Reading, Settings
from digest.pipeline import Progress, brief, read, silent


@dataclass(frozen=True, slots=True)
class Made:
    """What a one-off run made."""

    reading: Reading
    briefing: Briefing
    written: tuple[Path, ...]  # none where there was nothing to brief


def one_off(
    paths: Sequence[str],
    *,
    output: str,
    formats: Sequence[str],
    now: datetime | None = None,
    config: str | None = None,
    edition: str | None = None,
    workers: int | None = None,
    progress: Progress = silent,
    **settings: Any,
) -> Made:
    """Reads `paths`, composes, publishes; remembers and mails nothing.

    `settings` are those fields of Settings that the command line gives; they win over the config's. Raises UsageError for a
    wrong config and OutputError where the result cannot be written.
    """
    from digest.engine import mapper
    from digest.publish import check_writable, publish

    shaped, published, engine = _from_config(config, edition, workers)
    shaped = replace(shaped, **{key: value for key, value in settings.items() if value is not None})
    check_writable(output)
    one_heap()
    with mapper(**engine) as mapped:
        with nullcontext() if mapped.workers == 1 else _no_search_for_cycles():  # cleaning makes some
            reading = read(*paths, mapper=mapped, progress=progress)
        with _no_search_for_cycles():
            briefing = brief(reading, now=now, settings=shaped, mapper=mapped, progress=progress)
    written = publish(briefing, output, formats, **published) if reading.articles else ()
    return Made(reading, briefing, written)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """It would go through all that was read again and again, a tenth of grouping's time, and find next to nothing."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _from_config(
    config: str | None, edition: str | None, workers: int | None
) -> tuple[Settings, dict[str, Any], dict[str, Any]]:
    """What shapes the briefing, what shapes its publication, and what `mapper` is called with."""
    if config is None:
        return Settings(), {}, {"workers": 1 if workers is None else workers}
    from digest.config import load

    loaded = load(config)
    templates = str(Path(config).parent / loaded.templates) if loaded.templates else None
    published = {"templates": templates, "base_url": loaded.base_url}
    engine = loaded.engine.model_dump()
    if workers is not None:
        engine["workers"] = workers
        if loaded.engine.kind == "local":
            engine["kind"] = None  # by the number of workers
    return loaded.settings(edition), published, engine
