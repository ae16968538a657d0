"""What one side ties and the other gives another tag: both stand when the two are merged, and the result loads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.errors import InvalidError
from annotator.core.fitting import misfit
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Annotation, End
from annotator.project import Project, conflicts, edits, entities, relations
from annotator.project.merging.files import merge

Work = Callable[[Project], object]


@pytest.fixture
def mira(tmp_path: Path) -> Path:
    path, text = tmp_path / "mira.annot", tmp_path / "one.txt"
    text.write_text("Die Werft meldet Rauch. Die Behörde verlangt einen Bericht.\n", encoding="utf-8")
    with Project.create(path, coder="mira") as project:
        [article] = project.import_files([text]).imported
        for quote in ("Werft", "Behörde"):
            change = edits.annotate_quote(project, article.id, quote, ACTOR.id)
            assert not isinstance(change, Annotation)
            project.do(change)
        project.do(entities.add_entity(project, "Amt"))
    return path


def merged(mira: Path, mine: Work, theirs: Work) -> Path:
    lea, both = mira.with_name("lea.annot"), mira.with_name("both.annot")
    shutil.copy(mira, lea)
    for path, work in ((mira, mine), (lea, theirs)):
        with Project.open(path) as project:
            work(project)
    merge([mira, lea], both)
    return both


def sound(path: Path) -> None:
    with Project.open(path) as project:
        assert project.check() == []
        assert misfit(project.bundle()) is None
        project.export(path.with_suffix(".json"))
    again, report = Project.create_from(path.with_name("again.annot"), path.with_suffix(".json"))
    again.close()
    assert report.annotations == 2


def test_an_entity_that_one_gives_a_tag_and_the_other_ties(mira: Path) -> None:
    def give(project: Project) -> None:
        amt = entities.find_entity(project, "Amt")
        project.do(entities.edit_entity(project, replace(amt, tag=CONCERN.id), before=amt))

    def tie(project: Project) -> None:
        amt = entities.find_entity(project, "Amt")
        project.do(entities.tie(project, project.annotations()[:1], amt))

    both = merged(mira, give, tie)
    sound(both)
    with Project.open(both) as project:
        amt = entities.find_entity(project, "Amt")
        assert amt.tag is None
        assert [mark.entity for mark in project.annotations()].count(amt.id) == 1
        [found] = conflicts.to_settle(project)
        assert found.conflict.record == amt.id
        with pytest.raises(InvalidError, match="is of the tag 'concern'"):
            project.do(conflicts.take(project, found))


def test_a_type_that_one_narrows_and_the_other_uses(mira: Path) -> None:
    def narrow(project: Project) -> None:
        kind = relations.find_type(project, "acts on")
        project.do(relations.edit_type(project, replace(kind, from_tags=(CONCERN.id,)), before=kind))

    def use(project: Project) -> None:
        one, other = (End(annotation=mark.id) for mark in project.annotations())
        project.do(relations.add_relation(project, relations.find_type(project, "acts on"), one, other))

    both = merged(mira, narrow, use)
    sound(both)
    with Project.open(both) as project:
        assert len(project.relations()) == 1
        assert relations.find_type(project, "acts on").from_tags == ()


def test_what_is_taken_back_out_of_order_has_to_fit(mira: Path) -> None:
    with Project.open(mira) as project:
        amt = entities.find_entity(project, "Amt")
        project.do(entities.edit_entity(project, replace(amt, tag=CONCERN.id), before=amt))
        amt = entities.find_entity(project, "Amt")
        project.do(entities.edit_entity(project, replace(amt, tag=None), before=amt))
        freed = project.history(limit=1)[0]
        project.do(entities.tie(project, project.annotations()[:1], entities.find_entity(project, "Amt")))
        before = project.bundle()
        with pytest.raises(InvalidError, match="is of the tag 'concern'"):
            project.revert(freed)
        assert project.bundle() == before
