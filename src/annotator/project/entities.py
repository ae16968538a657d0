"""Edits of entities by name: who or what annotations in any article and language mention, and what is tied to them.

As `project.edits`: each returns the change that does it; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import AmbiguousError, InvalidError, NotFoundError
from annotator.core.ids import new_id, now
from annotator.core.references import circles
from annotator.core.values import Annotation, End, Entity, Value
from annotator.project.project import Project
from annotator.project.references import SHORTEST, endings
from annotator.project.rules import check_fits, one_line, or_nothing


def called(project: Project, name: str) -> list[Entity]:
    """Return the entities of this name, in whatever case; where there is none, those that have it as an alias."""
    wanted = one_line(name).casefold()
    entities = project.entities()
    found = [e for e in entities if e.name.casefold() == wanted]
    return found or [e for e in entities if wanted in (alias.casefold() for alias in e.aliases)]


def find_entity(project: Project, reference: str) -> Entity:
    """Return the entity of this name, else of this alias (in whatever case), else of this id or unique ending of one.

    Raises NotFoundError or AmbiguousError.
    """
    wanted = one_line(reference).casefold()
    entities = project.entities()
    found = called(project, reference)
    found = found or [e for e in entities if len(wanted) >= SHORTEST and e.id.endswith(wanted)]
    if not found:
        raise NotFoundError("entity", reference, [entity.name for entity in entities])
    if len(found) > 1:
        # Of names that differ in case, the one that was typed.
        found = [entity for entity in found if entity.name == one_line(reference)] or found
    if len(found) > 1:
        raise AmbiguousError("entity", reference, list(endings([entity.id for entity in found]).values()))
    return found[0]


def add_entity(
    project: Project,
    name: str,
    *,
    tag: str | None = None,
    part_of: str | None = None,
    aliases: Sequence[str] = (),
    note: str | None = None,
) -> Change:
    """Add an entity: one actor, demand or fear. `tag` and `part_of` are ids.

    Raises InvalidError where the name is blank or another entity of this tag has it.
    """
    entity = Entity(new_id(), one_line(name), _spelt(name, aliases), tag, part_of, or_nothing(note))
    return _entity_change(project, ChangeKind.ADD_ENTITY, None, entity)


def edit_entity(project: Project, entity: Entity, *, before: Entity) -> Change:
    """Put `entity` in the place of `before`, from which it was made. Raises as `add_entity`.

    Its old name becomes an alias, so that it is still found by it.
    """
    old = [] if entity.name == before.name else [before.name]
    after = replace(
        entity,
        name=one_line(entity.name),
        aliases=_spelt(entity.name, [*entity.aliases, *old]),
        note=or_nothing(entity.note),
    )
    return _entity_change(project, ChangeKind.EDIT_ENTITY, before, after)


def _entity_change(project: Project, kind: ChangeKind, before: Entity | None, after: Entity) -> Change:
    _refuse_twin(project, after)
    if before is not None and after.tag != before.tag and after.tag is not None:
        for mark in project.mentions([after.id]):
            check_fits(mark, after, {tag.id: tag for tag in project.tags})
    return _change(project, kind, after.name, [Edit(before, after)])


def _refuse_twin(project: Project, entity: Entity) -> None:
    if not entity.name:
        raise InvalidError("an entity needs a name")
    for other in project.entities():
        if other.id != entity.id and (other.tag, other.name.casefold()) == (entity.tag, entity.name.casefold()):
            raise InvalidError(f"there is already an entity '{other.name}'; choose another name, or merge the two")


def _spelt(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return aliases on one line each, once each and without the name, in their order."""
    known = {one_line(name).casefold()}
    found = []
    for alias in map(one_line, aliases):
        if alias and alias.casefold() not in known:
            known.add(alias.casefold())
            found.append(alias)
    return tuple(found)


def tie(
    project: Project, annotations: Iterable[Annotation], entity: Entity | str, *, uncertain: bool = False
) -> Change:
    """Have annotations mention an entity; of one that is given by a new name, make it first, with their tag.

    `uncertain` says that it may not be what they mean. Raises InvalidError where it does not fit the tag of one of
    them (see `rules`), or all mention it already, and as certainly.
    """
    marks = list(annotations)
    made: list[Edit[Value]] = []
    if isinstance(entity, str):
        tags = {mark.tag for mark in marks}
        entity = Entity(new_id(), one_line(entity), tag=tags.pop() if len(tags) == 1 else None)
        _refuse_twin(project, entity)
        made.append(Edit(None, entity))
    edits = _tied(marks, entity.id, uncertain=uncertain)
    if not edits:
        raise InvalidError(f"these marks mention '{entity.name}' already")
    return _change(project, ChangeKind.TIE, entity.name, [*made, *edits])


def untie(project: Project, annotations: Iterable[Annotation]) -> Change:
    """Have annotations mention no entity. Raises InvalidError where none does."""
    marks = list(annotations)
    names = {e.id: e.name for e in project.entities()}
    edits = _tied(marks, None, uncertain=False)
    if not edits:
        raise InvalidError("these marks are tied to no entity")
    untied = {mark.entity for mark in marks if mark.entity is not None}
    subject = names.get(next(iter(untied)), "") if len(untied) == 1 else str(len(edits))
    return _change(project, ChangeKind.UNTIE, subject, edits)


def _tied(annotations: Iterable[Annotation], entity: str | None, *, uncertain: bool | None = None) -> list[Edit[Value]]:
    """Return the edits that tie annotations to an entity or none, as certainly as before where `uncertain` is None."""
    time = now()
    edits: list[Edit[Value]] = []
    for mark in annotations:
        sure = mark.uncertain if uncertain is None else uncertain
        if (mark.entity, mark.uncertain) != (entity, sure):
            edits.append(Edit(mark, replace(mark, entity=entity, uncertain=sure, modified=time)))
    return edits


