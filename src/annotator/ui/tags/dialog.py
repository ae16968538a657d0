"""The dialog that makes or edits a tag; what is not allowed is said in it, and it stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QButtonGroup,
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.core.ids import new_id
from annotator.core.tagset import KEYS, PALETTE, TagSet
from annotator.core.values import Pattern, Tag
from annotator.ui.icons import dot
from annotator.ui.theme import Theme
from annotator.ui.wording import explain


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
        self._theme = theme
        self.setWindowTitle(self.tr("Edit tag") if tag else self.tr("New tag"))
        self.setMinimumWidth(420)

        self.name = QLineEdit(self._tag.name)
        self.name.setPlaceholderText(self.tr("for example: promise"))
        self.colours = QButtonGroup(self)
        self.colours.setExclusive(True)
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
        for key in KEYS:
            owner = tags.by_key(key)
            taken = owner is not None and owner.id != self._tag.id
            self.key.addItem(f"{key.upper()} · {owner.name}" if taken and owner else key.upper(), key)
        self.key.setCurrentIndex(self.key.findData(self._tag.shortcut))
        self.description = QPlainTextEdit(self._tag.description or "")
        self.description.setPlaceholderText(self.tr("When is it used? When not?"))
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(72)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet(f"color: {theme.warning};")
        self.problem.hide()

        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("Colour"), self._swatches())
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
            pattern=Pattern(self.pattern.currentData()),
            shortcut=self.key.currentData(),
            description=self.description.toPlainText().strip() or None,
        )

    def accept(self) -> None:
        """Save and close, or stay open and say what is not allowed."""
        try:
            self._save(self.tag())
        except AnnotatorError as error:
            self.problem.setText(explain(error))
            self.problem.show()
            return
        super().accept()

    def choose_colour(self, colour: str) -> None:
        """Take `colour` (`#rrggbb`)."""
        self._tag = replace(self._tag, colour=colour)

    def _swatches(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        colours = list(PALETTE)
        if self._tag.colour not in colours:
            colours.append(self._tag.colour)
        for colour in colours:
            button = QToolButton()
            button.setIcon(dot(self._theme.tag_ink(colour).name()))
            button.setCheckable(True)
            button.setChecked(colour == self._tag.colour)
            button.setAccessibleName(colour)
            button.setToolTip(colour)
            button.clicked.connect(lambda _checked=False, chosen=colour: self.choose_colour(chosen))
            self.colours.addButton(button)
            layout.addWidget(button)
        other = QToolButton()
        other.setText(self.tr("Other…"))
        other.setCheckable(True)
        other.clicked.connect(lambda _checked=False: self._other(other))
        self.colours.addButton(other)
        layout.addWidget(other)
        layout.addStretch(1)
        return row

    def _other(self, button: QToolButton) -> None:
        colour = QColorDialog.getColor(QColor(self._tag.colour), self, self.tr("Colour of the tag"))
        if colour.isValid():
            self.choose_colour(colour.name())
            button.setIcon(dot(colour.name()))
