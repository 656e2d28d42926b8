"""Bringing the tables of an older version forward: all steps in one transaction, so that a kill leaves the old or the new."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, inspect, text

VERSION_TABLE = "digest_version"
STEPS = ("0001", "0002", "0003", "0004")  # oldest first
NEWEST = len(STEPS)
_ONE_AT_A_TIME = Lock()  # alembic keeps what it works on in module globals


def version_of(connection: Connection) -> int | None:
    """The step that the tables stand at: 0 for an empty database, None for another program's, above NEWEST for a newer one."""
    tables = [name for name in inspect(connection).get_table_names() if not name.startswith("sqlite_")]
    if VERSION_TABLE not in tables:
        return None if tables else 0
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    if found is None:
        return 0
    return int(found) if str(found).isdecimal() else None


def upgrade(connection: Connection, to: str = STEPS[-1]) -> None:
    """Runs the steps that are missing, up to `to`, in the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    strict = " STRICT" if connection.dialect.name == "sqlite" else ""
    connection.execute(
        text(f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version_num TEXT NOT NULL PRIMARY KEY){strict}")
    )
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, to)
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA user_version = {int(to)}"))
