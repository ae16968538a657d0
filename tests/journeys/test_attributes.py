"""What a mark carries beyond its tag is said by keys in its card, for one mark or for several at once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from annotator.core.change import ChangeKind
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import Annotation, AttributeDefinition, AttributeKind
from annotator.project import attributes, edits, entities
from annotator.text.direction import Direction
from annotator.ui.attributes import AttributeFields, LineField
from annotator.ui.choices import Choices
from journeys.person import Person

KEY = Qt.Key
FORCE = AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "requests", "urges", "recommends"))
QUOTED = AttributeDefinition("quoted", AttributeKind.YES_NO)
HOW_MANY = AttributeDefinition("how many", AttributeKind.NUMBER)
SAID_BY = AttributeDefinition("attributed to", AttributeKind.TEXT)
ROLE = AttributeDefinition("role", AttributeKind.CHOICE, ("issuer", "addressee", "other"))


@pytest.fixture
def coder(person: Person) -> Person:
    """Somebody whose tags have attributes."""
    tags = {DIRECTIVE: (FORCE, QUOTED, HOW_MANY, SAID_BY), ACTOR: (ROLE, SAID_BY), CONCERN: ()}
    for tag, definitions in tags.items():
        now = person.project.tags[tag.id]
        person.workspace.session.do(edits.edit_tag(person.project, replace(now, attributes=definitions)))
    person.look_up()
    return person


def fields(person: Person) -> AttributeFields:
    return person.sides.card.attributes


def chips(person: Person, name: str) -> Choices[object]:
    field = fields(person).fields[name]
    assert isinstance(field, Choices)
    return field


def line(person: Person, name: str) -> LineField:
    field = fields(person).fields[name]
    assert isinstance(field, LineField)
    return field


def carried(person: Person, mark: Annotation) -> dict[str, object]:
    return dict(person.project.annotation(mark.id).attributes)


def type_into(person: Person, key: Qt.Key | str) -> None:
    """Type at whatever has the keyboard."""
    person.window.activateWindow()
    person.wait(lambda: QApplication.focusWidget() is not None)
    target = QApplication.focusWidget()
    if isinstance(key, str):
        for letter in key:  # QTest's own keys are those of Latin keyboards
            pressed = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, pressed)
    else:
        QTest.keyClick(target, key)
    person.look_up()


def test_tag_then_a_then_digits_and_words_without_the_mouse(coder: Person) -> None:
    german = coder.pane(Direction.LTR)
    coder.window.activateWindow()
    mark = coder.tag(german, "selbst prüfen", KEY.Key_2)
    coder.press(KEY.Key_A)
    coder.wait(lambda: QApplication.focusWidget() is chips(coder, "force"))
    type_into(coder, KEY.Key_2)
    assert carried(coder, mark) == {"force": "requests"}
    type_into(coder, KEY.Key_Tab)
    assert QApplication.focusWidget() is chips(coder, "quoted")
    type_into(coder, "n")
    type_into(coder, KEY.Key_Tab)
    assert QApplication.focusWidget() is line(coder, "how many")
    type_into(coder, "١٢")
    type_into(coder, KEY.Key_Tab)
    type_into(coder, "هيئة الموانئ")
    type_into(coder, KEY.Key_Return)
    assert carried(coder, mark) == {
        "force": "requests", "quoted": False, "how many": 12, "attributed to": "هيئة الموانئ",
    }  # fmt: skip
    # Enter has led back to the page, where Ctrl+Z takes each of them back.
    coder.wait(lambda: QApplication.focusWidget() is german.view)
    coder.shortcut("undo")
    coder.shortcut("undo")
    assert carried(coder, mark) == {"force": "requests", "quoted": False}
    assert not line(coder, "how many").text()
    assert next(step.kind for step in coder.project.history(limit=1)) is ChangeKind.ATTRIBUTE


def test_letters_choose_and_backspace_takes_back(coder: Person) -> None:
    mark = coder.tag(coder.pane(Direction.LTR), "selbst prüfen", KEY.Key_2)
    coder.shortcut("attributes")
    for key, said in (("u", "urges"), ("o", "obliges"), ("r", "requests"), ("r", "recommends"), ("r", "requests")):
        type_into(coder, key)
        assert carried(coder, mark) == {"force": said}
    type_into(coder, KEY.Key_Backspace)
    assert carried(coder, mark) == {}
    # A digit is heard by the chips while they have the keyboard, and never as the key of a tag.
    type_into(coder, "3")
    assert carried(coder, mark) == {"force": "urges"}
    assert coder.project.annotation(mark.id).tag == DIRECTIVE.id
    type_into(coder, KEY.Key_Escape)
    assert QApplication.focusWidget() is coder.pane(Direction.LTR).view
    assert coder.workspace.marking.focused() is not None


def test_from_mark_to_mark_the_keyboard_stays_with_their_attributes(coder: Person) -> None:
    german = coder.pane(Direction.LTR)
    coder.window.activateWindow()
    made = [coder.tag(german, words, key) for words, key in (
        ("Hafenamt von", KEY.Key_1), ("vorgeladen", KEY.Key_2), ("selbst prüfen", KEY.Key_2), ("Sorge", KEY.Key_3)
    )]  # fmt: skip
    coder.workspace.marking.go_to(made[0].id)
    coder.look_up()
    coder.shortcut("attributes")
    assert QApplication.focusWidget() is chips(coder, "role")
    for place, field in ((1, "force"), (2, "force")):
        coder.shortcut("next_mark")
        assert coder.workspace.marking.focused() == made[place]
        assert QApplication.focusWidget() is chips(coder, field)
    type_into(coder, "1")
    assert carried(coder, made[2]) == {"force": "obliges"}
    # The last one has none: the page has the keyboard.
    coder.shortcut("next_mark")
    assert QApplication.focusWidget() is german.view


def test_a_click_chooses_and_another_one_takes_back(coder: Person) -> None:
    mark = coder.tag(coder.pane(Direction.LTR), "Das Hafenamt", KEY.Key_1)
    chip = chips(coder, "role").chips[0]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    coder.look_up()
    assert carried(coder, mark) == {"role": "issuer"}
    assert chip.isChecked()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    coder.look_up()
    assert carried(coder, mark) == {}
    assert not chip.isChecked()


def test_a_number_that_is_none_gets_its_sentence_and_is_not_stored(coder: Person) -> None:
    mark = coder.tag(coder.pane(Direction.LTR), "selbst prüfen", KEY.Key_2)
    field = line(coder, "how many")
    field.setFocus()
    type_into(coder, "eleven")
    type_into(coder, KEY.Key_Return)
    trouble = fields(coder).trouble
    assert trouble.isVisible()
    assert "eleven" in trouble.text()
    assert carried(coder, mark) == {}
    assert QApplication.focusWidget() is field
    type_into(coder, KEY.Key_Escape)
    assert not trouble.isVisible()
    assert not field.text()
    # Left for another mark, it is not stored on either.
    field.setFocus()
    type_into(coder, "1,000")
    other = coder.tag(coder.pane(Direction.LTR), "melden", KEY.Key_2)
    assert carried(coder, mark) == carried(coder, other) == {}
    assert not line(coder, "how many").text()


def test_words_are_completed_from_those_used_before_and_the_names_of_entities(coder: Person) -> None:
    german = coder.pane(Direction.LTR)
    first = coder.tag(german, "Das Hafenamt", KEY.Key_1)
    coder.workspace.session.do(entities.tie(coder.project, [first], "Hafenamt"))
    line(coder, "attributed to").setFocus()
    type_into(coder, "Blauwal")
    type_into(coder, KEY.Key_Return)
    coder.tag(german, "selbst prüfen", KEY.Key_2)
    words = coder.sides.card.attributes.complete
    assert list(words("attributed to", "wal")) == ["Blauwal"]
    assert list(words("attributed to", "hafen")) == ["Hafenamt"]


def test_several_marks_in_the_list_get_a_value_at_once(coder: Person) -> None:
    german = coder.pane(Direction.LTR)
    made = [coder.tag(german, words, KEY.Key_2) for words in ("vorgeladen", "selbst prüfen", "melden")]
    coder.workspace.session.do(attributes.set_attribute(coder.project, [coder.project.annotation(made[0].id)],
                                                        "force", "obliges"))  # fmt: skip
    coder.look_up()
    rows = coder.sides.marks
    order = [row.annotation.id for row in rows.model.rows()]
    viewport = rows.list.viewport()
    for place, modifier in ((0, Qt.KeyboardModifier.NoModifier), (2, Qt.KeyboardModifier.ShiftModifier)):
        box = rows.list.visualRect(rows.model.index(place))
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, modifier, box.center())
        coder.look_up()
    assert list(rows.selected()) == order
    assert coder.sides.card.several.isVisible()
    assert "3" in coder.sides.card.several.text()
    # Some have it and some do not: it is half chosen.
    assert [chip.half for chip in chips(coder, "force").chips] == [True, False, False, False]
    coder.shortcut("attributes")
    type_into(coder, KEY.Key_2)
    assert all(carried(coder, mark) == {"force": "requests"} for mark in made)
    assert list(rows.selected()) == order
    coder.shortcut("undo")
    assert [carried(coder, mark) for mark in made] == [{"force": "obliges"}, {}, {}]
    # With the keyboard in the list, Delete means all of them too.
    rows.list.setFocus()
    type_into(coder, KEY.Key_Delete)
    assert not coder.marks()


def test_what_the_tag_set_does_not_define_is_kept_shown_and_taken_away(coder: Person) -> None:
    mark = coder.tag(coder.pane(Direction.LTR), "selbst prüfen", KEY.Key_2)
    coder.shortcut("attributes")
    type_into(coder, KEY.Key_1)
    type_into(coder, KEY.Key_Escape)
    coder.press(KEY.Key_3)  # a concern has no attributes
    assert coder.project.annotation(mark.id).tag == CONCERN.id
    assert carried(coder, mark) == {"force": "obliges"}
    shown = [label.text() for label in fields(coder).findChildren(QLabel) if label.isVisible()]
    assert len(shown) == 1
    assert "force" in shown[0]
    assert "not in the tag set" in shown[0]
    # Under its old tag again, it is what it was.
    coder.press(KEY.Key_2)
    assert chips(coder, "force").chips[0].isChecked()
    coder.press(KEY.Key_3)
    coder.settle()
    away = next(button for button in fields(coder).findChildren(QToolButton) if button.isVisible())
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    coder.look_up()
    assert carried(coder, mark) == {}
    assert not fields(coder).isVisible()
    coder.shortcut("attributes")
    assert "no attributes" in coder.message()


def test_the_list_tells_what_marks_carry_and_is_filtered_by_it(coder: Person) -> None:
    german = coder.pane(Direction.LTR)
    made = [coder.tag(german, words, KEY.Key_2) for words in ("vorgeladen", "selbst prüfen", "melden")]
    session = coder.workspace.session
    for mark, force in zip(made, ("obliges", "requests", None), strict=True):
        session.do(attributes.set_attribute(coder.project, [coder.project.annotation(mark.id)], "force", force))
    session.do(
        attributes.set_attribute(coder.project, [coder.project.annotation(made[0].id)], "attributed to", "die Stadt")
    )
    coder.look_up()
    rows = coder.sides.marks
    assert rows.model.rows()[0].facts[:2] == ("directive", "obliges")

    def listed(typed: str) -> list[str]:
        rows.words.setText(typed)
        rows.filter_changed.emit()
        coder.settle()
        return [row.annotation.id for row in rows.model.rows()]

    assert listed("force:requests") == [made[1].id]
    assert listed("FORCE:") == [made[0].id, made[1].id]
    assert listed('attributed to:"die st" vorge') == [made[0].id]
    assert listed("force:obliges melden") == []
    assert listed("stadt") == [made[0].id]
    assert listed("unknown:requests") == []
    # What is said while it is filtered comes and goes.
    listed("force:urges")
    session.do(attributes.set_attribute(coder.project, [coder.project.annotation(made[2].id)], "force", "urges"))
    coder.look_up()
    assert [row.annotation.id for row in rows.model.rows()] == [made[2].id]
