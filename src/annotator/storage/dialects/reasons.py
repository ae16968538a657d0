"""What SQLite reports, told apart and put in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from annotator.core.errors import DamagedError, LockedError, ProjectError

ERRORS = (DBAPIError, sqlite3.Error)
"""What SQLite reports, by way of SQLAlchemy or without."""


def is_disk_error(error: Exception) -> bool:
    """Return whether the disk failed, so that what is on it is not known any more."""
    return (_extended(error) or 0) & 0xFF == sqlite3.SQLITE_IOERR


def _extended(error: Exception) -> int | None:
    """Return SQLite's own result code of an error, with its detail."""
    return getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlite_errorcode", None)


def code(error: DBAPIError) -> int | None:
    """Return SQLite's primary result code of an error."""
    found = getattr(error.orig, "sqlite_errorcode", None)
    return None if found is None else int(found) & 0xFF


DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
LOCKED_REASON = "another program keeps it locked; close that program or wait, then try again"
DISK_REASON = "the disk reported an error, so nothing of this was saved; check the disk and try again"

_REASONS = {
    **dict.fromkeys(LOCKED, LOCKED_REASON),
    sqlite3.SQLITE_FULL: "the disk is full, so nothing of this was saved; make room and repeat it",
    sqlite3.SQLITE_NOTADB: "is not an Annotator project; to read it as an article, import it into a project",
    sqlite3.SQLITE_READONLY: "may not be written; check the permissions of the file and of its folder",
    sqlite3.SQLITE_PERM: "may not be opened; check the permissions of the file and of its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and may be written",
    sqlite3.SQLITE_IOERR: DISK_REASON,
    sqlite3.SQLITE_TOOBIG: "a text is too large for the database, so nothing of this was saved; import less at once",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise ProjectError, in words, for what SQLite reports in the block; integrity errors pass through."""
    try:
        yield
    except DBAPIError as error:
        said = _said(path, error.orig, code(error))
        if said is None:
            raise
        raise said from error
    except sqlite3.Error as error:
        found = getattr(error, "sqlite_errorcode", None)
        said = _said(path, error, None if found is None else found & 0xFF)
        if said is None:
            raise
        raise said from error


def _said(path: Path, error: BaseException | None, code: int | None) -> ProjectError | None:
    """Return what is to be said of an error, None where it is about the data written (or our own fault)."""
    if code in (None, sqlite3.SQLITE_ERROR) and isinstance(error, sqlite3.OperationalError):
        # A table that is missing, a text that is no UTF-8.
        return DamagedError(path, str(error), torn=False)
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CORRUPT_VTAB:
        # Derived: the search that meets this makes it anew.
        return ProjectError(path, "the index of its words is damaged; search once more")
    if code == sqlite3.SQLITE_CORRUPT or (code == sqlite3.SQLITE_NOTADB and _was_database(path)):
        return DamagedError(path, str(error))
    reason = _REASONS.get(code or 0)
    if reason is None:
        return None
    return LockedError(path, reason) if code in LOCKED else ProjectError(path, reason)


def _was_database(path: Path) -> bool:
    from annotator.storage.dialects import sqlite_pages  # Not for each start: only what is damaged is read by it.

    return sqlite_pages.was_database(path)


_SHARED_MEMORY = (
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMLOCK,
    sqlite3.SQLITE_IOERR_SHMMAP,
)


def lacks_shared_memory(error: Exception) -> bool:
    """Return whether memory could not be shared with other processes, as a write-ahead log takes."""
    return _extended(error) in _SHARED_MEMORY


def is_locked(error: Exception) -> bool:
    return (_extended(error) or 0) & 0xFF in LOCKED
