"""How what lies on a line is drawn: gathered by colour, so that many marks are few calls."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter

from msgspec import Struct, field
from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QColor, QPainter

from annotator.core.values import Pattern
from annotator.ui.reader.lanes import ROOM
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.strokes import lane_brush, lane_rects, wave

Rgba = int
Ink = tuple[Rgba, Pattern]
Stretches = list[tuple[int, int]]


class Levels(Struct, frozen=True):
    """Where tints and lanes lie in the lines of a piece, in pixels below a line's top."""

    ink: int
    ink_height: int
    lanes: tuple[int, ...]
    """The tops of the lanes; those beyond the room in the leading share the last, so that none touches the next line.
    """
    thickness: int
    """Of a single line."""

    @classmethod
    def of(cls, piece: LaidOut) -> Levels:
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
    """All that marks put on a line, as stretches (left, right) in pixels from the column's left edge.

    Kept as numbers: rectangles of Qt's would have to be looked through each time that garbage is collected.
    """

    tints: dict[Rgba, Stretches] = field(default_factory=dict)
    lanes: dict[tuple[int, Ink], Stretches] = field(default_factory=dict)
    """By lane, 0 nearest to the words."""
    shared: list[tuple[Ink, Stretches]] = field(default_factory=list)
    """What shares the last lane, and may lie on one another: here the order counts."""

    def tint(self, left: int, right: int, colour: Rgba) -> None:
        self.tints.setdefault(colour, []).append((left, right))

    def lane(self, left: int, right: int, lane: int, ink: Ink) -> None:
        if lane < ROOM - 1:
            self.lanes.setdefault((lane, ink), []).append((left, right))
        elif self.shared and self.shared[-1][0] == ink:
            self.shared[-1][1].append((left, right))
        else:
            self.shared.append((ink, [(left, right)]))


Lines = list[tuple[int, Batches]]
"""What lies on lines, each with its top in the view."""


def paint_tints(painter: QPainter, at: Levels, left: int, found: Lines) -> None:
    """Fill what is tinted on some lines of a piece, with its column at `left`; the painter is to have no pen."""
    rects: dict[Rgba, list[QRect]] = {}
    for top, on_line in found:
        y = top + at.ink
        for colour, stretches in on_line.tints.items():
            here = [QRect(left + begin, y, end - begin, at.ink_height) for begin, end in stretches]
            rects.setdefault(colour, []).extend(here)
    for colour, tinted in sorted(rects.items(), key=itemgetter(0)):
        painter.setBrush(_brush(colour))
        painter.drawRects(tinted)


def paint_lanes(painter: QPainter, at: Levels, left: int, found: Lines) -> None:
    """Draw the lanes on some lines of a piece, with its column at `left`; the painter is to have no pen."""
    apart: dict[Ink, list[QRect]] = {}
    shared: list[tuple[Ink, list[QRect]]] = []
    for top, on_line in found:
        for (lane, ink), stretches in on_line.lanes.items():
            apart.setdefault(ink, []).extend(lane_rects(ink[1], stretches, left, top + at.lanes[lane], at.thickness))
        for ink, stretches in on_line.shared:
            shared.append((ink, lane_rects(ink[1], stretches, left, top + at.lanes[-1], at.thickness)))
    # In one order whichever lines are painted: where two lanes touch, waves share a pixel.
    for (colour, pattern), rects in (*sorted(apart.items(), key=itemgetter(0)), *shared):
        if pattern is Pattern.WAVY:
            for rect in rects:
                wave(painter, QColor.fromRgba(colour), rect.left(), rect.right() + 1, rect.top(), at.thickness)
        else:
            # Dots are counted from the view's left edge, so that lanes that meet at a line's end keep one rhythm.
            painter.setBrush(_lane_brush(colour, pattern, at.thickness))
            painter.drawRects(rects)


def lane_place(piece: LaidOut, line: Line, lane: int) -> tuple[int, int]:
    """Return the top of lane `lane` below the first line's top, and how thick a single line is, in pixels."""
    at = Levels.of(piece)
    return line.top + at.lanes[min(lane, ROOM - 1)], at.thickness


@lru_cache(maxsize=256)
def _brush(colour: Rgba) -> QBrush:
    return QBrush(QColor.fromRgba(colour))


@lru_cache(maxsize=256)
def _lane_brush(colour: Rgba, pattern: Pattern, thickness: int) -> QBrush:
    return lane_brush(pattern, QColor.fromRgba(colour), thickness)
