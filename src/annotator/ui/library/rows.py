"""How the rows of the library are drawn: headings with their counts, articles with their reading status and tags."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from annotator.core.values import ReadingState
from annotator.text.direction import Direction
from annotator.ui.drawn_rows import Cell, RowDelegate
from annotator.ui.icons import paint_dot
from annotator.ui.library.model import ROW, Row
from annotator.ui.lists import draw_line, draw_title, list_font
from annotator.ui.override import override
from annotator.ui.standing import paint_standing
from annotator.ui.theme import Theme

_HEADING = 30
ARTICLE = 52
"""Pixels that an article's row is high."""
_INDENT = 14
_STATE = 15
_DOT = 7
_SHOWN = 4
"""Tags that a row counts at the most: those with the most marks."""
_Index = QModelIndex | QPersistentModelIndex


class LibraryDelegate(RowDelegate[Row]):
    """Draws rows, and lets a title be written anew in its place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.target: str | None = None
        """The heading that articles are about to be dropped on."""

    @override
    def height_of(self, row: Row) -> int:
        return ARTICLE if row.article else _HEADING

    @override
    def draw(self, painter: QPainter, row: Row, cell: Cell) -> None:
        if row.article is None:
            self._paint_heading(painter, row, cell)
        else:
            self._paint_article(painter, row, cell)

    def _paint_heading(self, painter: QPainter, row: Row, cell: Cell) -> None:
        box, mirrored = cell.area, cell.mirrored
        heading = row.heading or self.tr("Other articles")
        card = QRect(box.left() + 4, box.bottom() - _HEADING + 3, box.width() - 8, _HEADING - 3)
        targeted = self.target is not None and self.target == row.heading
        if targeted or cell.under_pointer:
            painter.setPen(QPen(QColor(self.theme.accent if targeted else self.theme.line)))
            painter.setBrush(QColor(self.theme.selection if targeted else self.theme.page))
            painter.drawRoundedRect(card, 6, 6)
        if cell.focused:
            painter.setPen(QPen(QColor(self.theme.accent)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card, 6, 6)
        painter.setPen(QPen(QColor(self.theme.quiet), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = QPointF(card.right() - 8 if mirrored else card.left() + 9, card.center().y() + 1)
        away = -1 if mirrored else 1
        shape = ((-2 * away, -3.5), (2 * away, 0), (-2 * away, 3.5)) if row.folded else ((-3.5, -2), (0, 2), (3.5, -2))
        painter.drawPolyline([middle + QPointF(x, y) for x, y in shape])
        inside = card.adjusted(4, 0, -20, 0) if mirrored else card.adjusted(20, 0, -4, 0)
        number = QLocale().toString(row.under)
        painter.setFont(list_font("", small=True))
        wide = painter.fontMetrics().horizontalAdvance(number)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), number)
        inside = inside.adjusted(wide + 8, 0, 0, 0) if mirrored else inside.adjusted(0, 0, -wide - 8, 0)
        font = list_font(heading, small=True)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(
            inside,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading),
            painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, inside.width()),
        )

    def _paint_article(self, painter: QPainter, row: Row, cell: Cell) -> None:
        assert row.article is not None
        box = cell.area
        mirrored = row.article.direction is Direction.RTL
        card = box.adjusted(4, 1, -4, -1)
        if row.open or cell.selected or cell.under_pointer:
            painter.setPen(QPen(QColor(self.theme.line)))
            painter.setBrush(QColor(self.theme.selection if cell.selected else self.theme.page))
            painter.drawRoundedRect(card, 6, 6)
        if cell.focused:
            painter.setPen(QPen(QColor(self.theme.accent)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card, 6, 6)
        inner = _inner(box, row)
        title = QRect(inner.left(), inner.top(), inner.width(), 23)
        if row.state is not None:
            corner = title.left() if mirrored else title.right() - _STATE + 1
            at = QRectF(corner, title.center().y() - _STATE // 2 + 1, _STATE, _STATE)
            paint_standing(painter, at, row.states, self.theme)
            title = title.adjusted(_STATE + 6, 0, 0, 0) if mirrored else title.adjusted(0, 0, -_STATE - 6, 0)
        faint = row.earlier or row.state is ReadingState.DONE
        painter.setPen(QColor(self.theme.quiet if faint else self.theme.ink))
        strong = row.state is None and not row.earlier
        draw_title(painter, title, row.article.title, row.article.direction, strong=strong)
        details = QRect(inner.left(), inner.bottom() - 17, inner.width(), 18)
        wide = self._paint_tags(painter, details, row, mirrored)
        details = details.adjusted(wide, 0, 0, 0) if mirrored else details.adjusted(0, 0, -wide, 0)
        painter.setPen(QColor(self.theme.quiet))
        draw_line(painter, details, row.facts, row.article.direction)

    def _paint_tags(self, painter: QPainter, box: QRect, row: Row, mirrored: bool) -> int:
        """Draw a dot and a number for each tag, at the line's end; return the pixels that they take."""
        least = sorted((number for _, number in row.tags), reverse=True)[:_SHOWN]
        shown = [(tag, number) for tag, number in row.tags if number >= least[-1]][:_SHOWN] if least else []
        font = list_font("", small=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.quiet))
        baseline = box.top() + (box.height() + metrics.ascent() - metrics.descent()) // 2
        wide = 0
        for tag, number in reversed(shown):
            text = QLocale().toString(number)
            needed = _DOT + 3 + metrics.horizontalAdvance(text) + 8
            if wide + needed > box.width() * 2 // 3:
                break
            wide += needed
            left = box.left() + wide - needed if mirrored else box.right() + 1 - wide + 8
            middle = box.center().y() - _DOT / 2 + 1
            paint_dot(painter, QRectF(left, middle, _DOT, _DOT), self.theme.tag_ink(tag.colour))
            painter.drawText(QPointF(left + _DOT + 3, baseline), text)
        return wide

    # Renaming.

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        row: Row = index.data(ROW)
        editor = QLineEdit(parent)
        if row.article is not None and row.article.direction is Direction.RTL:
            editor.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Asked again whenever something is counted anew: what somebody has written by then stays.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        row: Row = index.data(ROW)
        text = editor.text().strip()
        if row.article is not None and text and text != row.article.title:
            model.setData(index, text)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect
        editor.setGeometry(box.adjusted(6, 2, -6, 0).adjusted(0, 0, 0, 28 - box.height()))


def _inner(box: QRect, row: Row) -> QRect:
    """Return where the text of an article's row stands: an earlier version's further in."""
    inner = box.adjusted(12, 5, -12, -5)
    if row.earlier and row.article is not None:
        rtl = row.article.direction is Direction.RTL
        inner = inner.adjusted(0, 0, -_INDENT, 0) if rtl else inner.adjusted(_INDENT, 0, 0, 0)
    return inner
