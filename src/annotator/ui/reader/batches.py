"""How what lies on a line is drawn: gathered by colour, so that many marks are few calls."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter

from msgspec import Struct, field
from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QColor, QPainter

from annotator.core.values import Pattern
from annotator.ui.reader.lanes import ROOM
from annotator.ui.reader.levels import Ink, Levels, Rgba, Shared, in_turns, tops
from annotator.ui.reader.strokes import TALL, lane_brush, lane_rects, wave

Stretches = list[tuple[int, int]]


class Batches(Struct):
    """All that marks put on a line, as stretches (left, right) in pixels from the column's left edge.

    Kept as numbers: rectangles of Qt's would have to be looked through each time that garbage is collected.
    """

    tints: dict[Rgba, Stretches] = field(default_factory=dict)
    lanes: dict[tuple[int, Ink], Stretches] = field(default_factory=dict)
    """By lane, 0 nearest to the words."""
    shared: list[Shared] = field(default_factory=list)
    """What shares the last lane, and may lie on one another: here the order counts."""

    def tint(self, left: int, right: int, colour: Rgba) -> None:
        self.tints.setdefault(colour, []).append((left, right))

    def lane(self, left: int, right: int, lane: int, ink: Ink) -> None:
        if lane < ROOM - 1:
            self.lanes.setdefault((lane, ink), []).append((left, right))
        else:
            self.shared.append((left, right, lane, ink))

    def take_turns(self, scale: float) -> None:
        """All marks are there: have those that share the last lane drawn in turns."""
        if len(self.shared) > 1:
            self.shared = in_turns(self.shared, scale)

    def tops(self, at: Levels) -> tuple[int, ...]:
        """Return the tops of the lanes on this line, in pixels below its own."""
        if not at.tight:
            return at.lanes
        drawn: list[bool | None] = [None] * ROOM
        for lane, (_, pattern) in self.lanes:
            drawn[lane] = drawn[lane] or pattern in TALL
        for _, _, _, (_, pattern) in self.shared:
            drawn[-1] = drawn[-1] or pattern in TALL
        return tops(at, tuple(drawn))

    def drawn(self, at: Levels) -> set[tuple[int, int]]:
        """Return the lanes in which something is drawn, each with its top."""
        heights = self.tops(at)
        found = {(lane, heights[lane]) for lane, _ in self.lanes}
        return found | {(ROOM - 1, heights[-1])} if self.shared else found

    def spills(self) -> bool:
        """Return whether something here may reach below the line."""
        wavy = Pattern.WAVY
        return bool([1 for _, ink in self.lanes if ink[1] is wavy] or [1 for one in self.shared if one[3][1] is wavy])


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
        heights = on_line.tops(at)
        for (lane, ink), stretches in on_line.lanes.items():
            apart.setdefault(ink, []).extend(lane_rects(ink[1], stretches, left, top + heights[lane], at.thickness))
        for begin, end, _, ink in on_line.shared:
            shared.append((ink, lane_rects(ink[1], [(begin, end)], left, top + heights[-1], at.thickness)))
    # In one order whichever lines are painted: where two lanes touch, waves share a pixel.
    for (colour, pattern), rects in (*sorted(apart.items(), key=itemgetter(0)), *shared):
        if pattern is Pattern.WAVY:
            for rect in rects:
                wave(painter, QColor.fromRgba(colour), rect.left(), rect.right() + 1, rect.top(), at.thickness)
        else:
            # Dots are counted from the view's left edge, so that lanes that meet at a line's end keep one rhythm.
            painter.setBrush(_lane_brush(colour, pattern, at.thickness))
            painter.drawRects(rects)


@lru_cache(maxsize=256)
def _brush(colour: Rgba) -> QBrush:
    return QBrush(QColor.fromRgba(colour))


@lru_cache(maxsize=256)
def _lane_brush(colour: Rgba, pattern: Pattern, thickness: int) -> QBrush:
    return lane_brush(pattern, QColor.fromRgba(colour), thickness)
