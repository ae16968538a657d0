"""What marks of a tag and relations of a type may carry: defined, renamed, removed, given another kind.

As `project.edits`: each returns the change that does it; nothing is stored. Values that are carried already follow: a
name and a choice take theirs along, another kind turns them into its own, and what cannot be turned is refused by
name, or dropped where that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from annotator.core.attributes import converted, defined, written
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.ids import now
from annotator.core.tagset import check_definitions
from annotator.core.values import (
    Annotation,
    AttributeDefinition,
    AttributeKind,
    AttributeValue,
    Relation,
    RelationType,
    Tag,
    Value,
)
from annotator.project.project import Project
from annotator.project.rules import one_line

Owner: TypeAlias = Tag | RelationType
"""What defines attributes."""

_NAMED = 3
"""Values that a refusal names."""


def define(project: Project, owner: Owner, definition: AttributeDefinition) -> Change:
    """Have a tag or a type define one attribute more. Raises InvalidError where it may not."""
    return _change(project, owner, (*owner.attributes, _tidy(definition)), [])


def redefine(
    project: Project,
    owner: Owner,
    name: str,
    after: AttributeDefinition,
    *,
    renamed: Mapping[str, str] | None = None,
    drop: bool = False,
) -> Change:
    """Put `after` in the place of the attribute `name` of a tag or a type.

    `renamed` says by which new names choices go on. Values that `after` does not allow are dropped where `drop` says
    so. Raises InvalidError, which says how many there are and what they are, where it does not.
    """
    before = defined(owner.attributes, name, _words(owner))
    after = _tidy(after)
    if after.kind is AttributeKind.CHOICE and not after.choices and before.kind is not AttributeKind.CHOICE:
        after = replace(after, choices=tuple(dict.fromkeys(written(v) for v in _values(project, owner, before.name))))
    check_definitions([after], owner.name)
    definitions = tuple(after if one is before else one for one in owner.attributes)
    edits: list[Edit[Value]] = []
    strange: Counter[str] = Counter()
    time = now()
    for value in _carrying(project, owner, before.name):
        held = dict(value.attributes)
        was = held.pop(before.name)
        said = converted(_renamed(was, renamed or {}), after)
        if said is None:
            strange[written(was)] += 1
        else:
            held[after.name] = said
        attributes = tuple(sorted(held.items()))
        if attributes != value.attributes:
            edits.append(Edit(value, replace(value, attributes=attributes, modified=time)))
    if strange and not drop:
        named = ", ".join(f"'{said}'" for said, _ in strange.most_common(_NAMED))
        more = ", …" if len(strange) > _NAMED else ""
        number = strange.total()
        what = "1 value" if number == 1 else f"{number} values"
        raise InvalidError(
            f"{what} of '{before.name}' would not fit any more ({named}{more}); change them first, or drop them"
        )
    return _change(project, owner, definitions, edits)


def remove(project: Project, owner: Owner, name: str) -> Change:
    """Have a tag or a type define an attribute no more; values of it are dropped (see `count`)."""
    before = defined(owner.attributes, name, _words(owner))
    time = now()
    edits: list[Edit[Value]] = [
        Edit(
            value,
            replace(
                value,
                attributes=tuple(pair for pair in value.attributes if pair[0] != before.name),
                modified=time,
            ),
        )
        for value in _carrying(project, owner, before.name)
    ]
    return _change(project, owner, tuple(one for one in owner.attributes if one is not before), edits)


def order(project: Project, owner: Owner, names: Sequence[str]) -> Change:
    """Put the attributes of a tag or a type in another order. Raises InvalidError where one is missing or unknown."""
    definitions = [defined(owner.attributes, name, _words(owner)) for name in names]
    if len({one.name for one in definitions}) != len(owner.attributes):
        raise InvalidError(f"the order of the attributes of '{owner.name}' has to name each of them once")
    return _change(project, owner, tuple(definitions), [])


def count(project: Project, owner: Owner, name: str) -> int:
    """Return how many marks or relations carry a value of an attribute that `owner` defines."""
    return len(_carrying(project, owner, defined(owner.attributes, name, _words(owner)).name))


def _words(owner: Owner) -> str:
    return f"the {'tag' if isinstance(owner, Tag) else 'relation'} '{owner.name}'"


def _renamed(value: AttributeValue, names: Mapping[str, str]) -> AttributeValue:
    return names.get(value, value) if isinstance(value, str) else value


def _tidy(definition: AttributeDefinition) -> AttributeDefinition:
    choices = tuple(map(one_line, definition.choices)) if definition.kind is AttributeKind.CHOICE else ()
    return replace(definition, name=one_line(definition.name), choices=tuple(choice for choice in choices if choice))


def _carrying(project: Project, owner: Owner, name: str) -> list[Annotation] | list[Relation]:
    """Return the marks or relations that carry a value of an attribute (its exact name) that `owner` defines."""
    if isinstance(owner, RelationType):
        return [r for r in project.relations() if r.type == owner.id and name in dict(r.attributes)]
    tags = [tag.id for tag in project.tags.below(owner.id)]
    return [mark for mark in project.annotations(tags=tags) if name in dict(mark.attributes)]


def _values(project: Project, owner: Owner, name: str) -> list[AttributeValue]:
    return [dict(value.attributes)[name] for value in _carrying(project, owner, name)]


def _change(
    project: Project, owner: Owner, definitions: tuple[AttributeDefinition, ...], values: Iterable[Edit[Value]]
) -> Change:
    check_definitions(definitions, owner.name)
    after = replace(owner, attributes=definitions)
    edits: list[Edit[Value]] = [Edit(owner, after)] if after != owner else []
    if edits and isinstance(owner, Tag):
        # A tag below that defines the same once more would contradict it from now on.
        changed = {one.name.casefold() for one in owner.attributes if one not in definitions}
        for tag in project.tags.below(owner.id):
            left = tuple(
                one for one in tag.attributes if one.name.casefold() not in changed or one not in owner.attributes
            )
            if tag.id != owner.id and left != tag.attributes:
                edits.append(Edit(tag, replace(tag, attributes=left)))
    return Change(ChangeKind.EDIT_ATTRIBUTES, project.coder.id, now(), owner.name, (*edits, *values))
