"""The list of proposals below a field: what fits was found out before, and need not begin with what was typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from annotator.text.isolate import shorten
from annotator.ui.lists import list_font
from annotator.ui.override import override

_WORDS = Qt.ItemDataRole.UserRole
_LENGTH = 60


class Completer(QCompleter):
    """Shows all proposals. `activated` tells the words of the one that was chosen."""

    def __init__(self, parent: QWidget) -> None:
        self.proposals = QStandardItemModel(parent)
        super().__init__(self.proposals, parent)

    def offer(self, proposals: Iterable[tuple[str, str]]) -> None:
        """Propose words, each with how it is shown."""
        popup = self.popup()
        if popup is not None:
            # A window of its own, which shows its ground; other lists lie on that of their panel.
            popup.setObjectName("proposals")
        self.proposals.clear()
        for words, said in proposals:
            item = QStandardItem(shorten(said, _LENGTH))
            item.setData(words, _WORDS)
            item.setFont(list_font(said))
            self.proposals.appendRow(item)

    @override
    def splitPath(self, path: str) -> list[str]:
        return [""]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(_WORDS))
