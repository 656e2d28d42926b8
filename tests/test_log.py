"""The daemon's log, as `[log]` asks for it."""

from __future__ import annotations

import json

import pytest

from digest.config import Log
from digest.log import logger


def test_json_lines_hold_one_event_each(capsys: pytest.CaptureFixture[str]) -> None:
    """Each event is one line of JSON with its time, whatever stands in its particulars."""
    logger(Log(format="json"))("info", "made", note="two\nlines \x1b[31m", edition="bar")
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["event"], said["note"], said["edition"]) == (
        "info",
        "made",
        "two\nlines \x1b[31m",
        "bar",
    )
    assert "\x1b" not in line
    assert said["time"].endswith("+00:00")


def test_what_is_below_the_level_is_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    """With level "warning" a run that went well is silent, and one that failed is not."""
    say = logger(Log(level="warning"))
    say("info", "made")
    say("error", "run failed", reason="disk\x1bfull")
    said = capsys.readouterr().err
    assert "made" not in said
    assert "run failed" in said
    assert "\x1b" not in said
