"""Is the file of an open project sound? For a thread of its own, as that takes seconds where a project is large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path


def look_over(path: Path, stopped: Callable[[], bool]) -> Iterator[str]:
    """Give the first thing that is wrong with the database, if anything is; end soon where `stopped` says so.

    Raises ProjectError. It reads through a connection of its own, and keeps nobody from writing.
    """
    from annotator.storage.opening import look_over

    for found in look_over(path, stopped):
        yield found
        return
