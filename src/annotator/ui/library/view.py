"""The library panel: articles as quiet two-line rows that open on a click and can be dragged to a pane or a heading."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QStackedLayout, QVBoxLayout, QWidget

from annotator.ui.dragging import ARTICLE_MIME, accept_copy, dragged_articles
from annotator.ui.drawn_rows import set_up
from annotator.ui.library.head import LibraryHead
from annotator.ui.library.model import LibraryModel
from annotator.ui.library.rows import ARTICLE, LibraryDelegate
from annotator.ui.override import override
from annotator.ui.theme import Theme

_EVEN = 2000
_MANY = 10_000
"""Rows from which on they are laid out in batches, as laying out more at once takes over 30 milliseconds. Qt shows none
of them before the last batch: a shorter list would be bare all through an import, which makes it anew again and again.
"""
_BATCH = 1000
"""Rows that are laid out at once where they are many: a few milliseconds."""


class _List(QListView):
    chosen = Signal(object)
    """The index that Enter was pressed on."""
    remove_pressed = Signal()
    fold_wanted = Signal(object)
    """(heading, whether it shall be folded)."""
    dropped = Signal(object)
    """(ids of articles, the heading they were dropped on or under, whether Ctrl was held)."""

    def __init__(self, model: LibraryModel, delegate: LibraryDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model
        self._delegate = delegate
        self.headed = False
        """Whether articles can be dropped on headings."""
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        set_up(self)
        self.setBatchSize(_BATCH)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(index)
        elif key == Qt.Key.Key_Delete:
            self.remove_pressed.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid() and self.headed:
            back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
            self._sideways(index, back=key == back)
        else:
            super().keyPressEvent(event)

    def _sideways(self, index: QModelIndex, *, back: bool) -> None:
        """Go from an article to its heading, or fold and unfold a heading."""
        heading = self._rows.heading(index)
        if self._rows.article_id(index) is None:
            self.fold_wanted.emit((heading, back))
        elif back:
            above = self._rows.heading_of(heading)
            if above.isValid():
                self.setCurrentIndex(above)

    # Dropping articles on a heading.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(ARTICLE_MIME):
            accept_copy(event)
        else:
            event.ignore()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # which scrolls at the edges
        self._aim(self._heading_at(event))
        if self._delegate.target is None:
            event.ignore()
        else:
            accept_copy(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._aim(None)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        heading = self._heading_at(event)
        self._aim(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if heading is not None:
            accept_copy(event)
            added = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.dropped.emit((dragged_articles(event.mimeData()), heading, added))

    def _heading_at(self, event: QDropEvent) -> str | None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or not self.headed or not event.mimeData().hasFormat(ARTICLE_MIME):
            return None
        return self._rows.heading(index)

    def _aim(self, heading: str | None) -> None:
        if self._delegate.target != heading:
            self._delegate.target = heading
            self.viewport().update()


class LibraryView(QWidget):
    """Shows a `LibraryModel`; tells what was chosen, and decides nothing."""

    open_requested = Signal(object)
    """The id of an article to show in the pane in use."""
    beside_requested = Signal()
    """The selected articles shall be shown side by side."""
    remove_requested = Signal()
    menu_requested = Signal(object)
    """Global position of a right click on an article (which is then selected)."""
    heading_menu_requested = Signal(object)
    """(heading, global position) of a right click on a heading."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LibraryModel(self)
        self._delegate = LibraryDelegate(theme, self)
        self.head = LibraryHead(theme)
        self.list = _List(self.model, self._delegate, self)
        self.list.setAccessibleName(self.tr("Articles"))
        self.list.clicked.connect(self._clicked)
        self.list.chosen.connect(self._entered)
        self.list.remove_pressed.connect(self.remove_requested)
        self.list.customContextMenuRequested.connect(self._menu)
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self.list.setParent(None)  # it comes back below the fields, and is so reached by Tab after them
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 6)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(self._stack)
        self._held: tuple[list[str], tuple[str, str | None] | None, int] = ([], None, 0)
        self.model.modelAboutToBeReset.connect(self._hold)
        self.model.modelReset.connect(self._fit)
        self.head.left.connect(self._go_to_list)
        self.say_empty(sieved=False)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._empty.setStyleSheet(f"color: {theme.quiet};")
        self.head.set_theme(theme)
        self.list.viewport().update()

    def say_empty(self, *, sieved: bool) -> None:
        """Say why nothing is listed, where nothing is."""
        none = self.tr("No articles yet.\n\nDrop files on the window,\nor press Ctrl+I.")
        self._empty.setText(self.tr("No article fits.\n\nEsc in the field clears it.") if sieved else none)

    def selected(self) -> list[str]:
        """Return the ids of the selected articles, from top to bottom, each once."""
        rows = sorted(self.list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        ids = [record for index in rows if (record := self.model.article_id(index)) is not None]
        return list(dict.fromkeys(ids))

    def select(self, article_id: str) -> None:
        """Make this article the one selected; none, where it is not listed."""
        index = self.model.place_of(article_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
        else:
            self.list.clearSelection()

    def rename(self, article_id: str) -> bool:
        """Let the title of an article be written anew in its row. Return whether it has one."""
        index = self.model.place_of(article_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.edit(index)
        return index.isValid()

    def _hold(self) -> None:
        """Remember what is selected and seen: the list is about to be made anew."""
        current = self.list.currentIndex()
        entry = (self.model.heading(current), self.model.article_id(current)) if current.isValid() else None
        self._held = self.selected(), entry, self.list.verticalScrollBar().value()

    def _fit(self) -> None:
        even = self.model.rowCount() > _EVEN
        # Equally high: Qt need not ask for the height of each of 100,000.
        self._delegate.height = ARTICLE if even else 0
        many = self.model.rowCount() > _MANY
        self.list.setUniformItemSizes(even)
        self.list.setLayoutMode(QListView.LayoutMode.Batched if many else QListView.LayoutMode.SinglePass)
        self._stack.setCurrentWidget(self.list if self.model.rowCount() else self._empty)
        selected, current, top = self._held
        self.list.doItemsLayout()
        if current is not None:
            heading, record = current
            index = self.model.heading_of(heading) if record is None else self.model.place_of(record)
            if index.isValid():
                self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        for article_id in selected:
            index = self.model.place_of(article_id)
            if index.isValid():
                self.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        self.list.verticalScrollBar().setValue(top)

    def _go_to_list(self) -> None:
        """Give the keyboard to the first article that is listed, unless one is selected."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.selected():
            for place in range(self.model.rowCount()):
                if self.model.article_id(self.model.index(place)) is not None:
                    self.list.setCurrentIndex(self.model.index(place))
                    break

    def _clicked(self, index: QModelIndex) -> None:
        record = self.model.article_id(index)
        if record is None:
            row = self.model.row(index)
            self.list.fold_wanted.emit((row.heading, not row.folded))
        elif len(self.list.selectionModel().selectedIndexes()) <= 1:
            self.open_requested.emit(record)

    def _entered(self, index: QModelIndex) -> None:
        if self.model.article_id(index) is not None and len(self.selected()) > 1:
            self.beside_requested.emit()
        else:
            self._clicked(index)

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        where = self.list.viewport().mapToGlobal(at)
        if index.isValid() and self.model.article_id(index) is None:
            self.heading_menu_requested.emit((self.model.heading(index), where))
        elif index.isValid() and self.selected():
            self.menu_requested.emit(where)
