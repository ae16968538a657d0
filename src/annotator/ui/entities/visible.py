"""Which entities and mentions are to be seen, of which marks are withheld: of other coders, or from who works blind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.core.change import Edit
from annotator.core.values import Annotation, Article, Entity, Tag, Value
from annotator.project import Project
from annotator.ui.veil import Veil

Counts = Mapping[str, Mapping[str, int]]
"""Mentions by the id of the entity, then that of the article."""


def seen(project: Project, veil: Veil) -> tuple[dict[str, Entity], Counts]:
    """Return the entities by id, with their mentions counted, as far as nothing is withheld.

    From who works blind also those entities are, that nobody mentions but others: they would tell what is marked.
    """
    entities = {entity.id: entity for entity in project.entities()}
    if not veil.withholding:
        return entities, project.mentions_by_article()
    marks = project.mentions(entities)
    counts: dict[str, dict[str, int]] = {}
    for mark in unveiled(marks, veil):
        counted = counts.setdefault(mark.entity or "", {})
        counted[mark.article] = counted.get(mark.article, 0) + 1
    if veil.blind is not None:
        for withheld in {mark.entity for mark in marks if mark.entity is not None} - counts.keys():
            entities.pop(withheld, None)
    return entities, counts


def named(project: Project, veil: Veil) -> tuple[Entity, ...]:
    """Return the entities that `seen` returns, without counting."""
    return project.entities() if veil.blind is None else tuple(seen(project, veil)[0].values())


def unveiled(marks: Iterable[Annotation], veil: Veil) -> list[Annotation]:
    """Return the marks that are not withheld."""
    return [mark for mark in marks if not veil.withholds(mark)]


def matters(edit: Edit[Value]) -> bool:
    """Return whether an edit may change what is seen of entities: not that of a mark which mentions nothing."""
    if isinstance(edit.value, Annotation):
        return any(isinstance(mark, Annotation) and mark.entity is not None for mark in (edit.before, edit.after))
    return isinstance(edit.value, Entity | Tag | Article)
