"""A scrolled page: the anchor says what is at the top, the scroll bar is derived from it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QStyleOptionSlider, QWidget

from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.reader.caret import locate
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.overview import WIDTH, Overview
from annotator.ui.reader.page import Anchor, Page, Place, Under
from annotator.ui.theme import Theme
from annotator.ui.typesetting import PageStyle

ZOOMS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)

_OVERHANG = 40
"""Pixels that what is drawn on a piece may reach beyond it (handles and label, at 400 %)."""

_NEAR = 8
"""Pieces within which a page that goes along with another is moved by pixels."""


class Zoomed(Struct, frozen=True):
    """The zoom that is wanted, in percent; `every` says that it is wanted for all pages."""

    percent: int
    every: bool


class Ground(QWidget):
    """The viewport. It tells when the pointer leaves it, so that nobody has to look at each of its events for that."""

    left = Signal()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()
        super().leaveEvent(event)


class Bar(QScrollBar):
    """A scroll bar without a slider where nothing is to be scrolled: one along the whole page looks like a border."""

    @override
    def initStyleOption(self, option: QStyleOptionSlider) -> None:
        super().initStyleOption(option)
        if self.maximum() == self.minimum() and self.isVisible():
            from PySide6.QtWidgets import QStyle  # only here: see `ui.lists.draw_ground`

            # Only drawn as disabled: a bar that is would pass presses on to the page.
            option.state &= ~QStyle.StateFlag.State_Enabled


class Scroller(QAbstractScrollArea):
    """Shows a `Page` and moves it. Knows nothing of marks."""

    zoom_requested = Signal(object)
    """`Zoomed`: Ctrl+wheel; whoever owns the zoom sets it."""
    scrolled = Signal()
    """Another part of the page is shown."""
    told = Signal()
    """The text, the caret, what is selected or the marks may be others: what a screen reader reads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._anchor = Anchor(0, 0)
        self._style = PageStyle()
        self._bar_value = 0
        self._down = True
        """Whether the user scrolled down last, and not up."""
        self._held: int | None = None
        """The code point to keep at the top while the page changes its width; None once the user scrolls."""
        self.ground = Ground(self)
        self.setViewport(self.ground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(Bar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.overview = Overview(self)
        self.overview.chosen.connect(self._jump)
        bar = self.verticalScrollBar()
        bar.sliderReleased.connect(self._sync)
        self.setViewportMargins(0, 0, WIDTH, 0)

    # What is shown.

    def _show_page(self, page: Page | None) -> None:
        self._page, self._anchor, self._held = page, Anchor(page.shown.start if page is not None else 0, 0), None
        rtl = page is not None and page.article.direction is Direction.RTL
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        # Only the page's own frame is mirrored; controls laid over it speak the interface's language.
        self.viewport().setLayoutDirection(QGuiApplication.layoutDirection())
        self.setViewportMargins(*((WIDTH, 0, 0, 0) if rtl else (0, 0, WIDTH, 0)))
        self._place_overview()
        self._fit()

    def visible(self) -> Iterator[tuple[LaidOut, int]]:
        """Return the pieces in view, each with its top in viewport pixels, and the next one below."""
        if self._page is None:
            return iter(())
        return self._page.visible(self._anchor, self.ground.height() + _OVERHANG)

    @property
    def anchor(self) -> Anchor:
        """What the top of the view shows."""
        return self._anchor

    def top_place(self) -> int:
        """Return the code point at the top of the view."""
        if self._held is not None:
            return self._held
        for piece, top in self.visible():
            for line in piece.lines:
                if top + piece.lead + line.top + piece.measures.line // 2 > 0:
                    return piece.offset(line.start)
        return 0

    def scroll_to_place(self, offset: int) -> None:
        """Bring the line that holds code point `offset` to the top of the view, or the nearest that is not folded."""
        page = self._page
        if page is None:
            return
        offset = page.within(offset)
        index = min(page.pieces.at(offset), page.shown.stop - 1)
        if index == page.shown.start and offset == page.pieces.starts[index]:
            self._go(Anchor(index, 0), held=offset)
        else:
            piece = page.piece(index)
            start = Anchor(piece.piece.index, piece.lead + piece.line_of(offset).top)
            self._go(page.step(start, 0, self.viewport().height())[0], held=offset)

    @property
    def holds_place(self) -> bool:
        """Whether the page was put where it stands, and not scrolled there by the reader."""
        return self._held is not None

    def show_span(self, span: Span) -> None:
        """Scroll so far that the beginning of `span` is in view, not at all where it is."""
        page = self._page
        if page is None:
            return
        height = self.viewport().height()
        piece = page.piece(page.pieces.at(span.start))
        line = piece.line_of(span.start)
        end = piece.line_of(min(span.end, piece.shown_end), upstream=True)
        for seen, top in self.visible():
            if seen.piece.index == piece.piece.index:
                above = top + piece.lead + line.top
                below = top + piece.lead + end.top + piece.measures.line
                if above >= piece.measures.line // 2 and min(below, above + height // 2) <= height - 8:
                    return
        start = Anchor(piece.piece.index, piece.lead + line.top)
        self._go(page.step(start, -int(height * 0.3), height)[0])

    def show_place(self, place: Place) -> None:
        """Scroll just so far that the line with a caret at `place` is in view."""
        page = self._page
        if page is None:
            return
        height = self.viewport().height()
        piece, line = locate(page, place)
        top = page.top_of(piece, self._anchor) + piece.lead + line.top
        below = top + piece.measures.line + 8 - height
        if abs(top) > 3 * height:
            self.show_span(Span(place.offset, place.offset))
        elif top < 8:
            # The first line brings the header with it.
            first = Anchor(page.shown.start, 0)
            at_first = piece.piece.index == first.piece and line.number == 0
            self._go(first if at_first else page.step(self._anchor, top - 8, height)[0])
        elif below > 0:
            self._go(page.step(self._anchor, below, height)[0])

    def set_style(self, style: PageStyle) -> None:
        """Set the page anew, with the same words at the top."""
        style = replace(style, zoom=min(max(style.zoom, ZOOMS[0]), ZOOMS[-1]))
        if style != self._style:
            self._held = self.top_place()
            self._style = style
            self._fit()

    @property
    def style_(self) -> PageStyle:
        """How the page is set (`style` is Qt's own)."""
        return self._style

    def scroll_by(self, pixels: int) -> None:
        """Scroll down by `pixels` (up, where negative)."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + pixels)

    def glide(self, anchor: Anchor) -> None:
        """Show `anchor` at the top, moving by pixels where that is near: a page that goes along with another."""
        page = self._page
        if page is None or anchor == self._anchor:
            return
        near = abs(anchor.piece - self._anchor.piece) <= _NEAR
        by = page.way(self._anchor, anchor) if near else None
        if by is None or abs(by) >= self.viewport().height():
            self._go(anchor)
            return
        self._anchor, self._held, self._down = anchor, None, by > 0
        self.viewport().scroll(0, -by, self.viewport().rect())
        self._sync()
        self.scrolled.emit()

    def under(self, point: QPoint) -> Under:
        """Return what lies at `point` of the viewport. There must be a page."""
        assert self._page is not None
        return self._page.under(self._anchor, point.x(), point.y(), self.viewport().height())

    # How it is kept so.

    def _fit(self) -> None:
        """Set the page anew where the viewport's width or the zoom has changed."""
        page = self._page
        if page is None:
            self.viewport().update()
            return
        at_top = page.view_width == 0 or self._anchor == Anchor(page.shown.start, 0)
        held = 0 if at_top else self.top_place()
        page.fit(max(80, self.viewport().width()), self._style)
        self.verticalScrollBar().setSingleStep(max(8, round(20 * self._style.zoom / 100)))
        self.scroll_to_place(held)
        if at_top:
            self._held = None
        self._place_overview()
        self.overview.stale()

    def _go(self, anchor: Anchor, *, held: int | None = None) -> None:
        self._anchor, self._down = anchor, True
        self._held = held
        self._sync()
        self.viewport().update()
        self.scrolled.emit()

    def _sync(self) -> None:
        """Set the scroll bar to what the anchor says."""
        page, bar = self._page, self.verticalScrollBar()
        if page is None or bar.isSliderDown():
            return
        # Whatever comes into view is laid out first: its height may turn out other than guessed.
        for _ in self.visible():
            pass
        height = self.viewport().height()
        value = page.y_of(self._anchor)
        lowest = max(value, page.heights.total - height)
        if (bar.value(), bar.maximum(), bar.pageStep()) != (value, lowest, max(1, height)):
            with QSignalBlocker(bar):
                bar.setRange(0, lowest)
                bar.setPageStep(max(1, height))
                bar.setValue(value)
        self._bar_value = bar.value()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # Qt's own difference is wrong once the bar was set without telling: ours is against what we set.
        page, bar = self._page, self.verticalScrollBar()
        value, height = bar.value(), self.viewport().height()
        by, self._bar_value = value - self._bar_value, value
        if page is None or by == 0:
            return
        self._held, self._down = None, by > 0
        if abs(by) > 3 * height or (value == 0 and abs(by) > height):
            self._anchor = page.anchor_at(value, height)
            self.viewport().update()
        else:
            self._anchor, moved = page.step(self._anchor, by, height)
            box = self.viewport().rect()
            self.viewport().scroll(0, -moved, box)
        self._sync()
        self.scrolled.emit()

    def _jump(self, share: object) -> None:
        """Go to the place at `share` of the page's height (0 to 1), bringing it to the middle."""
        page = self._page
        if page is not None and isinstance(share, float):
            height = self.viewport().height()
            y = round(share * page.heights.total) - height // 2
            self._go(page.anchor_at(max(0, y), height))

    def _place_overview(self) -> None:
        box = self.viewport().geometry()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.left() - WIDTH if rtl else box.right() + 1
        self.overview.setGeometry(QRect(left, box.top(), WIDTH, box.height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._place_overview()
        self._sync()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # Where Shift turns the wheel sideways, it is still the wheel.
            turned = event.angleDelta().y() or event.angleDelta().x()
            every = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if turned:
                self.zoom_requested.emit(Zoomed(next_zoom(self._style.zoom, turned > 0), every))
            event.accept()
        elif not event.pixelDelta().isNull():
            self.scroll_by(-event.pixelDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)


def next_zoom(percent: int, larger: bool) -> int:
    """Return the next step of zoom above or below `percent`."""
    if larger:
        return next((step for step in ZOOMS if step > percent), ZOOMS[-1])
    return next((step for step in reversed(ZOOMS) if step < percent), ZOOMS[0])


def frame_style(theme: Theme) -> str:
    """Return what the page's frame looks like: its ground, and a scroll bar that keeps quiet."""
    return (
        f"QAbstractScrollArea {{ background: {theme.page}; border: 0; }}"
        f"QScrollBar:vertical {{ background: {theme.page}; width: 10px; margin: 2px; border: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {theme.line}; min-height: 32px; border-radius: 3px; }}"
        f"QScrollBar::handle:vertical:hover {{ background: {theme.quiet}; }}"
        "QScrollBar::handle:vertical:disabled { background: transparent; }"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }"
    )
