"""The small palette beside a selection or a mark: the tags' keys by mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation
from annotator.text.fragments import united, without
from annotator.text.span import Span
from annotator.ui.chip import TagChip
from annotator.ui.flow import flow
from annotator.ui.icons import icon
from annotator.ui.override import override
from annotator.ui.theme import Theme

_GAP = 14
"""Pixels from the ink to the palette: below the lanes of the line, so that marking it paints nothing over it."""
_MARGIN = 14
_EDGE = 4
_PAD = QSize(6, 5)


class Palette(QWidget):
    """A floating row of tag chips inside a pane. For a mark it also offers its note and its deletion."""

    chosen = Signal(object)
    """The id of a tag."""
    note_requested = Signal()
    delete_requested = Signal()
    add_requested = Signal()
    """The selection shall become part of the mark in focus."""
    take_out_requested = Signal()
    """The selection shall no longer be part of it."""
    others_requested = Signal()
    """The other marks at this place shall be offered."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._theme = theme
        self._tags = TagSet()
        self._outdated = True
        self._foot = 0
        self.mark: Annotation | None = None
        """The mark that it was shown for."""
        self._chips: list[TagChip] = []
        self.note = QToolButton(self)
        self.note.setToolTip(self.tr("Note (Ctrl+Return)"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.clicked.connect(lambda _checked=False: self.note_requested.emit())
        self.delete = QToolButton(self)
        self.delete.setToolTip(self.tr("Delete mark (Del)"))
        self.delete.setAccessibleName(self.tr("Delete mark"))
        self.delete.clicked.connect(lambda _checked=False: self.delete_requested.emit())
        self.others = QToolButton(self)
        self.others.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.others.setAccessibleName(self.tr("Choose among the marks here"))
        self.others.setToolTip(self.tr("Choose among the marks here; clicking again goes through them"))
        self.others.clicked.connect(lambda _checked=False: self.others_requested.emit())
        self.add = QToolButton(self)
        self.add.setToolTip(self.tr("Add the selected words to the mark in focus (Ctrl+J)"))
        self.add.setAccessibleName(self.tr("Add to the mark"))
        self.add.clicked.connect(lambda _checked=False: self.add_requested.emit())
        self.take_out = QToolButton(self)
        self.take_out.setToolTip(self.tr("Take the selected words out of the mark in focus (Ctrl+Shift+J)"))
        self.take_out.setAccessibleName(self.tr("Take out of the mark"))
        self.take_out.clicked.connect(lambda _checked=False: self.take_out_requested.emit())
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_tags(self, tags: TagSet) -> None:
        if list(tags) != list(self._tags):
            self._tags = tags
            self._outdate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._outdate()

    def chips(self) -> list[TagChip]:
        """Return the chips in their order."""
        return list(self._chips)

    def show_at(self, place: QRect, mark: Annotation | None = None, selected: Span | None = None) -> None:
        """Offer the tags for a selection at `place` (pixels of the parent), without covering it.

        Where there is a `mark` in focus, also to make what is `selected` part of it, or no longer part of it.
        """
        self._freshen()
        for button in (self.others, self.note, self.delete):
            button.hide()
        pieces = mark.pieces if mark is not None and selected is not None else ()
        self.add.setVisible(selected is not None and bool(pieces) and united(pieces, selected) != pieces)
        self.take_out.setVisible(selected is not None and without(pieces, selected) not in ((), pieces))
        self.show_current(None)
        self._show(place.center().x(), place.bottom() + _GAP, otherwise=place.top() - _GAP)

    def show_for_mark(self, place: QRect, here: int, mark: Annotation) -> None:
        """Offer what can be done with the `mark` at `place`, where `here` marks lie.

        At the foot of the page (or its head, for a mark down there), where no line is covered that is being read.
        """
        self._freshen()
        self.others.setVisible(here > 1)
        self.others.setText(self.tr("{0} here").replace("{0}", str(here)))
        for button in (self.add, self.take_out):
            button.hide()
        self.note.show()
        self.delete.show()
        self.show_current(mark)
        bounds = self._ground.rect()
        low = place.center().y() > bounds.height() * 2 // 3
        foot = min(bounds.height() - _MARGIN, self._floor)
        self._show(bounds.center().x(), _MARGIN if low else bounds.height(), otherwise=foot)

    def keep_above(self, foot: int) -> None:
        """Leave so many pixels at the foot of the page to what lies over them."""
        self._foot = foot
        lowest = self._floor - self.height()
        if self.isVisible() and self.y() > lowest:
            self.move(self.x(), max(_EDGE, lowest))

    def show_current(self, mark: Annotation | None) -> None:
        """Show which tag `mark` has; None where it is offered for a selection."""
        self.mark = mark
        for chip in self.chips():
            chip.current = mark is not None and chip.tag.id == mark.tag

    def follow(self, marks: Sequence[Annotation]) -> None:
        """Show the tag anew where the mark shown is one of these, which have changed."""
        for mark in marks:
            if self.mark is not None and mark.id == self.mark.id:
                self.show_current(mark)

    def _show(self, middle: int, top: int, *, otherwise: int) -> None:
        """Show centred at `middle` with its top at `top`, or where that does not fit with its foot at `otherwise`."""
        bounds = self._ground.rect()
        self._arrange(bounds.width() - 2 * _EDGE)
        left = max(_EDGE, min(middle - self.width() // 2, bounds.width() - self.width() - _EDGE))
        if top + self.height() > self._floor:
            top = max(_EDGE, otherwise - self.height())
        self.move(left, top)
        self.show()
        self.raise_()

    @property
    def _floor(self) -> int:
        """How far down it may reach."""
        return self._ground.height() - self._foot - _EDGE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.line)))
            painter.setBrush(QColor(self._theme.background))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _outdate(self) -> None:
        """Draw anew what is shown; what is not, when it is shown next: a page stands before anything is tagged."""
        self._outdated = True
        if self.isVisible():
            self._freshen()

    def _freshen(self) -> None:
        if not self._outdated:
            return
        self._outdated = False
        for button, name in (
            (self.note, "note"), (self.delete, "trash"), (self.others, "down"), (self.add, "mark-add"),
            (self.take_out, "mark-remove"),
        ):  # fmt: skip
            button.setIcon(icon(name, self._theme.quiet))
        for old in self._chips:
            old.hide()
            old.deleteLater()
        self._chips = [TagChip(tag, self._theme, self) for tag in self._tags.offered]
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(lambda _checked=False, tag_id=chip.tag.id: self.chosen.emit(tag_id))
            chip.show()
        self.show_current(self.mark)
        self._arrange(self._ground.width() - 2 * _EDGE)

    def _arrange(self, room: int) -> None:
        """Put what is offered side by side, in as many rows as a width of `room` pixels asks for."""
        buttons = (self.add, self.take_out, self.others, self.note, self.delete)
        # The buttons go to the next row together.
        shown = [button for button in buttons if not button.isHidden()]
        groups: list[Sequence[QWidget]] = [*((chip,) for chip in self._chips), shown]
        self.resize(flow(groups, room, _PAD, level=True))
