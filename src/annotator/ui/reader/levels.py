"""At which height each lane of a line is drawn, and who is drawn where where marks share the last one."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from annotator.core.values import Pattern
from annotator.ui.fonts import Measures
from annotator.ui.reader.lanes import ROOM
from annotator.ui.reader.layout import LaidOut

Rgba: TypeAlias = int
Ink: TypeAlias = tuple[Rgba, Pattern]
Shared: TypeAlias = tuple[int, int, int, Ink]
"""A stretch in the last lane: left and right in pixels from the column's left edge, its mark's own lane, and its ink.
"""

_TURN = 18
"""Pixels at 100 % that one of several marks in the last lane is drawn before it is the next one's turn."""
_CROWD = 24
"""More marks than this in one lane of a line are a blur, however they are drawn."""


class Levels(Struct, frozen=True):
    """Where tints and lanes lie in the lines of a piece, in pixels below a line's top."""

    ink: int
    ink_height: int
    lanes: tuple[int, ...]
    """The tops of the lanes; those beyond the room in the leading share the last, so that none touches the next line.
    """
    thickness: int
    """Of a single line."""
    tallest: int
    """Of a pattern that is taller than a single line."""
    room: int
    """Below the ink, to the next line."""
    tight: bool
    """Whether tall patterns touch the lane below them, so that lines with such have `tops` of their own."""

    @staticmethod
    def of(piece: LaidOut) -> Levels:
        return _levels(piece.measures, piece.pad)


# Worked out once for each size of letters, and for what is drawn on a line: few of either are seen on a page.


@lru_cache(maxsize=256)
def _levels(sizes: Measures, pad: int) -> Levels:
    height = sizes.ascent + sizes.descent
    room = sizes.line - pad - height
    thickness = max(1, round(2 * sizes.scale))
    tallest = max(3, round(3 * sizes.scale))
    # Where lines are tight, the lanes move up to the ink before they move together.
    first = max(0, min(round(2 * sizes.scale), room - tallest - (ROOM - 1) * tallest))
    pitch = max(1, min(round(4 * sizes.scale), (room - first - tallest) // (ROOM - 1)))
    lanes = tuple(pad + height + first + pitch * lane for lane in range(ROOM))
    return Levels(pad, height, lanes, thickness, tallest, room, pitch <= tallest)


@lru_cache(maxsize=1024)
def tops(at: Levels, drawn: tuple[bool | None, ...]) -> tuple[int, ...]:
    """Return the tops of the lanes of a line; `drawn` says of each whether a tall pattern is in it, None for nothing.

    Where leading is scarce, these push the lanes below them down, or the first one up to the ink: with a pixel
    between each two, if there is room.
    """
    last = max((lane for lane, tall in enumerate(drawn) if tall is not None), default=None)
    if last is None or not at.tight:
        return at.lanes
    ink_end = at.ink + at.ink_height
    heights = [at.tallest if tall else at.thickness for tall in drawn]
    found = [at.lanes[0] - ink_end]
    for lane in range(1, ROOM):
        found.append(max(at.lanes[lane] - ink_end, found[-1] + heights[lane - 1] + 1))
    foot = found[last] + heights[last]
    # One pixel stays free above the next line, where the first lane can go up for it.
    up = min(found[0], max(0, foot - (at.room - 1)))
    return tuple(ink_end + top - up for top in found) if foot - up <= at.room else at.lanes


def in_turns(shared: list[Shared], scale: float) -> list[Shared]:
    """Return what is drawn of the marks that share the last lane of a line, which take turns along it.

    So each of them is seen, in its colour and pattern, on every stretch that it has in common with others.
    """
    if not 2 <= len(shared) <= _CROWD:
        return shared
    turn = max(1, round(_TURN * scale))
    ordered = sorted(shared, key=lambda stretch: stretch[2])
    edges = sorted({edge for stretch in ordered for edge in stretch[:2]})
    found: list[Shared] = []
    for left, right in pairwise(edges):
        here = [stretch for stretch in ordered if stretch[0] <= left and right <= stretch[1]]
        if here:
            found += _turns(here, left, right, turn)
    return found


def _turns(here: Collection[Shared], left: int, right: int, turn: int) -> list[Shared]:
    count, ones = len(here), list(here)
    rounds = max(1, round((right - left) / (count * turn))) if count > 1 else 1
    cuts = [left + (right - left) * at // (rounds * count) for at in range(rounds * count + 1)]
    return [(begin, end, *ones[at % count][2:]) for at, (begin, end) in enumerate(pairwise(cuts)) if begin < end]
