"""The list of places: a check box, the words in their line, and the article, each from the side its lines begin at."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QWidget

from annotator.core.values import Article
from annotator.text.context import Context, shorten_at_word
from annotator.text.direction import Direction
from annotator.text.offsets import Offsets
from annotator.ui.drawn_rows import Cell, RowDelegate, set_up
from annotator.ui.find.places import ROW, PlaceRow, PlacesModel
from annotator.ui.icons import icon
from annotator.ui.lists import draw_ground, draw_line, list_font
from annotator.ui.override import override
from annotator.ui.theme import Theme

_ROW = 50
_BOX = 16
_MARGIN = 12
_LIGHT = 0.38


class _Delegate(RowDelegate[PlaceRow]):
    least = 200
    height = _ROW

    @override
    def draw(self, painter: QPainter, row: PlaceRow, cell: Cell) -> None:
        area = cell.area
        mirrored = row.article.direction is Direction.RTL
        draw_ground(painter, area.adjusted(2, 1, -2, -2), cell.state, self.theme)
        painter.setPen(QPen(QColor(self.theme.line)))
        painter.drawLine(area.left() + 8, area.bottom(), area.right() - 8, area.bottom())
        self._paint_box(painter, box_of(area, row), row)
        side = _MARGIN + _BOX + 10
        words = area.adjusted(_MARGIN, 5, -side, 0) if mirrored else area.adjusted(side, 5, -_MARGIN, 0)
        words.setHeight(24)
        painter.setPen(QColor(self.theme.quiet if row.done else self.theme.ink))
        painter.setClipRect(words)
        draw_words(painter, words, row, self.theme)
        painter.setClipping(False)
        painter.setPen(QColor(self.theme.quiet))
        facts = [self.tr("tagged already")] if row.done else []
        line = QRect(words.left(), area.bottom() - 21, words.width(), 16)
        draw_line(painter, line, [*facts, row.title], row.article.direction)

    def _paint_box(self, painter: QPainter, box: QRect, row: PlaceRow) -> None:
        if row.done:
            icon("check", self.theme.quiet).paint(painter, box)
            return
        paint_check(painter, box, Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked, self.theme)


class PlaceList(QListView):
    """Lists a `PlacesModel`. A click on a box or Space checks; the row in focus is shown on its page by who listens."""

    def __init__(self, model: PlacesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = model
        self.setModel(model)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        set_up(self)
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Places found"))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def box(self, index: QModelIndex) -> QRect:
        """Return where a row's check box lies in the viewport."""
        return box_of(self.visualRect(index), index.data(ROW))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        left = event.button() == Qt.MouseButton.LeftButton
        # A little beside the box is meant for it too.
        if left and index.isValid() and self.box(index).adjusted(-6, -6, 6, 6).contains(at):
            self._places.toggle(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._places.toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()


def paint_check(painter: QPainter, box: QRect, state: Qt.CheckState, theme: Theme) -> None:
    """Draw a check box of 16 pixels."""
    empty = state is Qt.CheckState.Unchecked
    painter.setPen(QPen(QColor(theme.quiet if empty else theme.accent)))
    painter.setBrush(QColor(theme.page if empty else theme.accent))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QPen(QColor(theme.page), 1.8))
    left, top = box.left(), box.top()
    if state is Qt.CheckState.Checked:
        painter.drawPolyline([QPointF(left + x, top + y) for x, y in ((4.0, 8.5), (7.0, 11.5), (12.5, 5.0))])
    elif state is Qt.CheckState.PartiallyChecked:
        painter.drawLine(QPointF(left + 4.5, top + 8.5), QPointF(left + 12.0, top + 8.5))


def box_of(area: QRect, row: PlaceRow) -> QRect:
    """Return where in a row's `area` its check box lies: where the article's lines begin."""
    left = area.right() - _MARGIN - _BOX + 1 if row.article.direction is Direction.RTL else area.left() + _MARGIN
    return QRect(left, area.top() + 5 + (24 - _BOX) // 2, _BOX, _BOX)


class Lined(Protocol):
    """What has words in a line: `done` where nothing is to be done with them any more."""

    @property
    def article(self) -> Article: ...
    @property
    def context(self) -> Context: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def done(self) -> bool: ...


def draw_words(painter: QPainter, box: QRect, row: Lined, theme: Theme) -> None:
    """Draw the line of a place, as much of it as there is room for, with the words lit."""
    before, quote, after = row.context.before, row.context.quote, row.context.after
    while True:
        layout = _laid_out(before, quote, after, row, theme)
        width = layout.lineAt(0).naturalTextWidth()
        if width <= box.width() or len(after) < 2:
            break
        length = len(before) + len(quote) + len(after)
        room = len(after) - 2 - round(length * (1 - box.width() / width))
        after = shorten_at_word(after, max(0, room)) + "…"
    left = box.left() if row.article.direction is Direction.LTR else box.right() + 1 - width
    layout.draw(painter, QPointF(left, box.center().y() + 1 - layout.lineAt(0).height() / 2))


def _laid_out(before: str, quote: str, after: str, row: Lined, theme: Theme) -> QTextLayout:
    text = before + quote + after
    layout = QTextLayout(text, list_font(text))
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    rtl = row.direction is Direction.RTL
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    lit = QTextLayout.FormatRange()
    offsets = Offsets(text)
    lit.start = offsets.to_utf16(len(before))
    lit.length = offsets.to_utf16(len(before) + len(quote)) - lit.start
    look = QTextCharFormat()
    ground = QColor(theme.found)
    ground.setAlphaF(_LIGHT / 2 if row.done else _LIGHT)
    look.setBackground(ground)
    lit.format = look
    layout.setFormats([lit])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    return layout
