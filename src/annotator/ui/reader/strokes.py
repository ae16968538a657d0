"""The patterns that lanes are drawn in, so that tags differ by more than colour."""

from __future__ import annotations

from collections.abc import Iterable
from math import pi, sin

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from annotator.core.values import Pattern

TALL = frozenset({Pattern.DOUBLE, Pattern.WAVY})
"""Patterns that are half as high again as a single line."""
_WAVE = 6
"""Length of a wave, in thicknesses of the line times two."""


def lane_rects(
    pattern: Pattern, stretches: Iterable[tuple[int, int]], left: int, top: int, thickness: int
) -> list[QRect]:
    """Return what is filled for lanes on `stretches` to the right of `left` whose upper edge is at `top`; in pixels."""
    if pattern is Pattern.DOUBLE:
        half = max(1, thickness // 2)
        return [
            QRect(left + begin, y, max(1, end - begin), half) for y in (top, top + 2 * half) for begin, end in stretches
        ]
    return [QRect(left + begin, top, max(1, end - begin), thickness) for begin, end in stretches]


def lane_brush(pattern: Pattern, colour: QColor, thickness: int) -> QBrush:
    """Return what a lane is filled with."""
    if pattern in (Pattern.SOLID, Pattern.DOUBLE):
        return QBrush(colour)
    # To lay dots and dashes side by side takes a twentieth of drawing each.
    dash, gap = (1, 1) if pattern is Pattern.DOTTED else (4, 2)
    tile = QPixmap((dash + gap) * thickness, thickness)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.fillRect(0, 0, dash * thickness, thickness, colour)
    return QBrush(tile)


def wave(painter: QPainter, colour: QColor, left: int, right: int, top: int, thickness: int) -> None:
    """Draw a wavy lane from `left` to `right`; all in pixels."""
    right = max(right, left + 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.2, thickness * 0.6))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    length, height = _WAVE * thickness / 2, thickness * 0.55
    middle = top + thickness * 0.75
    points = [QPointF(x, middle - height * sin(2 * pi * (x - left) / length)) for x in range(left, right + 1)]
    painter.drawPolyline(QPolygonF(points))
    painter.restore()
