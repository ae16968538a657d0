"""Who codes: chosen, renamed, found again, and what they declare done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import InvalidError, NameTakenError, NotFoundError, StepError
from annotator.core.tagset import ACTOR
from annotator.core.values import Coder, ReadingState
from annotator.project import Project, edits, filing
from annotator.project.coders import coder_named, rename_coder
from annotator.project.rules import coder_called
from annotator.text.span import Span


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    source = tmp_path / "a.txt"
    source.write_text("The port met two firms and asked both for their plans.", encoding="utf-8")
    with Project.create(tmp_path / "p.annot", coder="Ann") as project:
        project.import_files([source])
        mark(project, 0, 3)
        yield project


def mark(project: Project, start: int, end: int) -> None:
    change = edits.annotate(project, project.articles()[0].id, Span(start, end), ACTOR.id)
    assert isinstance(change, Change)
    project.do(change)


def test_somebody_else_codes_from_now_on_and_is_stored_with_what_they_do(project: Project) -> None:
    ann = project.coder
    project.code_as("Ben")
    assert project.coder.name == "Ben"
    assert project.coders() == (ann,)
    mark(project, 0, 3)  # the same words, tag and span: another coder's twin
    assert [coder.name for coder in project.coders()] == ["Ann", "Ben"]
    project.code_as("ann")
    assert project.coder == ann, "whoever types a name means one coder, whatever its case"
    project.code_as(" ")
    assert project.coder.name not in ("", "Ann", "Ben")
    assert project.coder_counts() == {coder.id: 1 for coder in project.coders()}


def test_each_takes_back_what_they_did(project: Project) -> None:
    ann = project.coder
    project.code_as("Ben")
    assert project.undoable is None
    mark(project, 4, 8)
    assert project.undo() is not None
    assert project.undo() is None
    assert project.redo() is not None
    project.code_as("Ann")
    assert project.undo() is not None
    assert ann.id not in project.coder_counts()
    assert len(project.annotations()) == 1


def test_a_coder_is_renamed_and_stays_who_they_are(project: Project) -> None:
    ann = project.coder
    stored = project.do(rename_coder(project, ann, "  Ann\nLee "))
    assert (stored.kind, stored.subject) == (ChangeKind.RENAME_CODER, "Ann")
    assert project.coder == Coder(ann.id, "Ann Lee")
    mark(project, 4, 8)
    assert project.coders() == (project.coder,)
    project.undo()
    project.undo()
    assert project.coder == ann
    assert not rename_coder(project, ann, "Ann").edits
    with Project.open(project.path) as again:
        again.code_as("who was Ann once", ann.id)
        assert again.coder == ann


def test_renamed_elsewhere_they_are_still_who_codes(project: Project) -> None:
    with Project.open(project.path) as other:
        other.do(rename_coder(other, coder_named(other, "ANN"), "Anna"))
    assert project.changed_elsewhere()
    assert project.coder.name == "Anna"


def test_names_are_unique_whatever_their_case(project: Project) -> None:
    project.code_as("Ben")
    mark(project, 4, 8)
    with pytest.raises(NameTakenError, match="already a coder 'Ann'"):
        rename_coder(project, project.coder, "ANN")
    with pytest.raises(InvalidError):
        rename_coder(project, project.coder, " ")
    with pytest.raises(NotFoundError, match="Ann, Ben"):
        coder_named(project, "Cy")
    assert coder_called(project.coders(), "ben") == project.coder
    # A name that was free when it was given up may be taken when it is asked back.
    project.do(rename_coder(project, project.coder, "Benno"))
    with Project.open(project.path, coder="Ben") as other:
        mark(other, 9, 12)
    with pytest.raises(StepError):
        project.undo()


def test_who_gives_a_coder_their_own_name_is_that_coder(project: Project) -> None:
    ann = project.coder
    with Project.open(project.path, coder="Ann Lee") as other:
        assert other.coder.id != ann.id
        other.do(rename_coder(other, ann, "Ann Lee"))
        assert other.coders() == (other.coder,) == (Coder(ann.id, "Ann Lee"),)
        assert other.undo() is not None
        assert other.coders() == (ann,)


def test_what_is_declared_done_and_how_many_marks_whose(project: Project) -> None:
    (article,) = project.articles()
    ann = project.coder.id
    assert project.declared(ann) == frozenset()
    project.do(filing.set_status(project, [article], ReadingState.DONE))
    assert project.declared(ann) == {(article.id, tag.id) for tag in project.tags}
    project.code_as("Ben")
    mark(project, 4, 8)
    mark(project, 9, 12)
    ben = project.coder.id
    assert project.declared(ben) == frozenset()
    expected = sorted([(article.id, ACTOR.id, ann, 1), (article.id, ACTOR.id, ben, 2)])
    assert sorted(project.tallies()) == sorted(project.tallies([article.id])) == expected
    assert project.tallies(["no such article"]) == []
    project.code_as("Ann")
    project.undo()
    assert project.declared(ann) == frozenset(), "undone, it is not declared"
