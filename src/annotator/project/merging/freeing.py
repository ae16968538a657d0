"""What one side ties and the other gives another tag: it goes by no tag then, so that all that was said can stand."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from annotator.core.fitting import within
from annotator.core.values import Annotation, End, Entity, Relation, RelationType, Tag, Value
from annotator.project.merging.sides import Key


def freed(kept: Mapping[Key, Value]) -> dict[Key, Value]:
    """Return the entities and types of relations that do not fit all that is said of them, fitting by any tag."""
    tags = {value.id: value for value in kept.values() if isinstance(value, Tag)}
    entities = {value.id: value for value in kept.values() if isinstance(value, Entity)}
    marks = {value.id: value for value in kept.values() if isinstance(value, Annotation)}
    for mark in marks.values():
        entity = entities.get(mark.entity or "")
        if entity is not None and entity.tag is not None and not within(mark.tag, (entity.tag,), tags):
            entities[entity.id] = replace(entity, tag=None)

    def tag_of(end: End) -> str | None:
        found = marks.get(end.annotation or "") or entities.get(end.entity or "")
        return None if found is None else found.tag

    types = {value.id: value for value in kept.values() if isinstance(value, RelationType)}
    for relation in kept.values():
        kind = types.get(relation.type) if isinstance(relation, Relation) else None
        if kind is None or not isinstance(relation, Relation):
            continue
        source, target = tag_of(relation.source), tag_of(relation.target)
        if source is not None and kind.from_tags and not within(source, kind.from_tags, tags):
            kind = replace(kind, from_tags=())
        if target is not None and kind.to_tags and not within(target, kind.to_tags, tags):
            kind = replace(kind, to_tags=())
        types[kind.id] = kind
    changed: dict[Key, Value] = {(Entity, entity.id): entity for entity in entities.values()}
    changed |= {(RelationType, kind.id): kind for kind in types.values()}
    return {key: value for key, value in sorted(changed.items(), key=lambda item: (item[0][0].__name__, item[0][1]))
            if kept[key] != value}  # fmt: skip
