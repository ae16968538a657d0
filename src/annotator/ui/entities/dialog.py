"""The dialog that makes or edits an entity; what is not allowed is said in it, and it stays open."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.ids import new_id
from annotator.core.tagset import TagSet
from annotator.core.values import Entity
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import dot
from annotator.ui.problem import Problem
from annotator.ui.tag_names import tag_label
from annotator.ui.theme import Theme

_ROWS = 14
_NAME = 60


class EntityDialog(QDialog):
    """Edits `entity`, or a new one; `save` gets it as it shall be, and may raise an AnnotatorError."""

    def __init__(
        self,
        entity: Entity | None,
        others: Iterable[Entity],
        tags: TagSet,
        save: Callable[[Entity], object],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """`others` are those of which it may be a part."""
        super().__init__(parent)
        self._save = save
        self._entity = entity or Entity(new_id(), "")
        self.setWindowTitle(self.tr("Edit entity") if entity else self.tr("New entity"))
        self.setMinimumWidth(420)
        self.name = QLineEdit(self._entity.name)
        self.name.setPlaceholderText(self.tr("What it is called"))
        self.tag = QComboBox()
        self.tag.addItem(self.tr("any"), None)
        for tag in tags:
            self.tag.addItem(dot(theme.tag_ink(tag.colour).name()), tag_label(tag, tags), tag.id)
        self.tag.setCurrentIndex(max(self.tag.findData(self._entity.tag), 0))
        self.tag.setToolTip(self.tr("Marks of this tag can mention it"))
        self.whole = QComboBox()
        self.whole.addItem(self.tr("nothing"), None)
        for other in sorted(others, key=lambda other: other.name.casefold()):
            self.whole.addItem(isolate(shorten(other.name, _NAME)), other.id)
        self.whole.setCurrentIndex(max(self.whole.findData(self._entity.part_of), 0))
        self.whole.setMaxVisibleItems(_ROWS)
        self.whole.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.aliases = QPlainTextEdit("\n".join(self._entity.aliases))
        self.aliases.setPlaceholderText(self.tr("Other names, in any language, one on each line"))
        self.note = QPlainTextEdit(self._entity.note or "")
        self.note.setPlaceholderText(self.tr("Note"))
        for field in (self.aliases, self.note):
            field.setTabChangesFocus(True)
            field.setFixedHeight(76)
        self.problem = Problem(theme)
        for corrected in (self.name.textChanged, self.tag.currentIndexChanged, self.whole.currentIndexChanged):
            corrected.connect(lambda _value: self.problem.settle())
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("&Aliases"), self.aliases)
        form.addRow(self.tr("&Tag"), self.tag)
        form.addRow(self.tr("&Part of"), self.whole)
        form.addRow(self.tr("N&ote"), self.note)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.name.setFocus()
        self.name.selectAll()

    def entity(self) -> Entity:
        """Return the entity as the fields say it."""
        return replace(
            self._entity,
            name=self.name.text(),
            aliases=tuple(self.aliases.toPlainText().splitlines()),
            tag=self.tag.currentData(),
            part_of=self.whole.currentData(),
            note=self.note.toPlainText(),
        )

    def accept(self) -> None:
        """Save and close, or stay open and say what is not allowed."""
        try:
            self._save(self.entity())
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()
