"""A list of lines that is scrolled pixel by pixel: the anchor says what is at the top, the bar is derived from it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScroller, QStyle, QWidget

from annotator.ui.compare.book import Book
from annotator.ui.compare.outline import Line, nearest
from annotator.ui.compare.typeset import Sheet
from annotator.ui.override import override

_FRAME_MS = 12
_SHARE = 0.3
"""Of the way that is still to go, in each frame."""
_NOTCH = 120
_PIXELS = 84
"""Of a notch of the wheel."""
_AHEAD_MS = 25


class Scrolling(QAbstractScrollArea):
    """Shows a `Book`. Heights are measured before they are scrolled over, so nothing jumps."""

    moved_sideways = Signal()
    """The columns stand elsewhere, or are others."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = Book(sheet, mirrored=self.isRightToLeft())
        self._line, self._offset = 0, 0
        self._bar_value = 0
        self._due = 0.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._bar_moved)
        # Columns stand from left to right for whoever lays them out, mirrored ones too.
        self.horizontalScrollBar().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._sideways())
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._glide)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD_MS)
        self._ahead.timeout.connect(self._measure_ahead)
        # A finger throws the list, and it runs out.
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    @property
    def left(self) -> int:
        """How far the columns are scrolled, in pixels."""
        return self.horizontalScrollBar().value()

    def visible(self) -> list[tuple[int, int]]:
        """Return the lines in view, measured, each with its top in the view."""
        result = []
        top, place = -self._offset, self._line
        while place < len(self.book.lines) and top < self.viewport().height():
            result.append((place, top))
            top += self.book.set(place).height
            place += 1
        return result

    def replaced(self, before: list[Line] | tuple[Line, ...]) -> None:
        """Other lines are shown than before: stay where the reader was."""
        place = nearest(self.book.lines, before, self._line) if before else None
        if place is None:
            self._line, self._offset = 0, 0
        else:
            if not before or self.book.lines[place].key != before[min(self._line, len(before) - 1)].key:
                self._offset = 0
            self._line = place
        self._settle()

    def step(self, by: int) -> None:
        """Scroll by so many pixels, down where they are positive."""
        self._offset += by
        self._settle()

    def reveal(self, place: int) -> None:
        """Bring a line into view, as little as need be."""
        self._due = 0.0
        seen = dict(self.visible())
        height, room = self.book.set(place).height, self.viewport().height()
        if place in seen:
            top = seen[place]
            if top < 0 or height > room:
                self.step(top)
            elif top + height > room:
                self.step(top + height - room)
        elif place < self._line:
            self._line, self._offset = place, 0
            self._settle()
        else:
            self._line, self._offset = place, height - room
            self._settle()

    def reveal_column(self, left: int, right: int, covered: int) -> None:
        """Bring a column into view, of which `covered` pixels lie under the labels, at their side."""
        bar = self.horizontalScrollBar()
        room = self.viewport().width()
        before, after = (0, covered) if self.book.mirrored else (covered, 0)
        if left - bar.value() < before:
            bar.setValue(left - before)
        elif right - bar.value() > room - after:
            bar.setValue(right - room + after)

    def refit(self) -> None:
        """Lay the columns out anew."""
        self.book.fit(self.viewport().width())
        bar = self.horizontalScrollBar()
        spare = max(0, self.book.plan.width - self.viewport().width())
        at_end = self.book.mirrored and bar.value() == bar.maximum()
        bar.setRange(0, spare)
        bar.setPageStep(self.viewport().width())
        bar.setSingleStep(40)
        if at_end:
            bar.setValue(spare)
        self._settle()
        self.moved_sideways.emit()

    # Where it stands.

    def _settle(self) -> None:
        """Have the anchor lie in a line, and neither end scrolled past."""
        book = self.book
        last = len(book.lines) - 1
        if last < 0:
            self._line = self._offset = 0
        else:
            self._line = min(max(self._line, 0), last)
            while self._offset < 0 and self._line > 0:
                self._line -= 1
                self._offset += book.set(self._line).height
            self._offset = max(self._offset, 0)
            while self._line < last and self._offset >= (height := book.set(self._line).height):
                self._offset -= height
                self._line += 1
            self._keep_end()
        self._sync()
        self.viewport().update()
        self._ahead.start()
        self.arranged()

    def _keep_end(self) -> None:
        """Let no empty room come in at the foot."""
        room, lines = self.viewport().height(), self.book.lines
        below = -self._offset
        for place in range(self._line, len(lines)):
            below += self.book.set(place).height
            if below >= room:
                return
        missing = room - below
        self._offset -= missing
        while self._offset < 0 and self._line > 0:
            self._line -= 1
            self._offset += self.book.set(self._line).height
        self._offset = max(self._offset, 0)

    def _sync(self) -> None:
        bar, heights = self.verticalScrollBar(), self.book.heights
        room = self.viewport().height()
        value = heights.top(self._line) + self._offset if len(heights) else 0
        with QSignalBlocker(bar):
            bar.setRange(0, max(0, heights.total - room))
            bar.setPageStep(room)
            bar.setSingleStep(40)
            bar.setValue(value)
        self._bar_value = bar.value()

    def _bar_moved(self, value: int) -> None:
        by, room = value - self._bar_value, self.viewport().height()
        if abs(by) <= 2 * room:
            self.step(by)
        elif len(self.book.heights):
            self._line = self.book.heights.at(value)
            self._offset = max(0, value - self.book.heights.top(self._line))
            self._settle()

    def _sideways(self) -> None:
        self.viewport().update()
        self.moved_sideways.emit()
        self.arranged()

    def arranged(self) -> None:
        """What lies over the lines has to be put in its place; for who lays something there."""

    def _measure_ahead(self) -> None:
        """Measure in a pause what the next step would uncover."""
        seen = self.visible()
        if seen:
            following = seen[-1][0] + 1
            for place in (*range(following, following + 2), self._line - 1):
                if 0 <= place < len(self.book.lines) and not self.book.heights.known(place):
                    self.book.set(place)
                    self._ahead.start()
                    break
            self._sync()

    # The wheel.

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        pixels, angle = event.pixelDelta(), event.angleDelta()
        sideways = abs(angle.x()) > abs(angle.y()) or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        event.accept()
        if sideways:
            way = pixels.x() or (angle.x() or angle.y()) * _PIXELS // _NOTCH
            self.horizontalScrollBar().setValue(self.left - way)
        elif not pixels.isNull():
            self.step(-pixels.y())
        else:
            self.glide(-angle.y() * _PIXELS / _NOTCH)

    def glide(self, by: float) -> None:
        """Scroll smoothly by so many pixels, where the desktop moves things at all."""
        if not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self):
            self.step(round(by))
            return
        self._due = by if self._due * by < 0 else self._due + by
        if not self._frames.isActive():
            self._frames.start()
            self._glide()

    def _glide(self) -> None:
        part = ceil(abs(self._due) * _SHARE)
        by = min(part, round(abs(self._due))) * (1 if self._due > 0 else -1)
        self._due -= by
        if not by:
            self._due = 0.0
            self._frames.stop()
            return
        self.step(by)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Nothing: the lines are drawn anew."""
