"""What stands at the ends of relations, and what may be said of two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from annotator.core.values import Annotation, End, Entity, Relation, RelationType, Tag
from annotator.project.relation_rules import allowed


class Party(Struct, frozen=True):
    """A mark or an entity that is, or shall be, an end of a relation: one of the two is set, where it still exists."""

    end: End
    mark: Annotation | None = None
    entity: Entity | None = None

    @classmethod
    def of(cls, record: Annotation | Entity) -> Party:
        if isinstance(record, Annotation):
            return cls(End(annotation=record.id), mark=record)
        return cls(End(entity=record.id), entity=record)

    @property
    def words(self) -> str:
        """The words of the mark, or the entity's name."""
        if self.mark is not None:
            return self.mark.words
        return self.entity.name if self.entity is not None else ""

    @property
    def tag(self) -> str | None:
        """The id of its tag; None for an entity of any."""
        record = self.mark or self.entity
        return None if record is None else record.tag


class Said(Struct, frozen=True):
    """A relation with its type and what stands at its ends."""

    relation: Relation
    kind: RelationType
    source: Party
    target: Party

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that its marks and its cue are in, once each."""
        marks = [party.mark.article for party in (self.source, self.target) if party.mark is not None]
        cue = self.relation.cue
        return tuple(dict.fromkeys([*marks, *([] if cue is None else [cue.article])]))

    def other(self, end: End) -> Party:
        """Return what stands at the other end than this one."""
        return self.target if end == self.source.end else self.source


class Way(Struct, frozen=True):
    """A relation that may be said of two parties."""

    kind: RelationType
    source: Party
    target: Party


def ways(
    types: Iterable[RelationType], tags: Mapping[str, Tag], first: Party, other: Party, *, back: bool = True
) -> list[Way]:
    """Return what may be said of the first to the other, and with `back` of the other to the first, type by type."""
    pairs = ((first, other), (other, first)) if back else ((first, other),)
    return [
        Way(kind, source, target)
        for kind in types
        for source, target in pairs
        if source.end != target.end and allowed(kind, source.tag, target.tag, tags)
    ]


def out_of_reach(types: Iterable[RelationType], tags: Mapping[str, Tag], first: Party) -> frozenset[str]:
    """Return the ids of the tags to whose marks no relation may go from or to the first party."""
    kinds = list(types)
    return frozenset(
        tag
        for tag in tags
        if not any(allowed(kind, first.tag, tag, tags) or allowed(kind, tag, first.tag, tags) for kind in kinds)
    )
