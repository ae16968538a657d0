"""Looking at what was done: the panel of the history, by mouse and keys, in the real window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.core.change import ChangeKind
from annotator.core.history import Way
from annotator.project import Project, edits
from annotator.text.direction import Direction
from annotator.ui.history import historian
from annotator.ui.history.model import facts_of
from annotator.ui.history.view import ALL, ARTICLE, MARK, HistoryView
from journeys.person import Person


@pytest.fixture
def reader(person: Person) -> Person:
    """Somebody with a mark on each page, one of them with a note."""
    left, right = person.pane(Direction.LTR), person.pane(Direction.RTL)
    person.tag(left, "Blauwal", Qt.Key.Key_1)
    made = person.tag(right, "هيئة الموانئ 12", Qt.Key.Key_2)
    person.workspace.session.do(edits.set_note(person.project, made, "who?"))
    person.look_up()
    return person


def press_f9(person: Person) -> None:
    person.window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(person.window, Qt.Key.Key_F9)
    person.settle()


def panel_of(person: Person) -> HistoryView:
    """Open the history by its key; return the panel."""
    press_f9(person)
    panel = person.sides.steps.panel
    assert panel is not None
    return panel


def rows(panel: HistoryView) -> list[tuple[ChangeKind, Way, bool]]:
    return [(entry.kind, entry.way, entry.undone) for entry in panel.model.entries]


def click(panel: HistoryView, number: int) -> None:
    """Click on the change of this number."""
    place = panel.model.place_of(number)
    panel.list.scrollTo(place)
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualRect(place).center()
    )  # fmt: skip
    QApplication.processEvents()


def choose(panel: HistoryView, scope: str) -> None:
    panel.scope.setCurrentIndex(panel.scope.findData(scope))
    panel.scope.activated.emit(panel.scope.currentIndex())


def entry_of(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    QApplication.processEvents()


def test_nothing_of_it_is_loaded_before_it_is_seen(reports: list[Path], tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annot") as project:
        project.import_files(reports)
    told = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from annotator.app import Desktop, make_application; from annotator.ui.settings import Settings\n"
        "app = make_application(); here = Path(sys.argv[1])\n"
        "desktop = Desktop(app, Settings(here / 's.ini')); window = desktop.open(here / 'p.annot')\n"
        "while window.workspace is None or window.workspace.sides is None: QApplication.processEvents()\n"
        "for _ in range(50): QApplication.processEvents()\n"
        "assert not [name for name in sys.modules if name.startswith('annotator.ui.history')]\n"
        "desktop.quit()\n"
    )
    done = subprocess.run([sys.executable, "-c", told, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_it_shows_who_did_what_and_goes_there(reader: Person) -> None:
    assert reader.sides.steps.panel is None
    panel = panel_of(reader)
    assert [kind for kind, _, _ in rows(panel)] == [
        ChangeKind.NOTE, ChangeKind.ANNOTATE, ChangeKind.ANNOTATE, ChangeKind.IMPORT,
    ]  # fmt: skip
    assert not panel.coder.isVisible(), "there is but one"
    first = panel.model.row(panel.model.index(0))
    assert (first.entry, first.title) == (None, "Today")
    click(panel, 3)
    focus = reader.workspace.marking.focused()
    assert focus is not None
    assert focus.quote.startswith("هيئة")
    assert panel.details.toPlainText().startswith("New mark “\u2068هيئة")
    click(panel, 2)
    again = reader.workspace.marking.focused()
    assert again is not None
    assert again.quote == "Blauwal"
    assert "Blauwal" in facts_of(panel.model.row(panel.list.currentIndex()))
    # By key: down, and Enter goes there; Esc leads back to the page.
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Up)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert reader.workspace.marking.focused() == focus or reader.workspace.marking.focused().id == focus.id
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert reader.workspace.panes.current is not None
    assert reader.workspace.panes.current.view.hasFocus()


def test_it_follows_while_it_is_seen_and_not_else(reader: Person, tmp_path: Path) -> None:
    panel = panel_of(reader)
    reader.tag(reader.pane(Direction.LTR), "Kestrel Lines", Qt.Key.Key_1)
    reader.wait(lambda: len(panel.model.entries) == 5)
    reader.shortcut("undo")
    reader.wait(lambda: rows(panel)[:2] == [
        (ChangeKind.ANNOTATE, Way.UNDONE, False), (ChangeKind.ANNOTATE, Way.DONE, True),
    ])  # fmt: skip
    with Project.open(reader.project.path, coder="lea") as other:
        other.do(edits.add_tag(other, "place"))
    reader.workspace.session.look_elsewhere()
    reader.wait(lambda: len(panel.model.entries) == 7)
    assert panel.coder.isVisible(), "now there are two"
    assert facts_of(panel.model.row(panel.model.place_of(7)))[1] == "lea"
    panel.coder.setCurrentIndex(panel.coder.findText("lea", Qt.MatchFlag.MatchContains))
    panel.coder.activated.emit(panel.coder.currentIndex())
    assert [entry.number for entry in panel.model.entries] == [7]
    panel.coder.setCurrentIndex(0)
    panel.coder.activated.emit(0)
    # Behind the marks it reads nothing; in front again it has all.
    reader.window.marks_dock.raise_()
    reader.settle()
    reader.tag(reader.pane(Direction.LTR), "Kestrel Lines", Qt.Key.Key_1)
    reader.settle()
    assert len(panel.model.entries) == 7
    press_f9(reader)
    reader.wait(lambda: len(panel.model.entries) == 8)
    assert reader.window.history_dock.isVisible()
    press_f9(reader)
    assert not reader.window.history_dock.isVisible()


def test_the_history_of_a_mark_and_of_an_article(reader: Person) -> None:
    page = reader.pane(Direction.RTL)
    at = reader.place(page, "هيئة الموانئ 12")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, page.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(page.view.viewport(), event)
    entry_of(reader.menu(), "History of this mark")
    panel = reader.sides.steps.panel
    assert panel is not None
    assert reader.window.history_in_front
    assert [kind for kind, _, _ in rows(panel)] == [ChangeKind.NOTE, ChangeKind.ANNOTATE]
    assert "\u2068هيئة الموانئ 12" in panel.heading.text()
    # It follows the mark in focus, and stays where none is.
    reader.click(reader.pane(Direction.LTR), "Blauwal")
    reader.wait(lambda: len(panel.model.entries) == 1)
    reader.press(Qt.Key.Key_Escape)
    assert len(panel.model.entries) == 1
    choose(panel, ARTICLE)
    assert [kind for kind, _, _ in rows(panel)] == [ChangeKind.ANNOTATE, ChangeKind.IMPORT]
    panel.words.setText("import")
    reader.wait(lambda: len(panel.model.entries) == 1)
    panel.words.setText("nothing like that")
    reader.wait(lambda: not panel.model.entries)
    assert panel._empty.text() == "No change fits the filter."
    # Of an article that is not the one in use.
    article = page.article
    assert article is not None
    reader.sides.library.select(article.id)
    reader.sides.steps.show_article(article.id)
    assert [kind for kind, _, _ in rows(panel)] == [ChangeKind.NOTE, ChangeKind.ANNOTATE, ChangeKind.IMPORT]


def test_a_change_is_reverted_or_what_stands_in_the_way_is_shown(reader: Person) -> None:
    panel = panel_of(reader)
    click(panel, 3)
    QTest.mouseClick(panel.revert, Qt.MouseButton.LeftButton)
    assert "Revert these first: note on “\u2068directive\u2069”" in reader.message()
    assert [row.entry.number for row in panel.model._rows if row.in_the_way and row.entry] == [4]
    click(panel, 4)
    assert "Note \u2068–\u2069 → \u2068who?\u2069" in " ".join(panel.details.toPlainText().split())
    QTest.mouseClick(panel.revert, Qt.MouseButton.LeftButton)
    reader.wait(lambda: rows(panel)[0] == (ChangeKind.NOTE, Way.REVERTED, False))
    assert "Reverted" in reader.message()
    assert not panel.revert.isEnabled(), "it is taken back"
    assert reader.window.focusWidget() is panel.list
    click(panel, 3)
    QTest.mouseClick(panel.revert, Qt.MouseButton.LeftButton)
    reader.settle()
    assert reader.quotes() == ["Blauwal"]
    # The mark is gone: there is no place to go to but its article.
    click(panel, 3)
    assert panel.go.isEnabled()
    assert reader.workspace.marking.focused() is None
    reader.shortcut("undo")
    assert len(reader.quotes()) == 2
    assert reader.project.check() == []


def test_details_are_forgotten_when_that_is_agreed(reader: Person) -> None:
    panel = panel_of(reader)
    actions = {action.objectName(): action for action in panel.tidy.menu().actions()}
    actions["year"].trigger()
    assert reader.message().startswith("No change is that old")
    actions["everything"].trigger()
    assert panel.question.isVisible()
    assert panel.question.text().startswith("Forget what all 4 changes so far changed?")
    QTest.mouseClick(panel.decline, Qt.MouseButton.LeftButton)
    assert not panel.question.isVisible()
    actions["everything"].trigger()
    QTest.mouseClick(panel.agree, Qt.MouseButton.LeftButton)
    reader.wait(lambda: all(not entry.kept for entry in panel.model.entries))
    assert "The details of 4 changes are forgotten" in reader.message()
    assert reader.window.focusWidget() is panel.list
    assert not reader.window.actions_["undo"].isEnabled()
    click(panel, 2)
    assert "known no more" in panel.details.toPlainText()
    assert not panel.revert.isEnabled()
    assert len(reader.quotes()) == 2


def test_the_window_remembers_that_it_stood_open(
    reader: Person, sit_down: Callable[..., Person], tmp_path: Path
) -> None:
    panel_of(reader)
    reader.press(Qt.Key.Key_Escape)
    path = reader.project.path
    reader.close()
    again = sit_down(path)
    again.wait(lambda: again.sides.steps.panel is not None)
    panel = again.sides.steps.panel
    assert panel is not None
    again.wait(lambda: len(panel.model.entries) == 4)
    choose(panel, MARK)
    assert (panel.heading.text(), panel._empty.text()) == ("History", "Click a mark to see its history.")
    choose(panel, ALL)
    assert len(panel.model.entries) == 4


def test_a_right_click_offers_what_can_be_done(reader: Person) -> None:
    panel = panel_of(reader)
    place = panel.list.visualRect(panel.model.place_of(2)).center()
    panel.list.customContextMenuRequested.emit(QPoint(place))
    menu = reader.menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Go there", "Revert", "History of this mark", "History of this article"]
    entry_of(menu, "History of this mark")
    assert len(panel.model.entries) == 1


def test_a_long_list_is_kept_up_step_by_step(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(historian, "_NEW", 2)
    monkeypatch.setattr(historian, "_PAGE", 5)
    session, mark = reader.workspace.session, reader.marks()[0]

    def note(text: str) -> None:
        session.do(edits.set_note(reader.project, reader.project.annotation(mark.id), text))

    def as_it_is() -> bool:
        return panel.model.entries == reader.project.history(limit=len(panel.model.entries))

    for number in range(20):
        note(f"note {number}")
    panel = panel_of(reader)

    def scrolled_to_the_end() -> bool:
        panel.list.scrollToBottom()
        return len(panel.model.entries) == 24

    reader.wait(scrolled_to_the_end)
    steps = [session.undo] * 6 + [session.redo] * 2 + [session.undo]
    for step in (*steps, lambda: session.revert(reader.project.entry(2)), session.undo, session.redo, session.undo):
        step()
        reader.wait(as_it_is)
    for number in range(5):
        note(f"note {number}")  # more than are read at once
    reader.wait(as_it_is)
    assert len(panel.model.entries) > 24
