"""What is looked at when a file is opened: how it may be opened, and whether it is sound, ours, and of our version."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from annotator.core.errors import OlderError, ProjectError
from annotator.storage import migrations, recognise
from annotator.storage.dialects import sqlite


def mode(path: Path, writable: bool) -> str:
    """Return how SQLite opens a file: `rw`, `ro` or `immutable` (see `dialects.sqlite.engine`)."""
    if writable:
        # Also where we only read: whoever may not write cannot take the log away that reading a live project's copy
        # makes.
        return "rw"
    # Reading beside a write-ahead log needs a shared file; where none can be made and there is no log, none is needed.
    return "ro" if sqlite.logged(path) else "immutable"


def prepare(path: Path, connection: Connection, read_only: bool) -> None:
    """Bring the stored version to ours. Raises ProjectError where it is damaged, not ours or newer."""
    if sqlite.pragma(connection, "application_id") != recognise.APPLICATION_ID:
        raise ProjectError(path, "is a database of another program, not an Annotator project; choose another file")
    if path.stat().st_size <= sqlite.QUICK_CHECK_BYTES:
        found = sqlite.damage(connection, thorough=False)
        if found:
            reason = "is damaged; restore it from a copy, or copy the file and export what can be read"
            raise ProjectError(path, f"{reason} ({' '.join(found[0].split())})")
    version = migrations.stored_version(connection)
    if version == migrations.HEAD:
        return
    if version is None:
        raise ProjectError(path, "is damaged (it does not say which version it is); restore it from a copy")
    if version not in migrations.VERSIONS:
        raise ProjectError(
            path,
            f"was written by a newer Annotator (project version {version}, this one knows up to {migrations.HEAD}); "
            "install the newer version to open it",
        )
    if read_only:
        raise OlderError(path, "is of an older version and may not be written; copy it to where it may, and open that")
    migrations.migrate(path, connection)
