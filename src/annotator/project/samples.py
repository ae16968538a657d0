"""A project to try things out on: two reports of one invented event, with a few marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotator.core.ids import new_id, now
from annotator.core.resources import resource
from annotator.core.tagset import DEFAULT_RELATION_TYPES, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article, Bundle, Coder, Entity, Event, ProjectInfo
from annotator.project.importing import article_of
from annotator.project.project import Project
from annotator.project.quotes import locate
from annotator.sources import read_document


def make_sample(path: Path | str) -> Project:
    """Make the sample project in a new file and open it. Raises ProjectError where it cannot be written."""
    return Project.create(path, bundle=sample_bundle())


def sample_bundle() -> Bundle:
    """Return the sample project as values; its marks are kept by their words, so nobody has to count characters."""
    content = json.loads(resource("samples/sample.json").read_text(encoding="utf-8"))
    coder, event = Coder(new_id(), content["coder"]), Event(new_id(), content["event"])
    texts: dict[str, str] = {}
    articles: list[Article] = []
    marks: list[Annotation] = []
    entities: dict[str, Entity] = {}
    for record in content["articles"]:
        document = read_document(resource(f"samples/{record['file']}"), language=record["language"])
        made = article_of(document, record["language"], event)
        article = replace(made, **{key: record[key] for key in ("published", "source", "author")})
        articles.append(article)
        texts[article.id] = document.text
        for wanted in record["marks"]:
            mark = _mark(article, document.text, coder, wanted)
            if (name := wanted.get("entity")) is not None:
                entity = entities.setdefault(name, Entity(new_id(), name, tag=mark.tag))
                mark = replace(mark, entity=entity.id)
            marks.append(mark)
    return Bundle(
        ProjectInfo(new_id(), content["name"], now()),
        coders=(coder,),
        tags=DEFAULT_TAGS,
        relation_types=DEFAULT_RELATION_TYPES,
        events=(event,),
        entities=tuple(entities.values()),
        articles=tuple(articles),
        texts=texts,
        annotations=tuple(sorted(marks, key=lambda mark: (mark.article, mark.start, mark.end, mark.id))),
    )


def _mark(article: Article, text: str, coder: Coder, record: dict[str, Any]) -> Annotation:
    span = locate(text, record["quote"], record.get("occurrence"))
    tag = TagSet(DEFAULT_TAGS).named(record["tag"])
    time, note = now(), record.get("note")
    return Annotation(new_id(), article.id, tag.id, span.start, span.end, record["quote"], coder.id, time, time, note)
