"""The field in a row where an analyst writes the one sentence that says in what the reports differ."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from annotator.analysis.comparison import RowState
from annotator.core.values import Verdict
from annotator.ui.compare.painting import draw_sign
from annotator.ui.icons import icon
from annotator.ui.override import override
from annotator.ui.theme import Theme


class _Text(QPlainTextEdit):
    entered = Signal()
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Tab:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class SentenceField(QFrame):
    """Asks for a verdict and a sentence."""

    said = Signal(object)
    """(`Verdict`, sentence or None)."""
    left = Signal()
    """Nothing is to be said."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = _Text()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("One sentence on this row"))
        self.differs, self.same = QToolButton(), QToolButton()
        self.differs.setText(self.tr("differs"))
        self.same.setText(self.tr("same"))
        self._choice = QButtonGroup(self)
        for button in (self.differs, self.same):
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._choice.addButton(button)
            button.clicked.connect(lambda _checked=False: self._ask())
        self.store, self.cancel = QToolButton(), QToolButton()
        self.store.setText(self.tr("Keep (Enter)"))
        self.cancel.setToolTip(self.tr("Keep nothing (Esc)"))
        self.cancel.setAccessibleName(self.cancel.toolTip())
        self.store.clicked.connect(lambda _checked=False: self._store())
        self.cancel.clicked.connect(lambda _checked=False: self.left.emit())
        self.text.entered.connect(self._store)
        self.text.left.connect(self.left)
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(self.differs)
        below.addWidget(self.same)
        below.addStretch(1)
        below.addWidget(self.store)
        below.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 4)
        column.setSpacing(4)
        column.addWidget(self.text, 1)
        column.addLayout(below)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"SentenceField {{ background: {theme.background}; border: 1px solid {theme.accent}; border-radius: 8px; }}"
        )
        self.cancel.setIcon(icon("close", theme.quiet))
        for button, state in ((self.differs, RowState.DIFFERS), (self.same, RowState.SAME)):
            picture = QPixmap(32, 32)
            picture.setDevicePixelRatio(2)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as painter:
                draw_sign(painter, QRectF(2.5, 2.5, 11, 11), state, theme)
            button.setIcon(QIcon(picture))

    def begin(self, verdict: Verdict, sentence: str | None) -> None:
        """Ask, to begin with these."""
        (self.differs if verdict is Verdict.DIFFERS else self.same).setChecked(True)
        self.text.setPlainText(sentence or "")
        self.text.selectAll()
        self._ask()

    def _ask(self) -> None:
        self.text.setPlaceholderText(
            self.tr("In what do they differ? One sentence.")
            if self.differs.isChecked()
            else self.tr("What is to be said of it? One sentence, or none.")
        )
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _store(self) -> None:
        verdict = Verdict.DIFFERS if self.differs.isChecked() else Verdict.SAME
        self.said.emit((verdict, self.text.toPlainText().strip() or None))
