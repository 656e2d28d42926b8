"""Sources and articles: what came in, in which versions, and what of it was told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from digest.ledger import Arrival, FeedState, Intake, Item
from digest.model import Article, RawArticle
from digest.store import bulk, codec, index, tables

_BATCH = 500
_LONGEST_KEY = 400  # bytes; an index of PostgreSQL takes no row above 2,700


def insert(connection: Connection, table: Any) -> Any:
    """INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def added(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Inserts one row; its number."""
    key = connection.execute(table.insert(), values).inserted_primary_key
    if key is None:
        raise AssertionError("a row without a number")
    return int(key[0])


def feed_states(connection: Connection) -> dict[str, FeedState]:
    """See `Store.feed_states`."""
    rows = connection.execute(select(tables.feed).order_by(tables.feed.c.source))
    return {row.source: codec.feed_state(row.source, row.state) for row in rows}


def note_feed(connection: Connection, state: FeedState) -> None:
    """Keeps how a source stands."""
    values = {"source": codec.scrubbed(state.source), "state": codec.feed_fields(state)}
    statement = insert(connection, tables.feed).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=["source"], set_={"state": values["state"]}))


def take_in(connection: Connection, arrivals: Sequence[Arrival], arrived: int, source: str | None) -> Intake:
    """See `Store.take_in`; `source` is the name in the config that brought them."""
    new: list[str] = []
    corrected: list[str] = []
    for batch in _batches(arrivals):
        known = _known(connection, [_key(arrival.identity) for arrival in batch])
        wanted = [_wanted_id(arrival.article.id) for arrival in batch]
        rows = _Rows(connection, arrived, len(batch), _ids(connection, wanted))
        for arrival, id_ in zip(batch, wanted, strict=True):
            key, says = _key(arrival.identity), codec.content(arrival.article)
            held = known.get(key)
            if held is None:
                item, id_ = rows.item(key, id_, says)
                rows.version(item, 1, arrival)
                new.append(id_)
            else:
                item, id_, said = held
                if said != says:
                    rows.version(item, _replace(connection, rows, item, says), arrival)
                    corrected.append(id_)
            rows.brought(item, source or arrival.raw.source or arrival.article.source)
            known[key] = (item, id_, says)
        rows.flush()
    return Intake(tuple(new), tuple(corrected), len(arrivals) - len(new) - len(corrected))


class _Rows:
    """Rows of one batch, written together."""

    def __init__(self, connection: Connection, arrived: int, most: int, ids: set[str]) -> None:
        self._connection, self._arrived, self._ids = connection, arrived, ids
        self._item_numbers = bulk.numbers(connection, tables.item, most)
        self._version_numbers = bulk.numbers(connection, tables.version, most)
        self._empty()

    def _empty(self) -> None:
        self._items: list[dict[str, Any]] = []
        self._versions: list[dict[str, Any]] = []
        self._raw: dict[str, dict[str, Any]] = {}
        self._words: list[tuple[int, str, str]] = []
        self._brought: set[tuple[int, str]] = set()

    def item(self, key: str, wanted: str, says: str) -> tuple[int, str]:
        """A new item; its number and its id: `wanted`, or `wanted-2`, `wanted-3`, ... where another item has it."""
        free, number = wanted, 1
        while free in self._ids or (number > 1 and _has_id(self._connection, free)):
            number += 1
            free = f"{wanted}-{number}"
        self._ids.add(free)
        item = next(self._item_numbers)
        self._items.append({"id": item, "identity": key, "article": free, "content": says})
        return item, free

    def version(self, item: int, seq: int, arrival: Arrival) -> None:
        """The next version of an item, its bytes and its words."""
        article, number = arrival.article, next(self._version_numbers)
        title, text = codec.scrubbed(article.title), codec.scrubbed(article.text)
        self._versions.append(
            {
                "id": number,
                "item": item,
                "seq": seq,
                "sha256": article.sha256,
                "arrived": self._arrived,
                "title": title,
                "fields": codec.scrubbed(codec.article_fields(article)),
                "text": text,
            }
        )
        self._words.append((number, title, text))
        self._raw[article.sha256] = {
            "sha256": article.sha256,
            "media_type": codec.scrubbed(arrival.raw.media_type),
            "data": codec.packed(arrival.raw.data),
            "arrived": self._arrived,
        }

    def brought(self, item: int, source: str) -> None:
        """A source had it."""
        self._brought.add((item, codec.scrubbed(source)))

    def flush(self) -> None:
        """Writes what is still unwritten."""
        connection = self._connection
        bulk.write(connection, tables.item, self._items)
        bulk.write(connection, tables.version, self._versions)
        index.add(connection, "article", self._words)
        self._write_raw()
        held = tables.brought
        known = connection.execute(select(held).where(held.c.item.in_({item for item, _ in self._brought})))
        fresh = self._brought - {(row.item, row.source) for row in known}
        bulk.write(connection, held, [{"item": item, "source": source} for item, source in sorted(fresh)])
        self._empty()

    def _write_raw(self) -> None:
        """Bytes that are there already are as new as these from now on."""
        held = tables.raw
        known = (
            self._connection.execute(select(held.c.sha256).where(held.c.sha256.in_(sorted(self._raw)))).scalars().all()
        )
        if known:
            self._connection.execute(update(held).where(held.c.sha256.in_(sorted(known))).values(arrived=self._arrived))
        bulk.write(self._connection, held, [row for sha256, row in self._raw.items() if sha256 not in set(known)])


def items(connection: Connection, edition: str, until: int, since: int, sources: Sequence[str]) -> tuple[Item, ...]:
    """See `Store.items`."""
    version, item, told = tables.version, tables.item, tables.told
    newer, older = version.alias("newer"), version.alias("older")
    was_told = exists().where(told.c.version == version.c.id, told.c.edition == edition)
    corrects = (
        select(older.c.sha256)
        .join(told, told.c.version == older.c.id)
        .where(older.c.item == version.c.item, older.c.seq < version.c.seq, told.c.edition == edition)
        .order_by(older.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(version, item.c.article, was_told.label("told"), corrects.label("corrects"))
        .join(item, item.c.id == version.c.item)
        .where(version.c.arrived > since, version.c.arrived <= until)
        .where(~exists().where(newer.c.item == version.c.item, newer.c.seq > version.c.seq, newer.c.arrived <= until))
    )
    if sources:
        brought = tables.brought
        query = query.where(exists().where(brought.c.item == version.c.item, brought.c.source.in_(sources)))
    found = [
        Item(
            article=article_of(row),
            arrived=codec.moment(row.arrived),
            told=bool(row.told),
            corrects=None if row.told else row.corrects,
        )
        for row in connection.execute(query)
    ]
    return tuple(sorted(found, key=lambda item: (item.arrived, item.article.id)))


def article_of(row: Row[Any]) -> Article:
    """The article of a row that joins `version` with its item's id."""
    return codec.article(row.article, row.sha256, row.title, row.text, row.fields)


def knows(connection: Connection, identity: str) -> bool:
    """See `Store.knows`."""
    return bool(_known(connection, [_key(identity)]))


def versions(connection: Connection, id_: str) -> tuple[tuple[Article, datetime], ...]:
    """See `Store.versions`."""
    version, item = tables.version, tables.item
    query = select(version, item.c.article).join(item, item.c.id == version.c.item).where(item.c.article == id_)
    rows = connection.execute(query.order_by(version.c.seq))
    return tuple((article_of(row), codec.moment(row.arrived)) for row in rows)


def raw(connection: Connection, sha256: str) -> bytes | None:
    """See `Store.raw`."""
    held = connection.execute(select(tables.raw.c.data).where(tables.raw.c.sha256 == sha256)).scalar()
    return None if held is None else codec.unpacked(held)


def source(connection: Connection, sha256: str) -> RawArticle | None:
    """See `Store.source`."""
    version, kept = tables.version, tables.raw
    query = (
        select(kept.c.data, kept.c.media_type, version.c.fields)
        .join(version, version.c.sha256 == kept.c.sha256)
        .where(kept.c.sha256 == sha256)
        .order_by(version.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    article = codec.article("", sha256, "", "", row.fields)
    url = (
        article.url if row.media_type == "text/html" else None
    )  # only a page was fetched from where its article stands
    return RawArticle(article.origin, codec.unpacked(row.data), row.media_type, article.member, article.source, url)


def version_ids(connection: Connection, told: Mapping[str, str | None]) -> list[int]:
    """The versions that are meant by article ids, each with the sha256 that was told (None: the latest version)."""
    version, item = tables.version, tables.item
    meant: dict[str, int] = {}
    for batch in _batches(list(told)):
        query = (
            select(version.c.id, version.c.sha256, item.c.article)
            .join(item, item.c.id == version.c.item)
            .where(item.c.article.in_(batch))
            .order_by(version.c.seq)
        )
        for row in connection.execute(query):
            wanted = told[row.article]
            if wanted is None or wanted == row.sha256:
                meant[row.article] = row.id
    return sorted(meant.values())


def _batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))


def _key(identity: str) -> str:
    identity = codec.scrubbed(identity)
    data = identity.encode("utf-8")
    return identity if len(data) <= _LONGEST_KEY else f"sha256:{hashlib.sha256(data).hexdigest()}"


def _known(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    item = tables.item
    rows = connection.execute(select(item).where(item.c.identity.in_(sorted(set(keys)))))
    return {row.identity: (row.id, row.article, row.content) for row in rows}


def _wanted_id(id_: str) -> str:
    """The id as it may be kept."""
    id_ = codec.scrubbed(id_)
    data = id_.encode("utf-8")
    return id_ if len(data) <= _LONGEST_KEY else f"{id_[:40]}-{hashlib.sha256(data).hexdigest()[:16]}"


def _ids(connection: Connection, wanted: Sequence[str]) -> set[str]:
    """Those of the ids that items have."""
    held = tables.item.c.article
    return set(connection.execute(select(held).where(held.in_(sorted(set(wanted))))).scalars())


def _has_id(connection: Connection, id_: str) -> bool:
    return connection.execute(select(tables.item.c.id).where(tables.item.c.article == id_)).first() is not None


def _replace(connection: Connection, rows: _Rows, item: int, says: str) -> int:
    """The latest version gives way to the next, whose number is returned: it is searched no more."""
    rows.flush()  # the version that gives way may be one of this batch
    version = tables.version
    query = select(version).where(version.c.item == item).order_by(version.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    connection.execute(update(tables.item).where(tables.item.c.id == item).values(content=says))
    if row is None:  # all were pruned
        return 1
    index.drop(connection, "article", row.id, row.title, row.text)
    return int(row.seq) + 1
