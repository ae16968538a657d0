"""Trouble between windows, processes and half-finished work: nothing is lost, and each trouble is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import Desktop, show_fault
from annotator.core.errors import InvalidError
from annotator.project import Project, edits
from annotator.text.direction import Direction
from annotator.text.span import Span
from journeys.person import Person

KEY = Qt.Key


def test_a_note_is_stored_once_when_the_next_mark_is_gone_to(person: Person) -> None:
    german = person.pane(Direction.LTR)
    first = person.tag(german, "Blauwal", KEY.Key_1)
    person.tag(german, "Kestrel Lines", KEY.Key_1)
    person.workspace.marking.go_to(first.id)
    person.settle()
    person.sides.card.note.setPlainText("typed")
    person.shortcut("next_mark")
    person.settle()
    assert person.project.annotation(first.id).note == "typed"
    assert person.sides.card.note.toPlainText() == ""
    person.shortcut("undo")
    assert person.project.annotation(first.id).note is None
    assert len(person.marks()) == 2


def test_two_notes_written_at_once_both_stand_in_the_field(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.settle()
    card = person.sides.card
    card.note.setPlainText("mine")
    with Project.open(person.project.path) as other:
        other.do(edits.set_note(other, other.annotation(mark.id), "theirs"))
    card.flush()
    assert "changed elsewhere" in person.message()
    assert person.project.annotation(mark.id).note == "theirs"
    person.wait(lambda: card.note.toPlainText() == "theirs\nmine")
    card.flush()
    assert person.project.annotation(mark.id).note == "theirs\nmine"


def test_details_edited_elsewhere_meanwhile_are_not_overwritten(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.workspace.panes.use(german)
    person.shortcut("article_details")
    dialog = person.dialog()
    with Project.open(person.project.path) as other:
        from msgspec.structs import replace

        article = other.article(german.article.id)
        other.do(edits.edit_article(other, replace(article, author="Somebody Else")))
    dialog.source.setText("mine.example")
    dialog.accept()
    assert dialog.isVisible()
    assert "changed elsewhere" in dialog.problem.text()
    assert person.project.article(german.article.id).author == "Somebody Else"
    dialog.reject()


def test_menus_act_on_the_article_that_is_read(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    person.click(german, "Blauwal")
    person.shortcut("article_details")
    assert person.dialog().title.text() == german.article.title
    person.dialog().reject()
    person.click(arabic, "استدعت")
    person.shortcut("article_details")
    assert person.dialog().title.text() == arabic.article.title
    person.dialog().reject()


def test_the_bar_names_the_article_when_its_title_is_out_of_sight(sit_down, tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    source.write_text("A title\n\n" + "Some words of a long report.\n\n" * 300, encoding="utf-8")
    path = tmp_path / "long.annot"
    with Project.create(path) as project:
        project.import_files([source])
    person = sit_down(path)
    pane = person.panes[0]
    bar = pane.findChildren(type(person.window.saved))[0]
    assert not bar.isVisible()
    end = len(person.project.text(pane.article.id))
    pane.view.reveal(Span(end - 10, end - 5))
    person.settle()
    assert bar.isVisible()
    pane.view.reveal(Span(0, 3))
    person.settle()
    assert not bar.isVisible()


def test_a_mark_deleted_elsewhere_loses_the_focus(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    with Project.open(person.project.path) as other:
        other.do(edits.delete_annotations(other, [other.annotation(mark.id)]))
    person.wait(lambda: person.workspace.spotlight.lit.focus is None)
    assert not person.window.actions_["delete_mark"].isEnabled()
    # That step cannot be undone any more, but what was done before it can.
    person.shortcut("undo")
    assert person.message()


def test_a_refusal_is_not_swept_away_by_news(person: Person, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    person.drop(tmp_path / "empty.txt")
    person.window.messages.news("something good")
    assert "empty" in person.message()
    assert "something good" in person.message()


def test_documents_of_a_second_start_wait_for_the_window(
    desktop: Desktop, reports: list[Path], tmp_path: Path, qtbot: object
) -> None:
    path = tmp_path / "late.annot"
    Project.create(path).close()
    window = desktop.open(path)
    assert window.files is None
    desktop.open(path, [reports[0]])
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=5000)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert [article.title for article in window.workspace.session.project.articles()] == [
        "Hafenamt lädt zwölf Reedereien vor"
    ]


def test_documents_named_with_a_broken_project_go_nowhere(sit_down, reports: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.annot"
    broken.write_text("no project" * 100, encoding="utf-8")
    person = sit_down(broken, [reports[0]])
    assert "broken.annot" in person.message()
    sound = tmp_path / "sound.annot"
    Project.create(sound).close()
    person.owner.open(sound)
    assert person.project.articles() == ()


def test_a_user_s_trouble_outside_an_edit_is_a_sentence_too(person: Person, desktop: Desktop) -> None:
    show_fault(InvalidError, InvalidError("a tag needs a name"), None, desktop)
    assert person.message() == "A tag needs a name."


def test_a_project_deleted_underneath_says_so_and_a_copy_saves_all(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.project.path.unlink()
    person.drag(german, "Kestrel Lines")
    person.press(KEY.Key_2, pane=german)
    assert person.message()
    target = tmp_path / "saved.annot"
    monkeypatch.setattr("annotator.ui.files.QFileDialog.getSaveFileName", lambda *_a, **_k: (str(target), ""))
    assert "copy" in person.window.messages.button.text()
    QTest.mouseClick(person.window.messages.button, Qt.MouseButton.LeftButton)
    with Project.open(target) as copy:
        assert "Blauwal" in [mark.quote for mark in copy.annotations()]
    # Work goes on in the copy.
    assert "moved or deleted" not in person.message()
    QTest.mouseClick(person.window.messages.button, Qt.MouseButton.LeftButton)
    person.wait(lambda: len(desktop_windows(person)) == 2 and desktop_windows(person)[1].workspace is not None)
    assert desktop_windows(person)[1].workspace.session.project.path == target
    person.close()
    assert person.owner not in desktop_windows(person)


def desktop_windows(person: Person) -> list[object]:
    return person.owner._desktop.windows


def test_a_project_moved_away_is_told_of_without_an_edit(person: Person, tmp_path: Path) -> None:
    person.project.path.rename(tmp_path / "elsewhere.annot")
    person.wait(lambda: "save a copy" in person.message())


def test_the_same_mark_made_by_two_processes_is_one(person: Person) -> None:
    german = person.pane(Direction.LTR)
    text = person.project.text(german.article.id)
    span = Span(text.index("Blauwal"), text.index("Blauwal") + len("Blauwal"))
    project, session = person.project, person.workspace.session
    tag = project.tags.named("actor").id
    change = edits.annotate(project, german.article.id, span, tag)
    with Project.open(project.path) as other:
        other.do(edits.annotate(other, german.article.id, span, tag))
    made = session.annotate(lambda: change)
    assert made is not None
    assert made.quote == "Blauwal"
    assert len(person.marks()) == 1


def test_a_file_that_comes_back_takes_the_message_away(person: Person, tmp_path: Path) -> None:
    path = person.project.path
    path.rename(tmp_path / "away.annot")
    person.wait(lambda: "save a copy" in person.message())
    assert person.window.saved.text() == "Not saved"
    (tmp_path / "away.annot").rename(path)
    person.wait(lambda: not person.message())
    assert person.window.saved.text() == "Saved"
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    assert person.quotes() == ["Blauwal"]


def test_the_library_keeps_what_is_selected_when_others_change_the_project(person: Person, tmp_path: Path) -> None:
    library = person.sides.library
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    person.workspace.panes.use(german)
    library.select(arabic.article.id)
    (tmp_path / "third.txt").write_text("A third report\n\nIt says little.\n", encoding="utf-8")
    with Project.open(person.project.path) as other:
        other.import_files([tmp_path / "third.txt"])
    person.wait(lambda: len(person.project.articles()) == 3 and library.model.articles == 3)
    assert library.selected() == [arabic.article.id]


def test_a_drive_without_a_log_is_named_once(sit_down, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.storage import drives

    path = tmp_path / "shared.annot"
    Project.create(path).close()
    monkeypatch.setattr(drives, "is_shared", lambda _: True)
    person = sit_down(path)
    assert "network drive" in person.message()
