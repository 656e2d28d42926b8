"""The store in one SQLite file: made whole or not at all, refused when it is damaged, foreign or newer, never remade.

See https://sqlite.org/wal.html and https://sqlite.org/pragma.html. FULL syncs each commit, so that what was said to be sent
stays so through a power cut.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from digest.store import migrate
from digest.store.faults import StoreError, explain
from digest.store.lock import FileLock, Lock

APPLICATION_ID = 0x44474553  # "DGES", in the file's header
BUSY = 60.0  # seconds that a writer waits for another
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_SMALL = 64 * 2**20  # bytes; a file up to this is checked whole when it is opened
_STALE = 3600.0  # seconds after which a half made file of another start is swept away
_RESTORE = "put back a copy with `digest restore COPY`, or move the file away to begin with an empty store"
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs"}


class SqliteDatabase:
    """See `sql.Database`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = str(path)
        refuse_network(path)
        if path.exists():
            examine(path)
        else:
            _refuse_orphan(path)
            make(path)
        self.engine = engine(path)
        try:
            self._bring_forward()
        except BaseException:
            self.engine.dispose()
            raise

    def write(self, connection: Connection) -> None:
        """BEGIN IMMEDIATE did it."""

    def lock(self) -> Lock:
        """A lock on a file beside the store."""
        return FileLock(self.path.with_name(self.path.name + ".lock"), os.getpid())

    def fault(self, error: SQLAlchemyError) -> StoreError:
        """The error in words."""
        return explain(self.place, str(getattr(error, "orig", None) or error))

    def may_try_again(self, error: DBAPIError) -> bool:
        """Waiting was done already: `BUSY`."""
        del error
        return False

    def shrink(self) -> None:
        """Gives free pages back, at most 64 MB at a time; VACUUM would hold everybody up."""
        try:
            with closing(_connect(self.path)) as connection:
                connection.execute("PRAGMA incremental_vacuum(16384)").fetchall()
        except sqlite3.Error as error:
            raise explain(self.place, str(error)) from error

    def size(self) -> int:
        """Bytes of the file and its log."""
        paths = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(path.stat().st_size for path in paths if path.exists())

    def check(self) -> tuple[str, ...]:
        """SQLite's own findings: broken pages, broken references."""
        try:
            with closing(_connect(self.path)) as connection:
                return faults_in(connection, thorough=True)
        except sqlite3.Error as error:
            return (" ".join(str(error).split()),)

    def backup(self, path: str) -> None:
        """A whole, consistent copy at `path`, by SQLite's backup API."""
        try:
            copy(self.path, Path(path))
        except (sqlite3.Error, OSError) as error:
            raise explain(path, str(error)) from error

    def _bring_forward(self) -> None:
        try:
            with self.engine.execution_options(writes=False).connect() as connection:
                found = connection.execute(text("PRAGMA user_version")).scalar_one()
            if found == migrate.NEWEST:
                return
            kept = self.path.with_name(f"{self.path.name}.v{found}-{datetime.now(UTC):%Y%m%dT%H%M%S}.bak")
            self.backup(str(kept))
            with self.engine.execution_options(writes=True).begin() as connection:
                migrate.upgrade(connection)
                broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
                if broken:
                    raise StoreError(
                        f"the store {self.place} cannot be brought forward: broken references; it is as it was"
                    )
        except SQLAlchemyError as error:
            raise self.fault(error) from error


def engine(path: Path) -> Engine:
    """Connections as this store needs them."""
    made = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(path),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=16,
    )

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw: a file that vanished meanwhile is an error, and not a new empty store
    connection = sqlite3.connect(
        f"file:{_quoted(path)}?mode=rw", uri=True, timeout=BUSY, isolation_level=None, check_same_thread=False
    )
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.absolute()))


def make(path: Path) -> None:
    """Makes an empty store at `path`: beside it first, then in one step, so that nobody ever meets half a store."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(path)
        with closing(sqlite3.connect(half)) as connection:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        half.chmod(0o600)
        made = engine(half)
        try:
            with made.execution_options(writes=True).begin() as connection:
                migrate.upgrade(connection)
        finally:
            made.dispose()
        _put(half, path)
    except SQLAlchemyError as error:
        raise explain(str(path), str(getattr(error, "orig", None) or error)) from error
    except (OSError, sqlite3.Error) as error:
        raise explain(str(path), getattr(error, "strerror", None) or str(error)) from error
    finally:
        for leftover in (half, half.with_name(half.name + "-wal"), half.with_name(half.name + "-shm")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _put(half: Path, path: Path) -> None:
    """Gives the finished file its name, unless another process was first: then theirs is the store."""
    _sync(half)
    try:
        os.link(half, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            half.rename(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(path: Path) -> None:
    """Removes what a killed start left half made, long ago."""
    for leftover in path.parent.glob(f".{path.name}.*.new*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _STALE:
                leftover.unlink()


def refuse_network(path: Path) -> None:
    """Raises StoreError for a folder on a network file system: SQLite's log needs memory that all its users share."""
    kind = file_system(path)
    if kind in _NETWORK:
        raise StoreError(
            f"the store {path} lies on a network file system ({kind}), where it would be damaged; "
            "name a local folder, or a PostgreSQL server, as `store`"
        )


