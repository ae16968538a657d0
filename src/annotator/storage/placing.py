"""Where a project's file comes to lie: names that are free, files that are whole or not there, files that moved."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.core.errors import ProjectError
from annotator.storage import folders
from annotator.storage.dialects import sqlite

_LONGEST_NAME = 255 - len("-journal")
"""Bytes of a project's file name, so that file systems (255 is what most allow) take those of its logs too."""


def require_free(path: Path) -> None:
    """Raise ProjectError, saying why, where no project can be made at `path`."""
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise ProjectError(path, f"has too long a name; choose one of at most {_LONGEST_NAME} bytes")
    try:
        if os.path.lexists(path):
            raise ProjectError(path, "exists already and is not overwritten; choose another name")
        if not path.absolute().parent.is_dir():
            raise ProjectError(path, "lies in a folder that does not exist; create the folder first")
        left = sqlite.companions(path)
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the name.
        reason = f"cannot be made ({getattr(error, 'strerror', None) or error}); choose another name"
        raise ProjectError(path, reason) from None
    if left:
        # SQLite would take them for the new file's own, and play what they hold into it.
        named = " and ".join(log.name for log in left)
        lie = "lies" if len(left) == 1 else "lie"
        reason = f"cannot be made, because {named} of a project that had this name {lie} beside it"
        raise ProjectError(path, f"{reason}; choose another name, or move {named} away")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a name for a draft in the folder of `path`; whatever is left of it afterwards is removed."""
    # Not made of the name, which may be as long as one can be.
    draft = path.with_name(f".annotator-{os.urandom(8).hex()}")
    try:
        yield draft
    except OSError as error:
        raise ProjectError(path, f"cannot be written ({error.strerror})") from error
    finally:
        for leftover in (draft, *sqlite.companions(draft)):
            with contextlib.suppress(OSError):
                leftover.unlink()


def as_private(draft: Path, like: Path) -> None:
    """Let nobody read a draft who may not read the file that it was made of."""
    with contextlib.suppress(OSError):
        draft.chmod(
            stat.S_IMODE(draft.stat().st_mode) & stat.S_IMODE(like.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR
        )


def place(draft: Path, path: Path) -> None:
    """Give the draft its name, for good, unless something has that name, or logs of that name appeared, by now."""
    require_free(path)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise ProjectError(path, "exists already and is not overwritten; choose another name") from None
    except OSError:
        # A file system without links; looked at a moment ago.
        draft.rename(path)
    try:
        folders.sync(path.absolute().parent)
    except OSError:
        # Not there for certain, so not there: whoever is told so tries again, by the same name.
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from any other, whatever their names."""
    found = os.stat(path)  # noqa: PTH116  # asked at each edit: `Path.stat` takes twice as long
    return found.st_dev, found.st_ino


def tidy(path: Path) -> None:
    """Take away the empty logs of a file that is gone, which would keep its name from being used again."""
    log = path.with_name(f"{path.name}-wal")
    with contextlib.suppress(OSError):
        if not os.path.lexists(path) and log.stat().st_size == 0:
            for companion in sqlite.companions(path):
                companion.unlink()
