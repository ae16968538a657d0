"""Exact places of characters in a laid-out line of mixed directions.

A logical range can be several rectangles, so all is worked out per visual run: within one, positions grow steadily to
the right or to the left, and Qt's `cursorToX` is right there. Where runs meet it names only one of two places, so the
borders are taken from the runs' own rectangles. Offsets in this module are UTF-16 units of the layout's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QTextLayout, QTextLine

BLANK = " \t\n\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000"
"""White space that a line may be broken after, and that then hangs over its end."""

_NEAR = 0.02
"""Of a pixel: places that are less apart are the same."""

_OTHER_WAY = re.compile("[^ -\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
"""What may run from right to left, or make something else do so, or stand over a letter."""

_INDEXES = QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes


class Run(Struct, frozen=True):
    """Neighbouring characters of one direction: `[start, end)` units between `left` and `right`, in pixels."""

    start: int
    end: int
    left: float
    right: float
    rtl: bool
    units: str
    """Its characters, one for each unit."""
    shift: float = 0.0
    """What `cursorToX` is off by in this run (see `_allow_for_hanging`)."""


class Hit(Struct, frozen=True):
    """A character under a point: the unit where it begins, and whether the point lies on its later half."""

    unit: int
    later_half: bool
    inside: bool
    """Whether the point is on the line's characters, rather than beside them."""


def visible_end(text: str, start: int, end: int) -> int:
    """Return where the blanks begin that hang over the end of the line `[start, end)` (same units as `text`)."""
    while end > start and text[end - 1] in BLANK:
        end -= 1
    return end


def one_way(units: str, *, rtl: bool) -> bool:
    """Return whether a text surely runs from left to right in all its lines, each then being one run."""
    return not rtl and _OTHER_WAY.search(units) is None


def one_run(layout: QTextLayout, number: int, units: str, end: int) -> tuple[Run, ...]:
    """Return the same as `visual_runs` for a line of a text that runs one way, at a quarter of the cost."""
    line = layout.lineAt(number)
    start = line.textStart()
    return (Run(start, end, _x(line, start), _x(line, end), False, units[start:end]),) if start < end else ()


def visual_runs(layout: QTextLayout, number: int, units: str, end: int, *, rtl: bool) -> tuple[Run, ...]:
    """Return the runs of line `number` in logical order; `end` is where its hanging blanks begin.

    `units` is the layout's text with one character for each unit, `rtl` the paragraph's direction.

    Must be called while `layout` lives; nothing of Qt's is kept.
    """
    line = layout.lineAt(number)
    # With a font falling back inside a run, each part repeats the whole run's rectangle, and of the indexes only the
    # least is right: it tells where the run begins, and the next run's where it ends.
    found: dict[tuple[float, float, bool], int] = {}
    for glyphs in line.glyphRuns(-1, -1, _INDEXES):
        indexes = glyphs.stringIndexes()
        if indexes:
            box = glyphs.boundingRect()
            key = (round(box.x(), 3), round(box.width(), 3), glyphs.isRightToLeft())
            first = min(indexes)
            found[key] = min(first, found.get(key, first))
    ordered = sorted((first, key) for key, first in found.items() if first < end)
    result = []
    for place, (first, (left, width, backwards)) in enumerate(ordered):
        begin = line.textStart() if place == 0 else first
        until = ordered[place + 1][0] if place + 1 < len(ordered) else end
        if until > begin:
            result.append(Run(begin, until, left, left + width, backwards, units[begin:until]))
    stop = line.textStart() + line.textLength()
    if result and stop > end:
        _allow_for_hanging(layout, number, result, stop, rtl=rtl)
    return tuple(result)


def _allow_for_hanging(layout: QTextLayout, number: int, runs: list[Run], stop: int, *, rtl: bool) -> None:
    """Set `shift` in the runs that lead up to blanks hanging over the line's end, where those run against it.

    Where the last words run against the paragraph, and the blank behind them with them, Qt draws the blank nowhere
    but still counts it in front of these words, on their wrong side.
    """
    last = runs[-1]
    line = layout.lineAt(number)
    at_end, at_stop = _x(line, last.end), _x(line, stop)
    if at_stop == at_end or (at_stop < at_end) == rtl:
        return
    shift = (last.left if last.rtl else last.right) - at_end
    following: Run | None = None
    for place in range(len(runs) - 1, -1, -1):
        run = runs[place]
        # Runs of one stretch against the paragraph, numbers among them, follow each other against it.
        if following is not None and (run.right > following.left + 0.1 if rtl else run.left < following.right - 0.1):
            return
        following, runs[place] = run, replace(run, shift=shift)


