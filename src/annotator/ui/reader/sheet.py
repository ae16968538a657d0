"""Draws what is seen of a page: its header, its pieces with what lies on them, and what stands beside and over them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter, QRegion

from annotator.ui.reader.dimming import dimming_colour
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Scene, paint_focus, paint_piece
from annotator.ui.reader.signs import paint_signs
from annotator.ui.reader.stripes import paint_stripes


def paint_page(
    painter: QPainter, page: Page, scene: Scene, shown: Sequence[tuple[LaidOut, int]], clip: QRegion, font: QFont
) -> None:
    """Draw the pieces `shown`, each with its top in the view, as far as they lie in `clip`."""
    box, theme = clip.boundingRect(), scene.theme
    for piece, top in shown:
        if top <= box.bottom() and top + piece.height >= box.top():
            header = QRect(0, top + piece.lead - page.header.height, box.right() + 1, page.header.height)
            if piece.piece.index == page.body.start and clip.intersects(header):
                page.header.draw(painter, page.left, header.top(), QColor(theme.quiet), QColor(theme.ink))
                if scene.bright is not None:
                    painter.fillRect(header, dimming_colour(theme))
            paint_piece(painter, scene, piece, page.left, top, clip)
            if page.style.stripes and scene.bright is None:
                paint_stripes(painter, page, scene, piece, top, clip)
    if scene.beside is not None and scene.bright is None:
        scene.beside.paint(painter, page, theme, len(scene.tags), shown, clip)
    # These reach beyond their piece, so they come last.
    for piece, top in shown:
        paint_signs(painter, page, theme, piece, top, clip, font, quiet=scene.bright is not None)
        if scene.focus is not None:
            paint_focus(painter, scene, piece, page.left, top, clip, font)
