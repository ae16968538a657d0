"""Migrating a file with Alembic: backed up first, all versions in one transaction."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from annotator.core.errors import ProjectError
from annotator.storage import placing
from annotator.storage.dialects import sqlite
from annotator.storage.migrations import stored_version

SCRIPTS = Path(__file__).parent


def config(connection: Connection | None = None, scripts: Path = SCRIPTS) -> Config:
    """Return Alembic's configuration, which needs no file."""
    made = Config()
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def migrate(path: Path, connection: Connection, scripts: Path = SCRIPTS) -> Path:
    """Bring the file to the newest version of `scripts`; return the copy made beforehand.

    Raises ProjectError where the result would have dangling references; then the file is as it was.
    """
    backup = _backup(path, connection)
    # Tables are made anew where SQLite cannot alter them, which must not cascade; checked by hand at the end.
    sqlite.pragma(connection, "foreign_keys=OFF")
    try:
        with sqlite.transaction(connection, write=True):
            command.upgrade(config(connection, scripts), "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise ProjectError(path, f"could not be brought to the present version; its copy is {backup.name}")
    finally:
        sqlite.pragma(connection, "foreign_keys=ON")
    return backup


def _backup(path: Path, connection: Connection) -> Path:
    version = stored_version(connection) or "0000"
    names = (f"{path.stem}.version-{version}{'' if n == 1 else f'-{n}'}{path.suffix}" for n in count(1))
    backup = next(place for place in map(path.with_name, names) if not place.exists() and not sqlite.companions(place))
    with placing.beside(backup) as draft:
        sqlite.copy(connection, draft)
        placing.as_private(draft, path)
        placing.place(draft, backup)
    return backup
