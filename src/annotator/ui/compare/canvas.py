"""The comparison as it is seen and touched: lines drawn, a current cell, what lies under the pointer, keys."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.core.values import Annotation, Verdict
from annotator.ui.compare.book import Set
from annotator.ui.compare.cells import Box, Go, Read
from annotator.ui.compare.outline import Kind, Line
from annotator.ui.compare.painting import Lights, Painter
from annotator.ui.compare.plan import GUTTER
from annotator.ui.compare.scrolling import Scrolling
from annotator.ui.compare.typeset import Sheet
from annotator.ui.override import override
from annotator.ui.physical_keys import physical_key
from annotator.ui.tips import plain


class Spot(Struct, frozen=True):
    """What lies under a point: the line, the place of its report (-1: the label), the mark and what a click does."""

    line: Line
    place: int
    mark: Annotation | None = None
    link: object = None


class Canvas(Scrolling):
    """Draws the lines and tells what is done to them; it decides nothing."""

    activated = Signal(object)
    """(`Line`, what a click on it means: a value of `cells` or `labels`)."""
    fold_wanted = Signal(object)
    """The key of the line whose parts are to be folded or unfolded."""
    unfold_wanted = Signal(object)
    """(key of the line, id of the article) of the cell of which all shall be shown, or a part again."""
    judge_wanted = Signal(object)
    """(`Line`, a `Verdict`; or None: the sentence is to be written)."""
    forget_wanted = Signal(object)
    """The `Line` whose judgement is to be taken back."""
    copy_wanted = Signal(object)
    """The `Line` that goes on the clipboard."""
    menu_wanted = Signal(object)
    """(`Spot`, global position) of a right click."""
    pointed = Signal(object)
    """The `Spot` under the pointer, or the current cell where there is none; None: neither."""
    find_wanted = Signal()
    escaped = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        self.tip: Callable[[Spot], str] = lambda _spot: ""
        self.field: QWidget | None = None
        """What a sentence is written in, laid over its row."""
        self.key: str | None = None
        """The current line."""
        self.place = -1
        self._spot: Spot | None = None
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Comparison"))

    # What is current.

    def current(self) -> Line | None:
        """Return the line that keys act on."""
        place = self.book.places.get(self.key or "")
        return None if place is None else self.book.lines[place]

    def spot(self) -> Spot | None:
        """Return the current cell."""
        line = self.current()
        return None if line is None else Spot(line, self.place)

    def go(self, key: str, place: int | None = None) -> None:
        """Make a cell the current one, and bring it into view."""
        at = self.book.places.get(key)
        if at is None:
            return
        self.key = key
        if place is not None:
            self.place = place
        self.reveal(at)
        column = self.book.plan.column(self.place)
        if column is not None and column.report is not None:
            self.reveal_column(column.left - 14, column.right + 14, self.book.plan.labels.width + 2 * GUTTER)
        self._tell()

    def _tell(self) -> None:
        self.viewport().update()
        self.pointed.emit(self._spot or self.spot())
        spot = self.spot()
        if spot is not None:
            self.setAccessibleDescription(self.tip(spot))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Drawing.

    def lights(self) -> Lights:
        """Return what is emphasised now."""
        spot = self._spot
        mark = None if spot is None or spot.mark is None else spot.mark.id
        link = None if spot is None else spot.link
        under = None if spot is None or spot.line.kind is Kind.HEADING else spot.line.key
        return Lights(self.key, self.place, self.hasFocus(), mark, link, under)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            pen = Painter(self.book, self.lights(), self.left, self.viewport().width())
            painter.fillRect(event.rect(), self.palette().base())
            for place, top in self.visible():
                pen.line(painter, self.book.set(place), top)

    @override
    def arranged(self) -> None:
        """Put the field for a sentence where its row has room for it."""
        if self.field is None:
            return
        for place, top in self.visible():
            made = self.book.set(place)
            if made.field is not None:
                self.field.setGeometry(self.field_box(made, top))
                self.field.show()
                return
        self.field.hide()

    def field_box(self, made: Set, top: int) -> QRect:
        """Return where the field for a sentence lies in the view."""
        labels = self._pen().labels_box()
        wide = min(max(labels.width() + 2 * GUTTER, 340), self.viewport().width() - 16)
        left = labels.center().x() - wide // 2 if made.label.centred else labels.left() - 4
        left = min(max(left, 8), self.viewport().width() - wide - 8)
        return QRect(left, top + (made.field or 0), wide, 98)

    def _pen(self) -> Painter:
        return Painter(self.book, self.lights(), self.left, self.viewport().width())

    # What lies where.

    def at(self, point: QPoint) -> Spot | None:
        """Return what lies under a point of the view."""
        for place, top in self.visible():
            made = self.book.set(place)
            if top <= point.y() < top + made.height:
                return self._in_line(made, top, point)
        return None

    def _in_line(self, made: Set, top: int, point: QPoint) -> Spot:
        line, pen = made.line, self._pen()
        labels = pen.labels_box()
        if line.kind is Kind.HEADING:
            return Spot(line, -1)
        if labels.left() - GUTTER // 2 <= point.x() < labels.right() + GUTTER // 2:
            found = _under(made.label.box, point - QPoint(pen.inset(made, labels), top + made.top(made.label.box)))
            return Spot(line, -1, None, found[1])
        nearest, distance = -1, 10_000
        for column in self.book.plan.columns:
            left, right = column.left - self.left, column.right - self.left
            if column.report is not None and left - GUTTER // 2 <= point.x() < right + GUTTER // 2:
                box = made.cells[column.place]
                mark, link = _under(box, point - QPoint(left, top + made.top(box)))
                if box.silence is not None and link is None and box.placed:
                    link = next((s.link for s in box.placed[0].paragraph.stretches if s.link is not None), None)
                return Spot(line, column.place, mark, link)
            off = min(abs(point.x() - left), abs(point.x() - right))
            if off < distance:
                nearest, distance = column.place, off
        return Spot(line, nearest)

    # The pointer.

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.at(event.position().toPoint()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, spot: Spot | None) -> None:
        if spot == self._spot:
            return
        self._spot = spot
        clickable = spot is not None and (spot.link is not None or spot.line.kind is Kind.HEADING)
        shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self._tell_pointed()

    def _tell_pointed(self) -> None:
        self.viewport().update()
        self.pointed.emit(self._spot or self.spot())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.at(event.position().toPoint())
        if spot is None:
            return
        self.go(spot.line.key, spot.place)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if spot.link is not None:
            self.activated.emit((spot.line, spot.link))
        elif spot.line.kind is Kind.HEADING or (spot.place == -1 and spot.line.parts):
            self.fold_wanted.emit(spot.line.key)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.at(event.position().toPoint())
        if spot is not None and spot.place >= 0 and spot.link is None:
            self._unfold(spot.line, spot.place)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            spot, at = self.at(self.viewport().mapFromGlobal(event.globalPos())), event.globalPos()
        else:
            spot, at = self.spot(), self.viewport().mapToGlobal(self._cell_point())
        if spot is not None:
            self.menu_wanted.emit((spot, at))

    def _cell_point(self) -> QPoint:
        tops = dict(self.visible())
        top = tops.get(self.book.places.get(self.key or "", -1), 0)
        column = self.book.plan.column(self.place) or self.book.plan.labels
        return QPoint(column.left - self.left + 20, top + 30)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.at(event.pos())
            text = self.tip(spot) if spot is not None else ""
            if text:
                QToolTip.showText(event.globalPos(), plain(text), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # Keys.

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Escape)
            if event.key() in own or any(
                event.matches(key) for key in (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Find)
            ):
                # On a page they are about the article and its marks.
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.matches(QKeySequence.StandardKey.Find) or event.text() == "/":
            self.find_wanted.emit()
        elif not self._walked(key) and not self._done(event):
            super().keyPressEvent(event)

    def _walked(self, key: int) -> bool:
        """Move the current cell, where the key is about that."""
        lines = self.book.lines
        if not lines:
            return False
        at = self.book.places.get(self.key or "")
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            to = self.book.plan.step(self.place, by)
            self.go(self.key or lines[self._first()].key, to)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            to = (at or 0) + (1 if key == Qt.Key.Key_Down else -1)
            self.go(lines[self._first() if at is None else min(max(to, 0), len(lines) - 1)].key)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(lines[0 if key == Qt.Key.Key_Home else -1].key)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            by = self.viewport().height() - 60
            self.step(by if key == Qt.Key.Key_PageDown else -by)
            seen = self.visible()
            self.key = lines[seen[min(1, len(seen) - 1)][0]].key if seen else self.key
            self._tell()
        else:
            return False
        return True

    def _first(self) -> int:
        """Return the first row in view."""
        seen = [place for place, top in self.visible() if top >= 0]
        rows = [place for place in seen if self.book.lines[place].kind is not Kind.HEADING]
        return (rows or seen or [0])[0]

    def _done(self, event: QKeyEvent) -> bool:
        """Do what a key stands for in the current cell."""
        line, key = self.current(), event.key()
        if line is None:
            return False
        verdicts = {"d": Verdict.DIFFERS, "s": Verdict.SAME}
        letter = physical_key(event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(line)
        elif key == Qt.Key.Key_Space:
            self._unfold(line, self.place)
        elif event.matches(QKeySequence.StandardKey.Copy) and line.row is not None:
            self.copy_wanted.emit(line)
        elif line.row is not None and letter in verdicts:
            self.judge_wanted.emit((line, verdicts[letter]))
        elif line.row is not None and key == Qt.Key.Key_F2:
            self.judge_wanted.emit((line, None))
        elif line.row is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.forget_wanted.emit(line)
        else:
            return False
        return True

    def _enter(self, line: Line) -> None:
        """Go to the first place that the current cell names; of a label, write the sentence."""
        column = self.book.plan.column(self.place)
        if line.kind is Kind.HEADING:
            self.fold_wanted.emit(line.key)
        elif column is None or column.report is None:
            if line.row is not None:
                self.judge_wanted.emit((line, None))
        else:
            box = self.book.set(self.book.places[line.key]).cells[column.place]
            links = [s.link for p in box.placed for s in p.paragraph.stretches if isinstance(s.link, Go | Read)]
            own = [placed.mark for placed in box.placed if placed.mark is not None]
            if own:
                self.activated.emit((line, Go(own[0].id)))
            elif links:
                self.activated.emit((line, links[0]))

    def _unfold(self, line: Line, place: int) -> None:
        column = self.book.plan.column(place)
        if line.kind is Kind.HEADING or (line.parts and (column is None or column.report is None)):
            self.fold_wanted.emit(line.key)
        elif column is not None and column.report is not None:
            self.unfold_wanted.emit((line.key, column.report.id))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _under(box: Box, point: QPoint) -> tuple[Annotation | None, object]:
    """Return the mark and the link of what lies under a point of a box."""
    for placed in box.placed:
        if placed.top <= point.y() < placed.top + placed.paragraph.height:
            at = placed.paragraph.at(QPointF(point) - QPointF(0, placed.top))
            link = None if at is None else placed.paragraph.stretches[at].link
            own = isinstance(link, Go) and placed.mark is not None and link.mark == placed.mark.id
            return (placed.mark if own else None), link
    return None, None
