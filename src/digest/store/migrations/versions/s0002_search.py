"""An index of words over articles and briefings, filled from what is there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from digest.store import index

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the index and fills it."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for table in ("found_article", "found_briefing"):
            op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(title, body, content='')")
    else:
        op.execute(
            "CREATE TABLE found (kind TEXT NOT NULL, ref BIGINT NOT NULL, title TSVECTOR NOT NULL, body TSVECTOR NOT NULL, "
            "PRIMARY KEY (kind, ref))"
        )
        op.execute("CREATE INDEX found_title ON found USING gin (title)")
        op.execute("CREATE INDEX found_body ON found USING gin (body)")
    _fill(connection)


def _fill(connection: sa.Connection) -> None:
    latest = sa.text(
        "SELECT id, title, text FROM version v WHERE seq = (SELECT max(seq) FROM version w WHERE w.item = v.item)"
    )
    rows = connection.execute(latest)
    while some := rows.fetchmany(1000):
        index.add(connection, "article", [(id_, title, text) for id_, title, text in some])
    briefings = sa.text("SELECT number, title, record FROM briefing")
    for number, title, record in connection.execute(briefings):
        index.add(connection, "briefing", [(number, title, index.told_words(record))])
