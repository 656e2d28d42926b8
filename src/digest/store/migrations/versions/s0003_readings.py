"""How far large files were read, so that a collector that was stopped goes on where it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "reading",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("done", Number, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("lease_until", Number),
        sqlite_strict=True,
    )
    op.create_index("reading_open", "reading", ["done", "place"])
