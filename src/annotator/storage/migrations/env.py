"""Run by Alembic: migrates on the connection it is handed, inside the caller's transaction."""

from __future__ import annotations

from alembic import context

from annotator.storage.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite cannot alter most things: tables are made anew and refilled.
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
