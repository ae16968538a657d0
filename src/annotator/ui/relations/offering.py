"""What may be said of two marks or entities is offered in a menu, and what is chosen there is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from annotator.analysis.naming import proposed
from annotator.core.change import Change
from annotator.core.tagset import TagSet
from annotator.core.values import Entity, Relation
from annotator.project import relations
from annotator.text.isolate import isolate, shorten
from annotator.ui.entities.visible import named
from annotator.ui.panes.row import PaneRow
from annotator.ui.relations.entity_choice import EntityChoice
from annotator.ui.relations.parties import Party, Way, ways
from annotator.ui.session import Session
from annotator.ui.theme import Theme

_WORDS = 32
_PROPOSED = 60
"""Entities that are offered at the most, of those whose name fits."""


class Offering(QObject):
    """Asks by menu and field; stores through the session."""

    hint = Signal(object)
    """A sentence: why nothing can be said, or what comes next."""

    def __init__(self, session: Session, panes: PaneRow, made: Callable[[str], None]) -> None:
        """`made` is called with the id of a relation that was stored."""
        super().__init__(panes)
        self._session, self._panes = session, panes
        self._made = made
        self._told_of_cues = False

    def offer(self, first: Party, other: Party, *, at: QPoint | None = None, directed: bool = False) -> None:
        """Offer what may be said of the two, in either direction, at a point of the screen or at the pointer.

        `directed`: from the first to the other; where that leaves only one thing to say, it is said at once.
        """
        project = self._session.project
        tags = {tag.id: tag for tag in project.tags}
        types = project.relation_types()
        found = ways(types, tags, first, other)
        if not found:
            self._refuse(project.tags, first, other)
            return
        forth = ways(types, tags, first, other, back=False) if directed else []
        if len(forth) == 1:
            self._relate(forth[0])
            return
        menu = QMenu(self._panes)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for way in forth or found:
            self._add_way(menu, way)
        back = [way for way in found if way not in forth] if forth else []
        if back:
            menu.addSeparator()
            for way in back:
                self._add_way(menu, way)
        menu.popup(at or QCursor.pos())

    def _refuse(self, tags: TagSet, first: Party, other: Party) -> None:
        found = [tags.get(party.tag or "") for party in (first, other)]
        names = ["" if tag is None else tag.name for tag in found]
        words = self.tr("No relation goes between a mark of “{0}” and one of “{1}”.")
        if any(party.entity is not None for party in (first, other)):
            words = self.tr("No relation goes between “{0}” and “{1}”.")
        self.hint.emit(words.replace("{0}", isolate(names[0])).replace("{1}", isolate(names[1])))

    def _add_way(self, menu: QMenu, way: Way) -> None:
        ends = [isolate(shorten(party.words, _WORDS)) for party in (way.source, way.target)]
        text = f"{ends[0]}  {isolate(way.kind.name)} →  {ends[1]}".replace("&", "&&")
        menu.addAction(text, partial(self._relate, way))

    def _relate(self, way: Way) -> None:
        def store() -> Change:
            change = relations.add_relation(self._session.project, way.kind, way.source.end, way.target.end)
            return self._session.do_or_raise(change)

        stored = self._session.attempt(store)
        if stored is None:
            return
        self._made(next(edit.value.id for edit in stored.edits if isinstance(edit.value, Relation)))
        if not self._told_of_cues:
            # Once: who relates one mark after another knows it by then.
            self._told_of_cues = True
            self.hint.emit(self.tr("Related. Select the words that say so, its verb for instance, and press C."))

    def name_entity(self, first: Party, at: QPoint, theme: Theme, window: QWidget) -> None:
        """Open a small field at a point of the screen, in which an entity is named to be the other end."""
        project, veil = self._session.project, self._panes.veils.veil
        types, tags = project.relation_types(), {tag.id: tag for tag in project.tags}
        known = self._session.attempt(lambda: named(project, veil)) or ()
        fitting = [entity for entity in known if ways(types, tags, first, Party.of(entity))]

        def propose(typed: str) -> Sequence[tuple[Entity, str]]:
            if not typed.strip():
                by_name = sorted(fitting, key=lambda entity: entity.name.casefold())
                return [(entity, entity.name) for entity in by_name[:_PROPOSED]]
            return [
                (found.entity, _known_by(found.name, found.entity)) for found in proposed(typed, fitting, _PROPOSED)
            ]

        title = self.tr("Relate “{0}” to an entity").replace("{0}", isolate(shorten(first.words, _WORDS)))
        choice = EntityChoice(title, propose, theme, window)
        choice.chosen.connect(lambda entity: self.offer(first, Party.of(entity)))
        choice.open_at(at)


def _known_by(name: str, entity: Entity) -> str:
    """Return how a proposal reads: what is known by another name than the one that is meant says so."""
    return name if name == entity.name else f"{isolate(name)} — {isolate(entity.name)}"
