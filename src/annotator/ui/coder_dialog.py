"""The dialog that asks who codes from now on: here, or in every project."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.project.rules import one_line


class Choice(Struct, frozen=True):
    """Who codes, and whether in every project where nobody else was chosen."""

    name: str
    everywhere: bool


class CoderDialog(QDialog):
    """Asks for a name, to begin with that of who codes now; a name that is known means that coder."""

    chosen = Signal(object)
    """A `Choice`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Who codes?"))
        self.setMinimumWidth(380)
        self.name = QLineEdit(name)
        self.name.setPlaceholderText(self.tr("A name that the others know you by"))
        self.name.selectAll()
        self.everywhere = QCheckBox(self.tr("In all projects where nobody else was chosen"))
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow("", self.everywhere)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(lambda text: self.ok.setEnabled(bool(one_line(text))))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Tell who was chosen, and close."""
        super().accept()
        self.chosen.emit(Choice(one_line(self.name.text()), self.everywhere.isChecked()))
