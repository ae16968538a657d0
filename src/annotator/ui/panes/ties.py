"""Ties on the pages: lights what the mark in focus and the hovered one are tied to, or what mentions an entity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from annotator.core.change import Change
from annotator.core.ties import NONE, Ties, may_differ
from annotator.core.values import Relation
from annotator.ui.panes.connectors import MOST, Connectors, connectors
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.reach import Reach, seen
from annotator.ui.session import Session
from annotator.ui.spotlight import Lit
from annotator.ui.veil import Blind


class PaneTies:
    """Knows the project's ties, once somebody has asked, until a change may have made others."""

    def __init__(self, session: Session, panes: Callable[[], Sequence[Pane]], ground: QWidget) -> None:
        """`ground` is what the panes, which come and go, lie on."""
        self._session = session
        self._panes = panes
        self._ties: Ties | None = None
        self._blind: Blind | None = None
        self._lit = Lit()
        self._ends = NONE
        """The marks at the ends of the relations that are brought out."""
        self._beyond = NONE
        """What the hovered mark is tied to."""
        self.overlay = Connectors(ground, panes)

    def follow(self, change: Change) -> None:
        """The project was changed."""
        if may_differ(change):
            self._ties = None
            self.light(self._lit)
        else:
            self.join()

    def work_blind(self, blind: Blind | None) -> None:
        """Follow the ties that this lets be seen; relations of other coders only between articles declared done."""
        if blind != self._blind:
            self._blind, self._ties = blind, None
            self.light(self._lit)
        else:
            self.join()

    def light(self, lit: Lit) -> None:
        """Light what these marks are tied to, on all pages."""
        self._lit = lit
        self._beyond = self._of(lit.hovered)
        self.light_marks()
        self.join()

    def bring_out(self, ends: frozenset[str]) -> None:
        """Light the marks at the ends of relations too."""
        if ends != self._ends:
            self._ends = ends
            self.light_marks()

    def light_marks(self) -> None:
        """Light on all pages what is tied to what is lit, whatever was lit there instead."""
        lit = self._lit
        tied = self._beyond | self._of(lit.focus) | self._mentioning(lit.entity) | self._ends
        for pane in self._panes():
            pane.view.set_tied(tied)

    def join(self) -> None:
        """Draw connectors from where the hovered mark is now to its ties in the panes beside."""
        here = self._hovered_in() if self._beyond else None
        colour = None if here is None else self._colour(here[0])
        if here is None or colour is None:
            if self.overlay.shown:
                self.overlay.draw((), QColor())
            return
        pane, begins = here
        panes = list(self._panes())
        place = panes.index(pane)
        found = [
            connector
            for there in (*panes[max(place - 1, 0) : place], *panes[place + 1 : place + 2])
            for connector in connectors(pane, begins, there, self._beyond, self.overlay.ground)
        ]
        self.overlay.draw(sorted(found, key=lambda connector: connector.length)[:MOST], colour)

    def _of(self, annotation: str | None) -> frozenset[str]:
        return self._known().of(annotation) if annotation is not None and self._known() else NONE

    def _mentioning(self, entity: str | None) -> frozenset[str]:
        return NONE if entity is None else self._known().mentioning(entity)

    def _known(self) -> Ties:
        if self._ties is None:
            # Where they cannot be read, that is said once, not at every mark that the pointer comes over.
            read = self._session.project.ties
            self._ties = self._session.attempt(read if self._blind is None else partial(read, self._sees)) or Ties()
        return self._ties

    def _sees(self, relation: Relation) -> bool:
        blind, project = self._blind, self._session.project
        if blind is None or relation.coder == blind.coder:
            return True
        ends = [end.annotation for end in (relation.source, relation.target) if end.annotation is not None]
        marks = [project.find_annotation(end) for end in ends]
        return bool(marks) and all(mark is not None and blind.has_done(mark.article) for mark in marks)

    def _hovered_in(self) -> tuple[Pane, list[Reach]] | None:
        """Return the pane in which the hovered mark is seen, and where: that under the pointer, if several show it."""
        hovered = self._lit.hovered
        if hovered is None:
            return None
        showing = [(pane, found[hovered]) for pane in self._panes() if (found := seen(pane.view, {hovered}))]
        showing.sort(key=lambda one: not one[0].view.viewport().underMouse())
        return showing[0] if showing else None

    def _colour(self, pane: Pane) -> QColor | None:
        """Return the ink of the hovered mark's tag."""
        scene = pane.view.scene
        mark = scene.index.get(self._lit.hovered)
        tag = None if mark is None else scene.tags.get(mark.tag)
        return None if tag is None else scene.theme.tag_ink(tag.colour)
