"""Who or what a mark mentions is typed in its card; the same name ties marks in any article together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.text.direction import Direction
from annotator.ui.annotations.entity_field import EntityField
from journeys.person import Person

KEY = Qt.Key


def typed(person: Person, name: str, end: Qt.Key = KEY.Key_Return) -> EntityField:
    """Write a name into the field of the mark in focus, in the place of what is there."""
    field = person.sides.card.entity
    field.setFocus()
    field.selectAll()
    if name:
        field.insert(name)
    else:
        QTest.keyClick(field, KEY.Key_Delete)
    QTest.keyClick(field, end)
    person.settle()
    return field


def test_marks_of_two_articles_are_tied_by_a_name(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    one = person.tag(german, "Hafenamt", KEY.Key_1)
    assert not person.sides.card.entity.text()
    typed(person, "  Das  Hafenamt ")
    (entity,) = person.project.entities()
    assert (entity.name, entity.tag) == ("Das Hafenamt", one.tag)
    assert person.project.annotation(one.id).entity == entity.id
    assert "Das Hafenamt" in person.window.actions_["undo"].text()
    two = person.tag(arabic, "الهيئة", KEY.Key_1)
    field = typed(person, "das hafenamt")
    assert field.text() == "Das Hafenamt", "as it is called"
    assert len(person.project.entities()) == 1
    assert person.project.ties().of(one.id) == {two.id}
    typed(person, "")
    assert person.project.annotation(two.id).entity is None
    person.shortcut("undo")
    assert person.project.annotation(two.id).entity == entity.id
    assert field.text() == "Das Hafenamt"


def test_the_card_keeps_its_height_when_a_name_is_said(person: Person) -> None:
    person.tag(person.pane(Direction.LTR), "Hafenamt", KEY.Key_1)
    card = person.sides.card
    before = card.height()
    typed(person, "Das Hafenamt")
    person.look_up()
    assert card.entity.doubt.isVisible()
    assert card.entity.doubt.height() == card.entity.height()
    assert card.height() == before, "nothing above it may jump, be it by a pixel"


def test_a_name_that_was_typed_is_kept_when_another_mark_takes_the_focus(person: Person) -> None:
    german = person.pane(Direction.LTR)
    one = person.tag(german, "Hafenamt", KEY.Key_1)
    field: QLineEdit = person.sides.card.entity
    field.setFocus()
    field.setText("Hafenamt")
    two = person.tag(german, "Reedereien", KEY.Key_1)
    assert [entity.name for entity in person.project.entities()] == ["Hafenamt"]
    assert person.project.annotation(one.id).entity is not None
    assert person.project.annotation(two.id).entity is None
    assert field.text() == ""


def test_escape_takes_back_what_was_typed_and_leads_to_the_page(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Hafenamt", KEY.Key_1)
    field = typed(person, "nobody", KEY.Key_Escape)
    assert field.text() == ""
    assert person.project.entities() == ()
    assert person.workspace.marking.focused() == person.project.annotation(mark.id)


def test_what_does_not_fit_is_said_and_shown_as_it_was(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.tag(german, "Hafenamt", KEY.Key_1)
    typed(person, "Hafenamt")
    person.tag(german, "Reedereien", KEY.Key_2)
    field = typed(person, "Hafenamt")
    assert "is of the tag" in person.message()
    assert field.text() == ""


def proposals(person: Person, typed_: str) -> list[str]:
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    field = person.sides.card.entity
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, typed_)
    return [field.proposals.item(row).text() for row in range(field.proposals.rowCount())]


def test_a_name_in_another_script_is_proposed_and_taken_from_the_list(person: Person) -> None:
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    person.tag(arabic, "هيئة الموانئ", KEY.Key_1)
    typed(person, "بايت دانس")
    person.tag(german, "gefälschte Funksprüche", KEY.Key_3)
    typed(person, "Bytefälscher")
    one = person.tag(german, "Hafenamt", KEY.Key_1)
    assert proposals(person, "By") == [], "a concern is no actor, and two consonants are no name"
    assert proposals(person, "ByteD") == ["بايت دانس"]
    field = person.sides.card.entity
    popup = field.completer().popup()
    person.wait(popup.isVisible)
    QTest.keyClick(popup, KEY.Key_Down)
    assert field.text() == "بايت دانس"
    QTest.keyClick(popup, KEY.Key_Return)
    person.settle()
    (entity,) = (e for e in person.project.entities() if e.name == "بايت دانس")
    assert person.project.annotation(one.id).entity == entity.id
    two = person.tag(german, "Blauwal", KEY.Key_1)
    assert proposals(person, "ByteDa") == ["بايت دانس"]
    person.wait(popup.isVisible)
    QTest.mouseClick(
        popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(popup.model().index(0, 0)).center()
    )
    person.settle()
    assert person.project.annotation(two.id).entity == entity.id
    assert german.view.hasFocus()


def test_a_tie_is_said_to_be_uncertain_in_the_card(person: Person) -> None:
    german = person.pane(Direction.LTR)
    mark = person.tag(german, "Hafenamt", KEY.Key_1)
    doubt = person.sides.card.entity.doubt
    assert not doubt.isVisible(), "it mentions nothing yet"
    typed(person, "Hafenamt")
    assert doubt.isVisible()
    assert not doubt.isChecked()
    QTest.mouseClick(doubt, Qt.MouseButton.LeftButton)
    assert person.project.annotation(mark.id).uncertain
    assert doubt.isChecked()
    person.shortcut("undo")
    assert not person.project.annotation(mark.id).uncertain
    assert not doubt.isChecked()
    QTest.mouseClick(doubt, Qt.MouseButton.LeftButton)
    typed(person, "")
    assert not person.project.annotation(mark.id).uncertain


def test_a_key_leads_to_the_name_and_tab_goes_from_there_to_the_attributes(person: Person) -> None:
    german = person.pane(Direction.LTR)
    person.window.activateWindow()
    field, fields = person.sides.card.entity, person.sides.card.attributes
    mark = person.tag(german, "Hafenamt", KEY.Key_1)
    QTest.keyClick(german.view, KEY.Key_E)
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "the port")
    QTest.keyClick(field, KEY.Key_Return)
    person.settle()
    (entity,) = person.project.entities()
    assert entity.name == "the port"
    assert person.project.annotation(mark.id).entity == entity.id
    assert QApplication.focusWidget() is german.view
    QTest.keyClick(german.view, KEY.Key_A)
    assert QApplication.focusWidget() is fields.fields["role"]
    QTest.keyClick(fields.fields["role"], KEY.Key_2)
    person.settle()
    for before in (field.doubt, field):
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert QApplication.focusWidget() is before
