"""Copies of a project's file: made beside where they shall lie, looked over, and only then given their name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from annotator.core.errors import DamagedError, ProjectError, StoppedError
from annotator.storage import migrations, opening, placing, recognise
from annotator.storage.dialects import sqlite, sqlite_backup
from annotator.storage.dialects.sqlite_backup import Tick, same

__all__ = ["Contents", "StoppedError", "Tick", "contents", "copied", "faults", "same"]

_SPARE = 100_000_000
"""Bytes that a copy leaves free on its disk: a disk filled with copies would keep edits from being stored."""


class Contents(Struct, frozen=True):
    """What a project's file says of itself."""

    id: str
    name: str
    version: str
    articles: int
    annotations: int

    @property
    def readable(self) -> bool:
        """Whether this program opens a project of this version."""
        return self.version in migrations.VERSIONS


def contents(path: Path) -> Contents:
    """Read what a project says of itself. Raises ProjectError where it is damaged or none."""
    return Contents(*sqlite_backup.tally(path))


def faults(path: Path, tick: Tick) -> list[str]:
    """Return what is wrong with a file that nobody has open, nothing where it is a sound project."""
    return sqlite_backup.findings(path, tick)


@contextmanager
def copied(source: Path, path: Path, tick: Tick, *, mode: int, gently: bool) -> Iterator[tuple[Path, Contents]]:
    """Give a sound copy of a project, made for `path` and in its folder, with what it says of itself.

    `placing.place` gives it its name; without, it is gone at the end. `mode` are its permissions (less the umask).
    Raises StoppedError where `tick` called it off, ProjectError.
    """
    recognise.require_file(source)
    _require_room(source, path.parent)
    with placing.beside(path) as draft:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        sqlite_backup.snapshot(source, draft, opening.mode(source, sqlite.writable(source)), tick, gently=gently)
        found = faults(draft, tick)
        if found:
            raise DamagedError(source, found[0])
        yield draft, contents(draft)


def _require_room(source: Path, folder: Path) -> None:
    try:
        free, size = shutil.disk_usage(folder).free, source.stat().st_size
    except OSError as error:
        raise ProjectError(folder, f"cannot be written ({error.strerror})") from error
    if free < size + _SPARE:
        needed, there = (f"{-(-number // 1_000_000)} MB" for number in (size + _SPARE, free))
        raise ProjectError(folder, f"the disk has too little room for a copy ({there} free, {needed} needed)")
