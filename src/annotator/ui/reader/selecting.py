"""A scrolled page on which text is selected and a caret moves. It knows nothing of marks, and paints nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.reader.outlines import Outline
from annotator.ui.reader.page import Page, Place, Under
from annotator.ui.reader.scroller import Scroller
from annotator.ui.reader.selection import Granularity, Selection, at_place


class SelectingView(Scroller):
    """Holds what is selected and where the caret stands (see `input.Surface` and `keys.Board` for who asks it to).

    All offsets are code points of the article's text.
    """

    selection_changed = Signal(object)
    """The selected `Span`, snapped; None where nothing is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection: Selection | None = None
        self._span: Span | None = None
        self._caret: Place | None = None
        self._shows_caret = False
        """A page is calm: the caret is drawn once it is moved by keys, until the mouse is pressed."""
        self.letters = False
        """Whether gestures go by letters, and by words only with Ctrl or Alt; else the other way round."""
        self.answer: tuple[Span, ...] = ()
        """What is lit because it answers to a passage of another page, or was asked about."""

        self.proposed: tuple[Outline, ...] = ()
        """What is outlined because it may be marked."""

    def _differs(self) -> None:
        """Have painted anew what is selected now, and what was; for who paints it."""
        raise NotImplementedError

    @property
    def page(self) -> Page | None:
        return self._page

    def text(self) -> str:
        """Return the article's text; "" where there is no article."""
        return self._page.text if self._page is not None else ""

    def selection(self) -> Span | None:
        """Return what is selected, snapped; None where nothing is."""
        return self._span

    def select(self, span: Span | None) -> None:
        """Select `span` (widened to whole grapheme clusters)."""
        selection = None if span is None or not len(span) else Selection.of(span)
        snapped = None if selection is None else selection.span(self.text())
        if snapped is not None:
            self._caret = Place(snapped.end, True)
        self._set_selection(selection)

    def select_all(self) -> None:
        """Select all of the text that is not folded."""
        if self._page is not None:
            self.select(Span(self._page.within(0), self._page.within(len(self._page.text))))

    def show_answer(self, *spans: Span) -> None:
        """Light a passage, and again what it goes by, until others are, or none: it stands for nothing stored."""
        if spans != self.answer:
            self.answer = spans
            self._differs()

    def show_proposed(self, outlines: tuple[Outline, ...]) -> None:
        """Outline what may be marked, in the order of the text and apart, until something else is, or nothing."""
        if outlines != self.proposed:
            self.proposed = outlines
            self._differs()

    @override
    def _show_page(self, page: Page | None) -> None:
        self.answer = ()
        super()._show_page(page)

    def clear_selection(self) -> None:
        self._set_selection(None)

    def selected_text(self) -> str:
        return self._span.of(self.text()) if self._span is not None else ""

    def copy(self) -> None:
        """Put the selected text on the clipboard, in logical order, as it is in the article."""
        if self._span is not None:
            QGuiApplication.clipboard().setText(self.selected_text())

    @property
    def caret(self) -> Place | None:
        return self._caret

    def put_caret(self, under: Under) -> None:
        self._caret = under.place
        self._set_selection(None)

    def extend_to(self, under: Under, granularity: Granularity) -> None:
        self._extend(self._selection, under.place, granularity)

    def settle(self) -> None:
        """The mouse has selected: the caret stands where the selection is seen to end."""
        if self._selection is not None and self._span is not None:
            self._caret = Place(self._span.end, True) if self._selection.forward else Place(self._span.start)
            self.told.emit()

    def start_from(self, offset: int, *, upstream: bool = False) -> None:
        """Have the keyboard go on from `offset`; what is selected stays selected, and then goes on from there."""
        if self._span is None:
            self._caret = Place(offset, upstream)
            self._selection = None
            self._differs()
            self.told.emit()

    def move_caret(self, place: Place, *, extend: bool, granularity: Granularity = Granularity.CHARACTER) -> None:
        """Move the caret by keys to `place`, selecting on the way with `extend`."""
        self._shows_caret = True
        if extend:
            held = self._selection
            if held is not None and granularity is Granularity.CHARACTER:
                held = held.settled(self.text())
            self._extend(held, place, granularity)
        else:
            self._caret = place
            self._set_selection(None)

    def _extend(self, held: Selection | None, place: Place, granularity: Granularity) -> None:
        if held is None:
            anchor = self._caret.offset if self._caret is not None else place.offset
            held = Selection(anchor, anchor)
        self._caret = place
        self._set_selection(held.extended(place.offset, granularity))

    def select_at(self, under: Under, granularity: Granularity) -> None:
        offset = under.character if under.character is not None else under.place.offset
        span = at_place(self.text(), offset, granularity)
        if span is not None:
            self._caret = Place(span.end, True)
            self._set_selection(Selection(span.start, span.end, granularity))

    def _set_selection(self, selection: Selection | None) -> None:
        self._selection = selection
        before, self._span = self._span, None if selection is None else selection.span(self.text())
        self._differs()
        if self._span != before:
            self.selection_changed.emit(self._span)
        self.told.emit()
