"""How a row of the tree of tags is drawn: dot, name, key, and the number of marks at the far edge."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.core.values import Tag
from annotator.ui.chip import paint_key
from annotator.ui.drawn_rows import Cell, RowDelegate
from annotator.ui.icons import paint_dot
from annotator.ui.lists import draw_ground, elided, list_font, title_font
from annotator.ui.override import override

TAG = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
"""The roles under which a row has its `Tag`, and the number of its marks."""
_ROW = 32
_DOT = 10
_KEY = 18


class TagDelegate(RowDelegate[Tag]):
    """Draws a `Tag`; one that is retired quietly and struck out."""

    height = _ROW

    @override
    def draw(self, painter: QPainter, tag: Tag, cell: Cell) -> None:
        box = cell.area
        mirrored = cell.mirrored
        theme = self.theme
        draw_ground(painter, box.adjusted(0, 1, -4, -1), cell.state, theme)
        number = QLocale().toString(int(cell.index.data(COUNT) or 0))
        painter.setFont(list_font(number, small=True))
        taken = painter.fontMetrics().horizontalAdvance(number) if cell.index.data(COUNT) else 0
        inner = box.adjusted(8, 0, -14, 0)
        if taken:
            painter.setPen(QColor(theme.quiet))
            aside = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
            flags = int(aside | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(inner, flags, number)
        key = _KEY + 8 if tag.shortcut else 0
        room = inner.width() - _DOT - 8 - key - taken - 8
        font = title_font(tag.name)
        font.setStrikeOut(tag.retired)
        painter.setFont(font)
        name = elided(tag.name, painter.fontMetrics(), room)
        wide = painter.fontMetrics().horizontalAdvance(name)
        spots = [(0, _DOT), (_DOT + 8, wide + 1), (_DOT + 8 + wide + 8, _KEY)]
        middle = box.center().y() + 1
        left = [inner.right() - x - w if mirrored else inner.left() + x for x, w in spots]
        dot = QRectF(left[0], middle - _DOT / 2, _DOT, _DOT)
        if tag.retired:
            painter.setPen(QPen(theme.tag_ink(tag.colour), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(dot.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
        else:
            paint_dot(painter, dot, theme.tag_ink(tag.colour))
        painter.setPen(QColor(theme.quiet if tag.retired else theme.ink))
        painter.drawText(QRect(left[1], box.top(), spots[1][1], box.height()), Qt.AlignmentFlag.AlignVCenter, name)
        if tag.shortcut:
            paint_key(painter, QRectF(left[2], middle - 9, _KEY, 18), tag.shortcut, theme)
