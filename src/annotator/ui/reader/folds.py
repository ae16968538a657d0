"""What stands on the page for the parts outside the article's body: a quiet line each, and the body's two bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from annotator.text.body import Side
from annotator.ui.fonts import with_sans_arabic
from annotator.ui.reader.caret import locate
from annotator.ui.reader.dimming import dimming_colour
from annotator.ui.reader.handles import caret_x
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page, Place
from annotator.ui.theme import Theme

_LETTERS = 13
_ARROW = 4
_BESIDE = 16
_GRIP = 28
"""Pixels at 100 %: letters, half of an arrow, from the column's edge to the words, how wide a bound's grip is."""
_REACH = 4
"""Pixels above and below a bound from which it can be grasped."""

Shown = Iterable[tuple[LaidOut, int]]
"""The pieces in view, each with its top in pixels of the viewport."""


class Row(Struct, frozen=True):
    """The line for a part: where it is in the view, in whole pixels, and whether its part is folded."""

    side: Side
    box: QRect
    folded: bool


class Look(Struct, frozen=True):
    """How rows and bounds are drawn: which row is under the pointer, on which one the keyboard rests, which bound is
    under the pointer, and what is said on the rows."""

    theme: Theme
    words: Callable[[Side], str]
    over: Side | None = None
    resting: Side | None = None
    grasped: Side | None = None
    wanted: int | None = None
    """The code point to which the grasped bound is dragged."""
    quiet: bool = False
    """Whether focus mode dims them."""


def rows(page: Page, shown: Shown) -> Iterator[Row]:
    """Return the rows in view, from top to bottom."""
    for piece, top in shown:
        index = piece.piece.index
        if index == page.shown.start and page.parts.before is not None:
            box = QRect(page.left, top, page.setting.width, page.row)
            yield Row(Side.BEFORE, box, page.shown.start == page.body.start)
        if index == page.body.stop - 1 and page.parts.after is not None:
            box = QRect(page.left, top + piece.height - page.foot(index), page.setting.width, page.row)
            yield Row(Side.AFTER, box, page.shown.stop == page.body.stop)


def bounds(page: Page, shown: Shown) -> Iterator[tuple[Side, int]]:
    """Return the bounds of the body that are in view, each with its height; none where all of the text is body."""
    if page.parts.before is None and page.parts.after is None:
        return
    for piece, top in shown:
        index = piece.piece.index
        if index == page.body.start:
            yield Side.BEFORE, top + piece.lead - page.header.height
        if index == page.body.stop - 1:
            yield Side.AFTER, top + piece.height - page.foot(index)


def bound_at(page: Page, shown: Shown, x: int, y: int) -> Side | None:
    """Return the bound that is grasped at a point of the view."""
    if not page.left <= x < page.left + page.setting.width:
        return None
    return next((side for side, height in bounds(page, shown) if abs(height - y) <= _REACH), None)


def paint_folds(painter: QPainter, page: Page, shown: list[tuple[LaidOut, int]], look: Look, font: QFont) -> None:
    """Draw the rows in view, and those bounds that are unfolded or under the pointer."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    found = list(rows(page, shown))
    for row in found:
        _paint_row(painter, page, row, look, font)
    opened = page.style.unfolded
    for side, y in bounds(page, shown):
        if look.grasped is side and look.wanted is not None:
            continue
        if look.grasped is side or (side in opened and page.parts.outside(side) is not None):
            colour = QColor(look.theme.accent if look.grasped is side else look.theme.quiet)
            _paint_bound(painter, page, y, colour)
    if look.grasped is not None and look.wanted is not None:
        _paint_wanted(painter, page, shown, look.grasped, look.wanted, QColor(look.theme.accent))
    painter.restore()


def _paint_row(painter: QPainter, page: Page, row: Row, look: Look, font: QFont) -> None:
    scale = page.style.zoom / 100
    words = look.words(row.side)
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in words)
    face = with_sans_arabic(font) if arabic else QFont(font)
    face.setPixelSize(max(9, round(_LETTERS * scale)))
    ink = QColor(look.theme.ink if row.side in (look.over, look.resting) else look.theme.quiet)
    beside, half = round(_BESIDE * scale), max(2.0, _ARROW * scale)
    box = row.box.adjusted(0, 0, -beside, 0) if page.rtl else row.box.adjusted(beside, 0, 0, 0)
    middle = QPointF(
        box.right() + beside - half if page.rtl else box.left() - beside + half, row.box.center().y() + 0.5
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(_arrow(middle, half, folded=row.folded, rtl=page.rtl))
    painter.setPen(ink)
    painter.setFont(face)
    side = Qt.AlignmentFlag.AlignRight if page.rtl else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
    if look.resting is row.side:
        painter.setPen(QPen(QColor(look.theme.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(row.box).adjusted(-6, 5, 6, -5), 4, 4)
    if look.quiet:
        painter.fillRect(row.box, dimming_colour(look.theme))


def _arrow(middle: QPointF, half: float, *, folded: bool, rtl: bool) -> QPolygonF:
    """Return a triangle that points where the lines run to, or down where the part is unfolded."""
    x, y = middle.x(), middle.y()
    if not folded:
        return QPolygonF([QPointF(x - half, y - half / 2), QPointF(x + half, y - half / 2), QPointF(x, y + half)])
    tip, back = (x - half, x + half / 2) if rtl else (x + half, x - half / 2)
    return QPolygonF([QPointF(back, y - half), QPointF(back, y + half), QPointF(tip, y)])


def _paint_bound(painter: QPainter, page: Page, y: int, colour: QColor) -> None:
    """Draw a bound as a thin line over the column, with a grip in its middle."""
    width = page.setting.width
    faint = QColor(colour)
    faint.setAlphaF(0.5)
    painter.fillRect(QRect(page.left, y, width, 1), faint)
    grip = round(_GRIP * page.style.zoom / 100)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(page.left + (width - grip) / 2, y - 1, grip, 3), 1.5, 1.5)


def _paint_wanted(
    painter: QPainter, page: Page, shown: list[tuple[LaidOut, int]], side: Side, offset: int, colour: QColor
) -> None:
    """Draw where a bound would be: between two lines, or in steps around the place in its line."""
    place = Place(offset, side is Side.AFTER and offset > 0)
    piece, line = locate(page, place)
    top = next((top for seen, top in shown if seen is piece), None)
    if top is None:
        return
    upper = top + piece.lead + line.top
    lower = upper + piece.measures.line
    left, right = page.left, page.left + page.setting.width
    x = min(max(page.left + caret_x(piece, line, place), left), right)
    begins = offset <= piece.offset(line.start)
    ends = offset >= piece.offset(line.end)
    if begins or ends:
        painter.fillRect(QRect(left, (upper if begins else lower) - 1, right - left, 2), colour)
        return
    painter.fillRect(QRect(x - 1, upper - 1, 2, lower - upper + 2), colour)
    read, rest = QRect(left, lower - 1, x - left, 2), QRect(x, upper - 1, right - x, 2)
    if piece.rtl:
        read, rest = QRect(x, lower - 1, right - x, 2), QRect(left, upper - 1, x - left, 2)
    painter.fillRect(read, colour)
    painter.fillRect(rest, colour)
