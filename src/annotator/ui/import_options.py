"""The dialog that says what is kept of the files that are imported."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from annotator.ui.settings import Settings
from annotator.ui.theme import Theme

_MEGABYTE = 1_000_000
_USUAL, _LARGEST = 5, 100


class ImportOptions(QDialog):
    """Changes the settings when it is confirmed."""

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Import options"))
        self.keep = QCheckBox(self.tr("&Keep the original of each file in the project, up to"))
        self.megabytes = QSpinBox()
        self.megabytes.setRange(1, _LARGEST)
        self.megabytes.setSuffix(self.tr(" MB"))
        self.megabytes.setValue(-(-settings.kept // _MEGABYTE) or _USUAL)
        self.keep.toggled.connect(self.megabytes.setEnabled)
        self.keep.setChecked(settings.kept > 0)
        self.megabytes.setEnabled(settings.kept > 0)
        why = QLabel(
            self.tr("With it, an article can be read again in another encoding, and nothing of the file is lost.")
        )
        why.setWordWrap(True)
        why.setStyleSheet(f"color: {theme.quiet};")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.megabytes)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(why)
        layout.addWidget(buttons)

    def accept(self) -> None:
        self._settings.kept = self.megabytes.value() * _MEGABYTE if self.keep.isChecked() else 0
        super().accept()
