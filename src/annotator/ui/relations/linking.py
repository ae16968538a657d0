"""Dragging a mark by its knob to another one, on any page, or to an entity in the list: a line follows the pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor

from annotator.core.values import Annotation, Entity, RelationType
from annotator.text.isolate import isolate
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.reader.autoscroll import AutoScroll
from annotator.ui.reader.input import Linked
from annotator.ui.reader.reach import seen
from annotator.ui.relations.overlay import Overlay, Rubber
from annotator.ui.relations.parties import Party, out_of_reach, ways
from annotator.ui.session import Session
from annotator.ui.spotlight import Spotlight
from annotator.ui.veil import Shades

_EDGE = 28
"""Pixels at the top and the foot of a page from which it scrolls while something is dragged there."""
_PACE = 3
"""The share of these pixels that it scrolls at a step."""
_SPRING_MS = 350
"""Until a tab that the pointer rests on comes to the front."""


class Shelf(Protocol):
    """The lists beside the pages, where entities can be dropped on."""

    def entity_at(self, point: QPoint) -> Entity | None:
        """Return the entity that is listed at a point of the screen."""

    def aim(self, entity: Entity | None) -> None:
        """Show which entity something is about to be dropped on."""

    def spring(self, point: QPoint) -> Callable[[], None] | None:
        """Return what brings the list to the front whose tab is at a point of the screen."""


class Linking(QObject):
    """Knows what is dragged, and shows what it may be dropped on; tells what it was dropped on."""

    dropped = Signal(object)
    """(the `Party` that was dragged, that it was dropped on, where on screen)."""

    def __init__(self, session: Session, spotlight: Spotlight, panes: PaneRow, overlay: Overlay, shelf: Shelf) -> None:
        super().__init__(panes)
        self._session, self._spotlight, self._panes = session, spotlight, panes
        self._overlay, self._shelf = overlay, shelf
        self._dragged: Party | None = None
        self._from: Pane | None = None
        self._begin = QPoint()
        self._over: Party | None = None
        self._scrolls: dict[Pane, AutoScroll] = {}
        self._types: tuple[RelationType, ...] = ()
        self._dimmed: frozenset[str] = frozenset()
        self._at = QPoint()
        self._spring: Callable[[], None] | None = None
        self._rest = QTimer(self, singleShot=True, interval=_SPRING_MS)
        self._rest.timeout.connect(self._snap)

    @property
    def busy(self) -> bool:
        return self._dragged is not None

    def move(self, pane: Pane, linked: Linked) -> None:
        """A mark of this pane is dragged by its knob, from now on or on."""
        if self._dragged is None and not self._take(pane, linked):
            return
        self._aim(linked.at)
        self._scroll(linked.at)

    def _take(self, pane: Pane, linked: Linked) -> bool:
        mark = self._session.project.find_annotation(linked.annotation)
        if mark is None:
            return False
        self._dragged, self._from = Party.of(mark), pane
        self._types = self._session.project.relation_types()
        self._spotlight.hover(None)
        tags = {tag.id: tag for tag in self._session.project.tags}
        self._dimmed = out_of_reach(self._types, tags, self._dragged)
        for one in self._panes.panes:
            one.hide_palette()
            one.view.aim(Shades(dimmed=self._dimmed))
            self._light(one)
        self._locate(mark)
        return True

    def _light(self, pane: Pane) -> None:
        """Light the marks in view that a relation may go to."""
        view, dragged = pane.view, self._dragged
        index, own = view.scene.index, None if dragged is None or dragged.mark is None else dragged.mark.id
        view.set_tied(
            frozenset(
                mark.id
                for piece, _ in view.visible()
                for mark in index.overlapping(piece.piece.start, piece.shown_end)
                if mark.tag not in self._dimmed and mark.id != own
            )
        )

    def _locate(self, mark: Annotation) -> None:
        """Find where the line begins: at the knob, or where the mark has gone out of view."""
        pane = self._from
        if pane is None:
            return
        view = pane.view
        viewport = view.viewport()
        box = view.knob(mark)
        if box is not None and viewport.rect().contains(box.center()):
            point = box.center()
        else:
            reaches = seen(view, {mark.id}).get(mark.id)
            if reaches:
                point = QPoint(reaches[0].left, reaches[0].lane)
            else:
                point = QPoint(viewport.width() // 2, 0 if mark.start < view.top_place() else viewport.height())
        self._begin = viewport.mapTo(self._panes, point)

    def _aim(self, at: QPoint) -> None:
        """Find what lies under the pointer, and show what dropping there would say."""
        dragged, self._at = self._dragged, at
        if dragged is None:
            return
        if dragged.mark is not None:
            self._locate(dragged.mark)
        found = self._under(at)
        self._over = found
        words, forbidden = "", False
        if found is not None and found.end != dragged.end:
            tags = {tag.id: tag for tag in self._session.project.tags}
            offered = ways(self._types, tags, dragged, found, back=False)
            names = dict.fromkeys(way.kind.name for way in offered or ways(self._types, tags, dragged, found))
            forbidden = not names
            words = ", ".join(map(isolate, names)) if names else self.tr("not allowed")
            if names and not offered:
                words = f"← {words}"
        hovered = found.mark.id if found is not None and found.mark is not None and not forbidden else None
        for pane in self._panes.panes:
            pane.view.set_hovered(hovered)
        self._shelf.aim(found.entity if found is not None and not forbidden else None)
        self._cursor(forbidden)
        self._overlay.pull(Rubber(self._begin, self._panes.mapFromGlobal(at), words, forbidden))
        self._hold_tab(at)

    def _under(self, at: QPoint) -> Party | None:
        for pane in self._panes.panes:
            viewport = pane.view.viewport()
            point = viewport.mapFromGlobal(at)
            if viewport.rect().contains(point):
                marks = map(pane.view.scene.index.get, pane.view.marks_at(point))
                return self._likeliest([Party.of(mark) for mark in marks if mark is not None])
        entity = self._shelf.entity_at(at)
        return None if entity is None else Party.of(entity)

    def _likeliest(self, parties: list[Party]) -> Party | None:
        """Return of the marks under the pointer, innermost first, the first that a relation may go to."""
        dragged = self._dragged
        if dragged is None or not parties:
            return None
        tags = {tag.id: tag for tag in self._session.project.tags}
        others = [party for party in parties if party.end != dragged.end]
        fitting = next((party for party in others if ways(self._types, tags, dragged, party)), None)
        return fitting or (others or parties)[0]

    def _cursor(self, forbidden: bool) -> None:
        if self._from is not None:
            shape = Qt.CursorShape.ForbiddenCursor if forbidden else Qt.CursorShape.ClosedHandCursor
            self._from.view.viewport().setCursor(QCursor(shape))

    def _scroll(self, at: QPoint) -> None:
        """Scroll the page at whose edge the pointer is."""
        for pane in self._panes.panes:
            viewport = pane.view.viewport()
            point = viewport.mapFromGlobal(at)
            inside = 0 <= point.x() < viewport.width()
            beyond = 0
            if inside and point.y() < _EDGE:
                beyond = min(-1, (point.y() - _EDGE) // _PACE)
            elif inside and point.y() >= viewport.height() - _EDGE:
                beyond = viewport.height() + (point.y() - viewport.height() + _EDGE) // _PACE
            self._scroller(pane).hold(QPoint(point.x(), beyond) if beyond else None)

    def _scroller(self, pane: Pane) -> AutoScroll:
        found = self._scrolls.get(pane)
        if found is None:
            found = self._scrolls[pane] = AutoScroll(pane.view)
            found.moved.connect(lambda _point: self._scrolled(pane))
        return found

    def _scrolled(self, pane: Pane) -> None:
        if self.busy:
            self._light(pane)
            self._aim(self._at)

    def _hold_tab(self, at: QPoint) -> None:
        spring = self._shelf.spring(at)
        if (spring is None) != (self._spring is None):
            self._spring = spring
            if spring is None:
                self._rest.stop()
            else:
                self._rest.start()

    def _snap(self) -> None:
        if self._spring is not None and self.busy:
            self._spring()

    def drop(self, linked: Linked) -> None:
        """Let go of what is dragged: what lies under the pointer is the other end."""
        if self._dragged is None:
            return
        self._aim(linked.at)
        dragged, over = self._dragged, self._over
        self.leave()
        if over is not None and over.end != dragged.end:
            self.dropped.emit((dragged, over, linked.at))

    def leave(self) -> None:
        """Show no more of it; nothing is dropped."""
        if self._dragged is None:
            return
        self._dragged = self._over = self._spring = None
        self._rest.stop()
        for scroll in self._scrolls.values():
            scroll.hold(None)
        self._scrolls = {pane: scroll for pane, scroll in self._scrolls.items() if pane in self._panes.panes}
        self._overlay.pull(None)
        self._shelf.aim(None)
        if self._from is not None:
            self._from.view.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._from = None
        for pane in self._panes.panes:
            pane.view.aim(None)
            pane.view.set_hovered(self._spotlight.lit.hovered)
        self._panes.ties.light_marks()
