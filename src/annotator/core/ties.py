"""Which annotations are tied to which: those that mention the same entity, and those at two ends of a relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.values import Annotation, End, Entity, Relation, Value

NONE: frozenset[str] = frozenset()


class Ties:
    """Looks up the ties of an annotation, by ids. Immutable.

    An end of a relation that is an entity stands for all annotations that mention it. Kept are the groups, not the
    pairs in them: an entity with a thousand mentions has a million of those.
    """

    def __init__(self, mentions: Iterable[tuple[str, str]] = (), relations: Iterable[Relation] = ()) -> None:
        """`mentions` are pairs of an annotation's id and that of the entity it mentions."""
        self._entity = dict(mentions)
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for annotation, entity in self._entity.items():
            groups[entity].append(annotation)
        self._mentions = {entity: frozenset(annotations) for entity, annotations in groups.items()}
        self._beyond: defaultdict[End, set[End]] = defaultdict(set)
        for relation in relations:
            self._beyond[relation.source].add(relation.target)
            self._beyond[relation.target].add(relation.source)

    def __bool__(self) -> bool:
        return bool(self._entity or self._beyond)

    def of(self, annotation: str) -> frozenset[str]:
        """Return the ids of all annotations that this one is tied to."""
        entity = self._entity.get(annotation)
        own = [End(annotation=annotation)]
        found = [NONE]
        if entity is not None:
            own.append(End(entity=entity))
            found.append(self._mentions[entity])
        found += (self._at(end) for one in own for end in self._beyond.get(one, ()))
        return NONE.union(*found) - {annotation}

    def mentioning(self, entity: str) -> frozenset[str]:
        """Return the ids of all annotations that mention an entity."""
        return self._mentions.get(entity, NONE)

    def _at(self, end: End) -> frozenset[str]:
        if end.entity is not None:
            return self.mentioning(end.entity)
        return NONE if end.annotation is None else frozenset((end.annotation,))


def may_differ(change: Change) -> bool:
    """Return whether there may be other ties after `change` than before."""
    return change.kind is ChangeKind.ELSEWHERE or any(map(_is_of_ties, change.edits))


def _is_of_ties(edit: Edit[Value]) -> bool:
    if isinstance(edit.value, Annotation):
        return _entity(edit.before) != _entity(edit.after)
    return isinstance(edit.value, Relation)


def _entity(value: Value | None) -> str | None:
    return value.entity if isinstance(value, Annotation) else None


def namesakes(entities: Iterable[Entity]) -> tuple[str, ...]:
    """Return the names, whatever their case, that several entities of one tag have.

    Reports come from several hands, and each makes its own: compared apart, each says what only one report said.
    """
    found: dict[tuple[str | None, str], list[str]] = {}
    for entity in entities:
        found.setdefault((entity.tag, entity.name.casefold()), []).append(entity.name)
    return tuple(sorted({names[0] for names in found.values() if len(names) > 1}))
