"""What an entity's tag, or a tag's place, may not become: one that marks which mention the entity do not fit."""

from __future__ import annotations

from annotator.core.change import Change, Edit
from annotator.core.values import Annotation, Entity, Tag, Value
from annotator.project.readable import Readable
from annotator.project.rules import check_fits


def concerned(change: Change) -> bool:
    """Return whether a change gives an entity another tag, or a tag another place."""
    return any(map(_retagged, change.edits)) or any(map(_moved, change.edits))


def check_mentions(change: Change, project: Readable) -> None:
    """Raise InvalidError where a mark would mention an entity that does not fit its tag after `change`."""
    after = {edit.value.id: edit.after for edit in change.edits}
    every = any(map(_moved, change.edits))
    retagged = {edit.value.id for edit in change.edits if _retagged(edit)}
    entities: dict[str, Entity] = {}
    for entity in project.entities():
        now = after.get(entity.id, entity)
        if isinstance(now, Entity) and now.tag is not None and (every or now.id in retagged):
            entities[now.id] = now
    if not entities:
        return
    tags = {tag.id: tag for tag in project.tags} | {i: tag for i, tag in after.items() if isinstance(tag, Tag)}
    for mark in project.mentions(entities):
        value = after.get(mark.id, mark)
        if isinstance(value, Annotation) and value.entity in entities:
            check_fits(value, entities[value.entity], tags)


def _retagged(edit: Edit[Value]) -> bool:
    before, after = edit.before, edit.after
    return isinstance(before, Entity) and isinstance(after, Entity) and before.tag != after.tag


def _moved(edit: Edit[Value]) -> bool:
    before, after = edit.before, edit.after
    return isinstance(before, Tag) and isinstance(after, Tag) and before.parent != after.parent
