"""What a value refers to: the same answer for whoever checks a stored project or a file, or brings two together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from annotator.core.values import (
    Annotation,
    Article,
    Conflict,
    End,
    Entity,
    Judgement,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)

V = TypeVar("V", bound=Value)

_WRITTEN_ID = re.compile(rb'(?<=")[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=")')


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
        case Judgement():
            return [(key, key, getattr(value, key)) for key in ("event", "entity", "coder")]
        case _:
            return ()


def with_ids(value: V, ids: Mapping[str, str]) -> V:
    """Return `value` with the ids that others go by now: its own one and those of all that it refers to."""

    def to(record: str) -> str:
        return ids.get(record, record)

    if not ids:
        return value
    if value.id not in ids and not any(reference.id in ids for reference in references(value)):
        return replace(value, **_in_conflict(value, ids)) if isinstance(value, Conflict) else value
    return replace(value, id=to(value.id), **_renamed(value, to))


def _renamed(value: Value, to: Callable[[str], str]) -> dict[str, object]:
    def maybe(record: str | None) -> str | None:
        return None if record is None else to(record)

    def end(of: End) -> End:
        return End(maybe(of.annotation), maybe(of.entity))

    match value:
        case Tag():
            return {"parent": maybe(value.parent)}
        case RelationType():
            return {"from_tags": tuple(map(to, value.from_tags)), "to_tags": tuple(map(to, value.to_tags))}
        case Entity():
            return {"tag": maybe(value.tag), "part_of": maybe(value.part_of)}
        case Article():
            return {"events": tuple(map(to, value.events)), "replaces": maybe(value.replaces)}
        case Status() | Judgement():
            return {key: to(record) for key, _, record in references(value)}
        case Annotation():
            places = {"article": to(value.article), "tag": to(value.tag), "coder": to(value.coder)}
            return {**places, "entity": maybe(value.entity)}
        case Relation():
            cue = None if value.cue is None else replace(value.cue, article=to(value.cue.article))
            ends = {"source": end(value.source), "target": end(value.target)}
            return {**ends, "type": to(value.type), "coder": to(value.coder), "cue": cue}
        case _:
            return {}


def written_with_ids(data: bytes, ids: Mapping[str, str]) -> bytes:
    """Return JSON with the ids in it replaced, wherever a string is one of them."""
    return _WRITTEN_ID.sub(lambda found: ids.get(found[0].decode(), found[0].decode()).encode(), data)


def _in_conflict(value: Conflict, ids: Mapping[str, str]) -> dict[str, object]:
    other = None if value.other is None else written_with_ids(value.other.encode(), ids).decode()
    coder = None if value.coder is None else ids.get(value.coder, value.coder)
    return {"record": ids.get(value.record, value.record), "other": other, "coder": coder}


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
