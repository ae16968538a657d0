"""A small field over a page in which an entity is named to be the other end of a relation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.core.values import Entity
from annotator.text.isolate import isolate, shorten
from annotator.ui.lists import list_font
from annotator.ui.override import override
from annotator.ui.theme import Theme

_WIDE = 300
_ROWS = 7
_ROW = 26
_NAME = 60
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class EntityChoice(QFrame):
    """Lists the entities that may be meant while a name is typed; Enter or a click chooses, Esc leaves."""

    chosen = Signal(object)
    """The `Entity`."""

    def __init__(
        self, title: str, propose: Callable[[str], Sequence[tuple[Entity, str]]], theme: Theme, parent: QWidget
    ) -> None:
        """`propose` returns for what was typed the entities that may be meant, each with what it is listed as."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._propose = propose
        self._offered: list[Entity] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Name of an entity, in any script"))
        self.field.setAccessibleName(title)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("proposals")
        self.list.setAccessibleName(self.tr("Entities"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = QLabel(self.tr("No entity fits. Entities are made in a mark's card, or in their list."))
        self._none.setWordWrap(True)
        self._none.setStyleSheet(f"color: {theme.quiet}; border: 0;")
        label = QLabel(title)
        label.setWordWrap(True)
        label.setStyleSheet(f"color: {theme.quiet}; font-weight: 600; font-size: 11px; border: 0;")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for part in (label, self.field, self.list, self._none):
            column.addWidget(part)
        self.setStyleSheet(f"EntityChoice {{ background: {theme.background}; border: 1px solid {theme.line}; }}")
        self.field.textChanged.connect(self._offer)
        self.list.itemClicked.connect(self._choose)
        self._offer("")

    def open_at(self, at: QPoint) -> None:
        """Open below a point of the screen."""
        self.setFixedWidth(_WIDE)
        self.adjustSize()
        room = self.screen().availableGeometry()
        at = QPoint(min(at.x(), room.right() - _WIDE), min(at.y(), room.bottom() - self.height()))
        self.move(at)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _offer(self, typed: str) -> None:
        self.list.clear()
        found = list(self._propose(typed))
        self._offered = [entity for entity, _ in found]
        for _, said in found:
            item = QListWidgetItem(isolate(shorten(said, _NAME)))
            item.setFont(list_font(said))
            self.list.addItem(item)
        count = self.list.count()
        self.list.setFixedHeight(min(count, _ROWS) * _ROW + 6)
        self.list.setVisible(bool(count))
        self._none.setVisible(not count)
        if count:
            self.list.setCurrentRow(0)
        self.adjustSize()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            entity = self._offered[self.list.row(item)]
            self.close()
            self.chosen.emit(entity)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ARROWS:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)
