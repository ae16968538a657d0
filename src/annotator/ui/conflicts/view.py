"""The window in which one of two values is chosen for what both sides of a merge have edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRect, QRectF, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.core.values import Annotation, Article
from annotator.text.direction import Direction
from annotator.ui.choosing import ChoosingDialog
from annotator.ui.conflicts.model import ConflictsModel, Row
from annotator.ui.drawn_rows import Cell, RowDelegate
from annotator.ui.icons import paint_dot
from annotator.ui.lists import draw_ground, draw_line, draw_title
from annotator.ui.override import override
from annotator.ui.theme import Theme

_ROW = 50
_MARGIN = 12
_INDENT = 28
_DOT = 10


class _Delegate(RowDelegate[Row]):
    least = 240
    height = _ROW

    @override
    def draw(self, painter: QPainter, row: Row, cell: Cell) -> None:
        area = cell.area
        draw_ground(painter, area.adjusted(2, 1, -2, -1), cell.state, self.theme)
        rtl = row.direction is Direction.RTL
        side = _MARGIN
        if row.other is not None:
            side = _INDENT
        elif cell.index.row():
            painter.setPen(QColor(self.theme.line))
            painter.drawLine(area.left() + 8, area.top(), area.right() - 8, area.top())
        if row.tag is not None:
            left = area.right() - _MARGIN - _DOT + 1 if rtl else area.left() + _MARGIN
            paint_dot(painter, QRectF(left, area.top() + 11, _DOT, _DOT), self.theme.tag_ink(row.tag.colour))
            side = _MARGIN + _DOT + 8
        words = area.adjusted(_MARGIN, 4, -side, -5) if rtl else area.adjusted(side, 4, -_MARGIN, -5)
        painter.setPen(QColor(self.theme.ink))
        top = QRect(words.left(), words.top(), words.width(), 23)
        draw_title(painter, top, row.words, row.direction, strong=row.other is None)
        painter.setPen(QColor(self.theme.quiet))
        line = QRect(words.left(), words.bottom() - 17, words.width(), 18)
        draw_line(painter, line, row.facts, row.direction)


class ConflictsDialog(ChoosingDialog[Row]):
    """Beside the window and without holding it up. Tells what is wanted of the row in focus, as a `Row`."""

    chosen = Signal(object)
    """The value of this row shall stand."""
    both_wanted = Signal(object)
    show_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.model = ConflictsModel()
        super().__init__(self.model, parent)
        self.look = QPushButton(self.tr("Show"))
        self.both = QPushButton(self.tr("Keep both"))
        self.both.setToolTip(self.tr("The other version becomes a mark of its own"))
        self.take = QPushButton(self.tr("Take this one"))
        self.take.setDefault(True)
        buttons = ((self.look, self.show_wanted), (self.both, self.both_wanted), (self.take, self.chosen))
        self._furnish(self.tr("Conflicts to settle"), _Delegate(theme, self.list), buttons, aside=1)
        self.list.doubleClicked.connect(lambda _index: self._tell(self.show_wanted))
        self.set_theme(theme)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List these; the row in focus stays where it is, or that of the next conflict comes into its place."""
        at, before = self.list.currentIndex().row(), self.current()
        self.model.show(rows)
        same = [n for n, row in enumerate(rows) if before is not None and _key(row) == _key(before)]
        if same:
            at = same[0]
        elif rows:
            # On what is stored of the conflict that is next now.
            at = min(max(at, 0), len(rows) - 1)
            at += 1 - at % 3
        if rows:
            self.list.setCurrentIndex(self.model.index(at))
        self.heading.setText(self._told() if rows else self.tr("Everything is settled."))
        self._allow()

    def _told(self) -> str:
        count = self.model.waiting
        if count == 1:
            return self.tr("Both sides of a merge have edited this. Enter takes the version in focus.")
        told = self.tr("Both sides of a merge have edited these {0}. Enter takes the version in focus.")
        return told.replace("{0}", QLocale().toString(count))

    @override
    def _allow(self) -> None:
        row = self.current()
        self.take.setEnabled(row is not None and row.other is not None)
        self.both.setEnabled(row is not None and row.open.both)
        self.look.setEnabled(row is not None and isinstance(row.open.stored, Annotation | Article))

    @override
    def _enter(self) -> None:
        """Take the version in focus; from the conflict itself go to what is stored first."""
        row = self.current()
        if row is not None and row.other is None:
            self.list.setCurrentIndex(self.model.index(self.list.currentIndex().row() + 1))
        elif row is not None:
            self.chosen.emit(row)

    @override
    def _tell(self, wish: SignalInstance) -> None:
        if not (wish is self.show_wanted and not self.look.isEnabled()):
            super()._tell(wish)


def _key(row: Row) -> tuple[object, ...]:
    return row.open.conflict.id, row.other
