"""Word lists, as they are written in this package."""

from __future__ import annotations

from collections.abc import Iterable


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which white space parts."""
    return frozenset(text.split())


def has_any(text: str, parts: Iterable[str]) -> bool:
    """Whether one of `parts` stands in `text`; a plain loop is much quicker here than an expression for `any`."""
    for part in parts:  # noqa: SIM110
        if part in text:
            return True
    return False
