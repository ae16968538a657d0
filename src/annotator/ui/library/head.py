"""The head of the library: a field that leaves out what does not fit, a menu for the order, and how many are left."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.ui.icons import icon
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.wording import articles_text

_TYPING_MS = 30
_NARROWEST = 90


class _Field(QLineEdit):
    escaped = Signal()
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LibraryHead(QWidget):
    """Tells what is typed and chosen, and decides nothing."""

    words_changed = Signal(object)
    """What the field says now."""
    left = Signal()
    """The keyboard shall go to the list."""
    escaped = Signal()
    """Esc, where the field was empty already."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field()
        self.field.setPlaceholderText(self.tr("Filter articles"))
        self.field.setAccessibleName(self.tr("Filter articles"))
        self.field.setToolTip(self.tr("Words in title, source, author or folder (Ctrl+Shift+L)"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(_NARROWEST)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button = QToolButton()
        self.button.setToolTip(self.tr("Group, sort and choose"))
        self.button.setAccessibleName(self.button.toolTip())
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.button.setMenu(self.menu)
        self.line = QLabel()
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setContentsMargins(6, 2, 6, 0)
        self.line.hide()
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(2)
        row.addWidget(self.field)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.line)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.escaped.connect(self._escape)
        self.field.left.connect(self._leave)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.button.setIcon(icon("arrange", theme.quiet))
        self.button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.line.setStyleSheet(f"color: {theme.quiet};")

    def begin(self) -> None:
        """Take the keyboard."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def say(self, listed: int, total: int, *, sieved: bool, what: str = "") -> None:
        """Say how many of how many are listed, where some are left out, and `what` they are."""
        self.line.setVisible(sieved)
        text = self.tr("{0} of {1}").replace("{0}", QLocale().toString(listed))
        text = text.replace("{1}", articles_text(total))
        self.line.setText(f"{text} · {what}" if what else text)

    def _tell(self) -> None:
        self.words_changed.emit(self.field.text())

    def _leave(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._tell()
        self.left.emit()

    def _escape(self) -> None:
        if not self.field.text():
            self.escaped.emit()
            return
        self.field.clear()
        self._typing.stop()
        self._tell()
