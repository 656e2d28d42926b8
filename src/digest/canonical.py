"""JSON as this project writes and reports it: one form for hashing, one line for what is broken."""

from __future__ import annotations

import json


def canonical_json(value: object) -> bytes:
    """`value` with sorted keys and no white space, in UTF-8: the bytes whose hash stands for a parsed item."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")


def json_fault(error: Exception) -> str:
    """Where and how a JSON text breaks, in one line."""
    if isinstance(error, json.JSONDecodeError):
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        return f"not JSON: {error.msg[:1].lower()}{error.msg[1:]} at {where}"
    if isinstance(error, RecursionError):
        return "not JSON that can be read: nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return f"not JSON: byte {error.start + 1} is no UTF-8"
    return f"not JSON: {error}"
