"""Which lines in view are to be painted anew where something lies on them that did not, or no longer does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont

from annotator.core.values import Annotation
from annotator.text.hits import Hits
from annotator.text.span import Span
from annotator.ui.reader.decor import lines_of
from annotator.ui.reader.handles import handle_aside, handle_radius
from annotator.ui.reader.label import label_height
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.outlines import outlines_apart
from annotator.ui.reader.page import Place
from annotator.ui.reader.painter import Scene, holds

Shown = Sequence[tuple[LaidOut, int]]
"""The pieces in view, each with its top in pixels of the viewport."""


class Where(Struct, frozen=True):
    """What is seen of a page, in pixels of the view: the pieces, how wide it is, and the font of labels."""

    shown: Shown
    width: int
    font: QFont
    left: int = 0
    """Where the column begins."""
    margin: tuple[int, int] | None = None
    """From where to where the margin with stripes reaches, where there are any."""


def between(
    where: Where, before: Scene, now: Scene, touched: Iterable[Span] = (), places: Iterable[Span] = ()
) -> Iterator[QRect]:
    """Return the rectangles in which two scenes differ.

    There are other marks on the spans `touched`, and on `places`, beside which nothing on their lines has changed.
    """
    shown, width = where.shown, where.width
    spans, selected = [*touched, *_lit_apart(shown, before, now)], _apart(before.selection, now.selection)
    if now.body is None:
        for place in places:
            yield from _of_words(where, place, marked=True)
        for place in selected:
            if place not in places:  # a mark is made just where the selection goes
                yield from _of_words(where, place)
    else:
        # Letters outside the body are dimmed on lines on which nothing is lit.
        spans += (*places, *selected)
    yield from of_spans(shown, width, spans)
    if before.bright != now.bright and shown:
        piece, top = shown[-1]
        yield QRect(0, 0, width, top + piece.height)
    if before.focus != now.focus:
        marks = [mark for mark in (before.focus, now.focus) if mark is not None]
        yield from _of_focus(shown, width, where.font, marks)
    if before.caret != now.caret:
        yield from _of_carets(shown, width, [place for place in (before.caret, now.caret) if place is not None])


def of_spans(shown: Shown, width: int, spans: Iterable[Span]) -> Iterator[QRect]:
    """Return the lines in view that hold characters of the spans, as rectangles."""
    for span in spans:
        for piece, top in shown:
            lines = lines_of(piece, span)
            if lines:
                yield _box(piece, top, lines, width)


def _lit_apart(shown: Shown, before: Scene, now: Scene) -> list[Span]:
    """Return the spans that are lit in one of the two scenes only, but for the selection."""
    spans: list[Span] = []
    if before.current != now.current:
        spans += [span for span in (before.current, now.current) if span is not None]
    if before.cue != now.cue:
        spans += [span for span in (before.cue, now.cue) if span is not None]
    if before.hovered != now.hovered:
        spans += _pieces(before.hovered, now.hovered)
    if before.answer != now.answer:
        spans += (*before.answer, *now.answer)
    if before.proposed != now.proposed:
        spans += outlines_apart(before.proposed, now.proposed)
    if before.tied != now.tied:
        spans += _ties_apart(shown, before, now)
    return spans


def _of_words(where: Where, span: Span, *, marked: bool = False) -> Iterator[QRect]:
    """Return where the characters of `span` lie in view: as high as their lines, no wider than they are.

    Where they are `marked`, also the stripes beside them.
    """
    for piece, top in where.shown:
        found = piece.places(span.start, span.end)
        origin, height = top + piece.lead, piece.measures.line
        for number, begin, until in found:
            yield QRect(where.left + begin, origin + piece.lines[number].top, max(1, until - begin), height)
        if found and marked and where.margin is not None:
            (begin, end), upper, lower = where.margin, piece.lines[found[0][0]].top, piece.lines[found[-1][0]].top
            yield QRect(begin, origin + upper, end - begin, lower + height - upper)


def hits_apart(shown: Shown, before: Hits, now: Hits) -> list[Span]:
    """Return the spans in view that are found in one of the two only."""
    if before is now or not shown:
        return []
    start, end = shown[0][0].piece.start, shown[-1][0].shown_end + 1
    return sorted(set(before.between(start, end)) ^ set(now.between(start, end)))


def _ties_apart(shown: Shown, before: Scene, now: Scene) -> list[Span]:
    """Return where marks in view lie that are lit as tied in one of the two scenes only."""
    return [
        part
        for piece, _top in shown
        for mark in now.index.overlapping(piece.piece.start, piece.shown_end)
        if (mark.id in before.tied) != (mark.id in now.tied)
        for part in mark.pieces
    ]


def _of_focus(shown: Shown, width: int, font: QFont, marks: Iterable[Annotation]) -> Iterator[QRect]:
    """Return where marks in focus are drawn: their lines, with handles at all ends and a label above the start."""
    for part in _pieces(*marks):
        for piece, top in shown:
            lines = lines_of(piece, part)
            if lines:
                # Handles lie at the ink's corners, and mostly stay within the leading.
                radius, sizes = round(handle_radius(piece) + handle_aside(piece)) + 2, piece.measures
                above = max(radius, label_height(piece, font) + 1) - piece.pad
                below = radius - (sizes.line - piece.pad - sizes.ascent - sizes.descent)
                yield _box(piece, top, lines, width).adjusted(0, -max(0, above), 0, max(0, below))


def _of_carets(shown: Shown, width: int, places: Iterable[Place]) -> Iterator[QRect]:
    for place in places:
        for piece, top in shown:
            if holds(piece, place):
                yield _box(piece, top, [piece.line_of(place.offset, upstream=place.upstream)], width)


def _box(piece: LaidOut, top: int, lines: Sequence[Line], width: int) -> QRect:
    height = lines[-1].top - lines[0].top + piece.measures.line
    return QRect(0, top + piece.lead + lines[0].top, width, height)


def _apart(one: Span | None, other: Span | None) -> list[Span]:
    """Return where only one of two selections lies: while one is dragged, that is little of it."""
    if one is None or other is None or one == other:
        return [span for span in (one, other) if span is not None and one != other]
    if one.end <= other.start or other.end <= one.start:
        return [one, other]
    edges = ((one.start, other.start), (one.end, other.end))
    return [Span(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]]


def _pieces(*marks: Annotation | None) -> list[Span]:
    return [piece for mark in marks if mark is not None for piece in mark.pieces]
