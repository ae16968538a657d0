"""The panel of proposals: looked through by the arrow keys, accepted and refused by one key, and undone at once."""

from __future__ import annotations

import json
import shlex
import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from annotator.analysis.proposals import Kind
from annotator.core.change import ChangeKind
from annotator.core.values import Annotation
from annotator.project import edits
from annotator.text.direction import Direction
from annotator.ui.proposals.commands import ProposalCommands
from annotator.ui.proposals.view import EVERYWHERE, HERE, OPEN
from journeys.person import Person

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Panel:
    """The panel, pointed at."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.wait(lambda: person.workspace.proposing is not None)
        person.shortcut("proposals")
        proposing = person.workspace.proposing
        assert proposing is not None
        assert isinstance(proposing.page, ProposalCommands)
        self.page = proposing.page
        self.view = proposing.page.view
        self.wait()

    def wait(self) -> None:
        self.person.settle()
        self.person.wait(lambda: not self.page.busy)
        self.person.look_up()

    def choose(self, kind: Kind, scope: str = OPEN) -> None:
        self.view.scope.setCurrentIndex(self.view.scope.findData(scope))
        self.view.kind.setCurrentIndex(self.view.kind.findData(kind))
        self.view.kind.activated.emit(self.view.kind.currentIndex())
        self.wait()

    def quotes(self) -> list[str]:
        return [row.proposal.quote for row in self.view.model.rows]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view.list, key, modifier)
        self.wait()

    def outlined(self, direction: Direction) -> list[tuple[str, bool]]:
        pane = self.person.pane(direction)
        text = pane.view.text()
        return [(outline.span.of(text), outline.lit) for outline in pane.view.proposed]


@pytest.fixture
def marks(person: Person) -> list[Annotation]:
    german = person.pane(Direction.LTR)
    words = (("Kestrel Lines", KEY.Key_1), ("zwölf Reedereien", KEY.Key_3))
    return [person.tag(german, quote, key) for quote, key in words]


@pytest.fixture
def panel(person: Person, marks: list[Annotation]) -> Panel:
    return Panel(person)


def test_what_the_other_report_says_is_outlined_and_accepted_by_a_key(panel: Panel, person: Person) -> None:
    assert panel.quotes() == ["12 شركة", "12 شركة", "Kestrel Lines"]
    assert len(person.marks()) == 2  # nothing is stored
    panel.press(KEY.Key_Down)
    assert panel.outlined(Direction.RTL) == [("12 شركة", False), ("12 شركة", True), ("Kestrel Lines", False)]
    panel.press(KEY.Key_End)
    panel.press(KEY.Key_Return)
    assert panel.quotes() == ["12 شركة", "12 شركة"]
    (entity,) = person.project.entities()
    assert entity.name == "Kestrel Lines"
    assert [mark.quote for mark in person.project.mentions([entity.id])] == ["Kestrel Lines", "Kestrel Lines"]
    undoable = person.project.undoable
    assert undoable is not None
    assert undoable.kind is ChangeKind.ACCEPT
    person.shortcut("undo")
    panel.wait()
    assert person.project.entities() == ()
    assert panel.quotes() == ["12 شركة", "12 شركة", "Kestrel Lines"]


def test_the_list_has_the_keyboard_as_soon_as_something_is_in_it(panel: Panel, person: Person) -> None:
    assert person.window.focusWidget() is panel.view.list
    panel.press(KEY.Key_Return)
    assert len(person.marks()) == 3


def test_several_are_one_step(panel: Panel, person: Person) -> None:
    QTest.mouseClick(panel.view.accept_all, Qt.MouseButton.LeftButton)
    panel.wait()
    assert panel.quotes() == ["zwölf Reedereien"]  # the title says so too, which only the other report's marks tell
    assert len(person.marks()) == 5
    person.shortcut("undo")
    panel.wait()
    assert len(person.marks()) == 2
    panel.view.list.setFocus()
    panel.press(KEY.Key_A, CTRL)
    panel.press(KEY.Key_Return)
    assert len(person.marks()) == 5


def test_what_is_refused_stays_away(panel: Panel, person: Person) -> None:
    panel.press(KEY.Key_Home)
    panel.press(KEY.Key_Backspace)
    assert panel.quotes() == ["12 شركة", "Kestrel Lines"]
    assert panel.view.list.currentIndex().row() == 0
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    panel.wait()
    assert panel.quotes() == ["12 شركة", "Kestrel Lines"]
    QTest.mouseClick(panel.view.refuse_all, Qt.MouseButton.LeftButton)
    panel.wait()
    assert panel.quotes() == []
    assert panel.view._empty.text() == "Nothing is left to decide."
    assert panel.outlined(Direction.RTL) == []
    assert len(person.marks()) == 2


def test_outlines_go_with_the_panel(panel: Panel, person: Person) -> None:
    assert len(panel.outlined(Direction.RTL)) == 3
    person.sides.side.open(0)
    person.settle()
    assert panel.outlined(Direction.RTL) == []
    person.shortcut("proposals")
    panel.wait()
    assert len(panel.outlined(Direction.RTL)) == 3
    panel.press(KEY.Key_Escape)
    assert person.workspace.panes.current is not None
    assert person.window.focusWidget() is person.workspace.panes.current.view


def test_the_same_words_of_the_mark_in_focus_or_of_all(panel: Panel, person: Person) -> None:
    panel.choose(Kind.WORDS)
    assert panel.quotes() == ["zwölf Reedereien"]  # of the mark in focus, which was made last
    person.press(KEY.Key_Escape, pane=person.pane(Direction.LTR))
    panel.wait()
    person.wait(lambda: sorted(panel.quotes()) == ["Kestrel Lines", "zwölf Reedereien"])
    panel.choose(Kind.WORDS, HERE)
    assert panel.quotes() == ["zwölf Reedereien"]
    german = person.pane(Direction.LTR)
    person.tag(german, "Lotsendienste", KEY.Key_2)
    panel.wait()
    assert panel.quotes() == []
    panel.view.inflected.click()
    panel.wait()
    assert panel.view.inflected.isChecked()


def test_all_articles_are_looked_through_when_that_is_asked_for(panel: Panel, person: Person) -> None:
    panel.choose(Kind.BEFORE, EVERYWHERE)
    assert panel.quotes() == []
    assert "press “Look” above" in panel.view._empty.text()
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    panel.wait()
    assert panel.quotes() == ["Kestrel Lines"]
    panel.press(KEY.Key_Home)
    panel.press(KEY.Key_Space)
    panel.press(KEY.Key_Return)
    assert len(person.marks()) == 3
    assert panel.quotes() == []


def test_what_was_found_before_somebody_works_blind_is_listed_no_longer(panel: Panel, person: Person) -> None:
    panel.choose(Kind.BEFORE, EVERYWHERE)
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    panel.wait()
    assert panel.quotes() == ["Kestrel Lines"]
    person.shortcut("blind")
    panel.wait()
    assert panel.quotes() == []
    assert "press “Look” above" in panel.view._empty.text()


def test_what_was_marked_while_the_panel_was_out_of_sight_is_listed_no_longer(panel: Panel, person: Person) -> None:
    panel.choose(Kind.BEFORE, EVERYWHERE)
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    panel.wait()
    (row,) = panel.view.model.rows
    person.sides.side.open(0)
    found = row.proposal
    person.workspace.session.edit(lambda: edits.annotate(person.project, found.article, found.span, found.tag))
    person.shortcut("proposals")
    panel.wait()
    assert panel.quotes() == []


def test_a_command_is_run_only_when_it_was_set_up_and_is_asked(panel: Panel, person: Person) -> None:
    panel.choose(Kind.SCRIPT, HERE)
    assert "A command of your own" in panel.view._empty.text()
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    said = json.dumps([{"start": 0, "end": 4, "tag": "concern"}])
    dialog.setTextValue(shlex.join([sys.executable, "-c", f"print({said!r})"]))
    dialog.accept()
    panel.wait()
    assert panel.quotes() == []  # set up, and not run
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    panel.wait()
    assert len(panel.quotes()) == 1
    panel.press(KEY.Key_Home)
    panel.press(KEY.Key_Return)
    assert len(person.marks()) == 3


@pytest.mark.parametrize(("code", "said"), [("print('x')", "no JSON"), ("raise SystemExit(4)", "exit code 4")])
def test_a_command_that_fails_gets_one_sentence(panel: Panel, person: Person, code: str, said: str) -> None:
    panel.choose(Kind.SCRIPT, HERE)
    panel.page._take_command(shlex.join([sys.executable, "-c", code]))
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    panel.wait()
    assert said in panel.view._empty.text()
    assert len(person.marks()) == 2


def test_a_command_that_hangs_is_stopped(panel: Panel, person: Person) -> None:
    panel.choose(Kind.SCRIPT, HERE)
    panel.page._take_command(shlex.join([sys.executable, "-c", "import time; time.sleep(60)"]))
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    person.settle()
    assert panel.page.busy
    assert panel.view.begin.toolTip() == "Stop looking"
    started = time.monotonic()
    QTest.mouseClick(panel.view.begin, Qt.MouseButton.LeftButton)
    panel.page.close()
    assert time.monotonic() - started < 30
    assert not panel.page.busy


@pytest.mark.parametrize(
    ("entry", "kind", "quotes", "place"),
    [
        ("The same words elsewhere", Kind.WORDS, ["Kestrel Lines"], 0),
        ("The same in the other report", Kind.ACROSS, ["12 شركة", "12 شركة", "Kestrel Lines"], 2),
    ],
)
def test_the_menu_of_a_mark_leads_to_its_proposals(
    person: Person, marks: list[Annotation], entry: str, kind: Kind, quotes: list[str], place: int
) -> None:
    german = person.pane(Direction.LTR)
    point = person.place(german, "Kestrel Lines")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, german.view.viewport().mapToGlobal(point))
    QApplication.sendEvent(german.view.viewport(), event)
    menu = person.menu()
    action = next(action for action in menu.actions() if action.text() == entry)
    menu.close()
    action.trigger()
    panel = Panel(person)
    assert panel.view.chosen_kind() is kind
    assert panel.quotes() == quotes
    assert panel.view.list.currentIndex().row() == place
    current = panel.view.list.current()
    assert current is not None
    assert current.proposal.source == marks[0].id
