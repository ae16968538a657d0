"""A thin strip beside the scroll bar with a tick for each mark of the whole article; a click goes there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.core.tagset import TagSet
from annotator.ui.override import override
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.page import Page
from annotator.ui.reader.slices import Slices
from annotator.ui.theme import LIGHT, Theme
from annotator.ui.veil import Shade, Veil

WIDTH = 10
_TICK = 2
_LATER_MS = 120
_MOST = 20_000
"""Marks that are looked at: more than a screen has room for."""
_AT_ONCE = 200


class Overview(QWidget):
    """Draws ticks; several on one pixel are one. They are worked out a moment after a change, in one go for several."""

    chosen = Signal(object)
    """A share of the page's height, 0 to 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._marks = MarkIndex()
        self._tags = TagSet()
        self._theme: Theme = LIGHT
        self._veil = Veil()
        self._ticks: list[tuple[int, QColor]] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._begin)
        self._slices = Slices(self)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_marks(self, page: Page | None, marks: MarkIndex, tags: TagSet, theme: Theme, veil: Veil) -> None:
        """Show `marks`, which may change: `stale` says when. Those that `veil` dims are drawn weaker."""
        if page is not self._page or veil.blind is not self._veil.blind:
            # What is withheld now is not to be seen until there is time for the others.
            self._ticks = []
        self._page, self._marks, self._tags, self._theme, self._veil = page, marks, tags, theme, veil
        self.update()
        self.stale()

    def stale(self) -> None:
        """Work the ticks out anew, soon."""
        self._slices.drop()
        self._later.start()

    @property
    def waiting(self) -> bool:
        """Whether ticks are still to be worked out."""
        return self._later.isActive() or self._slices.busy

    def work_out(self) -> None:
        """Work the ticks out now."""
        self._begin()
        self._slices.finish()

    def _begin(self) -> None:
        self._later.stop()
        self._slices.begin(self._working())

    def _working(self) -> Iterator[None]:
        """Work the ticks out, a little between one `yield` and the next. Marks may not change in between."""
        page, height = self._page, self.height()
        if page is None or page.view_width == 0:
            self._ticks = []
            return
        heights, tops, starts = page.heights, page.heights.tops(), page.pieces.starts
        yield from self._marks.filing()
        total = max(heights.total, height, 1)
        found: set[tuple[int, bool, str]] = set()
        undimmed = self._veil.open
        for count, mark in enumerate(self._marks.sample(_MOST), 1):
            clear = undimmed or self._veil.shade(mark) is not Shade.DIMMED
            for start in [part.start for part in mark.fragments] or (mark.start,):
                index = bisect_right(starts, start) - 1
                length = (starts[index + 1] if index + 1 < len(starts) else len(page.text) + 1) - starts[index]
                if index in page.shown:
                    lead = page.lead(index)
                    y = tops[index] + lead + (heights[index] - lead) * (start - starts[index]) // length
                else:
                    # What is folded is where the line stands for it.
                    y = page.row // 2 if index < page.shown.start else total - page.foot(page.shown.stop - 1)
                found.add((y * height // total, clear, mark.tag))
            if count % _AT_ONCE == 0:
                yield
        theme = self._theme
        inks = {tag.id: (theme.tag_faint(tag.colour), theme.tag_ink(tag.colour)) for tag in self._tags}
        # On one pixel the dimmed ones come first, and the others over them.
        self._ticks = [(y, inks[tag_id][clear]) for y, clear, tag_id in sorted(found) if tag_id in inks]
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.page))
            for y, colour in self._ticks:
                painter.fillRect(QRect(1, min(y, self.height() - _TICK), WIDTH - 2, _TICK), colour)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(min(max(event.position().y() / max(1, self.height()), 0.0), 1.0))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
