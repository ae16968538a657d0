"""How the rows of the list of relations are drawn: issuer, type with addressee, and quietly what belongs to them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from annotator.text.direction import Direction
from annotator.text.isolate import shorten
from annotator.ui.drawn_rows import Cell, RowDelegate
from annotator.ui.lists import draw_ground, draw_line, list_font
from annotator.ui.override import override
from annotator.ui.relations.end_button import paint_party
from annotator.ui.relations.model import Row

_HEIGHT = 72
_LINE = 21
_KIND = 24
"""Code points of a type's name that are shown."""
_INDENT = 18


class RelationDelegate(RowDelegate[Row]):
    """Draws a `Row`."""

    height = _HEIGHT

    @override
    def draw(self, painter: QPainter, row: Row, cell: Cell) -> None:
        box = cell.area
        mirrored = cell.mirrored
        way = painter.layoutDirection()
        draw_ground(painter, box.adjusted(2, 1, -2, -1), cell.state, self.theme)
        inner = box.adjusted(8, 5, -10, -5)
        first = QRect(inner.left(), inner.top(), inner.width(), _LINE)
        paint_party(painter, first, row.said.source, row.source_tag, self.theme)
        second = first.translated(0, _LINE)
        taken = self._paint_kind(painter, second, row, mirrored=mirrored)
        painter.setLayoutDirection(way)
        second.adjust(*((0, 0, -taken, 0) if mirrored else (taken, 0, 0, 0)))
        paint_party(painter, second, row.said.target, row.target_tag, self.theme)
        painter.setPen(QColor(self.theme.quiet))
        third = QRect(inner.left(), inner.bottom() - 16, inner.width(), 17)
        third.adjust(*((0, 0, -_INDENT, 0) if mirrored else (_INDENT, 0, 0, 0)))
        draw_line(painter, third, row.facts, Direction.RTL if mirrored else Direction.LTR)

    def _paint_kind(self, painter: QPainter, line: QRect, row: Row, *, mirrored: bool) -> int:
        """Draw the type's name and an arrow behind it; return how much of the line they take."""
        name = shorten(row.said.kind.name, _KIND)
        font = list_font(name, small=True)
        wide = min(QFontMetrics(font).horizontalAdvance(name), line.width() // 2)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.accent))
        left = line.right() - _INDENT - wide if mirrored else line.left() + _INDENT
        painter.drawText(QRect(left, line.top(), wide, line.height()), int(Qt.AlignmentFlag.AlignVCenter), name)
        # An arrow of its own, as not every face has one, and so that it points the way the line is read.
        side = -1 if mirrored else 1
        begin = QPointF(left - 6 if mirrored else left + wide + 6, line.center().y() + 1.5)
        tip = begin + QPointF(side * 12, 0)
        painter.setPen(QPen(QColor(self.theme.accent), 1.3))
        painter.drawLine(begin, tip)
        painter.drawPolyline([tip + QPointF(-side * 4, -3.5), tip, tip + QPointF(-side * 4, 3.5)])
        return _INDENT + wide + 6 + 12 + 8
