"""The list of what was found: titles, and lines with the words lit, each from the side it is read from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QWidget

from annotator.text.context import shorten_at_word
from annotator.text.direction import Direction
from annotator.text.offsets import Offsets
from annotator.text.span import Span
from annotator.ui.drawn_rows import Cell, RowDelegate, set_up
from annotator.ui.lists import draw_line, draw_title, elided, list_font
from annotator.ui.override import override
from annotator.ui.search.results import ResultRow, ResultsModel
from annotator.ui.theme import Theme

_ARTICLE = 50
_SIDE = 12
_INDENT = 10
_LINES = 3
_LIGHT = 0.38


class _Delegate(RowDelegate[ResultRow]):
    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(theme, parent)
        self._list = parent

    @override
    def height_of(self, row: ResultRow) -> int:
        if row.snippet is None:
            return _ARTICLE
        return _height(row.snippet.text, row.direction, self._list.viewport().width()) + 8

    @override
    def draw(self, painter: QPainter, row: ResultRow, cell: Cell) -> None:
        box = cell.area
        if cell.selected or cell.under_pointer:
            painter.setPen(QPen(QColor(self.theme.accent)) if cell.selected and cell.focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection if cell.selected else self.theme.page))
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 6, 6)
        if row.snippet is None:
            self._paint_article(painter, box.adjusted(_SIDE, 4, -_SIDE, -4), row)
        else:
            layout = _laid_out(row.snippet.text, row.snippet.lit, row.direction, _room(box.width()), self.theme)
            painter.setPen(QColor(self.theme.ink))
            left = _SIDE + (_INDENT if row.direction is Direction.LTR else 0)
            layout.draw(painter, QPointF(box.left() + left, box.top() + 4))

    def _paint_article(self, painter: QPainter, box: QRect, row: ResultRow) -> None:
        article, lit = row.found.article, row.found.in_title
        title = QRect(box.left(), box.top() + 2, box.width(), 22)
        painter.setPen(QColor(self.theme.ink))
        if lit:
            shown = elided(article.title, QFontMetrics(list_font(article.title)), title.width())
            layout = _set(shown, article.direction, title.width(), 1, _formats(shown, lit, self.theme))
            layout.draw(painter, QPointF(title.left(), title.center().y() + 1 - layout.boundingRect().height() / 2))
        else:
            draw_title(painter, title, article.title, article.direction)
        painter.setPen(QColor(self.theme.quiet))
        facts = row.facts if row.found.count else (self.tr("in the title"), *row.facts)
        draw_line(painter, QRect(box.left(), box.bottom() - 17, box.width(), 18), facts, article.direction)


class ResultList(QListView):
    """Lists a `ResultsModel`; tells what was chosen."""

    chosen = Signal(object)
    """(the `ResultRow` that was clicked or that Enter was pressed on, whether by key)."""
    left_above = Signal()
    """Up was pressed in the first row."""
    escaped = Signal()

    def __init__(self, model: ResultsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = model
        self.setModel(model)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        set_up(self)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(self.tr("Articles found"))
        self.clicked.connect(lambda index: self.chosen.emit((model.row(index), False)))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def enter(self) -> None:
        """Take the keyboard, at the row in focus or the first one."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._results.index(0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.chosen.emit((self._results.row(current), True))
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Up and current.row() <= 0:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)


def _room(width: int) -> int:
    return max(width - 2 * _SIDE - _INDENT, 40)


@lru_cache(maxsize=4096)
def _height(text: str, direction: Direction, width: int) -> int:
    """Return how many pixels a line of an article takes in a list of this width."""
    layout = _set(text, direction, _room(width), _LINES)
    return round(layout.boundingRect().height() + 0.5)


def _laid_out(text: str, lit: tuple[Span, ...], direction: Direction, width: int, theme: Theme) -> QTextLayout:
    """Return `text` set on a few lines, what is lit on its own ground, with an ellipsis where it is cut."""
    layout = _set(text, direction, width, _LINES, _formats(text, lit, theme))
    last = layout.lineAt(layout.lineCount() - 1)
    end = Offsets(text).from_utf16(last.textStart() + last.textLength())
    if end < len(text):
        cut = shorten_at_word(text, max(end - 2, 0)).rstrip() + "…"
        layout = _set(cut, direction, width, _LINES, _formats(cut, lit, theme))
    return layout


def _formats(text: str, lit: tuple[Span, ...], theme: Theme) -> list[QTextLayout.FormatRange]:
    offsets = Offsets(text)
    look = QTextCharFormat()
    ground = QColor(theme.found)
    ground.setAlphaF(_LIGHT)
    look.setBackground(ground)
    result = []
    for span in lit:
        if span.start < len(text):
            part = QTextLayout.FormatRange()
            part.start = offsets.to_utf16(span.start)
            part.length = offsets.to_utf16(min(span.end, len(text))) - part.start
            part.format = look
            result.append(part)
    return result


def _set(
    text: str, direction: Direction, width: int, lines: int, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    layout = QTextLayout(text, list_font(text))
    # Before the lines, which they would take away again.
    layout.setFormats(formats)
    rtl = direction is Direction.RTL
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout
