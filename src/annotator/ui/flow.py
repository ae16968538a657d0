"""Widgets side by side in as many rows as their width asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

BETWEEN = 2
"""Pixels between two widgets, and between two rows."""
ROW = 28
"""Pixels that a row is high at the least."""


def flow(
    groups: Iterable[Sequence[QWidget]], room: int, pad: QSize, *, fill: bool = False, level: bool = False
) -> QSize:
    """Put the widgets of one parent side by side, those of a group in one row; return what they need, in pixels.

    A row is at most `room` wide, `pad` lies around them all; with `level` what is lower than its row stands in the
    middle of it. Where the interface runs from right to left, so do they: from the right of what they need, or with
    `fill` from that of `room`.
    """
    rows: list[list[tuple[QWidget, QRect]]] = [[]]
    x, y, high, wide = pad.width(), pad.height(), ROW, 0
    inside = max(1, room - 2 * pad.width())
    for group in groups:
        sizes = [widget.sizeHint().expandedTo(QSize(0, ROW)).boundedTo(QSize(inside, 1000)) for widget in group]
        needed = sum(size.width() + BETWEEN for size in sizes) - BETWEEN
        if x + needed + pad.width() > room and x > pad.width():
            x, y, high = pad.width(), y + high + BETWEEN, ROW
            rows.append([])
        for widget, size in zip(group, sizes, strict=True):
            rows[-1].append((widget, QRect(QPoint(x, y), size)))
            x, high = x + size.width() + BETWEEN, max(high, size.height())
            wide = max(wide, x - BETWEEN + pad.width())
    width = room if fill else wide
    for widget, box in (lying for row in rows for lying in (_levelled(row) if level else row)):
        if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveLeft(width - box.left() - box.width())
        widget.setGeometry(box)
    return QSize(wide, y + high + pad.height())


def _levelled(row: list[tuple[QWidget, QRect]]) -> Iterable[tuple[QWidget, QRect]]:
    """Yield the widgets of a row, each in the middle of its height."""
    high = max((box.height() for _, box in row), default=0)
    for widget, box in row:
        yield widget, box.translated(0, (high - box.height() + 1) // 2)
