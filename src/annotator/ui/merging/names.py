"""The dialog that asks which tags of the projects to be merged are the same though their names differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.text.isolate import isolate, shorten
from annotator.ui.theme import Theme

_LENGTH = 40


class TagNames(QDialog):
    """Asks for each of `theirs` which of `ours`, if any, it is. What has one name, or one id, is the same anyway."""

    def __init__(self, ours: Sequence[str], theirs: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The same tags?"))
        self.setMinimumWidth(460)
        told = QLabel(
            self.tr("These tags are in one of the projects only. Which of them mean the same? The others stay apart.")
        )
        told.setWordWrap(True)
        told.setStyleSheet(f"color: {theme.quiet};")
        self.choices: dict[str, QComboBox] = {}
        form = QFormLayout()
        form.setSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in theirs:
            choice = QComboBox()
            choice.addItem(self.tr("A tag of its own"), None)
            for own in ours:
                choice.addItem(isolate(shorten(own, _LENGTH)), own)
            label = QLabel(isolate(shorten(name, _LENGTH)))
            label.setTextFormat(Qt.TextFormat.PlainText)
            choice.setAccessibleName(name)
            form.addRow(label, choice)
            self.choices[name] = choice
        held = QWidget()
        held.setLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(held)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(told)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)

    def names(self) -> Mapping[str, str]:
        """Return the tags that are the same: a name of theirs to the name of ours that it goes by."""
        chosen = {name: choice.currentData() for name, choice in self.choices.items()}
        return {name: own for name, own in chosen.items() if own is not None}
