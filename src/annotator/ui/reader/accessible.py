"""What a screen reader is told of a page: text, caret, selection, and the marks and warnings around the caret.

Qt's Python has no way to answer all that its text interface asks, so a text widget that is never shown answers for the
page: it holds the same text and is kept at the same caret, and its lines are broken and placed like the page's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import ref

from PySide6.QtCore import QObject, QPoint, QPointF, QSignalBlocker, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextSelectionEvent,
    QAccessibleTextUpdateEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QAccessibleWidget, QFrame, QPlainTextEdit
from shiboken6 import Shiboken

from annotator.core.values import Annotation
from annotator.text.isolate import shorten
from annotator.text.offsets import Offsets
from annotator.text.segments import is_boundary, previous_boundary
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.reader.caret import locate
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.owners import owned
from annotator.ui.reader.page import Page, Place
from annotator.ui.reader.signs import signs
from annotator.ui.reader.view import ReaderView
from annotator.ui.wording import attribute_text, trick_text

WHOLE = 20_000
"""Code points up to which a text is given as a whole; of a longer one, the piece that the caret stands in."""

_QUOTE = 60
# What a text widget takes for the end of a paragraph, and we do not: one character each, so that offsets hold.
_SAME_LENGTH = str.maketrans(dict.fromkeys("\r\u2029\ufdd0\ufdd1", " "))


class ReaderAccessible(QAccessibleWidget):
    """The page as Qt describes it to the system.

    Qt may ask before the view is whole, and its Python holds on to this object for good: so nothing is made before it
    is needed, and nothing large hangs on it.
    """

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view, QAccessible.Role.EditableText)
        self._follower: ref[Follower] | None = None

    def follower(self) -> Follower | None:
        """Return what keeps up with the view; None where there is no page, or no view any more."""
        view = self.widget()
        if not isinstance(view, ReaderView) or view.page is None:
            return None
        found = self._follower() if self._follower is not None else None
        if found is None:
            found = Follower(view)
            self._follower = ref(found)
            # What it tells makes Qt ask again: by then it is known here.
            found.follow()
        return found

    @override
    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind is QAccessible.InterfaceType.TextInterface:
            follower = self.follower()
            address = 0 if follower is None else follower.text_interface()
        elif kind is QAccessible.InterfaceType.ActionInterface:
            return super().interface_cast(kind)
        else:
            address = 0
        # Qt wants a void*, for which the stubs have no name. None, or a bare number, would crash it.
        return Shiboken.VoidPtr(address)  # type: ignore[return-value]

    @override
    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = 1
        return state

    @override
    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Description:
            follower = self.follower()
            if follower is None:
                return ""
            follower.catch_up()
            return follower.description
        return super().text(kind)


class Follower(QObject):
    """Keeps a hidden text widget at what a view shows, and tells the system what has become another."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._page: Page | None = None
        self._shown = Span(0, 0)
        self._offsets = Offsets("")
        self._laid: LaidOut | None = None
        self._marks: tuple[str, ...] = ()
        self._row = ""
        self._warned: tuple[LaidOut, int] | None = None
        """The line with a warning that the caret stands in."""
        self._busy = False
        self.description = ""
        """Of the marks around the caret, of the whole article beside them."""
        self.editor = QPlainTextEdit()
        self.editor.setReadOnly(True)
        self.editor.setFrameShape(QFrame.Shape.NoFrame)
        self.editor.setUndoRedoEnabled(False)
        self.editor.cursorPositionChanged.connect(self._moved_by_reader)
        self.editor.selectionChanged.connect(self._moved_by_reader)
        view.destroyed.connect(self.editor.deleteLater)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.follow)
        # An article that comes in tells of itself several times; once, when it stands, is right.
        view.told.connect(self._soon.start)
        view.scrolled.connect(self._place)

    def text_interface(self) -> int:
        """Return the address of the hidden widget's text interface; 0 where that widget is gone."""
        if not Shiboken.isValid(self.editor):
            return 0
        self.catch_up()
        self._place()
        found = QAccessible.queryAccessibleInterface(self.editor).textInterface()
        return Shiboken.getCppPointer(found)[0]

    def catch_up(self) -> None:
        """Show what the view shows, should that be still to come."""
        if self._soon.isActive():
            self.follow()

    def follow(self) -> None:
        """Show what the view shows, and tell what is new."""
        page = self._view.page
        if page is None or self._busy or not Shiboken.isValid(self.editor):
            return
        self._soon.stop()
        self._busy = True
        try:
            place = self._caret()
            news = [*self._show(page, place), *self._move(place), *self._describe(place)]
            self._place()
        finally:
            self._busy = False
        # Only now: Qt asks at once about what it is told.
        for event in news:
            QAccessible.updateAccessibility(event)

    def _caret(self) -> Place:
        # Before there is a caret, it is where the keyboard would put one.
        return self._view.caret or Place(self._view.top_place())

    # The text.

    def _show(self, page: Page, place: Place) -> list[QAccessibleEvent]:
        """Hold the text around `place`. Return what is to be told of it, as the others do."""
        shown = Span(0, len(page.text))
        if len(shown) > WHOLE:
            piece = locate(page, place)[0].piece
            shown = Span(piece.start, piece.end)
        if page is self._page and shown == self._shown:
            return []
        before, first = self.editor.toPlainText(), self._page is None
        self._page, self._shown, self._laid = page, shown, None
        text = shown.of(page.text).translate(_SAME_LENGTH)
        self._offsets = Offsets(text)
        with self._silence():
            self.editor.setPlainText(text)
        return [] if first else [QAccessibleTextUpdateEvent(self._view, 0, before, text)]

    @contextmanager
    def _silence(self) -> Iterator[None]:
        """Keep the hidden widget from telling the system of itself: nobody knows of it."""
        within = [child for child in self.editor.children() if not child.isWidgetType()]
        blockers = [QSignalBlocker(thing) for thing in (self.editor, self.editor.document(), *within)]
        try:
            yield
        finally:
            for blocker in blockers:
                blocker.unblock()

    def _place(self) -> None:
        """Break the caret's paragraph into the lines that it has on the page, and put it where it is seen."""
        view, page = self._view, self._view.page
        if page is None or page is not self._page or not Shiboken.isValid(self.editor):
            return
        laid = locate(page, self._caret())[0]
        piece = laid.piece
        if not self._shown.start <= piece.start <= self._shown.end:
            return
        start = self._offsets.to_utf16(piece.start - self._shown.start)
        block = self.editor.document().findBlock(start)
        # A paragraph in several pieces, given as a whole, keeps the lines of the widget.
        alone = (piece.first and piece.last) or self._shown == Span(piece.start, piece.end)
        if block.position() != start or not alone:
            return
        if laid is not self._laid:
            self._laid = laid
            with self._silence():
                _break_alike(block, laid, page.setting.width)
        top = next((top for seen, top in view.visible() if seen is laid), None)
        if top is None:
            top = page.heights.top(piece.index) - view.verticalScrollBar().value()
        block.layout().setPosition(QPointF(page.left, top + laid.lead))
        self.editor.move(view.viewport().mapToGlobal(QPoint(0, 0)))

    # Caret and selection.

    def _move(self, place: Place) -> list[QAccessibleEvent]:
        """Put the hidden caret where the page's is."""
        span = self._view.selection()
        position = anchor = self._unit(place.offset)
        if span is not None:
            ends = self._unit(span.start), self._unit(span.end)
            backward = place.offset - span.start < span.end - place.offset
            anchor, position = reversed(ends) if backward else ends
        cursor = self.editor.textCursor()
        before = cursor.anchor(), cursor.position()
        if before == (anchor, position):
            return []
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        with self._silence():
            self.editor.setTextCursor(cursor)
        news: list[QAccessibleEvent] = [QAccessibleTextCursorEvent(self._view, position)]
        if anchor != position or before[0] != before[1]:
            start, end = min(anchor, position), max(anchor, position)
            news.append(QAccessibleTextSelectionEvent(self._view, start, end))
        return news

    def _unit(self, offset: int) -> int:
        """Return the hidden text's UTF-16 unit of the text's code point, or the nearest one that it has."""
        return self._offsets.to_utf16(min(max(offset - self._shown.start, 0), len(self._shown)))

    def _moved_by_reader(self) -> None:
        """Go where the screen reader has put the caret, as the keys of a braille line do."""
        view, page = self._view, self._view.page
        if self._busy or page is None or page is not self._page:
            return
        cursor = self.editor.textCursor()
        start, end = self._offset(cursor.selectionStart()), self._offset(cursor.selectionEnd())
        if start < end:
            view.select(Span(start, end))
        else:
            if not is_boundary(page.text, start):
                start = previous_boundary(page.text, start)
            view.move_caret(Place(start), extend=False)
        view.show_place(self._caret())

    def _offset(self, unit: int) -> int:
        try:
            return self._shown.start + self._offsets.from_utf16(unit)
        except ValueError:
            return self._shown.start + self._offsets.from_utf16(unit - 1)

    # Marks and warnings.

    def _describe(self, place: Place) -> list[QAccessibleEvent]:
        """Find what is told of the caret: marks and warnings that it has come to are announced, or its row."""
        view, scene = self._view, self._view.scene
        at = place.offset - 1 if place.upstream and place.offset else place.offset
        marks = scene.index.overlapping(at, at + 1) if view.caret is not None else []
        if marks:
            description = "; ".join(self._said(mark) for mark in marks)
        else:
            description = self.tr("Article with %n mark(s)", "", len(scene.index))
        line, warnings = self._warnings(place) if view.caret is not None else (None, [])
        description = "; ".join([description, *warnings])
        entered = [self._said(mark) for mark in marks if mark.id not in self._marks]
        entered += warnings if line != self._warned else []
        self._warned = line
        self._marks = tuple(mark.id for mark in marks)
        before, self.description = self.description, description
        news: list[QAccessibleEvent] = []
        if before not in ("", description):
            news.append(QAccessibleEvent(view, QAccessible.Event.DescriptionChanged))
        before, self._row = self._row, view.row_said()
        said = self._row if self._row != before else "; ".join(entered)
        if said and view.hasFocus():
            news.append(QAccessibleAnnouncementEvent(view, said))
        return news

    def _warnings(self, place: Place) -> tuple[tuple[LaidOut, int] | None, list[str]]:
        """Return the caret's line where it has a warning in the margin, and what that warns of."""
        page = self._view.page
        assert page is not None
        piece, line = locate(page, place)
        found = [trick_text(one) for number, one in signs(page, piece).warnings if number == line.number]
        said = [self.tr("Warning: {0}").replace("{0}", text) for text in dict.fromkeys(found)]
        return ((piece, line.number), said) if said else (None, [])

    def _said(self, mark: Annotation) -> str:
        tag = self._view.scene.tags.get(mark.tag)
        said = f"{tag.name if tag is not None else ''}: {shorten(mark.words, _QUOTE)}"
        said = ", ".join((said, *(attribute_text(name, value) for name, value in mark.attributes)))
        said = owned(said, mark, self._view.coders)
        return said if mark.note is None else self.tr("{0}, note: {1}").replace("{0}", said).replace("{1}", mark.note)


def _break_alike(block: QTextBlock, laid: LaidOut, width: int) -> None:
    """Set `block` in the faces of `laid`, in lines of `width` pixels at the same heights."""
    source = laid.layout
    face = QTextLayout.FormatRange()
    face.start, face.length, face.format = 0, block.length(), QTextCharFormat()
    face.format.setFont(source.font())
    layout, document = block.layout(), block.document()
    layout.setFormats([face, *source.formats()])
    # The document drops the lines of what has changed; have it do so before there are new ones.
    document.markContentsDirty(block.position(), block.length())
    layout.setTextOption(source.textOption())
    heights = [source.lineAt(line.number).y() for line in laid.lines]
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, heights.pop(0) if heights else line.y()))
    layout.endLayout()
