"""The thin lines that join the fragments of a discontinuous mark, at the height of its lane."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader.handles import end_x
from annotator.ui.reader.layout import LaidOut, Line

_STUB = 14
"""Pixels at 100 %: how far a join that goes on in another line reaches."""

Join = tuple[Line, int, int]
"""A line, and from where to where the join runs in it, in pixels from the column's left edge."""


def joins(piece: LaidOut, mark: Annotation) -> Iterator[Join]:
    """Return the joins of `mark` in `piece`.

    Between two fragments of one line it runs all the way. Over the ends of lines it is a stub behind the one and a
    stub before the other: whole lines between them would be struck through for nothing.
    """
    for one, other in pairwise(mark.fragments):
        yield from _over(piece, Span(one.end, other.start))


def _over(piece: LaidOut, gap: Span) -> Iterator[Join]:
    begin = piece.line_of(gap.start, upstream=True) if piece.piece.start < gap.start <= piece.shown_end else None
    end = piece.line_of(gap.end) if piece.piece.start <= gap.end < piece.shown_end else None
    if begin is not None and end is not None and begin.number == end.number:
        yield from ((begin, left, right) for left, right in piece.stretches(begin, gap.start, gap.end))
        return
    if begin is not None:
        yield begin, *_stub(piece, begin, gap.start, of_end=True)
    if end is not None:
        yield end, *_stub(piece, end, gap.end, of_end=False)


def _stub(piece: LaidOut, line: Line, offset: int, *, of_end: bool) -> tuple[int, int]:
    """Return a stub that goes on from the end of a fragment as it is read there, or leads to its start."""
    x, unit = end_x(piece, line, offset, of_end=of_end), piece.unit(offset)
    inside = (run.rtl for run in piece.runs(line) if run.start < unit < run.end)
    length = round(_STUB * piece.measures.scale)
    to_the_right = of_end != next(inside, piece.rtl)
    return (x, x + length) if to_the_right else (x - length, x)
