"""The library panel: articles as quiet two-line rows that open on a click and can be dragged to a pane."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.library.model import ROW, LibraryModel, Row
from annotator.ui.lists import draw_line, draw_title, list_font
from annotator.ui.override import override
from annotator.ui.theme import Theme

_HEADING = 30
_ARTICLE = 52
_EVEN = 2000
_BATCH = 1000
"""Rows that are laid out at once where they are many: a few milliseconds."""


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.even = False
        """Whether all rows are equally high: so that Qt need not ask for the height of each of 100,000."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if self.even:
            return QSize(120, _ARTICLE)
        row: Row = index.data(ROW)
        return QSize(120, _ARTICLE if row.article else _HEADING)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.article is None:
            self._paint_heading(painter, box, row.heading or self.tr("Other articles"))
        else:
            self._paint_article(painter, box, row, state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRect, heading: str) -> None:
        font = list_font(heading, small=True)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.quiet))
        area = QRect(box.left() + 10, box.bottom() - _HEADING + 7, box.width() - 20, _HEADING - 6)
        painter.drawText(
            area,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading),
            painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, area.width()),
        )

    def _paint_article(self, painter: QPainter, box: QRect, row: Row, state: QStyle.StateFlag) -> None:
        assert row.article is not None
        card = box.adjusted(4, 1, -4, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if row.open or selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(QColor(self.theme.line)))
            painter.setBrush(QColor(self.theme.selection if selected else self.theme.page))
            painter.drawRoundedRect(card, 6, 6)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self.theme.accent)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card, 6, 6)
        inner = card.adjusted(8, 4, -8, -4)
        title = QRect(inner.left(), inner.top(), inner.width(), 23)
        details = QRect(inner.left(), inner.bottom() - 17, inner.width(), 18)
        painter.setPen(QColor(self.theme.ink))
        draw_title(painter, title, row.article.title, row.article.direction)
        painter.setPen(QColor(self.theme.quiet))
        draw_line(painter, details, row.facts, row.article.direction)


class _List(QListView):
    chosen = Signal(object)
    """The index that Enter was pressed on."""
    remove_pressed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_pressed.emit()
        else:
            super().keyPressEvent(event)


class LibraryView(QWidget):
    """Shows a `LibraryModel`; tells what was chosen, and decides nothing."""

    open_requested = Signal(object)
    """The id of an article to show in the pane in use."""
    remove_requested = Signal()
    menu_requested = Signal(object)
    """Global position of a right click on an article (which is then selected)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LibraryModel(self)
        self.list = _List(self)
        self.list.setModel(self.model)
        self._delegate = _Delegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setBatchSize(_BATCH)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setMouseTracking(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName(self.tr("Articles"))
        self.list.clicked.connect(self._clicked)
        self.list.chosen.connect(self._clicked)
        self.list.remove_pressed.connect(self.remove_requested)
        self.list.customContextMenuRequested.connect(self._menu)
        self._empty = QLabel(self.tr("No articles yet.\n\nDrop text files on the window,\nor press Ctrl+I."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 6)
        layout.addLayout(self._stack)
        self._held: tuple[list[str], int] = ([], 0)
        self.model.modelAboutToBeReset.connect(self._hold)
        self.model.modelReset.connect(self._fit)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._empty.setStyleSheet(f"color: {theme.quiet};")
        self.list.viewport().update()

    def selected(self) -> list[str]:
        """Return the ids of the selected articles, from top to bottom, each once."""
        rows = sorted(self.list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        ids = [record for index in rows if (record := self.model.article_id(index)) is not None]
        return list(dict.fromkeys(ids))

    def select(self, article_id: str) -> None:
        """Make this article the one selected."""
        index = self.model.place_of(article_id)
        if index.isValid():
            self.list.setCurrentIndex(index)

    def _hold(self) -> None:
        """Remember what is selected and seen: the list is about to be made anew."""
        self._held = self.selected(), self.list.verticalScrollBar().value()

    def _fit(self) -> None:
        even = self._delegate.even = self.model.rowCount() > _EVEN
        self.list.setUniformItemSizes(even)
        self.list.setLayoutMode(QListView.LayoutMode.Batched if even else QListView.LayoutMode.SinglePass)
        self._stack.setCurrentWidget(self.list if self.model.rowCount() else self._empty)
        selected, top = self._held
        for article_id in selected:
            index = self.model.place_of(article_id)
            if index.isValid():
                self.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        self.list.doItemsLayout()
        self.list.verticalScrollBar().setValue(top)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row.article is not None and len(self.list.selectionModel().selectedIndexes()) <= 1:
            self.open_requested.emit(row.article.id)

    def _menu(self, at: QPoint) -> None:
        if self.list.indexAt(at).isValid() and self.selected():
            self.menu_requested.emit(self.list.viewport().mapToGlobal(at))
