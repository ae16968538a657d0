"""The dialog that makes or edits a tag; what is not allowed is said in it, and it stays open."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtGui import QStandardItemModel
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
from annotator.core.tagset import KEYS, TagSet
from annotator.core.values import Pattern, Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.problem import Problem
from annotator.ui.tags.swatches import Swatches
from annotator.ui.theme import Theme

_ROWS = 12


class TagDialog(QDialog):
    """Edits `tag`, or proposes a new one with a free colour, pattern and key.

    `save` is called with the tag as it shall be, and may raise an AnnotatorError: then its sentence is shown and the
    dialog stays open.
    """

    def __init__(
        self,
        tags: TagSet,
        tag: Tag | None,
        save: Callable[[Tag], object],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._tag = tag or Tag(new_id(), "", tags.next_colour(), tags.next_pattern(), tags.free_key())
        self.setWindowTitle(self.tr("Edit tag") if tag else self.tr("New tag"))
        self.setMinimumWidth(420)

        self.name = QLineEdit(self._tag.name)
        self.name.setPlaceholderText(self.tr("for example: promise"))
        self.colours = Swatches(self._tag.colour, theme)
        self.pattern = QComboBox()
        for pattern, name in (
            (Pattern.SOLID, self.tr("solid")),
            (Pattern.DOUBLE, self.tr("double")),
            (Pattern.DOTTED, self.tr("dotted")),
            (Pattern.DASHED, self.tr("dashed")),
            (Pattern.WAVY, self.tr("wavy")),
        ):
            self.pattern.addItem(name, pattern)
        self.pattern.setCurrentIndex(self.pattern.findData(self._tag.pattern))
        self.key = QComboBox()
        self.key.addItem(self.tr("none"), None)
        self._fill_keys(tags)
        self.key.setCurrentIndex(self.key.findData(self._tag.shortcut))
        self.key.setMaxVisibleItems(_ROWS)
        self.key.setToolTip(
            self.tr(
                "What counts is where the key lies, so that it works in every layout:\n"
                "keys are named as on a US keyboard. On another one, press what lies there."
            )
        )
        self.description = QPlainTextEdit(self._tag.description or "")
        self.description.setPlaceholderText(self.tr("When is it used? When not?"))
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(72)
        self.problem = Problem(theme)
        for corrected in (
            self.name.textChanged,
            self.colours.changed,
            self.pattern.currentIndexChanged,
            self.key.currentIndexChanged,
        ):
            corrected.connect(lambda _value: self.problem.settle())

        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("Colour"), self.colours)
        form.addRow(self.tr("&Line"), self.pattern)
        form.addRow(self.tr("&Key"), self.key)
        form.addRow(self.tr("&Description"), self.description)
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

    def tag(self) -> Tag:
        """Return the tag as the fields say it."""
        return replace(
            self._tag,
            name=self.name.text().strip(),
            colour=self.colours.colour,
            pattern=Pattern(self.pattern.currentData()),
            shortcut=self.key.currentData(),
            description=self.description.toPlainText().strip() or None,
        )

    def accept(self) -> None:
        """Save and close, or stay open and say what is not allowed."""
        try:
            self._save(self.tag())
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()

    def choose_colour(self, colour: str) -> None:
        """Take `colour` (`#rrggbb`)."""
        self.colours.choose(colour)

    def _fill_keys(self, tags: TagSet) -> None:
        """Offer all keys; one that another tag has is shown with that tag's name, and cannot be chosen."""
        model = self.key.model()
        assert isinstance(model, QStandardItemModel)
        for key in KEYS:
            owner = tags.by_key(key)
            if owner is None or owner.id == self._tag.id:
                self.key.addItem(key.upper(), key)
                continue
            self.key.addItem(f"{key.upper()} · {isolate(shorten(owner.name, 32))}", key)
            model.item(self.key.count() - 1).setEnabled(False)
