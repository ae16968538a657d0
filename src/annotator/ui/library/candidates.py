"""A small window that lists articles with why each is listed: to choose one of them, or to tick some."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.isolate import isolate
from annotator.ui.drawn_rows import Cell, RowDelegate, set_up
from annotator.ui.find.place_list import paint_check
from annotator.ui.lists import draw_ground, draw_line, draw_title
from annotator.ui.override import override
from annotator.ui.theme import Theme
from annotator.ui.tips import plain

ROW = Qt.ItemDataRole.UserRole
_ROW = 50
_BOX = 16
_MARGIN = 12
_Index = QModelIndex | QPersistentModelIndex


class Candidate(Struct, frozen=True):
    """An article, why it is listed, and whether it belongs to a group with the one before."""

    article: Article
    reasons: tuple[str, ...] = ()
    joined: bool = False


class CandidatesModel(QAbstractListModel):
    """Candidates in the order in which they were given. Those `ticked`, by id, are chosen where several can be."""

    ticks_changed = Signal()

    def __init__(self, several: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.several = several
        self.rows: Sequence[Candidate] = ()
        self.ticked: Set[str] = frozenset()

    def show(self, rows: Sequence[Candidate]) -> None:
        """List these, none of them ticked."""
        self.beginResetModel()
        self.rows, self.ticked = rows, frozenset()
        self.endResetModel()
        self.ticks_changed.emit()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.several else flags

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.article.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = "\n".join(isolate(part) for part in (row.article.title, *row.reasons))
            return plain(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.CheckStateRole and self.several:
            ticked = row.article.id in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def toggle(self, index: _Index) -> None:
        """Tick a row, or no longer."""
        self.ticked = self.ticked ^ {self.rows[index.row()].article.id}
        self.dataChanged.emit(index, index)
        self.ticks_changed.emit()


class _Delegate(RowDelegate[Candidate]):
    least = 240
    height = _ROW

    def __init__(self, theme: Theme, several: bool, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.several = several

    @override
    def draw(self, painter: QPainter, row: Candidate, cell: Cell) -> None:
        area = cell.area
        draw_ground(painter, area.adjusted(2, 1, -2, -2), cell.state, self.theme)
        if cell.index.row() and not row.joined:
            painter.setPen(QColor(self.theme.line))
            painter.drawLine(area.left() + 8, area.top(), area.right() - 8, area.top())
        words = area.adjusted(_MARGIN, 4, -_MARGIN, -5)
        if self.several:
            ticked = Qt.CheckState(cell.index.data(Qt.ItemDataRole.CheckStateRole))
            paint_check(painter, box_of(area, row), ticked, self.theme)
            side = _BOX + 10
            rtl = row.article.direction is Direction.RTL
            words = words.adjusted(0, 0, -side, 0) if rtl else words.adjusted(side, 0, 0, 0)
        painter.setPen(QColor(self.theme.ink))
        title = QRect(words.left(), words.top(), words.width(), 23)
        draw_title(painter, title, row.article.title, row.article.direction)
        painter.setPen(QColor(self.theme.quiet))
        line = QRect(words.left(), words.bottom() - 17, words.width(), 18)
        draw_line(painter, line, row.reasons, row.article.direction)


def box_of(area: QRect, row: Candidate) -> QRect:
    """Return where in a row's `area` its check box lies: where the article's lines begin."""
    rtl = row.article.direction is Direction.RTL
    left = area.right() - _MARGIN - _BOX + 1 if rtl else area.left() + _MARGIN
    return QRect(left, area.top() + 8, _BOX, _BOX)


class _List(QListView):
    toggled = Signal(object)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            box = box_of(self.visualRect(index), index.data(ROW))
            if box.adjusted(-6, -6, 6, 6).contains(event.position().toPoint()):
                self.toggled.emit(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class Candidates(QDialog):
    """Beside the window and without holding it up. With `several`, rows can be ticked; else one is chosen."""

    chosen = Signal(object)
    """Ids of articles: the ticked ones, or the one that is chosen."""
    looked_at = Signal(object)
    """The id of the article in the row that somebody wants to see."""

    def __init__(self, title: str, do: str, theme: Theme, *, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 420)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setStyleSheet(f"color: {theme.quiet};")
        self.model = CandidatesModel(several, self)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(theme, several, self.list))
        self.list.setUniformItemSizes(True)
        set_up(self.list)
        self.list.setAccessibleName(title)
        self.look = QPushButton(self.tr("Show"))
        self.look.setAutoDefault(False)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self.do = QPushButton(do)
        self.do.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.look)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        if several:
            self.list.toggled.connect(self.model.toggle)
        self.model.ticks_changed.connect(self._allow)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._allow())
        self.list.doubleClicked.connect(lambda _index: self._look())
        self.look.clicked.connect(lambda _checked=False: self._look())
        self.close_button.clicked.connect(lambda _checked=False: self.reject())
        self.do.clicked.connect(lambda _checked=False: self._do())
        self._allow()

    def say(self, sentence: str) -> None:
        """Say above the list what it is, or what is being done."""
        self.heading.setText(sentence)

    def show_candidates(self, rows: Sequence[Candidate]) -> None:
        """List these."""
        self.model.show(rows)
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()
        self._allow()

    def _current(self) -> str | None:
        index = self.list.currentIndex()
        return self.model.rows[index.row()].article.id if index.isValid() else None

    def _allow(self) -> None:
        current = self._current()
        self.look.setEnabled(current is not None)
        self.do.setEnabled(bool(self.model.ticked) if self.model.several else current is not None)

    def _look(self) -> None:
        current = self._current()
        if current is not None:
            self.looked_at.emit(current)

    def _do(self) -> None:
        current = self._current()
        ids = [row.article.id for row in self.model.rows if row.article.id in self.model.ticked]
        if not self.model.several:
            ids = [current] if current is not None else []
        if ids:
            self.chosen.emit(list(dict.fromkeys(ids)))
            self.accept()
