"""Lists whose rows the app draws itself: what their delegates, and the lists themselves, have in common."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.ui.override import override
from annotator.ui.theme import Theme

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class Cell(Struct, frozen=True):
    """Where a row is drawn: its `area` in the viewport (pixels), and how it is to look."""

    area: QRect
    state: QStyle.StateFlag
    mirrored: bool
    """Whether the list itself runs from right to left."""
    index: Index

    @property
    def selected(self) -> bool:
        return bool(self.state & QStyle.StateFlag.State_Selected)

    @property
    def under_pointer(self) -> bool:
        return bool(self.state & QStyle.StateFlag.State_MouseOver)

    @property
    def focused(self) -> bool:
        return bool(self.state & QStyle.StateFlag.State_HasFocus)


class RowDelegate(QStyledItemDelegate, Generic[R]):
    """Draws the values that a model has in its `Qt.UserRole`, one a row."""

    least = 120
    """Pixels under which a list need not become."""
    height = 0
    """Pixels of each row, where all are equally high; else 0."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def height_of(self, row: R) -> int:
        """Return how high a row is, in pixels; asked where `height` does not say it of all."""
        raise NotImplementedError

    def draw(self, painter: QPainter, row: R, cell: Cell) -> None:
        """Draw a row, smoothed and in the list's direction; what is set in the painter is undone afterwards."""
        raise NotImplementedError

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        # Not asked for the row where nothing hangs on it: a list may have 100,000.
        return QSize(self.least, self.height or self.height_of(index.data(Qt.ItemDataRole.UserRole)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self.draw(painter, index.data(Qt.ItemDataRole.UserRole), Cell(option.rect, option.state, mirrored, index))
        painter.restore()


def set_up(rows: QAbstractItemView) -> None:
    """Let a list's rows light up under the pointer, move by pixels, be cut at its edge, and not be written in."""
    rows.setMouseTracking(True)
    rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
