"""How far large files were read, and by whom: several collectors share a list of them, each file read by one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from digest.store import codec, tables
from digest.store.articles import insert
from digest.store.faults import LostClaim
from digest.store.owner import is_gone


def offer(connection: Connection, places: Iterable[str]) -> None:
    """See `Store.offer`."""
    rows = [{"place": codec.scrubbed(place), "mark": "{}", "done": 0} for place in dict.fromkeys(places)]
    if rows:
        connection.execute(insert(connection, tables.reading).on_conflict_do_nothing(), rows)


def claim(
    connection: Connection, owner: str, now: datetime, lease: timedelta, among: Iterable[str]
) -> tuple[str, Mapping[str, Any]] | None:
    """See `Store.claim_reading`."""
    reading, at = tables.reading, codec.micros(now)
    asked = [codec.scrubbed(place) for place in among]
    open_ = select(reading).where(reading.c.done == 0, reading.c.place.in_(asked)).order_by(reading.c.place)
    for row in connection.execute(open_.with_for_update(skip_locked=True)):
        if row.owner in (None, owner) or row.lease_until <= at or is_gone(row.owner):
            taken = {"owner": owner, "lease_until": codec.micros(now + lease)}
            connection.execute(update(reading).where(reading.c.place == row.place).values(taken))
            return row.place, json.loads(row.mark)
    return None


def note(
    connection: Connection, place: str, owner: str, mark: Mapping[str, Any], now: datetime, lease: timedelta
) -> None:
    """Keeps how far `owner` came; raises LostClaim where the file is another's by now."""
    reading = tables.reading
    values = {
        "mark": json.dumps(mark, sort_keys=True),
        "done": int(bool(mark.get("done"))),
        "lease_until": codec.micros(now + lease),
    }
    mine = (reading.c.place == codec.scrubbed(place), reading.c.owner == owner)
    if connection.execute(update(reading).where(*mine).values(values)).rowcount != 1:
        raise LostClaim(f"{place} is read by another collector by now")


def give_back(connection: Connection, place: str, owner: str) -> None:
    """Anybody may read on at once."""
    reading = tables.reading
    mine = (reading.c.place == codec.scrubbed(place), reading.c.owner == owner)
    connection.execute(update(reading).where(*mine).values(owner=None, lease_until=None))


def marks(connection: Connection) -> dict[str, Mapping[str, Any]]:
    """See `Store.readings`."""
    rows = connection.execute(select(tables.reading).order_by(tables.reading.c.place))
    return {row.place: json.loads(row.mark) for row in rows}
