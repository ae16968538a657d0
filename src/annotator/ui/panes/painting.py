"""When pages are painted: what an edit changes on them is collected, and painted in one go, now or in a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, QTimer

from annotator.ui.panes.pane import Pane


class _Collected(AbstractContextManager[None]):
    """Paints what its block changes on the pages in one go. Written out, as it is passed at each mark that is made."""

    def __init__(self, painting: Painting, paint: Callable[[], None]) -> None:
        self._painting, self._paint = painting, paint

    def __enter__(self) -> None:
        self._painting.collect()

    def __exit__(self, *_: object) -> None:
        self._paint()


class Painting(QObject):
    """Has the pages of a row painted."""

    def __init__(self, panes: Callable[[], Sequence[Pane]], parent: QObject) -> None:
        super().__init__(parent)
        self._panes = panes
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._come_round)

    def at_once(self) -> AbstractContextManager[None]:
        """Paint what the block changes on the pages in one go, at its end."""
        return _Collected(self, self._at_once)

    def soon(self) -> AbstractContextManager[None]:
        """Paint what the block changes on the pages when the event loop comes round: what can wait for a moment."""
        return _Collected(self, self._later)

    def collect(self) -> None:
        """Paint nothing of what changes on the pages until it is asked for."""
        for pane in self._panes():
            pane.collect()

    def now(self) -> None:
        """Paint at once what has changed on the pages."""
        for pane in self._panes():
            pane.paint_now()

    def _at_once(self) -> None:
        self.now()
        self._later()  # what the palette leaves uncovered

    def _later(self) -> None:
        self._timer.start(0)

    def _come_round(self) -> None:
        self.now()
        for pane in self._panes():
            pane.let_palette_go()
