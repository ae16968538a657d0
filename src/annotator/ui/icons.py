"""One family of icons: SVG files drawn in the ink of the theme, and the dots that stand for tags."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.core.resources import resource

_SIZE = 16
_FADED = 0.4
"""How much of an icon is seen where its button does nothing: what Qt makes of it looks the same on a dark ground."""


@lru_cache(maxsize=256)
def icon(name: str, colour: str) -> QIcon:
    """Return `resources/icons/{name}.svg` drawn in `colour` (`#rrggbb`), sharp at any scale, faded where disabled."""
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    result = QIcon()
    for scale in (1, 2, 3):
        picture, faded = QPixmap(_SIZE * scale, _SIZE * scale), QPixmap(_SIZE * scale, _SIZE * scale)
        picture.fill(Qt.GlobalColor.transparent)
        faded.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            renderer.render(painter, QRectF(0, 0, _SIZE * scale, _SIZE * scale))
        with QPainter(faded) as painter:
            painter.setOpacity(_FADED)
            painter.drawPixmap(0, 0, picture)
        for shown, mode in ((picture, QIcon.Mode.Normal), (faded, QIcon.Mode.Disabled)):
            shown.setDevicePixelRatio(scale)
            result.addPixmap(shown, mode)
    return result


@lru_cache(maxsize=256)
def dot(colour: str) -> QIcon:
    """Return a tag's dot: a small rounded square of its colour (as fitted to the theme)."""
    app = QGuiApplication.instance()
    scale = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    picture = QPixmap(round(_SIZE * scale), round(_SIZE * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint_dot(painter, QRectF(3, 3, 10, 10), QColor(colour))
    return QIcon(picture)


def paint_dot(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a tag's dot into `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, 3, 3)
    painter.restore()
