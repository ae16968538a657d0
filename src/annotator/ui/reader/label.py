"""The name of the tag of the mark in focus, on a small plate above its start, and beside it the knob to relate it by.

Both are drawn once and kept as pictures.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QRegion

from annotator.ui.reader.handles import HANDLE
from annotator.ui.reader.layout import LaidOut
from annotator.ui.theme import Theme

_KNOB_GAP = 4
"""Pixels between the plate and the knob."""


def paint_label(
    painter: QPainter,
    theme: Theme,
    colour: str,
    words: str,
    font: QFont,
    start: tuple[int, int, int],
    piece: LaidOut,
    clip: QRegion,
) -> None:
    """Draw words on a plate of a tag's colour above the start (x, top, bottom) of a mark, below the line above.

    Nothing is done where none of it lies in `clip`.
    """
    box = plate_box(words, font, start, piece)
    if not clip.intersects(box.adjusted(-1, -1, 1, 1)):
        return
    ink, ratio = theme.tag_ink(colour).rgba(), painter.device().devicePixelRatioF()
    plate = _plate(words, font, piece.measures.scale, ink, theme.page, ratio)
    painter.drawPixmap(QPointF(box.topLeft()), plate)


def plate_box(words: str, font: QFont, start: tuple[int, int, int], piece: LaidOut) -> QRect:
    """Return where the plate with these words is, for a mark that starts at (x, top, bottom)."""
    sizes = piece.measures
    width, height = _size(words, font, sizes.scale)
    x, upper, _ = start
    # Where the leading is too low for it, it comes down into the room over the letters of its own line.
    leading = sizes.line - sizes.ascent - sizes.descent
    upper += max(0, min(height - leading, sizes.ascent // 4))
    # Beside the handle, so that this stays free to be grasped.
    gap = round(HANDLE * min(max(sizes.scale, 1.0), 2.0)) + 2
    return QRect(x - gap - width if piece.rtl else x + gap, upper - height, width, height)


def knob_box(words: str, font: QFont, start: tuple[int, int, int], piece: LaidOut) -> QRect:
    """Return where the knob is from which the mark is dragged to another: behind the plate, and as high."""
    plate = plate_box(words, font, start, piece)
    side = plate.height()
    left = plate.left() - _KNOB_GAP - side if piece.rtl else plate.right() + 1 + _KNOB_GAP
    return QRect(left, plate.top(), side, side)


def paint_knob(painter: QPainter, theme: Theme, colour: str, box: QRect, clip: QRegion) -> None:
    """Draw the knob into `box`: two rings that a line joins."""
    if clip.intersects(box.adjusted(-1, -1, 1, 1)):
        ink, ratio = theme.tag_ink(colour).rgba(), painter.device().devicePixelRatioF()
        painter.drawPixmap(QPointF(box.topLeft()), _knob(box.width(), ink, theme.page, ratio))


@lru_cache(maxsize=64)
def _knob(side: int, ink: int, page: str, ratio: float) -> QPixmap:
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor.fromRgba(ink), 1.2))
        painter.setBrush(QColor(page))
        painter.drawRoundedRect(QRectF(0.6, 0.6, side - 1.2, side - 1.2), 3, 3)
        ring = side * 0.13
        one, other = QPointF(side * 0.3, side * 0.68), QPointF(side * 0.7, side * 0.32)
        painter.drawLine(one, other)
        painter.setBrush(QColor.fromRgba(ink))
        for end in (one, other):
            painter.drawEllipse(end, ring, ring)
    return picture


@lru_cache(maxsize=64)
def _size(words: str, font: QFont, scale: float) -> tuple[int, int]:
    """Return how wide and how high the plate is, in pixels."""
    face, measures = _face(font, scale)
    height = _height(face)
    return measures.horizontalAdvance(words) + height - 2, height


@lru_cache(maxsize=64)
def _plate(name: str, font: QFont, scale: float, ink: int, page: str, ratio: float) -> QPixmap:
    """Return the plate with the name in the page's colour on the tag's (as ARGB)."""
    face, measures = _face(font, scale)
    words = measures.horizontalAdvance(name)
    width, height = _size(name, font, scale)
    plate = QPixmap(round(width * ratio), round(height * ratio))
    plate.setDevicePixelRatio(ratio)
    plate.fill(Qt.GlobalColor.transparent)
    with QPainter(plate) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgba(ink))
        painter.drawRoundedRect(QRectF(0, 0, width, height), 3, 3)
        painter.setPen(QColor(page))
        painter.setFont(face)
        painter.drawText(QPointF((width - words) / 2, height - round(face.pixelSize() / 4.5)), name)
    return plate


@lru_cache(maxsize=16)
def _face(font: QFont, scale: float) -> tuple[QFont, QFontMetrics]:
    """Return the face of labels and its measures: finding them takes longer than drawing the label."""
    small = QFont(font)
    small.setPixelSize(max(9, round(10 * min(scale, 2.0))))
    return small, QFontMetrics(small)


def label_height(piece: LaidOut, font: QFont) -> int:
    """Return how high the label of a mark in focus is, in pixels: its letters with a pixel above and below."""
    small, _ = _face(font, piece.measures.scale)
    return _height(small)


def _height(face: QFont) -> int:
    return round(1.1 * face.pixelSize())
