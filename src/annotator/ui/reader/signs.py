"""What stands beside and over a piece's letters, and moves none: hidden characters, warnings, a paragraph's number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF, QRegion

from annotator.text.hidden import UNBROKEN, Misleading, has_width, hidden_in, label, name
from annotator.text.span import Span
from annotator.ui.fonts import with_sans_arabic
from annotator.ui.reader import geometry
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page
from annotator.ui.theme import Theme
from annotator.ui.wording import trick_text

_LABEL = 8
_NUMBER = 11
_TRIANGLE = 13
_BESIDE = 12
"""Pixels at 100 %: letters of labels and numbers, a warning, and how far from the column the last two stand."""


class Sign(Struct, frozen=True):
    """A hidden character in its line: where it is seen, in pixels from the column's left edge."""

    line: int
    character: str
    left: float
    right: float


class Signs(Struct, frozen=True):
    """All there is to say beside and over a piece."""

    hidden: tuple[Sign, ...]
    """From left to right, line by line."""
    warnings: tuple[tuple[int, Misleading], ...]
    """By number of the line."""
    number: str


def signs(page: Page, piece: LaidOut) -> Signs:
    """Return what stands beside and over `piece`: worked out once for each layout."""
    if isinstance(piece.signs, Signs):
        return piece.signs
    own = Span(piece.piece.start, piece.piece.end)
    hidden: list[Sign] = []
    if page.style.hidden:
        hidden = [_sign(piece, place, character) for place, character in hidden_in(page.text, own)]
        hidden.sort(key=lambda sign: (sign.line, sign.left))
    found = tuple((piece.line_of(one.offset).number, one) for one in page.misleading(piece.piece))
    number = page.number(piece.piece.index) if page.style.numbers else ""
    piece.signs = Signs(tuple(hidden), found, number)
    return piece.signs


