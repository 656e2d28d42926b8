"""The tables as they are now; `migrations/` says how they came to be (a test compares the two).

Times are whole microseconds since 1970-01-01 UTC. Text that outside hands wrote never shapes a key's type: keys are numbers,
hashes, or names out of the config.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData()
Number = BigInteger().with_variant(Integer, "sqlite")  # INTEGER is the only whole number of a STRICT table


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


feed = _table("feed", Column("source", Text, primary_key=True), Column("state", Text, nullable=False))

raw = _table(
    "raw",
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib
    Column("arrived", Number, nullable=False),
    Index("raw_arrived", "arrived"),
)

item = _table(  # stays when its versions are pruned, so that an old entry of a feed is not taken for a new one
    "item",
    Column("id", Number, primary_key=True),
    Column("identity", Text, nullable=False),
    Column("article", Text, nullable=False),  # the id that its versions have in common
    Column("content", Text, nullable=False),  # a hash of what the latest version says
    UniqueConstraint("identity", name="item_identity"),
    UniqueConstraint("article", name="item_article"),
)

brought = _table(  # which sources of the config had it
    "brought",
    Column("item", Number, ForeignKey("item.id"), nullable=False),
    Column("source", Text, nullable=False),
    PrimaryKeyConstraint("item", "source"),
)

version = _table(
    "version",
    Column("id", Number, primary_key=True),
    Column("item", Number, ForeignKey("item.id"), nullable=False),
    Column("seq", Number, nullable=False),  # 1 is the first
    Column("sha256", Text, nullable=False),
    Column("arrived", Number, nullable=False),
    Column("title", Text, nullable=False),
    Column("fields", Text, nullable=False),  # everything else of the article, as JSON
    Column("text", Text, nullable=False),
    UniqueConstraint("item", "seq", name="version_seq"),
    Index("version_arrived", "arrived"),
    Index("version_sha256", "sha256"),
)

told = _table(
    "told",
    Column("edition", Text, nullable=False),
    Column("version", Number, ForeignKey("version.id", ondelete="CASCADE"), nullable=False),
    Column("briefing", Text, nullable=False),
    PrimaryKeyConstraint("edition", "version"),
    Index("told_version", "version"),
)

run = _table(
    "run",
    Column("edition", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("due", Number, nullable=False),
    Column("state", Text, nullable=False),
    Column("started", Number, nullable=False),
    Column("ended", Number),
    Column("note", Text, nullable=False),
    Column("attempts", Number, nullable=False),
    Column("owner", Text),
    Column("lease_until", Number),
    PrimaryKeyConstraint("edition", "day", "time"),
    Index("run_due", "edition", "due"),
)

schedule = _table(  # since when an edition has the schedule that it has
    "schedule",
    Column("edition", Text, primary_key=True),
    Column("spec", Text, nullable=False),
    Column("since", Number),  # NULL: it never had another
)

briefing = _table(
    "briefing",
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("slot", Number, nullable=False),
    Column("until", Number, nullable=False),
    Column("published", Number, nullable=False),  # 0 or 1
    Column("title", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),  # zlib of its JSON
    UniqueConstraint("id", name="briefing_id"),
    UniqueConstraint("edition", "slot", name="briefing_slot"),
    Index("briefing_until", "edition", "until"),
    Index("briefing_published", "published"),
)

file = _table(
    "file",
    Column("briefing", Number, ForeignKey("briefing.number", ondelete="CASCADE"), nullable=False),
    Column("path", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib
    PrimaryKeyConstraint("briefing", "path"),
)

outbox = _table(
    "outbox",
    Column("id", Number, primary_key=True),
    Column("briefing", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the message
    Column("data", LargeBinary, nullable=False),  # zlib
    Column("state", Text, nullable=False),
    Column("created", Number, nullable=False),
    Column("attempts", Number, nullable=False),
    Column("doubts", Number, nullable=False),
    Column("next_at", Number),
    Column("reply", Text),
    Column("owner", Text),
    Column("lease_until", Number),
    Column("fence", Number, nullable=False),
    UniqueConstraint("briefing", "recipient", name="outbox_recipient"),
    UniqueConstraint("message_id", name="outbox_message_id"),
    Index("outbox_state", "state", "next_at"),
)

decision = _table(
    "decision",
    Column("id", Number, primary_key=True),
    Column("verb", Text, nullable=False),
    Column("articles", Text, nullable=False),  # a JSON list of ids
    Column("made", Number, nullable=False),
)

reading = _table(  # how far a large file was read, and by whom
    "reading",
    Column("place", Text, primary_key=True),
    Column("mark", Text, nullable=False),  # JSON
    Column("done", Number, nullable=False),  # 0 or 1
    Column("owner", Text),
    Column("lease_until", Number),
    Index("reading_open", "done", "place"),
)
