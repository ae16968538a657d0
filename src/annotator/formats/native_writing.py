"""Annotator's own JSON, written: every key always there, the same project always the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import JSONEncoder
from typing import Any, TextIO

from annotator.core.values import (
    Annotation,
    Article,
    Attributes,
    Bundle,
    Coder,
    Cue,
    End,
    Entity,
    Event,
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
    _write_list(stream, "annotations", annotation_records(bundle.annotations, bundle.texts))
    _write_list(stream, "relations", map(relation_record, sorted(bundle.relations, key=_id)))
    stream.write("\n}\n")


def _id(value: Coder | Tag | RelationType | Event | Entity | Article | Relation) -> str:
    return value.id


def _write_list(stream: TextIO, key: str, records: Iterable[Record]) -> None:
    stream.write(f',\n"{key}": [')
    lines: list[str] = []
    separator = "\n"
    for record in records:
        lines.append(_encode(record))
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
        "attributes": [
            {"name": attribute.name, "kind": str(attribute.kind), "choices": list(attribute.choices)}
            for attribute in tag.attributes
        ],
    }


def relation_type_record(kind: RelationType) -> Record:
    return {
        "id": kind.id,
        "name": kind.name,
        "from": list(kind.from_tags),
        "to": list(kind.to_tags),
        "description": kind.description,
    }


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
        "status": [
            {"tag": status.tag, "coder": status.coder, "state": str(status.state)}
            for status in sorted(statuses, key=lambda status: (status.tag, status.coder))
        ],
    }


def annotation_records(annotations: Iterable[Annotation], texts: dict[str, str]) -> Iterator[Record]:
    """Yield the records of annotations, by article, start, end and id. `texts` must hold the text of each article."""
    for annotation in sorted(annotations, key=lambda a: (a.article, a.start, a.end, a.id)):
        text, start, end = texts[annotation.article], annotation.start, annotation.end
        record = {
            "id": annotation.id,
            "article": annotation.article,
            "tag": annotation.tag,
            "start": start,
            "end": end,
            "quote": annotation.quote,
            "prefix": text[start - CONTEXT if start > CONTEXT else 0 : start],
            "suffix": text[end : end + CONTEXT],
            "note": annotation.note,
            "coder": annotation.coder,
            "entity": annotation.entity,
            "attributes": attributes_record(annotation.attributes),
            "created": annotation.created,
            "modified": annotation.modified,
        }
        if annotation.fragments:
            record["fragments"] = [[piece.start, piece.end] for piece in annotation.fragments]
            record["quotes"] = [piece.of(text) for piece in annotation.fragments]
        yield record


def attributes_record(attributes: Attributes) -> Record:
    return dict(sorted(attributes)) if attributes else {}


def relation_record(relation: Relation) -> Record:
    return {
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


def _end_record(end: End) -> Record:
    return {"annotation": end.annotation} if end.annotation is not None else {"entity": end.entity}


def _cue_record(cue: Cue | None) -> Record | None:
    return None if cue is None else {"article": cue.article, "start": cue.start, "end": cue.end, "quote": cue.quote}
