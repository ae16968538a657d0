"""How the rows of the panel of entities are drawn: wholes and parts indented, mentions from the side they are read."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.text.direction import Direction, text_direction
from annotator.ui.drawn_rows import Cell, RowDelegate
from annotator.ui.entities.outline import Row
from annotator.ui.icons import paint_dot
from annotator.ui.lists import draw_ground, draw_line, draw_title, list_font, title_font
from annotator.ui.override import override
from annotator.ui.theme import Theme

_ENTITY = 48
_MENTION = 46
_INDENT = 16
_DEEPEST = 5
"""Levels that are indented: the names of a narrow panel need their room."""
_SIGN = 16
_DOT = 10


class EntityDelegate(RowDelegate[Row]):
    """Draws a `Row`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.target: str | None = None
        """The key of the row that something is about to be dropped on."""

    @override
    def height_of(self, row: Row) -> int:
        return _ENTITY if row.mention is None else _MENTION

    @override
    def draw(self, painter: QPainter, row: Row, cell: Cell) -> None:
        box = cell.area
        ground = box.adjusted(2, 1, -2, -1)
        draw_ground(painter, ground, cell.state, self.theme)
        if self.target == row.key:
            painter.setPen(QPen(QColor(self.theme.accent)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 6, 6)
        inner = box.adjusted(8, 5, -10, -5)
        depth = min(row.depth, _DEEPEST) * _INDENT
        if cell.mirrored:
            inner.adjust(0, 0, -depth, 0)
        else:
            inner.adjust(depth, 0, 0, 0)
        if row.mention is None:
            self._paint_entity(painter, inner, row, mirrored=cell.mirrored)
        else:
            self._paint_mention(painter, inner, row, mirrored=cell.mirrored)

    def _paint_entity(self, painter: QPainter, box: QRect, row: Row, *, mirrored: bool) -> None:
        side = -1 if mirrored else 1
        title = QRect(box.left(), box.top(), box.width(), 22)
        edge = title.right() if mirrored else title.left()
        middle = title.center().y() + 1
        if row.count:
            painter.setPen(QPen(QColor(self.theme.quiet), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            shape = (
                ((-3.5, -2), (0, 2), (3.5, -2))
                if row.unfolded
                else ((-2 * side, -3.5), (2 * side, 0), (-2 * side, 3.5))
            )
            painter.drawPolyline([QPointF(edge + side * 5, middle) + QPointF(x, y) for x, y in shape])
        dot = QRectF(edge + side * (_SIGN + _DOT / 2) - _DOT / 2, middle - _DOT / 2, _DOT, _DOT)
        if row.tag is not None:
            ink = self.theme.tag_ink if row.listed else self.theme.tag_faint
            paint_dot(painter, dot, ink(row.tag.colour))
        else:
            painter.setPen(QPen(QColor(self.theme.quiet)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(dot.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        number = QLocale().toString(row.count) if row.count else ""
        painter.setFont(list_font(number, small=True))
        painter.setPen(QColor(self.theme.quiet))
        aside = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        painter.drawText(title, int(aside | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), number)
        taken, before = painter.fontMetrics().horizontalAdvance(number) + 8, _SIGN + _DOT + 8
        room = title.adjusted(taken, 0, -before, 0) if mirrored else title.adjusted(before, 0, -taken, 0)
        # A name stands beside its dot, in whatever direction it runs: the indentation is what is read first.
        name, direction = row.entity.name, text_direction(row.entity.name, None)
        wide = min(room.width(), QFontMetrics(title_font(name, strong=True)).horizontalAdvance(name))
        at = QRect(room.right() - wide + 1 if mirrored else room.left(), room.top(), wide, room.height())
        painter.setPen(QColor(self.theme.ink if row.listed else self.theme.quiet))
        draw_title(painter, at, name, direction, strong=True)
        painter.setPen(QColor(self.theme.quiet))
        line = QRect(box.left(), box.bottom() - 16, box.width(), 17)
        line.adjust(*((0, 0, -before, 0) if mirrored else (before, 0, 0, 0)))
        facts = row.facts or (self.tr("not mentioned"),)
        draw_line(painter, line, facts, Direction.RTL if mirrored else Direction.LTR)

    def _paint_mention(self, painter: QPainter, box: QRect, row: Row, *, mirrored: bool) -> None:
        assert row.article is not None
        assert row.mention is not None
        direction = row.article.direction
        room = box.adjusted(0, 0, -_SIGN - 6, 0) if mirrored else box.adjusted(_SIGN + 6, 0, 0, 0)
        bar = QRectF(room.right() + 6 if mirrored else room.left() - 8, room.top() + 1, 2, room.height() - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.tag_ink(row.tag.colour) if row.tag else QColor(self.theme.line))
        painter.drawRoundedRect(bar, 1, 1)
        title = QRect(room.left(), room.top() - 1, room.width(), 22)
        if row.mention.uncertain:
            painter.setPen(QColor(self.theme.warning))
            font = list_font("")
            font.setBold(True)
            painter.setFont(font)
            rtl = direction is Direction.RTL
            sign = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
            flags = int(sign | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(title, flags, "?")
            title.adjust(*((14, 0, 0, 0) if rtl else (0, 0, -14, 0)))
        painter.setPen(QColor(self.theme.ink))
        draw_title(painter, title, row.mention.words, direction)
        painter.setPen(QColor(self.theme.quiet))
        draw_line(painter, QRect(room.left(), room.bottom() - 15, room.width(), 17), row.facts, direction)
