"""Letting go of what is old, finding what is there, counting it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select

from digest.store import codec, index, tables
from digest.store.articles import article_of

BATCH = 1000  # rows that one transaction drops, so that others never wait long
_CANDIDATES = 100  # matches of each kind that are weighed
_WEIGHED = 4000  # characters of each
_SNIPPET = 240  # characters


def prune_raw(connection: Connection, before: int) -> int:
    """Drops one batch of raw bytes that came before; how many."""
    old = select(tables.raw.c.sha256).where(tables.raw.c.arrived < before).limit(BATCH)
    return connection.execute(delete(tables.raw).where(tables.raw.c.sha256.in_(old))).rowcount


def prune_articles(connection: Connection, before: int) -> int:
    """Drops one batch of article versions that came before; their items' identities stay."""
    version = tables.version
    newer = version.alias("newer")
    latest = ~exists().where(newer.c.item == version.c.item, newer.c.seq > version.c.seq)
    old = select(version.c.id, version.c.title, version.c.text, latest.label("latest")).where(
        version.c.arrived < before
    )
    rows = connection.execute(old.order_by(version.c.arrived, version.c.id).limit(BATCH)).all()
    index.drop_many(connection, "article", [(row.id, row.title, row.text) for row in rows if row.latest])
    ids = [row.id for row in rows]
    connection.execute(delete(tables.told).where(tables.told.c.version.in_(ids)))
    connection.execute(delete(version).where(version.c.id.in_(ids)))
    return len(ids)


def prune_briefings(connection: Connection, before: int) -> int:
    """Drops one batch of briefings that ended before, with their mail; not those whose mail or files are still under way."""
    briefing, outbox = tables.briefing, tables.outbox
    open_mail = exists().where(
        outbox.c.briefing == briefing.c.id, outbox.c.state.not_in(("sent", "failed", "cancelled"))
    )
    later = briefing.alias("later")
    not_last = exists().where(later.c.edition == briefing.c.edition, later.c.number > briefing.c.number)
    query = select(briefing).where(briefing.c.until < before, briefing.c.published == 1, not_last, ~open_mail)
    rows = connection.execute(query.order_by(briefing.c.number).limit(BATCH)).all()
    for row in rows:
        index.drop(connection, "briefing", row.number, row.title, index.told_words(codec.unpacked_json(row.record)))
    connection.execute(delete(outbox).where(outbox.c.briefing.in_([row.id for row in rows])))
    connection.execute(delete(briefing).where(briefing.c.number.in_([row.number for row in rows])))
    return len(rows)


def prune_runs(connection: Connection, before: int) -> int:
    """Drops one batch of ended runs that were due before; an edition's last one stays, for what is due follows from it."""
    run = tables.run
    later = run.alias("later")
    not_last = exists().where(later.c.edition == run.c.edition, later.c.due > run.c.due)
    query = select(run.c.edition, run.c.day, run.c.time).where(run.c.due < before, run.c.state != "running", not_last)
    rows = connection.execute(query.limit(BATCH)).all()
    for row in rows:
        connection.execute(
            delete(run).where(run.c.edition == row.edition, run.c.day == row.day, run.c.time == row.time)
        )
    return len(rows)


def decide(connection: Connection, verb: str, articles: Sequence[str], now: datetime) -> None:
    """See `Store.decide`."""
    named = json.dumps([codec.scrubbed(id_) for id_ in articles])
    connection.execute(tables.decision.insert().values(verb=verb, articles=named, made=codec.micros(now)))


def decisions(connection: Connection) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """See `Store.decisions`."""
    rows = connection.execute(select(tables.decision).order_by(tables.decision.c.id))
    return tuple((row.verb, tuple(json.loads(row.articles))) for row in rows)


def search(connection: Connection, words: str, limit: int) -> tuple[Mapping[str, Any], ...]:
    """See `Store.search`."""
    asked = [found for phrase, _ in index.phrases(words) for found in phrase]
    found = [*_articles(connection, words, asked), *_briefings(connection, words, asked)]
    found.sort(key=lambda one: (-one["score"], -codec.micros(datetime.fromisoformat(one["arrived"])), one["id"]))
    for one in found[:limit]:
        one["snippet"] = _snippet(one["snippet"], asked)
    return tuple(found[:limit])


def _articles(connection: Connection, words: str, asked: Sequence[str]) -> list[dict[str, Any]]:
    version, item = tables.version, tables.item
    ids = index.find(connection, "article", words, _CANDIDATES)
    query = select(version, item.c.article).join(item, item.c.id == version.c.item).where(version.c.id.in_(ids))
    found = []
    for row in connection.execute(query):
        article = article_of(row)
        found.append(
            {
                "kind": "article",
                "id": article.id,
                "title": article.title,
                "source": article.source,
                "url": article.url,
                "published": article.published.isoformat() if article.published else None,
                "arrived": codec.moment(row.arrived).isoformat(),
                "snippet": article.text,
                "score": _score(article.title, article.text, asked),
            }
        )
    return found


def _briefings(connection: Connection, words: str, asked: Sequence[str]) -> list[dict[str, Any]]:
    briefing = tables.briefing
    numbers = index.find(connection, "briefing", words, _CANDIDATES // 4)
    found = []
    for row in connection.execute(select(briefing).where(briefing.c.number.in_(numbers))):
        record = codec.unpacked_json(row.record)
        told = index.told_words(record)
        found.append(
            {
                "kind": "briefing",
                "id": row.id,
                "title": row.title,
                "edition": row.edition,
                "date": record.get("date"),
                "slot": codec.moment(row.slot).isoformat(),
                "arrived": codec.moment(row.until).isoformat(),
                "snippet": told,
                "score": _score(row.title, told, asked),
            }
        )
    return found


def _score(title: str, body: str, asked: Sequence[str]) -> float:
    """How much of the asked words stands there: often in a short text, and in the title, is more."""
    heads, words = index.tokens(title), index.tokens(body[:_WEIGHED])
    length = 1 + len(words) / 400
    score = 0.0
    for token in dict.fromkeys(asked):
        said = sum(word.startswith(token) for word in words)
        score += said / (said + length) + 2 * any(word.startswith(token) for word in heads)
    return round(score, 3)


def _snippet(body: str, asked: Sequence[str]) -> str:
    """The first passage that has one of the words."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in body.split("\n") if paragraph.strip()]
    for paragraph in paragraphs:
        words = index.tokens(paragraph)
        if any(word.startswith(token) for token in asked for word in words):
            return paragraph[:_SNIPPET]
    return paragraphs[0][:_SNIPPET] if paragraphs else ""


def counts(connection: Connection) -> dict[str, int]:
    """How much of each there is."""
    of = {
        "articles": tables.item,
        "versions": tables.version,
        "raw": tables.raw,
        "briefings": tables.briefing,
        "mails": tables.outbox,
        "runs": tables.run,
    }
    return {
        name: int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)
        for name, table in of.items()
    }
