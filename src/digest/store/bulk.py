"""Many rows at once: COPY where the database has it (PostgreSQL), prepared inserts elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.exc import DBAPIError


def write(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows that all have the same columns; none of them may be there already."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(table.insert(), list(rows))
    else:
        columns = list(rows[0])
        copy(connection, table.name, columns, ([row[column] for column in columns] for row in rows))


def copy(connection: Connection, table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    """PostgreSQL's COPY, in the transaction of `connection`."""
    driver: Any = connection.connection.driver_connection
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'COPY "{table}" ({names}) FROM STDIN'
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as sink:
            for row in rows:
                sink.write_row(row)
    except driver_error(connection) as error:  # past SQLAlchemy, so that its error is made here
        raise DBAPIError(statement, None, error, connection_invalidated=bool(driver.closed)) from error


def driver_error(connection: Connection) -> type[Exception]:
    """What all errors of the driver are."""
    module: Any = connection.dialect.dbapi
    found: type[Exception] = module.Error
    return found


def numbers(connection: Connection, table: Table, count: int) -> Iterator[int]:
    """The numbers for `count` new rows of a table; nobody else gets them."""
    if connection.dialect.name == "sqlite":  # whoever writes there writes alone
        last = connection.execute(select(func.max(table.c.id))).scalar() or 0
        return iter(range(last + 1, last + count + 1))
    drawn = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
    return iter([int(row[0]) for row in connection.execute(drawn, {"table": table.name, "count": count})])
