"""The public door: create, open, read, edit, undo, follow others."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import (
    AmbiguousError,
    ConflictError,
    InvalidError,
    KeyTakenError,
    LockedError,
    NameTakenError,
    NotFoundError,
    ProjectError,
    SpanError,
    StepError,
    TwinError,
)
from annotator.core.ids import new_id
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS
from annotator.core.values import Annotation, Article, ArticleText, Coder, Tag
from annotator.project import Project, edits
from annotator.storage.dialects import sqlite
from annotator.storage.store import Store
from annotator.text.direction import Direction
from annotator.text.span import Span

Articles = tuple[Article, Article]


def mark(project: Project, article: Article, quote: str, tag: Tag = ACTOR, occurrence: int | None = 1) -> Annotation:
    change = edits.annotate_quote(project, article.id, quote, tag.id, occurrence=occurrence)
    assert isinstance(change, Change)
    project.do(change)
    made = change.edits[0].after
    assert isinstance(made, Annotation)
    return made


def test_a_new_project_has_the_three_tags_and_the_files_name(project: Project, path: Path) -> None:
    assert tuple(project.tags) == DEFAULT_TAGS
    assert project.info.name == "press"
    assert project.path == path
    assert not project.read_only
    assert (project.articles(), project.coders(), project.undoable) == ((), (), None)
    with pytest.raises(ProjectError, match="not overwritten"):
        Project.create(path)


@pytest.mark.parametrize(("name", "stored"), [("  two\nlines ", "two lines"), ("a\udcffb", "a�b"), (None, "file")])
def test_a_project_has_a_name_of_one_line(tmp_path: Path, name: str | None, stored: str) -> None:
    with Project.create(tmp_path / "file.annot", name=name, coder="  li\udcff\n") as project:
        assert project.info.name == stored
        assert project.coder.name == "li�"


def test_the_coder_is_the_account_unless_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "from the account")
    with Project.create(tmp_path / "a.annot") as project:
        assert project.coder.name == "from the account"


def test_the_coder_is_stored_on_first_use_and_never_undone(project: Project, articles: Articles) -> None:
    assert project.coder.name == "mira"
    mark(project, articles[0], "Werk Nord")
    assert project.coders() == (project.coder,)
    project.undo()
    assert project.annotations() == []
    assert project.coders() == (project.coder,)
    project.redo()
    assert len(project.annotations()) == 1


def test_the_same_person_in_two_processes_is_one_coder(project: Project, articles: Articles, path: Path) -> None:
    assert project.coder.name == "mira"
    with Project.open(path, coder="mira") as other:
        mark(other, articles[0], "Behörde")
    mark(project, articles[0], "Bericht")
    assert len(project.coders()) == 1


def test_what_was_done_is_there_when_opened_again(project: Project, articles: Articles, path: Path) -> None:
    made = mark(project, articles[0], "Werk Nord")
    project.close()
    with Project.open(path) as again:
        assert again.annotations() == [made]
        assert again.text(articles[1].id).startswith("عطل")
        assert again.articles() == articles
        assert again.undoable is None


def test_articles_and_annotations_go_by_endings_of_their_ids(project: Project, articles: Articles) -> None:
    made = mark(project, articles[0], "Werk Nord")
    assert project.article(articles[0].id) == articles[0]
    assert project.article(articles[0].id[-10:].upper()) == articles[0]
    assert project.annotation(made.id[-10:]) == made
    assert project.find_annotation(made.id) == made
    assert project.find_annotation("none") is None
    with pytest.raises(NotFoundError):
        project.article("zzzz")
    with pytest.raises(NotFoundError):
        project.article("\udcff")
    with pytest.raises(NotFoundError):
        project.annotation("\udcff")
    with pytest.raises(NotFoundError):
        project.annotation("")
    with pytest.raises(NotFoundError):
        project.text("none")


def test_an_ending_of_several_ids_is_ambiguous(project: Project, articles: Articles) -> None:
    twin = replace(articles[0], id=new_id()[:-4] + articles[0].id[-4:])
    text = project.text(articles[0].id)
    project.do(Change(ChangeKind.IMPORT, None, "", "", (Edit(None, twin), Edit(None, ArticleText(twin.id, text)))))
    with pytest.raises(AmbiguousError) as caught:
        project.article(articles[0].id[-4:])
    assert {project.article(choice).id for choice in caught.value.choices} == {twin.id, articles[0].id}


def test_undo_and_redo_walk_through_all_edits(project: Project, articles: Articles) -> None:
    start = project.bundle()
    made = [mark(project, articles[0], word) for word in ("Behörde", "Bericht", "Kosten")]
    done = [project.undoable]
    while (change := project.undo()) is not None:
        done.append(change)
        if project.annotations() == []:
            break
    assert len(made) == 3
    assert project.bundle() == replace(start, coders=project.coders())
    assert project.redoable is not None
    while project.redo() is not None:
        pass
    assert {m.quote for m in project.annotations()} == {"Behörde", "Bericht", "Kosten"}
    project.undo()
    mark(project, articles[0], "Störung")
    assert project.redo() is None, "a new edit forgets what was undone"


def test_a_step_that_somebody_made_impossible_is_said_once_and_undo_goes_on(
    project: Project, articles: Articles, path: Path
) -> None:
    first, second = mark(project, articles[0], "Bericht"), mark(project, articles[0], "Behörde")
    with Project.open(path, coder="lea") as other:
        other.do(edits.set_note(other, second, "mine"))
    with pytest.raises(StepError, match=r"'actor'.*can no longer be undone.*Behörde") as caught:
        project.undo()
    assert isinstance(caught.value, ConflictError)
    assert isinstance(caught.value.cause, ConflictError)
    assert project.undo() is not None
    assert project.find_annotation(first.id) is None
    assert project.redoable is not None
    assert project.change(project.redoable).inverse().edits[0].after == first, "what was forgotten cannot be done again"
    with Project.open(path) as other:
        other.do(edits.remove_articles(other, articles))
    assert project.changed_elsewhere()
    with pytest.raises(StepError, match="can no longer be done again"):
        project.redo()
    assert project.redo() is None
    with pytest.raises(StepError):
        project.undo()
    assert project.undo() is None


def test_a_step_that_is_only_locked_out_for_now_can_be_tried_again(
    project: Project, articles: Articles, path: Path
) -> None:
    project.close()
    with Project.open(path, patience=0.05) as project, closing(sqlite3.connect(path, isolation_level=None)) as raw:
        made = mark(project, articles[0], "Behörde")
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError):
            project.undo()
        raw.execute("ROLLBACK")
        assert project.undo() is not None
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError):
            project.redo()
        raw.execute("ROLLBACK")
        assert project.redo() is not None
        assert project.annotations() == [made]


def test_undo_brings_back_what_was_even_beside_a_twin(project: Project, articles: Articles, path: Path) -> None:
    made = mark(project, articles[0], "Behörde")
    project.do(edits.delete_annotations(project, [made]))
    with Project.open(path, coder="mira") as other:
        twin = mark(other, articles[0], "Behörde")
    project.undo()
    assert {m.id for m in project.annotations()} == {made.id, twin.id}


def test_a_change_built_before_the_coder_was_stored_elsewhere_speaks_of_them(
    project: Project, articles: Articles, path: Path
) -> None:
    change = edits.annotate_quote(project, articles[0].id, "Behörde", ACTOR.id)
    later = edits.annotate_quote(project, articles[0].id, "Bericht", ACTOR.id)
    assert isinstance(change, Change)
    assert isinstance(later, Change)
    with Project.open(path, coder="mira") as other:
        theirs = mark(other, articles[0], "Kosten")
    stored = project.do(change)
    assert project.do(later).edits == (Edit(None, replace(later.edits[0].value, coder=theirs.coder)),)  # type: ignore[call-arg]
    assert len(project.coders()) == 1
    assert stored.coder == project.coder.id == theirs.coder
    assert {m.coder for m in project.annotations()} == {theirs.coder}
    assert project.undoable is not None
    project.undo()
    project.undo()
    assert project.annotations() == [theirs]
    project.redo()
    assert len(project.annotations()) == 2


def test_two_processes_do_not_mark_the_same_words_twice(project: Project, articles: Articles, path: Path) -> None:
    change = edits.annotate_quote(project, articles[0].id, "Behörde", ACTOR.id)
    wider = mark(project, articles[0], "Die Behörde")
    retag = edits.retag(project, mark(project, articles[0], "Bericht"), CONCERN.id)
    resize = edits.resize(project, wider, Span(wider.start, wider.end - 1))
    assert isinstance(change, Change)
    with Project.open(path, coder="mira") as other:
        theirs = mark(other, articles[0], "Behörde")
        mark(other, articles[0], "Bericht", CONCERN)
        mark(other, articles[0], "Die Behörd")
    undoable = project.undoable
    for late in (change, retag, resize):
        with pytest.raises(TwinError, match="carry the tag"):
            project.do(late)
    with pytest.raises(TwinError) as caught:
        project.do(change)
    assert caught.value.twin == theirs.id
    assert project.undoable is undoable
    assert len(project.annotations()) == 5


def test_another_process_is_noticed_once(project: Project, articles: Articles, path: Path) -> None:
    mark(project, articles[0], "Behörde")
    assert not project.changed_elsewhere()
    with Project.open(path, coder="lea") as other:
        assert not other.changed_elsewhere()
        assert "place" not in {tag.name for tag in project.tags}
        other.do(edits.add_tag(other, "place"))
        assert project.changed_elsewhere()
        assert not project.changed_elsewhere()
        assert "place" in {tag.name for tag in project.tags}
        with pytest.raises(NameTakenError):
            project.do(edits.add_tag(project, "Place"))


def test_what_could_not_be_read_of_another_process_is_asked_for_again(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(path) as other:
        other.do(edits.add_tag(other, "place"))

    def failing(_: Store) -> None:
        raise ProjectError(path, "the disk reported an error")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "info", failing)
        with pytest.raises(ProjectError):
            project.changed_elsewhere()
    assert project.changed_elsewhere()
    assert "place" in {tag.name for tag in project.tags}


def test_looking_for_others_never_waits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As on a file system without write-ahead logs, where a writer keeps readers out.
    monkeypatch.setattr(sqlite, "unfold", lambda _: None)
    with Project.create(path) as project, closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("UPDATE project SET name = 'renamed'")
        started = time.monotonic()
        assert not project.changed_elsewhere()
        assert time.monotonic() - started < 1
        raw.execute("COMMIT")
        assert project.changed_elsewhere()
        assert project.info.name == "renamed"


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be moved there")
def test_a_file_that_was_moved_is_noticed_and_can_be_copied(project: Project, articles: Articles, path: Path) -> None:
    made = mark(project, articles[0], "Behörde")
    assert project.displaced() is None
    path.rename(path.with_name("moved.annot"))
    assert project.displaced() == "was moved or deleted while it was open"
    with pytest.raises(ProjectError, match=r"moved or deleted while it was open, .*save a copy"):
        mark(project, articles[0], "Bericht")
    with pytest.raises(ProjectError, match="moved or deleted"):
        project.undo()
    assert project.undoable is not None
    with pytest.raises(ProjectError, match="choose another name"):
        project.save_copy(path)
    project.save_copy(path.with_name("copy.annot"))
    project.close()
    assert not list(path.parent.glob("press.*"))
    for place in (path.with_name("copy.annot"), path.with_name("moved.annot")):
        with Project.open(place) as again:
            assert again.annotations() == [made]


def test_a_tag_another_process_made_meanwhile_counts(project: Project, path: Path) -> None:
    mine = edits.add_tag(project, "place", shortcut="p")
    with Project.open(path) as other:
        other.do(edits.add_tag(other, "part", shortcut="p"))
    with pytest.raises(KeyTakenError, match="part"):
        project.do(mine)
    assert project.undoable is None


def test_a_read_only_project_refuses_edits(project: Project, articles: Articles, path: Path) -> None:
    project.close()
    with Project.open(path, read_only=True) as shown:
        assert shown.read_only
        with pytest.raises(ProjectError, match="read only"):
            mark(shown, articles[0], "Behörde")
        assert shown.undoable is None


def test_the_laws_hold_whoever_builds_the_change(project: Project, articles: Articles) -> None:
    made = mark(project, articles[0], "Behörde")
    text = project.text(articles[0].id)

    def applying(before: object, after: object) -> None:
        project.do(Change(ChangeKind.LOAD, None, "", "", (Edit(before, after),)))  # type: ignore[arg-type]

    for wrong in (
        replace(made, quote="Behorde"),
        replace(made, start=made.end, end=made.end, quote=""),
        replace(made, end=10_000),
        replace(made, fragments=(Span(made.start, made.end - 1), Span(made.end - 2, made.end))),
        replace(made, fragments=(Span(made.start, made.start + 1), Span(made.start + 3, made.end - 1))),
    ):
        with pytest.raises(SpanError):
            applying(made, wrong)
    with pytest.raises(InvalidError, match="never changes"):
        applying(ArticleText(articles[0].id, text), ArticleText(articles[0].id, text + "x"))
    with pytest.raises(InvalidError, match="never changes"):
        applying(articles[0], replace(articles[0], length=3))
    with pytest.raises(InvalidError, match="without its text"):
        applying(None, replace(articles[0], id=new_id()))
    with pytest.raises(InvalidError, match="below itself"):
        applying(ACTOR, replace(ACTOR, parent=ACTOR.id))
    with pytest.raises(InvalidError):
        applying(ACTOR, replace(ACTOR, name=" "))
    with pytest.raises(ConflictError):
        applying(None, replace(made, id=new_id(), coder=new_id()))
    with pytest.raises(NotFoundError):
        applying(None, replace(made, id=new_id(), article=new_id()))
    assert project.annotations() == [made]


def test_texts_are_remembered_only_as_long_as_they_are_there(project: Project, articles: Articles) -> None:
    text = project.text(articles[0].id)
    project.do(edits.remove_articles(project, [articles[0]]))
    with pytest.raises(NotFoundError):
        project.text(articles[0].id)
    project.undo()
    assert project.text(articles[0].id) == text


def test_a_part_of_a_project(project: Project, articles: Articles) -> None:
    german, arabic = articles
    mark(project, german, "Behörde")
    mark(project, german, "Kosten", CONCERN)
    mark(project, arabic, "Werk Nord")
    part = project.bundle(articles=[german.id], tags=[ACTOR.id])
    assert part.articles == (german,)
    assert set(part.texts) == {german.id}
    assert [m.quote for m in part.annotations] == ["Behörde"]
    assert part.tags == DEFAULT_TAGS
    assert project.counts() == {german.id: 2, arabic.id: 1}
    assert project.tag_counts() == {ACTOR.id: 2, CONCERN.id: 1}
    assert project.bundle(coders=["nobody"]).annotations == ()


def test_a_copy_is_a_project(project: Project, articles: Articles, path: Path) -> None:
    made = mark(project, articles[0], "Behörde")
    project.save_copy(path.with_name("copy.annot"))
    with Project.open(path.with_name("copy.annot")) as copy:
        assert copy.annotations() == [made]
        assert copy.info == project.info


def test_direction_language_and_event_came_with_the_import(project: Project, articles: Articles) -> None:
    assert [article.direction for article in project.articles()] == [Direction.LTR, Direction.RTL]
    (event,) = project.events()
    assert all(article.events == (event.id,) for article in project.articles())


def test_values_of_a_coder_who_is_somebody_else(project: Project, articles: Articles) -> None:
    """A change that speaks of another coder is ours still."""
    lea = Coder(new_id(), "lea")
    project.do(Change(ChangeKind.LOAD, None, "", "", (Edit(None, lea),)))
    assert project.coders() == (project.coder, lea)
    assert [entry.coder for entry in project.history(limit=1)] == [project.coder.id]
