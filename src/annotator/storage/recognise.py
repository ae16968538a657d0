"""Tell by a file's first bytes whether it is a project, before any database library is loaded."""

from __future__ import annotations

from pathlib import Path

from annotator.core.errors import ProjectError

APPLICATION_ID = 0x416E6E6F
"""`Anno`, in the four bytes that SQLite sets aside for the program a file belongs to."""

_MAGIC = b"SQLite format 3\x00"
_ID_AT = 68


def is_project(path: Path) -> bool:
    """Return whether the file carries our application id; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_ID_AT + 4)
    except OSError:
        return False
    return head.startswith(_MAGIC) and head[_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")


def require_project(path: Path) -> None:
    """Raise ProjectError, saying why, where `path` is no project file that can be read."""
    if path.is_dir():
        raise ProjectError(path, "is a folder, not a project; name a project file (.annot)")
    try:
        with path.open("rb") as file:
            head = file.read(_ID_AT + 4)
    except FileNotFoundError:
        raise ProjectError(path, "does not exist; check the name, or create a new project") from None
    except OSError as error:
        raise ProjectError(path, f"cannot be read ({error.strerror}); check the file's permissions") from None
    if not head:
        raise ProjectError(path, "is empty, not a project; restore it from a copy or create a new project") from None
    if not head.startswith(_MAGIC):
        raise ProjectError(path, "is not an Annotator project; to read it as an article, import it into a project")
    if head[_ID_AT:] != APPLICATION_ID.to_bytes(4, "big"):
        raise ProjectError(path, "is a database of another program, not an Annotator project; choose another file")