def edge(layout: QTextLayout, number: int, run: Run, unit: int, known: dict[int, float] | None = None) -> float:
    """Return where `unit` begins, seen from inside `run` (its borders included).

    `known` keeps places within runs: a unit has only one, whichever its run.
    """
    if unit <= run.start:
        return run.right if run.rtl else run.left
    if unit >= run.end:
        return run.left if run.rtl else run.right
    if known is None:
        return _edge(layout, number, run, unit)
    x = known.get(unit)
    if x is None:
        x = known[unit] = _edge(layout, number, run, unit)
    return x


def _edge(layout: QTextLayout, number: int, run: Run, unit: int) -> float:
    place = unit - run.start
    # A mark on a letter has no place of its own; to Qt it begins where the next letter does.
    while (kind := category(run.units[place])) == "Mn":
        place += 1
        if place == len(run.units):
            return edge(layout, number, run, run.end)
    unit = run.start + place
    line = layout.lineAt(number)
    x = _x(line, unit) + run.shift
    if kind == "Lo" and _x(line, unit + 1) + run.shift == x:
        # The letter is the second of a ligature that Qt gives wholly to the first (lam-alef): split it visibly.
        before = place - 1
        while before > 0 and category(run.units[before]) == "Mn":
            before -= 1
        x = (edge(layout, number, run, run.start + before) + x) / 2
    elif x > run.right - _NEAR if run.rtl else x < run.left + _NEAR:
        x = _first_of(line, run, unit, x)
    return min(max(x, run.left), run.right)


def _first_of(line: QTextLine, run: Run, unit: int, otherwise: float) -> float:
    """Return where the glyphs from `unit` to the end of `run` begin.

    Where letters and their marks are one glyph (a decomposed é), Qt puts the last letters of a run in an opposite
    line at the run's beginning.
    """
    boxes = [found.boundingRect() for found in line.glyphRuns(unit, run.end - unit)]
    places = [(box.right() if run.rtl else box.left()) for box in boxes if box.width() > 0]
    if not places:
        return otherwise
    return max(places) if run.rtl else min(places)


def _x(line: QTextLine, unit: int) -> float:
    # The stub says object; it is the place, and the unit it is really of, which differs inside a cluster.
    x: float = line.cursorToX(unit)[0]  # type: ignore[index]
    return x


def stretches(
    layout: QTextLayout, number: int, runs: Sequence[Run], start: int, end: int, known: dict[int, float] | None = None
) -> list[tuple[float, float]]:
    """Return the stretches (left, right) that the characters `[start, end)` take up in line `number`, left to right.

    Stretches that touch are one. `known` is as for `edge`.
    """
    if len(runs) == 1:  # as nearly everywhere
        run = runs[0]
        one = other = None
        if known is not None:  # spares two calls of three
            one = known.get(start) if start > run.start else None
            other = known.get(end) if end < run.end else None
        one = edge(layout, number, run, start, known) if one is None else one
        other = edge(layout, number, run, end, known) if other is None else other
        return [] if one == other else [(one, other)] if one < other else [(other, one)]
    parts = []
    for run in runs:
        low = start if start > run.start else run.start
        high = end if end < run.end else run.end
        if low < high:
            one, other = edge(layout, number, run, low, known), edge(layout, number, run, high, known)
            if one != other:
                parts.append((one, other) if one < other else (other, one))
    if len(parts) < 2:
        return parts
    parts.sort()
    result: list[tuple[float, float]] = []
    for left, right in parts:
        if result and left - result[-1][1] < _NEAR:
            result[-1] = (result[-1][0], max(right, result[-1][1]))
        else:
            result.append((left, right))
    return result


def hit(layout: QTextLayout, number: int, runs: Sequence[Run], x: float, *, rtl: bool) -> Hit | None:
    """Return the character at `x` in line `number`, or None where the line has none.

    Beside the characters, that is the outermost one on this side. `rtl` is the paragraph's direction. Qt's own
    `xToCursor` ignores the blanks that hang over the end of a right-to-left line, so this bisects inside the run.
    """
    wide = [run for run in runs if run.right > run.left]
    if not wide:
        return None
    run = min(wide, key=lambda r: (max(r.left - x, 0.0, x - r.right), r.left))
    inside = run.left <= x <= run.right
    if not inside:
        at_right = x > run.right
        later = at_right != run.rtl
        return Hit(run.end - 1 if later else run.start, later, False)
    low, high = run.start, run.end
    # The last unit that begins before x, along the run's direction.
    while high - low > 1:
        middle = (low + high) // 2
        place = edge(layout, number, run, middle)
        if (place >= x) if run.rtl else (place <= x):
            low = middle
        else:
            high = middle
    begin, until = edge(layout, number, run, low), edge(layout, number, run, high)
    later = (x < (begin + until) / 2) if run.rtl else (x > (begin + until) / 2)
    return Hit(low, later, True)
