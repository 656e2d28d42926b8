"""An index of words over articles and briefings."""

from __future__ import annotations

from alembic import op

from digest.store import index

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the index; SQLite's is made anew and filled by step 0004."""
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
        index.fill(connection)
