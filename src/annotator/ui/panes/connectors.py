"""The thin curves that join a mark to its ties in the panes beside: an overlay that no pointer notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from annotator.ui.override import override
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.reach import Reach, seen

MOST = 12
"""Connectors at a time, the shortest: more would be a thicket."""

_WIDTH = 1.25
_DOT = 2.25
_STEP = 8
"""Pixels in which a connector comes down from a lane into the leading."""
_STRENGTH = 0.75
"""How much of a tag's ink a connector has: it is to be followed, not to be read."""


class Connector(Struct, frozen=True):
    """From the lane of the hovered mark to that of a tied one.

    The points are those at the mark, where its column ends, where the other column begins, and at the other mark. In a
    column it runs in the leading, so that it strikes no word through.
    """

    begin: QPoint
    out: QPoint
    into: QPoint
    end: QPoint

    @property
    def length(self) -> int:
        """The way along the legs, in pixels: what decides which are nearest."""
        points = (self.begin, self.out, self.into, self.end)
        return sum((b - a).manhattanLength() for a, b in pairwise(points))

    def path(self) -> QPainterPath:
        near, far = _beside(self.begin, self.out), _beside(self.end, self.into)
        path = QPainterPath(QPointF(self.begin))
        _bend(path, self.begin, near)
        path.lineTo(QPointF(self.out))
        _bend(path, self.out, self.into)
        path.lineTo(QPointF(far))
        _bend(path, far, self.end)
        return path


def _beside(mark: QPoint, edge: QPoint) -> QPoint:
    """Return where a leg that goes from a mark to its column's edge has come down from the lane."""
    if mark.y() == edge.y():
        return mark
    return QPoint(mark.x() + (_STEP if edge.x() > mark.x() else -_STEP), edge.y())


def _bend(path: QPainterPath, start: QPoint, end: QPoint) -> None:
    """Go on from `start` to `end`, level at both."""
    middle = (start.x() + end.x()) / 2
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), QPointF(end))


def connectors(
    here: Pane, begins: Sequence[Reach], there: Pane, tied: frozenset[str], ground: QWidget
) -> Iterator[Connector]:
    """Return the connectors from a mark, seen at `begins` in one pane, to those of its ties that are seen in another.

    Their points are in pixels of `ground`, which both panes lie on.
    """
    to_right = _origin(there, ground).x() > _origin(here, ground).x()
    for ends in seen(there.view, tied).values():
        begin, out = leg(here, ground, begins, right=to_right)
        end, into = leg(there, ground, ends, right=not to_right)
        yield Connector(begin, out, into, end)


def _origin(pane: Pane, ground: QWidget) -> QPoint:
    return pane.view.viewport().mapTo(ground, QPoint(0, 0))


def leg(pane: Pane, ground: QWidget, reaches: Sequence[Reach], *, right: bool) -> tuple[QPoint, QPoint]:
    """Return where a mark is left to the right or the left, and where its column is: over as little text as may be.

    In pixels of `ground`.
    """
    page = pane.view.page
    assert page is not None
    column = page.left + page.setting.width if right else page.left
    if right:
        reach = max(reaches, key=lambda one: one.right)
        x, edge = reach.right, max(reach.right, column)
    else:
        reach = min(reaches, key=lambda one: one.left)
        x, edge = reach.left, min(reach.left, column)
    origin = _origin(pane, ground)
    # Where it leaves the column at once, there is no word to keep clear of.
    level = reach.lane if abs(edge - x) <= 2 * _STEP else reach.below
    return origin + QPoint(x, reach.lane), origin + QPoint(edge, level)


class Connectors(QWidget):
    """Draws connectors over the ground that the panes lie on.

    It is there, and as large, only as they need it: pages without them scroll as if it were not.
    """

    def __init__(self, ground: QWidget, panes: Callable[[], Sequence[Pane]]) -> None:
        super().__init__(ground)
        self.ground = ground
        self._panes = panes
        self.shown: tuple[Connector, ...] = ()
        """In pixels of the ground."""
        self._colour = QColor()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def draw(self, shown: Sequence[Connector], colour: QColor) -> None:
        """Show these connectors, and no others."""
        if (tuple(shown), colour) == (self.shown, self._colour) and self.isVisible() == bool(shown):
            return
        self.shown, self._colour = tuple(shown), QColor(colour)
        if not shown:
            self.hide()
            return
        box = QRect()
        for connector in shown:
            box |= connector.path().boundingRect().toAlignedRect()
        margin = round(_DOT) + 2
        self.setGeometry(box.adjusted(-margin, -margin, margin, margin))
        self.show()
        self.raise_()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(QPointF(-self.pos()) + QPointF(0.5, 0.5))  # thin level lines fill whole pixels
            bare = QRegion(self.geometry())
            for place in self._covered():
                bare -= place
            painter.setClipRegion(bare)
            ink = QColor(self._colour)
            ink.setAlphaF(_STRENGTH)
            pen = QPen(ink, _WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            for connector in self.shown:
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(connector.path())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._colour)
                for point in (connector.begin, connector.end):
                    painter.drawEllipse(QPointF(point), _DOT, _DOT)

    def _covered(self) -> Iterator[QRect]:
        """Return where something lies on the pages that is not theirs: the palette."""
        for pane in self._panes():
            palette = pane.palette_
            if palette.isVisible():
                yield QRect(palette.mapTo(self.ground, QPoint(0, 0)), palette.size())
