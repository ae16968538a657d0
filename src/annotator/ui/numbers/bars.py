"""Bars: one row each, from the beginning of the line; what is counted across something else is stacked in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from annotator.analysis.counting import Grid, Label
from annotator.ui.numbers.look import MARGIN, Look, widest

_ROW = 30
_BAR = 18
_NAMES = 260
"""Pixels that names take at most."""
_GAP = 12
_LONGEST = 420
"""Pixels of the longest bar, where there is room."""
_LEAST = 120
_KEY = 26


class Bars:
    """`width` is what there is to be filled, in pixels; `shown` writes a number."""

    def __init__(self, grid: Grid, look: Look, width: int, shown: Callable[[float], str]) -> None:
        self._grid, self._look, self._shown = grid, look, shown
        self._stacked = len(grid.columns) > 1
        self._names = widest([look.name(label) for label in grid.rows], _NAMES)
        numbers = [shown(sum(row)) for row in grid.cells]
        self._numbers = widest(numbers, 120)
        room = width - 2 * MARGIN - self._names - self._numbers - 2 * _GAP
        self._long = max(_LEAST, min(room, _LONGEST) if not self._stacked else room)
        self._most = max(map(sum, grid.cells), default=0) or 1
        across = MARGIN + self._names + _GAP + self._long + _GAP + self._numbers + MARGIN
        self._keys = self._placed_keys(across) if self._stacked else []
        self._top = MARGIN + (self._keys[-1][1].bottom() + _GAP - MARGIN if self._keys else 0)
        self.size = QSize(across, self._top + len(grid.rows) * _ROW + MARGIN)

    def _placed_keys(self, width: int) -> list[tuple[Label, QRect]]:
        placed: list[tuple[Label, QRect]] = []
        x, y = MARGIN, MARGIN
        for label in self._grid.columns:
            wide = 18 + widest([self._look.name(label)], 200) + 16
            if x > MARGIN and x + wide > width - MARGIN:
                x, y = MARGIN, y + _KEY
            placed.append((label, QRect(x, y, wide, _KEY)))
            x += wide
        return placed

    def paint(self, painter: QPainter) -> None:
        look, width = self._look, self.size.width()
        for place, (label, box) in enumerate(self._keys):
            dot = look.mirrored(QRect(box.x(), box.center().y() - 4, 10, 10), width)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(label, place))
            painter.drawRoundedRect(dot, 3, 3)
            look.draw_name(painter, look.mirrored(box.adjusted(16, 0, -12, 0), width), label)
        for number, (label, row) in enumerate(zip(self._grid.rows, self._grid.cells, strict=True)):
            y = self._top + number * _ROW
            names = QRect(MARGIN, y, self._names, _ROW)
            look.draw_name(painter, look.mirrored(names, width), label, towards_end=True)
            end = self._begin()
            for place, box in enumerate(self._pieces(number)):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._colour(label, place))
                if box.width():
                    painter.drawRoundedRect(look.mirrored(box, width), 2, 2)
                    end = box.right() + 1
            told = QRect(end + 6, y, self._numbers + 20, _ROW)
            look.draw_quiet(painter, look.mirrored(told, width), self._shown(sum(row)))

    def _colour(self, label: Label, place: int) -> QColor:
        look = self._look
        return look.colour(self._grid.columns[place], place) if self._stacked else look.colour(label)

    def _begin(self) -> int:
        return MARGIN + self._names + _GAP

    def _pieces(self, number: int) -> list[QRect]:
        """Return where the pieces of a row's bar lie; each ends where the sum up to it does, so that none is lost."""
        boxes: list[QRect] = []
        total, y = 0.0, self._top + number * _ROW + (_ROW - _BAR) // 2
        at = self._begin()
        for value in self._grid.cells[number]:
            total += value
            end = self._begin() + round(self._long * total / self._most)
            wide = max(end - at, 2 if value else 0)
            boxes.append(QRect(at, y, max(wide - (1 if self._stacked and wide > 3 else 0), 0), _BAR))
            at += wide
        return boxes

    def hint(self, at: QPoint) -> str | None:
        number = (at.y() - self._top) // _ROW
        if not 0 <= number < len(self._grid.rows) or at.y() < self._top:
            return None
        label, row = self._grid.rows[number], self._grid.cells[number]
        for place, box in enumerate(self._pieces(number)):
            if self._stacked and self._look.mirrored(box, self.size.width()).adjusted(0, -6, 0, 6).contains(at):
                column = self._look.name(self._grid.columns[place])
                return f"{self._look.name(label)} · {column}: {self._shown(row[place])}"
        return f"{self._look.name(label)}: {self._shown(sum(row))}"
