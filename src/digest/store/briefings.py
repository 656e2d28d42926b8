"""Briefings: their bytes, their record, what they told, and whether their files stand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select, update

from digest.ledger import Frozen, NewMail, Slot
from digest.store import articles, codec, index, slots, tables
from digest.store.faults import LostClaim


def freeze(
    connection: Connection,
    slot: Slot | None,
    frozen: Frozen,
    record: Mapping[str, Any],
    told: Sequence[str],
    mails: Sequence[NewMail],
) -> None:
    """See `Store.freeze`."""
    stamped = slot.due if slot else frozen.slot
    same_slot = select(tables.briefing.c.id).where(
        tables.briefing.c.edition == frozen.edition, tables.briefing.c.slot == codec.micros(stamped)
    )
    other = connection.execute(same_slot).scalar()
    if other is not None:
        raise LostClaim(
            f"edition {frozen.edition}: the slot of {stamped.isoformat()} has its briefing already ({other})"
        )
    _insert(connection, frozen, stamped, record)
    _mark_told(connection, frozen, record, told)
    _queue(connection, frozen, mails)
    if slot is not None:
        slots.finish(connection, slot, "done", frozen.until, "", None)


def _insert(connection: Connection, frozen: Frozen, stamped: datetime, record: Mapping[str, Any]) -> None:
    packed, title = codec.packed_json(record), codec.scrubbed(str(record.get("title", "")))
    values = {
        "id": frozen.id,
        "edition": frozen.edition,
        "slot": codec.micros(stamped),
        "until": codec.micros(frozen.until),
        "published": int(frozen.published),
        "title": title,
        "record": packed,
    }
    number = articles.added(connection, tables.briefing, values)
    files = [
        {"briefing": number, "path": codec.scrubbed(path), "data": codec.packed(data)}
        for path, data in sorted(frozen.files.items())
    ]
    if files:
        connection.execute(tables.file.insert(), files)
    index.add(connection, "briefing", [(number, title, index.told_words(codec.unpacked_json(packed)))])


def _mark_told(connection: Connection, frozen: Frozen, record: Mapping[str, Any], told: Sequence[str]) -> None:
    """Marks the versions that the record shows: a correction that came in meanwhile stays untold."""
    shown = {
        article["id"]: article.get("sha256")
        for story in record.get("stories", ())
        for article in story.get("articles", ())
    }
    meant = {id_: shown.get(id_) for id_ in map(codec.scrubbed, told)}
    rows = [
        {"edition": frozen.edition, "version": version, "briefing": frozen.id}
        for version in articles.version_ids(connection, meant)
    ]
    if rows:
        connection.execute(articles.insert(connection, tables.told).on_conflict_do_nothing(), rows)


def _queue(connection: Connection, frozen: Frozen, mails: Sequence[NewMail]) -> None:
    rows = [
        {
            "briefing": frozen.id,
            "edition": frozen.edition,
            "recipient": mail.recipient,
            "message_id": mail.message_id,
            "sha256": hashlib.sha256(mail.data).hexdigest(),
            "data": codec.packed(mail.data),
            "state": "pending",
            "created": codec.micros(frozen.until),
            "attempts": 0,
            "doubts": 0,
            "fence": 0,
        }
        for mail in mails
    ]
    if rows:
        connection.execute(tables.outbox.insert(), rows)


def unpublished(connection: Connection) -> tuple[Frozen, ...]:
    """See `Store.unpublished`."""
    briefing = tables.briefing
    rows = connection.execute(select(briefing).where(briefing.c.published == 0).order_by(briefing.c.number)).all()
    return tuple(_frozen(connection, row) for row in rows)


def frozen(connection: Connection, id_: str) -> Frozen | None:
    """See `Store.frozen`."""
    row = connection.execute(select(tables.briefing).where(tables.briefing.c.id == id_)).first()
    return None if row is None else _frozen(connection, row)


def _frozen(connection: Connection, row: Any) -> Frozen:
    files = connection.execute(
        select(tables.file).where(tables.file.c.briefing == row.number).order_by(tables.file.c.path)
    )
    return Frozen(
        id=row.id,
        edition=row.edition,
        slot=codec.moment(row.slot),
        until=codec.moment(row.until),
        files={file.path: codec.unpacked(file.data) for file in files},
        published=bool(row.published),
    )


def note_published(connection: Connection, id_: str) -> None:
    """See `Store.note_published`."""
    connection.execute(update(tables.briefing).where(tables.briefing.c.id == id_).values(published=1))


def records(connection: Connection, edition: str, since: datetime | None, last: int) -> tuple[Mapping[str, Any], ...]:
    """See `Store.records`."""
    briefing = tables.briefing
    wanted = [briefing.c.edition == edition]
    if since is not None:
        wanted.append(briefing.c.until > codec.micros(since))
    query = select(briefing.c.record).where(and_(*wanted))
    rows = connection.execute(query.order_by(briefing.c.until.desc(), briefing.c.number.desc()).limit(last))
    return tuple(codec.unpacked_json(row.record) for row in rows)
