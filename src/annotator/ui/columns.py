"""The dialog that asks once which column of a table is what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.project.importing import Columns, Table
from annotator.text.direction import Direction, text_direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.lists import list_font

_CELL = 160
_NAME = 40


class ColumnsDialog(QDialog):
    """Shows the first rows of a table; `chosen` is called with what its columns are."""

    def __init__(
        self, table: Table, name: str, chosen: Callable[[Columns], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._chosen = chosen
        self.setWindowTitle(self.tr("Columns of {0}").replace("{0}", isolate(name)))
        self.resize(760, 560)
        self.rows = QTableWidget(len(table.rows), len(table.names))
        self.rows.setHorizontalHeaderLabels([self._named(name) for name in table.names])
        self.rows.verticalHeader().hide()
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.rows.setWordWrap(False)
        self.rows.setAccessibleName(self.tr("The first rows"))
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                words = shorten(" ".join(cell.split()), _CELL)
                item = QTableWidgetItem(words)
                item.setFont(list_font(words))
                if text_direction(words, None) is Direction.RTL:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.rows.setItem(row, column, item)
        for column in range(len(table.names)):
            self.rows.setColumnWidth(column, 170)
        labels = {
            "text": self.tr("&Text"),
            "title": self.tr("T&itle"),
            "published": self.tr("&Published"),
            "source": self.tr("&Source"),
            "author": self.tr("&Author"),
            "url": self.tr("A&ddress (URL)"),
            "language": self.tr("&Language"),
        }
        form = QFormLayout()
        form.setSpacing(8)
        self.choices: dict[str, QComboBox] = {}
        for field, label in labels.items():
            choice = QComboBox()
            if field != "text":
                choice.addItem(self.tr("none"), None)
            for name in table.names:
                if name:
                    choice.addItem(self._named(name), name)
            choice.setMaxVisibleItems(12)
            choice.setCurrentIndex(max(choice.findData(getattr(table.guess, field)), 0))
            choice.currentIndexChanged.connect(lambda _index, choice=choice: self._point_to(choice))
            self.choices[field] = choice
            form.addRow(label, choice)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = buttons.addButton(self.tr("I&mport"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        question = QLabel(self.tr("Which column holds what? Each row becomes an article. You are asked once."))
        question.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(question)
        layout.addWidget(self.rows, 1)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self._point_to(self.choices["text"])

    def columns(self) -> Columns:
        """Return what the columns are, as chosen."""
        return Columns(**{field: choice.currentData() for field, choice in self.choices.items()})

    def accept(self) -> None:
        super().accept()
        self._chosen(self.columns())

    def _named(self, name: str) -> str:
        """Return a column's name; of one that has only a number, what it is the number of."""
        if name.isdecimal():
            return self.tr("Column {0}").replace("{0}", name)
        return isolate(shorten(name, _NAME)) if name else ""

    def _point_to(self, choice: QComboBox) -> None:
        """Show the column that is being chosen."""
        name = choice.currentData()
        if name in self._table.names:
            column = self._table.names.index(name)
            self.rows.selectColumn(column)
            item = self.rows.item(0, column)
            if item is not None:
                self.rows.scrollToItem(item)
