"""A project to try things out on: two reports of one invented event, read to the end and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotator.core.ids import new_id, now
from annotator.core.resources import resource
from annotator.core.tagset import DEFAULT_RELATION_TYPES, DEFAULT_TAGS, TagSet
from annotator.core.values import (
    Annotation,
    Article,
    Bundle,
    Coder,
    Cue,
    End,
    Entity,
    Event,
    Judgement,
    ProjectInfo,
    ReadingState,
    Relation,
    Status,
    Verdict,
)
from annotator.project.importing import article_of
from annotator.project.project import Project
from annotator.project.quotes import locate
from annotator.sources import read_document

_TYPES = {kind.name: kind.id for kind in DEFAULT_RELATION_TYPES}


def make_sample(path: Path | str) -> Project:
    """Make the sample project in a new file and open it. Raises ProjectError where it cannot be written."""
    return Project.create(path, bundle=sample_bundle())


def sample_bundle() -> Bundle:
    """Return the sample project as values; its marks are kept by their words, so nobody has to count characters."""
    content = json.loads(resource("samples/sample.json").read_text(encoding="utf-8"))
    coder, event = Coder(new_id(), content["coder"]), Event(new_id(), content["event"])
    entities = _entities(content["entities"])
    texts: dict[str, str] = {}
    articles: list[Article] = []
    marks: list[Annotation] = []
    relations: list[Relation] = []
    for record in content["articles"]:
        document = read_document(resource(f"samples/{record['file']}"), language=record["language"])
        made = article_of(document, record["language"], event)
        article = replace(made, **{key: record[key] for key in ("published", "source", "author")})
        articles.append(article)
        texts[article.id] = document.text
        keys: dict[str, str] = {}
        for wanted in record["marks"]:
            mark = _mark(article, document.text, coder, wanted, entities)
            marks.append(mark)
            keys[wanted.get("key", mark.id)] = mark.id
        relations += [_relation(article, document.text, coder, one, keys, entities) for one in record["relations"]]
    return Bundle(
        ProjectInfo(new_id(), content["name"], now()),
        coders=(coder,),
        tags=DEFAULT_TAGS,
        relation_types=DEFAULT_RELATION_TYPES,
        events=(event,),
        entities=tuple(entities.values()),
        articles=tuple(articles),
        texts=texts,
        statuses=tuple(
            Status(new_id(), article.id, tag.id, coder.id, ReadingState.DONE)
            for article in articles
            for tag in DEFAULT_TAGS
        ),
        annotations=tuple(sorted(marks, key=lambda mark: (mark.article, mark.start, mark.end, mark.id))),
        relations=tuple(relations),
        judgements=tuple(_judgement(event, coder, one, entities) for one in content["judgements"]),
    )


def _entities(records: list[dict[str, Any]]) -> dict[str, Entity]:
    """Return the entities by their names; each comes after what it is a part of."""
    made: dict[str, Entity] = {}
    for record in records:
        tag, whole = TagSet(DEFAULT_TAGS).named(record["tag"]), record.get("part_of")
        aliases, above = tuple(record.get("aliases", ())), None if whole is None else made[whole].id
        made[record["name"]] = Entity(new_id(), record["name"], aliases, tag.id, above, record.get("note"))
    return made


def _mark(
    article: Article, text: str, coder: Coder, record: dict[str, Any], entities: Mapping[str, Entity]
) -> Annotation:
    span = locate(text, record["quote"], record.get("occurrence"))
    tag, name, time = TagSet(DEFAULT_TAGS).named(record["tag"]), record.get("entity"), now()
    return Annotation(
        new_id(), article.id, tag.id, span.start, span.end, record["quote"], coder.id, time, time, record.get("note"),
        None if name is None else entities[name].id, tuple(sorted(record.get("attributes", {}).items())),
    )  # fmt: skip


def _relation(
    article: Article,
    text: str,
    coder: Coder,
    record: dict[str, Any],
    marks: Mapping[str, str],
    entities: Mapping[str, Entity],
) -> Relation:
    def end(of: dict[str, str]) -> End:
        return End(annotation=marks[of["mark"]]) if "mark" in of else End(entity=entities[of["entity"]].id)

    cue, quote, time = None, record.get("cue"), now()
    if quote is not None:
        span = locate(text, quote, record.get("occurrence", 1))
        cue = Cue(article.id, span.start, span.end, quote)
    return Relation(new_id(), _TYPES[record["type"]], end(record["from"]), end(record["to"]), coder.id, time, time, cue)


def _judgement(event: Event, coder: Coder, record: dict[str, Any], entities: Mapping[str, Entity]) -> Judgement:
    time, entity = now(), entities[record["entity"]]
    verdict = Verdict(record["verdict"])
    return Judgement(new_id(), event.id, entity.id, coder.id, time, time, verdict, record["sentence"])