def merge_entities(project: Project, kept: Entity, others: Collection[Entity]) -> Change:
    """Make several entities one: all mentions, parts and relations of `others` become those of `kept`.

    Their names and aliases become its aliases, their notes are added to its own. Raises InvalidError where they have
    other tags, or one of them is a part of another.
    """
    gone = {other.id: other for other in others if other.id != kept.id}
    if not gone:
        raise InvalidError("merging takes two entities or more")
    if any(other.tag not in (None, kept.tag) and kept.tag is not None for other in gone.values()):
        raise InvalidError("entities of different tags are not the same")
    notes = [note for note in (kept.note, *(other.note for other in gone.values())) if note]
    after = replace(
        kept,
        aliases=_spelt(kept.name, [*kept.aliases, *(word for o in gone.values() for word in (o.name, *o.aliases))]),
        tag=kept.tag or next((other.tag for other in gone.values() if other.tag), None),
        note="\n".join(dict.fromkeys(notes)) or None,
    )
    everyone = project.entities()
    parents = {entity.id: entity.part_of for entity in everyone}
    if any(_above(kept.id, parents) & gone.keys() or kept.id in _above(other, parents) for other in gone):
        raise InvalidError("an entity and a part of it are not the same")
    edits = _tied(project.mentions(gone), kept.id)
    edits += [
        Edit(e, replace(e, part_of=kept.id)) for e in everyone if e.part_of in gone and e.id not in gone and e != kept
    ]
    edits += _relations_moved(project, gone, kept.id)
    edits += _judgements_moved(project, gone, kept.id)
    edits += [Edit(kept, after)] if after != kept else []
    edits += [Edit(other, None) for other in gone.values()]
    return _change(project, ChangeKind.MERGE_ENTITIES, kept.name, edits)


def _above(entity: str, parents: dict[str, str | None]) -> set[str]:
    """Return the ids of all that an entity is a part of."""
    found: set[str] = set()
    above = parents.get(entity)
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def _relations_moved(project: Project, gone: Collection[str], kept: str) -> list[Edit[Value]]:
    def moved(end: End) -> End:
        return End(entity=kept) if end.entity in gone else end

    edits: list[Edit[Value]] = []
    for relation in project.relations():
        after = replace(relation, source=moved(relation.source), target=moved(relation.target))
        if after != relation:
            # What one did to the other, it would do to itself.
            itself = after.source == after.target
            edits.append(Edit(relation, None if itself else replace(after, modified=now())))
    return edits


def _judgements_moved(project: Project, gone: Collection[str], kept: str) -> list[Edit[Value]]:
    """Of one event, entity and coder there is one judgement: what was said of the entity that stays is kept."""
    judgements = project.judgements()
    held = {(one.event, one.coder) for one in judgements if one.entity == kept}
    edits: list[Edit[Value]] = []
    for one in judgements:
        if one.entity in gone:
            first = (one.event, one.coder) not in held
            held.add((one.event, one.coder))
            edits.append(Edit(one, replace(one, entity=kept) if first else None))
    return edits


def split_entity(project: Project, entity: Entity, annotations: Iterable[Annotation], name: str) -> Change:
    """Have some mentions of an entity mention a new one of this name. Raises as `tie`."""
    marks = [mark for mark in annotations if mark.entity == entity.id]
    if not marks:
        raise InvalidError(f"none of these marks mentions '{entity.name}'")
    made = Entity(new_id(), one_line(name), tag=entity.tag, part_of=entity.part_of)
    _refuse_twin(project, made)
    return _change(project, ChangeKind.SPLIT_ENTITY, entity.name, [Edit(None, made), *_tied(marks, made.id)])


def put_under(project: Project, parts: Iterable[Entity], whole: Entity | None) -> Change:
    """Make entities parts of another, or of nothing.

    Raises InvalidError where they are already, or one would be a part of itself.
    """
    above = None if whole is None else whole.id
    moved = [part for part in parts if part.part_of != above]
    if not moved:
        raise InvalidError("nothing would be a part of anything else than before")
    subject = moved[0].name if len(moved) == 1 else str(len(moved))
    return _change(
        project, ChangeKind.EDIT_ENTITY, subject, [Edit(part, replace(part, part_of=above)) for part in moved]
    )


def delete_entity(project: Project, *gone: Entity) -> Change:
    """Delete entities with the relations that end at them; their mentions stay, their parts go to what they are in."""
    ids = {entity.id: entity for entity in gone}
    # In a file of others they may go in circles: nothing is left there to be a part of.
    ends = set(circles({entity.id: entity.part_of for entity in gone}))
    edits = _tied(project.mentions(ids), None, uncertain=False)
    for part in project.entities():
        above = part.part_of
        while above in ids:
            above = ids[above].part_of if above not in ends else None
        if part.id not in ids and above != part.part_of:
            edits.append(Edit(part, replace(part, part_of=above)))
    edits += [Edit(relation, None) for relation in project.relations_at(entities=ids)]
    edits += [Edit(one, None) for one in project.judgements() if one.entity in ids]
    subject = gone[0].name if len(gone) == 1 else str(len(gone))
    edits += [Edit(entity, None) for entity in gone]
    return _change(project, ChangeKind.DELETE_ENTITY, subject, edits)


def _change(project: Project, kind: ChangeKind, subject: str, edits: Iterable[Edit[Value]]) -> Change:
    return Change(kind, project.coder.id, now(), subject, tuple(edits))
