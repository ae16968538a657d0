"""How the lines of a comparison are drawn: headings as rules in their tag's pattern, signs for states, hatched gaps."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QLocale, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from annotator.analysis.comparison import Row, RowState, Silence
from annotator.core.values import Pattern, Tag
from annotator.text.isolate import shorten
from annotator.ui.compare.book import Book, Set
from annotator.ui.compare.cells import Box, Placed
from annotator.ui.compare.labels import BRANCH, DOT, DOTS
from annotator.ui.compare.outline import Kind, Line
from annotator.ui.compare.plan import GUTTER, Column
from annotator.ui.lists import elided
from annotator.ui.reader.strokes import lane_brush, lane_rects, wave
from annotator.ui.theme import Theme

_SIGN = 11
_LANE = 2
_BESIDE = 7
_ASIDE = 9


class Lights(Struct, frozen=True):
    """What is emphasised: the current cell (key of its line, place of its report), and what lies under the pointer.

    `mark` is an annotation, `link` what a click would do, `line` a key.
    """

    line: str | None = None
    place: int = -1
    focused: bool = False
    mark: str | None = None
    link: object = None
    under: str | None = None


class Painter:
    """Draws lines onto a view that is scrolled `left` pixels to the right."""

    def __init__(self, book: Book, lights: Lights, left: int, width: int) -> None:
        self._book, self._lights, self._left, self._width = book, lights, left, width
        self._theme = book.sheet.theme

    def line(self, painter: QPainter, made: Set, top: int) -> None:
        """Draw a line whose upper edge is at `top`."""
        if made.line.kind is Kind.HEADING:
            self._heading(painter, made, top)
            return
        theme, line = self._theme, made.line
        current = self._lights.line == line.key
        if current or self._lights.under == line.key:
            ground = QColor(theme.selection)
            ground.setAlphaF(0.32 if current else 0.16)
            painter.fillRect(QRect(0, top, self._width, made.height), ground)
        painter.fillRect(QRect(GUTTER // 2, top, self._width - GUTTER, 1), QColor(theme.line))
        labels = self.labels_box()
        clip = QRect(0, top, self._width, made.height)
        if self._scrolls():
            clip.setLeft(labels.right() + GUTTER // 2) if labels.left() < self._width // 2 else clip.setRight(
                labels.left() - GUTTER // 2
            )
        painter.save()
        painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
        for column in self._book.plan.columns:
            box = made.cells.get(column.place)
            if box is not None and self._seen(column):
                self._cell(painter, made, column, box, top)
        painter.restore()
        self._label(painter, made, labels, top)

    def labels_box(self) -> QRect:
        """Return where the labels are in the view: beside many columns they stay at their side."""
        labels = self._book.plan.labels
        if not self._scrolls():
            return QRect(labels.left - self._left, 0, labels.width, 1)
        at_end = labels.left > self._book.plan.width // 2
        return QRect(self._width - GUTTER // 2 - labels.width if at_end else GUTTER // 2, 0, labels.width, 1)

    def _scrolls(self) -> bool:
        return not self._book.plan.paired and self._book.plan.width > self._width

    def _seen(self, column: Column) -> bool:
        return column.right - self._left > -GUTTER and column.left - self._left < self._width + GUTTER

    def _cell(self, painter: QPainter, made: Set, column: Column, box: Box, top: int) -> None:
        left, y = column.left - self._left, top + made.top(box)
        area = QRect(left - 10, top + 4, column.width + 20, made.height - 7)
        if box.silence is Silence.NOT_READ:
            _hatch(painter, area, self._theme)
        if self._lights.line == made.line.key and self._lights.place == column.place:
            self._ring(painter, area)
        for placed in box.placed:
            self._tint(painter, placed, made.line.tag, left, y)
            placed.paragraph.draw(painter, left, y + placed.top)

    def _ring(self, painter: QPainter, area: QRect) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._theme.accent)
        colour.setAlphaF(0.9 if self._lights.focused else 0.35)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(area).adjusted(0.6, 0.6, -0.6, -0.6), 5, 5)
        painter.restore()

    def _tint(self, painter: QPainter, placed: Placed, tag: Tag, left: int, top: int) -> None:
        """Draw behind a mark under the pointer what a page would, and a line under other words that lead somewhere."""
        lit = self._lights.link
        if lit is None:
            return
        for place, stretch in enumerate(placed.paragraph.stretches):
            if stretch.link is None or stretch.link != lit:
                continue
            for found in placed.paragraph.boxes(place):
                box = found.translated(left, top + placed.top)
                if self._lights.mark is not None and placed.mark is not None and placed.mark.id == self._lights.mark:
                    painter.fillRect(box.toAlignedRect(), self._theme.tag_tint(tag.colour))
                    rule = box.toAlignedRect()
                    paint_lane(painter, tag, rule.left(), rule.right() + 1, rule.bottom() - 1, self._theme)
                else:
                    painter.fillRect(
                        QRectF(box.left(), box.bottom() - 2, box.width(), 1).toAlignedRect(), QColor(self._theme.accent)
                    )

    def _label(self, painter: QPainter, made: Set, where: QRect, top: int) -> None:
        theme, label, line = self._theme, made.label, made.line
        y = top + made.top(label.box)
        area = QRect(where.left() - 6, top + 4, where.width() + 12, made.height - 7)
        if self._lights.line == line.key and self._lights.place == -1:
            self._ring(painter, area)
        mirrored = self._book.mirrored
        inset = self.inset(made, where)
        together = 0
        if label.centred and line.row is not None:
            together = -_ASIDE if mirrored else _ASIDE
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, placed in enumerate(label.box.placed):
            paragraph = placed.paragraph
            # The sign of a state and its word stand in the middle together.
            aside = together if number == 1 else 0
            paragraph.draw(painter, inset + aside, y + placed.top)
            for place, stretch in enumerate(paragraph.stretches):
                if stretch.link is not None and stretch.link == self._lights.link and line.key == self._lights.under:
                    for found in paragraph.boxes(place):
                        box = found.translated(inset, y + placed.top)
                        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 1), QColor(theme.accent))
            if number > 1:
                continue
            first = paragraph.layout.lineAt(0)
            words = first.naturalTextRect().translated(inset + aside, y + placed.top)
            middle = words.center().y()
            side = words.right() + 8 if mirrored else words.left() - 8 - _SIGN
            if number == 0:
                sign = QRectF(side, middle - _SIGN / 2, _SIGN, _SIGN)
                self._branch(painter, line, sign, centred=label.centred, mirrored=mirrored)
            elif line.row is not None:
                paint_state(painter, QRectF(side, middle - _SIGN / 2, _SIGN, _SIGN), line.row, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def inset(self, made: Set, where: QRect) -> int:
        """Return where the words of a label begin in the view."""
        if made.label.centred:
            return where.left() + (where.width() - made.label.box.placed[0].paragraph.width) // 2
        return where.left() if self._book.mirrored else where.left() + 18 + made.label.indent

    def _branch(self, painter: QPainter, line: Line, box: QRectF, *, centred: bool, mirrored: bool) -> None:
        """Draw the signs before a name: of a fold, and of a part; a centred one tells by dots how deep it lies."""
        if line.parts:
            paint_fold(painter, box, QColor(self._theme.quiet), folded=line.folded, mirrored=mirrored)
            box = box.translated(BRANCH if mirrored else -BRANCH, 0)
        if line.depth and (centred or not line.parts):
            painter.setPen(QPen(QColor(self._theme.quiet), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            begin, end = (box.right() - 2, box.left() + 1) if mirrored else (box.left() + 2, box.right() - 1)
            painter.drawPolyline(
                QPolygonF(
                    [QPointF(begin, box.top() - 2), QPointF(begin, box.center().y()), QPointF(end, box.center().y())]
                )
            )
            painter.setBrush(QColor(self._theme.quiet))
            for number in range(1, min(line.depth - 1, DOTS) + 1) if centred else ():
                away = DOT * number if mirrored else -DOT * number
                painter.drawEllipse(QPointF(begin + away, box.center().y()), 0.7, 0.7)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _heading(self, painter: QPainter, made: Set, top: int) -> None:
        theme, line, plan = self._theme, made.line, self._book.plan
        font = self._book.sheet.small(line.tag.name, strong=True)
        metrics = QFontMetrics(font)
        labels = self.labels_box()
        count = QLocale().toString(line.count) if line.count else ""
        name = elided(shorten(line.tag.name, 60), metrics, labels.width() - 40)
        named = metrics.horizontalAdvance(name) + (_BESIDE if count else 0)
        wide = named + metrics.horizontalAdvance(count)
        middle = top + made.height * 5 // 8
        if plan.paired:
            begin = labels.center().x() - wide // 2
        else:
            begin = labels.right() - 18 - wide if self._book.mirrored else labels.left() + 18
        painter.save()
        painter.setFont(font)
        base = middle + (metrics.ascent() - metrics.descent()) // 2
        ink = theme.tag_ink(line.tag.colour)
        painter.setPen(ink)
        painter.drawText(QPointF(begin, base), name)
        painter.setPen(QColor(theme.quiet))
        painter.drawText(QPointF(begin + named, base), count)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self._book.mirrored and not plan.paired
        sign = QRectF(begin + wide + 8 if mirrored else begin - 18, middle - 5, 10, 10)
        paint_fold(painter, sign, QColor(theme.quiet), folded=line.folded, mirrored=mirrored)
        painter.restore()
        left, right = begin - (10 if mirrored else 26), begin + wide + (26 if mirrored else 10)
        if self._lights.line == line.key:
            self._ring(painter, QRect(left, middle - 11, right - left, 22))
        first = max(GUTTER // 2, plan.columns[0].left - self._left) if plan.columns else GUTTER // 2
        last = min(self._width - GUTTER // 2, plan.columns[-1].right - self._left) if plan.columns else self._width
        if plan.paired or mirrored:
            paint_lane(painter, line.tag, first, left, middle, theme, soft=True)
        if plan.paired or not mirrored:
            paint_lane(painter, line.tag, right, last, middle, theme, soft=True)


def paint_lane(
    painter: QPainter, tag: Tag, left: int, right: int, top: int, theme: Theme, *, soft: bool = False
) -> None:
    """Draw a line in a tag's colour and pattern."""
    if right <= left:
        return
    ink = theme.tag_ink(tag.colour)
    ink.setAlphaF(0.5 if soft else 1.0)
    if tag.pattern is Pattern.WAVY:
        wave(painter, ink, left, right, top, _LANE)
        return
    brush = lane_brush(tag.pattern, ink, _LANE)
    painter.save()
    painter.setBrushOrigin(left, top)
    for box in lane_rects(tag.pattern, ((0, right - left),), left, top, _LANE):
        painter.fillRect(box, brush)
    painter.restore()


