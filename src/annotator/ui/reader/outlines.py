"""What is proposed on a page: outlined with dashes in the tag's ink and not tinted, since nothing of it is stored."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker

from annotator.text.span import Span
from annotator.ui.reader.handles import ink_rect
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.theme import Theme

_DIM, _LIT = 0.55, 1.0
_DASHES = [3.0, 2.5]
_RADIUS = 3.0


class Outline(Struct, frozen=True):
    """Words that may be marked, with the colour of the tag; `lit` where it is looked at now."""

    span: Span
    colour: str
    lit: bool = False


def paint_outlines(
    painter: QPainter,
    theme: Theme,
    outlines: Sequence[Outline],
    piece: LaidOut,
    lines: Sequence[Line],
    left: int,
    origin: int,
) -> None:
    """Draw those of `outlines` (by their starts, apart) that lie on these lines of a piece: inside of their words."""
    begin, end = piece.offset(lines[0].start), piece.offset(lines[-1].stop)
    painted = {line.number for line in lines}
    first = max(bisect_left(outlines, begin, key=lambda outline: outline.span.start) - 1, 0)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for outline in outlines[first:]:
        if outline.span.start >= end:
            break
        ink = theme.tag_ink(outline.colour)
        ink.setAlphaF(_LIT if outline.lit else _DIM)
        stroker = QPainterPathStroker()
        stroker.setWidth(1.6 if outline.lit else 1.2)
        stroker.setDashPattern(_DASHES)
        for number, x, until in piece.places(max(outline.span.start, begin), min(outline.span.end, end)):
            if number in painted:
                box = QRectF(ink_rect(piece, piece.lines[number], left + x, left + until, origin))
                edge = QPainterPath()
                edge.addRoundedRect(box.adjusted(0.8, 0.8, -0.8, -0.8), _RADIUS, _RADIUS)
                # As a shape of its own: dashes that Qt makes depend on what is painted anew.
                painter.fillPath(stroker.createStroke(edge), ink)
    painter.restore()


def outlines_apart(before: Sequence[Outline], now: Sequence[Outline]) -> list[Span]:
    """Return the spans that are outlined in one of the two only, or otherwise."""
    return sorted({outline.span for outline in set(before) ^ set(now)})
