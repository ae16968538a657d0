"""Where keyboard work begins, and what of it is seen on a calm page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.panes.pane import Pane
from journeys.person import Person
from journeys.test_fragments import handle

KEY = Qt.Key
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def german(person: Person) -> Pane:
    pane = person.pane(Direction.LTR)
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.workspace.panes.make_current(pane)
    return pane


def place(pane: Pane, words: str) -> int:
    return pane.view.text().index(words)


def drag_with(person: Person, pane: Pane, words: str, modifier: Qt.KeyboardModifier) -> None:
    view = pane.view.viewport()
    start, end = person.place(pane, words), person.place(pane, words, last=True)
    pane.view.clear_selection()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, modifier, start)
    for point in (QPoint((start + end) / 2), end):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(view.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            modifier,
        )
        QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifier, end)


@pytest.mark.parametrize("modifier", [CTRL, ALT])
def test_letters_are_selected_with_either_key_held(person: Person, german: Pane, modifier) -> None:
    drag_with(person, german, "fleet hat", modifier)
    assert german.view.selected_text() == "fleet hat"


@pytest.mark.parametrize("modifier", [CTRL, ALT])
def test_letters_can_be_the_rule_and_words_what_a_key_is_held_for(person: Person, german: Pane, modifier) -> None:
    person.shortcut("select_letters")
    assert person.window.actions_["select_letters"].isChecked()
    drag_with(person, german, "fleet hat", Qt.KeyboardModifier.NoModifier)
    assert german.view.selected_text() == "fleet hat"
    drag_with(person, german, "fleet hat", modifier)
    assert german.view.selected_text() == "Norderfleet hat"
    # Ctrl+Shift goes by words, and leaves the letter that one began with.
    person.drag(german, "fleet")
    person.press(KEY.Key_Right, CTRL | SHIFT)
    assert german.view.selected_text() == "fleet hat"
    person.press(KEY.Key_Left, CTRL | SHIFT)
    assert german.view.selected_text() == "fleet"
    person.press(KEY.Key_Left, CTRL | SHIFT)
    assert german.view.selected_text() == "Norder"
    person.shortcut("select_letters")
    person.drag(german, "fleet hat")
    assert german.view.selected_text() == "Norderfleet hat"


def test_a_double_click_takes_words_where_letters_are_the_rule(person: Person, german: Pane) -> None:
    person.shortcut("select_letters")
    at = person.place(german, "fleet")
    view = german.view.viewport()
    german.view.clear_selection()
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, QPointF(at), QPointF(view.mapToGlobal(at)), Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton, none,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert german.view.selected_text() == "Norderfleet"
    to = at + QPoint(5, 0)
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(view.mapToGlobal(to)), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, none,
    )  # fmt: skip
    QApplication.sendEvent(view, move)
    assert german.view.selected_text() == "Norderfleet"
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, none, to)


def test_a_handle_goes_by_letters_where_they_are_the_rule(person: Person, german: Pane) -> None:
    mark = person.tag(german, "Hafenamt von", KEY.Key_1)
    person.shortcut("select_letters")
    grip = handle(german, mark, 0)
    to = QPoint(person.place(german, "fleet").x(), grip.y())
    view = german.view.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grip)
    for point in (grip + QPoint(6, 0), to):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(point), QPointF(view.mapToGlobal(point)), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, to)
    person.look_up()
    assert person.quotes()[0].startswith("Hafenamt von Norder")
    assert person.quotes() != ["Hafenamt von Norderfleet"]


def test_what_the_mouse_selected_is_changed_by_letters_from_where_it_is_seen_to_end(
    person: Person, german: Pane
) -> None:
    person.drag(german, "fleet ha")
    assert german.view.selected_text() == "Norderfleet hat"
    person.press(KEY.Key_Left, SHIFT)
    assert german.view.selected_text() == "Norderfleet ha"
    person.press(KEY.Key_Right, SHIFT)
    person.press(KEY.Key_Right, SHIFT)
    assert german.view.selected_text() == "Norderfleet hat "


def test_a_word_clicked_twice_is_changed_by_letters(person: Person, german: Pane) -> None:
    person.double_click(german, "auwal")
    person.press(KEY.Key_Left, SHIFT)
    assert german.view.selected_text() == "Blauwa"


def test_after_a_click_in_the_list_the_keyboard_begins_at_the_mark(person: Person, german: Pane) -> None:
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.workspace.marking.let_go()
    person.click(german, "Firmen")
    person.workspace.marking.go_to(mark.id)
    assert german.view.caret.offset == place(german, "Blauwal")
    person.press(KEY.Key_Right, SHIFT)
    assert german.view.selected_text() == "B"


def test_going_to_a_mark_leaves_what_is_selected(person: Person, german: Pane) -> None:
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.drag(german, "darunter")
    person.workspace.marking.go_to(mark.id)
    assert german.view.selected_text() == "darunter"


@pytest.mark.parametrize("words", ["Das Hafenamt", "Kestrel Lines"])
def test_after_tagging_the_keyboard_goes_on_behind_the_mark(person: Person, german: Pane, words: str) -> None:
    # Selected backwards: the caret was at its beginning.
    start = place(german, words)
    drag_back(person, german, words)
    assert german.view.selection() == Span(start, start + len(words))
    assert german.view.caret.offset == start
    person.press(KEY.Key_1)
    assert german.view.caret.offset == start + len(words)


def drag_back(person: Person, pane: Pane, words: str) -> None:
    view = pane.view.viewport()
    start, end = person.place(pane, words), person.place(pane, words, last=True)
    pane.view.clear_selection()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(start),
        QPointF(view.mapToGlobal(start)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)


def test_a_caret_is_drawn_only_while_keys_move_it(person: Person, german: Pane) -> None:
    def page() -> object:
        return german.view.viewport().grab().toImage()

    calm = page()
    person.click(german, "Firmen")
    german.palette_.hide()
    assert page() == calm
    person.press(KEY.Key_Right)
    moved = page()
    assert moved != calm
    person.press(KEY.Key_Right)
    assert page() not in (moved, calm)
    person.click(german, "Firmen")
    assert page() == calm


def test_a_chip_with_nothing_to_act_on_says_what_to_do(person: Person, german: Pane) -> None:
    german.view.clear_selection()
    person.workspace.marking.let_go()
    person.workspace.marking.tag(person.project.tags.named("actor").id)
    assert "Select words first" in person.message()
    assert person.marks() == []


def test_the_ends_of_a_mark_follow_the_arrows_in_both_directions(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    mark = person.tag(german, "Blauwal", KEY.Key_1)
    person.look_up()
    for action, expected in (
        ("end_right", "Blauwal und"),
        ("end_left", "Blauwal"),
        ("start_left", "darunter Blauwal"),
        ("start_right", "Blauwal"),
        ("end_left_letter", "Blauwa"),
        ("start_right_letter", "lauwa"),
    ):
        person.shortcut(action)
        assert person.project.annotation(mark.id).quote == expected
    mark = person.tag(arabic, "تقريرًا", KEY.Key_1)
    person.look_up()
    person.shortcut("start_right")
    assert person.project.annotation(mark.id).quote == "ترفع تقريرًا"
    person.shortcut("end_right")
    assert person.project.annotation(mark.id).quote == "ترفع"


def test_copying_with_source(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.drag(german, "Kestrel Lines")
    person.shortcut("copy_cited")
    text = QApplication.clipboard().text()
    assert text.startswith("“Kestrel Lines”\n— ")
    assert german.article.title in text
