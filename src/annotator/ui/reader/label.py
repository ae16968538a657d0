"""The name of the tag of the mark in focus, on a small plate above its start: drawn once and kept as a picture."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QRegion

from annotator.ui.reader.handles import HANDLE
from annotator.ui.reader.layout import LaidOut
from annotator.ui.theme import Theme


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
    sizes = piece.measures
    width, height = _size(words, font, sizes.scale)
    x, upper, _ = start
    # Where the leading is too low for it, it comes down into the room over the letters of its own line.
    leading = sizes.line - sizes.ascent - sizes.descent
    upper += max(0, min(height - leading, sizes.ascent // 4))
    # Beside the handle, so that this stays free to be grasped.
    gap = round(HANDLE * min(max(sizes.scale, 1.0), 2.0)) + 2
    left = x - gap - width if piece.rtl else x + gap
    if not clip.intersects(QRect(left - 1, upper - height - 1, width + 2, height + 2)):
        return
    ink, ratio = theme.tag_ink(colour).rgba(), painter.device().devicePixelRatioF()
    plate = _plate(words, font, sizes.scale, ink, theme.page, ratio)
    painter.drawPixmap(QPointF(left, upper - height), plate)


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
