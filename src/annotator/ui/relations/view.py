"""The panel of relations: filters above, the list below; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QWidget,
)

from annotator.core.values import Article, Relation, RelationType
from annotator.text.isolate import isolate, shorten
from annotator.ui.filtered_list import FilteredList
from annotator.ui.override import override
from annotator.ui.relations.model import RelationSieve, RelationsModel, Row
from annotator.ui.relations.rows import RelationDelegate
from annotator.ui.theme import Theme

_TYPING_MS = 60
_NAME = 32
OPEN, ALL = "open", "all"


class _List(QListView):
    left = Signal()
    """The pointer left the list."""
    chosen = Signal(object)
    """The index that Enter was pressed on."""
    delete_pressed = Signal()
    escaped = Signal()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()
        super().leaveEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        own = (Qt.Key.Key_Delete, Qt.Key.Key_Escape)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in own:
            # On a page they are about a mark.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class RelationsView(FilteredList):
    """Shows a `RelationsModel` and its sieve."""

    shown = Signal()
    """The panel is to be seen, after it was not."""
    sieve_changed = Signal()
    chosen = Signal(object)
    """The id of the relation to go to."""
    hovered = Signal(object)
    """The id of the relation under the pointer, or None."""
    delete_requested = Signal()
    left = Signal()
    """The keyboard goes back to the page."""
    menu_requested = Signal(object)
    """(id of the relation, where on screen)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._offered: tuple[object, object] | None = None
        self.model = RelationsModel(self)
        self._delegate = RelationDelegate(theme, self)
        self.list = _List(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Relations"))
        self.scope.setAccessibleName(self.tr("Articles whose relations are listed"))
        self.type = QComboBox()
        self.type.setAccessibleName(self.tr("Type of the relations listed"))
        self.words.setPlaceholderText(self.tr("Filter ends, cues and notes"))
        self.words.setAccessibleName(self.tr("Filter relations"))
        self._furnish(self.list, self.type, self.sieve_changed, _TYPING_MS)
        self.list.clicked.connect(self._clicked)
        self.list.chosen.connect(self._clicked)
        self.list.entered.connect(lambda index: self.hovered.emit(self.model.row(index).key))
        self.list.left.connect(lambda: self.hovered.emit(None))
        self.list.delete_pressed.connect(self.delete_requested)
        self.list.escaped.connect(self.left)
        self.list.customContextMenuRequested.connect(self._menu)
        self.set_theme(theme)

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._delegate.theme = theme
        self.list.viewport().update()

    def offer(self, types: Sequence[RelationType], articles: Sequence[Article]) -> None:
        """Fill the two choices, keeping what is chosen where it still exists."""
        offered = (tuple(types), tuple(articles))
        if offered == self._offered:
            return
        self._offered = offered
        scope, kind = self.scope.currentData() or OPEN, self.type.currentData()
        self.scope.clear()
        self.scope.addItem(self.tr("Open articles"), OPEN)
        self.scope.addItem(self.tr("All articles"), ALL)
        for article in articles:
            self.scope.addItem(isolate(shorten(article.title, 48)), article.id)
        self.scope.setCurrentIndex(max(self.scope.findData(scope), 0))
        self.type.clear()
        self.type.addItem(self.tr("All types"), None)
        for one in types:
            self.type.addItem(isolate(shorten(one.name, _NAME)), one.id)
        self.type.setCurrentIndex(max(self.type.findData(kind), 0))

    def sieve(self, opened: Sequence[str]) -> RelationSieve:
        """Return what is asked for; `opened` are the articles that are open."""
        scope = self.scope.currentData() or OPEN
        articles = {OPEN: tuple(opened), ALL: None}.get(scope, (scope,))
        return RelationSieve(self.type.currentData(), articles, self.words.text())

    def show_rows(self, rows: Sequence[Row], heading: str, *, narrow: bool, elsewhere: int) -> None:
        """List these rows. `narrow`: a filter may have left some out; `elsewhere` are in articles that are not open."""
        self.model.show(rows)
        self.heading.setText(heading)
        none = self.tr(
            "No relations yet.\n\nClick a mark, then drag the knob beside its name\nto another mark, or press R."
        )
        if narrow:
            none = self.tr("No relation fits the filter.")
        elif elsewhere:
            none = self.tr("None in the open articles.\n\nChoose “All articles” to see the others.")
        self._empty.setText(none)
        self._stack.setCurrentWidget(self.list if rows else self._empty)

    def mark(self, relation: str | None) -> None:
        """Show which row is in focus, scrolling to it."""
        index = self.model.place_of(relation)
        if index.isValid():
            if index != self.list.currentIndex():
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
        elif not self.list.hasFocus():
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())

    def selected(self) -> list[Relation]:
        """Return the selected relations, from top to bottom."""
        indexes = sorted(self.list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [self.model.row(index).said.relation for index in indexes]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.list.selectionModel().selectedIndexes()) == 1:
            self.chosen.emit(self.model.row(index).key)

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid():
            self.menu_requested.emit((self.model.row(index).key, self.list.viewport().mapToGlobal(at)))
