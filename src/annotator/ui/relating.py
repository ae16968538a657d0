"""Relations between marks: said by a key and a click, listed in the card of the mark in focus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change
from annotator.core.values import Annotation, End, Relation, RelationType
from annotator.project import relations
from annotator.project.relation_rules import allowed
from annotator.text.isolate import isolate, shorten
from annotator.ui.annotations.relation_list import Line, RelationList
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.spotlight import Lit, Spotlight

_WORDS = 32


class Relating(QObject):
    """Offers the types that go between two marks, and does what is chosen. `told` is called when it was stored."""

    def __init__(
        self, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking, listed: RelationList,
        told: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(marking)
        self._session, self._spotlight, self._panes, self._marking = session, spotlight, panes, marking
        self._list = listed
        self._told = told
        self._from: Annotation | None = None
        """The mark that is to be related, until the other one is chosen."""
        self._known: tuple[Relation, ...] | None = None
        marking.relate_requested.connect(self.begin)
        marking.picked.connect(self._picked)
        spotlight.changed.connect(self._lit)
        session.followed.connect(self._changed)
        listed.chosen.connect(self._go)
        listed.delete_requested.connect(self._delete)

    def begin(self) -> None:
        """Wait for the other mark; where it has come into focus since, offer what may go between the two."""
        mark, first = self._marking.focused(), self._from
        if mark is None:
            self._marking.hint.emit(self.tr("Click a mark first, then relate it to another one."))
        elif first is not None and first.id != mark.id:
            self._offer(first, mark)
        else:
            self._from = mark
            words = self.tr(
                "Click the other mark, or go to it and press R again, to relate “{0}” to it. Esc leaves it."
            )
            self._marking.hint.emit(words.replace("{0}", isolate(shorten(mark.words, _WORDS))))

    def show_mark(self, mark: Annotation | None) -> None:
        """List the relations of this mark."""
        self._list.show_lines([] if mark is None else self._lines(mark))

    # Inside.

    def _lines(self, mark: Annotation) -> list[Line]:
        if self._known is None:
            self._known = self._session.attempt(self._session.project.relations)
        veil, own = self._panes.veils.veil, End(annotation=mark.id)
        found = [
            relation
            for relation in self._known or ()
            if own in (relation.source, relation.target) and (veil.blind is None or relation.coder == veil.blind.coder)
        ]
        if not found:
            return []
        project = self._session.project
        kinds = {kind.id: kind.name for kind in project.relation_types()}
        names = {entity.id: entity.name for entity in project.entities()}
        lines = []
        for relation in found:
            outgoing = relation.source == own
            other = relation.target if outgoing else relation.source
            there = project.find_annotation(other.annotation) if other.annotation is not None else None
            if there is not None and veil.withholds(there):
                continue
            words = there.words if there is not None else names.get(other.entity or "", "")
            lines.append(Line(relation, kinds.get(relation.type, ""), other, words, outgoing))
        return lines

    def _changed(self, change: Change) -> None:
        if not change.edits or any(isinstance(edit.value, Relation | RelationType) for edit in change.edits):
            self._known = None
            self.show_mark(self._marking.focused())

    def _lit(self, lit: Lit) -> None:
        if lit.focus is None:
            self._from = None

    def _picked(self, mark: Annotation) -> None:
        first = self._from
        if first is not None and first.id != mark.id:
            self._offer(first, mark)

    def _offer(self, first: Annotation, other: Annotation) -> None:
        """Offer the types that may go from one to the other, in either direction."""
        self._from = None
        project = self._session.project
        tags = {tag.id: tag for tag in project.tags}
        ways = [
            (kind, source, target)
            for kind in project.relation_types()
            for source, target in ((first, other), (other, first))
            if allowed(kind, source.tag, target.tag, tags)
        ]
        if not ways:
            words = self.tr("No relation goes between a mark of “{0}” and one of “{1}”.")
            names = [isolate(tags[mark.tag].name) for mark in (first, other)]
            self._marking.hint.emit(words.replace("{0}", names[0]).replace("{1}", names[1]))
            return
        menu = QMenu(self._panes)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, source, target in ways:
            ends = [isolate(shorten(mark.words, _WORDS)) for mark in (source, target)]
            text = f"{ends[0]}  {isolate(kind.name)} →  {ends[1]}".replace("&", "&&")
            menu.addAction(text, partial(self._relate, kind, source, target))
        menu.popup(QCursor.pos())

    def _relate(self, kind: RelationType, source: Annotation, target: Annotation) -> None:
        ends = End(annotation=source.id), End(annotation=target.id)
        if self._session.edit(lambda: relations.add_relation(self._session.project, kind, *ends)):
            self._told()

    def _delete(self, relation: Relation) -> None:
        if self._session.edit(lambda: relations.delete_relations(self._session.project, [relation])):
            self._told()

    def _go(self, end: End) -> None:
        if end.annotation is not None:
            self._marking.go_to(end.annotation)
        elif end.entity is not None:
            self._spotlight.light(end.entity)
