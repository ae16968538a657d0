"""Annotator's own JSON, written: every key always there, the same project always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any, TextIO

from annotator.core.fitting import Definitions
from annotator.core.values import (
    Annotation,
    Article,
    AttributeDefinition,
    Attributes,
    Bundle,
    Coder,
    Cue,
    End,
    Entity,
    Event,
    Judgement,
    Relation,
    RelationType,
    Status,
    Tag,
)

VERSION = 1
CONTEXT = 32
"""How many code points before and after a quote are written as its prefix and suffix."""

Record = dict[str, Any]

_encode = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode
_BATCH = 512


def write(bundle: Bundle, stream: TextIO) -> None:
    """Write `bundle` as JSON, one record to a line, ending with a newline.

    The stream takes UTF-8 and leaves line ends alone. Records are sorted (articles by id; annotations by article,
    start, end, id; the rest by id), whatever their order in the bundle. One line per record keeps differences
    readable and uses the C encoder, which an indented layout would not.
    """
    project = bundle.project
    stream.write('{\n"format": "annotator",\n')
    stream.write(f'"version": {VERSION},\n"offsets": "code-points",\n')
    stream.write(f'"project": {_encode({"id": project.id, "name": project.name, "created": project.created})}')
    statuses: dict[str, list[Status]] = {}
    for status in bundle.statuses:
        statuses.setdefault(status.article, []).append(status)
    _write_list(stream, "coders", map(coder_record, sorted(bundle.coders, key=_id)))
    _write_list(stream, "tags", map(tag_record, sorted(bundle.tags, key=_id)))
    _write_list(stream, "relation_types", map(relation_type_record, sorted(bundle.relation_types, key=_id)))
    _write_list(stream, "events", map(event_record, sorted(bundle.events, key=_id)))
    _write_list(stream, "entities", map(entity_record, sorted(bundle.entities, key=_id)))
    _write_list(
        stream,
        "articles",
        (
            article_record(article, statuses.get(article.id, ())) | {"text": bundle.texts[article.id]}
            for article in sorted(bundle.articles, key=_id)
        ),
    )
    definitions = Definitions(bundle.tags, bundle.relation_types)
    _write_lines(stream, "annotations", _annotation_lines(bundle.annotations, bundle.texts, definitions))
    relations = (relation_record(one, definitions) for one in sorted(bundle.relations, key=_id))
    _write_list(stream, "relations", relations)
    _write_list(stream, "judgements", map(judgement_record, sorted(bundle.judgements, key=_id)))
    stream.write("\n}\n")


def _id(value: Coder | Tag | RelationType | Event | Entity | Article | Relation | Judgement) -> str:
    return value.id


def _write_list(stream: TextIO, key: str, records: Iterable[Record]) -> None:
    _write_lines(stream, key, map(_encode, records))


def _write_lines(stream: TextIO, key: str, encoded: Iterable[str]) -> None:
    stream.write(f',\n"{key}": [')
    lines: list[str] = []
    separator = "\n"
    for line in encoded:
        lines.append(line)
        if len(lines) >= _BATCH:
            stream.write(separator + ",\n".join(lines))
            lines.clear()
            separator = ",\n"
    if lines:
        stream.write(separator + ",\n".join(lines))
        separator = ",\n"
    stream.write("\n]" if separator == ",\n" else "]")


def coder_record(coder: Coder) -> Record:
    return {"id": coder.id, "name": coder.name}


def tag_record(tag: Tag) -> Record:
    return {
        "id": tag.id,
        "name": tag.name,
        "colour": tag.colour,
        "pattern": str(tag.pattern),
        "shortcut": tag.shortcut,
        "description": tag.description,
        "parent": tag.parent,
        "attributes": _definition_records(tag.attributes),
        "position": tag.position,
        "example": tag.example,
        "counter_example": tag.counter_example,
        "retired": tag.retired,
    }


def relation_type_record(kind: RelationType) -> Record:
    return {
        "id": kind.id,
        "name": kind.name,
        "from": list(kind.from_tags),
        "to": list(kind.to_tags),
        "description": kind.description,
        "attributes": _definition_records(kind.attributes),
    }


def _definition_records(definitions: Iterable[AttributeDefinition]) -> list[Record]:
    return [{"name": one.name, "kind": str(one.kind), "choices": list(one.choices)} for one in definitions]


def event_record(event: Event) -> Record:
    return {"id": event.id, "name": event.name}


def entity_record(entity: Entity) -> Record:
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "tag": entity.tag,
        "part_of": entity.part_of,
        "note": entity.note,
    }


def article_record(article: Article, statuses: Iterable[Status]) -> Record:
    """Return the article's keys but `text`, which lists of articles do without."""
    origin, body = article.origin, article.body
    return {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "direction": str(article.direction),
        "published": article.published,
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "events": list(article.events),
        "folder": article.folder,
        "origin": {"name": origin.name, "encoding": origin.encoding, "sha256": origin.sha256},
        "sha256": article.sha256,
        "body": None if body is None else {"start": body.start, "end": body.end},
        "replaces": article.replaces,
        "guesses": list(article.guesses),
        "status": [
            {"tag": status.tag, "coder": status.coder, "state": str(status.state)}
            for status in sorted(statuses, key=lambda status: (status.tag, status.coder))
        ],
    }


