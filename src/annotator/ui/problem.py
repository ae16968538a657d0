"""The line of a dialog that says what is not allowed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.core.errors import AnnotatorError
from annotator.ui.theme import Theme
from annotator.ui.tips import plain
from annotator.ui.wording import explain

_LINES = 2


class Problem(QLabel):
    """Has its room from the beginning, so that nothing moves under the pointer when it speaks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.set_theme(theme)
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 2)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(f"color: {theme.warning};")

    def tell(self, error: AnnotatorError) -> None:
        """Say why something cannot be done; what is too long for the room can be read in the tool tip."""
        self.say(explain(error))

    def say(self, text: str) -> None:
        """Say something else that is to be minded."""
        self.setText(text)
        self.setToolTip(plain(text))

    def settle(self) -> None:
        """Say nothing: what was wrong is being put right."""
        self.clear()
        self.setToolTip("")
