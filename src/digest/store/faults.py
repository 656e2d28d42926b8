"""What a database says when it fails, in one line for people: what, where, and the mend."""

from __future__ import annotations

import re

from digest.errors import DigestError


class StoreError(DigestError):
    """The store cannot be used, or could not keep something; what it held before is as it was."""


class LostClaim(StoreError):
    """Somebody else did this meanwhile: the slot has its briefing already, or is run by another."""


_BACKUP = "put back a copy that `digest backup` made, with `digest restore COPY`"

_MENDS = (  # what the driver says (in any case) -> what it means, what to do
    ("disk is full|no space left|could not extend file", "the disk is full", "free some space and run again"),
    (
        "session is read-only|cannot execute .* in a read-only transaction",
        "the server takes no writes now",
        "make it the primary (a standby is promoted), or mend the URL, and run again",
    ),
    (
        "readonly database|read-only",
        "it may not be written",
        "give this user the right to write the file and its folder",
    ),
    (
        "unable to open database file|permission denied",
        "it cannot be opened",
        "give this user the right to read and write the file and its folder",
    ),
    ("malformed|not a database|file is encrypted", "it is damaged", _BACKUP),
    (
        "database is locked|database table is locked|lock timeout",
        "another program has held it for too long",
        "end that program",
    ),
    (
        "disk i/o error",
        "the disk does not answer as it should (or is full)",
        f"look at the disk; if it is sound, {_BACKUP}",
    ),
    (
        "password authentication failed|no password supplied",
        "the server refuses the password",
        "set it in the URL or in PGPASSWORD",
    ),
    (
        (
            "connection refused|could not connect|connection failed|connection timeout|is the server running|could not translate|"
            "failed to resolve|server closed|terminating connection|consuming input failed|connection is bad|connection is closed|"
            "ssl connection has been closed|the database system is|adminshutdown"
        ),
        "the server does not answer",
        "start it, or mend the URL, and run again",
    ),
    ("no such file or directory", "there is no such file", "look at the path"),
    ('database ".*" does not exist', "the server has no such database", "make it with `createdb`"),
)


def explain(place: str, said: str) -> StoreError:
    """The error for what a driver `said` of the store at `place`."""
    first = " ".join(said.split())[:300]
    for pattern, meaning, mend in _MENDS:
        if re.search(pattern, first, re.IGNORECASE):
            return StoreError(f"the store {place}: {meaning} ({first}); {mend}")
    return StoreError(f"the store {place}: {first}")