def _sign(piece: LaidOut, offset: int, character: str) -> Sign:
    line = piece.line_of(offset)
    unit = piece.unit(offset)
    runs = piece.runs(line)
    for run in runs:
        if run.start <= unit < run.end:
            one = geometry.edge(piece.layout, line.number, run, unit)
            other = geometry.edge(piece.layout, line.number, run, unit + len(character.encode("utf-16-le")) // 2)
            if not has_width(character):
                # A joiner counts with the letter before it, and stands behind that.
                other = one
            return Sign(line.number, character, min(one, other), max(one, other))
    if not runs:
        x = piece.layout.lineAt(line.number).cursorToX(line.start)[0]  # type: ignore[index]
    else:
        last = runs[-1]
        x = last.left if last.rtl else last.right
    return Sign(line.number, character, x, x)


def reach(piece: LaidOut) -> int:
    """Return how far signs reach above their line, in pixels."""
    return round(1.5 * _LABEL * piece.measures.scale)


def paint_signs(
    painter: QPainter, page: Page, theme: Theme, piece: LaidOut, top: int, clip: QRegion, font: QFont, *, quiet: bool
) -> None:
    """Draw the signs of `piece`, whose top is at `top`, as far as they lie in `clip`; no number where `quiet`."""
    found = signs(page, piece)
    if not (found.hidden or found.warnings or found.number):
        return
    origin, width = top + piece.lead, clip.boundingRect().right() + 1
    up = reach(piece)
    seen = {
        line.number for line in piece.lines
        if clip.intersects(QRect(0, origin + line.top - up, width, piece.measures.line + up))
    }  # fmt: skip
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if found.number and not quiet and 0 in seen:
        _paint_number(painter, page, theme, piece, origin, found.number, font)
    for box, _words in _warning_boxes(page, piece, origin, found):
        if clip.intersects(box):
            _paint_warning(painter, QColor(theme.warning), QColor(theme.page), box)
    ink = QColor(theme.quiet)
    for sign in found.hidden:
        if sign.line in seen and has_width(sign.character):
            _paint_blank(painter, ink, piece, sign, page.left, origin)
    face = _label_font(font, piece)
    for sign, plate in _label_boxes(page, piece, origin, found, face):
        if sign.line in seen:
            _paint_label(painter, theme, piece, sign, plate, page.left, origin, face)
    painter.restore()


def _paint_number(
    painter: QPainter, page: Page, theme: Theme, piece: LaidOut, origin: int, number: str, font: QFont
) -> None:
    face = QFont(font) if number.isascii() else with_sans_arabic(font)
    # Other digits than these are drawn smaller in faces for the screen.
    face.setPixelSize(max(7, round((_NUMBER if number.isascii() else _NUMBER + 3) * piece.measures.scale)))
    painter.setFont(face)
    painter.setPen(QColor(theme.quiet))
    baseline = origin + piece.lines[0].top + piece.pad + piece.measures.ascent
    beside = round(_BESIDE * piece.measures.scale)
    wide = QFontMetrics(face).horizontalAdvance(number)
    x = page.left + page.setting.width + beside if page.rtl else page.left - beside - wide
    painter.drawText(QPointF(x, baseline), number)


def _warning_boxes(page: Page, piece: LaidOut, origin: int, found: Signs) -> Iterator[tuple[QRect, list[Misleading]]]:
    """Return where warnings stand, in the margin at the end of their lines, and of what they warn."""
    lines: dict[int, list[Misleading]] = {}
    for number, one in found.warnings:
        lines.setdefault(number, []).append(one)
    scale = piece.measures.scale
    margin = page.left if page.rtl else page.view_width - page.left - page.setting.width
    size = max(8, min(round(_TRIANGLE * scale), margin - 2))
    beside = max(1, min(round(_BESIDE * scale), margin - size - 1))
    for number, ones in lines.items():
        x = page.left - beside - size if page.rtl else page.left + page.setting.width + beside
        middle = origin + piece.lines[number].top + piece.pad + piece.measures.ascent * 3 // 5
        yield QRect(x, middle - size // 2, size, size), ones


def _paint_warning(painter: QPainter, ink: QColor, page: QColor, box: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    inner = QRectF(box)
    top, foot = inner.top() + 1, inner.bottom() - 1
    middle = inner.center().x()
    painter.drawPolygon(QPolygonF([QPointF(middle, top), QPointF(inner.right(), foot), QPointF(inner.left(), foot)]))
    painter.setPen(QPen(page, max(1.2, inner.width() / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    high = foot - top
    painter.drawLine(QPointF(middle, top + high * 0.38), QPointF(middle, top + high * 0.64))
    painter.drawPoint(QPointF(middle, top + high * 0.84))


def _paint_blank(painter: QPainter, ink: QColor, piece: LaidOut, sign: Sign, left: int, origin: int) -> None:
    """Draw a blank that is not the common one: a ring where no line is broken, an arrow for a tab, else a tray."""
    scale = piece.measures.scale
    baseline = origin + piece.lines[sign.line].top + piece.pad + piece.measures.ascent
    begin, end = left + sign.left, left + sign.right
    middle, y = (begin + end) / 2, baseline - piece.measures.ascent / 3
    painter.setPen(QPen(ink, max(1.0, 1.1 * scale)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if sign.character in UNBROKEN:
        radius = max(1.2, 1.8 * scale)
        painter.drawEllipse(QPointF(middle, y), radius, radius)
    elif sign.character == "\t":
        half, tip = max(3.0 * scale, (end - begin) / 2), 2.2 * scale
        head, back = (middle - half, tip) if piece.rtl else (middle + half, -tip)
        tail = middle + half if piece.rtl else middle - half
        painter.drawPolyline([QPointF(tail, y), QPointF(head, y)])
        painter.drawPolyline([QPointF(head + back, y - tip), QPointF(head, y), QPointF(head + back, y + tip)])
    else:
        half, low = max(1.5 * scale, (end - begin) / 2 - scale), baseline + 1.5 * scale
        high = low - 3 * scale
        painter.drawPolyline([QPointF(middle - half, high), QPointF(middle - half, low),
                              QPointF(middle + half, low), QPointF(middle + half, high)])  # fmt: skip


def _label_font(font: QFont, piece: LaidOut) -> QFont:
    face = QFont(font)
    face.setPixelSize(max(7, round(_LABEL * piece.measures.scale)))
    return face


def _label_boxes(page: Page, piece: LaidOut, origin: int, found: Signs, face: QFont) -> Iterator[tuple[Sign, QRectF]]:
    """Return where the labels of characters without width stand: over their place, side by side where it is narrow."""
    sizes = QFontMetrics(face)
    high = sizes.capHeight() + 4
    by_line: dict[int, list[Sign]] = {}
    for sign in found.hidden:
        if not has_width(sign.character):
            by_line.setdefault(sign.line, []).append(sign)
    for number, row in by_line.items():
        # Those at one place stand in the order of reading.
        ordered = sorted(enumerate(row), key=lambda item: (item[1].left, -item[0] if piece.rtl else item[0]))
        widths = [sizes.horizontalAdvance(label(sign.character)) + 5 for _, sign in ordered]
        lefts: list[float] = []
        for (_, sign), wide in zip(ordered, widths, strict=True):
            free = lefts[-1] + widths[len(lefts) - 1] + 1 if lefts else float("-inf")
            lefts.append(max(sign.left - wide / 2, free))
        # What would stand beyond the page moves back, and what stands there with it.
        limit: float = page.view_width - page.left - 1
        for place in range(len(lefts) - 1, -1, -1):
            lefts[place] = min(lefts[place], limit - widths[place])
            limit = lefts[place] - 1
        foot = origin + piece.lines[number].top + piece.pad + 1
        for (_, sign), wide, x in zip(ordered, widths, lefts, strict=True):
            yield sign, QRectF(page.left + x, foot - high, wide, high)


def _paint_label(
    painter: QPainter, theme: Theme, piece: LaidOut, sign: Sign, box: QRectF, left: int, origin: int, face: QFont
) -> None:
    ink = QColor(theme.quiet)
    x = left + sign.left
    below = origin + piece.lines[sign.line].top + piece.pad + piece.measures.ascent + piece.measures.descent / 2
    stem = QColor(ink)
    stem.setAlphaF(0.55)
    painter.setPen(QPen(stem, 1))
    painter.drawLine(QPointF(min(max(x, box.left() + 2), box.right() - 2), box.bottom()), QPointF(x, below))
    painter.setPen(QPen(ink, 0.8))
    painter.setBrush(QColor(theme.page))
    painter.drawRoundedRect(box, 2, 2)
    painter.setFont(face)
    painter.setPen(ink)
    painter.drawText(QPointF(box.left() + 2.5, box.bottom() - 2), label(sign.character))


class Board(Protocol):
    """What is pointed at: the view."""

    @property
    def page(self) -> Page | None: ...
    def visible(self) -> Iterator[tuple[LaidOut, int]]: ...
    def font(self) -> QFont: ...


def tip(board: Board, point: QPoint) -> str:
    """Return what there is to say of the sign at a point of the view; "" where there is none."""
    page = board.page
    for piece, top in board.visible() if page is not None else ():
        if page is not None and top - reach(piece) <= point.y() < top + piece.height:
            found = _tip(page, piece, top, point, board.font())
            if found:
                return found
    return ""


def _tip(page: Page, piece: LaidOut, top: int, point: QPoint, font: QFont) -> str:
    """Return of what a warning warns, or what a hidden character is called."""
    found = signs(page, piece)
    if not (found.hidden or found.warnings):
        return ""
    origin = top + piece.lead
    for box, ones in _warning_boxes(page, piece, origin, found):
        if box.adjusted(-2, -2, 2, 2).contains(point):
            return "\n".join(dict.fromkeys(trick_text(one) for one in ones))
    for sign, plate in _label_boxes(page, piece, origin, found, _label_font(font, piece)):
        if plate.contains(QPointF(point)):
            return name(sign.character)
    line = piece.line_at(point.y() - top)
    if 0 <= point.y() - origin - line.top < piece.measures.line:
        for sign in found.hidden:
            if sign.line == line.number and sign.left < point.x() - page.left < sign.right:
                return name(sign.character)
    return ""
