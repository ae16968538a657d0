"""Edits of the tag set by name: tags moved in their tree, split, retired and reinstated.

As `project.edits`: each returns the change that does it; nothing is stored. Merging is in `tag_merging`, what tags
define in `attribute_definitions`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from annotator.core.attributes import defined
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.ids import new_id, now
from annotator.core.tagset import TagSet, check_attributes
from annotator.core.values import Annotation, AttributeValue, Entity, Status, Tag, Value
from annotator.project.project import Project
from annotator.project.rules import one_line, or_nothing


def move(project: Project, tag: Tag, parent: str | None, place: int | None = None) -> Change:
    """Put a tag below another one (an id; None: at the top), at a place among those there (from 0; None: the last).

    What its marks carry by a tag above it that it leaves, it defines itself from then on, so that no value is lost.
    Raises InvalidError where it would lie below itself, where its marks could carry two attributes of one name, or
    where they mention an entity of a tag that it leaves.
    """
    tags = project.tags
    if parent is not None and any(above.id == tag.id for above in tags.path(parent)):
        raise InvalidError(f"the tag '{tag.name}' cannot lie below itself")
    beside = [child for child in tags.children(parent) if child.id != tag.id]
    place = len(beside) if place is None else max(0, min(place, len(beside)))
    moved = replace(tag, parent=parent)
    if parent != tag.parent:
        _require_entities(project, tags, tag, parent)
        moved = keeping(project, tags, moved)
    edits: list[Edit[Value]] = []
    for position, child in enumerate([*beside[:place], moved, *beside[place:]]):
        before = tag if child.id == tag.id else child
        after = replace(child, position=position)
        if after != before:
            edits.append(Edit(before, after))
    # Positions alone: where nothing else stands elsewhere than before, nothing was done.
    if parent == tag.parent and [child.id for child in tags.children(parent)] == [
        child.id for child in (*beside[:place], moved, *beside[place:])
    ]:
        edits = []
    return _change(project, ChangeKind.MOVE_TAG, tag.name, edits)


def _require_entities(project: Project, tags: TagSet, tag: Tag, parent: str | None) -> None:
    """Raise InvalidError where marks would mention an entity of a tag above them that they leave."""
    above = {one.id for one in tags.path(parent)} if parent is not None else set()
    left = {one.id for one in tags.path(tag.id)} - above - {tag.id}
    strange = {entity.id: entity for entity in project.entities() if entity.tag in left} if left else {}
    below = {one.id for one in tags.below(tag.id)}
    for mark in project.mentions(strange) if strange else ():
        if mark.tag in below:
            entity = strange[str(mark.entity)]
            raise InvalidError(
                f"marks of '{tags[mark.tag].name}' mention '{entity.name}', which is of the tag "
                f"'{tags[str(entity.tag)].name}'; give '{entity.name}' another tag first"
            )


def keeping(project: Project, tags: TagSet, moved: Tag) -> Tag:
    """Return a tag that goes elsewhere with those attributes of its own that it would lose, and its marks have."""
    after = TagSet([*(tag for tag in tags if tag.id != moved.id), moved])
    left = {definition.name for definition in after.attributes_of(moved.id)}
    lost = [definition for definition in tags.attributes_of(moved.id) if definition.name not in left]
    used = carried(project, [tag.id for tag in tags.below(moved.id)]) if lost else frozenset()
    kept = replace(moved, attributes=(*moved.attributes, *(one for one in lost if one.name in used)))
    check_attributes(TagSet([*(tag for tag in after if tag.id != kept.id), kept]), {kept.id})
    return kept


def carried(project: Project, tags: Collection[str]) -> frozenset[str]:
    """Return the names of the attributes of which marks of these tags (ids) carry values."""
    return frozenset(name for mark in project.annotations(tags=tags) for name, _ in mark.attributes)


def retire(project: Project, tag: Tag) -> Change:
    """Offer a tag for no new mark; its marks stay, and its key is free."""
    if tag.retired:
        raise InvalidError(f"the tag '{tag.name}' is retired already")
    return _change(project, ChangeKind.RETIRE_TAG, tag.name, [Edit(tag, replace(tag, retired=True, shortcut=None))])


def reinstate(project: Project, tag: Tag) -> Change:
    """Offer a retired tag again. It has no key, since another tag may have it by now."""
    if not tag.retired:
        raise InvalidError(f"the tag '{tag.name}' is not retired")
    return _change(project, ChangeKind.REINSTATE_TAG, tag.name, [Edit(tag, replace(tag, retired=False, shortcut=None))])


def split(
    project: Project, tag: Tag, name: str, annotations: Iterable[Annotation], *, below: bool = True, note: str = ""
) -> Change:
    """Give some marks of a tag to a new one, below it or behind it; `note` becomes the new tag's description.

    Behind it, what it defines is defined there too, and types of relations that speak of it allow the new one. An
    article that was declared read for it is so for the new one. Raises InvalidError where none of the marks has the
    tag, or, for one behind it, where an entity is mentioned by marks of both.
    """
    marks = [mark for mark in annotations if mark.tag == tag.id]
    if not marks:
        raise InvalidError(f"none of these marks has the tag '{tag.name}'")
    tags = project.tags
    parent = tag.id if below else tag.parent
    made = Tag(
        new_id(),
        one_line(name),
        tags.next_colour(),
        tags.next_pattern(),
        tags.free_key(),
        or_nothing(note),
        parent,
        attributes=() if below else tag.attributes,
        position=max((child.position for child in tags.children(parent)), default=0) if below else tag.position,
    )
    tags.with_tag(made)
    edits: list[Edit[Value]] = [Edit(None, made)]
    if not below:
        edits += _room_behind(tags, tag)
        edits += _types_widened(project, tag, made)
        edits += _entities_moved(project, tag, made, {mark.id for mark in marks})
    time = now()
    edits += [Edit(mark, replace(mark, tag=made.id, modified=time)) for mark in marks]
    edits += [
        Edit(None, Status(new_id(), status.article, made.id, status.coder, status.state))
        for status in project.statuses()
        if status.tag == tag.id
    ]
    return _change(project, ChangeKind.SPLIT_TAG, tag.name, edits)


def having(project: Project, tag: Tag, attribute: str, value: AttributeValue | None) -> list[Annotation]:
    """Return the marks of a tag with this value of an attribute; with None those that have none.

    Raises InvalidError where they can carry no attribute of this name.
    """
    definition = defined(project.tags.attributes_of(tag.id), attribute, f"the tag '{tag.name}'")
    marks = project.annotations(tags=[tag.id])
    return [mark for mark in marks if dict(mark.attributes).get(definition.name) == value]


def _room_behind(tags: TagSet, tag: Tag) -> list[Edit[Value]]:
    """Move what stands behind a tag by one, so that there is a place right behind it."""
    beside = tags.children(tag.parent)
    place = next(number for number, child in enumerate(beside) if child.id == tag.id)
    # A tag that is new has the greatest id of its position: it stands behind `tag` where nobody else has the position.
    return [
        Edit(child, replace(child, position=max(child.position, tag.position) + 1)) for child in beside[place + 1 :]
    ]


def _types_widened(project: Project, tag: Tag, made: Tag) -> list[Edit[Value]]:
    def widened(ends: tuple[str, ...]) -> tuple[str, ...]:
        return (*ends, made.id) if tag.id in ends else ends

    edits: list[Edit[Value]] = []
    for kind in project.relation_types():
        after = replace(kind, from_tags=widened(kind.from_tags), to_tags=widened(kind.to_tags))
        if after != kind:
            edits.append(Edit(kind, after))
    return edits


def _entities_moved(project: Project, tag: Tag, made: Tag, moved: Collection[str]) -> list[Edit[Value]]:
    """Give the entities that only such marks mention the new tag."""
    own: dict[str, Entity] = {entity.id: entity for entity in project.entities() if entity.tag == tag.id}
    mentions: dict[str, set[bool]] = {}
    for mark in project.mentions(own) if own else ():
        mentions.setdefault(str(mark.entity), set()).add(mark.id in moved)
    edits: list[Edit[Value]] = []
    for record, where in mentions.items():
        if where == {True, False}:
            raise InvalidError(
                f"'{own[record].name}' is mentioned by marks of both; "
                f"put the new tag below '{tag.name}', or split '{own[record].name}' first"
            )
        if where == {True}:
            edits.append(Edit(own[record], replace(own[record], tag=made.id)))
    return edits


def _change(project: Project, kind: ChangeKind, subject: str, edits: Iterable[Edit[Value]]) -> Change:
    return Change(kind, project.coder.id, now(), subject, tuple(edits))
