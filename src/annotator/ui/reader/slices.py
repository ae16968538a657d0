"""Work in slices so short that nobody waits for it, done whenever the event loop has nothing else to do."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

_SLICE = 0.002
"""Seconds; a frame takes sixteen thousandths."""


class Slices(QObject):
    """Goes through one piece of work, an iterator that does a little each time it is asked for its next value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[object] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether some of it is still to be done."""
        return self._work is not None

    def begin(self, work: Iterator[object]) -> None:
        """Do this from now on; what was in hand is dropped."""
        self._work = work
        self._timer.start()

    def drop(self) -> None:
        """Do nothing more."""
        if self._work is not None:
            self._work = None
            self._timer.stop()

    def finish(self) -> None:
        """Do now what is left."""
        work = self._work
        self.drop()
        for _ in work or ():
            pass

    def _slice(self) -> None:
        end = perf_counter() + _SLICE
        while self._work is not None and perf_counter() < end:
            try:
                next(self._work)
            except StopIteration:
                self.drop()
