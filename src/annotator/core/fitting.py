"""What fits together by its tags: an entity and the marks that mention it, a type of relations and what it joins.

And what of the attributes that marks and relations carry is defined by their tags and types.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from annotator.core.attributes import foreign
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, AttributeDefinition, Attributes, Bundle, End, Relation, RelationType, Tag


class Definitions:
    """What marks and relations may carry by a tag set, looked up once for each tag and type. Raises as TagSet does."""

    def __init__(self, tags: Iterable[Tag], types: Iterable[RelationType]) -> None:
        self._tags = TagSet(tags)
        self._types = {kind.id: kind for kind in types}
        self._known: dict[str, tuple[AttributeDefinition, ...]] = {}

    def of(self, carrier: Annotation | Relation) -> tuple[AttributeDefinition, ...]:
        """Return the definitions that hold for a mark or a relation."""
        key = carrier.tag if isinstance(carrier, Annotation) else carrier.type
        known = self._known.get(key)
        if known is None:
            kind = self._types.get(key)
            known = (
                self._tags.attributes_of(key) if isinstance(carrier, Annotation) else kind.attributes if kind else ()
            )
            self._known[key] = known
        return known

    def foreign(self, carrier: Annotation | Relation) -> Attributes:
        """Return what a mark or a relation carries that is not defined so: of another name or kind, or no choice."""
        return foreign(carrier.attributes, self.of(carrier)) if carrier.attributes else ()

    def wrong(self, carrier: Annotation | Relation) -> Attributes:
        """Return those of them whose name is defined: as something else."""
        strange = self.foreign(carrier)
        names = {one.name for one in self.of(carrier)} if strange else ()
        return tuple(pair for pair in strange if pair[0] in names)

    def owner(self, carrier: Annotation | Relation) -> str:
        """Return who defines it, as sentences name it: `the tag 'x'`, `the relation 'y'`."""
        if isinstance(carrier, Annotation):
            tag = self._tags.get(carrier.tag)
            return f"the tag '{tag.name if tag else carrier.tag}'"
        kind = self._types.get(carrier.type)
        return f"the relation '{kind.name if kind else carrier.type}'"


def within(tag: str | None, allowed: Collection[str], tags: Mapping[str, Tag]) -> bool:
    """Return whether a tag (an id) is one of the allowed ones, or lies below one; a circle is gone through once."""
    seen: set[str] = set()
    at = tag
    while at is not None and at not in seen:
        if at in allowed:
            return True
        seen.add(at)
        at = tags[at].parent if at in tags else None
    return False


def misfit(bundle: Bundle) -> str | None:
    """Return what in a bundle, whose references all lead somewhere, does not fit by its tags; None where all does."""
    tags, entities = {tag.id: tag for tag in bundle.tags}, {entity.id: entity for entity in bundle.entities}
    for index, mark in enumerate(bundle.annotations):
        whose = entities[mark.entity].tag if mark.entity is not None else None
        if whose is not None and whose != mark.tag and not within(mark.tag, (whose,), tags):
            return (
                f"annotations[{index}] is of the tag '{tags[mark.tag].name}' and mentions "
                f"'{entities[str(mark.entity)].name}', which is of the tag '{tags[whose].name}'"
            )
    marks = {mark.id: mark.tag for mark in bundle.annotations} if bundle.relations else {}

    def tag_of(end: End) -> str | None:
        return marks[end.annotation] if end.annotation is not None else entities[str(end.entity)].tag

    types = {kind.id: kind for kind in bundle.relation_types}
    for index, relation in enumerate(bundle.relations):
        kind = types[relation.type]
        if relation.source == relation.target:
            return f"relations[{index}] has one and the same at both ends"
        for end, allowed, word in ((relation.source, kind.from_tags, "from"), (relation.target, kind.to_tags, "to")):
            tag = tag_of(end)
            if allowed and tag is not None and not within(tag, allowed, tags):
                names = " or ".join(f"'{tags[one].name}'" for one in allowed)
                return (
                    f"relations[{index}].{word} is of the tag '{tags[tag].name}', and '{kind.name}' goes {word} {names}"
                )
    return None