def paint_fold(painter: QPainter, box: QRectF, colour: QColor, *, folded: bool, mirrored: bool = False) -> None:
    """Draw the triangle of a fold."""
    middle = box.center()
    if not folded:
        points = [QPointF(middle.x() - 4, middle.y() - 2), QPointF(middle.x() + 4, middle.y() - 2),
                  QPointF(middle.x(), middle.y() + 3)]  # fmt: skip
    else:
        way = -1 if mirrored else 1
        points = [QPointF(middle.x() - 2 * way, middle.y() - 4), QPointF(middle.x() - 2 * way, middle.y() + 4),
                  QPointF(middle.x() + 3 * way, middle.y())]  # fmt: skip
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(points))


def paint_state(painter: QPainter, box: QRectF, row: Row, theme: Theme) -> None:
    """Draw the sign of a row's state: equal, unequal, half a disc, a ring; broken where it is but proposed."""
    asked = row.state is RowState.OPEN and bool(row.proposed)
    draw_sign(painter, box, RowState.DIFFERS if asked else row.state, theme, asked=asked)


def draw_sign(painter: QPainter, box: QRectF, state: RowState, theme: Theme, *, asked: bool = False) -> None:
    """Draw the sign of a state."""
    colours = {RowState.DIFFERS: theme.warning, RowState.ONLY_HERE: theme.accent}
    colour = QColor(colours.get(state, theme.quiet))
    pen = QPen(colour, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, half = box.center(), box.width() / 2 - 1
    if state in (RowState.SAME, RowState.DIFFERS):
        if asked:
            pen.setDashPattern([1.4, 1.6])
        painter.setPen(pen)
        for y in (middle.y() - 2, middle.y() + 2):
            painter.drawLine(QPointF(middle.x() - half, y), QPointF(middle.x() + half, y))
        if state is RowState.DIFFERS:
            painter.setPen(QPen(colour, 1.4))
            painter.drawLine(QPointF(middle.x() - 2.5, middle.y() + 5), QPointF(middle.x() + 2.5, middle.y() - 5))
    else:
        ring = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        if state is RowState.OPEN:
            pen.setDashPattern([1.6, 1.6])
        painter.setPen(pen)
        painter.drawEllipse(ring)
        if state is RowState.ONLY_HERE:
            path = QPainterPath(middle)
            path.arcTo(ring, 90, 180)
            path.closeSubpath()
            painter.fillPath(path, colour)
    painter.restore()


def _hatch(painter: QPainter, area: QRect, theme: Theme) -> None:
    colour = QColor(theme.line)
    colour.setAlphaF(0.8 if theme.dark else 0.6)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(area, 5, 5)
    painter.restore()
