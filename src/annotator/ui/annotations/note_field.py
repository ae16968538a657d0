"""The field in which the note on a mark or a relation is written."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from annotator.ui.override import override

_MARGIN = 2
"""Pixels around the text, as a field of one line has them."""
_AROUND = 13
"""Pixels of its frame and padding, above and below together, and what Qt wants to see below the last line."""
_MOST = 4
"""Lines up to which it grows; more are scrolled to."""


class NoteField(QPlainTextEdit):
    """A field as high as what is written in it, so that lists keep their room.

    Esc and Ctrl+Enter lead back to the page.
    """

    left = Signal()
    """The keyboard is elsewhere now: what was typed is to be stored."""
    escaped = Signal()
    """The keyboard goes back to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines are broken
        self.document().setDocumentMargin(_MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        document = self.document()
        layout, block = document.documentLayout(), document.begin()
        line = self.fontMetrics().lineSpacing()
        most, high = _MOST * line + 2 * _MARGIN, 0.0
        while block.isValid() and high < most:
            high += max(layout.blockBoundingRect(block).height(), line)  # with the margins of the first and last
            block = block.next()
        # A bar that came and went while it grows would break the lines anew each time.
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if high > most else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(ceil(min(high, most)) + _AROUND)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _leaves(event):
            # The same keys lead here from the page; in here they lead back.
            event.accept()
            return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _leaves(event):
            self.left.emit()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _leaves(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.key() == Qt.Key.Key_Escape or (enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
