"""The error tree. One bad item is a `Problem`, a value; these are for what stops a command.

DigestError
├── UsageError     wrong arguments or configuration: exit 2
├── OutputError    a result could not be written: exit 1
└── EngineError    the workers cannot be had, or cannot go on: exit 1
"""

from __future__ import annotations


class DigestError(Exception):
    """Something that stops a command; its text is one line for people: what, where, and the mend."""

    exit_code = 1


class UsageError(DigestError):
    """Wrong arguments or configuration."""

    exit_code = 2


class OutputError(DigestError):
    """A result could not be written."""


class EngineError(DigestError):
    """The workers that clean cannot be had, or cannot go on."""
