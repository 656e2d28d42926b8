"""What alembic runs: the steps, on the connection and in the transaction that `migrate` opened."""

from __future__ import annotations

from alembic import context

from digest.store.migrate import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, transactional_ddl=True
)
context.run_migrations()
