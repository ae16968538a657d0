"""Opening a project for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.project import Project


@contextmanager
def opened_or_made(path: Path) -> Iterator[Project]:
    """Open the project, or make it where there is none; one that stays empty is taken away again."""
    from annotator.project import Project
    from annotator.project.loading import is_untouched

    if path.exists():
        with Project.open(path) as project:
            yield project
        return
    useful = False
    try:
        with Project.create(path) as project:
            try:
                yield project
            finally:
                useful = bool(project.articles()) or not is_untouched(project.bundle())
    finally:
        if not useful:
            path.unlink(missing_ok=True)
