"""Memory that is free goes back to the system, so that the largest step decides what a run needs and not the sum of all."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Gives back what the C library keeps for later, where it can (glibc); takes some milliseconds."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
