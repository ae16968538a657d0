"""Tags and marks made in passing, for tests of what is done to tags."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.core.values import Annotation, Article, Tag
from annotator.project import Project, edits

Articles = tuple[Article, Article]


def add(project: Project, name: str, **more: object) -> Tag:
    change = project.do(edits.add_tag(project, name, **more))  # type: ignore[arg-type]
    return project.tags[change.edits[0].value.id]


def mark(project: Project, article: Article, words: str, tag: str, occurrence: int | None = 1) -> Annotation:
    change = edits.annotate_quote(project, article.id, words, tag, occurrence=occurrence)
    assert not isinstance(change, Annotation)
    made = project.do(change).edits[0].after
    assert isinstance(made, Annotation)
    return made


def carry(project: Project, annotation: Annotation, **values: object) -> Annotation:
    after = replace(annotation, attributes=tuple(sorted(values.items())))
    change = edits.set_note(project, annotation, None)
    project.do(replace(change, edits=(replace(change.edits[0], after=after),)))
    return after
