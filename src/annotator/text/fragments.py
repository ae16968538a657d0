"""Several spans as one set of characters: in order, apart, and joined where they touch."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.text.segments import next_boundary, previous_boundary
from annotator.text.span import Span

Pieces = tuple[Span, ...]
"""Ascending, none empty, with at least one character between each two."""


def united(pieces: Sequence[Span], span: Span) -> Pieces:
    """Return `pieces` with the characters of `span`; what touches or overlaps it becomes one with it."""
    if not len(span):
        return tuple(pieces)
    joined = [piece for piece in pieces if piece.start <= span.end and span.start <= piece.end]
    start = min([span.start, *(piece.start for piece in joined)])
    end = max([span.end, *(piece.end for piece in joined)])
    return tuple(sorted([*(piece for piece in pieces if piece not in joined), Span(start, end)]))


def without(pieces: Sequence[Span], span: Span) -> Pieces:
    """Return `pieces` without the characters of `span`; none where all are taken out."""
    left: list[Span] = []
    for piece in pieces:
        if not piece.overlaps(span):
            left.append(piece)
            continue
        if piece.start < span.start:
            left.append(Span(piece.start, span.start))
        if span.end < piece.end:
            left.append(Span(span.end, piece.end))
    return tuple(left)


def fitted(pieces: Sequence[Span], hull: Span) -> Pieces:
    """Return `pieces` between the ends of `hull`: the first and last grow to them; what lies beyond them goes.

    None where no character is left.
    """
    kept = [part for part in (piece.clipped(hull) for piece in pieces) if part is not None]
    if kept and hull.start < pieces[0].start:
        kept[0] = Span(hull.start, kept[0].end)
    if kept and hull.end > pieces[-1].end:
        kept[-1] = Span(kept[-1].start, hull.end)
    return tuple(kept)


def replaced(pieces: Sequence[Span], span: Span) -> Pieces:
    """Return `pieces` with `span` in the place of those that it touches; `span` alone where it touches none."""
    others = [piece for piece in pieces if span.end < piece.start or piece.end < span.start]
    return (span,) if len(others) == len(pieces) else tuple(sorted([*others, span]))


def over_blanks(text: str, pieces: Sequence[Span], span: Span) -> Span:
    """Return `span` with the blanks that part it from the piece before and behind it on the same line.

    Words that are added to the words beside them are then one piece with them, as a reader expects.
    """
    start, end = span.start, span.end
    before = max((piece.end for piece in pieces if piece.end <= start), default=start)
    behind = min((piece.start for piece in pieces if piece.start >= end), default=end)
    return Span(before if _blank(text, before, start) else start, behind if _blank(text, end, behind) else end)


def _blank(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return between.isspace() and "\n" not in between


def with_blanks(text: str, pieces: Sequence[Span], span: Span) -> Span:
    """Return `span` with the blanks beside it inside of `pieces`, so that taking it out leaves no piece with any."""
    start, end = span.start, span.end
    for piece in pieces:
        while piece.start < start <= piece.end and text[(to := previous_boundary(text, start)) : start].isspace():
            start = to
        while piece.start <= end < piece.end and text[end : (to := next_boundary(text, end))].isspace():
            end = to
    return Span(start, end)
