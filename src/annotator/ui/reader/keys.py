"""What each key does in the reading pane."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.text.body import Side
from annotator.text.ends import moved_end
from annotator.text.segments import next_word, previous_word
from annotator.text.span import Span
from annotator.ui.physical_keys import physical_key
from annotator.ui.reader.caret import beside, by_lines, line_edge, locate
from annotator.ui.reader.handles import caret_x
from annotator.ui.reader.page import Page, Place
from annotator.ui.reader.selection import Granularity


class _Emits(Protocol):
    def emit(self, *values: object) -> None: ...


class Board(Protocol):
    """What keys act upon: the view."""

    letters: bool
    has_relation: bool

    @property
    def page(self) -> Page | None: ...
    @property
    def caret(self) -> Place | None: ...
    @property
    def focus_annotation(self) -> str | None: ...
    @property
    def tag_key_pressed(self) -> _Emits: ...
    @property
    def page_key_pressed(self) -> _Emits: ...
    @property
    def escape_pressed(self) -> _Emits: ...
    @property
    def delete_pressed(self) -> _Emits: ...

    @property
    def resting(self) -> Side | None: ...

    def rest_on(self, side: Side | None) -> None: ...
    def toggle(self, side: Side) -> None: ...
    def viewport(self) -> QWidget: ...
    def selection(self) -> Span | None: ...
    def select_all(self) -> None: ...
    def clear_selection(self) -> None: ...
    def copy(self) -> None: ...
    def top_place(self) -> int: ...
    def scroll_by(self, pixels: int) -> None: ...
    def show_span(self, span: Span) -> None: ...
    def show_place(self, place: Place) -> None: ...
    def move_caret(self, place: Place, *, extend: bool, granularity: Granularity = ...) -> None: ...


_TO_ROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_HORIZONTAL = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
)  # fmt: skip


class Keys:
    """Moves the caret, and keeps the column it wants while it moves up and down."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._wanted_x: int | None = None

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key stands for. Return whether it stands for anything here."""
        board = self._board
        if event.key() in _MOVES:
            # Alt+arrows are the window's.
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                return False
            self._move(event)
            return True
        if board.resting is not None and event.key() in (*_ENTER, Qt.Key.Key_Space):
            board.toggle(board.resting)
            return True
        self._wanted_x = None
        return self._command(event)

    def _command(self, event: QKeyEvent) -> bool:
        board = self._board
        key = physical_key(event)
        if key is not None:
            # Without Ctrl, Alt and Meta these are nothing else's, and asking Qt about shortcuts takes a while.
            if board.selection() is None and board.focus_annotation is None:
                board.page_key_pressed.emit(key)
                return False
            board.tag_key_pressed.emit(key)
        elif event.key() == Qt.Key.Key_Escape:
            if board.resting is not None:
                board.rest_on(None)
            elif board.selection() is not None:
                board.clear_selection()
            else:
                board.escape_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            board.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            board.select_all()
        elif event.key() in _DELETE and (board.focus_annotation is not None or board.has_relation):
            board.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            down = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            board.scroll_by(self._page_height() if down else -self._page_height())
        else:
            return False
        return True

    def _page_height(self) -> int:
        return max(40, self._board.viewport().height() - 60)

    def _move(self, event: QKeyEvent) -> None:
        board = self._board
        page = board.page
        assert page is not None
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        by_words = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        place = board.caret
        if place is None:
            # The caret appears where one reads.
            place = Place(board.top_place())
            board.move_caret(place, extend=False)
        before = place = page.unfolded(place)
        key = Qt.Key(event.key())
        granularity = Granularity.CHARACTER
        if key in _HORIZONTAL:
            self._wanted_x = None
            right = _HORIZONTAL[key]
            selected = board.selection()
            if by_words:
                if extend and board.letters:
                    held = selected if selected is not None else Span(place.offset, place.offset)
                    place = self._end_by_word(page, place, held, right=right)
                else:
                    place = self._by_word(page, place, right=right)
                    granularity = Granularity.WORD
            elif selected is not None and not extend:
                place = self._edge_of(page, selected, place, right=right)
            else:
                place = beside(page, place, right=right)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._wanted_x = None
            end = key == Qt.Key.Key_End
            place = self._text_edge(page, end) if by_words else line_edge(page, *locate(page, place), end=end)
        else:
            place = self._vertically(page, place, key)
        place = page.unfolded(place)
        at_row = key in _TO_ROWS and not extend and board.selection() is None
        if at_row and self._stops_at_row(page, before, place, key):
            return
        board.rest_on(None)
        board.move_caret(place, extend=extend, granularity=granularity)
        board.show_place(place)

    def _stops_at_row(self, page: Page, before: Place, place: Place, key: Qt.Key) -> bool:
        """Go to the row of a part outside the article that is on the way, or back from it to where the caret was."""
        board, resting = self._board, self._board.resting
        side = page.row_between(before, place, forward=self._forward(page, before, key))
        if side is not None and (side is not resting or before == place):
            board.rest_on(side)
            return True
        if resting is not None and side is None:
            board.rest_on(None)
            board.show_place(before)
            return True
        return False

    @staticmethod
    def _forward(page: Page, place: Place, key: Qt.Key) -> bool:
        """Return whether an arrow leads on in the text, from the caret's paragraph."""
        if key in _HORIZONTAL:
            return _HORIZONTAL[key] != locate(page, place)[0].rtl
        return key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown)

    @staticmethod
    def _by_word(page: Page, place: Place, *, right: bool) -> Place:
        piece, _ = locate(page, place)
        if right != piece.rtl:
            return Place(next_word(page.text, place.offset))
        return Place(previous_word(page.text, place.offset))

    def _end_by_word(self, page: Page, place: Place, held: Span, *, right: bool) -> Place:
        """Return where the moving end of what is `held` goes by a word, if nothing is snapped: to words, not blanks."""
        piece, _ = locate(page, place)
        if place.offset == held.end:
            # An empty span has no end to move back.
            end = moved_end(page.text, held, forward=right != piece.rtl).end
            if end != held.end:
                return Place(end, True)
        return self._by_word(page, place, right=right)

    @staticmethod
    def _edge_of(page: Page, selected: Span, place: Place, *, right: bool) -> Place:
        """Return the end of the selection that lies on this side, by the direction of the caret's paragraph."""
        piece, _ = locate(page, place)
        return Place(selected.end, True) if right != piece.rtl else Place(selected.start)

    @staticmethod
    def _text_edge(page: Page, end: bool) -> Place:
        offset = page.within(len(page.text) if end else 0)
        return Place(offset, end and offset > 0)

    def _vertically(self, page: Page, place: Place, key: Qt.Key) -> Place:
        piece, line = locate(page, place)
        if self._wanted_x is None:
            self._wanted_x = page.left + caret_x(piece, line, place)
        by = 1 if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._board.scroll_by(by * self._page_height())
            by *= max(1, self._page_height() // piece.measures.line)
        return by_lines(page, place, self._wanted_x, by)
