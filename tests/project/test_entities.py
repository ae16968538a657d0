"""Entities are made, tied to annotations of any article, merged and split; what does not fit is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, Edit
from annotator.core.errors import AmbiguousError, ConflictError, InvalidError, NotFoundError
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Annotation, Article, Bundle, Entity
from annotator.project import Project, edits, entities
from sample_bundle import ident, sample_bundle

Articles = tuple[Article, Article]


def content(project: Project) -> Bundle:
    return replace(project.bundle(), coders=())


def undone(project: Project, change: Change) -> None:
    """Do the change, and see that it can be taken back and done again."""
    before = content(project)
    project.do(change)
    after = content(project)
    assert after != before
    project.undo()
    assert content(project) == before
    project.redo()
    assert content(project) == after
    assert project.check() == []


def made(project: Project, name: str, **more: object) -> Entity:
    value = project.do(entities.add_entity(project, name, **more)).edits[0].value  # type: ignore[arg-type]
    assert isinstance(value, Entity)
    return value


@pytest.fixture
def marks(project: Project, articles: Articles) -> tuple[Annotation, Annotation, Annotation]:
    """An actor in either article, and a concern."""
    german, arabic = articles
    for article, quote, tag in ((german, "Behörde", ACTOR), (arabic, "الهيئة", ACTOR), (german, "Kosten", CONCERN)):
        project.do(edits.annotate_quote(project, article.id, quote, tag.id))  # type: ignore[arg-type]
    found = {mark.quote: mark for mark in project.annotations()}
    return found["Behörde"], found["الهيئة"], found["Kosten"]


def test_add_and_find(project: Project) -> None:
    entity = made(project, "  Die\nBehörde ", tag=ACTOR.id, aliases=["الهيئة", "die behörde", "الهيئة"], note=" ")
    assert (entity.name, entity.aliases, entity.note) == ("Die Behörde", ("الهيئة",), None)
    for name in ("die BEHÖRDE", "الهيئة", entity.id, entity.id[-6:]):
        assert entities.find_entity(project, name) == entity
    with pytest.raises(NotFoundError):
        entities.find_entity(project, "Reederei")
    with pytest.raises(InvalidError, match="already an entity"):
        entities.add_entity(project, "die behörde", tag=ACTOR.id)
    with pytest.raises(InvalidError, match="needs a name"):
        entities.add_entity(project, " ")
    made(project, "Die Behörde", tag=CONCERN.id)
    with pytest.raises(AmbiguousError):
        entities.find_entity(project, "Die Behörde")
    loud = made(project, "DIE BEHÖRDE")
    assert entities.find_entity(project, "DIE BEHÖRDE") == loud, "of names that differ in case, the one that was typed"


def test_an_old_name_is_kept_as_an_alias(project: Project) -> None:
    entity = made(project, "Byte Dance")
    undone(project, entities.edit_entity(project, replace(entity, name="ByteDance"), before=entity))
    assert entities.find_entity(project, "byte dance").name == "ByteDance"
    with pytest.raises(ConflictError):
        project.do(entities.edit_entity(project, replace(entity, note="late"), before=entity))


def test_marks_of_any_article_are_tied_and_untied(
    project: Project, marks: tuple[Annotation, Annotation, Annotation]
) -> None:
    german, arabic, _ = marks
    undone(project, entities.tie(project, [german], "Die Behörde"))
    entity = entities.find_entity(project, "Die Behörde")
    assert entity.tag == ACTOR.id
    undone(project, entities.tie(project, [project.annotation(german.id), arabic], entity))
    assert project.ties().of(german.id) == {arabic.id}
    assert project.mention_counts() == {entity.id: 2}
    assert [mark.id for mark in project.mentions([entity.id])] == [german.id, arabic.id]
    with pytest.raises(InvalidError, match="already"):
        entities.tie(project, [project.annotation(arabic.id)], entity)
    undone(project, entities.untie(project, [project.annotation(german.id)]))
    assert project.mention_counts() == {entity.id: 1}
    with pytest.raises(InvalidError, match="tied to no entity"):
        entities.untie(project, [project.annotation(german.id)])


def test_a_mark_is_tied_to_what_fits_its_tag(
    project: Project, marks: tuple[Annotation, Annotation, Annotation]
) -> None:
    _, _, concern = marks
    actor, any_tag = made(project, "Die Behörde", tag=ACTOR.id), made(project, "Anything")
    with pytest.raises(InvalidError, match="'Die Behörde' is of the tag 'actor', and the mark of 'concern'"):
        project.do(entities.tie(project, [concern], actor))
    project.do(entities.tie(project, [concern], any_tag))
    with pytest.raises(InvalidError, match="of the tag"):
        entities.edit_entity(project, replace(any_tag, tag=ACTOR.id), before=any_tag)
    project.do(entities.edit_entity(project, replace(any_tag, tag=CONCERN.id), before=any_tag))
    project.do(edits.edit_tag(project, replace(CONCERN, parent=ACTOR.id)))
    project.do(entities.tie(project, [project.annotation(concern.id)], actor))
    assert project.mention_counts() == {actor.id: 1}


def test_what_a_file_has_in_a_circle_can_be_deleted(project: Project) -> None:
    one = made(project, "One")
    other = made(project, "Other", part_of=one.id)
    made(project, "Part", part_of=other.id)
    with closing(sqlite3.connect(project.path)) as raw, raw:
        raw.execute("UPDATE entity SET part_of = ? WHERE id = ?", (other.id, one.id))
    one, other, part = project.entities()
    project.do(entities.delete_entity(project, one, other))
    assert project.entities() == (replace(part, part_of=None),)


def test_nothing_is_a_part_of_itself(project: Project) -> None:
    whole = made(project, "eleven companies")
    part = made(project, "Xiaomi", part_of=whole.id)
    with pytest.raises(InvalidError, match="cannot be a part of itself"):
        project.do(entities.edit_entity(project, replace(whole, part_of=part.id), before=whole))
    with pytest.raises(InvalidError, match="a part of it"):
        entities.merge_entities(project, whole, [part])
    with pytest.raises(InvalidError, match="a part of it"):
        entities.merge_entities(project, part, [whole])
    undone(project, entities.delete_entity(project, whole))
    assert [entity.part_of for entity in project.entities()] == [None]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "sample.annot", bundle=sample_bundle(), coder="mira") as project:
        yield project


def test_merging_moves_mentions_parts_and_relations(sample: Project) -> None:
    old = next(e for e in sample.entities() if e.id in sample.mention_counts())
    kept = made(sample, "Nordlicht AG", tag=old.tag, note="kept")
    part = made(sample, "a branch of it", part_of=old.id)
    before = sample.mention_counts()[old.id]
    undone(sample, entities.merge_entities(sample, kept, [old]))
    merged = entities.find_entity(sample, "Nordlicht AG")
    assert merged.id == kept.id
    assert old.name in merged.aliases
    assert sample.mention_counts() == {kept.id: before}
    assert entities.find_entity(sample, part.name).part_of == kept.id
    assert all(old.id not in (r.source.entity, r.target.entity) for r in sample.relations())
    with pytest.raises(InvalidError, match="two entities or more"):
        entities.merge_entities(sample, merged, [merged])


def test_splitting_and_deleting(sample: Project) -> None:
    old = next(e for e in sample.entities() if e.id in sample.mention_counts())
    first = sample.mentions([old.id])[0]
    undone(sample, entities.split_entity(sample, old, [first], "Nordlicht Holding"))
    assert sample.annotation(first.id).entity == entities.find_entity(sample, "Nordlicht Holding").id
    with pytest.raises(InvalidError, match="none of these marks"):
        entities.split_entity(sample, old, [sample.annotation(first.id)], "again")
    undone(sample, entities.delete_entity(sample, old))
    assert old.id not in sample.mention_counts()
    assert sample.find_annotation(ident(2)) is not None


def test_a_tie_may_be_uncertain(project: Project, marks: tuple[Annotation, Annotation, Annotation]) -> None:
    entity, (german, arabic, _) = made(project, "Behörde", tag=ACTOR.id), marks
    undone(project, entities.tie(project, [german, arabic], entity, uncertain=True))
    assert project.annotation(german.id).uncertain
    with pytest.raises(InvalidError, match="already"):
        entities.tie(project, [project.annotation(german.id)], entity, uncertain=True)
    undone(project, entities.tie(project, [project.annotation(german.id)], entity))
    assert not project.annotation(german.id).uncertain
    # It stays uncertain what is meant, whatever the entity is called by now.
    undone(project, entities.split_entity(project, entity, [project.annotation(arabic.id)], "الهيئة"))
    assert project.annotation(arabic.id).uncertain
    undone(project, entities.untie(project, [project.annotation(arabic.id)]))
    assert not project.annotation(arabic.id).uncertain
    bare = project.annotation(arabic.id)
    change = replace(edits.set_note(project, bare, "x"), edits=(Edit(bare, replace(bare, uncertain=True)),))
    with pytest.raises(InvalidError, match="mentions nothing"):
        project.do(change)


def test_mentions_are_counted_by_article(
    project: Project, articles: Articles, marks: tuple[Annotation, Annotation, Annotation]
) -> None:
    assert project.mentions_by_article() == {}
    entity = made(project, "Behörde", tag=ACTOR.id)
    project.do(entities.tie(project, marks[:2], entity))
    assert project.mentions_by_article() == {entity.id: {article.id: 1 for article in articles}}
