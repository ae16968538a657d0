"""A heat map: rows by columns, the fuller the more; each field also says its number, so that colour is not all."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTransform

from annotator.analysis.counting import Grid, Label
from annotator.ui.lists import list_font
from annotator.ui.numbers.look import MARGIN, Look, widest
from annotator.ui.theme import contrast

_ROW = 30
_HEAD = 32
_NAMES = 260
_GAP = 12
_NARROW, _WIDE = 54, 150
"""Pixels of a column."""
_SLOPE = sqrt(0.5)


class HeatMap:
    def __init__(self, grid: Grid, look: Look, width: int, shown: Callable[[float], str]) -> None:
        self._grid, self._look, self._shown = grid, look, shown
        self._names = widest([look.name(label) for label in grid.rows], _NAMES)
        self._longest = widest([look.name(label) for label in grid.columns], _WIDE)
        room = (width - 2 * MARGIN - self._names - _GAP) // max(len(grid.columns), 1)
        self._column = max(_NARROW, min(self._longest + 12, max(room, _NARROW)))
        self._tilted = self._column < self._longest + 12
        """Whether the names of columns are too long to stand upright beside each other."""
        self._left = MARGIN + self._names + _GAP
        self._head = round(self._longest * _SLOPE) + 20 if self._tilted else _HEAD
        beyond = round(self._longest * _SLOPE) - self._column // 2 if self._tilted else 0
        self.size = QSize(
            self._left + len(grid.columns) * self._column + max(beyond, 0) + MARGIN,
            MARGIN + self._head + len(grid.rows) * _ROW + MARGIN,
        )

    def _field(self, row: int, column: int) -> QRect:
        box = QRect(self._left + column * self._column, MARGIN + self._head + row * _ROW, self._column - 2, _ROW - 2)
        return self._look.mirrored(box, self.size.width())

    def paint(self, painter: QPainter) -> None:
        look, width = self._look, self.size.width()
        for at, label in enumerate(self._grid.columns):
            box = look.mirrored(QRect(self._left + at * self._column, MARGIN, self._column - 6, self._head), width)
            if self._tilted:
                self._paint_tilted(painter, box, label)
            else:
                look.draw_name(painter, box, label)
        for row, label in enumerate(self._grid.rows):
            names = QRect(MARGIN, MARGIN + self._head + row * _ROW, self._names, _ROW - 2)
            look.draw_name(painter, look.mirrored(names, width), label, towards_end=True)
            for column, value in enumerate(self._grid.cells[row]):
                self._paint_field(painter, self._field(row, column), value)

    def _paint_tilted(self, painter: QPainter, box: QRect, label: Label) -> None:
        """Draw a name upwards, away from the names of the rows."""
        aslant = 45 if self._look.right_to_left else -45
        painter.save()
        painter.setTransform(QTransform.fromTranslate(box.center().x(), box.bottom() - 6).rotate(aslant), True)
        left = -self._longest if self._look.right_to_left else 0
        self._look.draw_name(painter, QRect(left, -10, self._longest, 20), label)
        painter.restore()

    def _paint_field(self, painter: QPainter, box: QRect, value: float) -> None:
        theme, text = self._look.theme, self._shown(value) if value else "·"
        fill = _mixed(theme.page, theme.accent, 0.12 + 0.88 * sqrt(value / self._grid.most)) if value else None
        painter.setPen(Qt.PenStyle.NoPen)
        if fill is not None:
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 4, 4)
        inks = (QColor(theme.ink), QColor(theme.page))
        ink = QColor(theme.quiet) if fill is None else max(inks, key=lambda one: contrast(one, fill))
        painter.setPen(ink)
        painter.setFont(list_font(text, small=True))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def hint(self, at: QPoint) -> str | None:
        for row, one in enumerate(self._grid.rows):
            for column, other in enumerate(self._grid.columns):
                if self._field(row, column).contains(at):
                    names = f"{self._look.name(one)} · {self._look.name(other)}"
                    return f"{names}: {self._shown(self._grid.cells[row][column])}"
        return None


def _mixed(one: str, other: str, share: float) -> QColor:
    start, end = QColor(one), QColor(other)
    return QColor.fromRgbF(
        start.redF() + (end.redF() - start.redF()) * share,
        start.greenF() + (end.greenF() - start.greenF()) * share,
        start.blueF() + (end.blueF() - start.blueF()) * share,
    )
