"""What is remembered: sources, articles and their versions, runs, briefings, outgoing mail, decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    _sources_and_articles()
    _runs_and_briefings()
    _outbox()


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, *parts, sqlite_strict=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, Number, nullable=null)


def _sources_and_articles() -> None:
    _table("feed", sa.Column("source", sa.Text, primary_key=True), _text("state"))
    _table(
        "raw",
        sa.Column("sha256", sa.Text, primary_key=True),
        _text("media_type"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        _number("arrived"),
    )
    op.create_index("raw_arrived", "raw", ["arrived"])
    _table(
        "item",
        sa.Column("id", Number, primary_key=True),
        _text("identity"),
        _text("article"),
        _text("content"),
        sa.UniqueConstraint("identity", name="item_identity"),
        sa.UniqueConstraint("article", name="item_article"),
    )
    _table(
        "brought",
        sa.Column("item", Number, sa.ForeignKey("item.id"), nullable=False),
        _text("source"),
        sa.PrimaryKeyConstraint("item", "source"),
    )
    _table(
        "version",
        sa.Column("id", Number, primary_key=True),
        sa.Column("item", Number, sa.ForeignKey("item.id"), nullable=False),
        _number("seq"),
        _text("sha256"),
        _number("arrived"),
        _text("title"),
        _text("fields"),
        _text("text"),
        sa.UniqueConstraint("item", "seq", name="version_seq"),
    )
    op.create_index("version_arrived", "version", ["arrived"])
    op.create_index("version_sha256", "version", ["sha256"])
    _table(
        "told",
        _text("edition"),
        sa.Column("version", Number, sa.ForeignKey("version.id", ondelete="CASCADE"), nullable=False),
        _text("briefing"),
        sa.PrimaryKeyConstraint("edition", "version"),
    )
    op.create_index("told_version", "told", ["version"])


def _runs_and_briefings() -> None:
    _table(
        "run",
        _text("edition"),
        _text("day"),
        _text("time"),
        _number("due"),
        _text("state"),
        _number("started"),
        _number("ended", null=True),
        _text("note"),
        _number("attempts"),
        _text("owner", null=True),
        _number("lease_until", null=True),
        sa.PrimaryKeyConstraint("edition", "day", "time"),
    )
    op.create_index("run_due", "run", ["edition", "due"])
    _table("schedule", sa.Column("edition", sa.Text, primary_key=True), _text("spec"), _number("since", null=True))
    _table(
        "briefing",
        sa.Column("number", Number, primary_key=True),
        _text("id"),
        _text("edition"),
        _number("slot"),
        _number("until"),
        _number("published"),
        _text("title"),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("id", name="briefing_id"),
        sa.UniqueConstraint("edition", "slot", name="briefing_slot"),
    )
    op.create_index("briefing_until", "briefing", ["edition", "until"])
    op.create_index("briefing_published", "briefing", ["published"])
    _table(
        "file",
        sa.Column("briefing", Number, sa.ForeignKey("briefing.number", ondelete="CASCADE"), nullable=False),
        _text("path"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("briefing", "path"),
    )
    _table("decision", sa.Column("id", Number, primary_key=True), _text("verb"), _text("articles"), _number("made"))


def _outbox() -> None:
    _table(
        "outbox",
        sa.Column("id", Number, primary_key=True),
        _text("briefing"),
        _text("edition"),
        _text("recipient"),
        _text("message_id"),
        _text("sha256"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        _text("state"),
        _number("created"),
        _number("attempts"),
        _number("doubts"),
        _number("next_at", null=True),
        _text("reply", null=True),
        _text("owner", null=True),
        _number("lease_until", null=True),
        _number("fence"),
        sa.UniqueConstraint("briefing", "recipient", name="outbox_recipient"),
        sa.UniqueConstraint("message_id", name="outbox_message_id"),
    )
    op.create_index("outbox_state", "outbox", ["state", "next_at"])
