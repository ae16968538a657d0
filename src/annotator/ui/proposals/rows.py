"""The list of proposals: each in its line with the words lit, its tag and why it is there, and the keys that decide."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from annotator.text.direction import Direction
from annotator.text.isolate import shorten
from annotator.ui.drawn_rows import Cell, RowDelegate, set_up
from annotator.ui.find.place_list import draw_words
from annotator.ui.lists import draw_ground, draw_line
from annotator.ui.override import override
from annotator.ui.proposals.model import ProposalRow, ProposalsModel
from annotator.ui.theme import Theme

_ROW = 52
_MARGIN = 10
_DOT = 10
_SIDE = 18
_TITLE = 120


class ProposalDelegate(RowDelegate[ProposalRow]):
    """Draws a `ProposalRow`, from the side where its article's lines begin."""

    height = _ROW

    def __init__(self, model: ProposalsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._model = model

    @override
    def draw(self, painter: QPainter, row: ProposalRow, cell: Cell) -> None:
        area = cell.area
        mirrored = row.article.direction is Direction.RTL
        draw_ground(painter, area.adjusted(2, 1, -2, -1), cell.state, self.theme)
        edge = area.right() - _MARGIN - _DOT + 1 if mirrored else area.left() + _MARGIN
        # As on the page: nothing is filled that is not stored.
        painter.setPen(QPen(self.theme.tag_ink(row.tag.colour), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(edge + 0.5, area.top() + 12.5, _DOT - 1, _DOT - 1), 2.5, 2.5)
        before, behind = (_MARGIN, _MARGIN + _SIDE) if mirrored else (_MARGIN + _SIDE, _MARGIN)
        inner = area.adjusted(before, 5, -behind, -5)
        words = QRect(inner.left(), inner.top(), inner.width(), 24)
        painter.setPen(QColor(self.theme.ink))
        painter.setClipRect(words)
        draw_words(painter, words, row, self.theme)
        painter.setClipping(False)
        painter.setPen(QColor(self.theme.quiet))
        facts = [row.tag.name, self._model.why(row), shorten(row.article.title, _TITLE)]
        draw_line(painter, QRect(inner.left(), inner.bottom() - 17, inner.width(), 17), facts, row.article.direction)


class ProposalList(QListView):
    """Lists a `ProposalsModel`. Enter accepts what is selected, Backspace and Del refuse it."""

    accepted = Signal()
    refused = Signal()
    opened = Signal(object)
    """The row that shall be shown on its page, which is opened for that."""
    escaped = Signal()

    def __init__(self, model: ProposalsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self._delegate = ProposalDelegate(model, theme, self)
        self.setItemDelegate(self._delegate)
        set_up(self)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Proposals"))
        self.doubleClicked.connect(self._open)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def chosen(self) -> list[ProposalRow]:
        """Return the selected rows, from top to bottom."""
        indexes = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [self._rows.rows[index.row()] for index in indexes]

    def current(self) -> ProposalRow | None:
        """Return the row that is looked at."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    @override
    def event(self, event: QEvent) -> bool:
        own = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Space)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in own:
            # On a page they are about its marks.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.refused.emit()
        elif key == Qt.Key.Key_Space:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.rows[index.row()])
