"""The dialog that splits a tag: which of its marks go to a new one, and where that one lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.values import Annotation, AttributeDefinition, AttributeValue, Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.problem import Problem
from annotator.ui.tag_names import list_style
from annotator.ui.theme import Theme
from annotator.ui.wording import marks_text

_MARK = Qt.ItemDataRole.UserRole
_QUOTE = 90


class SplitDialog(QDialog):
    """Lists the marks of a tag with a box for each; those with one value of an attribute are chosen together.

    `save` is called with the new tag's name, the marks chosen, and whether it shall lie below the tag; it may raise an
    AnnotatorError, which is said in the dialog.
    """

    def __init__(
        self,
        tag: Tag,
        marks: Sequence[Annotation],
        definitions: Sequence[AttributeDefinition],
        save: Callable[[str, list[Annotation], bool], object],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self.setWindowTitle(self.tr("Split “{0}”").replace("{0}", isolate(tag.name)))
        self.resize(560, 560)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("the new tag's name"))
        self.by = QComboBox()
        self._fill(marks, definitions)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Marks that go to the new tag"))
        self.list.setStyleSheet(list_style(theme))
        for mark in marks:
            item = QListWidgetItem(isolate(shorten(mark.words, _QUOTE)))
            item.setData(_MARK, mark)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.below = QCheckBox(self.tr("Under “{0}”").replace("{0}", isolate(tag.name)).replace("&", "&&"))
        self.below.setChecked(True)
        self.below.setToolTip(self.tr("There it carries the same attributes and relations, and fits the same entities"))
        self.count = QLabel()
        self.count.setStyleSheet(f"color: {theme.quiet};")
        self.problem = Problem(theme)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.yes = QPushButton(self.tr("Split"))
        self.yes.setDefault(True)
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&New tag"), self.name)
        form.addRow("", self.below)
        form.addRow(self.tr("&Choose"), self.by)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.by.activated.connect(lambda _place: self._choose())
        self.list.itemChanged.connect(lambda _item: self._say())
        self.name.textChanged.connect(lambda _text: self._say())
        self._say()

    def chosen(self) -> list[Annotation]:
        """Return the marks whose boxes are checked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_MARK) for item in items if item.checkState() is Qt.CheckState.Checked]

    def accept(self) -> None:
        """Split, or stay open and say why not."""
        try:
            self._save(self.name.text(), self.chosen(), self.below.isChecked())
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()

    def _fill(self, marks: Sequence[Annotation], definitions: Sequence[AttributeDefinition]) -> None:
        """Offer each value that there is of each attribute, with the number of its marks."""
        self.by.addItem(self.tr("by hand"), None)
        for definition in definitions:
            values = Counter(dict(mark.attributes).get(definition.name) for mark in marks)
            if len(values) < 2:
                continue
            for value, number in sorted(values.items(), key=lambda item: (item[0] is None, str(item[0]))):
                said = f"{isolate(definition.name)}: {self._value(value)} · {QLocale().toString(number)}"
                self.by.addItem(said, (definition.name, value))

    def _value(self, value: AttributeValue | None) -> str:
        if value is None:
            return self.tr("not said")
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        return isolate(str(value))

    def _choose(self) -> None:
        wanted = self.by.currentData()
        if wanted is None:
            return
        name, value = wanted
        blocked = self.list.blockSignals(True)
        for row in range(self.list.count()):
            item = self.list.item(row)
            has = dict(item.data(_MARK).attributes).get(name) == value
            item.setCheckState(Qt.CheckState.Checked if has else Qt.CheckState.Unchecked)
        self.list.blockSignals(blocked)
        self.list.viewport().update()
        if value is not None and not self.name.text():
            self.name.setText(str(value) if not isinstance(value, bool) else name)
        self._say()

    def _say(self) -> None:
        number = len(self.chosen())
        self.count.setText(self.tr("{0} of {1} chosen").replace("{0}", QLocale().toString(number)).replace(
            "{1}", marks_text(self.list.count())))  # fmt: skip
        self.yes.setEnabled(number > 0 and bool(self.name.text().strip()))
        self.problem.settle()
