"""Draws a piece of text with what lies on it: tints, find results, selection, lanes, the mark in focus, the caret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import ceil
from typing import Protocol

from msgspec import Struct, field
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QRegion

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation
from annotator.text.hits import Hits
from annotator.text.span import Span
from annotator.ui.reader.batches import paint_lanes, paint_tints
from annotator.ui.reader.decor import decor, lane_place
from annotator.ui.reader.dimming import dim_lines
from annotator.ui.reader.handles import caret_x, handle_aside, handle_radius, ink_rect, mark_ends
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.joins import joins
from annotator.ui.reader.label import knob_box, paint_knob, paint_label
from annotator.ui.reader.lanes import Lanes, tints
from annotator.ui.reader.layout import LaidOut, Line
from annotator.ui.reader.levels import Levels
from annotator.ui.reader.outlines import Outline, paint_outlines
from annotator.ui.reader.owners import owned
from annotator.ui.reader.page import Page, Place
from annotator.ui.theme import Theme
from annotator.ui.veil import NO_VEIL, Veil


class Beside(Protocol):
    """What is drawn in the margins of a page."""

    def paint(
        self,
        painter: QPainter,
        page: Page,
        theme: Theme,
        tags: int,
        shown: Sequence[tuple[LaidOut, int]],
        clip: QRegion,
    ) -> None: ...


class Scene(Struct, frozen=True):
    """All that is painted on the text. Spans are code points of the whole text."""

    theme: Theme
    tags: TagSet
    index: MarkIndex
    lanes: Lanes
    focus: Annotation | None = None
    hovered: Annotation | None = None
    selection: Span | None = None
    hits: Hits = field(default_factory=Hits)
    current: Span | None = None
    caret: Place | None = None
    veil: Veil = NO_VEIL
    bright: Span | None = None
    """What focus mode leaves as it is, while all else is dimmed; None: nothing is dimmed."""
    body: Span | None = None
    """What of the text is the article; None: all of it."""
    tied: frozenset[str] = frozenset()
    """The ids of what the mark in focus and the hovered one are tied to, in whichever article."""
    coders: Mapping[str, str] = field(default_factory=dict)
    """The names, by id, of coders whose marks say whose they are."""
    answer: tuple[Span, ...] = ()
    """A passage that answers to one of another page, or that was asked about, and what of it is lit once more."""
    beside: Beside | None = None
    """The brackets of relations, where there are any."""
    cue: Span | None = None
    """The words that express the relation that is lit."""
    proposed: tuple[Outline, ...] = ()
    """What may be marked, in the order of the text and apart."""


Lit = tuple[Span, QColor]

_NO_PEN = QPen(Qt.PenStyle.NoPen)
_SPILL = 2
"""Pixels that a wavy lane may reach below its line."""
_JOIN = 0.6
"""How much of a tag's ink joins fragments: the line is to be followed, not to be read."""


def paint_piece(painter: QPainter, scene: Scene, piece: LaidOut, left: int, top: int, clip: QRegion) -> None:
    """Draw `piece` with its column at `left` and its top at `top`, as far as lines lie in `clip`."""
    origin = top + piece.lead
    box = clip.boundingRect()
    width, height = box.right() + 1, piece.measures.line
    lines = _lines_in(piece, origin, clip, box)
    if not lines:
        return
    found = decor(scene, piece, lines)
    if len(lines) > 1 and origin + lines[0].top + height <= box.top() and not found[0].spills():
        del lines[0], found[0]
    lit = [*_lit_ties(scene, piece, lines), *_lit_marks(scene)]
    at = Levels.of(piece)
    painter.setPen(_NO_PEN)
    on_lines = [(origin + line.top, on_line) for line, on_line in zip(lines, found, strict=True)]
    paint_tints(painter, at, left, on_lines)
    for line in lines:
        _paint_spans(painter, scene, lit, piece, line, left, origin)
    paint_lanes(painter, at, left, on_lines)
    if scene.proposed:
        paint_outlines(painter, scene.theme, scene.proposed, piece, lines, left, origin)
    _paint_joins(painter, scene, piece, lines, left, origin)
    if scene.body is None or scene.body.holds(piece.piece.start):
        painter.setPen(QColor(scene.theme.ink))
        # Qt draws every line that this touches, and letters reach into the lines beside theirs.
        drawn = QRectF(0, origin + lines[0].top - 1, width, lines[-1].top - lines[0].top + height + 2)
        piece.layout.draw(painter, QPointF(left, origin), [], drawn)
    else:
        _draw_dimmed(painter, scene, lit, piece, lines, QPointF(left, origin))
    if scene.bright is not None:
        dim_lines(painter, scene.theme, scene.bright, piece, lines, QRect(0, origin + lines[0].top, width, 0), left)
    if scene.caret is not None:
        _paint_caret(painter, scene, piece, left, origin)


