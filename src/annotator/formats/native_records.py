"""The records of Annotator's own JSON turned into frozen values; they have passed the schema before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from annotator.core.values import (
    GUESSABLE,
    Annotation,
    Article,
    AttributeDefinition,
    AttributeKind,
    Attributes,
    Bundle,
    Coder,
    Cue,
    End,
    Entity,
    Event,
    Judgement,
    Origin,
    Pattern,
    ProjectInfo,
    ReadingState,
    Relation,
    RelationType,
    Status,
    Tag,
    Verdict,
)
from annotator.formats.native_checks import ContradictionError
from annotator.text.direction import Direction
from annotator.text.span import Span

Record = dict[str, Any]

_STATUS_IDS = uuid.UUID("6f1d6d64-2f0a-5f0e-9d0b-0d5b1a7c4e11")


def bundle_of(content: Record) -> Bundle:
    """Return the values of a whole file. Raises ContradictionError where a span or a body ends before it starts."""
    project = content["project"]
    return Bundle(
        project=ProjectInfo(project["id"], project["name"], project["created"]),
        coders=tuple(Coder(record["id"], record["name"]) for record in content["coders"]),
        tags=tuple(map(tag_of, content["tags"])),
        relation_types=tuple(map(relation_type_of, content["relation_types"])),
        events=tuple(Event(record["id"], record["name"]) for record in content["events"]),
        entities=tuple(
            Entity(
                record["id"],
                record["name"],
                tuple(record["aliases"]),
                record["tag"],
                record["part_of"],
                record["note"],
            )
            for record in content["entities"]
        ),
        articles=tuple(_article(record, index) for index, record in enumerate(content["articles"])),
        texts={record["id"]: record["text"] for record in content["articles"]},
        statuses=tuple(status for record in content["articles"] for status in _statuses(record)),
        annotations=tuple(_annotation(record, index) for index, record in enumerate(content["annotations"])),
        relations=tuple(map(_relation, content["relations"])),
        judgements=tuple(map(_judgement, content.get("judgements", ()))),
    )


def tag_of(record: Record) -> Tag:
    """Return a tag as its record says it."""
    return Tag(
        id=record["id"],
        name=record["name"],
        colour=record["colour"],
        pattern=Pattern(record["pattern"]),
        # A retired tag has no key: another one may have it.
        shortcut=None if record.get("retired") else record["shortcut"],
        description=record["description"],
        parent=record["parent"],
        attributes=_definitions(record["attributes"]),
        position=int(record.get("position", 0)),
        example=record.get("example"),
        counter_example=record.get("counter_example"),
        retired=record.get("retired", False),
    )


def relation_type_of(record: Record) -> RelationType:
    """Return a type of relations as its record says it."""
    return RelationType(
        record["id"],
        record["name"],
        tuple(record["from"]),
        tuple(record["to"]),
        record["description"],
        _definitions(record.get("attributes", ())),
    )


def _definitions(records: Iterable[Record]) -> tuple[AttributeDefinition, ...]:
    return tuple(
        AttributeDefinition(item["name"], AttributeKind(item["kind"]), tuple(item["choices"])) for item in records
    )


def _article(record: Record, index: int) -> Article:
    origin, body = record["origin"], record["body"]
    return Article(
        id=record["id"],
        title=record["title"],
        direction=Direction(record["direction"]),
        sha256=record["sha256"],
        length=len(record["text"]),
        language=record["language"],
        published=record["published"],
        source=record["source"],
        author=record["author"],
        url=record["url"],
        events=tuple(record["events"]),
        folder=record["folder"],
        origin=Origin(origin["name"], origin["encoding"], origin["sha256"]),
        body=None if body is None else _span(body["start"], body["end"], f"articles[{index}].body"),
        replaces=record["replaces"],
        guesses=tuple(name for name in GUESSABLE if name in record.get("guesses", ())),
    )


def _statuses(record: Record) -> Iterator[Status]:
    # The file names a status by its article, tag and coder; an id made of these is the same at every reading.
    for item in record["status"]:
        key = f"{record['id']} {item['tag']} {item['coder']}"
        yield Status(
            str(uuid.uuid5(_STATUS_IDS, key)), record["id"], item["tag"], item["coder"], ReadingState(item["state"])
        )


def _annotation(record: Record, index: int) -> Annotation:
    fragments = record.get("fragments", ())
    return Annotation(
        id=record["id"],
        article=record["article"],
        tag=record["tag"],
        # JSON knows no integers: 12.0 is one too.
        start=int(record["start"]),
        end=int(record["end"]),
        quote=record["quote"],
        coder=record["coder"],
        created=record["created"],
        modified=record["modified"],
        note=record["note"],
        entity=record["entity"],
        attributes=_attributes(record["attributes"]),
        fragments=tuple(_span(start, end, f"annotations[{index}].fragments") for start, end in fragments),
        uncertain=record["entity"] is not None and record.get("uncertain", False),
    )


def _relation(record: Record) -> Relation:
    cue = record["cue"]
    return Relation(
        id=record["id"],
        type=record["type"],
        source=_end(record["from"]),
        target=_end(record["to"]),
        coder=record["coder"],
        created=record["created"],
        modified=record["modified"],
        cue=None if cue is None else Cue(cue["article"], int(cue["start"]), int(cue["end"]), cue["quote"]),
        attributes=_attributes(record["attributes"]),
        note=record["note"],
    )


def _judgement(record: Record) -> Judgement:
    return Judgement(
        id=record["id"],
        event=record["event"],
        entity=record["entity"],
        coder=record["coder"],
        created=record["created"],
        modified=record["modified"],
        verdict=Verdict(record["verdict"]),
        sentence=record["sentence"],
    )


def _end(record: Record) -> End:
    return End(annotation=record.get("annotation"), entity=record.get("entity"))


def _attributes(record: Record) -> Attributes:
    return tuple(sorted(record.items())) if record else ()


def _span(start: float, end: float, place: str) -> Span:
    if end < start:
        raise ContradictionError(f"{place} ends at {end:g} before it starts at {start:g}")
    return Span(int(start), int(end))
