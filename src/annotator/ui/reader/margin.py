"""Brackets of relations in the outer margin, and stubs of those that lead off the page: drawn and pointed at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from annotator.ui.reader.brackets import LANES, Aside, Bracket, Brackets, Grid
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page
from annotator.ui.theme import Theme

_GAP = 9
_PITCH = 6
_TICK = 3
"""Pixels at 100 %: from the column to the innermost lane, from one lane to the next, from the column to a tick."""
_EDGE = 5
_STRIPE = 6
"""Pixels at the page's edge that brackets leave free, and for each tag where stripes are shown."""
_ROUND = 3
_RING = 2.5
_NEAR = 4
"""Pixels beside a line that still point at it."""

Shown = Sequence[tuple[LaidOut, int]]
"""Pieces in view, each with its top in pixels of the view."""


class Lanes(Struct, frozen=True):
    """Where the lanes are across the view, in pixels: the innermost first. `begin` is where ticks begin."""

    begin: int
    xs: tuple[int, ...]


def lanes(page: Page, tags: int) -> Lanes:
    """Return the lanes that the margin of `page` has room for, beside the stripes of so many tags."""
    scale = min(max(page.style.zoom / 100, 0.75), 2.0)
    low, high = page.margin
    width = high - low
    free = width - _EDGE - (min(tags, 8) * round(_STRIPE * scale) if page.style.stripes else 0)
    gap, pitch = round(_GAP * scale), round(_PITCH * scale)
    gap = min(gap, max(4, width - _EDGE))
    room = max(1, min(LANES, 1 + (free - gap) // pitch))
    tick = min(round(_TICK * scale), gap - 2)
    if page.rtl:
        return Lanes(high - tick, tuple(high - gap - lane * pitch for lane in range(room)))
    return Lanes(low + tick, tuple(low + gap + lane * pitch for lane in range(room)))


class Ladder:
    """How high places stand in a view: those above and below what is shown at its edges."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._starts = [piece.piece.start for piece, _ in shown]
        self.low = self._starts[0] if shown else 0
        """The first place that is shown, and the last."""
        self.high = shown[-1][0].shown_end if shown else -1
        self.top = shown[0][1] + shown[0][0].lead if shown else 0
        self.foot = shown[-1][1] + shown[-1][0].height if shown else 0

    def y(self, place: int) -> int | None:
        """Return the height of a place, in the middle of its line's small letters; None where it is not shown."""
        if not self.low <= place <= self.high:
            return None
        piece, top = self._shown[max(0, bisect_right(self._starts, place) - 1)]
        line = piece.line_of(place)
        return top + piece.lead + line.top + piece.pad + piece.measures.ascent * 5 // 8

    def touches(self, low: int, high: int) -> bool:
        """Return whether something of what leads from one place to another is shown."""
        return low <= self.high and high >= self.low

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return from where to where what leads from one place to another is seen."""
        upper, lower = self.y(low), self.y(high)
        if upper is None:
            upper = self.top if low < self.low else self.foot
        if lower is None:
            lower = self.foot if high > self.high else self.top
        return upper, lower


class Margin:
    """What the margins of one page tell of relations, quietly. Immutable."""

    def __init__(self, brackets: Brackets) -> None:
        self.brackets = brackets

    def paint(self, painter: QPainter, page: Page, theme: Theme, tags: int, shown: Shown, clip: QRegion) -> None:
        """Draw what is seen of it in `clip`; `tags` are those that stripes are for."""
        (left, right), box = page.margin, clip.boundingRect()
        stubs = self.brackets.stubs(shown[0][0].piece.start, shown[-1][0].shown_end) if shown else ()
        if not shown or not (stubs or (box.left() < right and box.right() >= left)):
            return
        ladder, places = Ladder(shown), lanes(page, tags)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.bracket_ink()
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        grid = self.brackets.grid(len(places.xs))
        for bracket in grid.single(ladder.low, ladder.high):
            lane = min(bracket.lane, grid.lanes - 1)
            painter.drawPath(bracket_path(ladder, places, lane, bracket.low, bracket.high))
        stretches, ends = grid.bundle(ladder.low, ladder.high)
        x = places.xs[-1]
        for low, high in stretches:
            upper, lower = ladder.span(low, high)
            painter.fillRect(QRect(x, upper, 1, lower - upper + 1), ink)
        for y in sorted({y for end in ends if (y := ladder.y(end)) is not None}):
            painter.fillRect(QRect(min(places.begin, x), y, abs(x - places.begin), 1), ink)
        for y, aside in sorted({(y, s.aside) for s in stubs if (y := ladder.y(s.place)) is not None}, key=_height):
            paint_stub(painter, page, places, aside, y, ink)
        painter.restore()

    def at(self, page: Page, tags: int, shown: Shown, point: QPoint) -> tuple[str, ...]:
        """Return the relations whose bracket or stub is at a point of the view: the likeliest first."""
        if not shown:
            return ()
        ladder, places = Ladder(shown), lanes(page, tags)
        found = [
            relation
            for stub in self.brackets.stubs(ladder.low, ladder.high)
            if (y := ladder.y(stub.place)) is not None and abs(point.y() - y) <= _NEAR
            if stub_box(page, places, stub.aside, y).contains(point)
            for relation in stub.relations
        ]
        grid = self.brackets.grid(len(places.xs))
        nearest = min(range(grid.lanes), key=lambda lane: abs(places.xs[lane] - point.x()))
        if abs(places.xs[nearest] - point.x()) <= _NEAR:
            for bracket in grid.passing(nearest, ladder.low, ladder.high):
                upper, lower = ladder.span(bracket.low, bracket.high)
                if upper - _NEAR <= point.y() <= lower + _NEAR:
                    found.append(bracket.relation)
        elif min(places.begin, places.xs[-1]) <= point.x() <= max(places.begin, places.xs[-1]):
            # A tick leads from the column to its lane, over those further in.
            for bracket in (*grid.single(ladder.low, ladder.high), *self._sharing(grid, ladder)):
                ends = (ladder.y(bracket.low), ladder.y(bracket.high))
                if any(y is not None and abs(y - point.y()) <= _NEAR for y in ends):
                    found.append(bracket.relation)
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _sharing(grid: Grid, ladder: Ladder) -> list[Bracket]:
        return grid.passing(grid.lanes - 1, ladder.low, ladder.high) if grid.shared else []


def _height(stub: tuple[int, Aside]) -> tuple[int, str]:
    return stub[0], stub[1].value


def bracket_path(ladder: Ladder, places: Lanes, lane: int, low: int, high: int) -> QPainterPath:
    """Return the bracket from one place to another as it is seen, in pixels of the view.

    Where an end is out of view, the bracket runs on to the edge.
    """
    x, begin = places.xs[lane] + 0.5, places.begin + 0.5
    upper, lower = ladder.span(low, high)
    has_upper, has_lower = ladder.y(low) is not None, ladder.y(high) is not None
    if lower - upper < 2 * _ROUND:
        # Both on one line: a small one around its middle.
        upper, lower = upper - _ROUND, max(lower, upper) + _ROUND
    inward = 1 if begin > x else -1
    path = QPainterPath(QPointF(begin, upper + 0.5) if has_upper else QPointF(x, upper))
    if has_upper:
        path.lineTo(x + inward * _ROUND, upper + 0.5)
        path.quadTo(x, upper + 0.5, x, upper + 0.5 + _ROUND)
    if has_lower:
        path.lineTo(x, lower + 0.5 - _ROUND)
        path.quadTo(x, lower + 0.5, x + inward * _ROUND, lower + 0.5)
        path.lineTo(begin, lower + 0.5)
    else:
        path.lineTo(x, lower)
    return path


def stub_ends(page: Page, places: Lanes, aside: Aside) -> tuple[int, int]:
    """Return from where to where a stub leads across the view: from beside the column outwards."""
    length = abs(places.xs[0] - places.begin)
    if aside is Aside.OUT:
        return places.begin, places.xs[0]
    tick = 2 * abs(places.begin - (page.left if page.rtl else page.left + page.setting.width))
    column = page.left - tick if aside is Aside.LEFT else page.left + page.setting.width + tick
    return column, column + (-length if aside is Aside.LEFT else length)


def stub_box(page: Page, places: Lanes, aside: Aside, y: int) -> QRect:
    """Return where a stub is pointed at."""
    begin, end = stub_ends(page, places, aside)
    left, right = sorted((begin, end))
    return QRect(left - 1, y - _NEAR, right - left + 2 + _NEAR, 2 * _NEAR + 1)


def paint_stub(painter: QPainter, page: Page, places: Lanes, aside: Aside, y: int, ink: QColor) -> None:
    """Draw a stub: with a ring at its end where that is on no page, with a dot where it is on the page beside."""
    begin, end = stub_ends(page, places, aside)
    outward = 1 if end > begin else -1
    tip = end - outward * _RING
    painter.setPen(QPen(ink, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if aside is Aside.OUT else ink)
    painter.drawLine(QPointF(begin, y + 0.5), QPointF(tip - outward * _RING, y + 0.5))
    painter.drawEllipse(QRectF(tip - _RING, y + 0.5 - _RING, 2 * _RING, 2 * _RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
