"""How the history is listed: a day's heading, and below it what was done, with its time, quiet where it is past."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView

from annotator.text.direction import Direction
from annotator.ui.drawn_rows import Cell, RowDelegate, set_up
from annotator.ui.history.model import HistoryModel, Row, facts_of
from annotator.ui.lists import draw_ground, draw_line, draw_title, list_font
from annotator.ui.override import override
from annotator.ui.theme import Theme

_DAY = 30
_CHANGE = 46
_SIDE = 12
_EDGE = 3


class _Delegate(RowDelegate[Row]):
    @override
    def height_of(self, row: Row) -> int:
        return _DAY if row.entry is None else _CHANGE

    @override
    def draw(self, painter: QPainter, row: Row, cell: Cell) -> None:
        area = cell.area
        if row.entry is None:
            painter.setPen(QColor(self.theme.quiet))
            font = list_font("", small=True)
            font.setWeight(font.Weight.DemiBold)
            painter.setFont(font)
            box = area.adjusted(_SIDE - 2, 8, -_SIDE, 0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), row.title)
            return
        draw_ground(painter, area.adjusted(2, 1, -2, -1), cell.state, self.theme)
        if row.in_the_way:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.warning))
            painter.drawRoundedRect(QRect(area.left() + 3, area.top() + 6, _EDGE, area.height() - 12), 1.5, 1.5)
        inner = area.adjusted(_SIDE, 4, -_SIDE, -4)
        painter.setPen(QColor(self.theme.quiet if row.quiet else self.theme.ink))
        title = QRect(inner.left(), inner.top(), inner.width(), 21)
        draw_title(painter, title, row.title, Direction.LTR)
        painter.setPen(QColor(self.theme.quiet))
        draw_line(painter, QRect(inner.left(), inner.bottom() - 16, inner.width(), 17), facts_of(row), Direction.LTR)


class HistoryList(QListView):
    """Lists a `HistoryModel`; tells what was chosen."""

    chosen = Signal(object)
    """The `Entry` that was clicked or that Enter was pressed on."""
    escaped = Signal()
    menu_requested = Signal(object)
    """Global position of a right click on a change, which is then in focus."""

    def __init__(self, model: HistoryModel, theme: Theme, name: str) -> None:
        super().__init__()
        self._history = model
        self.setModel(model)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        set_up(self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(name)
        self.clicked.connect(self._chosen)
        self.customContextMenuRequested.connect(self._menu)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def _chosen(self, index: QModelIndex) -> None:
        row = self._history.row(index)
        if row.entry is not None:
            self.chosen.emit(row.entry)

    def _menu(self, at: object) -> None:
        index = self.indexAt(at)  # type: ignore[arg-type]  # a QPoint
        if index.isValid() and self._history.row(index).entry is not None:
            self.setCurrentIndex(index)
            self.menu_requested.emit(self.viewport().mapToGlobal(at))  # type: ignore[call-overload]

    @override
    def event(self, event: QEvent) -> bool:
        # Esc is the page's too; in here it leads there.
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._chosen(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
