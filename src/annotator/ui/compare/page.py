"""The comparison's page in the window: its bar, the head of its columns, its lines; or what to do where it has none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from annotator.ui.compare.bar import CompareBar
from annotator.ui.compare.canvas import Canvas
from annotator.ui.compare.field import SentenceField
from annotator.ui.compare.header import Header
from annotator.ui.compare.typeset import Sheet
from annotator.ui.override import override
from annotator.ui.theme import Theme


class _Empty(QWidget):
    """Says why there is nothing, and offers what to do about it."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setMaximumWidth(460)
        self.text.setMinimumWidth(320)
        self.button = QPushButton()
        self.button.clicked.connect(lambda _checked=False: self.pressed.emit())
        column = QVBoxLayout(self)
        column.setSpacing(18)
        column.addStretch(2)
        column.addWidget(self.text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class ComparePage(QWidget):
    """Puts the parts together; it decides nothing."""

    wanted = Signal()
    """What an empty page offers to do."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = CompareBar(sheet.theme)
        self.canvas = Canvas(sheet)
        self.header = Header(sheet, self.canvas)
        self.field = SentenceField(sheet.theme, self.canvas.viewport())
        self.canvas.field = self.field
        self.empty = _Empty()
        self.empty.pressed.connect(self.wanted)
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(18, 10, 18, 10)
        self.hint.hide()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.hint)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.canvas)
        self.canvas.installEventFilter(self)
        self.header.installEventFilter(self)
        self.canvas.moved_sideways.connect(self._place_header)
        self.canvas.find_wanted.connect(self.bar.begin)
        self.bar.left.connect(lambda: self.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        self.dress(sheet)

    def dress(self, sheet: Sheet) -> None:
        """Set everything in these colours and sizes."""
        theme: Theme = sheet.theme
        self.bar.set_theme(theme)
        self.field.set_theme(theme)
        self.header.dress(sheet)
        self.canvas.book.dress(sheet)
        self.canvas.setStyleSheet(
            f"Canvas {{ background: {theme.page}; }}"
            f"Canvas QScrollBar:vertical {{ background: {theme.page}; border: 0; width: 9px; margin: 0; }}"
            f"Canvas QScrollBar:horizontal {{ background: {theme.page}; border: 0; height: 9px; margin: 0; }}"
            f"Canvas QScrollBar::handle {{ background: {theme.line}; border-radius: 4px; }}"
            f"Canvas QScrollBar::handle:vertical {{ min-height: 28px; }}"
            f"Canvas QScrollBar::handle:horizontal {{ min-width: 28px; }}"
            f"Canvas QScrollBar::handle:hover {{ background: {theme.quiet}; }}"
            f"Canvas QScrollBar::add-line, Canvas QScrollBar::sub-line {{ width: 0; height: 0; border: 0; }}"
            f"Canvas QScrollBar::add-page, Canvas QScrollBar::sub-page {{ background: none; }}"
        )
        self.empty.text.setStyleSheet(f"color: {theme.quiet}; font-size: 14px;")
        self.hint.setStyleSheet(
            f"color: {theme.quiet}; background: {theme.page}; border-bottom: 1px solid {theme.line};"
        )
        self.canvas.refit()
        self._place_header()

    def show_lines(self, hint: str = "") -> None:
        """Show the lines, with a hint above them where one is needed."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._stack.setCurrentWidget(self.canvas)

    def show_empty(self, text: str, action: str = "") -> None:
        """Say why there are no lines, and offer to do something about it."""
        self.hint.hide()
        self.empty.text.setText(text)
        self.empty.button.setText(action)
        self.empty.button.setVisible(bool(action))
        self._stack.setCurrentWidget(self.empty)

    @property
    def is_empty(self) -> bool:
        """Whether there are no lines to be seen."""
        return self._stack.currentWidget() is self.empty

    def begin(self) -> None:
        """Give the keyboard to the lines."""
        target = self.empty.button if self.is_empty and self.empty.button.isVisible() else self.canvas
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_header(self) -> None:
        canvas, header = self.canvas, self.header
        if canvas.viewportMargins().top() != header.height():
            canvas.setViewportMargins(0, header.height(), 0, 0)
        view = canvas.viewport().geometry()
        header.setGeometry(view.left(), 0, view.width(), header.height())
        header.show_plan(canvas.book.plan, canvas.left)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_header()
        return super().eventFilter(watched, event)
