"""The outbox's rows. `ledger.NEXT_STATES` says what may become of one; every change but a claim is checked against its fence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, update

from digest.ledger import NEXT_STATES, Mail, MailState
from digest.store import codec, tables
from digest.store.owner import is_gone

DATA_LEASE = timedelta(minutes=15)  # the answer to a message may take ten (RFC 5321, 4.5.3.2.6)

_COLUMNS = [column for column in tables.outbox.c if column.name != "data"]


def claim(connection: Connection, owner: str, now: datetime, lease: timedelta) -> Mail | None:
    """See `Store.claim`."""
    outbox, at = tables.outbox, codec.micros(now)

    def first_of(*wanted: Any, by: Any) -> Any:
        query = select(outbox.c.id).where(*wanted).order_by(*by).limit(1)
        return query.with_for_update(skip_locked=True).scalar_subquery()

    timed = (outbox.c.next_at, outbox.c.id)
    # Each of the three is the first entry of an index: no claim reads or sorts all that wait.
    first = func.coalesce(
        first_of(outbox.c.state == "deferred", outbox.c.next_at <= at, by=timed),
        first_of(outbox.c.state == "pending", outbox.c.next_at <= at, by=timed),
        first_of(outbox.c.state == "pending", outbox.c.next_at.is_(None), by=(outbox.c.id,)),
    )
    taken = {
        "state": "claimed",
        "owner": owner,
        "lease_until": codec.micros(now + lease),
        "fence": outbox.c.fence + 1,
        "attempts": outbox.c.attempts + 1,
        "next_at": None,
    }
    row = connection.execute(update(outbox).where(outbox.c.id == first).values(taken).returning(*_COLUMNS)).first()
    return None if row is None else _mail(row)


def intend(connection: Connection, mail: Mail, now: datetime) -> bool:
    """See `Store.intend`."""
    outbox, at = tables.outbox, codec.micros(now)
    mine = and_(
        outbox.c.id == mail.id,
        outbox.c.state == "claimed",
        outbox.c.fence == mail.fence,
        outbox.c.owner == mail.owner,
        outbox.c.lease_until > at,
    )
    sending = {"state": "sending", "lease_until": codec.micros(now + DATA_LEASE)}
    return connection.execute(update(outbox).where(mine).values(sending)).rowcount == 1


def settle(
    connection: Connection, mail: Mail, state: MailState, reply: str, next_at: datetime | None, now: datetime
) -> bool:
    """See `Store.settle`."""
    del now  # the row keeps no time of its own; the server's words do
    outbox = tables.outbox
    row = connection.execute(select(*_COLUMNS).where(outbox.c.id == mail.id).with_for_update()).first()
    if row is None or row.fence != mail.fence:
        return False
    if row.state == state:
        return True  # said before, by a call whose answer was lost
    if state in ("claimed", "sending") or state not in NEXT_STATES[row.state]:
        return False
    values: dict[str, Any] = {
        "state": state,
        "reply": codec.scrubbed(reply),
        "next_at": codec.maybe_micros(next_at),
        "owner": None,
        "lease_until": None,
        "doubts": row.doubts + (state == "uncertain"),
    }
    if row.state == "claimed" and state == "pending":
        values["attempts"] = row.attempts - 1  # given back, not tried
    connection.execute(update(outbox).where(outbox.c.id == mail.id).values(values))
    return True


def reap(connection: Connection, now: datetime) -> tuple[Mail, ...]:
    """See `Store.reap`."""
    outbox, at = tables.outbox, codec.micros(now)
    held = outbox.c.state.in_(("claimed", "sending"))
    rows = connection.execute(
        select(*_COLUMNS).where(held).order_by(outbox.c.id).with_for_update(skip_locked=True)
    ).all()
    doubtful = []
    for row in rows:
        if row.lease_until is not None and row.lease_until > at and not (row.owner and is_gone(row.owner)):
            continue
        values: dict[str, Any] = {"state": "pending", "owner": None, "lease_until": None}
        if row.state == "sending":
            values |= {"state": "uncertain", "doubts": row.doubts + 1, "reply": "no answer: its sender ended"}
        changed = update(outbox).where(outbox.c.id == row.id).values(values).returning(*_COLUMNS)
        after = connection.execute(changed).one()
        if row.state == "sending":
            doubtful.append(_mail(after))
    return tuple(doubtful)


def mails(connection: Connection, states: Sequence[MailState]) -> tuple[Mail, ...]:
    """See `Store.mails`."""
    query = select(*_COLUMNS).order_by(tables.outbox.c.created, tables.outbox.c.id)
    if states:
        query = query.where(tables.outbox.c.state.in_(states))
    return tuple(_mail(row) for row in connection.execute(query))


def mail_bytes(connection: Connection, id_: int) -> bytes:
    """See `Store.mail_bytes`."""
    held = connection.execute(select(tables.outbox.c.data).where(tables.outbox.c.id == id_)).scalar()
    if held is None:
        raise KeyError(id_)
    return codec.unpacked(held)


def _mail(row: Row[Any]) -> Mail:
    return Mail(
        id=row.id,
        briefing=row.briefing,
        edition=row.edition,
        recipient=row.recipient,
        message_id=row.message_id,
        sha256=row.sha256,
        state=row.state,
        created=codec.moment(row.created),
        attempts=row.attempts,
        doubts=row.doubts,
        next_at=codec.maybe_moment(row.next_at),
        reply=row.reply,
        owner=row.owner,
        lease_until=codec.maybe_moment(row.lease_until),
        fence=row.fence,
    )