def _lines_in(piece: LaidOut, origin: int, clip: QRegion, box: QRect) -> list[Line]:
    """Return the lines that lie in `clip`, whose bounds are `box`, or may spill into it."""
    height = piece.measures.line + _SPILL
    low, high = box.top() - origin - height, box.bottom() - origin
    lines = [line for line in piece.lines if low < line.top <= high]
    if len(lines) > 1 and clip.rectCount() > 1:
        lines = [line for line in lines if clip.intersects(QRect(0, origin + line.top, box.right() + 1, height))]
    return lines


def _draw_dimmed(
    painter: QPainter, scene: Scene, marks: Sequence[Lit], piece: LaidOut, lines: Sequence[Line], origin: QPointF
) -> None:
    """Draw letters outside the body: dimmed, but for lines on which something is lit and that need all contrast."""
    dimmed, ink = scene.theme.dimmed_ink(), QColor(scene.theme.ink)
    # Letters reach into the lines beside theirs.
    for line in piece.lines[max(0, lines[0].number - 1) : lines[-1].number + 2]:
        begin, end = piece.offset(line.start), piece.offset(line.stop)
        lit = any(span.start < end and begin < span.end for span, _ in _lit(scene, marks, begin, end))
        painter.setPen(ink if lit else dimmed)
        piece.layout.lineAt(line.number).draw(painter, origin)


