"""Lengths of time and sizes as people write them in the config: "30m", "2d", "10MB"."""

from __future__ import annotations

import re

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_557_600}
OCTETS = {"B": 1, "kB": 1_000, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


def seconds(text: str) -> float:
    """A text such as "30m" in seconds; raises ValueError for what is no length of time ("forever" is none)."""
    return float(_amount(text, SECONDS))


def octets(text: str) -> int:
    """A text such as "10MB" in bytes, a MB being a million of them; raises ValueError for what is no size."""
    return _amount(text, OCTETS)


def _amount(text: str, units: dict[str, int]) -> int:
    match = re.fullmatch(r"(\d{1,9})\s*([A-Za-z]+)", text.strip())
    if not match or match.group(2) not in units:
        raise ValueError(f"{text!r} is none; write a number and one of {', '.join(units)}")
    return int(match.group(1)) * units[match.group(2)]
