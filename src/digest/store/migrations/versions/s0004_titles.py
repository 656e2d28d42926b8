"""SQLite's index of words made anew: titles in a table of their own, and beginnings of words kept.

To find the titles that have a word, all texts that have it were gone through; to find a beginning, all words that have it.
"""

from __future__ import annotations

from alembic import op

from digest.store import index

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables and fills them."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        index.make_tables(connection)
        index.fill(connection)
