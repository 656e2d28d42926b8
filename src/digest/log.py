"""The daemon's log: one line an event on standard error, for a terminal or as JSON; control characters always escaped."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import UTC, datetime

from digest.config import Log
from digest.maker import Say, to_stderr

LEVELS = ("debug", "info", "warning", "error")


def logger(settings: Log) -> Say:
    """Where the daemon's words go, as `[log]` says: from which level on, and in which form."""
    least = LEVELS.index(settings.level)
    write = _as_json if settings.format == "json" else to_stderr

    def say(level: str, event: str, **fields: object) -> None:
        if level not in LEVELS or LEVELS.index(level) >= least:
            write(level, event, **fields)

    return say


def _as_json(level: str, event: str, **fields: object) -> None:
    line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, "event": event, **fields}
    with suppress(OSError, ValueError):
        sys.stderr.write(json.dumps(line, ensure_ascii=True, default=str) + "\n")
        sys.stderr.flush()
