"""Which lines are painted anew, and when: what lay on them is compared with what does now, for one change or many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from PySide6.QtGui import QFont, QRegion
from PySide6.QtWidgets import QWidget

from annotator.text.span import Span
from annotator.ui.reader import stale
from annotator.ui.reader.layout import LaidOut
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Scene


class Sheet(Protocol):
    """What is painted on: the view."""

    @property
    def page(self) -> Page | None: ...
    def viewport(self) -> QWidget: ...
    def font(self) -> QFont: ...
    def visible(self) -> Iterator[tuple[LaidOut, int]]: ...


class Repaint:
    """Has those lines painted anew on which something lies now that did not, or no longer does."""

    def __init__(self, sheet: Sheet, scene: Callable[[], Scene]) -> None:
        self._sheet = sheet
        self._now = scene
        self.scene = scene()
        """What lies on the page as it was painted last, or as it will be."""
        self.unpainted = QRegion()
        """Where it is still to be painted, as far as that is worked out."""
        self._touched: list[Span] = []
        """Spans whose lines are to be painted anew, and spans of which the place itself will do."""
        self._places: list[Span] = []
        self._collecting = False

    def collect(self) -> None:
        """Work nothing out for what changes from now on, until `now`: several changes are then one."""
        self._collecting = True

    def differs(self, touched: Sequence[Span] = (), *, place_only: bool = False) -> None:
        """Something may lie elsewhere now; marks were put in or taken out on the spans `touched`.

        `place_only`: what lies beside them on their lines has stayed as it was.
        """
        if touched:
            (self._places if place_only else self._touched).extend(touched)
        if not self._collecting:
            before, self.unpainted = self.unpainted, QRegion()
            self._work_out()
            if not self.unpainted.isEmpty():
                self._sheet.viewport().update(self.unpainted)
            self.unpainted += before

    def now(self) -> None:
        """Paint at once what is to be painted anew."""
        if self._collecting:
            self._collecting = False
            self._work_out()
        if not self.unpainted.isEmpty():
            self._sheet.viewport().repaint(self.unpainted)

    def whole(self) -> None:
        """Have the whole view painted anew."""
        self.scene = self._now()
        self.unpainted = QRegion(self._sheet.viewport().rect())
        self._sheet.viewport().update()

    def painting(self, region: QRegion) -> Scene:
        """Return what to paint in `region`."""
        if self._collecting:
            # Qt asks in the midst of several changes: what is seen of them here, the next ones are compared with.
            self._work_out()
            self.unpainted -= region
        else:
            self.unpainted = QRegion()
            self.scene = self._now()
        return self.scene

    def _work_out(self) -> None:
        before, self.scene = self.scene, self._now()
        if self.scene == before and not (self._touched or self._places):
            return
        sheet, page = self._sheet, self._sheet.page
        left, margin = (0, None) if page is None else (page.left, page.margin if page.style.stripes else None)
        where = stale.Where(list(sheet.visible()), sheet.viewport().width(), sheet.font(), left, margin)
        touched, self._touched = self._touched, []
        places, self._places = self._places, []
        for box in stale.between(where, before, self.scene, touched, places):
            self.unpainted += box
