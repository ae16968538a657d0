"""The name of the tag of the mark in focus, on a small plate above its start: drawn once and kept as a picture."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QRegion

from annotator.ui.reader.handles import HANDLE
from annotator.ui.reader.layout import LaidOut


def paint_label(
    painter: QPainter, name: str, font: QFont, ink: QColor, page: QColor, start: tuple[int, int, int], piece: LaidOut,
    clip: QRegion,
) -> None:  # fmt: skip
    """Draw the tag's `name` above the start (x, top, bottom) of its mark, below the feet of the line above.

    Nothing is done where none of this height lies in `clip`.
    """
    sizes = piece.measures
    height = label_height(piece, font)
    x, upper, _ = start
    # Where the leading is too low for it, it comes down into the room over the letters of its own line.
    leading = sizes.line - sizes.ascent - sizes.descent
    upper += max(0, min(height - leading, sizes.ascent // 4))
    if not clip.intersects(QRect(0, upper - height - 1, clip.boundingRect().right() + 1, height + 2)):
        return
    ratio = painter.device().devicePixelRatioF()
    plate = _plate(name, font, sizes.scale, height, ink.rgba(), page.rgba(), ratio)
    # Beside the handle, so that this stays free to be grasped.
    gap = round(HANDLE * min(max(sizes.scale, 1.0), 2.0)) + 2
    left = x - gap - round(plate.width() / ratio) if piece.rtl else x + gap
    painter.drawPixmap(QPointF(left, upper - height), plate)


@lru_cache(maxsize=64)
def _plate(name: str, font: QFont, scale: float, height: int, ink: int, page: int, ratio: float) -> QPixmap:
    """Return the plate, `height` pixels high, with the name in the page's colour on the tag's (both as ARGB)."""
    face, measures = _face(font, scale)
    words = measures.horizontalAdvance(name)
    width = words + height - 2
    plate = QPixmap(round(width * ratio), round(height * ratio))
    plate.setDevicePixelRatio(ratio)
    plate.fill(Qt.GlobalColor.transparent)
    with QPainter(plate) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgba(ink))
        painter.drawRoundedRect(QRectF(0, 0, width, height), 3, 3)
        painter.setPen(QColor.fromRgba(page))
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
    return round(1.1 * small.pixelSize())
