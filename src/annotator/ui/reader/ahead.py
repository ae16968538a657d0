"""Works out what the reader is about to see while nothing else is to be done: a step of scrolling finds it ready.

First the band that the next steps uncover is painted, then what a screen more would show is laid out, with its marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from annotator.ui.reader.decor import decor
from annotator.ui.reader.page import Anchor, Page
from annotator.ui.reader.painter import Scene
from annotator.ui.reader.sheet import paint_page
from annotator.ui.reader.signs import signs
from annotator.ui.reader.slices import Slices
from annotator.ui.reader.stripes import bars

_LINES = 2
"""Lines that are worked out at once: a fraction of a slice."""
_BAND = 240
"""Pixels that are painted ahead: four notches of a wheel."""
_OVERHANG = 40
"""Pixels that what is drawn on a piece may reach beyond it."""


class Sheet(Protocol):
    """What is read: the view."""

    @property
    def page(self) -> Page | None: ...
    @property
    def scene(self) -> Scene: ...
    @property
    def anchor(self) -> Anchor: ...
    def viewport(self) -> QWidget: ...
    def font(self) -> QFont: ...


class _Band(Struct, frozen=True):
    """A part of the page as it looks on it: from `top` on, in pixels of a view that shows `anchor`."""

    picture: QPixmap
    anchor: Anchor
    top: int
    scene: Scene
    setting: Sequence[object]


class Ahead:
    """Goes first to the side that the reader scrolls to."""

    def __init__(self, sheet: Sheet, parent: QObject) -> None:
        self._sheet = sheet
        self._slices = Slices(parent)
        self._band: _Band | None = None

    @property
    def busy(self) -> bool:
        """Whether something is still to be worked out."""
        return self._slices.busy

    def begin(self, *, down: bool = True) -> None:
        """Another part of the page is shown, reached by scrolling down or up: from now on, work out what is next."""
        self._slices.begin(self._working(down))

    def forget(self) -> None:
        """The marks have changed: what was painted ahead may look otherwise."""
        self._band = None

    def paint(self, painter: QPainter, box: QRect, scene: Scene) -> bool:
        """Draw what lies in `box` of the view, if it was painted ahead as it is now; return whether it was."""
        page = self._sheet.page
        top = None if page is None else self._top(page, scene)
        if self._band is None or top is None or not top <= box.top() <= box.bottom() < top + _BAND:
            return False
        picture = self._band.picture
        ratio = round(picture.devicePixelRatio())
        inside = box.translated(0, -top)
        size = inside.size() * ratio
        painter.drawPixmap(box, picture, QRect(inside.topLeft() * ratio, size))
        return True

    def _top(self, page: Page, scene: Scene) -> int | None:
        """Return where the band begins in the view now; None where there is none that shows this scene."""
        band = self._band
        if band is None or band.scene != scene or band.setting != self._setting(page):
            return None
        way = page.way(band.anchor, self._sheet.anchor)
        return None if way is None else band.top - way

    def _setting(self, page: Page) -> Sequence[object]:
        """Return all but the scene that what is painted depends on."""
        viewport = self._sheet.viewport()
        return page, page.setting, viewport.width(), viewport.devicePixelRatio(), self._sheet.font()

    def _working(self, down: bool) -> Iterator[None]:
        yield  # what is shown comes first
        page, height = self._sheet.page, self._sheet.viewport().height()
        if page is None:
            return
        yield from self._prepare(page, _BAND, down)
        self._paint_band(page, down)
        for side in (down, not down):
            yield from self._prepare(page, height, side)

    def _prepare(self, page: Page, reach: int, down: bool) -> Iterator[None]:
        """Lay out what is uncovered within `reach` pixels, and place its marks."""
        sheet = self._sheet
        for piece in page.beyond(sheet.anchor, sheet.viewport().height(), reach, down=down):
            yield
            for first in range(0, len(piece.lines), _LINES):
                lines = piece.lines[first : first + _LINES]
                decor(sheet.scene, piece, lines)
                if page.style.stripes:
                    for line in lines:
                        bars(sheet.scene, piece, line)
                yield
            signs(page, piece)

    def _paint_band(self, page: Page, down: bool) -> None:
        """Paint what the next steps uncover, unless half of it or more is at hand."""
        sheet, scene, setting = self._sheet, self._sheet.scene, self._setting(page)
        viewport = sheet.viewport()
        edge = viewport.height() if down else 0
        top = self._top(page, scene)
        half = _BAND // 2
        if top is not None and (0 <= edge - top <= half if down else half <= edge - top <= _BAND):
            return
        self._band = None
        ratio = viewport.devicePixelRatio()
        if ratio != round(ratio):
            return  # Letters are not placed alike on all rows of pixels.
        top = edge if down else edge - _BAND
        picture = QPixmap(round(viewport.width() * ratio), round(_BAND * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(scene.theme.page))
        start, _ = page.step(sheet.anchor, top - _OVERHANG, 1)
        shift = page.way(sheet.anchor, start)
        if shift is None:
            return
        shown = [(piece, y + shift - top) for piece, y in page.visible(start, _BAND + 2 * _OVERHANG)]
        clip = QRegion(0, 0, viewport.width(), _BAND)
        with QPainter(picture) as painter:
            paint_page(painter, page, scene, shown, clip, sheet.font())
        self._band = _Band(picture, sheet.anchor, top, scene, setting)
