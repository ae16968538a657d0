"""The list of documents that could not be read, and why: beside the window, so that work goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.text.isolate import isolate
from annotator.ui.tips import plain
from annotator.ui.wording import files_text, sentence


class FailuresDialog(QDialog):
    """Lists (file, reason) pairs; `mend` is one thing to do about them, as (words, action)."""

    def __init__(
        self,
        failed: Sequence[tuple[Path, str]],
        mend: tuple[str, Callable[[], object]] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was not imported"))
        self.resize(860, 420)
        self.list = QTreeWidget()
        self.list.setHeaderLabels([self.tr("File"), self.tr("Reason")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for path, reason in failed:
            # The reason of a file opens with its path, which stands beside it.
            said = sentence(reason.removeprefix(f"{path}: "))
            item = QTreeWidgetItem([isolate(path.name if len(path.parts) < 2 else _short(path)), isolate(said)])
            item.setToolTip(0, plain(str(path)))
            item.setToolTip(1, plain(said))
            item.setData(0, Qt.ItemDataRole.UserRole, f"{path}\t{said}")
            self.list.addTopLevelItem(item)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnWidth(0, 220)
        self.list.header().setStretchLastSection(True)
        count = QLabel(self.tr("{0} could not be read:").replace("{0}", files_text(len(failed))))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        self.copy_button = buttons.addButton(self.tr("&Copy the list"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(lambda _checked=False: self.copy())
        self.mend_button = None
        if mend is not None:
            words, action = mend
            self.mend_button = buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
            self.mend_button.clicked.connect(lambda _checked=False: self._mend(action))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.list, self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(count)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)

    def copy(self) -> None:
        """Put the selected lines on the clipboard, or all where none is."""
        every = [self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount())]
        chosen = [item for item in every if item is not None and item.isSelected()] or every
        lines = [str(item.data(0, Qt.ItemDataRole.UserRole)) for item in chosen if item is not None]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _mend(self, action: Callable[[], object]) -> None:
        self.close()
        action()


def _short(path: Path) -> str:
    """Return the end of a path that tells it from its neighbours."""
    return "/".join(path.parts[-2:])
