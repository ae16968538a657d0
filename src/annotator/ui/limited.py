"""A widget as high as it needs to be, up to a limit: behind that it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from annotator.ui.override import override

_ROOM = 12
"""Pixels that are seen around what has the keyboard."""
_ASKED = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.HideToParent})


class Limited(QScrollArea):
    """Shows `inner` while that is to be seen, and whatever in it gets the keyboard. `most` are pixels."""

    def __init__(self, inner: QWidget, most: int) -> None:
        super().__init__()
        self._inner = inner
        self._most = most
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(lambda: self._follow_focus(None, self.window().focusWidget()))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        hidden = inner.isHidden()
        self.setWidget(inner)
        inner.setHidden(hidden)  # Qt has shown it
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        inner.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        self._fit()

    def limit(self, most: int) -> None:
        """Set how high it may be, in pixels."""
        if most != self._most:
            self._most = most
            self._fit()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._inner.isAncestorOf(now):
            # Qt looks at the caret alone, of a field that has one.
            self.ensureVisible(0, now.mapTo(self._inner, QPoint(0, now.height())).y(), 0, _ROOM)
            self.ensureWidgetVisible(now, 0, _ROOM)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() in _ASKED:
            self._fit()
        elif watched is self._inner and event.type() == QEvent.Type.Resize:
            self._later.start(0)  # what it holds is placed by then
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
        self._later.start(0)

    def _fit(self) -> None:
        seen = not self._inner.isHidden()
        if seen:
            width = self.viewport().width()
            tall = self._inner.heightForWidth(width) if self._inner.hasHeightForWidth() else -1
            self.setFixedHeight(min(max(tall, self._inner.minimumSizeHint().height()), self._most))
        self.setVisible(seen)
