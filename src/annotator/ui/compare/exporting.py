"""The comparison handed on: all rows as text on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from annotator.ui.compare.copying import row_text
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.ui.compare.commands import Compare


class Exporting(QObject):
    """Offers what a comparison can be written as."""

    def __init__(self, compare: Compare, session: Session, window: QWidget) -> None:
        super().__init__(compare)
        self._compare, self._session, self._window = compare, session, window
        self.menu = QMenu(window)
        self.menu.addAction(self.tr("Copy all rows"), self.copy_all)

    def copy_all(self) -> None:
        """Put all rows that are shown on the clipboard, as text."""
        shown = self._compare.shown
        if shown is not None:
            book = self._compare.page.canvas.book
            texts = [row_text(row, shown.comparison.reports, book.names) for row in shown.comparison.rows()]
            QGuiApplication.clipboard().setText("\n\n".join(texts))
