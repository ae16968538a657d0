"""The window in which marks without a certain place are put where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.text.direction import Direction
from annotator.ui.choosing import ChoosingDialog
from annotator.ui.drawn_rows import Cell, RowDelegate
from annotator.ui.find.place_list import draw_words
from annotator.ui.icons import paint_dot
from annotator.ui.lists import draw_ground, draw_line, draw_title, list_font
from annotator.ui.override import override
from annotator.ui.settling.model import Row, SettlingModel
from annotator.ui.theme import Theme
from annotator.ui.wording import marks_text

_MARK = 50
_PLACE = 32
_MARGIN = 12
_INDENT = 28
_DOT = 10


class _Delegate(RowDelegate[Row]):
    least = 240

    @override
    def height_of(self, row: Row) -> int:
        return _MARK if row.place is None else _PLACE

    @override
    def draw(self, painter: QPainter, row: Row, cell: Cell) -> None:
        area = cell.area
        draw_ground(painter, area.adjusted(2, 1, -2, -1), cell.state, self.theme)
        if row.place is None:
            self._paint_mark(painter, area, row, first=not cell.index.row())
        else:
            self._paint_place(painter, area, row)

    def _paint_mark(self, painter: QPainter, area: QRect, row: Row, *, first: bool) -> None:
        if not first:
            painter.setPen(QColor(self.theme.line))
            painter.drawLine(area.left() + 8, area.top(), area.right() - 8, area.top())
        rtl = row.direction is Direction.RTL
        left = area.right() - _MARGIN - _DOT + 1 if rtl else area.left() + _MARGIN
        if row.tag is not None:
            colour = self.theme.tag_ink(row.tag.colour)
            paint_dot(painter, QRectF(left, area.top() + 11, _DOT, _DOT), colour)
        side = _MARGIN + _DOT + 8
        words = area.adjusted(_MARGIN, 4, -side, -5) if rtl else area.adjusted(side, 4, -_MARGIN, -5)
        painter.setPen(QColor(self.theme.ink))
        draw_title(painter, QRect(words.left(), words.top(), words.width(), 23), row.words, row.direction, strong=True)
        painter.setPen(QColor(self.theme.quiet))
        nowhere = () if row.waiting.candidates else (self.tr("no such words any more"),)
        line = QRect(words.left(), words.bottom() - 17, words.width(), 18)
        draw_line(painter, line, (*nowhere, *row.facts), row.direction)

    def _paint_place(self, painter: QPainter, area: QRect, row: Row) -> None:
        assert row.place is not None
        assert row.candidate is not None
        rtl = row.place.article.direction is Direction.RTL
        words = area.adjusted(_MARGIN, 3, -_INDENT, -3) if rtl else area.adjusted(_INDENT, 3, -_MARGIN, -3)
        share = f"{QLocale().toString(round(100 * row.candidate.score))} %"
        painter.setFont(list_font("", small=True))
        wide = painter.fontMetrics().horizontalAdvance(share)
        end = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        painter.setPen(QColor(self.theme.quiet))
        painter.drawText(words, int(end | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), share)
        words = words.adjusted(wide + 12, 0, 0, 0) if rtl else words.adjusted(0, 0, -wide - 12, 0)
        painter.setPen(QColor(self.theme.ink))
        painter.setClipRect(words)
        draw_words(painter, words, row.place, self.theme)
        painter.setClipping(False)


class SettlingDialog(ChoosingDialog[Row]):
    """Beside the window and without holding it up. Tells what is wanted of the row in focus, as a `Row`."""

    place_wanted = Signal(object)
    """The mark shall be put on the place of this row."""
    selection_wanted = Signal(object)
    """The mark shall be put on the words that are selected on the later version's page."""
    show_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.model = SettlingModel()
        super().__init__(self.model, parent)
        self.delete = QPushButton(self.tr("Delete the mark"))
        self.look = QPushButton(self.tr("Show"))
        self.selection = QPushButton(self.tr("Put on the selection"))
        self.selection.setToolTip(self.tr("The words that are selected on the page of the later version"))
        self.put = QPushButton(self.tr("Put it there"))
        self.put.setDefault(True)
        buttons = (
            (self.delete, self.delete_wanted),
            (self.look, self.show_wanted),
            (self.selection, self.selection_wanted),
            (self.put, self.place_wanted),
        )
        self._furnish(self.tr("Marks without a certain place"), _Delegate(theme, self.list), buttons, aside=2)
        self.list.delete_pressed.connect(lambda: self._tell(self.delete_wanted))
        self.list.doubleClicked.connect(lambda _index: self._tell(self.show_wanted))
        self.set_theme(theme)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List these; the row in focus stays where it is, or the next one comes into its place."""
        at, before = self.list.currentIndex().row(), self.current()
        self.model.show(rows)
        same = [n for n, row in enumerate(rows) if before is not None and _key(row) == _key(before)]
        if same:
            at = same[0]
        elif rows:
            # At the best place of the mark that is next now.
            at = min(max(at, 0), len(rows) - 1)
            while at and rows[at].place is not None:
                at -= 1
            at += at + 1 < len(rows) and rows[at + 1].place is not None
        if rows:
            self.list.setCurrentIndex(self.model.index(at))
        waiting = marks_text(self.model.waiting)
        told = self.tr("{0} of earlier versions found no certain place in the later one. Enter puts a mark there.")
        self.heading.setText(told.replace("{0}", waiting) if rows else self.tr("All marks have a place."))
        self._allow()

    @override
    def _allow(self) -> None:
        row = self.current()
        for button in (self.delete, self.look, self.selection):
            button.setEnabled(row is not None)
        self.put.setEnabled(row is not None and row.place is not None)

    @override
    def _enter(self) -> None:
        """Put the mark on the place in focus; from the mark itself go to its best place first."""
        row = self.current()
        if row is not None and row.place is None and row.waiting.candidates:
            self.list.setCurrentIndex(self.model.index(self.list.currentIndex().row() + 1))
        elif row is not None and row.place is not None:
            self.place_wanted.emit(row)


def _key(row: Row) -> tuple[object, ...]:
    return row.waiting.annotation.id, row.place.span if row.place is not None else None
