"""What attributes may not be where they are newly set: of a name that is not defined, or of another kind.

Values that came with a file or from an older tag set are kept as they are, and may be taken away.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.attributes import check_value
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, AttributeDefinition, Attributes, Relation, RelationType, Tag, Value
from annotator.project.readable import Readable

_BRINGING = frozenset(
    {
        ChangeKind.LOAD, ChangeKind.MERGE, ChangeKind.CARRY, ChangeKind.RECODE, ChangeKind.IMPORT,
        ChangeKind.TAKE_OTHER, ChangeKind.KEEP_BOTH,
    }
)  # fmt: skip
"""What is in such changes was said before, here or elsewhere."""


def concerned(change: Change) -> bool:
    """Return whether a change may set attributes: cheap for a mark without any."""
    return any(getattr(edit.after, "attributes", ()) for edit in change.edits) and change.kind not in _BRINGING


def check_attributes(change: Change, project: Readable) -> None:
    """Raise InvalidError where an annotation or a relation gets a value that its tag or type does not allow."""
    tags: TagSet | None = None
    types: dict[str, RelationType] = {}
    known: set[tuple[str, str]] = set()
    for edit, fresh in _fresh(change):
        value = edit.after
        if isinstance(value, Annotation | Relation):
            # Many marks of one tag that get one value ask once.
            asked = (value.tag if isinstance(value, Annotation) else value.type, repr(fresh))
            if asked in known:
                continue
            known.add(asked)
        if isinstance(value, Annotation):
            tags = tags or _tags_after(change, project)
            tag = tags.get(value.tag)
            _check(fresh, tags.attributes_of(value.tag), f"the tag '{tag.name if tag else value.tag}'")
        elif isinstance(value, Relation):
            types = types or _types_after(change, project)
            kind = types.get(value.type)
            _check(fresh, kind.attributes if kind else (), f"the relation '{kind.name if kind else value.type}'")


def _fresh(change: Change) -> Iterator[tuple[Edit[Value], Attributes]]:
    """Yield the edits that set values which were not there before, with these."""
    for edit in change.edits:
        before, after = edit.before, edit.after
        if isinstance(after, Annotation | Relation) and after.attributes:
            old = before.attributes if isinstance(before, Annotation | Relation) else ()
            fresh = () if after.attributes == old else tuple(pair for pair in after.attributes if not _in(pair, old))
            names = [name for name, _ in after.attributes]
            if fresh and len(set(names)) < len(names):
                raise InvalidError("an attribute can have one value only")
            if fresh:
                yield edit, fresh


def _in(pair: tuple[str, object], old: Attributes) -> bool:
    # True is 1 to Python, and yes is no number.
    return any(pair == other and type(pair[1]) is type(other[1]) for other in old)


def _check(fresh: Attributes, definitions: tuple[AttributeDefinition, ...], owner: str) -> None:
    for name, value in fresh:
        check_value(name, value, definitions, owner)


def _tags_after(change: Change, project: Readable) -> TagSet:
    edited = {edit.value.id: edit.after for edit in change.edits if isinstance(edit.value, Tag)}
    if not edited:
        return project.tags
    tags = {tag.id: tag for tag in project.tags} | edited
    return TagSet(tag for tag in tags.values() if isinstance(tag, Tag))


def _types_after(change: Change, project: Readable) -> dict[str, RelationType]:
    types = {kind.id: kind for kind in project.relation_types()}
    return types | {edit.after.id: edit.after for edit in change.edits if isinstance(edit.after, RelationType)}
