"""The dialog that offers the tag sets that come with the program, and those in files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.tagset import WrittenTagSet
from annotator.project import tag_set_files
from annotator.text.isolate import isolate
from annotator.ui.problem import Problem
from annotator.ui.tag_names import list_style
from annotator.ui.theme import Theme

_SET = Qt.ItemDataRole.UserRole


class TemplateDialog(QDialog):
    """Lets a tag set be chosen: its name left, what is in it right."""

    def __init__(self, title: str, yes: str, folder: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle(title)
        self.resize(720, 440)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Tag sets"))
        self.list.setFixedWidth(230)
        self.list.setStyleSheet(list_style(theme))
        self.about = QLabel()
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.tags = QLabel()
        self.tags.setTextFormat(Qt.TextFormat.PlainText)
        self.relations = QLabel()
        self.relations.setTextFormat(Qt.TextFormat.PlainText)
        self.source = QLabel()
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.source.setStyleSheet(f"color: {theme.quiet};")
        self.problem = Problem(theme)
        right = QVBoxLayout()
        right.setSpacing(12)
        for label in (self.about, self.tags, self.relations, self.source):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            right.addWidget(label)
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton(yes)
        self.take.setDefault(True)
        self.file = QPushButton(self.tr("From a file…"))
        self.file.setAutoDefault(False)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.file, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.file.clicked.connect(lambda _checked=False: self._ask_file())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show())
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        for found in tag_set_files.templates().values():
            self._add(found)
        self.list.setCurrentRow(0)

    def chosen(self) -> WrittenTagSet:
        """Return the tag set that is chosen."""
        found: WrittenTagSet = self.list.currentItem().data(_SET)
        return found

    def add_file(self, path: Path) -> None:
        """Offer what a file holds, or say what is wrong with it."""
        try:
            self._add(tag_set_files.read(path))
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        self.problem.settle()
        self.list.setCurrentRow(self.list.count() - 1)

    def _add(self, found: WrittenTagSet) -> None:
        item = QListWidgetItem(isolate(found.name))
        item.setData(_SET, found)
        self.list.addItem(item)

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Tag set"), self._folder, self.tr("Tag sets (*.tags.json *.json)")
        )
        if path:
            self.add_file(Path(path))

    def _show(self) -> None:
        found = self.chosen()
        self.about.setText(found.description or "")
        self.about.setVisible(bool(found.description))
        lines = [isolate(tag.name) + (f": {tag.description}" if tag.description else "") for tag in found.tags]
        types = ", ".join(isolate(kind.name) for kind in found.relation_types)
        self.tags.setText("\n".join(f"• {line}" for line in lines))
        self.relations.setText(self.tr("Relations: {0}").replace("{0}", types))
        self.relations.setVisible(bool(types))
        self.source.setText(found.source or "")
