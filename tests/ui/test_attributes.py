"""The fields of attributes, by themselves: what they show of one carrier and of several, and what they tell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.values import AttributeDefinition, AttributeKind
from annotator.ui.attributes import AttributeFields, LineField
from annotator.ui.choices import Choices
from annotator.ui.limited import Limited
from annotator.ui.theme import DARK, LIGHT

FORCE = AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "requests"))
QUOTED = AttributeDefinition("quoted", AttributeKind.YES_NO)
NUMBER = AttributeDefinition("how many", AttributeKind.NUMBER)
SAID_BY = AttributeDefinition("said by", AttributeKind.TEXT)
MANY = AttributeDefinition("many", AttributeKind.CHOICE, tuple(f"choice {n}" for n in range(12)))
KEY = Qt.Key


@pytest.fixture
def fields(qtbot: QtBot) -> AttributeFields:
    fields = AttributeFields(LIGHT)
    qtbot.addWidget(fields)
    fields.resize(300, 200)
    fields.show_values((FORCE, QUOTED, NUMBER, SAID_BY, MANY), [()])
    fields.show()
    return fields


def told(fields: AttributeFields) -> list[object]:
    heard: list[object] = []
    fields.set_requested.connect(heard.append)
    return heard


def test_each_kind_has_its_field_and_says_what_it_is(fields: AttributeFields) -> None:
    assert isinstance(fields.fields["force"], Choices)
    assert isinstance(fields.fields["quoted"], Choices)
    assert isinstance(fields.fields["how many"], LineField)
    assert isinstance(fields.fields["said by"], LineField)
    assert isinstance(fields.fields["many"], QComboBox)
    names = [field.accessibleName() for field in fields.fields.values()]
    assert names == ["force: not said", "quoted: not said", "how many", "said by", "many"]
    fields.show_values((FORCE, QUOTED), [(("force", "requests"), ("quoted", False))])
    assert [field.accessibleName() for field in fields.fields.values()] == ["force: requests", "quoted: no"]


def test_nothing_is_shown_of_what_has_no_attributes(fields: AttributeFields) -> None:
    fields.show_values((), [()])
    assert fields.isHidden()
    assert not fields.begin()
    fields.show_values((), ())
    assert fields.isHidden()


def test_choices_that_are_many_are_a_list_that_tells(fields: AttributeFields) -> None:
    heard, combo = told(fields), fields.fields["many"]
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(3)
    combo.activated.emit(3)
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert heard == [("many", "choice 2"), ("many", None)]
    fields.show_values((MANY,), [(("many", "choice 5"),)])
    shown = fields.fields["many"]
    assert isinstance(shown, QComboBox)
    assert shown.currentData() == "choice 5"
    fields.show_values((MANY,), [(("many", "choice 5"),), ()])
    assert shown.currentIndex() == -1


def test_of_several_it_shows_what_they_share(fields: AttributeFields) -> None:
    one, other = (("force", "obliges"), ("how many", 1)), (("force", "obliges"), ("how many", 2), ("quoted", True))
    fields.show_values((FORCE, QUOTED, NUMBER), [one, other])
    force, quoted, number = fields.fields.values()
    assert isinstance(force, Choices)
    assert isinstance(quoted, Choices)
    assert isinstance(number, LineField)
    assert [chip.isChecked() for chip in force.chips] == [True, False]
    assert [(chip.isChecked(), chip.half) for chip in quoted.chips] == [(False, True), (False, False)]
    assert (number.text(), number.placeholderText()) == ("", "several values")


def test_what_is_typed_stays_while_something_else_is_shown_anew(fields: AttributeFields) -> None:
    line = fields.fields["said by"]
    assert isinstance(line, LineField)
    fields.window().activateWindow()
    line.setFocus()
    QApplication.processEvents()
    QTest.keyClicks(line, "the min")
    fields.show_values((FORCE, QUOTED, NUMBER, SAID_BY, MANY), [(("force", "obliges"),)])
    assert line.text() == "the min"
    heard = told(fields)
    fields.flush()
    assert heard == [("said by", "the min")]
    fields.flush()
    assert len(heard) == 1


def test_what_is_no_number_is_let_go_with_the_mark(fields: AttributeFields) -> None:
    line, heard = fields.fields["how many"], told(fields)
    assert isinstance(line, LineField)
    line.setText("many")
    line.textEdited.emit("many")
    QTest.keyClick(line, KEY.Key_Return)
    assert fields.trouble.text() == "'how many' is a number, and 'many' is none; write it like 12 or 3.5."
    assert line.text() == "many"
    fields.flush()
    assert (line.text(), fields.trouble.text(), heard) == ("", "", [])


def test_values_of_no_definition_are_told_apart_and_taken_away(fields: AttributeFields) -> None:
    heard = told(fields)
    fields.show_values((FORCE,), [(("force", "asks"), ("mood", 3))])
    said = [label.text() for label in fields.findChildren(QLabel) if "not in the tag set" in label.text()]
    assert len(said) == 2
    force = fields.fields["force"]
    assert isinstance(force, Choices)
    assert not any(chip.isChecked() for chip in force.chips)
    for button in [one for one in fields.findChildren(QToolButton) if one.toolTip() == "Take it away"]:
        button.click()
    assert heard == [("force", None), ("mood", None)]
    fields.set_theme(DARK)
    fields.show_values((FORCE,), [()])
    visible = [label for label in fields.findChildren(QLabel) if label.isVisible()]
    assert [label.text().strip("\u2068\u2069") for label in visible] == ["force"]


def test_a_limit_holds_and_nothing_is_cut_below_it(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    fields = AttributeFields(LIGHT)
    limited = Limited(fields, 90)
    column = QVBoxLayout(outer)
    column.addWidget(limited)
    column.addStretch(1)
    outer.resize(320, 400)
    outer.show()
    assert limited.isHidden()
    fields.show_values((QUOTED,), [()])
    QApplication.processEvents()
    assert not limited.isHidden()
    assert fields.heightForWidth(fields.width()) <= limited.height() < 60
    fields.show_values((FORCE, QUOTED, NUMBER, SAID_BY, MANY), [()])
    QApplication.processEvents()
    assert limited.height() == 90
    assert limited.verticalScrollBar().maximum() > 0
    fields.show_values((), ())
    QApplication.processEvents()
    assert limited.isHidden()
