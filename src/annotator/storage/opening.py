"""What is looked at when a file is opened: how it may be opened, and whether it is sound, ours, and of our version."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from annotator.core.errors import ProjectError
from annotator.storage import drives, migrations, recognise
from annotator.storage.dialects import sqlite


def mode(path: Path, writable: bool) -> str:
    """Return how SQLite opens a file: `rw`, `ro` or `immutable` (see `dialects.sqlite.engine`)."""
    if writable:
        # Also where we only read: whoever may not write cannot take the log away that reading a live project's copy
        # makes.
        return "rw"
    # Reading beside a write-ahead log needs a shared file; where none can be made and there is no log, none is needed.
    return "ro" if sqlite.logged(path) else "immutable"


def connect(path: Path, *, read_only: bool, writable: bool, patience: float) -> tuple[Engine, Connection]:
    """Open a file, and bring it to our version; with its write-ahead log in use, where it may be written.

    Without a log where the drive can have none: other computers see it too, or it shares no memory between processes.
    Raises ProjectError as `Store.open` does, or what SQLite reports; nothing is left open then.
    """
    folder = path.absolute().parent
    with_log = read_only or not drives.is_shared(folder)
    try:
        return _connect(path, read_only, writable, patience, with_log=with_log)
    except sqlite.ERRORS as error:
        if sqlite.is_locked(error) and not drives.locks(folder):
            reason = "lies on a drive that locks no files, where two programs would undo each other's work unseen"
            raise ProjectError(path, f"{reason}; copy it to another drive, and open that") from error
        if read_only or not with_log or not sqlite.lacks_shared_memory(error):
            raise
    return _connect(path, read_only, writable, patience, with_log=False)


def _connect(
    path: Path, read_only: bool, writable: bool, patience: float, *, with_log: bool
) -> tuple[Engine, Connection]:
    engine = sqlite.engine(path, mode=mode(path, writable), patience=patience, alone=not with_log)
    connection: Connection | None = None
    try:
        connection = engine.connect()
        if not with_log:
            sqlite.fold_alone(connection, path)
        prepare(path, connection, read_only)
        if read_only:
            sqlite.only_read(connection)
        else:
            if with_log:
                sqlite.unfold(connection)
            sqlite.require_writable(connection)
    except BaseException:
        if connection is not None:
            connection.close()
        engine.dispose()
        raise
    return engine, connection


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
        raise ProjectError(
            path, "is of an older version and may not be written; copy it to where it may, and open that"
        )
    migrations.migrate(path, connection)
