"""What the marks put on each line of a piece: tints and lanes, worked out when a line is painted and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Protocol

from msgspec import Struct, field
from PySide6.QtCore import QRect

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader.batches import Batches
from annotator.ui.reader.handles import ink_rect
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.lanes import ROOM, Lanes, tints
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.levels import Ink, Levels, Rgba
from annotator.ui.theme import Theme
from annotator.ui.veil import Shade, Veil


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


class Kept(Protocol):
    """Who knows which pieces are laid out: the page."""

    def kept(self, start: int, end: int) -> Iterable[LaidOut]: ...


class Decor(Struct):
    """What was worked out for a piece, for whole lines."""

    lines: dict[int, Batches] = field(default_factory=dict)
    bars: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    """What stands beside the lines in the margin (see `stripes`)."""


def decor(marked: Marked, piece: LaidOut, lines: Sequence[Line]) -> list[Batches]:
    """Return what lies on each of these lines of `piece` (one or more, ascending)."""
    known = worked_out(piece)
    unknown = [line for line in lines if line.number not in known.lines]
    if unknown:
        known.lines.update(_work_out(marked, piece, piece.lines[unknown[0].number : unknown[-1].number + 1]))
    return [known.lines[line.number] for line in lines]


def forget(piece: LaidOut, span: Span) -> None:
    """Have the lines that hold characters of `span` worked out anew when they are painted next."""
    known = worked_out(piece)
    if known.lines:
        for line in lines_of(piece, span):
            known.lines.pop(line.number, None)
            known.bars.pop(line.number, None)


def add(piece: LaidOut, mark: Annotation, tint: Rgba, lane: int, ink: Ink) -> bool:
    """Put a mark that overlaps no other, in this lane, on the lines that are worked out already.

    Return whether nothing else on them is drawn otherwise for it.
    """
    known, alike, at = worked_out(piece), True, Levels.of(piece)
    for line in lines_of(piece, mark.span) if known.bars else ():
        known.bars.pop(line.number, None)
    for number, left, right in piece.places(mark.start, mark.end) if known.lines else ():
        found = known.lines.get(number)
        if found is not None:
            drawn = found.drawn(at)
            found.tint(left, right, tint)
            found.lane(left, right - 1, lane, ink)
            alike = alike and drawn <= found.drawn(at)
    return alike


def add_alone(marked: Marked, kept: Kept, mark: Annotation) -> bool | None:
    """Put a new mark on its lines as they are, where it meets no other; return None where it does.

    Most marks are made so, and working their lines out anew would take longer than painting them. Returned is whether
    only the place of the mark is to be painted anew, and nothing beside it.
    """
    tag = marked.tags.get(mark.tag)
    if tag is None or mark.fragments or not marked.veil.open:
        return None
    if len(marked.index.around(mark.start, mark.end)) > 1:
        return None
    tint, ink = marked.theme.tag_fill_and_ink(tag.colour)
    lane = marked.lanes.place_alone(mark)
    return all([add(piece, mark, tint, lane, (ink, tag.pattern)) for piece in kept.kept(mark.start, mark.end)])


def worked_out(piece: LaidOut) -> Decor:
    """Return what was worked out for `piece` so far."""
    if not isinstance(piece.decor, Decor):
        piece.decor = Decor()
    return piece.decor


def _work_out(marked: Marked, piece: LaidOut, lines: Sequence[Line]) -> dict[int, Batches]:
    found = {line.number: Batches() for line in lines}
    start = piece.offset(lines[0].start)
    span = Span(start, max(piece.offset(lines[-1].stop), start))
    marks = marked.index.overlapping(span.start, span.end)
    theme, veil, places = marked.theme, marked.veil, cache(piece.places)
    tags = {mark.tag: marked.tags.get(mark.tag) for mark in marks}
    colours = {key: theme.tag_fill_and_ink(tag.colour) for key, tag in tags.items() if tag is not None}
    # What is hidden is not in the index, unless it is in focus: then it is seen as ever.
    dimmed = frozenset() if veil.open else frozenset(m.id for m in marks if veil.shade(m) is Shade.DIMMED)
    for begin, end, mark in tints([mark for mark in marks if mark.id not in dimmed] if dimmed else marks, span):
        if mark.tag in colours:
            tint, _ = colours[mark.tag]
            for number, left, right in places(begin, end):
                found[number].tint(left, right, tint)
    inks = {key: (colours[key][1], tag.pattern) for key, tag in tags.items() if tag is not None}
    marked.lanes.place(marks)
    for mark in marks:
        ink = inks.get(mark.tag)
        if ink is None:
            continue
        if mark.id in dimmed:
            ink = theme.tag_faint(marked.tags[mark.tag].colour).rgba(), ink[1]
        lane = marked.lanes.lane(mark)
        for part in mark.fragments or (mark,):
            for number, left, right in places(max(part.start, span.start), min(part.end, span.end)):
                found[number].lane(left, right - 1, lane, ink)
    for on_line in found.values():
        on_line.take_turns(piece.measures.scale)
    return found


def lane_place(piece: LaidOut, line: Line, lane: int) -> tuple[int, int]:
    """Return the top of lane `lane` below the first line's top, and how thick a single line is, in pixels.

    Lanes beyond the room in the leading share the last one, so that nothing touches the next line.
    """
    at, found = Levels.of(piece), worked_out(piece).lines.get(line.number)
    tops = at.lanes if found is None else found.tops(at)
    return line.top + tops[min(lane, ROOM - 1)], at.thickness


def lines_of(piece: LaidOut, span: Span) -> Sequence[Line]:
    """Return the lines of `piece` that hold characters of `span`."""
    if span.end <= piece.piece.start or span.start >= piece.shown_end:
        return ()
    first = piece.line_of(max(span.start, piece.piece.start)).number
    last = piece.line_of(min(span.end, piece.shown_end), upstream=True).number
    return piece.lines[first : last + 1]


def stretches(piece: LaidOut, span: Span) -> list[tuple[Line, int, int]]:
    """Return where the span's characters lie in `piece`, line by line."""
    return [(piece.lines[number], left, right) for number, left, right in piece.places(span.start, span.end)]


def span_box(shown: Iterable[tuple[LaidOut, int]], left: int, span: Span) -> QRect:
    """Return the rectangle around what is seen of `span`. `shown` are the pieces in view with their tops, `left` is
    the column's."""
    box = QRect()
    for piece, top in shown:
        for line, begin, until in stretches(piece, span):
            box |= ink_rect(piece, line, left + begin, left + until, top + piece.lead)
    return box
