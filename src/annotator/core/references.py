"""What a value refers to: the same answer for whoever checks a stored project or a file."""

from __future__ import annotations

from collections.abc import Sequence
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
