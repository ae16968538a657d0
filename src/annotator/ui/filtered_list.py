"""What the lists at the side have in common: two choices, a field of words, and the list, or why it is empty."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.drawn_rows import set_up
from annotator.ui.lists import INSET
from annotator.ui.override import override
from annotator.ui.theme import Theme

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class FilteredList(QWidget):
    """Whoever derives from it makes the list and the second choice, fills both, and says when something is asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heading = QLabel()
        self.scope = QComboBox()
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack = QStackedLayout()
        self._typing = QTimer(self, singleShot=True)

    def _furnish(
        self,
        listed: QListView,
        choice: QComboBox,
        changed: SignalInstance,
        typing_ms: int,
        *,
        beside_words: QWidget | None = None,
    ) -> None:
        """Put the parts in their places. `changed` is told when another choice is made, or words have been typed."""
        listed.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        set_up(listed)
        listed.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        filters, sought = QHBoxLayout(), QHBoxLayout()
        for row in (filters, sought):
            row.setSpacing(6)
            row.setContentsMargins(INSET, 0, INSET, 0)
        self.heading.setContentsMargins(INSET, 0, INSET, 0)
        for box in (self.scope, choice):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.activated.connect(lambda _place: changed.emit())
            filters.addWidget(box, 1)
        sought.addWidget(self.words, 1)
        if beside_words is not None:
            sought.addWidget(beside_words)
        listed.installEventFilter(self)
        listed.setParent(None)  # it comes back below the fields, and is so reached by Tab after them
        for part in (self._empty, listed):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addLayout(filters)
        layout.addLayout(sought)
        layout.addLayout(self._stack, 1)
        self._typing.setInterval(typing_ms)
        self._typing.timeout.connect(changed)
        self.words.textChanged.connect(lambda _text: self._typing.start())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        by_tab = isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_TAB
        if by_tab and isinstance(watched, QListView) and not watched.currentIndex().isValid():
            # The keyboard is seen from the start; nothing is selected by that.
            first = watched.indexAt(QPoint(watched.viewport().width() // 2, 2))
            watched.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        return super().eventFilter(watched, event)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.heading.setStyleSheet(f"color: {theme.quiet}; font-weight: 600; font-size: 11px;")
        self._empty.setStyleSheet(f"color: {theme.quiet};")
