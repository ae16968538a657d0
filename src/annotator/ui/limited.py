"""A widget as high as it needs to be, up to a limit: behind that it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.ui.override import override

_ASKED = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.HideToParent})


class Limited(QScrollArea):
    """Shows `inner` while that is to be seen. `most` are pixels."""

    def __init__(self, inner: QWidget, most: int) -> None:
        super().__init__()
        self._inner = inner
        self._most = most
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
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() in _ASKED:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        seen = not self._inner.isHidden()
        if seen:
            width = self.viewport().width()
            tall = self._inner.heightForWidth(width) if self._inner.hasHeightForWidth() else -1
            self.setFixedHeight(min(max(tall, self._inner.minimumSizeHint().height()), self._most))
        self.setVisible(seen)
