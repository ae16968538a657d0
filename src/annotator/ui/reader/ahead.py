"""Works out what the reader is about to see while nothing else is to be done: a step of scrolling finds it ready."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QObject

from annotator.ui.reader.decor import decor
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Scene
from annotator.ui.reader.signs import signs
from annotator.ui.reader.slices import Slices
from annotator.ui.reader.stripes import bars

_LINES = 2
"""Lines that are worked out at once: a fraction of a slice."""


class Sheet(Protocol):
    """What is read: the view."""

    @property
    def page(self) -> Page | None: ...
    @property
    def scene(self) -> Scene: ...
    def beyond(self, *, down: bool) -> Iterator[LaidOut]: ...


class Ahead:
    """Lays out what comes next, and places its marks: first on the side that the reader scrolls to."""

    def __init__(self, sheet: Sheet, parent: QObject) -> None:
        self._sheet = sheet
        self._slices = Slices(parent)

    @property
    def busy(self) -> bool:
        """Whether something is still to be worked out."""
        return self._slices.busy

    def begin(self, *, down: bool = True) -> None:
        """Another part of the page is shown, reached by scrolling down or up: from now on, work out what is next."""
        self._slices.begin(self._working(down))

    def _working(self, down: bool) -> Iterator[None]:
        yield  # what is shown comes first
        for side in (down, not down):
            for piece in self._sheet.beyond(down=side):
                yield
                yield from self._prepare(piece)

    def _prepare(self, piece: LaidOut) -> Iterator[None]:
        for first in range(0, len(piece.lines), _LINES):
            page, scene = self._sheet.page, self._sheet.scene
            if page is None:
                return
            lines = piece.lines[first : first + _LINES]
            decor(scene, piece, lines)
            if page.style.stripes:
                for line in lines:
                    bars(scene, piece, line)
            yield
        if page is not None:
            signs(page, piece)
