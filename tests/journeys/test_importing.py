"""Documents brought in by somebody at the window: while work goes on, with questions where a file leaves one open."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import LockedError, ProjectError
from annotator.core.ids import now
from annotator.project.gathering import Gathered
from annotator.project.importing import Intake
from annotator.text.direction import Direction
from annotator.ui.columns import ColumnsDialog
from annotator.ui.encoding import EncodingDialog
from annotator.ui.failures import FailuresDialog
from annotator.ui.import_options import ImportOptions
from annotator.ui.library.dialog import ArticleDialog
from annotator.ui.library.several import SeveralDialog
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
    assert "was not imported" in person.message()


def test_tables_with_the_same_columns_are_one_question_and_others_come_after(person: Person, tmp_path: Path) -> None:
    person.drop(
        table(tmp_path / "a.csv", ["one", "two"], [GERMAN * 2, ARABIC * 2]),
        table(tmp_path / "b.csv", ["two", "one"], [ARABIC * 3, GERMAN * 3]),
        table(tmp_path / "c.csv", ["three", "four"], [GERMAN * 4, ARABIC * 4]),
    )
    for column in ("two", "three"):
        dialogs = [found for found in person.window.findChildren(ColumnsDialog) if found.isVisible()]
        assert len(dialogs) == 1
        choice = dialogs[0].choices["text"]
        choice.setCurrentIndex(choice.findData(column))
        QTest.mouseClick(dialogs[0].import_button, LEFT)
        person.come_in()
    texts = {person.project.text(article.id) for article in person.project.articles()[2:]}
    assert texts == {ARABIC * 2, ARABIC * 3, GERMAN * 4}


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


def test_what_was_undone_while_more_came_in_stays_away(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Views are told of the first batch, and then no more before the end.
    monkeypatch.setattr("annotator.ui.importing._CALM", 1_000_000)
    arrivals = person.workspace.arrivals
    arrivals.take([many(tmp_path / "many", 300)])
    person.wait(lambda: len(titles(person)) > 40)
    assert arrivals.importing.running
    person.shortcut("undo")
    assert (len(titles(person)), person.sides.library.model.articles) == (2, 2)
    person.come_in()
    came = len(titles(person)) - 2
    assert came < 300
    assert person.sides.library.model.articles == came + 2
    assert f"Imported {came} articles" in person.message()


def test_what_came_in_before_it_was_called_off_stays(person: Person, tmp_path: Path) -> None:
    height = person.window.statusBar().height()
    arrivals = person.workspace.arrivals
    arrivals.take([many(tmp_path / "many", 2500)])
    person.wait(lambda: arrivals.strip.isVisible())
    assert "of 2500" in arrivals.strip.text.text()
    assert arrivals.strip.button.width() == arrivals.strip.button.sizeHint().width()
    assert person.window.statusBar().height() == height, "no page jumps"
    person.wait(lambda: len(titles(person)) > 2)
    QTest.mouseClick(arrivals.strip.button, LEFT)
    came = len(titles(person))
    assert came < 2502
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


def pasted(person: Person, text: str, html: str | None = None) -> None:
    data = QMimeData()
    data.setText(text)
    if html is not None:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    person.shortcut("paste_article")


def test_what_was_copied_becomes_an_article(person: Person) -> None:
    pasted(person, "Der Hafen ist zu\n\nUnd das ist neu.\r\n")
    article = person.project.articles()[2]
    assert (article.title, article.origin.name) == ("Der Hafen ist zu", None)
    assert person.project.text(article.id) == "Der Hafen ist zu\n\nUnd das ist neu.\n"
    assert "is an article now" in person.message()
    pasted(person, "Der Hafen ist zu\n\nUnd das ist neu.\n")
    assert "is already here" in person.message()
    assert len(titles(person)) == 3
    person.shortcut("undo")
    assert len(titles(person)) == 2
    pasted(person, "  \n ")
    assert "no text on the clipboard" in person.message()
    pasted(person, "https://nordblatt.example/1")
    assert len(titles(person)) == 2


def test_words_dragged_from_elsewhere_become_an_article(sit_down: Callable[..., Person], tmp_path: Path) -> None:
    data = QMimeData()
    data.setText("Gezogene Worte\n\nAus einem anderen Fenster.")
    at, copy = QPointF(300, 300), Qt.DropAction.CopyAction
    event = QDropEvent(at, copy, data, LEFT, Qt.KeyboardModifier.NoModifier)
    someone = sit_down(None)
    someone.window.dropEvent(event)
    someone.settle()
    assert [article.title for article in someone.project.articles()] == ["Gezogene Worte"]


def test_an_article_in_a_wrong_encoding_is_read_again(person: Person, tmp_path: Path) -> None:
    source = tmp_path / "mina.txt"
    source.write_bytes((ARABIC + "نهاية").encode("cp1256"))
    article = person.project.import_files([source], encoding="cp1252").imported[0]
    person.workspace.session.read_again()
    pane = person.workspace.panes.open(article.id)
    assert pane is not None
    person.shortcut("article_details")
    details = person.dialog()
    assert isinstance(details, ArticleDialog)
    QTest.mouseClick(details.recode_button, LEFT)
    dialog = person.dialog()
    assert isinstance(dialog, EncodingDialog)
    # The likeliest is looked at first.
    assert dialog.encoding() == "cp1256"
    assert dialog.preview.toPlainText().startswith("هيئة الموانئ")
    place = person.panes.index(pane)
    QTest.mouseClick(dialog.use_button, LEFT)
    now = person.panes[place].article
    assert now is not None
    assert (now.direction, now.origin.encoding) == (Direction.RTL, "cp1256")
    person.shortcut("undo")
    assert person.project.article(article.id) == article


def test_an_article_with_marks_keeps_its_text(person: Person, tmp_path: Path) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Blauwal", Qt.Key.Key_1)
    person.shortcut("change_encoding")
    assert "has marks already" in person.message()
    QTest.mouseClick(person.window.messages.button, LEFT)
    dialog = person.dialog()
    assert isinstance(dialog, EncodingDialog)
    dialog.select("cp1252")
    QTest.mouseClick(dialog.use_button, LEFT)
    assert len(titles(person)) == 3
    assert person.quotes() == ["Blauwal"]


def test_an_article_comes_in_again_from_its_kept_original(person: Person) -> None:
    article = person.pane(Direction.LTR).article
    assert article is not None
    person.sides.library.select(article.id)
    person.shortcut("import_again")
    assert "is as it was" in person.message()
    # As if an older reader had told less of it.
    less = replace(article, guesses=("title",), title="Something", language=None)
    person.workspace.session.do(Change(ChangeKind.EDIT_ARTICLE, None, now(), "", (Edit(article, less),)))
    person.shortcut("import_again")
    assert "the text is the same" in person.message()
    again = person.project.article(article.id)
    assert (again.title, again.language) == (article.title, article.language)


def test_a_guess_is_shown_and_confirmed_by_a_tick_or_an_edit(person: Person) -> None:
    article = person.pane(Direction.LTR).article
    assert article is not None
    assert set(article.guesses) >= {"title", "language", "direction"}
    person.sides.library.select(article.id)
    person.shortcut("article_details")
    dialog = person.dialog()
    assert isinstance(dialog, ArticleDialog)
    assert {guess.text() for guess in dialog.guesses.values()} == {"guess"}
    dialog.guesses["language"].click()
    QTest.keyClicks(dialog.title, "!")
    assert dialog.guesses["title"].text() == "confirmed"
    dialog.accept()
    assert set(person.project.article(article.id).guesses) == set(article.guesses) - {"title", "language"}


def test_several_articles_are_described_at_once(person: Person) -> None:
    person.sides.library.list.selectAll()
    person.shortcut("article_details")
    dialog = person.dialog()
    assert isinstance(dialog, SeveralDialog)
    assert dialog.language.edit.placeholderText() == "several"
    QTest.keyClicks(dialog.lines["published"], "soon")
    dialog.accept()
    assert "is no date" in dialog.problem.text()
    dialog.lines["published"].clear()
    QTest.keyClicks(dialog.lines["published"], "2021-03-19")
    dialog.accept()
    assert {article.published for article in person.project.articles()} == {"2021-03-19"}
    assert len({article.language for article in person.project.articles()}) == 2
    person.shortcut("undo")
    assert {article.published for article in person.project.articles()} == {None}


def test_originals_are_kept_as_far_as_wished(person: Person, tmp_path: Path) -> None:
    person.shortcut("import_options")
    dialog = person.dialog()
    assert isinstance(dialog, ImportOptions)
    assert (dialog.keep.isChecked(), dialog.megabytes.value()) == (True, 5)
    dialog.keep.setChecked(False)
    dialog.accept()
    (tmp_path / "alt.txt").write_bytes((GERMAN + "Ende").encode("cp1252"))
    person.drop(tmp_path / "alt.txt")
    assert person.project.original(person.project.articles()[2].id) is None


def test_a_project_that_another_process_writes_to_is_waited_for(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, refused = Intake.take, []

    def busy(intake: Intake, batch: list[Gathered]) -> object:
        if len(refused) < 2:
            refused.append(batch)
            raise LockedError(person.project.path, "is locked")
        return take(intake, batch)

    monkeypatch.setattr(Intake, "take", busy)
    (tmp_path / "a.txt").write_text("Ein Titel\n\nEin Text.", encoding="utf-8")
    person.drop(tmp_path / "a.txt")
    assert len(refused) == 2
    assert titles(person)[2:] == ["Ein Titel"]


def test_a_disk_that_is_full_ends_an_import_with_a_sentence(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_intake: Intake, _batch: list[Gathered]) -> object:
        raise ProjectError(person.project.path, "could not be written (disk full)")

    monkeypatch.setattr(Intake, "take", full)
    (tmp_path / "a.txt").write_text("Ein Titel\n\nEin Text.", encoding="utf-8")
    person.drop(tmp_path / "a.txt")
    assert len(titles(person)) == 2
    assert "disk full" in person.message()
