"""The tree of tags: rows with dot, name, key and count, dragged to be nested and put in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import (
    QLineF,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.core.tagset import TagSet
from annotator.core.values import Tag
from annotator.ui.drawn_rows import set_up
from annotator.ui.override import override
from annotator.ui.tags.rows import COUNT, TAG, TagDelegate
from annotator.ui.theme import Theme
from annotator.ui.tips import plain
from annotator.ui.wording import marks_text

_EDGE = 18
"""Pixels at the upper and lower edge where a drag scrolls."""
_INDENT = 18


class Place(NamedTuple):
    """Where a tag shall go: below `parent` (an id, None: at the top), at `place` among those there without it."""

    parent: str | None
    place: int
    line: QRect
    """What is drawn for it, in pixels of the viewport; a row, where the tag shall go below that one."""
    inside: bool


class TagTree(QTreeWidget):
    """Shows a tag set. It decides nothing: it tells what is chosen, and where a tag shall go."""

    chosen = Signal(object)
    """The id of the tag in the current row, None where there is none."""
    move_wanted = Signal(object)
    """(tag id, id of its new parent or None, place among those there)."""
    step_wanted = Signal(object)
    """(tag id, `up`, `down`, `in` or `out`): a move by the keyboard."""
    delete_pressed = Signal(object)
    rename_pressed = Signal()
    add_pressed = Signal()
    menu_wanted = Signal(object)
    """(tag id or None, global position)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tags = TagSet()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._folded: set[str] = set()
        self._pressed: QPoint | None = None
        self._dragged: str | None = None
        self.target: Place | None = None
        """Where the tag that is dragged would go."""
        self._delegate = TagDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Tags"))
        self.setIndentation(_INDENT)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        set_up(self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.currentItemChanged.connect(lambda now, _before: self.chosen.emit(self._id(now)))
        self.itemCollapsed.connect(lambda item: self._folded.add(str(self._id(item))))
        self.itemExpanded.connect(lambda item: self._folded.discard(str(self._id(item))))
        self.itemDoubleClicked.connect(lambda _item, _column: self.rename_pressed.emit())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.theme = theme
        self.setStyleSheet(
            "QTreeWidget { background: transparent; border: 0; outline: 0; show-decoration-selected: 0; }"
        )
        self.viewport().update()

    def show_tags(self, tags: TagSet, counts: Mapping[str, int]) -> None:
        """List these, each with the number of its marks; what is chosen and folded stays so."""
        current = self.current()
        blocked = self.blockSignals(True)
        if [(tag.id, tag.parent) for tag in tags] != [(tag.id, tag.parent) for tag in self._tags]:
            self._build(tags)
        self._tags = tags
        for tag in tags:
            item, count = self._items[tag.id], counts.get(tag.id, 0)
            item.setText(0, tag.name)
            item.setData(0, TAG, tag)
            item.setData(0, COUNT, count)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, self._said(tag, count))
            item.setToolTip(0, plain(tag.description or ""))
        self.blockSignals(blocked)
        left = self._items.get(current or "")
        if left is None:
            left = next(iter(self._items.values()), None)
        if left is not None:
            self.setCurrentItem(left)
        if self.current() != current:
            self.chosen.emit(self.current())
        self.viewport().update()

    def _build(self, tags: TagSet) -> None:
        self.clear()
        self._items = {}
        for tag in tags:
            item = QTreeWidgetItem()
            above = self._items.get(tag.parent or "")
            if above is None:
                self.addTopLevelItem(item)
            else:
                above.addChild(item)
            self._items[tag.id] = item
            item.setData(0, TAG, tag)
        for record, item in self._items.items():
            item.setExpanded(record not in self._folded)

    def _said(self, tag: Tag, count: int) -> str:
        key = self.tr("key {0}").replace("{0}", tag.shortcut.upper()) if tag.shortcut else ""
        retired = self.tr("retired") if tag.retired else ""
        return ", ".join(part for part in (tag.name, key, retired, marks_text(count)) if part)

    def current(self) -> str | None:
        """Return the id of the tag in the current row."""
        return self._id(self.currentItem())

    def choose(self, tag_id: str) -> None:
        """Make the row of a tag the current one, where it is listed."""
        if tag_id in self._items:
            self.setCurrentItem(self._items[tag_id])
            self.scrollToItem(self._items[tag_id])

    def row(self, tag_id: str) -> QRect:
        """Return where the row of a tag lies, in pixels of the viewport."""
        return self.visualItemRect(self._items[tag_id])

    @staticmethod
    def _id(item: QTreeWidgetItem | None) -> str | None:
        if item is None:
            return None
        tag: Tag | None = item.data(0, TAG)
        return None if tag is None else tag.id

    # By the keyboard.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, key = self.current(), event.key()
        if self._dragged is not None and key == Qt.Key.Key_Escape:
            self._drop(None)
        elif current is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier and key in self._steps():
            self.step_wanted.emit((current, self._steps()[Qt.Key(key)]))
        elif key == Qt.Key.Key_Delete and current is not None:
            self.delete_pressed.emit(current)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rename_pressed.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _steps(self) -> dict[Qt.Key, str]:
        inward, outward = (
            (Qt.Key.Key_Left, Qt.Key.Key_Right) if self.isRightToLeft() else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        )
        return {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", inward: "in", outward: "out"}

    # By the mouse, and not by Qt's own drag and drop: nothing is to leave this tree, and Esc is to call it off.

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        self._pressed = event.position().toPoint() if item and event.button() is Qt.MouseButton.LeftButton else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged is None and far:
            self._dragged = self._id(self.itemAt(self._pressed))
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged is not None:
            self._scroll_at(at.y())
            self.target = self._place(at)
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._drop(self._place(event.position().toPoint()))
            return
        self._pressed = None
        super().mouseReleaseEvent(event)

    def _drop(self, place: Place | None) -> None:
        dragged = self._dragged
        self._pressed = self._dragged = self.target = None
        self.viewport().unsetCursor()
        self.viewport().update()
        if place is not None and dragged is not None:
            self.move_wanted.emit((dragged, place.parent, place.place))

    def _scroll_at(self, y: int) -> None:
        bar = self.verticalScrollBar()
        if y < _EDGE:
            bar.setValue(bar.value() - bar.singleStep())
        elif y > self.viewport().height() - _EDGE:
            bar.setValue(bar.value() + bar.singleStep())

    def _place(self, at: QPoint) -> Place | None:
        """Return where what is dragged would go: above or below a row, or in its middle under it; None for nowhere."""
        assert self._dragged is not None
        item = self.itemAt(QPoint(max(0, min(at.x(), self.viewport().width() - 1)), at.y()))
        if item is None:
            last = self.visualItemRect(self._lowest()) if self._items else QRect()
            line = QRect(4, last.bottom() + 1, self.viewport().width() - 8, 0)
            return Place(None, self._number_of(None), line, inside=False)
        over = str(self._id(item))
        if any(tag.id == self._dragged for tag in self._tags.path(over)):
            return None
        box = self.visualItemRect(item)
        share = (at.y() - box.top()) / max(1, box.height())
        parent = self._id(item.parent())
        line = QRect(box.left(), box.top(), box.width() - 4, 0)
        beside = [child.id for child in self._tags.children(parent) if child.id != self._dragged]
        if share < 0.28:
            return Place(parent, beside.index(over), line, inside=False)
        if share <= 0.72:
            return Place(over, self._number_of(over), box.adjusted(2, 1, -4, -1), inside=True)
        if item.isExpanded() and item.childCount() and self._number_of(over):
            deeper = (0, -_INDENT) if self.isRightToLeft() else (_INDENT, 0)
            return Place(over, 0, line.adjusted(deeper[0], box.height(), deeper[1], box.height()), inside=False)
        return Place(parent, beside.index(over) + 1, line.translated(0, box.height()), inside=False)

    def _number_of(self, parent: str | None) -> int:
        return sum(child.id != self._dragged for child in self._tags.children(parent))

    def _lowest(self) -> QTreeWidgetItem:
        """Return the lowest row that is seen."""
        return max(self._items.values(), key=lambda item: self.visualItemRect(item).bottom())

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        item = self.itemFromIndex(index)
        if not item.childCount():
            return
        side = -1 if self.isRightToLeft() else 1
        middle = QPointF(
            rect.left() + _INDENT / 2 if side < 0 else rect.right() - _INDENT / 2 + 1, rect.center().y() + 1
        )
        shape = (
            ((-3.5, -2), (0, 2), (3.5, -2))
            if item.isExpanded()
            else ((-2 * side, -3.5), (2 * side, 0), (-2 * side, 3.5))
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.quiet), 1.4))
        painter.drawPolyline([middle + QPointF(x, y) for x, y in shape])
        painter.restore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.target is None:
            return
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.accent), 2 if not self.target.inside else 1))
            line = self.target.line
            if self.target.inside:
                painter.drawRoundedRect(QRectF(line).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
                return
            painter.setBrush(QColor(self._theme.page))
            begin, end = (line.right(), line.left()) if self.isRightToLeft() else (line.left(), line.right())
            side = -1 if self.isRightToLeft() else 1
            painter.drawLine(QLineF(begin + side * 6, line.top(), end, line.top()))
            painter.drawEllipse(QPointF(begin + side * 3, line.top()), 3, 3)

    def _menu(self, at: QPoint) -> None:
        self.menu_wanted.emit((self._id(self.itemAt(at)), self.viewport().mapToGlobal(at)))

    def counted(self, tag_id: str) -> str:
        """Return the number that a row shows."""
        return QLocale().toString(int(self._items[tag_id].data(0, COUNT)))
