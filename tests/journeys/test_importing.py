"""Documents brought in by somebody at the window: while work goes on, with questions where a file leaves one open."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from annotator.core.change import ChangeKind
from annotator.text.direction import Direction
from annotator.ui.columns import ColumnsDialog
from annotator.ui.encoding import EncodingDialog
from annotator.ui.failures import FailuresDialog
from journeys.person import ARABIC, GERMAN, Person

LEFT = Qt.MouseButton.LeftButton


def titles(person: Person) -> list[str]:
    return [article.title for article in person.project.articles()]


def table(path: Path, *rows: list[str]) -> Path:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";").writerows(rows)
    path.write_text(made.getvalue(), encoding="utf-8")
    return path


def many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(f"Report {number}\n\nWords about harbour {number}.", encoding="utf-8")
    return folder


def test_a_table_that_tells_its_columns_comes_in_without_a_question(person: Person, tmp_path: Path) -> None:
    rows = table(tmp_path / "a.csv", ["Titel", "Inhalt"], ["Eins", GERMAN * 2], ["Zwei", ARABIC * 2], ["Drei", ""])
    person.drop(rows)
    assert titles(person)[2:] == ["Eins", "Zwei"]
    assert "Imported 2 articles" in person.message()
    assert "row 4" in person.message()
    person.shortcut("undo")
    assert len(titles(person)) == 2


def test_a_table_that_does_not_is_asked_about_once(person: Person, tmp_path: Path) -> None:
    person.drop(table(tmp_path / "a.csv", ["k", "one", "two"], ["x", GERMAN * 2, ARABIC * 2]))
    dialog = person.dialog()
    assert isinstance(dialog, ColumnsDialog)
    assert person.message() == ""
    assert dialog.rows.item(0, 2).text().startswith("هيئة الموانئ")
    text, title = dialog.choices["text"], dialog.choices["title"]
    text.setCurrentIndex(text.findData("two"))
    assert dialog.rows.selectedItems()[0].column() == 2
    title.setCurrentIndex(title.findData("k"))
    QTest.mouseClick(dialog.import_button, LEFT)
    person.come_in()
    assert titles(person)[2:] == ["x"]
    assert person.project.articles()[2].direction is Direction.RTL
    # The next one with these columns, in whatever order, is known.
    person.drop(table(tmp_path / "b.csv", ["two", "one", "k"], [GERMAN * 3, ARABIC * 3, "y"]))
    assert titles(person)[2:] == ["x", "y"]


def test_who_answers_no_question_imports_nothing(person: Person, tmp_path: Path) -> None:
    person.drop(table(tmp_path / "a.csv", ["one", "two"], [GERMAN * 2, ARABIC * 2]))
    person.dialog().reject()
    person.settle()
    assert len(titles(person)) == 2


def test_an_encoding_nobody_can_tell_is_chosen_by_eye(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "alt.txt"
    source.write_bytes("Größe der Häfen".encode("cp1252"))
    monkeypatch.setattr("annotator.sources.decoding._guess", lambda data: None)
    person.drop(source)
    assert "encoding" in person.message()
    QTest.mouseClick(person.window.messages.button, LEFT)
    dialog = person.dialog()
    assert isinstance(dialog, EncodingDialog)
    dialog.select("cp1256")
    assert dialog.preview.toPlainText() != "Größe der Häfen"
    dialog.select("cp1252")
    assert dialog.preview.toPlainText() == "Größe der Häfen"
    QTest.mouseClick(dialog.use_button, LEFT)
    person.come_in()
    assert "Größe der Häfen" in titles(person)


def test_what_failed_is_a_list_beside_the_window(person: Person, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "three.txt"):
        (tmp_path / name).write_bytes(b"")
    person.drop(tmp_path / "one.txt", tmp_path / "two.txt", tmp_path / "three.txt")
    QTest.mouseClick(person.window.messages.button, LEFT)
    dialog = person.dialog()
    assert isinstance(dialog, FailuresDialog)
    assert not dialog.isModal()
    assert dialog.list.topLevelItemCount() == 3
    QTest.mouseClick(dialog.copy_button, LEFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == f"{tmp_path / 'one.txt'}\tIs empty."
    dialog.close()


def test_a_protected_archive_asks_for_its_password(person: Person, tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", GERMAN * 2)
    raw = bytearray(data.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    person.drop(tmp_path / "a.zip")
    assert "password" in person.message()
    QTest.mouseClick(person.window.messages.button, LEFT)
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("wrong")
    dialog.accept()
    person.come_in()
    assert "this is not it" in person.message()


def test_work_goes_on_while_many_come_in(person: Person, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 300)
    arrivals = person.workspace.arrivals
    arrivals.take([folder])
    person.wait(lambda: len(titles(person)) > 2)
    assert arrivals.importing.running
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", Qt.Key.Key_1)
    assert person.quotes() == ["Blauwal"]
    person.come_in()
    assert len(titles(person)) == 302
    assert not arrivals.strip.isVisible()
    assert person.sides.library.model.articles == 302
    # The import is one step, and it began before the mark was made.
    person.shortcut("undo")
    assert (len(titles(person)), person.quotes()) == (302, [])
    change = person.project.undoable
    assert change is not None
    assert (change.kind, change.subject) == (ChangeKind.IMPORT, "300")
    person.shortcut("undo")
    assert len(titles(person)) == 2
    person.shortcut("redo")
    assert len(titles(person)) == 302


def test_a_mark_on_what_just_came_in_does_not_stand_in_the_way_of_undo(person: Person, tmp_path: Path) -> None:
    arrivals = person.workspace.arrivals
    arrivals.take([many(tmp_path / "many", 300)])
    person.wait(lambda: len(titles(person)) > 2)
    article = person.project.articles()[2]
    pane = person.workspace.panes.open(article.id)
    assert pane is not None
    person.tag(pane, "harbour", Qt.Key.Key_1)
    person.come_in()
    person.shortcut("undo")
    person.shortcut("undo")
    assert person.project.check() == []
    assert (len(titles(person)), person.quotes()) == (2, [])


def test_what_came_in_before_it_was_called_off_stays(person: Person, tmp_path: Path) -> None:
    arrivals = person.workspace.arrivals
    arrivals.take([many(tmp_path / "many", 400)])
    person.wait(lambda: arrivals.strip.isVisible())
    assert "of 400" in arrivals.strip.text.text()
    person.wait(lambda: len(titles(person)) > 2)
    QTest.mouseClick(arrivals.strip.button, LEFT)
    came = len(titles(person))
    assert came < 402
    assert "cancelled" in person.message()
    person.settle()
    assert len(titles(person)) == came
    person.shortcut("undo")
    assert len(titles(person)) == 2


def test_closing_the_window_calls_it_off(person: Person, tmp_path: Path) -> None:
    person.workspace.arrivals.take([many(tmp_path / "many", 400)])
    person.wait(lambda: len(titles(person)) > 2)
    person.close()
    QApplication.processEvents()
    assert person.owner.workspace is None
