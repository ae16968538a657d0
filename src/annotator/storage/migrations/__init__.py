"""Versions of the schema: which one a file has, and the way from an older one to ours."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

VERSIONS = ("0001", "0002", "0003", "0004")
"""All versions this program knows, oldest first."""

HEAD = VERSIONS[-1]

# As Alembic makes it, so that a project can be stamped without loading Alembic.
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False, primary_key=True))
_VERSION.primary_key.name = "alembic_version_pkc"


def stamp(connection: Connection) -> None:
    """Write down that the tables are of our version."""
    _VERSION.create(connection)
    connection.execute(_VERSION.insert(), {"version_num": HEAD})


def stored_version(connection: Connection) -> str | None:
    """Return the version a file says it has, None where it says nothing."""
    try:
        if not inspect(connection).has_table(_VERSION.name):
            return None
        row = connection.execute(select(_VERSION.c.version_num)).first()
    finally:
        connection.rollback()
    return None if row is None else str(row[0])


def migrate(path: Path, connection: Connection) -> Path:
    """Bring an older file to our version, after copying it beside itself; return the copy.

    The only place that loads Alembic (a third of a second).
    """
    from annotator.storage.migrations import run

    return run.migrate(path, connection)