def file_system(path: Path) -> str:
    """The kind of file system that `path` is or would be on; "" where the system does not say."""
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    resolved = path.absolute().resolve()
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        mounted = before.split()[4].replace("\\040", " ")
        if len(mounted) >= len(best) and resolved.is_relative_to(mounted):
            best, kind = mounted, after.split()[0]
    return kind


def examine(path: Path) -> None:
    """Raises StoreError unless `path` is a whole store of this program, and not newer than it knows."""
    try:
        _examine_header(path)
        with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, timeout=BUSY)) as connection:
            _examine_version(path, connection)
            if path.stat().st_size <= _SMALL:
                faults = faults_in(connection, thorough=False)
                if faults:
                    raise StoreError(f"the store {path} is damaged: {faults[0]}; {_RESTORE}")
    except sqlite3.Error as error:
        raise explain(str(path), str(error)) from error
    except OSError as error:
        raise explain(str(path), error.strerror or str(error)) from error


def _refuse_orphan(path: Path) -> None:
    """A log without its file would be read into the new store that takes the name, and damage it."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(
            f"the store {path} is gone, but its log {log.name} is there; {_RESTORE.replace('the file', 'the log')}"
        )


def _examine_header(path: Path) -> None:
    if not path.is_file():
        raise StoreError(f"the store {path} is no file; name a file as `store`")
    with path.open("rb") as file:
        header = file.read(_HEADER)
    size = path.stat().st_size
    if not header:
        raise StoreError(f"the store {path} is an empty file, which a store never is; {_RESTORE}")
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise StoreError(f"the store {path} is no database; {_RESTORE}")
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    log = path.with_name(path.name + "-wal")
    if not (log.exists() and log.stat().st_size) and pages * (65536 if page == 1 else page) > size:
        raise StoreError(f"the store {path} is cut off: {size} bytes of {pages * page}; {_RESTORE}")


def _examine_version(path: Path, connection: sqlite3.Connection) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise StoreError(
            f"the store {path} belongs to another program (application id {application:#x}, "
            f"this one's is {APPLICATION_ID:#x}); name another file as `store`"
        )
    if version > migrate.NEWEST:
        raise StoreError(
            f"the store {path} is of a newer digest (version {version}, this one knows up to {migrate.NEWEST}); "
            "use that one, or put back the copy that it kept beside the store"
        )


def faults_in(connection: sqlite3.Connection, *, thorough: bool) -> tuple[str, ...]:
    """What SQLite finds wrong; `thorough` compares the indexes too and looks for broken references."""
    check = "integrity_check" if thorough else "quick_check"
    found = [row[0] for row in connection.execute(f"PRAGMA {check}(5)")]
    if thorough:
        found += [f"a broken reference in {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return tuple(" ".join(str(one).split()) for one in found if one != "ok")


def copy(source: Path, target: Path) -> None:
    """A whole copy of a database in use, at `target` in one step."""
    half = target.with_name(f".{target.name}.{secrets.token_hex(6)}.new")
    try:
        with (
            closing(sqlite3.connect(f"file:{_quoted(source)}?mode=rw", uri=True, timeout=BUSY)) as one,
            closing(sqlite3.connect(half)) as other,
        ):
            one.backup(other, pages=4096, sleep=0.01)
            other.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, without a log beside it
        half.chmod(0o600)
        _sync(half)
        half.replace(target)
        _sync(target.parent)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def restore(path: Path, kept: Path) -> Path | None:
    """Puts the copy `kept` in the place of the store at `path`; where the store that was there lies now.

    Nobody may use the store meanwhile: a daemon that holds it is refused. Raises StoreError when the copy is no whole store.
    """
    examine(kept)
    with closing(sqlite3.connect(kept)) as connection:
        faults = faults_in(connection, thorough=True)
    if faults:
        raise StoreError(f"the copy {kept} is damaged: {faults[0]}; nothing was changed")
    lock = FileLock(path.with_name(path.name + ".lock"), os.getpid())
    if path.exists() and not lock.acquire():
        raise StoreError(f"the store {path} is in use by a daemon ({lock.holder()}); stop it first")
    try:
        with _whole_copy(kept, path) as fresh:
            aside = _move_aside(path)
            fresh.replace(path)
            _sync(path.parent)
        return aside
    except (OSError, sqlite3.Error) as error:
        raise explain(str(path), getattr(error, "strerror", None) or str(error)) from error
    finally:
        lock.release()


@contextmanager
def _whole_copy(kept: Path, path: Path) -> Iterator[Path]:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        copy(kept, fresh)
        _connect(fresh).close()  # in WAL mode from the start: who opens it need not change it
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _move_aside(path: Path) -> Path | None:
    """Gives the store that is there a second name; its log goes over, for it must not be read into another file."""
    aside = path.with_name(f"{path.name}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    for suffix in ("-wal", "-shm"):
        log = path.with_name(path.name + suffix)
        if log.exists():
            log.rename(aside.with_name(aside.name + suffix))
    if not path.exists():
        return None
    os.link(path, aside)
    return aside
