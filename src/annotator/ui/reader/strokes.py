"""The patterns that lanes are drawn in, so that tags differ by more than colour."""

from __future__ import annotations

from functools import lru_cache
from math import pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from annotator.core.values import Pattern

TALL = frozenset({Pattern.DOUBLE, Pattern.WAVY})
"""Patterns that are half as high again as a single line."""
_WAVE = 6
"""Length of a wave, in thicknesses of the line times two."""


def draw_lane(
    painter: QPainter, pattern: Pattern, colour: QColor, left: int, right: int, top: int, thickness: int
) -> None:
    """Draw a line of `pattern` from `left` to `right` whose upper edge is at `top`; all in pixels."""
    if right <= left:
        right = left + 1
    if pattern is Pattern.SOLID:
        painter.fillRect(left, top, right - left, thickness, colour)
    elif pattern is Pattern.DOUBLE:
        half = max(1, thickness // 2)
        painter.fillRect(left, top, right - left, half, colour)
        painter.fillRect(left, top + 2 * half, right - left, half, colour)
    elif pattern is Pattern.WAVY:
        _wave(painter, colour, left, right, top, thickness)
    else:
        # Counted from a fixed place, so that lanes that meet at a line's end keep one rhythm.
        tile = _tile(pattern, colour.rgba(), thickness)
        painter.drawTiledPixmap(left, top, right - left, thickness, tile, left % tile.width(), 0)


@lru_cache(maxsize=64)
def _tile(pattern: Pattern, rgba: int, thickness: int) -> QPixmap:
    """Return a dot or a dash with its gap: to lay them side by side takes a twentieth of drawing each."""
    dash, gap = (1, 1) if pattern is Pattern.DOTTED else (4, 2)
    tile = QPixmap((dash + gap) * thickness, thickness)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.fillRect(0, 0, dash * thickness, thickness, QColor.fromRgba(rgba))
    return tile


def _wave(painter: QPainter, colour: QColor, left: int, right: int, top: int, thickness: int) -> None:
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
