"""Who tells whom what: those who act at the beginning, what they say in the middle, whom it is for at the end.

A layered drawing: a node may stand at the beginning and again at the end; in each column nodes are ordered by the
middle of those they are tied to (the barycentre heuristic of Sugiyama, Tagawa and Toda, 1981), so that few lines cross.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from annotator.analysis.counting import Arrow, Label
from annotator.core.tagset import PALETTE
from annotator.ui.numbers.look import MARGIN, Look, widest

_HIGH = 28
_STEP = 38
_NODE = 230
"""Pixels that a name takes at most."""
_BETWEEN = 96
"""Pixels between two columns at the least."""
_KEY = 30
_SWEEPS = 4
_DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (1.5, 2.5), (9, 3, 1.5, 3), (3, 3))

Place = tuple[int, str]
"""Column and key of a node."""


@dataclass(frozen=True, slots=True)
class Line:
    source: Place
    target: Place
    arrow: Arrow


class Network:
    """`width` is what there is to be filled, in pixels."""

    def __init__(self, arrows: Sequence[Arrow], look: Look, width: int) -> None:
        self._look = look
        self._lines = layered(arrows)
        self._labels = {line.source: line.arrow.source for line in self._lines}
        self._labels |= {line.target: line.arrow.target for line in self._lines}
        self._kinds = list(dict.fromkeys(arrow.kind for arrow in arrows))
        self.lit: Place | None = None
        """The node under the pointer: its lines are brought out."""
        self._columns = _ordered(self._lines)
        self._wide = [
            widest([look.name(self._labels[place]) for place in column], _NODE) + 28 for column in self._columns
        ]
        gaps = max(len(self._columns) - 1, 1)
        between = max(_BETWEEN, (width - 2 * MARGIN - sum(self._wide)) // gaps)
        tallest = max(map(len, self._columns), default=0)
        self._boxes: dict[Place, QRect] = {}
        x = MARGIN
        for column, wide in zip(self._columns, self._wide, strict=True):
            top = MARGIN + _KEY + (tallest - len(column)) * _STEP // 2
            for number, place in enumerate(column):
                self._boxes[place] = QRect(x, top + number * _STEP, wide, _HIGH)
            x += wide + between
        self.size = QSize(max(x - between + MARGIN, 200), 2 * MARGIN + _KEY + tallest * _STEP)

    def paint(self, painter: QPainter) -> None:
        self._paint_keys(painter)
        for line in sorted(self._lines, key=self._is_lit):
            self._paint_line(painter, line)
        for place, box in self._boxes.items():
            self._paint_node(painter, place, self._look.mirrored(box, self.size.width()))

    def light(self, at: QPoint | None) -> bool:
        """Bring out the node at a place; return whether another one is than before."""
        found = None if at is None else self._node_at(at)
        changed, self.lit = found != self.lit, found
        return changed

    def hint(self, at: QPoint) -> str | None:
        node = self._node_at(at)
        if node is not None:
            return self._look.name(self._labels[node])
        near = QPainterPathStroker(QPen(Qt.GlobalColor.black, 9))
        for line in self._lines:
            if near.createStroke(self._path(line)).contains(QPointF(at)):
                arrow = line.arrow
                return f"{arrow.source.name} — {arrow.kind} → {arrow.target.name} ({arrow.count})"
        return None

    def _node_at(self, at: QPoint) -> Place | None:
        width = self.size.width()
        return next((p for p, box in self._boxes.items() if self._look.mirrored(box, width).contains(at)), None)

    def _is_lit(self, line: Line) -> bool:
        return self.lit in (line.source, line.target)

    def _paint_keys(self, painter: QPainter) -> None:
        x, width = MARGIN, self.size.width()
        for kind in self._kinds:
            wide = widest([kind], 200)
            if x + 30 + wide > width - MARGIN:
                break
            line = self._look.mirrored(QRect(x, MARGIN - 4, 24, 16), width)
            painter.setPen(self._pen(kind, 1, faint=False))
            painter.drawLine(line.left(), line.center().y(), line.right(), line.center().y())
            name = self._look.mirrored(QRect(x + 30, MARGIN - 4, wide, 16), width)
            self._look.draw_quiet(painter, name, kind)
            x += 30 + wide + 20

    def _pen(self, kind: str, count: int, *, faint: bool) -> QPen:
        at = self._kinds.index(kind)
        colour = self._look.theme.tag_ink(PALETTE[at % len(PALETTE)])
        colour.setAlphaF(0.18 if faint else 0.75)
        pen = QPen(colour, 1.4 + 1.1 * log2(count))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes := _DASHES[at % len(_DASHES)]:
            pen.setDashPattern(list(dashes))
        return pen

    def _ends(self, line: Line) -> tuple[QPointF, QPointF]:
        width = self.size.width()
        source = self._look.mirrored(self._boxes[line.source], width)
        target = self._look.mirrored(self._boxes[line.target], width)
        if self._look.right_to_left:
            return QPointF(source.left(), source.center().y()), QPointF(target.right() + 1, target.center().y())
        return QPointF(source.right() + 1, source.center().y()), QPointF(target.left(), target.center().y())

    def _path(self, line: Line) -> QPainterPath:
        start, end = self._ends(line)
        bend = (end.x() - start.x()) * 0.45
        path = QPainterPath(start)
        path.cubicTo(QPointF(start.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), end)
        return path

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        faint = self.lit is not None and not self._is_lit(line)
        pen = self._pen(line.arrow.kind, line.arrow.count, faint=faint)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path(line))
        _, end = self._ends(line)
        back = 8.0 if self._look.right_to_left else -8.0
        head = QPolygonF([end, QPointF(end.x() + back, end.y() - 4), QPointF(end.x() + back, end.y() + 4)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        painter.drawPolygon(head)

    def _paint_node(self, painter: QPainter, place: Place, box: QRect) -> None:
        look, label = self._look, self._labels[place]
        colour = look.colour(label)
        painter.setPen(QPen(colour, 1.4 if place != self.lit else 2.4))
        painter.setBrush(QColor(look.theme.page))
        painter.drawRoundedRect(box, 8, 8)
        tint = QColor(colour)
        tint.setAlphaF(0.12)
        painter.setBrush(tint)
        painter.drawRoundedRect(box, 8, 8)
        look.draw_name(painter, box.adjusted(12, 0, -12, 0), label)


def layered(arrows: Sequence[Arrow]) -> list[Line]:
    """Give both ends of each arrow a column."""
    acting = _acting(arrows)

    def columns(source: Label, target: Label) -> tuple[int, int]:
        if source.tag in acting:
            return 0, 2 if target.tag in acting else 1
        return 1, 2

    lines: list[Line] = []
    for arrow in arrows:
        start, end = columns(arrow.source, arrow.target)
        lines.append(Line((start, arrow.source.key), (end, arrow.target.key), arrow))
    return lines


def _acting(arrows: Sequence[Arrow]) -> set[str | None]:
    """Return the tags of those who act: from them arrows lead to what others lead on from, to further ends.

    Where nothing stands between two ends so, they are of the tag that most arrows come from.
    """
    across = [arrow for arrow in arrows if arrow.source.tag != arrow.target.tag]
    led_to = {arrow.target.key for arrow in across}
    between = {arrow.source.key: arrow.source.tag for arrow in across if arrow.source.key in led_to}
    if between:
        nodes = Counter(between.values())
        middle = max(nodes, key=lambda tag: (nodes[tag], tag or ""))
        return {arrow.source.tag for arrow in across if arrow.target.tag == middle}
    sources = Counter(arrow.source.tag for arrow in arrows)
    return {max(sources, key=lambda tag: (sources[tag], tag or ""))} if sources else set()


def _ordered(lines: Sequence[Line]) -> list[list[Place]]:
    """Return the columns that are not empty, their nodes in an order in which few lines cross."""
    tied: defaultdict[Place, set[Place]] = defaultdict(set)
    for line in lines:
        tied[line.source].add(line.target)
        tied[line.target].add(line.source)
    columns = [[place for place in tied if place[0] == number] for number in range(3)]
    columns = [column for column in columns if column]
    for sweep in range(_SWEEPS):
        for at in range(len(columns))[:: 1 if sweep % 2 == 0 else -1]:
            where = {place: (n + 0.5) / len(column) for column in columns for n, place in enumerate(column)}
            columns[at].sort(key=lambda place: sum(where[other] for other in tied[place]) / len(tied[place]))
    return columns
