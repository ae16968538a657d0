"""The strip in the status bar that says how far an import is, and calls it off."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from annotator.ui.importing import Progress

_PATIENCE_MS = 400
"""What is done sooner is not worth a strip that comes and goes."""


class ProgressStrip(QWidget):
    """Shows itself only for what takes a while."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(140, 8)
        self.button = QPushButton(self.tr("Cancel"))
        self.button.setStyleSheet("padding: 0 12px;")
        self.button.setToolTip(self.tr("What was imported by now stays"))
        self.button.clicked.connect(lambda _checked=False: self.cancelled.emit())
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(10)
        for part in (self.text, self.bar, self.button):
            row.addWidget(part)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    def follow(self, progress: Progress | None) -> None:
        """Show how far it is; None: it has ended."""
        if progress is None:
            self._patience.stop()
            self.hide()
            return
        number = QLocale().toString
        words = self.tr("Importing {0} of {1}")
        text = words.replace("{0}", number(progress.files)).replace("{1}", number(progress.total))
        if progress.failed:
            text += " · " + self.tr("{0} failed").replace("{0}", number(progress.failed))
        self.text.setText(text)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.files)
        if not self.isVisible() and not self._patience.isActive():
            self._patience.start()
