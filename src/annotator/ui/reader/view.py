"""The reading pane: an article's page with its marks, to be read, selected from and marked by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.reader.autoscroll import AutoScroll
from annotator.ui.reader.decor import span_box
from annotator.ui.reader.handles import grasped, mark_ends
from annotator.ui.reader.input import Handle, Linked, Mouse, Picked, Resized
from annotator.ui.reader.keys import Keys
from annotator.ui.reader.label import knob_box
from annotator.ui.reader.marked import MarkedView
from annotator.ui.reader.owners import owned
from annotator.ui.reader.page import Place, Under
from annotator.ui.reader.pointer import Pointer
from annotator.ui.reader.selection import Granularity
from annotator.ui.reader.stripes import marks_beside

_REST_MS = 40
"""Until a page counts as at rest: what goes by under the pointer while it is scrolled is not meant."""


class ReaderView(MarkedView):
    """Shows one article. Everything shown is given to it; what the user wants is told by signals, one value each.

    All offsets are code points of the article's text.
    """

    mark_clicked = Signal(object)
    """`Picked`: a click, without dragging, on marks or on the text beside them."""
    mark_hovered = Signal(object)
    """Id of the innermost annotation under the pointer, or None."""
    resize_requested = Signal(object)
    """`Resized`: an end of the mark in focus, or of one of its fragments, was dragged and let go."""
    page_key_pressed = Signal(object)
    """A letter or digit was pressed while nothing is selected and no mark in focus."""
    tag_key_pressed = Signal(object)
    """The `physical_key` pressed while something is selected or a mark is in focus."""
    context_menu_requested = Signal(object)
    """`Picked`: the marks under the pointer, or with the key the one in focus. With none, a word there is selected."""
    escape_pressed = Signal()
    """Esc, with nothing selected."""
    used = Signal()
    """The page was pressed on, or has the keyboard now."""
    delete_pressed = Signal()
    """Del or Backspace, with a mark or a relation in focus."""
    relation_hovered = Signal(object)
    """Id of the relation under the pointer, in the margin, or None."""
    relation_clicked = Signal(object)
    """The id of a relation that was clicked in the margin."""
    relation_menu_requested = Signal(object)
    """(id of the relation under the pointer, where on screen)."""
    link_dragged = Signal(object)
    """`Linked`: the mark in focus is dragged by its knob."""
    link_dropped = Signal(object)
    """`Linked`: it was let go of."""
    link_left = Signal()
    """Dragging it was given up."""
    relate_requested = Signal()
    """Its knob was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mouse = Mouse(self, self.text)
        self._keys = Keys(self)
        self._auto_scroll = AutoScroll(self)
        self._auto_scroll.moved.connect(self._drag_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._pointer = Pointer(self, self.mark_hovered, self.relation_hovered)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self.ground.left.connect(self._pointer.leave)
        self.scrolled.connect(self._rest_soon)

    # What is shown.

    @override
    def set_article(self, article: Article, text: str, annotations: Sequence[Annotation], tags: TagSet) -> None:
        self._pointer.forget()
        super().set_article(article, text, annotations, tags)

    @override
    def update_annotations(self, removed: Iterable[str], added: Iterable[Annotation]) -> None:
        super().update_annotations(removed, added)
        if not self._mouse.busy:
            self._pointer.look()

    # For gestures and keys (see `input.Surface` and `keys.Board`).

    def clicked(self, point: QPoint) -> None:
        marks = self.marks_at(point)
        beside = () if marks else self.relations_at(point)
        if beside:
            self.relation_clicked.emit(beside[0])
        else:
            self.mark_clicked.emit(Picked(marks, self.viewport().mapToGlobal(point)))

    def relations_at(self, point: QPoint) -> tuple[str, ...]:
        """Return the relations at `point` of the viewport, in the margin."""
        if self._page is None or self._beside is None or self._dimming.unit is not None:
            return ()
        return self._beside.at(self._page, len(self._tags), list(self.visible()), point)

    def knob_at(self, point: QPoint) -> str | None:
        """Return the id of the mark in focus where its knob is at `point` of the viewport."""
        mark = self._marks.index.get(self._marks.focus)
        box = None if mark is None else self.knob(mark)
        return mark.id if mark is not None and box is not None and box.adjusted(-3, -2, 3, 2).contains(point) else None

    def knob(self, mark: Annotation) -> QRect | None:
        """Return where the knob of a mark in focus is, in pixels of the viewport; None where it is out of view."""
        page, tag = self._page, self._tags.get(mark.tag)
        for piece, top in self.visible() if page is not None and tag is not None else ():
            if piece.piece.start <= mark.start < piece.shown_end and page is not None and tag is not None:
                start = mark_ends(piece, mark.pieces[0], page.left, top).start
                words = owned(tag.name, mark, self.coders)
                return None if start is None else knob_box(words, self.font(), start, piece)
        return None

    def link(self, annotation: str, point: QPoint) -> None:
        self.link_dragged.emit(Linked(annotation, self.viewport().mapToGlobal(point)))

    def link_done(self, annotation: str, point: QPoint | None, *, dragged: bool) -> None:
        if point is None:
            self.link_left.emit()
        elif dragged:
            self.link_dropped.emit(Linked(annotation, self.viewport().mapToGlobal(point)))
        else:
            self.relate_requested.emit()

    def handle_at(self, point: QPoint) -> Handle | None:
        mark = self._marks.index.get(self._marks.focus)
        if mark is None or self._page is None:
            return None
        return grasped(self.visible(), self._page.left, mark, point)

    def preview(self, handle: Handle, span: Span | None) -> None:
        self._preview = None if span is None else handle.dragged(span)
        self._repaint.differs()

    def resized(self, handle: Handle, span: Span) -> None:
        self.resize_requested.emit(Resized(handle.annotation, handle.dragged(span)))

    @override
    def drag_beyond(self, point: QPoint | None) -> None:
        self._auto_scroll.hold(point)

    # Inside.

    def _drag_on(self, point: QPoint) -> None:
        """The page has moved under the pointer that drags."""
        if not self.drag_bound(point):
            self._mouse.drag_to(point)

    def _rest_soon(self) -> None:
        if not self._mouse.busy:
            self._rest.start()

    def _come_to_rest(self) -> None:
        self._pointer.look()
        self._look_ahead()

    def marks_at(self, point: QPoint) -> tuple[str, ...]:
        """Return the annotations at `point` of the viewport, innermost first."""
        if self._page is None:
            return ()
        character = self.under(point).character
        if character is None:
            return tuple(mark.id for mark in marks_beside(self._page, self.scene, self.visible(), point))
        return tuple(mark.id for mark in self._marks.index.overlapping(character, character + 1))

    # Events.

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.used.emit()
        if self._shows_caret:
            self._shows_caret = False
            self._repaint.differs()
        self.rest_on(None)
        if event.button() != Qt.MouseButton.LeftButton or self._page is None:
            return
        # The handle of a mark that ends at the bound goes before it.
        on_handle = self.has_outside and self.handle_at(event.position().toPoint()) is not None
        if on_handle or not self.press_fold(event):
            self._mouse.press(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            if not self.move_fold(event) and self._mouse.busy:
                self._mouse.move(event)
        elif not event.buttons():
            point = event.position().toPoint()
            self._pointer.move(point)
            if self.has_outside and self.handle_at(point) is None:
                self.hover_fold(point)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.release_fold(event.position().toPoint()):
            self._mouse.release(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._page is None:
            return
        at, focus = event.globalPos(), self._marks.index.get(self._marks.focus)
        beside = () if self.marks_at(event.pos()) else self.relations_at(event.pos())
        if beside and event.reason() != QContextMenuEvent.Reason.Keyboard:
            self.relation_menu_requested.emit((beside[0], at))
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key:
            ids: tuple[str, ...] = () if focus is None else (focus.id,)
            place = None if self._caret is None else self._caret.offset
        else:
            ids, place = self.marks_at(event.pos()), self.under(event.pos()).character
        if self._span is None and not ids and place is not None and self.text()[place : place + 1].isalnum():
            # A word that nothing else is said of is what the reader means.
            self.select_at(Under(Place(place), place), Granularity.WORD)
        if by_key:
            box = self.selection_rect()
            if box.isNull() and focus is not None:
                box = span_box(self.visible(), self._page.left, focus.span) & self.viewport().rect()
            at = self.viewport().mapToGlobal(box.bottomLeft() if not box.isNull() else QPoint(40, 40))
        elif self._span is None:
            # What the menu does to a place is done to this one.
            self.start_from(self.under(event.pos()).place.offset)
        self.context_menu_requested.emit(Picked(ids, at))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._mouse.cancel() or self.cancel_fold()):
            return
        if self._page is None or not self._keys.press(event):
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        by_keyboard = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self._caret is None and self._page is not None and event.reason() in by_keyboard:
            self._caret = Place(self.top_place())
        super().focusInEvent(event)
        self.used.emit()
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
