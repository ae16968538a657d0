"""Shows a picture, says what lies under the pointer, and writes the picture as SVG or PNG."""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.core.errors import InvalidError
from annotator.text.isolate import isolate
from annotator.ui.numbers.look import Picture
from annotator.ui.numbers.network import Network
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

_FINE = 2
"""How many pixels of a PNG a pixel of the screen becomes."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML may hold."""


class Canvas(QWidget):
    """As large as its picture."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._picture: Picture | None = None
        self.setMouseTracking(True)

    def show_picture(self, picture: Picture, words: str) -> None:
        """Show a picture; `words` tell of it to a screen reader."""
        self._picture = picture
        self.setMinimumSize(picture.size)
        self.resize(picture.size)
        self.setAccessibleName(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize() if self._picture is None else self._picture.size

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self.theme.page))
            if self._picture is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._picture.paint(painter)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if isinstance(self._picture, Network) and self._picture.light(at):
            self.update()
        words = None if self._picture is None else self._picture.hint(at)
        if words is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), plain(isolate(words)), self)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if isinstance(self._picture, Network) and self._picture.light(None):
            self.update()


def as_svg(picture: Picture, theme: Theme, title: str) -> bytes:
    """Return a picture as SVG."""
    from PySide6.QtSvg import QSvgGenerator  # seldom wanted, and not free to load

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size)
    generator.setViewBox(QRect(QPoint(), picture.size))
    generator.setTitle(title)
    with QPainter(generator) as painter:
        _paint_all(picture, theme, painter)
    # Qt escapes what means something in XML, and writes as it is what must not be in it.
    text = bytes(buffer.data().data()).decode("utf-8", "replace")
    return _NO_XML.sub("\ufffd", text).encode()


def as_png(picture: Picture, theme: Theme) -> bytes:
    """Return a picture as PNG, twice as fine as on the screen. Raises InvalidError where it is too large for one."""
    image = QImage(picture.size * _FINE, QImage.Format.Format_RGB32)
    if image.isNull():
        raise InvalidError("the picture is too large for a PNG; save it as SVG, or count fewer things")
    image.setDevicePixelRatio(_FINE)
    with QPainter(image) as painter:
        _paint_all(picture, theme, painter)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _paint_all(picture: Picture, theme: Theme, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(QPoint(), picture.size), QColor(theme.page))
    picture.paint(painter)
