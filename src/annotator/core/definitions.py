"""Definitions of attributes from two tag sets that come together, and those that cannot stand beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from annotator.core.errors import InvalidError
from annotator.core.tagset import TagSet, check_definitions
from annotator.core.values import AttributeDefinition, AttributeKind

Definitions = tuple[AttributeDefinition, ...]


def united(own: Definitions, other: Iterable[AttributeDefinition]) -> Definitions:
    """Return `own`, and what only the other has: attributes and choices, by their names whatever the case.

    What both define by the same name as different things stays as `own` has it.
    """
    return blended((), own, tuple(other))[0]


def blended(base: Definitions, first: Definitions, second: Definitions) -> tuple[Definitions, bool]:
    """Return definitions with what both have changed since `base`, and whether they clash: then `first` has its way."""
    was, mine, theirs = (_by_name(definitions) for definitions in (base, first, second))
    found: list[AttributeDefinition] = []
    clash = False
    for name in dict.fromkeys((*mine, *theirs)):
        before, one, other = was.get(name), mine.get(name), theirs.get(name)
        if one == other or other == before:
            kept = one
        elif one == before:
            kept = other
        elif one is not None and other is not None and _alike(one, other):
            kept = with_choices(one, other, before.choices if before is not None else ())
        else:
            # What one side has taken away and the other changed is there before it is gone.
            kept, clash = one or other, True
        if kept is not None:
            found.append(kept)
    return tuple(found), clash


def with_choices(
    mine: AttributeDefinition, other: AttributeDefinition, before: Sequence[str] = ()
) -> AttributeDefinition:
    """Return a choice with those of another one too; of `before`, which both began with, only what both have left."""
    if mine.kind is not AttributeKind.CHOICE:
        return mine
    mines, others = ({choice.casefold() for choice in one.choices} for one in (mine, other))
    gone = {choice.casefold() for choice in before} - (mines & others)
    choices = (*mine.choices, *(choice for choice in other.choices if choice.casefold() not in mines))
    return replace(mine, choices=tuple(choice for choice in choices if choice.casefold() not in gone) or mine.choices)


def agreeing(tags: TagSet) -> dict[str, Definitions]:
    """Return what is left of the attributes of tags (ids) of which some are none, or contradict those of a tag above.

    Only of tags that lose any. With these, `tagset.check_attributes` has nothing to say.
    """
    left: dict[str, Definitions] = {}
    for tag in tags:  # Each comes after the one that it lies under.
        held = _by_name(one for above in tags.path(tag.id)[:-1] for one in left.get(above.id, above.attributes))
        kept = sound_of(tag.attributes)
        kept = tuple(one for one in kept if held.get(one.name.casefold(), one) == one)
        if kept != tag.attributes:
            left[tag.id] = kept
    return left


def sound_of(definitions: Definitions) -> Definitions:
    """Return those that are definitions, each name once."""
    found = tuple(one for one in definitions if _is_sound(one))
    return tuple(_by_name(found).values()) if len(found) > 1 else found


def _by_name(definitions: Iterable[AttributeDefinition]) -> dict[str, AttributeDefinition]:
    found: dict[str, AttributeDefinition] = {}
    for definition in definitions:
        found.setdefault(definition.name.casefold(), definition)
    return found


def _alike(one: AttributeDefinition, other: AttributeDefinition) -> bool:
    return (one.name, one.kind) == (other.name, other.kind)


def _is_sound(definition: AttributeDefinition) -> bool:
    try:
        check_definitions([definition], "")
    except InvalidError:
        return False
    return True
