"""The door for screen readers: what a page tells them is loaded when one first asks, and costs nothing before."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface

from annotator.ui.reader.view import ReaderView


@cache
def serve() -> None:
    """Have pages speak for themselves to whoever asks Qt about them."""
    QAccessible.installFactory(_interface)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return the interface of a page; None for all else, which Qt knows how to describe."""
    if not isinstance(thing, ReaderView):
        return None
    from annotator.ui.reader.accessible import ReaderAccessible  # only where something like a screen reader runs

    return ReaderAccessible(thing)
