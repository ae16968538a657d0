"""What a picture of numbers is drawn with: colours, direction, sizes; and its parts that several pictures share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from annotator.analysis.counting import Label
from annotator.core.tagset import PALETTE
from annotator.text.direction import Direction, paragraph_direction
from annotator.ui.lists import draw_title, elided, list_font
from annotator.ui.theme import Theme

MARGIN = 20
"""Pixels around a picture."""


@dataclass(frozen=True, slots=True)
class Look:
    """`colours` are those of the tags, by id; `nothing` is what a label without a name is called."""

    theme: Theme
    right_to_left: bool
    colours: Mapping[str, str]
    nothing: str

    def colour(self, label: Label, place: int | None = None) -> QColor:
        """Return the colour of a label: its tag's; else that of its place in the palette; without one the accent."""
        if label.tag is not None and label.tag in self.colours:
            return self.theme.tag_ink(self.colours[label.tag])
        if place is None:
            return QColor(self.theme.accent)
        return self.theme.tag_ink(PALETTE[place % len(PALETTE)])

    def name(self, label: Label) -> str:
        return label.name or self.nothing

    def mirrored(self, box: QRect, width: int) -> QRect:
        """Return a box of a picture of `width` pixels where it is drawn: from the right in a right-to-left one."""
        if not self.right_to_left:
            return box
        return QRect(width - box.x() - box.width(), box.y(), box.width(), box.height())

    def draw_name(self, painter: QPainter, box: QRect, label: Label, *, towards_end: bool = False) -> None:
        """Draw a name in its own direction, at the beginning of `box` or towards its end, cut where it is too long."""
        text, font = self.name(label), list_font(self.name(label))
        metrics = QFontMetrics(font)
        shown = elided(text, metrics, box.width())
        left = self.right_to_left != towards_end
        side = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(QColor(self.theme.ink if label.name else self.theme.quiet))
        right_to_left = paragraph_direction(text, Direction.LTR) is Direction.RTL
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), shown)

    def draw_quiet(self, painter: QPainter, box: QRect, text: str, *, centred: bool = False) -> None:
        painter.setFont(list_font(text, small=True))
        painter.setPen(QColor(self.theme.quiet))
        side = Qt.AlignmentFlag.AlignRight if self.right_to_left else Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag.AlignHCenter if centred else side
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), text)


class Picture(Protocol):
    """Something to be painted in pixels from its upper left corner, on the page's colour."""

    @property
    def size(self) -> QSize: ...

    def paint(self, painter: QPainter) -> None: ...

    def hint(self, at: QPoint) -> str | None:
        """Return what is to be said of the place under the pointer."""


def widest(labels: list[str], most: int) -> int:
    """Return how many pixels the widest of these names takes, at most `most`."""
    return min(max((QFontMetrics(list_font(text)).horizontalAdvance(text) for text in labels), default=0) + 2, most)


__all__ = ["MARGIN", "Look", "Picture", "draw_title", "widest"]
