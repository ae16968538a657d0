"""About the app, with the versions it runs on, and the list of its keys."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QGridLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__

_LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "bidict",
    "python-bidi",
    "regex",
    "chardet",
    "msgspec",
    "Babel",
)
_KEYS_WIDTH = 190


def versions() -> str:
    """Return the versions of the app and of what it is built on, one a line, to be copied into a report."""
    lines = [f"Annotator {__version__}", f"Python {platform.python_version()}", f"Qt {qVersion()}"]
    for library in _LIBRARIES:
        try:
            lines.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            # A frozen app carries the libraries, not always their papers.
            continue
    lines.append(f"{platform.system()} {platform.release()}, {QGuiApplication.platformName()}")
    return "\n".join(lines)


def show_about(parent: QWidget) -> QMessageBox:
    """Open the box that says what this is, with versions that can be copied."""
    box = QMessageBox(parent)
    box.setWindowTitle(box.tr("About Annotator"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Annotator {__version__}")
    box.setInformativeText(
        box.tr("Read reports of one event side by side, and mark who did what.") + "\n\n" + versions()
    )
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    copy = box.addButton(box.tr("Copy versions"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(versions()))
    box.addButton(QMessageBox.StandardButton.Close)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


class KeysDialog(QDialog):
    """All keys at a glance: those of `keys` (what each does, its name), of reading, and of the window's panels.

    `letters` says that selecting goes by letters where nothing is held.
    """

    def __init__(self, keys: list[tuple[str, str]], parent: QWidget | None = None, *, letters: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 640)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _KEYS_WIDTH)
        grid.setColumnStretch(1, 1)
        rows = self._reading(letters) + keys + self._panels()
        for row, (what, key) in enumerate(rows):
            for column, text in enumerate((key, what)):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                side = Qt.AlignmentFlag.AlignTrailing if column == 0 else Qt.AlignmentFlag.AlignLeading
                label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, row, column)
                if column == 0:
                    label.setFixedWidth(_KEYS_WIDTH)
        grid.setRowStretch(len(rows), 1)
        self.area = QScrollArea()
        self.area.setWidget(page)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.area)
        layout.addWidget(buttons)

    def _reading(self, letters: bool) -> list[tuple[str, str]]:
        words, by_letters = self.tr("drag, Ctrl+Shift+←/→"), self.tr("Ctrl+drag, Alt+drag, Shift+←/→")
        if letters:
            words, by_letters = self.tr("Ctrl+drag, Alt+drag, Ctrl+Shift+←/→"), self.tr("drag, Shift+←/→")
        return [
            (
                self.tr("Tag the selection, or change the tag of the mark in focus"),
                self.tr("the tag's key, where a US keyboard has it"),
            ),
            (self.tr("Select by words"), words),
            (self.tr("Select by letters"), by_letters),
            (self.tr("Select a word, a sentence, a paragraph"), self.tr("2, 3, 4 clicks")),
            (self.tr("Go through the marks that lie on the same words"), self.tr("click again")),
            (self.tr("Say who or what the mark in focus mentions"), "E"),
            (self.tr("Say its attributes"), "A"),
            (self.tr("Relate it to another mark; pressed twice, to an entity"), "R"),
            (self.tr("Make the selection the cue of the relation in focus"), "C"),
            (self.tr("Delete the mark in focus"), self.tr("Del")),
            (self.tr("Back to plain reading"), self.tr("Esc")),
            (self.tr("Larger or smaller text"), self.tr("Ctrl+wheel")),
        ]

    def _panels(self) -> list[tuple[str, str]]:
        window = self.parentWidget()
        docks = window.findChildren(QDockWidget) if window is not None else []
        toggles = [dock.toggleViewAction() for dock in docks]
        return [
            (
                self.tr("Show or hide the panel “{0}”").replace("{0}", toggle.text().replace("&", "")),
                toggle.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            )
            for toggle in toggles
            if not toggle.shortcut().isEmpty()
        ]
