"""Where on the page a line's ink, a caret and the ends of a mark are, and which end a pointer grasps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect

from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader.input import Handle
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.page import Place

HANDLE = 4
"""Radius of the handles at the ends of the mark in focus, in pixels at 100 %."""


def ink_rect(piece: LaidOut, line: Line, left: int, right: int, origin: int) -> QRect:
    """Return the rectangle from ink to ink of a stretch of `line`; `origin` is where the piece's first line begins."""
    height = piece.measures.ascent + piece.measures.descent
    return QRect(left, origin + line.top + piece.pad, right - left, height)


def caret_x(piece: LaidOut, line: Line, place: Place) -> int:
    """Return where a caret at `place` stands in `line`, from the column's left edge."""
    x = piece.edge_x(line, place.offset, of_end=place.upstream)
    if x is None:
        x = piece.edge_x(line, place.offset, of_end=not place.upstream)
    if x is None:
        # An empty line, or among the blanks that hang over its end.
        at_start = piece.unit(place.offset) <= line.start
        runs = piece.runs(line)
        box = piece.layout.lineAt(line.number).naturalTextRect()
        leading = at_start or not runs
        x = box.right() if leading == piece.rtl else box.left()
    return round(x)


class Ends(Struct, frozen=True):
    """Where a mark, or a fragment of one, begins and ends: (x, top, bottom) each, None where that is elsewhere."""

    start: tuple[int, int, int] | None
    end: tuple[int, int, int] | None


def mark_ends(piece: LaidOut, mark: Annotation | Span, left: int, top: int) -> Ends:
    """Return the ends of `mark` (or of a fragment) in `piece`, drawn with its column at `left` and its top at `top`."""
    return Ends(
        _end(piece, mark.start, left, top, of_end=False) if piece.piece.start <= mark.start < piece.shown_end else None,
        _end(piece, mark.end, left, top, of_end=True) if piece.piece.start < mark.end <= piece.shown_end else None,
    )


def _end(piece: LaidOut, offset: int, left: int, top: int, *, of_end: bool) -> tuple[int, int, int]:
    known = piece.ends.get((offset, of_end))
    if known is None:
        line = piece.line_of(offset, upstream=of_end)
        known = piece.ends[offset, of_end] = end_x(piece, line, offset, of_end=of_end), line.top + piece.pad
    x, inside = known
    upper = top + piece.lead + inside
    return left + x, upper, upper + piece.measures.ascent + piece.measures.descent


def end_x(piece: LaidOut, line: Line, offset: int, *, of_end: bool) -> int:
    """Return where a mark begins or ends in `line`, from the column's left edge."""
    x = caret_x(piece, line, Place(offset, of_end))
    unit = piece.unit(offset)
    for run in piece.runs(line):
        # A number at the start of a right-to-left mark begins on its left, in the midst of the mark: where a mark
        # ends with a run, its end is that of the run as the paragraph is read.
        if unit == (run.end if of_end else run.start) and run.rtl != piece.rtl:
            x = round(run.left if piece.rtl == of_end else run.right)
    return x


def handle_radius(piece: LaidOut) -> float:
    return HANDLE * max(1.0, min(piece.measures.scale, 2.0))


def handle_aside(piece: LaidOut) -> float:
    """Return how far above the start and below the end of a mark the middle of its handle lies, in pixels.

    Off the letters, on the leading: a comma behind the mark, or a quotation mark before it, stays to be read.
    """
    sizes, radius = piece.measures, handle_radius(piece)
    leading = sizes.line - piece.pad - sizes.ascent - sizes.descent
    return max(0.0, min(radius, leading - radius))


def grasped(shown: Iterable[tuple[LaidOut, int]], left: int, mark: Annotation, point: QPoint) -> Handle | None:
    """Return the end of `mark`, or of one of its fragments, at `point`.

    `shown` are the pieces in view with their tops, `left` is the column's.
    """
    pieces = mark.pieces
    for (piece, top), part in product(shown, pieces):
        ends = mark_ends(piece, part, left, top)
        reach, aside = handle_radius(piece) + 4, handle_aside(piece)
        # The end first: in a mark of one narrow letter both lie close, and ends are moved more often.
        for end, at_start in ((ends.end, False), (ends.start, True)):
            if end is not None:
                x, upper, lower = end
                y = upper - aside if at_start else lower + aside
                if abs(point.x() - x) <= reach and abs(point.y() - y) <= reach:
                    return Handle(mark.id, part, at_start, tuple(other for other in pieces if other != part))
    return None
