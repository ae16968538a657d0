"""How what lies on a line is drawn: gathered by colour, so that many marks are few calls."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct, field
from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QColor, QPainter

from annotator.core.values import Pattern
from annotator.ui.reader.lanes import ROOM
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.strokes import lane_brush, lane_rects, wave

Rgba = int
Ink = tuple[Rgba, Pattern]


class Heights(Struct, frozen=True):
    """Where tints and lanes lie in the lines of a piece, in pixels below a line's top."""

    ink: int
    ink_height: int
    lanes: tuple[int, ...]
    """The tops of the lanes; those beyond the room in the leading share the last, so that none touches the next line.
    """
    thickness: int
    """Of a single line."""

    @classmethod
    def of(cls, piece: LaidOut) -> Heights:
        sizes = piece.measures
        height = sizes.ascent + sizes.descent
        room = sizes.line - piece.pad - height
        thickness = max(1, round(2 * sizes.scale))
        tallest = max(3, round(3 * sizes.scale))
        # Where lines are tight, the lanes move up to the ink before they move together.
        first = max(0, min(round(2 * sizes.scale), room - tallest - (ROOM - 1) * tallest))
        pitch = max(1, min(round(4 * sizes.scale), (room - first - tallest) // (ROOM - 1)))
        tops = tuple(piece.pad + height + first + pitch * lane for lane in range(ROOM))
        return cls(piece.pad, height, tops, thickness)


class Batches(Struct):
    """All that marks put on a line, in pixels from the column's left edge and from the line's top."""

    tints: dict[Rgba, list[QRect]] = field(default_factory=dict)
    lanes: dict[Ink, list[QRect]] = field(default_factory=dict)
    shared: list[tuple[Ink, list[QRect]]] = field(default_factory=list)
    """What shares the last lane, and may lie on one another: here the order counts."""
    waves: list[tuple[Rgba, int, int, int]] = field(default_factory=list)
    """Lanes that are no rectangles: colour, left, right, top."""
    thickness: int = 1

    def tint(self, at: Heights, left: int, right: int, colour: Rgba) -> None:
        rect = QRect(left, at.ink, right - left, at.ink_height)
        self.tints.setdefault(colour, []).append(rect)

    def lane(self, at: Heights, left: int, right: int, lane: int, ink: Ink) -> None:
        """Put a mark's lane here, lane 0 being nearest to the words."""
        last = lane >= ROOM - 1
        top = at.lanes[-1 if last else lane]
        self.thickness = at.thickness
        if ink[1] is Pattern.WAVY:
            self.waves.append((ink[0], left, right, top))
            return
        rects = lane_rects(ink[1], left, right, top, at.thickness)
        if not last:
            self.lanes.setdefault(ink, []).extend(rects)
        elif self.shared and self.shared[-1][0] == ink:
            self.shared[-1][1].extend(rects)
        else:
            self.shared.append((ink, rects))

    def paint_tints(self, painter: QPainter, left: int, top: int) -> None:
        """Fill what is tinted; the painter is to have no pen."""
        if self.tints:
            painter.translate(left, top)
            for colour, rects in self.tints.items():
                painter.setBrush(_brush(colour))
                painter.drawRects(rects)
            painter.translate(-left, -top)

    def paint_lanes(self, painter: QPainter, left: int, top: int) -> None:
        """Draw the lanes; the painter is to have no pen."""
        painter.translate(left, top)
        # Patterns are counted from a fixed place, so that lanes that meet at a line's end keep one rhythm.
        painter.setBrushOrigin(-left, 0)
        self._draw(painter, self.lanes.items())
        self._draw(painter, self.shared)
        for colour, begin, until, y in self.waves:
            wave(painter, QColor.fromRgba(colour), begin, until, y, self.thickness)
        painter.translate(-left, -top)

    def _draw(self, painter: QPainter, lanes: Iterable[tuple[Ink, list[QRect]]]) -> None:
        for ink, rects in lanes:
            painter.setBrush(_lane_brush(*ink, self.thickness))
            painter.drawRects(rects)


def lane_place(piece: LaidOut, line: Line, lane: int) -> tuple[int, int]:
    """Return the top of lane `lane` below the first line's top, and how thick a single line is, in pixels."""
    at = Heights.of(piece)
    return line.top + at.lanes[min(lane, ROOM - 1)], at.thickness


@lru_cache(maxsize=256)
def _brush(colour: Rgba) -> QBrush:
    return QBrush(QColor.fromRgba(colour))


@lru_cache(maxsize=256)
def _lane_brush(colour: Rgba, pattern: Pattern, thickness: int) -> QBrush:
    return lane_brush(pattern, QColor.fromRgba(colour), thickness)
