"""A window with a list to choose from, beside the main one: a heading, the rows, and buttons for the one in focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStyledItemDelegate, QVBoxLayout, QWidget

from annotator.ui.list_of_choices import ListOfChoices, RowsModel
from annotator.ui.theme import Theme

R = TypeVar("R")


class ChoosingDialog(QDialog, Generic[R]):
    """Does not hold the window up. Whoever derives from it shows the rows, and says what each button wants."""

    def __init__(self, model: RowsModel[R], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 480)
        self._rows = model
        self._delegate: Any = None
        self.list = ListOfChoices(model)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.leave = QPushButton(self.tr("Close"))
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(lambda _checked=False: self.reject())
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._allow())
        self.list.entered.connect(self._enter)

    def _furnish(
        self,
        title: str,
        delegate: QStyledItemDelegate,
        buttons: Sequence[tuple[QPushButton, SignalInstance]],
        *,
        aside: int,
    ) -> None:
        """Put the buttons below the list, each with what it wants of the row in focus; `aside` of them at the side.

        `title` is the window's, and what a screen reader calls the list.
        """
        self.setWindowTitle(title)
        self.list.setAccessibleName(title)
        self._delegate = delegate
        self.list.setItemDelegate(delegate)
        for place, (button, wish) in enumerate(buttons):
            if place == aside:
                self._foot.addStretch(1)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, wish=wish: self._tell(wish))
            self._foot.addWidget(button)
        self._foot.addWidget(self.leave)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.heading.setStyleSheet(f"color: {theme.quiet};")
        self.list.viewport().update()

    def current(self) -> R | None:
        """Return the row in focus."""
        index = self.list.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() and index.row() < len(self._rows.rows) else None

    def _allow(self) -> None:
        """Let the buttons be pressed that the row in focus knows."""
        raise NotImplementedError

    def _enter(self) -> None:
        """Take the row in focus."""
        raise NotImplementedError

    def _tell(self, wish: SignalInstance) -> None:
        row = self.current()
        if row is not None:
            wish.emit(row)
