"""The panel of entities: filters above, a tree below whose rows unfold to their mentions; it decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListView,
    QToolButton,
    QWidget,
)

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Entity, Tag
from annotator.ui.dragging import accept_copy
from annotator.ui.entities.model import MIME, EntitiesModel
from annotator.ui.entities.outline import EntitySieve, Row
from annotator.ui.entities.rows import EntityDelegate
from annotator.ui.filtered_list import FilteredList
from annotator.ui.icons import dot, icon
from annotator.ui.override import override
from annotator.ui.tag_names import tag_label
from annotator.ui.theme import Theme

_TYPING_MS = 60


class _List(QListView):
    left = Signal()
    """The pointer left the list."""
    chosen = Signal(object)
    """The index that Enter was pressed on."""
    unfold_wanted = Signal(object)
    """(index of an entity, whether its mentions shall be listed)."""
    edit_pressed = Signal()
    delete_pressed = Signal()
    escaped = Signal()
    dropped = Signal(object)
    """The index that what is selected was dropped on; an invalid one below all rows."""

    def __init__(self, model: EntitiesModel, delegate: EntityDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(False)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()
        super().leaveEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        own = (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Escape)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in own:
            # On a page they are about the article and its marks.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif not index.isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(index)
        elif key == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_pressed.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
            self._sideways(index, back=key == back)
        else:
            super().keyPressEvent(event)

    def _sideways(self, index: QModelIndex, *, back: bool) -> None:
        """Unfold an entity, fold it, or go from a mention to it."""
        row = self._rows.row(index)
        if row.mention is None:
            self.unfold_wanted.emit((index, not back))
        elif back:
            self.setCurrentIndex(self._rows.place_of(row.entity.id))

    # What is selected is dragged to another entity, or below all of them.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self and event.mimeData().hasFormat(MIME):
            accept_copy(event)
        else:
            event.ignore()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # which scrolls at the edges
        self._aim(self.indexAt(event.position().toPoint()))
        accept_copy(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._aim(QModelIndex())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._aim(QModelIndex())
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        accept_copy(event)
        self.dropped.emit(index)

    def _aim(self, index: QModelIndex) -> None:
        self.aim_at(self._rows.row(index).entity.id if index.isValid() else None)

    def aim_at(self, target: str | None) -> None:
        """Show which entity (its id) something is about to be dropped on."""
        if self._delegate.target != target:
            self._delegate.target = target
            self.viewport().update()


class EntitiesView(FilteredList):
    """Shows an `EntitiesModel` and its sieve."""

    shown = Signal()
    """The panel is to be seen, after it was not."""
    sieve_changed = Signal()
    unfold_wanted = Signal(object)
    """(id of an entity, whether its mentions shall be listed)."""
    entity_chosen = Signal(object)
    """The id of the entity that was clicked."""
    mention_chosen = Signal(object)
    """The id of the annotation to go to."""
    hovered = Signal(object)
    """The id of the mention under the pointer, or None."""
    add_requested = Signal()
    edit_requested = Signal()
    delete_requested = Signal()
    left = Signal()
    """The keyboard goes back to the page."""
    dropped = Signal(object)
    """The `Row` that what is selected was dropped on, None below all of them."""
    menu_requested = Signal(object)
    """Global position of a right click."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._offered: list[Tag] = []
        self.model = EntitiesModel(self)
        self._delegate = EntityDelegate(theme, self)
        self.list = _List(self.model, self._delegate, self)
        self.list.setAccessibleName(self.tr("Entities"))
        self.scope.setAccessibleName(self.tr("Articles whose mentions are counted"))
        self.scope.addItem(self.tr("All articles"), False)
        self.scope.addItem(self.tr("Open articles"), True)
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Tag of the entities listed"))
        self.words.setPlaceholderText(self.tr("Filter names, in any script"))
        self.words.setAccessibleName(self.tr("Filter entities"))
        self.add = QToolButton()
        self.add.setToolTip(self.tr("Add an entity"))
        self.add.setAccessibleName(self.tr("Add an entity"))
        self._furnish(self.list, self.tag, self.sieve_changed, _TYPING_MS, beside_words=self.add)
        self.add.clicked.connect(lambda _checked=False: self.add_requested.emit())
        self.list.clicked.connect(self._clicked)
        self.list.chosen.connect(self._clicked)
        self.list.unfold_wanted.connect(lambda what: self._unfold(*what))
        self.list.entered.connect(self._entered)
        self.list.left.connect(lambda: self.hovered.emit(None))
        self.list.edit_pressed.connect(self.edit_requested)
        self.list.delete_pressed.connect(self.delete_requested)
        self.list.escaped.connect(self.left)
        self.list.dropped.connect(lambda index: self.dropped.emit(self.model.row(index) if index.isValid() else None))
        self.list.customContextMenuRequested.connect(self._menu)
        self.set_theme(theme)

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._delegate.theme = theme
        self.add.setIcon(icon("plus", theme.quiet))
        for place in range(1, self.tag.count()):
            self.tag.setItemIcon(place, dot(theme.tag_ink(self.tag.itemData(place)[1]).name()))
        self.list.viewport().update()

    def offer(self, tags: TagSet) -> None:
        """Fill the choice of tags, keeping what is chosen where it still exists."""
        if list(tags) == self._offered:
            return
        self._offered = list(tags)
        chosen = self.chosen_tag()
        self.tag.clear()
        self.tag.addItem(self.tr("All tags"), None)
        for tag in tags:
            swatch = dot(self._theme.tag_ink(tag.colour).name())
            self.tag.addItem(swatch, tag_label(tag, tags, 32), (tag.id, tag.colour))
            if tag.id == chosen:
                self.tag.setCurrentIndex(self.tag.count() - 1)

    def chosen_tag(self) -> str | None:
        """Return the id of the tag that is filtered for."""
        data = self.tag.currentData()
        return data[0] if data else None

    def sieve(self, opened: tuple[str, ...]) -> EntitySieve:
        """Return what is asked for; `opened` are the articles that are open."""
        return EntitySieve(self.words.text(), self.chosen_tag(), opened if self.scope.currentData() else None)

    def show_rows(self, rows: list[Row], heading: str, *, narrow: bool) -> None:
        """List these rows; `narrow` says that the sieve may have left some out."""
        self.model.show(rows)
        self.heading.setText(heading)
        none = self.tr("No entities yet.\n\nSay in a mark's card\nwho or what it mentions.")
        self._empty.setText(self.tr("No entity fits the filter.") if narrow else none)
        self._stack.setCurrentWidget(self.list if rows else self._empty)

    def entity_at(self, point: QPoint) -> Entity | None:
        """Return the entity that is listed, or whose mention is, at a point of the screen."""
        viewport = self.list.viewport()
        at = viewport.mapFromGlobal(point)
        index = self.list.indexAt(at) if viewport.isVisible() and viewport.rect().contains(at) else QModelIndex()
        return self.model.row(index).entity if index.isValid() else None

    def selected(self) -> tuple[list[Entity], list[Annotation]]:
        """Return the selected entities and mentions, from top to bottom."""
        rows = [
            self.model.row(index)
            for index in sorted(self.list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        ]
        return [row.entity for row in rows if row.mention is None], [row.mention for row in rows if row.mention]

    def current(self) -> Row | None:
        """Return the row that the keys act on."""
        index = self.list.currentIndex()
        return self.model.row(index) if index.isValid() else None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if len(self.list.selectionModel().selectedIndexes()) > 1:
            return  # They are being chosen, for something to be done to all of them.
        if row.mention is not None:
            self.mention_chosen.emit(row.mention.id)
            return
        self._unfold(index, not row.unfolded)
        self.entity_chosen.emit(row.entity.id)

    def _unfold(self, index: QModelIndex, unfolded: bool) -> None:
        row = self.model.row(index)
        if row.unfolded != unfolded:
            self.unfold_wanted.emit((row.entity.id, unfolded))

    def _entered(self, index: QModelIndex) -> None:
        mark = self.model.row(index).mention
        self.hovered.emit(None if mark is None else mark.id)

    def _menu(self, at: QPoint) -> None:
        self.menu_requested.emit(self.list.viewport().mapToGlobal(at))