def annotation_records(
    annotations: Iterable[Annotation], texts: dict[str, str], definitions: Definitions
) -> Iterator[Record]:
    """Yield the records of annotations, by article, start, end and id. `texts` must hold the text of each article."""
    return map(json.loads, _annotation_lines(annotations, texts, definitions))


def _annotation_lines(
    annotations: Iterable[Annotation], texts: dict[str, str], definitions: Definitions
) -> Iterator[str]:
    # By far most of a project's records. Putting each together by hand takes half the time of a dictionary and its
    # encoding; a test compares the two.
    quoted = encode_basestring
    ids: dict[str | None, str] = {None: "null"}

    def known(record_id: str | None) -> str:
        if (text := ids.get(record_id)) is None and record_id is not None:
            text = ids[record_id] = quoted(record_id)
        return text or "null"

    for a in sorted(annotations, key=_place):
        text, start, end = texts[a.article], a.start, a.end
        prefix = text[start - CONTEXT if start > CONTEXT else 0 : start]
        line = (
            f'{{"id": {quoted(a.id)}, "article": {known(a.article)}, "tag": {known(a.tag)}, '
            f'"start": {start}, "end": {end}, "quote": {quoted(a.quote)}, '
            f'"prefix": {quoted(prefix)}, "suffix": {quoted(text[end : end + CONTEXT])}, '
            f'"note": {"null" if a.note is None else quoted(a.note)}, '
            f'"coder": {known(a.coder)}, "entity": {known(a.entity)}, '
            f'"attributes": {_encode(attributes_record(a.attributes)) if a.attributes else "{}"}, '
            f'"created": {quoted(a.created)}, "modified": {quoted(a.modified)}'
        )
        if a.attributes and (strange := definitions.wrong(a)):
            line += f', "foreign": {_encode(_names(strange))}'
        if a.uncertain:
            line += ', "uncertain": true'
        if a.fragments:
            pieces = [[piece.start, piece.end] for piece in a.fragments]
            quotes = [piece.of(text) for piece in a.fragments]
            line += f', "fragments": {_encode(pieces)}, "quotes": {_encode(quotes)}'
        yield line + "}"


def _place(annotation: Annotation) -> tuple[str, int, int, str]:
    return annotation.article, annotation.start, annotation.end, annotation.id


def attributes_record(attributes: Attributes) -> Record:
    return dict(sorted(attributes)) if attributes else {}


def _names(attributes: Attributes) -> list[str]:
    return sorted(name for name, _ in attributes)


def relation_record(relation: Relation, definitions: Definitions) -> Record:
    record: Record = {
        "id": relation.id,
        "type": relation.type,
        "from": _end_record(relation.source),
        "to": _end_record(relation.target),
        "cue": _cue_record(relation.cue),
        "attributes": attributes_record(relation.attributes),
        "note": relation.note,
        "coder": relation.coder,
        "created": relation.created,
        "modified": relation.modified,
    }
    if strange := definitions.wrong(relation):
        record["foreign"] = _names(strange)
    return record


def judgement_record(judgement: Judgement) -> Record:
    return {
        "id": judgement.id,
        "event": judgement.event,
        "entity": judgement.entity,
        "verdict": str(judgement.verdict),
        "sentence": judgement.sentence,
        "coder": judgement.coder,
        "created": judgement.created,
        "modified": judgement.modified,
    }


def _end_record(end: End) -> Record:
    return {"annotation": end.annotation} if end.annotation is not None else {"entity": end.entity}


def _cue_record(cue: Cue | None) -> Record | None:
    return None if cue is None else {"article": cue.article, "start": cue.start, "end": cue.end, "quote": cue.quote}
