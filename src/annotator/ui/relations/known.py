"""The relations that are to be seen, with what stands at their ends: read once, and kept in step with edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from annotator.core.change import Change, ChangeKind
from annotator.core.values import Annotation, Article, End, Entity, Relation, RelationType, Tag
from annotator.ui.relations.parties import Party, Said
from annotator.ui.session import Session
from annotator.ui.veil import Veil, Veils


class KnownRelations(QObject):
    """Relations of withheld marks, and those that blind mode withholds, are not among them (ADR 19)."""

    changed = Signal()
    """They, or what stands at their ends, may be others now."""

    def __init__(self, session: Session, veils: Veils, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._veils = veils
        self._withholding = False
        self._said: dict[str, Said] | None = None
        self._at: dict[End, list[str]] = {}
        session.changed.connect(self._follow)
        veils.changed.connect(self._veiled)

    def all(self) -> Mapping[str, Said]:
        """Return them by id."""
        if self._said is None:
            # Where they cannot be read, that is said once, and not each time somebody asks.
            self._said = self._session.attempt(self._read) or {}
            self._at = {}
            for said in self._said.values():
                for party in {said.source.end: said.source, said.target.end: said.target}.values():
                    self._at.setdefault(party.end, []).append(said.relation.id)
        return self._said

    def get(self, relation: str | None) -> Said | None:
        return None if relation is None else self.all().get(relation)

    def at(self, end: End) -> list[Said]:
        """Return those with this end."""
        known = self.all()
        return [known[relation] for relation in self._at.get(end, ())]

    def of(self, annotation: str) -> list[Said]:
        """Return those that end at this mark."""
        return self.at(End(annotation=annotation))

    def _read(self) -> dict[str, Said]:
        project, veil = self._session.project, self._veils.veil
        self._withholding = veil.withholding
        relations = project.relations()
        if not relations:
            return {}
        ends = [end for relation in relations for end in (relation.source, relation.target)]
        ids = {end.annotation for end in ends if end.annotation is not None}
        marks = {mark.id: mark for mark in project.annotations_of(ids)}
        entities = {entity.id: entity for entity in project.entities()}
        types = {kind.id: kind for kind in project.relation_types()}

        def party(end: End) -> Party:
            return Party(end, marks.get(end.annotation or ""), entities.get(end.entity or ""))

        found = {}
        for relation in relations:
            kind = types.get(relation.type)
            if kind is not None:
                said = Said(relation, kind, party(relation.source), party(relation.target))
                if to_be_seen(said, veil):
                    found[relation.id] = said
        return found

    def _veiled(self, veil: Veil) -> None:
        if veil.withholding or self._withholding:
            self._said = None
        self.changed.emit()

    def _follow(self, change: Change) -> None:
        if change.kind is ChangeKind.ELSEWHERE or any(
            isinstance(edit.value, Relation | RelationType | Entity) for edit in change.edits
        ):
            self._said = None
            self.changed.emit()
            return
        if not self._at:
            return  # Tagging pays nothing for relations that there are not.
        touched = False
        for edit in change.edits:
            after = edit.after
            # What rows say of tags and articles, which the relations themselves know by id.
            touched = touched or isinstance(edit.value, Tag | Article)
            if isinstance(after, Annotation) and (ids := self._at.get(End(annotation=after.id))):
                touched = True
                if self._said is not None:
                    self._said.update((relation, _with(self._said[relation], after)) for relation in ids)
        if touched:
            self.changed.emit()


def to_be_seen(said: Said, veil: Veil) -> bool:
    """Return whether a relation is drawn and listed: its marks are not withheld, and it is not itself.

    Who works blind sees another coder's relation where the articles of its marks and of its cue are declared done.
    """
    marks = [party.mark for party in (said.source, said.target) if party.mark is not None]
    if any(veil.withholds(mark) for mark in marks) or said.relation.coder in veil.coders.hidden:
        return False
    blind = veil.blind
    if blind is None or said.relation.coder == blind.coder:
        return True
    return bool(marks) and all(blind.has_done(article) for article in said.articles)


def _with(said: Said, mark: Annotation) -> Said:
    def party(one: Party) -> Party:
        return replace(one, mark=mark) if one.end.annotation == mark.id else one

    return replace(said, source=party(said.source), target=party(said.target))


def sorted_for(found: Sequence[Said], order: Mapping[str, int]) -> list[Said]:
    """Return relations by the order of their articles, then by where they stand there."""

    def key(said: Said) -> tuple[int, int, str]:
        marks = [party.mark for party in (said.source, said.target) if party.mark is not None]
        places = [(order.get(mark.article, len(order)), mark.start) for mark in marks]
        first = min(places, default=(len(order) + 1, 0))
        return *first, said.relation.id

    return sorted(found, key=key)
