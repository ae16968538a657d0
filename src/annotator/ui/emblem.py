"""A picture of what the program is for: two facing pages, what both say tied, and what only one of them says."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import Tag
from annotator.ui.override import override
from annotator.ui.reader.strokes import lane_brush, lane_rects
from annotator.ui.theme import Theme

_SIZE = QSize(312, 164)
_PAGE = QSize(132, 156)
_MARGIN = 16
_TOP, _STEP = 48, 20
_LINE = 4
_TITLE = 7
_LANE = 2


class _Mark(Struct, frozen=True):
    """A mark on a line of a page, in pixels from where its lines begin."""

    tag: Tag
    line: int
    begin: int
    wide: int


_LINES = ((100, 92, 100, 84, 46), (96, 100, 88, 100, 62))
"""How long the lines of the right-to-left and of the left-to-right page are."""
_MARKS = (
    (_Mark(ACTOR, 0, 0, 44), _Mark(DIRECTIVE, 3, 0, 70)),
    (_Mark(ACTOR, 1, 0, 52), _Mark(DIRECTIVE, 2, 0, 62), _Mark(CONCERN, 4, 0, 50)),
)


class Emblem(QWidget):
    """Drawn in the colours of the pages, in light and dark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return _SIZE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pages = [
                QRect(4, 4, _PAGE.width(), _PAGE.height()),
                QRect(_SIZE.width() - 4 - _PAGE.width(), 4, _PAGE.width(), _PAGE.height()),
            ]
            boxes = [self._page(painter, page, place) for place, page in enumerate(pages)]
            self._ties(painter, boxes[0], boxes[1])

    def _page(self, painter: QPainter, page: QRect, place: int) -> dict[str, QRect]:
        """Draw a page; return where its marks are, by tag."""
        theme, mirrored = self._theme, place == 0
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.page))
        painter.drawRoundedRect(QRectF(page).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

        def across(begin: int, wide: int, top: int, high: int) -> QRect:
            left = page.right() + 1 - _MARGIN - begin - wide if mirrored else page.left() + _MARGIN + begin
            return QRect(left, page.top() + top, wide, high)

        ink = QColor(theme.quiet)
        painter.setPen(Qt.PenStyle.NoPen)
        ink.setAlphaF(0.62)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(across(0, 72 if mirrored else 82, 22, _TITLE)), 3, 3)
        ink.setAlphaF(0.3)
        painter.setBrush(ink)
        for number, wide in enumerate(_LINES[place]):
            painter.drawRoundedRect(QRectF(across(0, wide, _TOP + number * _STEP, _LINE)), 2, 2)
        boxes = {}
        for mark in _MARKS[place]:
            box = across(mark.begin, mark.wide, _TOP + mark.line * _STEP - 6, 15)
            boxes[mark.tag.id] = box
            painter.fillRect(box, theme.tag_focus(mark.tag.colour))
            colour = theme.tag_ink(mark.tag.colour)
            brush = lane_brush(mark.tag.pattern, colour, _LANE)
            painter.setBrushOrigin(box.left(), box.bottom() + 1)
            for lane in lane_rects(mark.tag.pattern, ((0, box.width()),), box.left(), box.bottom() + 1, _LANE):
                painter.fillRect(lane, brush)
        return boxes

    def _ties(self, painter: QPainter, left: dict[str, QRect], right: dict[str, QRect]) -> None:
        """Tie what both pages say."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for tag in (ACTOR, DIRECTIVE):
            colour = self._theme.tag_ink(tag.colour)
            begin = QPointF(left[tag.id].right() + 2, left[tag.id].bottom() + 2)
            end = QPointF(right[tag.id].left() - 1, right[tag.id].bottom() + 2)
            middle = (begin.x() + end.x()) / 2
            path = QPainterPath(begin)
            path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end)
            painter.setPen(QPen(colour, 1.4))
            painter.drawPath(path)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for point in (begin, end):
                painter.drawEllipse(point, 2.5, 2.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
