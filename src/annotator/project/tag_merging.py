"""Tags become one: their marks, and all that speaks of them, without loss.

As `project.edits`: what is returned is the change that does it; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from annotator.core.attributes import fits, written
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.ids import now
from annotator.core.tagset import TagSet
from annotator.core.values import (
    Annotation,
    AttributeDefinition,
    AttributeKind,
    AttributeValue,
    End,
    ReadingState,
    Relation,
    Status,
    Tag,
    Value,
)
from annotator.project.project import Project
from annotator.project.tag_sets import carried


def merge_tags(project: Project, kept: Tag, others: Collection[Tag]) -> Change:
    """Make several tags one: all marks, entities, relations and tags below `others` become those of `kept`.

    Marks of one coder on the same words are joined, with the notes, entities and attributes of both. An article counts
    as read where it was for each of the tags that were in use. What `kept` has no key, description or example for it
    takes from the others. Raises InvalidError where an attribute is defined otherwise in each, or there is nothing to
    merge; whether ends of relations and entities still fit is said when the change is done.
    """
    gone = {other.id: other for other in others if other.id != kept.id}
    if not gone:
        raise InvalidError("merging takes two tags or more")
    tags = _tags(project, kept, gone)
    left = {tag.id: tag for tag in project.tags if tag.id not in gone}
    left |= {edit.after.id: edit.after for edit in tags if isinstance(edit.after, Tag)}
    edits = _Marks(project, kept, gone, TagSet(left.values()).attributes_of(kept.id)).edits()
    edits += _statuses(project, kept, gone)
    edits += [Edit(entity, replace(entity, tag=kept.id)) for entity in project.entities() if entity.tag in gone]
    for kind in project.relation_types():
        after = replace(kind, from_tags=_to(kind.from_tags, gone, kept.id), to_tags=_to(kind.to_tags, gone, kept.id))
        if after != kind:
            edits.append(Edit(kind, after))
    edits += tags
    return Change(ChangeKind.MERGE_TAGS, project.coder.id, now(), kept.name, tuple(edits))


def _to(ends: Iterable[str], gone: Collection[str], kept: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kept if end in gone else end for end in ends))


class _Marks:
    """The marks of the tags, of which those that would say the same become one."""

    def __init__(
        self, project: Project, kept: Tag, gone: Collection[str], definitions: Sequence[AttributeDefinition]
    ) -> None:
        self._project, self._kept = project, kept
        self._definitions = {definition.name: definition for definition in definitions}
        self._names = {entity.id: entity.name for entity in project.entities()}
        marks = project.annotations(tags=[kept.id, *gone])
        # Marks of the tag that stays stay; of others the one that was made first.
        marks.sort(key=lambda mark: (mark.tag != kept.id, mark.created, mark.id))
        self._first: dict[tuple[object, ...], list[Annotation]] = {}
        for mark in marks:
            place = (mark.article, mark.start, mark.end, mark.fragments, mark.coder)
            same = self._first.setdefault(place, [])
            # Two that were twins before are left to be so.
            if mark.tag == kept.id and same:
                self._first[*place, mark.id] = [mark]
            else:
                same.append(mark)
        self.into = {twin.id: same[0].id for same in self._first.values() for twin in same[1:]}

    def edits(self) -> list[Edit[Value]]:
        time = now()
        edits = self._relations(time)
        gone: list[Edit[Value]] = []
        for first, *twins in self._first.values():
            after = replace(first, tag=self._kept.id)
            for twin in twins:
                after = self._joined(after, twin)
                gone.append(Edit(twin, None))
            if after != first:
                edits.append(Edit(first, replace(after, modified=time)))
        return [*edits, *gone]

    def _joined(self, mark: Annotation, twin: Annotation) -> Annotation:
        """Return a mark with all that its twin says; what only one of the two can say goes into the note."""
        more = {name: value for name, value in twin.attributes if self._may_carry(name, value)}
        attributes = more | dict(mark.attributes)
        lines = [mark.note, twin.note]
        lines += [f"{name}: {written(value)}" for name, value in twin.attributes if attributes.get(name) != value]
        entity, uncertain = mark.entity, mark.uncertain
        if entity is None:
            entity, uncertain = twin.entity, twin.uncertain
        elif twin.entity == entity:
            uncertain = uncertain and twin.uncertain
        elif twin.entity is not None:
            lines.append(self._names.get(twin.entity, twin.entity))
        note = "\n".join(dict.fromkeys(line for line in lines if line)) or None
        return replace(
            mark, note=note, entity=entity, uncertain=uncertain, attributes=tuple(sorted(attributes.items()))
        )

    def _may_carry(self, name: str, value: AttributeValue) -> bool:
        definition = self._definitions.get(name)
        return definition is not None and fits(definition, value)

    def _relations(self, time: str) -> list[Edit[Value]]:
        """Return what becomes of relations at the ends that were joined: of two that then say the same, one is left."""
        if not self.into:
            return []

        def moved(end: End) -> End:
            return End(annotation=self.into[end.annotation]) if end.annotation in self.into else end

        held: set[tuple[object, ...]] = set()
        edits: list[Edit[Value]] = []
        touched: list[tuple[Relation, Relation]] = []
        for relation in self._project.relations():
            after = replace(relation, source=moved(relation.source), target=moved(relation.target))
            if after == relation:
                held.add(_content(relation))
            else:
                touched.append((relation, after))
        for relation, after in touched:
            itself = after.source == after.target
            edits.append(Edit(relation, None if itself or _content(after) in held else replace(after, modified=time)))
            held.add(_content(after))
        return edits


def _content(relation: Relation) -> tuple[object, ...]:
    return (
        relation.type, relation.source, relation.target, relation.coder, relation.cue, relation.attributes,
        relation.note,
    )  # fmt: skip


def _statuses(project: Project, kept: Tag, gone: Collection[str]) -> list[Edit[Value]]:
    """An article was read for the one tag where it was for each of them that anybody has used."""
    together: dict[tuple[str, str], dict[str, Status]] = {}
    for status in project.statuses():
        if status.tag == kept.id or status.tag in gone:
            together.setdefault((status.article, status.coder), {})[status.tag] = status
    counts = project.tag_counts()
    used = {tag for tag in (kept.id, *gone) if counts.get(tag)} | {tag for said in together.values() for tag in said}
    edits: list[Edit[Value]] = []
    for said in together.values():
        done = all(tag in said and said[tag].state is ReadingState.DONE for tag in used)
        state = ReadingState.DONE if done else ReadingState.IN_WORK
        first = said.get(kept.id) or min(said.values(), key=lambda status: status.id)
        after = replace(first, tag=kept.id, state=state)
        edits += [Edit(status, None) for status in said.values() if status is not first]
        edits += [Edit(first, after)] if after != first else []
    return edits


def _tags(project: Project, kept: Tag, gone: dict[str, Tag]) -> list[Edit[Value]]:
    tags = project.tags
    above = kept.parent
    while above in gone:
        above = gone[above].parent
    order = [tag for tag in tags if tag.id in gone]
    after = replace(
        kept,
        parent=above,
        shortcut=kept.shortcut or next((tag.shortcut for tag in order if tag.shortcut and not tag.retired), None),
        description=kept.description or next((tag.description for tag in order if tag.description), None),
        example=kept.example or next((tag.example for tag in order if tag.example), None),
        counter_example=kept.counter_example
        or next((tag.counter_example for tag in order if tag.counter_example), None),
    )
    if kept.retired:
        after = replace(after, shortcut=None)
    last = max((child.position for child in tags.children(kept.id)), default=0)
    below: list[Edit[Value]] = [
        Edit(tag, replace(tag, parent=kept.id, position=last + number))
        for number, tag in enumerate((tag for tag in tags if tag.parent in gone and tag.id not in (*gone, kept.id)), 1)
    ]
    changed, shared = _united(project, tags, after, order)
    # The key of a tag is free, and the name too, once it is gone.
    removed: list[Edit[Value]] = [Edit(tag, None) for tag in order]
    own: list[Edit[Value]] = [Edit(kept, changed)] if changed != kept else []
    return [*below, *shared, *removed, *own]


def _united(project: Project, tags: TagSet, kept: Tag, gone: Sequence[Tag]) -> tuple[Tag, list[Edit[Value]]]:
    """Return the tag with the attributes of all, and the edits of those above it that have to offer more choices."""
    stays = TagSet([*(tag for tag in tags if tag.id != kept.id and tag not in gone), kept])
    owners = {
        definition.name.casefold(): owner for owner in reversed(stays.path(kept.id)) for definition in owner.attributes
    }
    after = {owner.id: owner for owner in owners.values()} | {kept.id: kept}
    used = carried(project, [below.id for tag in gone for below in tags.below(tag.id)])
    for tag in gone:
        own = {definition.name for definition in tag.attributes}
        for definition in tags.attributes_of(tag.id):
            owner = owners.get(definition.name.casefold())
            if owner is None:
                if definition.name in own or definition.name in used:
                    after[kept.id] = _with(after[kept.id], definition)
                    owners[definition.name.casefold()] = kept
            else:
                after[owner.id] = _with(after[owner.id], definition)
    shared: list[Edit[Value]] = [
        Edit(tag, after[tag.id])
        for tag in stays.path(kept.id)
        if tag.id in after and tag.id != kept.id and after[tag.id] != tag
    ]
    return after[kept.id], shared


def _with(tag: Tag, definition: AttributeDefinition) -> Tag:
    """Return a tag that has a definition too, with the choices of both where it has one of this name."""
    found = next((own for own in tag.attributes if own.name.casefold() == definition.name.casefold()), None)
    if found is None:
        return replace(tag, attributes=(*tag.attributes, definition))
    if found.kind is not definition.kind or found.name != definition.name:
        raise InvalidError(
            f"the attribute '{definition.name}' is defined otherwise for each of the tags; "
            "rename it in one of them, or give both one kind"
        )
    if found.kind is not AttributeKind.CHOICE:
        return tag
    known = {choice.casefold() for choice in found.choices}
    clash = [c for c in definition.choices if c.casefold() in known and c not in found.choices]
    if clash:
        raise InvalidError(
            f"the choice '{clash[0]}' of '{definition.name}' is spelt otherwise for the other tag; spell both alike"
        )
    more = tuple(choice for choice in definition.choices if choice not in found.choices)
    after = replace(found, choices=(*found.choices, *more))
    return replace(tag, attributes=tuple(after if own is found else own for own in tag.attributes))
