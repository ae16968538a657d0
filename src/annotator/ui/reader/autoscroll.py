"""Scrolls on while a dragging pointer is held above or below a page."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from annotator.ui.reader.scroller import Scroller

_MS = 30
_FASTEST = 200
"""Pixels a step."""


class AutoScroll(QObject):
    """The further out the pointer is, the faster the page goes."""

    moved = Signal(object)
    """The page has moved under this QPoint of the viewport."""

    def __init__(self, page: Scroller) -> None:
        super().__init__(page)
        self._page = page
        self._point = QPoint()
        self._timer = QTimer(self)
        self._timer.setInterval(_MS)
        self._timer.timeout.connect(self._step)

    def hold(self, point: QPoint | None) -> None:
        """The pointer is at `point` of the viewport; None: it drags no longer."""
        if point is None or 0 <= point.y() < self._page.viewport().height():
            self._timer.stop()
            return
        self._point = point
        if not self._timer.isActive():
            self._timer.start()

    def _step(self) -> None:
        y, height = self._point.y(), self._page.viewport().height()
        beyond = y if y < 0 else y - height + 1
        self._page.scroll_by(max(-_FASTEST, min(_FASTEST, beyond)))
        self.moved.emit(self._point)
