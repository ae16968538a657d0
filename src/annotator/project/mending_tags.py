"""The tags of a damaged project made such as a project may have them: names, keys and colours, and what they define."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from annotator.core.definitions import agreeing, sound_of
from annotator.core.errors import AnnotatorError
from annotator.core.tagset import KEYS, MOST_TAGS, PALETTE, TagSet, check_tag
from annotator.core.values import RelationType, Tag
from annotator.project.rules import one_line

Lose = Callable[[str, str], None]
"""Takes down what was lost: of what sort, and which."""


def add_tag(there: dict[str, Tag], tag: Tag, lose: Lose) -> None:
    """Add a tag to those by their ids: by a name and a key that no other has, with a colour that is one."""
    names = {other.name.casefold() for other in there.values()}
    name, number = tag.name, 1
    while name.casefold() in names:
        number += 1
        name = f"{tag.name} {number}"
    free = not tag.retired and tag.shortcut not in {other.shortcut for other in there.values()}
    shortcut = tag.shortcut if tag.shortcut is not None and tag.shortcut in KEYS and free else None
    placed = replace(tag, position=min(max(tag.position, 0), MOST_TAGS))
    sound = replace(placed, name=name, shortcut=shortcut)
    try:
        check_tag(sound)
    except AnnotatorError:
        sound = replace(sound, colour=PALETTE[len(there) % len(PALETTE)])
    if sound != placed:
        lose("tags whose name, key or colour is not as it was", sound.name)
    there[tag.id] = sound


def define(tags: dict[str, Tag], types: dict[str, RelationType], lose: Lose) -> None:
    """Leave tags and types no attribute that is none, or that contradicts one of a tag above."""
    for record, definitions in agreeing(TagSet(tags.values())).items():
        tag = tags[record]
        gone = ", ".join(one_line(one.name) for one in tag.attributes if one not in definitions)
        tags[record] = replace(tag, attributes=definitions)
        lose("attributes that tags define no more", f"{tag.name}: {gone}")
    for kind in types.values():
        left = sound_of(kind.attributes)
        if left != kind.attributes:
            types[kind.id] = replace(kind, attributes=left)
            lose("attributes that relation types define no more", kind.name)
