"""About the app, with the versions it runs on, and the list of its keys."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QGridLayout,
    QLabel,
    QLineEdit,
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
    """All keys at a glance: those of reading, of the menus (each with what it does and its name), and of the panels.

    `letters` says that selecting goes by letters where nothing is held.
    """

    def __init__(
        self, menus: list[tuple[str, list[tuple[str, str]]]], parent: QWidget | None = None, *, letters: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 640)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter by words or keys"))
        self.filter.setAccessibleName(self.tr("Filter by words or keys"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show_only)
        self.nothing = QLabel(self.tr("No key does that."))
        self.nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self._groups: list[tuple[QLabel, list[tuple[QLabel, QLabel]]]] = []
        """Each heading with the labels below it: keys, and what they do."""
        self._page = QWidget()
        self._grid = grid = QGridLayout(self._page)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _KEYS_WIDTH)
        grid.setColumnStretch(1, 1)
        for title, rows in (
            (self.tr("Reading and marking"), self._reading(letters)), *menus, (self.tr("Panels"), self._panels()),
        ):  # fmt: skip
            if rows:
                self._add(title, rows)
        grid.setRowStretch(grid.rowCount(), 1)
        self.area = QScrollArea()
        self.area.setWidget(self._page)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.filter)
        layout.addWidget(self.nothing)
        layout.addWidget(self.area, 1)
        layout.addWidget(buttons)

    def _add(self, title: str, rows: list[tuple[str, str]]) -> None:
        """Add a heading, and below it what keys do."""
        grid = self._grid
        heading = QLabel(title)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        heading.setContentsMargins(0, 12 if self._groups else 0, 0, 2)
        grid.addWidget(heading, grid.rowCount(), 1)
        pairs = []
        for what, key in rows:
            pair = QLabel(key), QLabel(what)
            row = grid.rowCount()
            for column, label in enumerate(pair):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                side = Qt.AlignmentFlag.AlignTrailing if column == 0 else Qt.AlignmentFlag.AlignLeading
                label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, row, column)
            pair[0].setForegroundRole(QPalette.ColorRole.PlaceholderText)
            pair[0].setFixedWidth(_KEYS_WIDTH)
            pairs.append(pair)
        self._groups.append((heading, pairs))

    def _show_only(self, words: str) -> None:
        """Show what keys do that have these words, in any order, in what they do or in their names."""
        wanted = words.casefold().split()
        any_at_all = False
        for heading, pairs in self._groups:
            any_here = False
            for pair in pairs:
                said = " ".join(label.text() for label in pair).casefold()
                seen = all(word in said for word in wanted)
                any_here = any_here or seen
                for label in pair:
                    label.setVisible(seen)
            heading.setVisible(any_here)
            any_at_all = any_at_all or any_here
        self.nothing.setVisible(not any_at_all)

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
