"""A page whose parts outside the article's body are folded, unfolded, and given another bound by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from annotator.core.values import Annotation
from annotator.text.body import Side, Unit, bound_near, lines_in
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.reader.folds import Look, bound_at, bounds, paint_folds, rows
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.page import Anchor, Page, Place
from annotator.ui.reader.selecting import SelectingView
from annotator.ui.reader.slices import Slices
from annotator.ui.theme import Theme
from annotator.ui.wording import lines_outside_text, marks_text

_AT_ONCE = 5000
"""Marks that are counted before a paint; more are counted after it."""
_STEP = 500


class _Held(Struct, frozen=True):
    """What the mouse holds: a row that was pressed, or a bound and the code point that it is dragged to."""

    side: Side
    bound: bool
    unit: Unit = Unit.PARAGRAPH
    wanted: int | None = None


class FoldingView(SelectingView):
    """Folds and unfolds. What is in a folded part is unfolded as soon as one goes there."""

    unfolded_changed = Signal(object)
    """The frozenset of `Side`s that are shown now, where the reader changed it or went to a folded place."""
    body_wanted = Signal(object)
    """The `Span` that shall be the article's body: a bound was dragged and let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resting: Side | None = None
        """The row that the keyboard is at."""
        self._over: Side | None = None
        self._over_bound: Side | None = None
        self._held_fold: _Held | None = None
        self._lines: dict[Side, int] = {}
        self._inside: dict[Side, int] = {}
        """How many marks each part has, once they are counted."""
        self._counting = Slices(self)
        self.ground.left.connect(lambda: self._hover(None, None))

    def _all_marks(self) -> MarkIndex:
        """Return the marks on the page, folded or not; for who has them."""
        raise NotImplementedError

    # Folding.

    @property
    def has_outside(self) -> bool:
        """Whether something of the text is outside the article."""
        page = self._page
        return page is not None and (page.parts.before is not None or page.parts.after is not None)

    def toggle(self, side: Side) -> None:
        """Fold a part, or unfold it."""
        self._set_unfolded(self._style.unfolded ^ {side})
        self.told.emit()

    def set_all_unfolded(self, unfolded: bool) -> None:
        """Unfold all of the text, or fold what is not the article."""
        self._set_unfolded(frozenset(Side) if unfolded else frozenset())

    def _set_unfolded(self, sides: frozenset[Side]) -> None:
        page, anchor, before = self._page, self._anchor, self._style.unfolded
        if page is None or sides == before:
            return
        lead = page.lead(anchor.piece)
        by_row = Side.BEFORE in sides ^ before and anchor.piece == page.shown.start and anchor.offset < page.row
        self.set_style(replace(self._style, unfolded=sides))
        # Not a pixel moves: with its row in view the text comes below that, else above the view.
        kept = Anchor(anchor.piece, anchor.offset + page.lead(anchor.piece) - lead)
        if by_row:
            kept = Anchor(page.shown.start, anchor.offset)
        if kept.piece in page.shown:
            self._go(page.step(kept, 0, self.viewport().height())[0], held=self._held)
        self._hover(None, None)
        self.unfolded_changed.emit(sides)

    def _open(self, page: Page, index: int) -> None:
        """Unfold the part that piece `index` is in."""
        side = page.side_of(index)
        if side is not None and side not in self._style.unfolded:
            self._set_unfolded(self._style.unfolded | {side})

    @override
    def show_span(self, span: Span) -> None:
        if self._page is not None:
            self._open(self._page, self._page.pieces.at(span.start))
        super().show_span(span)

    @override
    def show_place(self, place: Place) -> None:
        if self._page is not None:
            self._open(self._page, self._page.index_of(place))
        super().show_place(place)

    # What is said on the rows.

    def _forget_counts(self) -> None:
        self._lines = {}
        self.resting, self._held_fold = None, None
        self._recount()

    def _recount(self) -> None:
        """Other marks are on the page, or none of those that were."""
        self._inside = {}
        self._counting.drop()
        self._update_rows()

    def _follow_counts(self, before: Iterable[Annotation], now: Iterable[Annotation]) -> None:
        """Marks were taken out and put in: keep up with how many each part has."""
        if self._counting.busy:
            self._recount()
        for side in self._inside:
            part = self._page.parts.outside(side) if self._page is not None else None
            if part is not None:
                more = sum(part.covers(mark.span) for mark in now) - sum(part.covers(mark.span) for mark in before)
                if more:
                    self._inside[side] += more
                    self._update_rows()

    def row_words(self, side: Side) -> str:
        """Return what the row of a part says: its lines, and the marks in it."""
        page = self._page
        part = page.parts.outside(side) if page is not None else None
        if page is None or part is None:
            return ""
        if side not in self._lines:
            self._lines[side] = lines_in(page.text, part)
        if not self._inside and not self._counting.busy:
            self._counting.begin(self._count(page.parts.body))
            if len(self._all_marks()) <= _AT_ONCE:
                self._counting.finish()
        said = lines_outside_text(side, self._lines[side])
        marks = self._inside.get(side)
        return f"{said} · {marks_text(marks)}" if marks else said

    def _count(self, body: Span) -> Iterator[None]:
        """Count the marks that lie wholly in a part, a little between one `yield` and the next."""
        marks, counts = self._all_marks(), dict.fromkeys(Side, 0)
        yield from marks.filing()
        for number, mark in enumerate(marks):
            if mark.end <= body.start:
                counts[Side.BEFORE] += 1
            elif mark.start >= body.end:
                counts[Side.AFTER] += 1
            if number % _STEP == _STEP - 1:
                yield
        self._inside = counts
        self._update_rows()

    def row_said(self) -> str:
        """Return what is to be heard of the row that the keyboard is at; "" where it is in the text."""
        if self.resting is None:
            return ""
        said = self.tr("{0}, unfolded") if self.resting in self._style.unfolded else self.tr("{0}, folded")
        return said.replace("{0}", self.row_words(self.resting))

    # By keyboard.

    def rest_on(self, side: Side | None) -> None:
        """Bring the keyboard to the row of a part, in view; None: back to the text."""
        if side is self.resting:
            return
        self.resting = side
        page = self._page
        if side is Side.BEFORE and page is not None:
            self._go(Anchor(page.shown.start, 0))
        elif side is Side.AFTER and page is not None:
            piece = page.piece(page.body.stop - 1)
            foot = page.top_of(piece, self._anchor) + piece.height - page.foot(piece.piece.index) + page.row
            if foot > self.viewport().height() or foot < page.row:
                self._go(page.step(self._anchor, foot - self.viewport().height() + 8, self.viewport().height())[0])
        self._differs()
        self._update_rows()
        self.told.emit()

    # By mouse.

    def _row_at(self, point: QPoint) -> Side | None:
        if self._page is None:
            return None
        return next((row.side for row in rows(self._page, self.visible()) if row.box.contains(point)), None)

    def _bound_at(self, point: QPoint) -> Side | None:
        return None if self._page is None else bound_at(self._page, self.visible(), point.x(), point.y())

    def hover_fold(self, point: QPoint) -> None:
        """Light a row or a bound that lies under the pointer, and have the pointer say what can be done there."""
        bound = self._bound_at(point)
        row = None if bound is not None else self._row_at(point)
        self._hover(row, bound)
        if bound is not None:
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        elif row is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def _hover(self, row: Side | None, bound: Side | None) -> None:
        if (row, bound) != (self._over, self._over_bound):
            self._over, self._over_bound = row, bound
            self._update_rows()

    def press_fold(self, event: QMouseEvent) -> bool:
        """Take hold of a row or a bound. Return whether one is there."""
        if not self.has_outside:
            return False
        point = event.position().toPoint()
        bound = self._bound_at(point)
        side = bound or self._row_at(point)
        # A double click is meant as one.
        if side is not None and event.type() != QEvent.Type.MouseButtonDblClick:
            self._held_fold = _Held(side, bound is not None)
        return side is not None

    def move_fold(self, event: QMouseEvent) -> bool:
        """Drag what is held. Return whether something is."""
        held = self._held_fold
        if held is not None and held.bound:
            self._held_fold = replace(held, unit=_unit(event.modifiers()))
            self.drag_bound(event.position().toPoint())
            self.drag_beyond(event.position().toPoint())
        return held is not None

    def drag_bound(self, point: QPoint) -> bool:
        """Go on dragging a bound at `point`, which may lie outside. Return whether one is dragged."""
        held, page = self._held_fold, self._page
        if held is None or page is None or not held.bound:
            return False
        end = held.side is Side.AFTER
        found = bound_near(page.text, self.under(point).place.offset, held.unit, end=end)
        span = _moved(page, held.side, found)
        if span is not None and span.of(page.text).strip():
            self._held_fold = replace(held, wanted=found)
            self.viewport().update()
        return True

    def release_fold(self, point: QPoint) -> bool:
        """Let go of what is held. Return whether something was."""
        held, page = self._held_fold, self._page
        if held is None or page is None:
            return False
        self.cancel_fold()
        if not held.bound:
            if self._row_at(point) is held.side:
                self.toggle(held.side)
        elif held.wanted is not None:
            span = _moved(page, held.side, held.wanted)
            if span is not None and span != page.article.body:
                self.body_wanted.emit(span)
        return True

    def cancel_fold(self) -> bool:
        """Leave a bound that is dragged where it was. Return whether one was."""
        held, self._held_fold = self._held_fold, None
        if held is None:
            return False
        self.drag_beyond(None)
        self.viewport().update()
        return held.bound

    def drag_beyond(self, point: QPoint | None) -> None:
        """Scroll on while the pointer is held at `point` above or below the view; None: no longer. For who scrolls."""
        raise NotImplementedError

    # Painting.

    def _update_rows(self) -> None:
        page, width = self._page, self.viewport().width()
        if page is not None and self.has_outside:
            for row in rows(page, self.visible()):
                self.viewport().update(QRect(0, row.box.top(), width, row.box.height()))
            for _side, y in bounds(page, self.visible()):
                self.viewport().update(QRect(0, y - 2, width, 4))

    def _paint_folding(self, painter: QPainter, page: Page, theme: Theme, *, quiet: bool) -> None:
        """Draw the rows and bounds in view."""
        if not self.has_outside:
            return
        held = self._held_fold
        dragged = held.side if held is not None and held.bound else None
        resting = self.resting if self.hasFocus() else None
        look = Look(
            theme, self.row_words, self._over, resting, dragged or self._over_bound,
            held.wanted if held is not None else None, quiet,
        )  # fmt: skip
        paint_folds(painter, page, list(self.visible()), look, self.font())


def _moved(page: Page, side: Side, offset: int) -> Span | None:
    """Return the body with a bound at `offset`; None where nothing would be left."""
    body = page.article.body or Span(0, len(page.text))
    start, end = (offset, body.end) if side is Side.BEFORE else (body.start, offset)
    return Span(start, end) if start < end else None


def _unit(held: Qt.KeyboardModifier) -> Unit:
    """Return what the keys that are held have a bound keep whole."""
    if held & Qt.KeyboardModifier.ControlModifier:
        return Unit.WORD
    return Unit.SENTENCE if held & Qt.KeyboardModifier.AltModifier else Unit.PARAGRAPH
