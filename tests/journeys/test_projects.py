"""Projects, windows and files: several at once, the same twice, shared with the command line, and what goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.core.tagset import ACTOR
from annotator.project import Project
from annotator.text.direction import Direction
from journeys.person import Person

KEY = Qt.Key


def annotator(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_second_project_has_a_window_of_its_own_and_the_same_comes_to_the_front(
    person: Person, sit_down, desktop, tmp_path: Path
) -> None:
    second = tmp_path / "second.annot"
    Project.create(second).close()
    person.owner.files.project_chosen.emit(second)
    assert len(desktop.windows) == 2
    person.owner.files.project_chosen.emit(second)
    link = tmp_path / "link.annot"
    link.symlink_to(second)
    person.owner.files.project_chosen.emit(link)
    assert len(desktop.windows) == 2


def test_the_window_follows_the_command_line(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    done = annotator("annotate", person.project.path, german.article.id, "--tag", "concern", "--quote", "Kestrel Lines")
    assert done.returncode == 0, done.stderr
    person.wait(lambda: person.sides.marks.model.rowCount() == 2)
    assert sorted(row.quote for row in person.sides.marks.model.rows()) == ["Blauwal", "Kestrel Lines"]
    # What was done here can still be undone; what was done there stays.
    person.shortcut("undo")
    assert person.quotes() == ["Kestrel Lines"]


def test_an_edit_of_what_changed_elsewhere_is_refused_with_a_sentence(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    with Project.open(person.project.path) as other:
        from annotator.project import edits

        other.do(edits.set_note(other, other.annotation(mark.id), "from elsewhere"))
    person.shortcut("undo")
    assert "changed elsewhere" in person.message()
    assert person.project.annotation(mark.id).note == "from elsewhere"


def test_an_empty_window_offers_what_to_do_and_a_dropped_text_begins_a_project(
    sit_down, reports: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("annotator.ui.project_window.default_place", lambda stem: tmp_path / f"{stem}.annot")
    person = sit_down(None)
    assert person.window.welcome.isVisible()
    person.drop(reports[0])
    assert (tmp_path / "hafen.annot").is_file()
    assert [a.title for a in person.project.articles()] == ["Hafenamt lädt zwölf Reedereien vor"]
    assert len(person.panes) == 1


def test_nothing_moves_when_the_tags_come_and_enter_begins(sit_down, reports: list[Path], tmp_path: Path) -> None:
    person = sit_down(None)
    person.window.activateWindow()
    person.wait(lambda: person.window.focusWidget() is not None)
    focus = person.window.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "New project…"
    empty = person.window.centralWidget().y()
    with Project.create(tmp_path / "harbour.annot") as project:
        project.import_files(reports, event="Harbour")
    other = sit_down(tmp_path / "harbour.annot")
    other.wait(lambda: other.sides.tag_bar.isVisible())
    assert other.window.centralWidget().y() == empty


def test_the_sample_opens_from_the_empty_window(sit_down, desktop) -> None:
    person = sit_down(None)
    person.window.welcome.wanted.emit("sample")
    assert len(person.project.articles()) >= 2
    assert {pane.article.direction for pane in person.panes} == {Direction.LTR, Direction.RTL}
    assert person.marks()


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("missing.txt", None, "not exist"),
        ("wrong.json", b"{ not json", "JSON"),
        ("strange.json", b'{"format": "something else"}', "format"),
    ],
)
def test_bad_files_get_a_sentence_and_nothing_is_lost(
    person: Person, tmp_path: Path, name: str, content: bytes | None, cause: str
) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    person.drop(tmp_path / name)
    assert name in person.message()
    assert cause.lower() in person.message().lower()
    assert "Traceback" not in person.message()
    assert person.quotes() == ["Blauwal"]
    assert len(person.project.articles()) == 2


@pytest.mark.parametrize("kind", ["text", "sqlite", "damaged", "missing"])
def test_what_is_no_project_is_refused_in_the_window(sit_down, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "odd.annot"
    if kind == "text":
        path.write_text("no project at all" * 100, encoding="utf-8")
    elif kind == "sqlite":
        import sqlite3

        connection = sqlite3.connect(path)
        connection.execute("create table songs (name text)")
        connection.commit()
        connection.close()
    elif kind == "damaged":
        Project.create(path).close()
        data = bytearray(path.read_bytes())
        data[4096 : 4096 * 4] = os.urandom(4096 * 3)
        path.write_bytes(data)
    person = sit_down(path)
    assert person.owner.workspace is None
    assert "odd.annot" in person.message()
    assert person.window.welcome.isVisible()


def test_what_could_not_be_opened_is_no_more_told_of_when_another_is_open(sit_down, tmp_path: Path) -> None:
    person = sit_down(tmp_path / "odd.annot")
    assert "odd.annot" in person.message()
    person.owner.files.create(tmp_path / "new.annot")
    person.settle()
    assert person.owner.workspace is not None
    assert person.window.messages.isHidden(), person.message()


def test_a_read_only_project_can_be_read_and_refuses_edits(person: Person, sit_down, tmp_path: Path) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    path = person.project.path
    person.close()
    path.chmod(0o444)
    if os.access(path, os.W_OK):
        # Root may write anything: have it opened as somebody would who may not.
        opened = Project.open
        Project.open = classmethod(lambda cls, p, **kw: opened(p, **{**kw, "read_only": True}))
    try:
        again = sit_down(path)
    finally:
        if "opened" in locals():
            Project.open = opened
    assert again.window.saved.text() == "Read only"
    german = again.pane(Direction.LTR)
    again.drag(german, "Kestrel")
    again.press(KEY.Key_2, pane=german)
    assert again.message()
    assert again.quotes() == ["Blauwal"]


def test_load_json_in_the_window(person: Person, sit_down, tmp_path: Path) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.project.export(tmp_path / "marks.json")
    path = tmp_path / "other.annot"
    Project.create(path).close()
    other = sit_down(path)
    other.drop(tmp_path / "marks.json")
    assert other.quotes() == ["Blauwal"]
    assert len(other.panes) == 2


def test_a_copy_is_saved_beside(person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    target = tmp_path / "copy.annot"
    monkeypatch.setattr("annotator.ui.files.QFileDialog.getSaveFileName", lambda *_a, **_k: (str(target), ""))
    person.shortcut("copy_project")
    with Project.open(target) as copy:
        assert [mark.quote for mark in copy.annotations()] == ["Blauwal"]
    person.shortcut("copy_project")
    assert "copy.annot" in person.message()


def test_a_new_project_is_proposed_beside_the_one_that_is_open(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "material"
    elsewhere.mkdir()
    (elsewhere / "note.txt").write_text("A note from the harbour.", encoding="utf-8")
    dialogs = "annotator.ui.files.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getOpenFileNames", lambda *_a, **_k: ([str(elsewhere / "note.txt")], ""))
    person.shortcut("import")
    person.come_in()
    starts: list[str] = []

    def ask(_parent: object, _title: str, start: str, *_rest: object, **_options: object) -> tuple[str, str]:
        starts.append(start)
        return "", ""

    monkeypatch.setattr(f"{dialogs}.getSaveFileName", ask)
    person.shortcut("new")
    assert [Path(start).parent for start in starts] == [person.project.path.parent]


def test_recent_projects_are_offered(person: Person) -> None:
    menu = person.window.actions_.slots["recent"]
    menu.aboutToShow.emit()
    assert menu.actions()[0].text().startswith("harbour")


def test_closing_forgets_nothing_that_was_typed(person: Person, sit_down) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.sides.card.note.setPlainText("typed, and not left")
    path = person.project.path
    person.close()
    QApplication.processEvents()
    with Project.open(path) as project:
        assert project.annotation(mark.id).note == "typed, and not left"


def test_closing_at_once_after_an_edit_loses_nothing(person: Person, sit_down) -> None:
    path = person.project.path
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", KEY.Key_1)
    person.sides.card.note.setPlainText("Reederei")
    person.drag(german, "Befund")
    QTest.keyClick(german.view, KEY.Key_2)  # and no moment in which lists could follow
    person.close()
    again = sit_down(path)
    assert again.quotes() == ["Blauwal", "Befund"]
    assert [mark.note for mark in again.marks()] == ["Reederei", None]
    assert [row.quote for row in again.sides.marks.model.rows()] == ["Blauwal", "Befund"]


def test_keys_that_come_faster_than_the_lists(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.drag(german, "Blauwal")
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_Delete):
        QTest.keyClick(german.view, key)
    person.window.actions_["undo"].trigger()
    person.window.actions_["undo"].trigger()
    assert [mark.tag for mark in person.marks()] == [ACTOR.id]
    person.look_up()
    (row,) = person.sides.marks.model.rows()
    assert row.tag == ACTOR
    assert "actor" in person.window.actions_["undo"].text()
    assert "directive" in person.window.actions_["redo"].text()


def test_what_was_imported_beyond_the_open_pages_is_offered_to_be_opened(person: Person, tmp_path: Path) -> None:
    more = tmp_path / "third.txt"
    more.write_text("The third report\n\nA page of its own.\n", encoding="utf-8")
    person.drop(more)
    bar = person.window.messages
    assert bar.button.isVisible()
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert "The third report" in [pane.article.title for pane in person.panes if pane.article is not None]
    person.drop(more)
    assert person.message()
    assert not bar.button.isVisible()
