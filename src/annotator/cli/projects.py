"""Opening a project for one command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.output import say

if TYPE_CHECKING:
    from annotator.core.errors import DamagedError
    from annotator.project import Project


def noted(project: Project) -> Project:
    """Return a project that was opened to be edited, and say what is unusual about where it lies."""
    if project.without_log:
        say(f"{project.path}: its drive can keep no write-ahead log (a network drive, say); each edit takes longer")
    return project


@contextmanager
def opened_or_made(path: Path) -> Iterator[Project]:
    """Open the project, or make it where there is none; one that stays empty is taken away again."""
    from annotator.project import Project
    from annotator.project.loading import is_untouched

    # Not Path.exists, which raises for a name too long to be one: making it says so in a sentence.
    if os.path.exists(path):  # noqa: PTH110
        with noted(Project.open(path)) as project:
            yield project
        return
    made = noted(Project.create(path))
    useful = False
    try:
        with made as project:
            try:
                yield project
            finally:
                useful = bool(project.articles()) or not is_untouched(project.bundle())
    finally:
        if not useful:
            path.unlink(missing_ok=True)


def damage(path: Path) -> DamagedError | None:
    """Return what is wrong with a project, as an error; None where it is sound, or nobody can tell."""
    from annotator.core.errors import AnnotatorError, DamagedError
    from annotator.project import Project

    with suppress(AnnotatorError, OSError, LookupError, TypeError, ValueError):
        with Project.open(path, read_only=True) as project:
            found = project.check()
        return DamagedError(path, found[0], torn=False) if found else None
    return None
