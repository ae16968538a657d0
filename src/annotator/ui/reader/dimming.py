"""Focus mode: all but the sentence or the paragraph that is being read is dimmed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from annotator.text.segments import paragraph_at, sentence_at
from annotator.text.span import Span
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.selection import Granularity
from annotator.ui.theme import Theme

_STRENGTH = 0.68
"""How much of the page's ground lies over what is dimmed."""


class Dimming:
    """What stays bright, and how that is found; asked at each change, it answers from memory where nothing moved."""

    def __init__(self) -> None:
        self.unit: Granularity | None = None
        """SENTENCE or PARAGRAPH; None: nothing is dimmed."""
        self._asked: tuple[object, ...] = ()
        self._bright: Span | None = None

    def bright(self, text: str, place: int, selection: Span | None) -> Span | None:
        """Return what stays bright around code point `place`, or around a selection; None where all is."""
        if self.unit is None:
            return None
        asked = (text, self.unit, place, selection)
        if asked != self._asked:
            at = sentence_at if self.unit is Granularity.SENTENCE else paragraph_at
            first, last = at(text, min(place, len(text))), None
            if selection is not None:
                first, last = at(text, selection.start), at(text, max(selection.start, selection.end - 1))
            self._asked = asked
            self._bright = Span(first.start, max(first.end, last.end if last is not None else first.end))
        return self._bright


def dimming_colour(theme: Theme) -> QColor:
    """Return what is laid over what is dimmed."""
    colour = QColor(theme.page)
    colour.setAlphaF(_STRENGTH)
    return colour


def dim_lines(
    painter: QPainter, theme: Theme, bright: Span, piece: LaidOut, lines: Sequence[Line], box: QRect, left: int
) -> None:
    """Dim what of `lines` lies outside `bright`; the first line begins at the top of `box`, as wide as the view."""
    colour = dimming_colour(theme)
    first = lines[0].top
    for line in lines:
        row = QRect(box.left(), box.top() + line.top - first, box.width(), piece.measures.line)
        x = row.left()
        for begin, end in piece.stretches(line, bright.start, bright.end):
            painter.fillRect(QRect(x, row.top(), left + begin - x, row.height()), colour)
            x = left + end
        painter.fillRect(QRect(x, row.top(), row.right() + 1 - x, row.height()), colour)
