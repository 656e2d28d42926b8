"""Files put in place whole or not at all, names that are safe as a file's, and what a killed run may have left.

Every file is first written beside its place, as `.<16 hexadecimal digits>.tmp`, and then takes it in one step.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

LEFT_AFTER = 3600.0  # seconds after which nobody can still be writing a temporary file
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # names that Windows keeps for devices


def temporary(path: Path) -> Path:
    """A name beside `path` for what is to take its place."""
    return path.with_name(f".{secrets.token_hex(8)}.tmp")


def put(path: Path, data: bytes, *, mode: int | None = None, lasting: bool = True) -> None:
    """Put `data` at `path`, whole and on the disk, or leave what was there; raises OSError.

    Folders that are missing are made. `mode` are the file's rights; without it the process's mask decides. A file that is
    not `lasting` may yet be lost with the machine's power: for many that can be made again, with `settle` after them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = temporary(path)
    try:
        rights = 0o666 if mode is None else 0o600  # what was private is never to be seen, not even half written
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            if lasting:
                os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    if lasting:
        _sync(path.parent)


def settle() -> None:
    """Wait until all that was written before is on the disk."""
    os.sync()


def put_changed(path: Path, data: bytes, *, lasting: bool = True) -> bool:
    """`put`, unless the very same bytes stand there already; whether anything was written."""
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    put(path, data, lasting=lasting)
    return True


def sweep(folders: Iterable[Path], *, now: float | None = None) -> int:
    """Take away the temporary files that a killed run left in `folders`; how many.

    Only plain files of our own naming that are older than `LEFT_AFTER` go: a younger one may be another's work.
    """
    before = (time.time() if now is None else now) - LEFT_AFTER
    swept = 0
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    with suppress(OSError):
                        if entry.stat(follow_symlinks=False).st_mtime < before:
                            os.unlink(entry.path)
                            swept += 1
    return swept


def file_name(name: str, *, hashed: bool = False) -> str:
    """`name` as the name of a file on any system: lower case, no path, at most 80 bytes.

    A name that had to be changed gets six characters of its hash, so two names never fall on one file; with `hashed`
    every name does, so that none falls on a name that has a meaning of its own ("index").
    """
    slug = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", name).lower()).strip("-_")
    slug = slug.encode("utf-8", "ignore")[:80].decode("utf-8", "ignore")
    if slug and slug == name and not hashed and not _RESERVED.fullmatch(slug):
        return slug
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{slug[:60] or 'edition'}-{digest}"


def mend(error: OSError) -> str:
    """What to do about a file that cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "free some space and run again"
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return "move what is in the way, or name another folder with --output"
    return "make the folder writable, or name another one with --output"


def _sync(folder: Path) -> None:
    """Make a folder's new entries last; some file systems cannot, and need not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)
