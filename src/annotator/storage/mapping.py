"""How each kind of value lies in its table: one row a value, its parts in the order of the columns."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from msgspec.json import Decoder
from sqlalchemy import Integer, LargeBinary, Table

from annotator.core.values import (
    Annotation,
    Article,
    ArticleOriginal,
    ArticleText,
    AttributeDefinition,
    AttributeKind,
    Attributes,
    Coder,
    Conflict,
    Cue,
    End,
    Entity,
    Event,
    Judgement,
    Merged,
    Origin,
    Pattern,
    ReadingState,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
    Verdict,
)
from annotator.storage import schema
from annotator.text.direction import Direction
from annotator.text.span import Span

V = TypeVar("V", bound=Value)
Row = Sequence[Any]


@cache
def _held(table: Table) -> tuple[frozenset[type], ...]:
    """Return what each column of a table may hold."""
    kinds = (
        int if isinstance(c.type, Integer) else bytes if isinstance(c.type, LargeBinary) else str for c in table.columns
    )
    return tuple(
        frozenset((kind, type(None)) if c.nullable else (kind,)) for kind, c in zip(kinds, table.columns, strict=True)
    )


def require_kinds(table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    """Return whole rows of a table. Raises ValueError where one holds what its column cannot: SQLite lets it.

    Column by column: that takes a tenth of the time of making values of them.
    """
    for column, may, held in zip(table.columns, _held(table), zip(*rows, strict=True), strict=False):
        if not may.issuperset(map(type, held)):
            raise ValueError(f"a column '{column.name}' of '{table.name}' holds a value of another kind")
    return rows


@dataclass(frozen=True, slots=True)
class Mapping(Generic[V]):
    """The table of one kind of value and the way there and back. The first column is always the id."""

    table: Table
    to_row: Callable[[V], tuple[Any, ...]]
    from_row: Callable[[Row], V]

    def values(self, rows: Sequence[Row]) -> Iterator[V]:
        """Give the values of whole rows, which may hold anything. Raises ValueError or TypeError."""
        return map(self.from_row, require_kinds(self.table, rows))


# One encoder for all: `json.dumps` would make one for each value.
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Sequence[object]) -> str | None:
    """Empty is NULL: most values have none of these, and reading skips them without parsing."""
    return _encoded(value) if value else None


_STRINGS = Decoder(tuple[str, ...])
_SPANS = Decoder(tuple[tuple[int, int], ...])
_DEFINITIONS = Decoder(tuple[tuple[str, AttributeKind, tuple[str, ...]], ...])


def _strings(text: str | None) -> tuple[str, ...]:
    return _STRINGS.decode(text) if text else ()


def attributes(text: str | None) -> Attributes:
    """Return the attributes that are stored so. Raises ValueError where they are none."""
    if not text:
        return ()
    found = tuple((name, value) for name, value in json.loads(text))
    if not all(isinstance(name, str) and _is_value(value) for name, value in found):
        raise ValueError("attributes are names with texts, numbers or yes and no")
    for name, value in found:
        # JSON can spell half of a surrogate pair, which nothing else can write.
        f"{name}{value}".encode()
    return found


def _is_value(value: object) -> bool:
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


def _coder(row: Row) -> Coder:
    return Coder(row[0], row[1])


def _event(row: Row) -> Event:
    return Event(row[0], row[1])


def _written(definitions: tuple[AttributeDefinition, ...]) -> str | None:
    return _json([[one.name, one.kind.value, list(one.choices)] for one in definitions])


def _definitions(text: str | None) -> tuple[AttributeDefinition, ...]:
    return tuple(AttributeDefinition(*parts) for parts in _DEFINITIONS.decode(text)) if text else ()


def _tag_row(tag: Tag) -> tuple[Any, ...]:
    # What a tag of the first versions has not is NULL, so that such a tag is the row that it was.
    return (
        tag.id, tag.name, tag.name.casefold(), tag.colour, tag.pattern.value, tag.shortcut, tag.description, tag.parent,
        _written(tag.attributes), tag.position or None, tag.example, tag.counter_example, 1 if tag.retired else None,
    )  # fmt: skip


def _tag(row: Row) -> Tag:
    return Tag(
        row[0], row[1], row[3], Pattern(row[4]), row[5], row[6], row[7], _definitions(row[8]),
        row[9] or 0, row[10], row[11], row[12] is not None,
    )  # fmt: skip


def _relation_type_row(value: RelationType) -> tuple[Any, ...]:
    ends = (_json(value.from_tags), _json(value.to_tags))
    return (value.id, value.name, *ends, value.description, _written(value.attributes))


def _relation_type(row: Row) -> RelationType:
    return RelationType(row[0], row[1], _strings(row[2]), _strings(row[3]), row[4], _definitions(row[5]))


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
    """Return the annotation of a row; its columns are the fields in order, since these are read by the 100,000.

    Raises ValueError where it lies nowhere, whatever its text.
    """
    fragments = tuple(Span(start, end) for start, end in _SPANS.decode(row[12])) if row[12] else ()
    if not 0 <= row[3] < row[4] or (fragments and not row[3] <= fragments[0].start <= fragments[-1].end <= row[4]):
        # What asks for the places of marks relies on there being one.
        raise ValueError(f"no mark runs from {row[3]} to {row[4]}, or its pieces lie outside of it")
    return Annotation(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10],
        attributes(row[11]) if row[11] else (), fragments, row[13] is not None,
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
    place = row[9:13]
    if None in place and any(part is not None for part in place):
        raise ValueError("the words that say a relation are there in part only")
    cue = Cue(row[9], row[10], row[11], row[12]) if row[9] is not None else None
    return Relation(
        row[0], row[1], End(row[2], row[3]), End(row[4], row[5]), row[6], row[7], row[8],
        cue, attributes(row[13]), row[14],
    )  # fmt: skip


def _judgement_row(value: Judgement) -> tuple[Any, ...]:
    return (
        value.id, value.event, value.entity, value.coder, value.created, value.modified, value.verdict.value,
        value.sentence,
    )  # fmt: skip


def _judgement(row: Row) -> Judgement:
    return Judgement(row[0], row[1], row[2], row[3], row[4], row[5], Verdict(row[6]), row[7])


def _conflict_row(value: Conflict) -> tuple[Any, ...]:
    return (value.id, value.kind, value.record, value.other, value.coder, value.time)


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
    Judgement: Mapping(schema.JUDGEMENT, _judgement_row, _judgement),
    Conflict: Mapping(schema.CONFLICT, _conflict_row, lambda row: Conflict(*row)),
    Merged: Mapping(schema.MERGED, lambda v: (v.id, v.into), lambda row: Merged(row[0], row[1])),
}


def mapping(kind: type[V]) -> Mapping[V]:
    """Return how values of this kind are kept."""
    return _MAPPINGS[kind]


KINDS: dict[str, type[Value]] = {str(kept.table.name): kind for kind, kept in _MAPPINGS.items()}
"""The kinds of values by the names of their tables."""

NAMES = {kind: name for name, kind in KINDS.items()}
