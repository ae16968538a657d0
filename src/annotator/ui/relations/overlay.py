"""What is brought out of relations, over the pages: their brackets and curves with arrow heads and what they say.

No pointer notices it, and it is no larger than what it shows: pages without relations scroll as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QWidget

from annotator.ui.lists import list_font
from annotator.ui.override import override
from annotator.ui.theme import LIGHT, Theme

_WIDTH = 1.6
_HEAD = 6.5
_PAD = 5
_HIGH = 18
_DOT = 3


class Line(Struct, frozen=True):
    """A relation as it is drawn, in pixels of the ground.

    `tip` is where its arrow ends (None: out of view) and `way` in which direction, `words` what stands at `at`, within
    `room`.
    """

    path: QPainterPath
    tip: QPointF | None
    way: QPointF
    words: str
    at: QPoint
    room: QRect
    above: bool = False
    """Whether the words stand over `at`, and not around it."""


class Rubber(Struct, frozen=True):
    """What follows the pointer while a mark is dragged: from the mark to the pointer, with what would be said."""

    begin: QPoint
    end: QPoint
    words: str = ""
    forbidden: bool = False


class Overlay(QWidget):
    """Draws lines over the ground that the panes lie on."""

    def __init__(self, ground: QWidget, above: Callable[[], Sequence[QWidget]]) -> None:
        """`above` returns what lies on the pages and is not to be covered."""
        super().__init__(ground)
        self._ground = ground
        self._above = above
        self.theme: Theme = LIGHT
        self.lines: tuple[Line, ...] = ()
        self.rubber: Rubber | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def draw(self, lines: Sequence[Line]) -> None:
        """Bring out these relations, and no others."""
        if lines or self.lines:
            self.lines = tuple(lines)
            self._fit()

    def pull(self, rubber: Rubber | None) -> None:
        """Draw a line from a mark to the pointer; None: no longer."""
        if rubber != self.rubber:
            self.rubber = rubber
            self._fit()

    def chips(self) -> list[tuple[Line, QRect]]:
        """Return where what is said of each line stands: within its room, and off the others."""
        found: list[tuple[Line, QRect]] = []
        for line in self.lines:
            wide = min(_wide(line.words), max(40, line.room.width() - 8))
            box = QRect(0, 0, wide, _HIGH)
            box.moveCenter(line.at - QPoint(0, _HIGH // 2 if line.above else 0))
            box.moveLeft(max(line.room.left() + 4, min(box.left(), line.room.right() - 3 - wide)))
            box.moveTop(max(line.room.top() + 2, min(box.top(), line.room.bottom() - 2 - _HIGH)))
            step = -_HIGH - 2 if line.above and box.top() > line.room.top() + 6 * _HIGH else _HIGH + 2
            while any(box.intersects(other) for _, other in found) and box.bottom() + step < line.room.bottom():
                box.moveTop(box.top() + step)
            found.append((line, box))
        return found

    def _fit(self) -> None:
        if not self.lines and self.rubber is None:
            self.hide()
            return
        box = QRect()
        for line, chip in self.chips():
            box |= (line.path.boundingRect().toAlignedRect() & line.room) | chip
        if self.rubber is not None:
            box |= QRect(self.rubber.begin, self.rubber.end).normalized() | _chip_beside(self.rubber)
        margin = round(_HEAD) + 3
        self.setGeometry(box.adjusted(-margin, -margin, margin, margin) & self._ground.rect())
        self.show()
        self.raise_()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(QPointF(-self.pos()))
            bare = QRegion(self.geometry())
            for part in self._above():
                if part.isVisible():
                    bare -= QRect(part.mapTo(self._ground, QPoint(0, 0)), part.size())
            painter.setClipRegion(bare)
            for line in self.lines:
                painter.save()
                painter.setClipRect(line.room, Qt.ClipOperation.IntersectClip)
                self._paint_line(painter, line)
                painter.restore()
            for line, box in self.chips():
                self._paint_chip(painter, box, line.words, self.theme.accent)
            if self.rubber is not None:
                self._paint_rubber(painter, self.rubber)

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        ink = QColor(self.theme.accent)
        # On a seam in the page's colour, so that it is told from the lines it crosses.
        for colour, width in ((QColor(self.theme.page), _WIDTH + 2.4), (ink, _WIDTH)):
            painter.setPen(
                QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(line.path)
        if line.tip is not None:
            way, across = line.way, QPointF(-line.way.y(), line.way.x())
            foot = line.tip - way * _HEAD
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon(QPolygonF([line.tip, foot + across * (_HEAD * 0.55), foot - across * (_HEAD * 0.55)]))

    def _paint_chip(self, painter: QPainter, box: QRect, words: str, edge: str) -> None:
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(self.theme.page))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self.theme.ink))
        font = list_font(words, small=True)
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 2 * _PAD + 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)

    def _paint_rubber(self, painter: QPainter, rubber: Rubber) -> None:
        ink = QColor(self.theme.warning if rubber.forbidden else self.theme.accent)
        begin, end = QPointF(rubber.begin), QPointF(rubber.end)
        bow = min(40.0, abs(end.x() - begin.x()) / 4 + abs(end.y() - begin.y()) / 6)
        path = QPainterPath(begin)
        path.quadTo(QPointF((begin.x() + end.x()) / 2, (begin.y() + end.y()) / 2 - bow), end)
        pen = QPen(ink, 1.8, Qt.PenStyle.DashLine if rubber.forbidden else Qt.PenStyle.SolidLine)
        painter.setPen(QPen(QColor(self.theme.page), 4))
        painter.drawPath(path)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(QPen(QColor(self.theme.page), 1))
        painter.setBrush(ink)
        for point in (begin, end):
            painter.drawEllipse(point, _DOT, _DOT)
        if rubber.words:
            self._paint_chip(painter, _chip_beside(rubber), rubber.words, ink.name())


def _wide(words: str) -> int:
    return QFontMetrics(list_font(words, small=True)).horizontalAdvance(words) + 2 * _PAD


def _chip_beside(rubber: Rubber) -> QRect:
    if not rubber.words:
        return QRect(rubber.end, rubber.end)
    wide = _wide(rubber.words)
    left = rubber.end.x() + 12 if rubber.end.x() >= rubber.begin.x() else rubber.end.x() - 12 - wide
    return QRect(left, rubber.end.y() - _HIGH - 8, wide, _HIGH)
