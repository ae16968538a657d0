"""At which height each lane of a line is drawn, and who is drawn where where marks share the last one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from msgspec import Struct
from PySide6.QtGui import QColor

from annotator.core.values import Pattern
from annotator.ui.reader.lanes import ROOM
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.strokes import TALL

_TURN = 18
"""Pixels at 100 % that one of several marks in the last lane is drawn before it is the next one's turn."""
_CROWD = 24
"""More marks than this in one lane of a line are a blur, however they are drawn."""


class LaneStretch(Struct, frozen=True):
    """A stretch of a line that is drawn under words, in pixels from the column's left edge."""

    left: int
    right: int
    lane: int
    pattern: Pattern
    colour: QColor


def lane_places(piece: LaidOut, drawn: Sequence[LaneStretch]) -> tuple[list[int], int]:
    """Return the tops of a line's lanes below its top, and how thick a single line is, in pixels.

    `drawn` is what lies on the line: where leading is scarce, patterns that are taller than a single line push the
    lanes below them down, or the first one up to the ink, on lines on which there are such.
    """
    sizes = piece.measures
    ink_end = piece.pad + sizes.ascent + sizes.descent
    room = sizes.line - ink_end
    thickness = max(1, round(2 * sizes.scale))
    tallest = max(3, round(3 * sizes.scale))
    # Where lines are tight, the lanes move up to the ink before they move together.
    first = max(0, min(round(2 * sizes.scale), room - tallest - (ROOM - 1) * tallest))
    pitch = max(1, min(round(4 * sizes.scale), (room - first - tallest) // (ROOM - 1)))
    tops = [first + pitch * lane for lane in range(ROOM)]
    if pitch <= tallest and drawn:
        lanes = {min(stretch.lane, ROOM - 1): False for stretch in drawn}
        lanes.update((min(stretch.lane, ROOM - 1), True) for stretch in drawn if stretch.pattern in TALL)
        tops = _apart(tops, lanes, room, thickness, tallest)
    return [ink_end + top for top in tops], thickness


def _apart(tops: list[int], lanes: dict[int, bool], room: int, thickness: int, tallest: int) -> list[int]:
    """Return `tops` with a pixel between each two of the `lanes` (by lane: whether it is tall), if there is room."""
    heights = [tallest if lanes.get(lane) else thickness for lane in range(ROOM)]
    found = tops[:1]
    for lane in range(1, ROOM):
        found.append(max(tops[lane], found[-1] + heights[lane - 1] + 1))
    last = max(lanes)
    foot = found[last] + heights[last]
    # One pixel stays free above the next line, where the first lane can go up for it.
    up = min(found[0], max(0, foot - (room - 1)))
    return [top - up for top in found] if foot - up <= room else tops


def in_turns(lanes: list[LaneStretch], scale: float) -> list[LaneStretch]:
    """Return what is drawn on a line, where the marks that share the last lane take turns along it.

    So each of them is seen, in its colour and pattern, on every stretch that it has in common with others.
    """
    shared = [stretch for stretch in lanes if stretch.lane >= ROOM - 1]
    if not 2 <= len(shared) <= _CROWD:
        return lanes
    turn = max(1, round(_TURN * scale))
    shared.sort(key=lambda stretch: stretch.lane)
    edges = sorted({edge for stretch in shared for edge in (stretch.left, stretch.right)})
    found = [stretch for stretch in lanes if stretch.lane < ROOM - 1]
    for left, right in pairwise(edges):
        here = [stretch for stretch in shared if stretch.left <= left and right <= stretch.right]
        if here:
            found += _turns(here, left, right, turn)
    return found


def _turns(here: Collection[LaneStretch], left: int, right: int, turn: int) -> list[LaneStretch]:
    count, ones = len(here), list(here)
    rounds = max(1, round((right - left) / (count * turn))) if count > 1 else 1
    cuts = [left + (right - left) * at // (rounds * count) for at in range(rounds * count + 1)]
    return [
        LaneStretch(begin, end, ones[at % count].lane, ones[at % count].pattern, ones[at % count].colour)
        for at, (begin, end) in enumerate(pairwise(cuts))
        if begin < end
    ]
