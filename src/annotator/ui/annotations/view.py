"""The panel of marks: filters above, rows below; a click goes to the place, a hover lights the mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QWidget,
)

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.annotations.model import MarksModel, Row
from annotator.ui.drawn_rows import Cell, RowDelegate
from annotator.ui.filtered_list import FilteredList
from annotator.ui.icons import dot, icon, paint_dot
from annotator.ui.lists import draw_ground, draw_line, draw_title
from annotator.ui.override import override
from annotator.ui.tag_names import tag_label
from annotator.ui.theme import Theme
from annotator.ui.veil import Shade, Veil

_ROW = 54
_DOT = 10
_NOTE = 12
_NOTE_LENGTH = 60
_TYPING_MS = 120
OPEN = "open"
ALL = "all"


class _Delegate(RowDelegate[Row]):
    height = _ROW

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.veil = Veil()

    @override
    def draw(self, painter: QPainter, row: Row, cell: Cell) -> None:
        box = cell.area
        direction = row.article.direction
        draw_ground(painter, box.adjusted(2, 1, -2, -2), cell.state, self.theme)
        painter.setPen(QPen(QColor(self.theme.line)))
        painter.drawLine(box.left() + 8, box.bottom(), box.right() - 8, box.bottom())
        inner = box.adjusted(10, 6, -10, -6)
        quote = QRect(inner.left() + 18, inner.top(), inner.width() - 18, 24)
        details = QRect(quote.left(), inner.bottom() - 17, quote.width(), 18)
        dot_x, note_x = inner.left(), inner.right() - _NOTE + 1
        if direction is Direction.RTL:
            quote.moveLeft(inner.left())
            details.moveLeft(inner.left())
            dot_x, note_x = inner.right() - _DOT + 1, inner.left()
        middle = quote.center().y() + 1
        # Marks that are dimmed or hidden on the pages are listed all the same, quietly.
        clear = self.veil.shade(row.annotation) is Shade.SHOWN
        ink = self.theme.tag_ink if clear else self.theme.tag_faint
        paint_dot(painter, QRectF(dot_x, middle - _DOT / 2, _DOT, _DOT), ink(row.tag.colour))
        painter.setPen(QColor(self.theme.ink if clear else self.theme.quiet))
        draw_title(painter, quote, row.quote, direction)
        facts = row.facts
        if row.annotation.note:
            # The icon says that there is a note whatever room is left for its words.
            at = QRect(note_x, details.center().y() - _NOTE // 2, _NOTE, _NOTE)
            icon("note", self.theme.quiet).paint(painter, at)
            shorter = _NOTE + 6
            details.adjust(*((shorter, 0, 0, 0) if direction is Direction.RTL else (0, 0, -shorter, 0)))
            facts = (*facts, shorten(row.annotation.note, _NOTE_LENGTH))
        painter.setPen(QColor(self.theme.quiet))
        draw_line(painter, details, facts, direction)


class _List(QListView):
    left = Signal()
    """The pointer left the list."""
    chosen = Signal(object)
    """The index that Enter was pressed on."""
    delete_pressed = Signal()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row in focus in view where it was: the card below takes its room when a mark is chosen."""
        row = self.visualRect(self.currentIndex())
        seen = row.isValid() and row.bottom() >= 0 and row.top() < event.oldSize().height()
        super().resizeEvent(event)
        if seen:
            self.scrollTo(self.currentIndex())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class MarksView(FilteredList):
    """Shows a `MarksModel` and its filter."""

    filter_changed = Signal()
    chosen = Signal(object)
    """The id of the annotation to go to."""
    hovered = Signal(object)
    """The id of the annotation under the pointer, or None."""
    delete_requested = Signal()
    menu_requested = Signal(object)
    """Global position of a right click on a row, which is then in focus."""
    selection_changed = Signal()
    """Other rows are selected: one, several or none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._more = False
        self.model = MarksModel(self)
        self.scope.setAccessibleName(self.tr("Articles whose marks are listed"))
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Tag of the marks listed"))
        self.words.setPlaceholderText(self.tr("Filter quotes, notes, attributes"))
        self.words.setAccessibleName(self.tr("Filter marks"))
        self.words.setToolTip(self.tr("Words, or an attribute with how its value begins: force:requests"))
        self.list = _List(self)
        self.list.setModel(self.model)
        self._delegate = _Delegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Marks"))
        self._furnish(self.list, self.tag, self.filter_changed, _TYPING_MS)
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.list.chosen.connect(self._chosen)
        self.list.entered.connect(lambda index: self.hovered.emit(self.model.row(index).annotation.id))
        self.list.left.connect(lambda: self.hovered.emit(None))
        self.list.delete_pressed.connect(self.delete_requested)
        self.list.customContextMenuRequested.connect(self._menu)
        for changed in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            changed.connect(lambda *_: self._fit())
        self.set_theme(theme)
        self._fit()

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._delegate.theme = theme
        for place in range(1, self.tag.count()):
            self.tag.setItemIcon(place, dot(theme.tag_ink(self.tag.itemData(place)[1]).name()))
        self.list.viewport().update()

    def set_veil(self, veil: Veil) -> None:
        """Show quietly what is dimmed or hidden on the pages."""
        self._delegate.veil = veil
        self.list.viewport().update()

    def offer(self, tags: TagSet, articles: list[Article]) -> None:
        """Fill the two choices, keeping what is chosen where it still exists."""
        scope, tag = self.chosen_scope(), self.chosen_tag()
        self.scope.clear()
        self.scope.addItem(self.tr("Open articles"), OPEN)
        self.scope.addItem(self.tr("All articles"), ALL)
        if articles:
            self.scope.insertSeparator(2)
        for article in articles:
            self.scope.addItem(isolate(shorten(article.title, 48)), article.id)
        self.scope.setCurrentIndex(max(self.scope.findData(scope), 0))
        self.tag.clear()
        self.tag.addItem(self.tr("All tags"), None)
        for item in tags:
            swatch = dot(self._theme.tag_ink(item.colour).name())
            self.tag.addItem(swatch, tag_label(item, tags, 32), (item.id, item.colour))
            if item.id == tag:
                self.tag.setCurrentIndex(self.tag.count() - 1)

    def chosen_scope(self) -> str:
        """Return `open`, `all`, or an article's id."""
        scope = self.scope.currentData()
        return scope if isinstance(scope, str) else OPEN

    def chosen_tag(self) -> str | None:
        """Return the id of the tag that is filtered for."""
        data = self.tag.currentData()
        return data[0] if data else None

    def selected(self) -> tuple[str, ...]:
        """Return the ids of the marks whose rows are selected, from top to bottom."""
        return tuple(mark.id for mark in self.selected_marks())

    def selected_marks(self) -> list[Annotation]:
        """Return the marks whose rows are selected, from top to bottom, as they are listed."""
        places = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.rows()[place].annotation for place in places]

    def mark(self, annotation_id: str | None) -> None:
        """Show which row is in focus, scrolling to it. Of several that are selected together it stays one."""
        index = self.model.place_of(annotation_id)
        selected = self.list.selectionModel()
        if index.isValid() and selected.isSelected(index) and len(selected.selectedIndexes()) > 1:
            return
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        else:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())

    def refresh_heading(self, *, more: bool | None = None) -> None:
        """Say how many marks are listed, and of which articles; `more` says that there are more (None: as before)."""
        self._more = self._more if more is None else more
        where = {OPEN: self.tr("in the open articles"), ALL: self.tr("in all articles")}
        text = where.get(self.chosen_scope(), isolate(self.scope.currentText()))
        first = self.tr("the first {0}").replace("{0}", self.model.heading) if self._more else self.model.heading
        self.heading.setText(f"{first} {text}")

    def _fit(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        narrowed = bool(self.words.text()) or self.chosen_tag() is not None
        self._empty.setText(
            self.tr("No mark fits the filter.")
            if narrowed
            else self.tr("No marks yet.\n\nSelect words in an article\nand press a tag's key.")
        )
        self._stack.setCurrentWidget(self._empty)

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.list.selectionModel().selectedIndexes()) <= 1:
            self._chosen(index)

    def _chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.row(index).annotation.id)

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self._chosen(index)
            self.menu_requested.emit(self.list.viewport().mapToGlobal(at))
