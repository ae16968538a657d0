"""The reading pane: an article's page with its marks, to be read, selected from and marked by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article
from annotator.text.hits import Hits
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.reader import stale
from annotator.ui.reader.ahead import Ahead
from annotator.ui.reader.autoscroll import AutoScroll
from annotator.ui.reader.decor import add_alone, forget, span_box
from annotator.ui.reader.dimming import Dimming
from annotator.ui.reader.folding import FoldingView
from annotator.ui.reader.handles import grasped
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.input import Handle, Mouse, Picked, Resized
from annotator.ui.reader.keys import Keys
from annotator.ui.reader.lanes import Lanes
from annotator.ui.reader.marks import Marks, lying_in
from annotator.ui.reader.page import Page, Place, Under
from annotator.ui.reader.painter import Scene
from annotator.ui.reader.pointer import Pointer
from annotator.ui.reader.repaint import Repaint
from annotator.ui.reader.scroller import frame_style
from annotator.ui.reader.selection import Granularity
from annotator.ui.reader.sheet import paint_page
from annotator.ui.reader.slices import Slices
from annotator.ui.reader.stripes import marks_beside
from annotator.ui.theme import LIGHT, Theme
from annotator.ui.veil import Veil

_REST_MS = 40
"""Until a page counts as at rest: what goes by under the pointer while it is scrolled is not meant."""


class ReaderView(FoldingView):
    """Shows one article. Everything shown is given to it; what the user wants is told by signals, one value each.

    All offsets are code points of the article's text.
    """

    mark_clicked = Signal(object)
    """`Picked`: a click, without dragging, on marks or on the text beside them."""
    mark_hovered = Signal(object)
    """Id of the innermost annotation under the pointer, or None."""
    resize_requested = Signal(object)
    """`Resized`: an end of the mark in focus, or of one of its fragments, was dragged and let go."""
    tag_key_pressed = Signal(object)
    """The `physical_key` pressed while something is selected or a mark is in focus."""
    context_menu_requested = Signal(object)
    """`Picked`: the marks under the pointer, or with the key the one in focus. With none, a word there is selected."""
    escape_pressed = Signal()
    """Esc, with nothing selected."""
    used = Signal()
    """The page was pressed on, or has the keyboard now."""
    delete_pressed = Signal()
    """Del or Backspace, with a mark in focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._tags = TagSet()
        self._marks = Marks()
        self._lanes = Lanes(self._marks.index)
        self._filing = Slices(self)
        self._ahead = Ahead(self, self)
        self._hovered: str | None = None
        self._tied: frozenset[str] = frozenset()
        self.coders: Mapping[str, str] = {}
        """The names, by id, of coders whose marks say whose they are; update the view where they become others."""
        self._preview: tuple[Span, ...] | None = None
        self._hits = Hits()
        self._current: Span | None = None
        self._dimming = Dimming()
        self._mouse = Mouse(self, self.text)
        self._keys = Keys(self)
        self._auto_scroll = AutoScroll(self)
        self._auto_scroll.moved.connect(self._drag_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pointer = Pointer(self, self.mark_hovered)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self.ground.left.connect(self._pointer.leave)
        self.scrolled.connect(self._follow_scroll)
        self._repaint = Repaint(self, self._scene)
        self.set_theme(LIGHT)

    # What is shown.

    def set_article(self, article: Article, text: str, annotations: Sequence[Annotation], tags: TagSet) -> None:
        """Show an article from its beginning. `annotations` are all those of this article."""
        self._tags = tags
        self._marks = Marks(lying_in(text, annotations), self._marks.veil)
        self._filing.begin(self._file())
        self._lanes = Lanes(self._marks.index)
        self._caret, self._hits, self._current = None, Hits(), None
        self._shows_caret = False
        self._hovered = self._preview = None
        self._pointer.forget()
        self._forget_counts()
        self._set_selection(None)
        self._show_page(Page(article, text, self.font()))
        self._map_anew()
        self.setAccessibleName(article.title)
        self.told.emit()

    def update_annotations(self, removed: Iterable[str], added: Iterable[Annotation]) -> None:
        """Take out annotations by id and put in others; one that is there already is replaced."""
        self._follow_marks(*self._marks.change(removed, added))
        if not self._mouse.busy:
            self._pointer.look()
        self.told.emit()

    def set_veil(self, veil: Veil) -> None:
        """Dim and hide marks. A hidden mark is seen all the same while it is in focus."""
        if veil != self._marks.veil:
            self._marks.set_veil(veil)
            self._filing.begin(self._file())
            self._lanes = Lanes(self._marks.index)
            self._recount()
            self._map_anew()
            self._redecorate()
            self.told.emit()

    def set_tags(self, tags: TagSet) -> None:
        self._tags = tags
        self._map_anew()
        self._redecorate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(frame_style(theme))
        self._map_anew()
        self._redecorate()

    def set_focus_annotation(self, annotation_id: str | None) -> None:
        """Put a mark in focus: a stronger tint, handles, its tag's name. An id not in this article counts as None."""
        if annotation_id != self._marks.focus:
            self._preview = None
            gone, come = self._marks.set_focus(annotation_id)
            if gone or come:
                self._follow_marks(gone, come)
            self._repaint.differs()

    def set_hovered(self, annotation_id: str | None) -> None:
        """Light a mark as if the pointer were over it."""
        if annotation_id != self._hovered:
            self._hovered = annotation_id
            self._repaint.differs()

    def set_tied(self, annotation_ids: frozenset[str]) -> None:
        """Light what other marks are tied to, here or in other articles."""
        if annotation_ids != self._tied:
            self._tied = annotation_ids
            self._repaint.differs()

    def set_hits(self, spans: Sequence[Span], current: Span | None) -> None:
        """Light what a search has found; `spans` in the order of the text, without overlaps."""
        before, self._hits = self._hits, Hits.of(spans)
        self._current = current
        self._repaint.differs(stale.hits_apart(list(self.visible()), before, self._hits))

    def set_focus_mode(self, unit: Granularity | None) -> None:
        """Dim all but the SENTENCE or PARAGRAPH that is read; None: dim nothing."""
        self._dimming.unit = unit
        self._repaint.differs()

    def reveal(self, span: Span) -> None:
        """Scroll to `span` where it is out of view."""
        self.show_span(span)

    def has_mark_on(self, span: Span) -> bool:
        """Return whether a mark begins and ends with `span`."""
        return self._marks.begin_and_end_with(span.start, span.end)

    def selection_rect(self) -> QRect:
        """Return the rectangle around what is seen of the selection, in pixels of the viewport; null if nothing is."""
        if self._page is None or self._span is None:
            return QRect()
        return span_box(self.visible(), self._page.left, self._span) & self.viewport().rect()

    # For gestures and keys (see `input.Surface` and `keys.Board`).

    @property
    def filing(self) -> bool:
        """Whether marks are still to be put into the order in which they are found quickly."""
        return self._filing.busy

    @property
    def preparing(self) -> bool:
        """Whether something that may be seen next is still to be worked out."""
        return self._ahead.busy

    @property
    def scene(self) -> Scene:
        return self._repaint.scene

    @property
    def focus_annotation(self) -> str | None:
        """The id of the mark in focus, if it is one of this article's."""
        return self._marks.focus if self._marks.index.get(self._marks.focus) is not None else None

    def clicked(self, point: QPoint) -> None:
        self.mark_clicked.emit(Picked(self.marks_at(point), self.viewport().mapToGlobal(point)))

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

    def _file(self) -> Iterator[None]:
        yield from self._marks.index.filing()
        self._ahead.begin(down=self._down)

    def _look_ahead(self) -> None:
        if not self.filing:  # that comes first
            self._ahead.begin(down=self._down)

    def _follow_scroll(self) -> None:
        self._look_ahead()
        if not self._mouse.busy:
            self._rest.start()
        if self._dimming.unit is not None:
            self._repaint.differs()  # with no caret on the page, what stays bright is what is at its top

    def _come_to_rest(self) -> None:
        self._pointer.look()
        self._look_ahead()

    @override
    def _differs(self) -> None:
        self._repaint.differs()

    @override
    def _all_marks(self) -> MarkIndex:
        return self._marks.index

    def _scene(self) -> Scene:
        index = self._marks.index
        focus = index.get(self._marks.focus)
        if focus is not None and self._preview is not None:
            focus = focus.lying_on(self._preview, self.text())
        by_letters = self._selection is None or self._selection.granularity is Granularity.CHARACTER
        caret = self._caret if self._shows_caret and self.hasFocus() and by_letters and self.resting is None else None
        body = self._page.parts.body if self._page is not None and self.has_outside else None
        return Scene(
            self._theme, self._tags, index, self._lanes, focus, index.get(self._hovered), self._span,
            self._hits, self._current, caret, self._marks.veil, self._bright(), body, self._tied,
            self.coders, proposed=self.proposed,
        )  # fmt: skip

    def _bright(self) -> Span | None:
        if self._dimming.unit is None or self._page is None:
            return None
        place = self._caret.offset if self._caret is not None else self.top_place()
        return self._dimming.bright(self.text(), place, self._span)

    def _follow_marks(self, before: Sequence[Annotation], now: Sequence[Annotation]) -> None:
        """Work out anew what marks put on the lines, where some were taken out or put in."""
        self._ahead.forget()
        self._follow_counts(before, now)
        page = self._page
        if not before and len(now) == 1 and page is not None:
            alike = add_alone(self._scene(), page, now[0])
            if alike is not None:
                self._repaint.differs([now[0].span], place_only=alike)
                self.overview.stale()
                return
        touched = [*before, *now]
        moved = self._lanes.follow(touched)
        if moved is None or page is None:
            self._redecorate()
            return
        spans = [part for mark in (*touched, *moved) for part in mark.pieces]
        for span in spans:
            for piece in page.kept(span.start, span.end):
                forget(piece, span)
        self._repaint.differs(spans)
        self.overview.stale()

    def collect(self) -> None:
        """Paint nothing anew for what changes from now on, until `paint_now`: several changes are then one."""
        self._repaint.collect()

    def paint_now(self) -> None:
        """Paint what has changed at once: before whatever else is to be done for the change, the reader sees it."""
        self._repaint.now()

    def _redecorate(self) -> None:
        """Work out anew what marks put on all lines."""
        self._ahead.forget()
        self._lanes.forget()
        if self._page is not None:
            for piece in self._page.all_kept():
                piece.decor = None
        self.overview.stale()
        self._repaint.whole()
        self._look_ahead()

    def _map_anew(self) -> None:
        self.overview.show_marks(self._page, self._marks.index, self._tags, self._theme, self._marks.veil)

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
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.ground) as painter:
            clip, box, page = event.region(), event.rect(), self._page
            if page is None:
                painter.fillRect(box, QColor(self._theme.page))
                return
            scene = self._repaint.painting(clip)
            if not self._ahead.paint(painter, box, scene):
                painter.fillRect(box, QColor(self._theme.page))
                paint_page(painter, page, scene, list(self.visible()), clip, self.font())
            self._paint_folding(painter, page, self._theme, quiet=scene.bright is not None)

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
