"""Tell whether a file is a project, before SQLAlchemy is loaded.

Project files are never opened but through SQLite: closing any other handle on one drops all locks that this process
holds on it (POSIX says so), and with them the protection from other processes.
"""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from annotator.core.errors import ProjectError

APPLICATION_ID = 0x416E6E6F
"""`Anno`, in the four bytes that SQLite sets aside for the program a file belongs to."""


def is_project(path: Path) -> bool:
    """Return whether the file carries our application id; False where it cannot be read.

    One that is locked at this moment cannot be asked: its name tells.
    """
    try:
        found = path.stat()
        # A database is made of pages of 512 bytes or more; few other files happen to have such a size.
        if not stat.S_ISREG(found.st_mode) or found.st_size == 0 or found.st_size % 512:
            return False
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.Error as error:
        locked = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        return locked and path.suffix == ".annot"
    except (OSError, ValueError):
        # A name that no file can have.
        return False


def require_file(path: Path) -> None:
    """Raise ProjectError, saying why, where there is no file at `path`, or nothing in it."""
    try:
        if path.is_dir():
            raise ProjectError(path, "is a folder, not a project; name a project file (.annot)")
        size = path.stat().st_size
    except FileNotFoundError:
        raise ProjectError(path, "does not exist; check the name, or create a new project") from None
    except OSError as error:
        raise ProjectError(path, f"cannot be read ({error.strerror}); check the permissions of its folder") from None
    if size == 0:
        raise ProjectError(path, "is empty, not a project; restore it from a copy or create a new project")


def signature(path: Path) -> tuple[int, int] | None:
    """Return what tells whether a project's file is as it was: its size and when it was changed (in ns).

    None where there is no file, or a log with something in it lies beside it: then somebody has it open, or had.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        found = path.stat()
        if log.exists() and log.stat().st_size:
            return None
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns
