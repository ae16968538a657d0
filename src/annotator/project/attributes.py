"""Edits of attributes by name: what an annotation or a relation carries beyond its tag or type.

As `project.edits`: each returns the change that does it; nothing is stored. What is allowed is in `attribute_rules`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from annotator.core.attributes import check_value, definition_named, no_attribute, read_value, with_value
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.ids import now
from annotator.core.values import Annotation, AttributeDefinition, Attributes, AttributeValue, Relation, Value
from annotator.project.project import Project


def definitions_of(project: Project, carrier: Annotation | Relation) -> tuple[AttributeDefinition, ...]:
    """Return the attributes that a mark's tag (with those above it) or a relation's type defines."""
    if isinstance(carrier, Annotation):
        return project.tags.attributes_of(carrier.tag)
    return next((kind.attributes for kind in project.relation_types() if kind.id == carrier.type), ())


def set_attribute(
    project: Project, carriers: Iterable[Annotation | Relation], name: str, value: AttributeValue | None
) -> Change:
    """Give annotations or relations a value of an attribute, or take it away (None), in one change.

    Those that have it so already are left as they are. Raises InvalidError where the tag or type of one of them does
    not allow the value.
    """
    time = now()
    edits: list[Edit[Value]] = []
    allowed: set[str] = set()
    for carrier in carriers:
        sort = carrier.tag if isinstance(carrier, Annotation) else carrier.type
        if value is not None and sort not in allowed:
            check_value(name, value, definitions_of(project, carrier), owner_of(project, carrier))
            allowed.add(sort)
        after = with_value(carrier.attributes, name, value)
        if repr(after) != repr(carrier.attributes):  # yes is no number, though True is 1
            edits.append(Edit(carrier, replace(carrier, attributes=after, modified=time)))
    return Change(ChangeKind.ATTRIBUTE, project.coder.id, time, name, tuple(edits))


def set_attributes(
    project: Project, carrier: Annotation | Relation, values: Sequence[tuple[str, AttributeValue | None]]
) -> Change:
    """Give one annotation or relation several values in one change; None takes one away. Raises as `set_attribute`."""
    after = carrier.attributes
    for name, value in values:
        if value is not None:
            check_value(name, value, definitions_of(project, carrier), owner_of(project, carrier))
        after = with_value(after, name, value)
    edits: tuple[Edit[Value], ...] = ()
    if repr(after) != repr(carrier.attributes):
        edits = (Edit(carrier, replace(carrier, attributes=after, modified=now())),)
    return Change(ChangeKind.ATTRIBUTE, project.coder.id, now(), ", ".join(name for name, _ in values), edits)


def read(
    definitions: Sequence[AttributeDefinition], words: str, owner: str, *, stored: Attributes = ()
) -> tuple[str, AttributeValue | None]:
    """Return the name and value that `name=value` says; nothing behind the `=` means none.

    `owner` is what has the definitions, in words; of a name in `stored` a value can be taken away though there is no
    definition of it. Raises InvalidError.
    """
    name, between, value = words.partition("=")
    name = " ".join(name.split())
    if not between or not name:
        raise InvalidError(f"'{words}' is no attribute; write it like name=value")
    definition = definition_named(definitions, name)
    if definition is None:
        if not value.strip() and any(own == name for own, _ in stored):
            return name, None
        raise no_attribute(name, definitions, owner)
    return definition.name, read_value(definition, value)


def as_carried(values: Iterable[tuple[str, AttributeValue | None]]) -> Attributes:
    """Return what something new carries, of which these values were read: of two of one name the later one."""
    carried: Attributes = ()
    for name, value in values:
        carried = with_value(carried, name, value)
    return carried


def used_words(project: Project, name: str, *, coder: str | None = None) -> list[str]:
    """Return the words that annotations and relations carry as this attribute, the most frequent first.

    With `coder` (an id) only what this one has said.
    """
    counts: Counter[str] = Counter()
    for attributes, number in project.attribute_counts(coder).items():
        counts.update({value: number for own, value in attributes if own == name and isinstance(value, str)})
    for relation in project.relations():
        if coder is None or relation.coder == coder:
            counts.update(value for own, value in relation.attributes if own == name and isinstance(value, str))
    return [value for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def owner_of(project: Project, carrier: Annotation | Relation) -> str:
    """Return what says which attributes there are, as it stands in a sentence: `the tag 'actor'`."""
    if isinstance(carrier, Annotation):
        tag = project.tags.get(carrier.tag)
        return f"the tag '{tag.name if tag is not None else carrier.tag}'"
    name = next((kind.name for kind in project.relation_types() if kind.id == carrier.type), carrier.type)
    return f"the relation '{name}'"
