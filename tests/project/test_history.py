"""What was done is kept with who did it and when; a single change can be taken back, old ones be forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import CompactedError, NotFoundError, RevertError
from annotator.core.history import Entry, Way
from annotator.core.tagset import ACTOR
from annotator.core.values import Annotation, Article
from annotator.project import Project, edits, filing, importing
from annotator.storage import history as storage_history
from annotator.storage import kept_edits


@pytest.fixture
def article(project: Project, tmp_path: Path) -> Article:
    file = tmp_path / "one.txt"
    file.write_text("Die Werft meldet Verspätung.\n", encoding="utf-8")
    return project.import_files([file]).imported[0]


def mark(project: Project, article: Article, quote: str) -> Annotation:
    change = edits.annotate_quote(project, article.id, quote, ACTOR.id, occurrence=1)
    assert isinstance(change, Change)
    made = project.do(change).edits[0].value
    assert isinstance(made, Annotation)
    return made


def outline(entries: list[Entry]) -> list[tuple[ChangeKind, Way, bool]]:
    return [(entry.kind, entry.way, entry.undone) for entry in entries]


def test_each_change_is_kept_with_its_time_and_coder(project: Project, article: Article) -> None:
    made = mark(project, article, "Werft")
    project.do(edits.set_note(project, made, "who"))
    project.undo()
    project.redo()
    project.undo()
    found = project.history()
    assert outline(found) == [
        (ChangeKind.NOTE, Way.UNDONE, False),
        (ChangeKind.NOTE, Way.REDONE, False),
        (ChangeKind.NOTE, Way.UNDONE, True),
        (ChangeKind.NOTE, Way.DONE, True),
        (ChangeKind.ANNOTATE, Way.DONE, False),
        (ChangeKind.IMPORT, Way.DONE, False),
    ]
    assert {entry.coder for entry in found} == {project.coder.id}
    assert [entry.time for entry in found] == sorted((entry.time for entry in found), reverse=True)
    assert project.change(found[4]).edits[0].after == made
    assert project.check() == []


def test_it_is_found_by_article_annotation_and_coder(project: Project, article: Article, path: Path) -> None:
    first, second = mark(project, article, "Werft"), mark(project, article, "Verspätung")
    project.do(edits.set_note(project, first, "one"))
    with Project.open(path, coder="lea") as other:
        other.do(edits.add_tag(other, "place"))
        lea = other.coder
    assert [e.kind for e in project.history(annotation=first.id)] == [ChangeKind.NOTE, ChangeKind.ANNOTATE]
    assert [e.subject for e in project.history(annotation=second.id)] == ["actor"]
    assert [e.kind for e in project.history(article=article.id)][-1] is ChangeKind.IMPORT
    assert len(project.history(article=article.id)) == 4
    assert [e.kind for e in project.history(coder=lea.id)] == [ChangeKind.ADD_TAG]
    page = project.history(limit=2)
    assert [e.number for e in page + project.history(before=page[-1].number)] == [5, 4, 3, 2, 1]
    project.do(edits.delete_annotations(project, [project.annotation(first.id), second]))
    assert project.history(annotation=second.id)[0].kind is ChangeKind.DELETE_ANNOTATION


def test_undo_and_redo_outlive_the_session(project: Project, article: Article, path: Path) -> None:
    made = mark(project, article, "Werft")
    project.do(edits.set_note(project, made, "who"))
    project.undo()
    project.close()
    with Project.open(path, coder="mira") as project:
        assert project.undoable is not None
        assert (project.undoable.kind, project.undoable.subject) == (ChangeKind.ANNOTATE, "actor")
        project.redo()
        assert project.annotation(made.id).note == "who"
        while project.undo() is not None:
            pass
        assert project.articles() == ()
    with Project.open(path, coder="mira") as project:
        assert project.undo() is None
        while project.redo() is not None:
            pass
        assert project.annotation(made.id).note == "who"
        assert project.text(article.id).startswith("Die Werft")
        assert project.check() == []
    with Project.open(path, coder="lea") as other:
        assert other.undoable is None, "others' steps are not hers to undo"
    with Project.open(path, coder="mira", read_only=True) as looking:
        assert looking.undoable is None


def test_a_single_change_is_reverted_and_that_can_be_undone(project: Project, article: Article) -> None:
    made = mark(project, article, "Werft")
    project.do(edits.add_tag(project, "place"))
    entry = project.history(annotation=made.id)[0]
    project.revert(entry)
    assert project.annotations() == []
    assert project.tags.named("place")
    assert outline(project.history(limit=1)) == [(ChangeKind.ANNOTATE, Way.REVERTED, False)]
    assert project.history(annotation=made.id)[-1].undone
    project.undo()
    assert project.annotations() == [made]
    project.undo()
    assert "place" not in [tag.name for tag in project.tags]
    assert project.check() == []


def test_later_changes_that_stand_in_the_way_are_named(project: Project, article: Article) -> None:
    made = mark(project, article, "Werft")
    project.do(edits.set_note(project, made, "one"))
    project.undo()
    project.redo()
    entry = project.history(annotation=made.id)[-1]
    with pytest.raises(RevertError, match="later changes stand in the way") as caught:
        project.revert(entry)
    assert [(e.kind, e.number) for e in caught.value.later] == [(ChangeKind.NOTE, 3)]
    project.revert(caught.value.later[0])
    project.revert(entry)
    assert project.annotations() == []


def test_old_history_is_compacted(project: Project, article: Article, path: Path) -> None:
    made = mark(project, article, "Werft")
    project.do(edits.set_note(project, made, "one"))
    last = project.history()[0]
    assert project.compact_history(last.time) == 2
    assert [entry.kept for entry in project.history()] == [True, False, False]
    with pytest.raises(CompactedError):
        project.change(project.history()[-1])
    with pytest.raises(CompactedError):
        project.revert(project.history()[-1])
    assert project.undo() is not None
    assert project.undo() is None
    assert project.annotation(made.id).note is None
    assert project.check() == []
    project.close()
    with Project.open(path, coder="mira") as again:
        assert again.undoable is None
        assert again.redo() is not None


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_history, "_PART", 10)
    monkeypatch.setattr(kept_edits, "LARGE", 10)


def test_large_changes_are_kept_in_parts_and_compressed(
    project: Project, tmp_path: Path, path: Path, small_parts: None
) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}\nwith some words.\n")
    project.import_files([tmp_path / f"{number}.txt" for number in range(5)])
    before = project.bundle()
    project.undo()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM change WHERE part_of IS NOT NULL").fetchone()[0] > 2
    entry = project.history()[0]
    assert entry.count == 10
    assert len(project.history()) == 2
    assert project.history(article=before.articles[-1].id) == project.history()
    project.redo()
    assert project.bundle() == before
    assert project.check() == []


def test_an_import_in_batches_is_one_step(project: Project, tmp_path: Path, path: Path) -> None:
    files = []
    for number in range(70):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"Report {number}\nwith some words of its own, {number * number} of them.\n")
    importing.import_files(project, files, importing.Options())
    (entry,) = project.history()
    assert (entry.subject, entry.count) == ("70", 140)
    project.close()
    with Project.open(path, coder="mira") as project:
        project.undo()
        assert project.articles() == ()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE change SET edits = CAST('rubbish' AS BLOB) WHERE number = 2", "change 2 of the history is damaged"),
        ("UPDATE change SET undoes = 77 WHERE number = 3", "change 3 of the history speaks of a change that is not"),
        ("DELETE FROM change WHERE number = 3", "is not what the history says it is"),
        (
            "DELETE FROM change WHERE number = 2; UPDATE change SET edits = CAST(replace(edits, 'one', 'two') AS BLOB)",
            "not what",
        ),
        ("UPDATE annotation SET note = 'other'", "is not what the history says it is"),
    ],
)
def test_the_check_looks_at_the_history(project: Project, article: Article, path: Path, harm: str, said: str) -> None:
    project.do(edits.set_note(project, mark(project, article, "Werft"), "one"))
    assert project.check() == []
    project.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(harm)
    with Project.open(path) as project:
        assert any(said in line for line in project.check())


def test_what_was_reverted_and_came_back_can_be_undone_in_its_turn(project: Project, article: Article) -> None:
    mark(project, article, "Werft")
    first = project.history()[0]
    mark(project, article, "Verspätung")
    project.revert(first)
    assert not project.stands(first)
    project.undo()
    assert project.stands(first)
    assert {found.quote for found in project.annotations()} == {"Werft", "Verspätung"}
    project.undo()
    project.undo()
    assert project.annotations() == []
    assert len(project.articles()) == 1
    project.redo()
    project.redo()
    project.redo()
    assert [found.quote for found in project.annotations()] == ["Verspätung"]
    assert project.check() == []


def test_a_change_without_edits_is_no_step(project: Project, article: Article) -> None:
    before = project.history()
    moved = filing.move_to_folder(project, [article], article.folder)
    assert project.do(moved) == moved
    assert project.history() == before
    assert project.undoable == before[0]


def test_what_is_done_undone_and_reverted_by_turns_is_told_as_what_it_is(project: Project, article: Article) -> None:
    mark(project, article, "Werft")
    made, done = project.history(limit=1)[0].number, True
    project.revert(project.entry(made))
    for step in (project.undo, project.redo, project.undo, project.redo, project.undo):
        assert project.entry(made).undone is done
        step()
        done = not done
    assert project.entry(made).undone is done
    assert bool(project.annotations()) is not done


def test_no_change_is_left_out_beside_a_step_of_many_rows(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for number in range(140):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"Report {number}\nwith some words of its own, {number * number} of them.\n")
    monkeypatch.setattr(importing, "_ARTICLES", 8)
    project.import_files(files)
    with closing(sqlite3.connect(project.path)) as raw:
        assert raw.execute("SELECT count(*) FROM change WHERE part_of IS NOT NULL").fetchone()[0] > 2
    article = project.articles()[-1]
    for quote in ("Report", "words", "with"):
        mark(project, article, quote)
    whole = project.history(article=article.id)
    assert len(whole) == 4
    paged, before = [], None
    while page := project.history(article=article.id, before=before, limit=1):
        paged += page
        before = page[-1].number
    assert paged == whole


def test_a_change_says_what_it_is_about(project: Project, article: Article) -> None:
    made = mark(project, article, "Werft")
    (entry,) = project.history(annotation=made.id)
    assert (entry.article, entry.record) == (article.id, made.id)
    assert project.subjects([entry]) == {entry.number: made}
    (brought,) = project.history(article=article.id)[-1:]
    assert (brought.article, brought.record) == (article.id, article.id)
    assert [edit.value for edit in project.outline(brought)] == [article]
    assert project.entry(entry.id[-9:]) == project.entry(entry.number) == entry
    with pytest.raises(NotFoundError):
        project.entry("no such change")
    project.do(edits.add_tag(project, "place"))
    assert project.history(limit=1)[0].article is None


def test_what_refers_to_it_stands_in_the_way(project: Project, article: Article) -> None:
    mark(project, article, "Werft")
    project.revert(project.history(limit=1)[0])
    mark(project, article, "Verspätung")
    with pytest.raises(RevertError) as caught:
        project.revert(project.history(article=article.id)[-1])
    # The mark that was reverted, and its reverting, are in nobody's way.
    assert [(entry.kind, entry.way) for entry in caught.value.later] == [(ChangeKind.ANNOTATE, Way.DONE)]
    project.revert(caught.value.later[0])
    project.revert(project.history(article=article.id)[-1])
    assert project.articles() == ()


def test_what_would_be_forgotten_is_weighed(project: Project, article: Article) -> None:
    mark(project, article, "Werft")
    count, size = project.history_weight("9999-01-01T00:00:00.000Z")
    assert count == 2
    assert 100 < size < 10_000
    assert project.history_weight("2000-01-01T00:00:00.000Z") == (0, 0)
    assert project.compact_history("9999-01-01T00:00:00.000Z") == count
    assert project.history_weight("9999-01-01T00:00:00.000Z") == (0, 0)


def test_what_says_that_it_takes_itself_back_keeps_nobody_waiting(project: Project, article: Article) -> None:
    mark(project, article, "Werft")
    with closing(sqlite3.connect(project.path, isolation_level=None)) as raw:
        raw.execute("UPDATE change SET undoes = number")
        raw.execute("INSERT INTO change SELECT number + 10, id, kind, coder, time, subject, count, way, number + 11, "
                    "part_of, article, record, edits FROM change")  # fmt: skip
    with Project.open(project.path, coder=project.coder.name) as again:
        assert again.undoable is not None
        assert len(again.history()) == 4


def test_more_than_one_statement_takes_may_stand_in_the_way_of_a_revert(
    project: Project, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project.history()[0]
    for quote in ("Die", "Werft", "meldet", "Verspätung"):
        mark(project, article, quote)
    monkeypatch.setattr(storage_history, "_AT_ONCE", 3)
    with pytest.raises(RevertError) as caught:
        project.revert(made)
    assert [entry.number for entry in caught.value.later] == [2, 3, 4, 5]


def test_a_clock_that_was_slow_takes_no_newer_change_along(project: Project, article: Article) -> None:
    for quote in ("Die", "Werft", "meldet"):
        mark(project, article, quote)
    with closing(sqlite3.connect(project.path)) as raw, raw:
        raw.execute("UPDATE change SET time = '1970-01-01T00:00:00.000Z' WHERE number IN (1, 3)")
    assert project.history_weight("2000-01-01T00:00:00.000Z")[0] == 1
    assert project.compact_history("2000-01-01T00:00:00.000Z") == 1
    assert [entry.kept for entry in project.history()] == [True, True, True, False]
    assert project.compact_history("1970-01-01T00:00:00.000Z") == 0
