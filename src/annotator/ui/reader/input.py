"""Mouse and keys turned into what the reader wants: to select, to pick a mark, to move one of its ends."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.text.fragments import united
from annotator.text.segments import snap, snap_to_words, trim
from annotator.text.span import Span
from annotator.ui.reader.page import Under
from annotator.ui.reader.selection import Granularity

_SLACK = 4
"""Pixels that a press may move and still be a click."""


class Handle(Struct, frozen=True):
    """The end of a mark, or of one of its fragments, that can be dragged."""

    annotation: str
    span: Span
    at_start: bool
    others: tuple[Span, ...] = ()
    """The mark's other fragments."""

    def dragged(self, span: Span) -> tuple[Span, ...]:
        """Return the mark's pieces where this one is `span`: what it is dragged onto becomes one with it."""
        return united(self.others, span)


class Picked(Struct, frozen=True):
    """Annotations under the pointer, innermost first (none: the text beside marks was clicked), and where on screen."""

    ids: tuple[str, ...]
    at: QPoint


class Resized(Struct, frozen=True):
    """What an annotation's pieces shall become."""

    id: str
    pieces: tuple[Span, ...]


class Linked(Struct, frozen=True):
    """A mark (its id) is being dragged by its knob, and where on screen the pointer is."""

    annotation: str
    at: QPoint


class Surface(Protocol):
    """What gestures act upon: the view."""

    letters: bool

    def under(self, point: QPoint) -> Under: ...
    def handle_at(self, point: QPoint) -> Handle | None: ...
    def put_caret(self, under: Under) -> None: ...
    def extend_to(self, under: Under, granularity: Granularity) -> None: ...
    def select_at(self, under: Under, granularity: Granularity) -> None: ...
    def settle(self) -> None: ...
    def clicked(self, point: QPoint) -> None: ...
    def preview(self, handle: Handle, span: Span | None) -> None: ...
    def resized(self, handle: Handle, span: Span) -> None: ...
    def drag_beyond(self, point: QPoint | None) -> None: ...
    def knob_at(self, point: QPoint) -> str | None: ...
    def link(self, annotation: str, point: QPoint) -> None: ...
    def link_done(self, annotation: str, point: QPoint | None, *, dragged: bool) -> None: ...


class _Mode(Enum):
    IDLE = auto()
    PRESSED = auto()
    SELECTING = auto()
    RESIZING = auto()
    LINKING = auto()


class Mouse:
    """The state of the mouse between a press and its release."""

    def __init__(self, surface: Surface, text: Callable[[], str]) -> None:
        self._surface = surface
        self._text = text
        self._mode = _Mode.IDLE
        self._granularity = Granularity.WORD
        self._start = QPoint()
        self._clicks = 0
        self._last_time = 0
        self._handle: Handle | None = None
        self._wanted: Span | None = None
        self._linked = ""
        """The mark that is held by its knob."""
        self._dragged = False

    @property
    def busy(self) -> bool:
        return self._mode is not _Mode.IDLE

    def press(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._count(event, point)
        self._start = point
        self._granularity = self._letters_or_words(event.modifiers())
        handle = self._surface.handle_at(point)
        if handle is not None and self._clicks == 1:
            self._mode, self._handle, self._wanted = _Mode.RESIZING, handle, None
            return
        knob = self._surface.knob_at(point)
        if knob is not None:
            self._mode, self._linked, self._dragged = _Mode.LINKING, knob, False
            return
        under = self._surface.under(point)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._mode = _Mode.SELECTING
            self._surface.extend_to(under, self._granularity)
        elif self._clicks == 1:
            self._mode = _Mode.PRESSED
            self._surface.put_caret(under)
        else:
            self._mode = _Mode.SELECTING
            self._granularity = Granularity(min(self._clicks - 1, Granularity.PARAGRAPH))
            self._surface.select_at(under, self._granularity)

    def _count(self, event: QMouseEvent, point: QPoint) -> None:
        """Count presses at one place in quick succession: one to four, then from one again."""
        quick = event.timestamp() - self._last_time <= QApplication.doubleClickInterval()
        near = (point - self._start).manhattanLength() <= _SLACK * 2
        self._clicks = self._clicks % 4 + 1 if self._clicks and quick and near else 1
        if event.type() == QEvent.Type.MouseButtonDblClick:
            # The system's own idea of a double click, which assistive devices may make, counts too.
            self._clicks = max(self._clicks, 2)
        self._last_time = event.timestamp()

    def move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._mode is _Mode.PRESSED and (point - self._start).manhattanLength() >= _SLACK:
            self._mode = _Mode.SELECTING
        if self._mode is _Mode.LINKING:
            self._dragged = self._dragged or (point - self._start).manhattanLength() >= _SLACK
            if self._dragged:
                self._surface.link(self._linked, point)
            return
        if self._clicks == 1:
            self._granularity = self._letters_or_words(event.modifiers())
        self.drag_to(point)

    def drag_to(self, point: QPoint) -> None:
        """Go on dragging at `point`, which may lie outside (then the view scrolls and calls again)."""
        if self._mode is _Mode.SELECTING:
            self._surface.extend_to(self._surface.under(point), self._granularity)
        elif self._mode is _Mode.RESIZING and self._handle is not None:
            self._wanted = self._resized(self._handle, self._surface.under(point)) or self._wanted
            self._surface.preview(self._handle, self._wanted)
        self._surface.drag_beyond(point if self._mode in (_Mode.SELECTING, _Mode.RESIZING) else None)

    def release(self, event: QMouseEvent) -> None:
        mode, handle, wanted = self._mode, self._handle, self._wanted
        self._stop()
        if mode is _Mode.LINKING:
            self._surface.link_done(self._linked, event.position().toPoint(), dragged=self._dragged)
        if mode is _Mode.PRESSED:
            self._surface.clicked(event.position().toPoint())
        elif mode is _Mode.SELECTING:
            self._surface.settle()
        elif mode is _Mode.RESIZING and handle is not None:
            self._surface.preview(handle, None)
            if wanted is not None and wanted != handle.span:
                self._surface.resized(handle, wanted)

    def cancel(self) -> bool:
        """Give up moving a mark's end, or relating it. Return whether that was being done."""
        if self._mode is _Mode.LINKING:
            self._stop()
            self._surface.link_done(self._linked, None, dragged=self._dragged)
            return True
        if self._mode is not _Mode.RESIZING or self._handle is None:
            return False
        handle = self._handle
        self._stop()
        self._surface.preview(handle, None)
        return True

    def _stop(self) -> None:
        self._mode, self._handle, self._wanted = _Mode.IDLE, None, None
        self._surface.drag_beyond(None)

    def _resized(self, handle: Handle, under: Under) -> Span | None:
        """Return the mark's span with the dragged end at the pointer; None where nothing would be left."""
        offset = under.place.offset
        start, end = (offset, handle.span.end) if handle.at_start else (handle.span.start, offset)
        if start >= end:
            return None
        text, span = self._text(), Span(start, end)
        # Only the dragged end moves: the other one is where the reader once put it.
        if self._granularity is not Granularity.CHARACTER:
            found = trim(text, snap_to_words(text, span))
            span = Span(found.start, end) if handle.at_start else Span(start, found.end)
        return snap(text, span) if len(span) else None

    def _letters_or_words(self, modifiers: Qt.KeyboardModifier) -> Granularity:
        return Granularity.CHARACTER if bool(modifiers & _OTHERWISE) != self._surface.letters else Granularity.WORD


_OTHERWISE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""What turns words into letters, or letters into words: many desktops take Alt and the mouse for moving windows."""
