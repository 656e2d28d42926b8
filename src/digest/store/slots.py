"""Slots: who makes which, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from digest.ledger import Run, Slot
from digest.store import codec, tables
from digest.store.articles import insert
from digest.store.owner import is_gone

LEASE = timedelta(minutes=3)  # a run that gave no sign of life for so long may be begun again by another


def begin(connection: Connection, slot: Slot, owner: str, now: datetime) -> bool:
    """See `Store.begin`."""
    held = connection.execute(select(tables.run).where(_is(slot)).with_for_update()).first()
    if has_briefing(connection, slot):
        finish(connection, slot, "done", now, "", None)
        return False
    if held is not None and not _free(held, codec.micros(now)):
        return False
    values = {
        "due": codec.micros(slot.due),
        "state": "running",
        "started": codec.micros(now),
        "ended": None,
        "note": "",
        "attempts": 1 if held is None else held.attempts + 1,
        "owner": owner,
        "lease_until": codec.micros(now + LEASE),
    }
    if held is None:
        connection.execute(tables.run.insert().values({**_key(slot), **values}))
    else:
        connection.execute(update(tables.run).where(_is(slot)).values(values))
    return True


def _free(held: Row[Any], now: int) -> bool:
    """Whether a slot that somebody wrote of may be begun: its run failed or died, or it was missed in a future that never came."""
    if held.state == "missed":
        return bool(held.started > now)
    if held.state != "running":
        return bool(held.state == "failed")
    return held.owner is None or held.lease_until is None or held.lease_until <= now or is_gone(held.owner)


def has_briefing(connection: Connection, slot: Slot) -> bool:
    """Whether the slot's briefing is frozen."""
    briefing = tables.briefing
    query = select(briefing.c.number).where(
        briefing.c.edition == slot.edition, briefing.c.slot == codec.micros(slot.due)
    )
    return connection.execute(query).first() is not None


def heartbeat(connection: Connection, slot: Slot, owner: str, now: datetime) -> bool:
    """See `Store.heartbeat`."""
    run = tables.run
    mine = and_(_is(slot), run.c.state == "running", run.c.owner == owner)
    return connection.execute(update(run).where(mine).values(lease_until=codec.micros(now + LEASE))).rowcount == 1


def give_back(connection: Connection, slot: Slot, owner: str) -> None:
    """See `Store.give_back`."""
    run = tables.run
    mine = and_(_is(slot), run.c.state == "running", run.c.owner == owner)
    connection.execute(update(run).where(mine).values(owner=None, lease_until=None, attempts=run.c.attempts - 1))


def finish(connection: Connection, slot: Slot, state: str, now: datetime, note: str, owner: str | None) -> None:
    """See `Store.finish`."""
    held = connection.execute(select(tables.run).where(_is(slot)).with_for_update()).first()
    values = {
        "state": state,
        "ended": codec.micros(now),
        "note": codec.scrubbed(note),
        "lease_until": None,
    }
    if held is None:
        fresh = {"due": codec.micros(slot.due), "started": codec.micros(now), "attempts": 0 if state == "missed" else 1}
        connection.execute(tables.run.insert().values({**_key(slot), **fresh, **values}))
        return
    if state == "missed" or (owner is not None and held.owner != owner):
        return
    if held.state == "done":
        values["state"] = "done"  # its briefing is frozen: what went wrong after that is only noted
    connection.execute(update(tables.run).where(_is(slot)).values(values))


def miss(connection: Connection, missed: Iterable[Slot], now: datetime, note: str) -> None:
    """See `Store.miss`."""
    rows = [
        {
            **_key(slot),
            "due": codec.micros(slot.due),
            "state": "missed",
            "started": codec.micros(now),
            "ended": codec.micros(now),
            "note": codec.scrubbed(note),
            "attempts": 0,
        }
        for slot in missed
    ]
    if rows:
        connection.execute(insert(connection, tables.run).on_conflict_do_nothing(), rows)


def runs(connection: Connection, edition: str, last: int) -> tuple[Run, ...]:
    """See `Store.runs`."""
    run = tables.run
    rows = connection.execute(select(run).where(run.c.edition == edition).order_by(run.c.due.desc()).limit(last))
    return tuple(
        Run(
            slot=Slot(row.edition, date.fromisoformat(row.day), row.time, codec.moment(row.due)),
            state=row.state,
            started=codec.moment(row.started),
            ended=codec.maybe_moment(row.ended),
            note=row.note,
            attempts=row.attempts,
            owner=None if row.state == "running" and row.owner and is_gone(row.owner) else row.owner,
            lease_until=codec.maybe_moment(row.lease_until),
        )
        for row in rows
    )


def schedule_since(connection: Connection, edition: str, spec: str, now: datetime) -> datetime | None:
    """See `Store.schedule_since`."""
    schedule = tables.schedule
    held = connection.execute(select(schedule).where(schedule.c.edition == edition)).first()
    if held is None:
        connection.execute(schedule.insert().values(edition=edition, spec=spec, since=None))
        return None
    if held.spec != spec:
        changed = update(schedule).where(schedule.c.edition == edition)
        connection.execute(changed.values(spec=spec, since=codec.micros(now)))
        return now
    return codec.maybe_moment(held.since)


def _key(slot: Slot) -> dict[str, str]:
    return {"edition": slot.edition, "day": slot.day.isoformat(), "time": slot.time}


def _is(slot: Slot) -> Any:
    run = tables.run
    return and_(run.c.edition == slot.edition, run.c.day == slot.day.isoformat(), run.c.time == slot.time)
