"""What the pane is compared with: viewports that do nothing, or nothing but text, and lines drawn into a picture."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter, process_time, sleep
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QTextLayout, QTextOption, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame

from annotator.ui.override import override
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page
from annotator.ui.reader.scroller import frame_style
from annotator.ui.reader.view import ReaderView
from annotator.ui.theme import LIGHT

SIZE = (800, 1000)
FRAME = 0.016
"""Seconds between two notches of a wheel that is turned steadily: a frame on a screen that shows sixty a second."""
NOTCH = 60
"""Pixels of a notch: three times the scroll bar's single step."""


def shown(action: Callable[[], object]) -> float:
    """Return the seconds that the process works for `action` and to paint what it changes, and for nothing else."""
    start = process_time()
    action()
    QCoreApplication.sendPostedEvents()  # timers wait: what is done in between is not part of it
    return process_time() - start


def turn_wheel(area: QAbstractScrollArea) -> None:
    """Turn the wheel over `area` by a notch, down."""
    at = QPointF(area.viewport().rect().center())
    event = QWheelEvent(
        at, QPointF(area.viewport().mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(area.viewport(), event)


def frame() -> tuple[float, float]:
    """Let the event loop run for a frame. Return the seconds that it worked, and those of its longest round."""
    total = longest = 0.0
    end = perf_counter() + FRAME
    while perf_counter() < end:
        start = process_time()
        QApplication.processEvents()
        seconds = process_time() - start
        total += seconds
        longest = max(longest, seconds)
        if seconds < 0.0005:
            sleep(0.0005)
    return total, longest


class Empty(QAbstractScrollArea):
    """Scrolls and paints the ground of what is uncovered: less than that no widget does."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(*SIZE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setStyleSheet(frame_style(LIGHT))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setRange(0, 8_000_000)
        self.verticalScrollBar().setSingleStep(NOTCH // 3)
        self._ground = QColor(LIGHT.page)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        self.viewport().scroll(0, dy)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._ground)
            self.draw(painter, event.rect())

    def draw(self, painter: QPainter, box: QRect) -> None:
        """Draw what lies in `box`."""


class Recipe(NamedTuple):
    """How a piece is set."""

    text: str
    font: QFont
    option: QTextOption
    formats: list[QTextLayout.FormatRange]
    line: int

    @classmethod
    def of(cls, piece: LaidOut) -> Recipe:
        layout = piece.layout
        return cls(layout.text(), layout.font(), layout.textOption(), layout.formats(), piece.measures.line)

    def lay_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text, self.font)
        layout.setTextOption(self.option)
        layout.setFormats(self.formats)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += self.line
        layout.endLayout()
        return layout


class Bare(Empty):
    """Lays out the paragraphs that come into view, with the faces that a view gives them, and draws their lines."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__()
        assert view.page is not None
        # Of its own, so that what the view has laid out helps nobody here.
        self._page = Page(view.page.article, view.page.text, view.font())
        self._page.fit(view.page.view_width, view.page.style)
        self._first, self._offset = view.anchor.piece, view.anchor.offset
        self._recipes: dict[int, Recipe] = {}
        self._layouts: dict[int, tuple[QTextLayout, int]] = {}
        self.expect()

    def expect(self) -> None:
        """Get ready what says how the paragraphs of this screen and the next are set: that takes no part."""
        height = -self._offset
        for index in range(self._first, len(self._page.pieces)):
            if height > 2 * SIZE[1]:
                break
            piece = self._page.piece(index)
            height += piece.height
            if index not in self._recipes:
                self._recipes[index] = Recipe.of(piece)

    def expect_at(self, place: int) -> Callable[[], None]:
        """Get ready what says how the screen at code point `place` is set; return what goes there."""
        before, self._first = self._first, self._page.pieces.at(place)
        self.expect()
        first, self._first = self._first, before

        def go() -> None:
            self._first, self._offset = first, 0
            self.viewport().update()

        return go

    def _piece(self, index: int) -> tuple[QTextLayout, int]:
        found = self._layouts.get(index)
        if found is None:
            recipe = self._recipes[index]
            layout = recipe.lay_out(self._page.setting.width)
            found = self._layouts[index] = (layout, layout.lineCount() * recipe.line + self._page.setting.gap())
        return found

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        self._offset -= dy
        while self._offset >= (height := self._piece(self._first)[1]):
            self._offset -= height
            self._first += 1
        super().scrollContentsBy(dx, dy)

    @override
    def draw(self, painter: QPainter, box: QRect) -> None:
        index, top = self._first, -self._offset
        while top <= box.bottom():
            layout, height = self._piece(index)
            if top + height > box.top():
                layout.draw(painter, QPointF(self._page.left, top), [], QRectF(box))
            top += height
            index += 1


class Lines:
    """Lays out and draws into a picture what the view has shown anew: no window, no scrolling, no events."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._image = QImage(*SIZE, QImage.Format.Format_RGB32)
        self._known: dict[int, QTextLayout] = {}

    def __call__(self, top: int, bottom: int) -> float:
        """Return the seconds for what lies between two heights of the view."""
        page = self._view.page
        assert page is not None
        seen = [(piece, y) for piece, y in self._view.visible() if y < bottom and y + piece.height > top]
        start = process_time()
        with QPainter(self._image) as painter:
            painter.fillRect(0, top, SIZE[0], bottom - top, Qt.GlobalColor.white)
            for piece, y in seen:
                layout = self._known.get(piece.piece.index)
                if layout is None:
                    layout = self._known[piece.piece.index] = Recipe.of(piece).lay_out(page.setting.width)
                layout.draw(painter, QPointF(page.left, y), [], QRectF(0, top, SIZE[0], bottom - top))
        return process_time() - start

    def screen(self) -> float:
        self._known.clear()
        return self(0, SIZE[1])
