"""What a value refers to: the same answer for whoever checks a stored project or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.core.values import Annotation, Article, Entity, Relation, RelationType, Status, Tag, Value


class Reference(NamedTuple):
    """`key` is where it stands in the value's record, `kind` a glossary word for what `id` names."""

    key: str
    kind: str
    id: str


def references(value: Value) -> list[Reference]:
    """Return all that a value refers to, in the order of its keys."""
    return [Reference(key, kind, record) for key, kind, record in _named(value) if record is not None]


def _named(value: Value) -> Sequence[tuple[str, str, str | None]]:
    match value:
        case Tag():
            return (("parent", "tag", value.parent),)
        case RelationType():
            return [
                *(("from", "tag", tag) for tag in value.from_tags),
                *(("to", "tag", tag) for tag in value.to_tags),
            ]
        case Entity():
            return (("tag", "tag", value.tag), ("part_of", "entity", value.part_of))
        case Article():
            return [*(("events", "event", event) for event in value.events), ("replaces", "article", value.replaces)]
        case Status():
            return (("article", "article", value.article), ("tag", "tag", value.tag), ("coder", "coder", value.coder))
        case Annotation():
            return (
                ("article", "article", value.article),
                ("tag", "tag", value.tag),
                ("coder", "coder", value.coder),
                ("entity", "entity", value.entity),
            )
        case Relation():
            ends = (("from", value.source), ("to", value.target))
            return [
                ("type", "relation type", value.type),
                ("coder", "coder", value.coder),
                *((key, "annotation", end.annotation) for key, end in ends),
                *((key, "entity", end.entity) for key, end in ends),
                ("cue.article", "article", value.cue.article if value.cue is not None else None),
            ]
        case _:
            return ()


def circles(above: Mapping[str, str | None]) -> list[str]:
    """Return one id of each circle that goes from a value to what lies above it; what `above` does not hold is an end.

    The id is the greatest of its circle: where that one refers to nothing any more, the circle is open.
    """
    found: list[str] = []
    done: set[str] = set()
    for first in above:
        way: dict[str, None] = {}
        at: str | None = first
        while at is not None and at in above and at not in done and at not in way:
            way[at] = None
            at = above[at]
        if at is not None and at in way:
            circle = list(way)[list(way).index(at) :]
            found.append(max(circle))
        done.update(way)
    return found
