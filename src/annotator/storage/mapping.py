"""How each kind of value lies in its table: one row a value, its parts in the order of the columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Table

from annotator.core.values import (
    Annotation,
    Article,
    ArticleOriginal,
    ArticleText,
    AttributeDefinition,
    AttributeKind,
    Attributes,
    Coder,
    Cue,
    End,
    Entity,
    Event,
    Origin,
    Pattern,
    ReadingState,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.storage import schema
from annotator.text.direction import Direction
from annotator.text.span import Span

V = TypeVar("V", bound=Value)
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Mapping(Generic[V]):
    """The table of one kind of value and the way there and back. The first column is always the id."""

    table: Table
    to_row: Callable[[V], tuple[Any, ...]]
    from_row: Callable[[Row], V]


# One encoder for all: `json.dumps` would make one for each value.
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Sequence[object]) -> str | None:
    """Empty is NULL: most values have none of these, and reading skips them without parsing."""
    return _encoded(value) if value else None


def _strings(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


def _attributes(text: str | None) -> Attributes:
    return tuple((name, value) for name, value in json.loads(text)) if text else ()


def _coder(row: Row) -> Coder:
    return Coder(row[0], row[1])


def _event(row: Row) -> Event:
    return Event(row[0], row[1])


def _tag_row(tag: Tag) -> tuple[Any, ...]:
    attributes = _json([[a.name, a.kind.value, list(a.choices)] for a in tag.attributes])
    folded = tag.name.casefold()
    return (
        tag.id, tag.name, folded, tag.colour, tag.pattern.value, tag.shortcut, tag.description, tag.parent, attributes,
    )  # fmt: skip


def _tag(row: Row) -> Tag:
    definitions = json.loads(row[8]) if row[8] else ()
    attributes = tuple(AttributeDefinition(name, AttributeKind(kind), tuple(ch)) for name, kind, ch in definitions)
    return Tag(row[0], row[1], row[3], Pattern(row[4]), row[5], row[6], row[7], attributes)


def _relation_type_row(value: RelationType) -> tuple[Any, ...]:
    return (value.id, value.name, _json(value.from_tags), _json(value.to_tags), value.description)


def _relation_type(row: Row) -> RelationType:
    return RelationType(row[0], row[1], _strings(row[2]), _strings(row[3]), row[4])


def _entity_row(value: Entity) -> tuple[Any, ...]:
    return (value.id, value.name, _json(value.aliases), value.tag, value.part_of, value.note)


def _entity(row: Row) -> Entity:
    return Entity(row[0], row[1], _strings(row[2]), row[3], row[4], row[5])


def _article_row(value: Article) -> tuple[Any, ...]:
    body = (value.body.start, value.body.end) if value.body is not None else (None, None)
    origin = value.origin
    return (
        value.id, value.title, value.direction.value, value.sha256, value.length, value.language, value.published,
        value.source, value.author, value.url, _json(value.events), value.folder,
        origin.name, origin.encoding, origin.sha256, *body, value.replaces, _json(value.guesses),
    )  # fmt: skip


def _article(row: Row) -> Article:
    body = Span(row[15], row[16]) if row[15] is not None else None
    return Article(
        row[0], row[1], Direction(row[2]), row[3], row[4], row[5], row[6], row[7], row[8], row[9],
        _strings(row[10]), row[11], Origin(row[12], row[13], row[14]), body, row[17], _strings(row[18]),
    )  # fmt: skip


def _text(row: Row) -> ArticleText:
    return ArticleText(row[0], row[1])


def _original(row: Row) -> ArticleOriginal:
    return ArticleOriginal(row[0], bytes(row[1]))


def _status_row(value: Status) -> tuple[Any, ...]:
    return (value.id, value.article, value.tag, value.coder, value.state.value)


def _status(row: Row) -> Status:
    return Status(row[0], row[1], row[2], row[3], ReadingState(row[4]))


def _annotation_row(value: Annotation) -> tuple[Any, ...]:
    fragments = [[f.start, f.end] for f in value.fragments] if value.fragments else ()
    return (
        value.id, value.article, value.tag, value.start, value.end, value.quote, value.coder,
        value.created, value.modified, value.note, value.entity, _json(value.attributes), _json(fragments),
        1 if value.uncertain else None,
    )  # fmt: skip


def annotation(row: Row) -> Annotation:
    """Return the annotation of a row; its columns are the fields in order, since these are read by the 100,000."""
    fragments = tuple(Span(start, end) for start, end in json.loads(row[12])) if row[12] else ()
    return Annotation(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10],
        _attributes(row[11]), fragments, row[13] is not None,
    )  # fmt: skip


def _relation_row(value: Relation) -> tuple[Any, ...]:
    cue = value.cue
    place = (cue.article, cue.start, cue.end, cue.quote) if cue is not None else (None, None, None, None)
    return (
        value.id, value.type,
        value.source.annotation, value.source.entity, value.target.annotation, value.target.entity,
        value.coder, value.created, value.modified, *place, _json(value.attributes), value.note,
    )  # fmt: skip


def _relation(row: Row) -> Relation:
    cue = Cue(row[9], row[10], row[11], row[12]) if row[9] is not None else None
    return Relation(
        row[0], row[1], End(row[2], row[3]), End(row[4], row[5]), row[6], row[7], row[8],
        cue, _attributes(row[13]), row[14],
    )  # fmt: skip


_MAPPINGS: dict[type, Mapping[Any]] = {
    Coder: Mapping(schema.CODER, lambda v: (v.id, v.name), _coder),
    Tag: Mapping(schema.TAG, _tag_row, _tag),
    RelationType: Mapping(schema.RELATION_TYPE, _relation_type_row, _relation_type),
    Event: Mapping(schema.EVENT, lambda v: (v.id, v.name), _event),
    Entity: Mapping(schema.ENTITY, _entity_row, _entity),
    Article: Mapping(schema.ARTICLE, _article_row, _article),
    ArticleText: Mapping(schema.ARTICLE_TEXT, lambda v: (v.id, v.text), _text),
    ArticleOriginal: Mapping(schema.ARTICLE_ORIGINAL, lambda v: (v.id, v.packed), _original),
    Status: Mapping(schema.STATUS, _status_row, _status),
    Annotation: Mapping(schema.ANNOTATION, _annotation_row, annotation),
    Relation: Mapping(schema.RELATION, _relation_row, _relation),
}


def mapping(kind: type[V]) -> Mapping[V]:
    """Return how values of this kind are kept."""
    return _MAPPINGS[kind]


KINDS: dict[str, type[Value]] = {str(kept.table.name): kind for kind, kept in _MAPPINGS.items()}
"""The kinds of values by the names of their tables."""

NAMES = {kind: name for name, kind in KINDS.items()}
