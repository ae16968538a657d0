"""What relations may not be, whoever builds them: of no type, of ends that the type does not allow, or with one end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.core.change import Change, Edit
from annotator.core.errors import InvalidError
from annotator.core.fitting import within
from annotator.core.tagset import check_definitions
from annotator.core.values import Annotation, ArticleText, Cue, End, Entity, Relation, RelationType, Tag, Value
from annotator.project.readable import Readable


def concerned(change: Change) -> bool:
    """Return whether a change makes relations, or gives something at their ends another tag."""
    return any(
        isinstance(edit.after, Relation | RelationType) or _retagged(edit) or _moved(edit) for edit in change.edits
    )


def check_relations(change: Change, project: Readable) -> None:
    """Raise InvalidError where a relation would break a law after `change`. Asks only what it needs."""
    after = _After(change, project)
    for relation in after.touched():
        after.check(relation)


def _retagged(edit: Edit[Value]) -> bool:
    before, after = edit.before, edit.after
    if isinstance(before, Annotation | Entity) and isinstance(after, Annotation | Entity):
        return before.tag != after.tag
    return False


def _moved(edit: Edit[Value]) -> bool:
    """Return whether a tag lies elsewhere than before: what it may be the end of is told by those above it."""
    before, after = edit.before, edit.after
    return isinstance(before, Tag) and isinstance(after, Tag) and before.parent != after.parent


def _narrowed(edit: Edit[Value]) -> bool:
    """Return whether a type allows other ends than before."""
    before, after = edit.before, edit.after
    if isinstance(before, RelationType) and isinstance(after, RelationType):
        return (before.from_tags, before.to_tags) != (after.from_tags, after.to_tags)
    return False


class _After:
    """A project as it would be."""

    def __init__(self, change: Change, project: Readable) -> None:
        self._edits = change.edits
        self._project = project
        self._values = {edit.value.id: edit.after for edit in change.edits}
        self._types = {kind.id: kind for kind in project.relation_types()}
        self._types |= {e.after.id: e.after for e in change.edits if isinstance(e.after, RelationType)}
        self._tags = {tag.id: tag for tag in project.tags}
        self._tags |= {e.after.id: e.after for e in change.edits if isinstance(e.after, Tag)}
        for edit in change.edits:
            if isinstance(edit.value, Tag) and edit.after is None:
                self._tags.pop(edit.value.id, None)
        self._entities: dict[str, Entity] | None = None

    def touched(self) -> Iterator[Relation]:
        """Yield the relations that are new, of another type, ends or cue, or whose type or ends allow other things."""
        for edit in self._edits:
            if isinstance(edit.after, RelationType):
                _check_type(edit.after, self._tags)
            if isinstance(edit.after, Relation) and _said(edit.before) != _said(edit.after):
                yield edit.after
        narrowed = {edit.value.id for edit in self._edits if _narrowed(edit)}
        retagged = {edit.value.id for edit in self._edits if _retagged(edit)}
        moved = any(map(_moved, self._edits))
        if not (narrowed or retagged or moved):
            return
        for relation in self._project.relations():
            now = self._values.get(relation.id, relation)
            if isinstance(now, Relation) and (moved or now.type in narrowed or _ends(now) & retagged):
                yield now

    def check(self, relation: Relation) -> None:
        kind = self._types.get(relation.type)
        if kind is None:
            raise InvalidError("a relation needs a type that the tag set has")
        if relation.source == relation.target:
            raise InvalidError(f"nothing can be '{kind.name}' to itself")
        for end, allowed, word in ((relation.source, kind.from_tags, "from"), (relation.target, kind.to_tags, "to")):
            tag = self._tag(end)
            if allowed and tag is not None and not within(tag, allowed, self._tags):
                names = " or ".join(f"'{self._tags[one].name}'" for one in allowed if one in self._tags)
                own = self._tags[tag].name if tag in self._tags else tag
                raise InvalidError(f"'{kind.name}' goes {word} {names}, and this is of the tag '{own}'")
        cue = relation.cue
        if cue is not None and self._text(cue.article)[cue.start : cue.end] != cue.quote:
            raise InvalidError(f"the words of '{kind.name}' are not what stands there")

    def _text(self, article: str) -> str:
        new = (
            edit.after.text for edit in self._edits if isinstance(edit.after, ArticleText) and edit.after.id == article
        )
        return next(new, None) or self._project.text(article)

    def _tag(self, end: End) -> str | None:
        """Return the tag of what is at an end; None for an entity of any tag."""
        if end.annotation is not None:
            mark = self._values.get(end.annotation) or self._project.find_annotation(end.annotation)
            if not isinstance(mark, Annotation):
                raise InvalidError("a relation needs a mark or an entity at each end")
            return mark.tag
        if self._entities is None:
            self._entities = {entity.id: entity for entity in self._project.entities()}
        entity = self._values.get(end.entity or "") or self._entities.get(end.entity or "")
        if not isinstance(entity, Entity):
            raise InvalidError("a relation needs a mark or an entity at each end")
        return entity.tag


def _check_type(kind: RelationType, tags: Mapping[str, Tag]) -> None:
    check_definitions(kind.attributes, kind.name)
    if not kind.name.strip() or "\n" in kind.name:
        raise InvalidError("a relation type needs a name of one line")
    if not {*kind.from_tags, *kind.to_tags} <= tags.keys():
        raise InvalidError(f"'{kind.name}' goes from or to a tag that there is not")


def _said(value: Value | None) -> tuple[str, End, End, Cue | None] | None:
    return (value.type, value.source, value.target, value.cue) if isinstance(value, Relation) else None


def _ends(relation: Relation) -> set[str | None]:
    """Return the ids of what is at the ends, and None."""
    source, target = relation.source, relation.target
    return {source.annotation, source.entity, target.annotation, target.entity}


def allowed(kind: RelationType, source: str | None, target: str | None, tags: Mapping[str, Tag]) -> bool:
    """Return whether a type allows ends of these tags (ids; None: of any)."""
    ends = ((kind.from_tags, source), (kind.to_tags, target))
    return all(not may or tag is None or within(tag, may, tags) for may, tag in ends)