def _paint_joins(
    painter: QPainter, scene: Scene, piece: LaidOut, lines: Sequence[Line], left: int, origin: int
) -> None:
    """Draw what joins the fragments of the mark in focus and of the one under the pointer."""
    split = {mark.id: mark for mark in (scene.hovered, scene.focus) if mark is not None and mark.fragments}
    painted = {line.number for line in lines} if split else ()
    for mark in split.values():
        tag = scene.tags.get(mark.tag)
        if tag is None:
            continue
        ink, lane = scene.theme.tag_ink(tag.colour), scene.lanes.lane(mark)
        ink.setAlphaF(_JOIN)
        for line, begin, until in joins(piece, mark):
            if line.number in painted:
                top, thickness = lane_place(piece, line, lane)
                thin = max(1, thickness // 2)
                y = origin + top + (thickness - thin) // 2
                painter.fillRect(QRect(left + begin, y, until - begin, thin), ink)


def _paint_spans(
    painter: QPainter, scene: Scene, marks: Sequence[Lit], piece: LaidOut, line: Line, left: int, origin: int
) -> None:
    """Fill what is lit in `line`: the `marks`, find results, the selection."""
    begin, end = piece.offset(line.start), piece.offset(line.stop)
    for span, colour in _lit(scene, marks, begin, end):
        if span.start < end and begin < span.end:
            for x, until in piece.stretches(line, span.start, span.end):
                box = ink_rect(piece, line, left + x, left + until, origin)
                painter.fillRect(box, colour)
                if span is scene.cue:
                    # Not by its colour alone: in a frame of dashes.
                    _frame(painter, box, QColor(scene.theme.accent))


def _frame(painter: QPainter, box: QRect, ink: QColor) -> None:
    """Draw dashes above and below a stretch of words."""
    for x in range(box.left(), box.right() + 1, 6):
        for y in (box.top(), box.bottom()):
            painter.fillRect(QRect(x, y, min(4, box.right() + 1 - x), 1), ink)


def _lit(scene: Scene, marks: Sequence[Lit], begin: int, end: int) -> Iterator[Lit]:
    """Return what is lit in the line `[begin, end)`, and more that is lit elsewhere."""
    for span in scene.answer:
        yield span, scene.theme.answer()
    yield from marks
    if scene.hits:
        yield from _lit_hits(scene, begin, end)
    if scene.cue is not None:
        yield scene.cue, scene.theme.tag_tied(scene.theme.accent)
    if scene.selection is not None:
        yield scene.selection, QColor(scene.theme.marker)


def _lit_ties(scene: Scene, piece: LaidOut, lines: Sequence[Line]) -> Iterator[Lit]:
    """Return what is lit in these lines because it is tied: each place once, however many marks lie on it."""
    if not scene.tied:
        return
    start = piece.offset(lines[0].start)
    span = Span(start, max(piece.offset(lines[-1].stop), start))
    focus = None if scene.focus is None else scene.focus.id
    tied = [mark for mark in scene.index.among(scene.tied, span.start, span.end) if mark.id != focus]
    for start, end, mark in tints(tied, span):
        tag = scene.tags.get(mark.tag)
        if tag is not None:
            yield Span(start, end), scene.theme.tag_tied(tag.colour)


def _lit_marks(scene: Scene) -> list[Lit]:
    """Return what is lit by the pointer, and what is in focus."""
    lit: list[Lit] = []
    for mark, shade in ((scene.hovered, scene.theme.tag_tint), (scene.focus, scene.theme.tag_focus)):
        tag = None if mark is None else scene.tags.get(mark.tag)
        if mark is not None and tag is not None:
            lit += ((fragment, shade(tag.colour)) for fragment in mark.pieces)
    return lit


def _lit_hits(scene: Scene, begin: int, end: int) -> Iterator[Lit]:
    """Return the find results in `[begin, end)`."""

    def glow(strength: float) -> QColor:
        colour = QColor(scene.theme.found)
        colour.setAlphaF(strength)
        return colour

    for span in scene.hits.between(begin, end):
        yield span, glow(0.5 if span == scene.current else 0.22)


def _paint_caret(painter: QPainter, scene: Scene, piece: LaidOut, left: int, origin: int) -> None:
    place = scene.caret
    if place is None or not holds(piece, place):
        return
    line = piece.line_of(place.offset, upstream=place.upstream)
    box = ink_rect(piece, line, 0, 0, origin)
    width = max(2, round(1.5 * piece.measures.scale))
    x = left + caret_x(piece, line, place) - width // 2
    painter.fillRect(QRect(x, box.top(), width, box.height()), QColor(scene.theme.ink))


def holds(piece: LaidOut, place: Place) -> bool:
    """Return whether the caret's `place` is shown in `piece`."""
    limit = piece.piece.end if piece.piece.last or place.upstream else piece.piece.end - 1
    low = piece.piece.start + (1 if place.upstream and not piece.piece.first else 0)
    return low <= place.offset <= limit


def paint_focus(
    painter: QPainter, scene: Scene, piece: LaidOut, left: int, top: int, clip: QRegion, font: QFont
) -> None:
    """Draw handles and label of the mark in focus, as far as its ends are in `piece` and lie in `clip`."""
    mark = scene.focus
    tag = None if mark is None else scene.tags.get(mark.tag)
    if mark is None or tag is None or mark.end < piece.piece.start or piece.shown_end < mark.start:
        return
    parts = [mark_ends(piece, part, left, top) for part in mark.pieces]
    ends = [end for part in parts for end in ((part.start, True), (part.end, False)) if end[0] is not None]
    if not ends:
        return
    if parts[0].start is not None:
        words = owned(tag.name, mark, scene.coders)
        paint_label(painter, scene.theme, tag.colour, words, font, parts[0].start, piece, clip)
        paint_knob(painter, scene.theme, tag.colour, knob_box(words, font, parts[0].start, piece), clip)
    radius, aside = handle_radius(piece), handle_aside(piece)
    reach = ceil(radius) + 1
    for end, at_top in ends:
        if end is None:
            continue
        x, upper, lower = end
        beyond = reach + ceil(aside)
        if clip.intersects(QRect(x - reach, upper - beyond, 2 * reach, lower - upper + 2 * beyond)):
            ink, page = scene.theme.tag_ink(tag.colour), scene.theme.page
            handle = _handle(radius, ink.rgba(), page, painter.device().devicePixelRatioF())
            painter.fillRect(x - 1, upper, 2, lower - upper, ink)
            painter.drawPixmap(QPointF(x - reach, (upper - aside if at_top else lower + aside) - reach), handle)


@lru_cache(maxsize=64)
def _handle(radius: float, ink: int, page: str, ratio: float) -> QPixmap:
    """Return a handle in the tag's colour (as ARGB) with a rim in the page's: kept, as a label is."""
    side = 2 * (ceil(radius) + 1)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(page))
        painter.setBrush(QColor.fromRgba(ink))
        painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
    return picture
