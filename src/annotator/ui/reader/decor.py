"""What the marks put on each line of a piece: tints and lanes, worked out when a line is painted and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from msgspec import Struct, field
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader.handles import ink_rect
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.lanes import ROOM, Lanes, tints
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.levels import LaneStretch, in_turns, lane_places
from annotator.ui.theme import Theme
from annotator.ui.veil import Shade, Veil

_PLACES = 2000
"""Spans of a piece whose places are kept."""


class Marked(Protocol):
    """What there is to say of an article's marks."""

    @property
    def theme(self) -> Theme: ...
    @property
    def tags(self) -> TagSet: ...
    @property
    def index(self) -> MarkIndex: ...
    @property
    def lanes(self) -> Lanes: ...
    @property
    def veil(self) -> Veil: ...


class LineDecor(Struct):
    """In whole pixels from the column's left edge."""

    fills: list[tuple[int, int, QColor]] = field(default_factory=list)
    lanes: list[LaneStretch] = field(default_factory=list)


class Decor(Struct):
    """What was worked out for a piece: for whole lines, and where spans lie in it, which no edit changes."""

    lines: dict[int, LineDecor] = field(default_factory=dict)
    places: dict[tuple[int, int], list[tuple[Line, int, int]]] = field(default_factory=dict)
    bars: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    """What stands beside the lines in the margin (see `stripes`)."""

    def stretches(self, piece: LaidOut, span: Span) -> list[tuple[Line, int, int]]:
        key = (span.start, span.end)
        found = self.places.get(key)
        if found is None:
            if len(self.places) >= _PLACES:
                self.places.clear()
            found = self.places[key] = stretches(piece, span)
        return found


def decor(marked: Marked, piece: LaidOut, lines: Sequence[Line]) -> list[LineDecor]:
    """Return what lies on each of these lines of `piece` (one or more, ascending)."""
    known = worked_out(piece)
    unknown = [line for line in lines if line.number not in known.lines]
    if unknown:
        found = _work_out(marked, piece, piece.lines[unknown[0].number : unknown[-1].number + 1], known)
        known.lines.update(found)
    return [known.lines[line.number] for line in lines]


def forget(piece: LaidOut, span: Span) -> None:
    """Have the lines that hold characters of `span` worked out anew when they are painted next."""
    known = worked_out(piece)
    if known.lines:
        for line in lines_of(piece, span):
            known.lines.pop(line.number, None)
            known.bars.pop(line.number, None)


def add(piece: LaidOut, mark: Annotation, tint: QColor, lane: LaneStretch) -> None:
    """Put a mark that overlaps no other on the lines that are worked out already; `lane` says how its lane is drawn."""
    known = worked_out(piece)
    for line in lines_of(piece, mark.span):
        known.bars.pop(line.number, None)
    for line, left, right in known.stretches(piece, mark.span) if known.lines else ():
        found = known.lines.get(line.number)
        if found is not None:
            found.fills.append((left, right, tint))
            found.lanes.append(LaneStretch(left, right - 1, lane.lane, lane.pattern, lane.colour))


def worked_out(piece: LaidOut) -> Decor:
    """Return what was worked out for `piece` so far."""
    if not isinstance(piece.decor, Decor):
        piece.decor = Decor()
    return piece.decor


def _work_out(marked: Marked, piece: LaidOut, lines: Sequence[Line], known: Decor) -> dict[int, LineDecor]:
    found = {line.number: LineDecor() for line in lines}
    start = piece.offset(lines[0].start)
    span = Span(start, max(piece.offset(lines[-1].stop), start))
    marks = marked.index.overlapping(span.start, span.end)
    # What is hidden is not in the index, unless it is in focus: then it is seen as ever.
    veil = marked.veil
    dimmed = frozenset() if veil.open else frozenset(m.id for m in marks if veil.shade(m) is Shade.DIMMED)
    for part, mark in tints([mark for mark in marks if mark.id not in dimmed], span):
        tag = marked.tags.get(mark.tag)
        if tag is not None:
            colour = marked.theme.tag_tint(tag.colour)
            for line, left, right in known.stretches(piece, part):
                found[line.number].fills.append((left, right, colour))
    for mark in marks:
        tag = marked.tags.get(mark.tag)
        if tag is None:
            continue
        theme = marked.theme
        lane, ink = marked.lanes.lane(mark), (theme.tag_faint if mark.id in dimmed else theme.tag_ink)(tag.colour)
        for fragment in mark.pieces:
            part_here = fragment if span.covers(fragment) else fragment.clipped(span)
            if part_here is not None:
                for line, left, right in known.stretches(piece, part_here):
                    found[line.number].lanes.append(LaneStretch(left, right - 1, lane, tag.pattern, ink))
    for on_line in found.values():
        on_line.lanes = in_turns(on_line.lanes, piece.measures.scale)
    return found


def lane_place(piece: LaidOut, line: Line, lane: int) -> tuple[int, int]:
    """Return the top of lane `lane` below the first line's top, and how thick a single line is, in pixels.

    Lanes beyond the room in the leading share the last one, so that nothing touches the next line.
    """
    found = worked_out(piece).lines.get(line.number)
    tops, thickness = lane_places(piece, () if found is None else found.lanes)
    return line.top + tops[min(lane, ROOM - 1)], thickness


def lines_of(piece: LaidOut, span: Span) -> Sequence[Line]:
    """Return the lines of `piece` that hold characters of `span`."""
    if span.end <= piece.piece.start or span.start >= piece.shown_end:
        return ()
    first = piece.line_of(max(span.start, piece.piece.start)).number
    last = piece.line_of(min(span.end, piece.shown_end), upstream=True).number
    return piece.lines[first : last + 1]


def stretches(piece: LaidOut, span: Span) -> list[tuple[Line, int, int]]:
    """Return where the span's characters lie in `piece`, line by line."""
    return [
        (line, left, right)
        for line in lines_of(piece, span)
        for left, right in piece.stretches(line, span.start, span.end)
    ]


def span_box(shown: Iterable[tuple[LaidOut, int]], left: int, span: Span) -> QRect:
    """Return the rectangle around what is seen of `span`. `shown` are the pieces in view with their tops, `left` is
    the column's."""
    box = QRect()
    for piece, top in shown:
        for line, begin, until in stretches(piece, span):
            box |= ink_rect(piece, line, left + begin, left + until, top + piece.lead)
    return box
