"""The store in a PostgreSQL database, 15 or newer, in its first schema."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from digest.store import migrate
from digest.store.faults import StoreError, explain
from digest.store.lock import Lock

OLDEST_SERVER = 15
_WRITER = 0x44474553_0001  # keys of advisory locks: one writer at a time, as in SQLite; and one daemon
_DAEMON = 0x44474553_0002
_UNDONE = {"40001", "40P01"}  # serialization failure, deadlock: the server undid the transaction
_OPTIONS = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "digest",
}


class PostgresDatabase:
    """See `sql.Database`."""

    def __init__(self, url: URL) -> None:
        self.place = url.render_as_string(hide_password=True)
        try:
            self.engine: Engine = create_engine(
                url, connect_args=_OPTIONS, pool_pre_ping=True, pool_size=4, max_overflow=16, hide_parameters=True
            )
        except ImportError as error:
            raise StoreError(
                f"the store {self.place} needs the PostgreSQL driver: pip install 'digest[postgres]'"
            ) from error
        event.listen(self.engine, "connect", _set_limits)
        try:
            self._bring_forward()
        except SQLAlchemyError as error:
            self.engine.dispose()
            raise self.fault(error) from error
        except BaseException:
            self.engine.dispose()
            raise

    def write(self, connection: Connection) -> None:
        """Waits for its turn: what reads before it writes must not be overtaken."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})

    def lock(self) -> Lock:
        """A lock that the server holds for as long as a connection of ours lives."""
        return AdvisoryLock(self.engine)

    def fault(self, error: SQLAlchemyError) -> StoreError:
        """The error in words."""
        return explain(self.place, str(getattr(error, "orig", None) or error))

    def may_try_again(self, error: DBAPIError) -> bool:
        """The server says that it undid the transaction."""
        return getattr(error.orig, "sqlstate", None) in _UNDONE

    def shrink(self) -> None:
        """PostgreSQL's autovacuum does it."""

    def size(self) -> int:
        """Bytes of the database."""
        try:
            with self.engine.connect() as connection:
                return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        except SQLAlchemyError as error:
            raise self.fault(error) from error

    def check(self) -> tuple[str, ...]:
        """The server answers for its files; nothing to add."""
        return ()

    def backup(self, path: str) -> None:
        """Refused: the server has better means."""
        raise StoreError(
            f"the store {self.place} is in PostgreSQL: back it up with `pg_dump --format=custom --file={path}` "
            "and restore it with `pg_restore`"
        )

    def _bring_forward(self) -> None:
        with self.engine.begin() as connection:
            server = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
            if server < OLDEST_SERVER:
                raise StoreError(
                    f"the store {self.place}: the server is PostgreSQL {server}; {OLDEST_SERVER} is the oldest that works"
                )
            found = migrate.version_of(connection)
            if found == migrate.NEWEST:
                return
            self.write(connection)
            found = migrate.version_of(connection)
            if found is None:
                raise StoreError(
                    f"the store {self.place} holds another program's tables; name an empty database as `store`"
                )
            if found > migrate.NEWEST:
                raise StoreError(
                    f"the store {self.place} is of a newer digest (version {found}, this one knows up to {migrate.NEWEST}); "
                    "use that one, or restore what pg_dump kept"
                )
            migrate.upgrade(connection)


def _set_limits(connection: Any, _: object) -> None:
    """Nobody waits for ever for one that was stopped in the middle of a transaction."""
    connection.execute("SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '5min'")
    connection.commit()


class AdvisoryLock:
    """See `lock.Lock`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def acquire(self) -> bool:
        """See `Lock.acquire`."""
        if self.held():
            return True
        connection: Any = None
        try:
            connection = self._engine.connect()
            taken = connection.execute(
                text("SELECT pg_try_advisory_lock(:key), set_config('application_name', :name, false)"),
                {"key": _DAEMON, "name": f"digest daemon, pid {os.getpid()}"},
            ).scalar()
            connection.commit()
            if taken:
                connection.detach()  # out of the pool: it is ours until it is let go
                self._connection = connection
            else:
                connection.close()
        except SQLAlchemyError as error:
            if connection is not None:
                connection.invalidate()
            raise explain(
                self._engine.url.render_as_string(hide_password=True), str(getattr(error, "orig", None) or error)
            ) from error
        return bool(taken)

    def held(self) -> bool:
        """See `Lock.held`."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
            self._connection.commit()
        except SQLAlchemyError:
            self._drop()
            return False
        return True

    def holder(self) -> str:
        """See `Lock.holder`."""
        query = text(
            "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
            "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :high AND l.objid = :low"
        )
        try:
            with self._engine.connect() as connection:
                keys = {"high": _DAEMON >> 32, "low": _DAEMON & 0xFFFFFFFF}
                name = str(connection.execute(query, keys).scalar() or "")
        except SQLAlchemyError:
            name = ""
        return name.removeprefix("digest daemon, ") or "another process"

    def release(self) -> None:
        """See `Lock.release`."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):  # the end of the session frees it too, a little later
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _DAEMON})
                self._connection.commit()
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()  # detached: this ends the session, and the lock with it
