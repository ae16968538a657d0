"""Marks are related by a key and a click, and their relations listed in the card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from annotator.core.values import Annotation, End
from annotator.project import entities, relations
from annotator.text.direction import Direction
from annotator.ui.annotations.relation_list import RelationButton, RelationList
from journeys.person import Person

KEY = Qt.Key


@pytest.fixture
def marks(person: Person) -> tuple[Annotation, Annotation, Annotation]:
    """Who orders, and what, in two articles; and what is feared."""
    german, arabic = person.pane(Direction.LTR), person.pane(Direction.RTL)
    made = (
        person.tag(german, "Hafenamt", KEY.Key_1),
        person.tag(arabic, "أن تفحص", KEY.Key_2),
        person.tag(german, "Sorge", KEY.Key_3),
    )
    person.press(KEY.Key_Escape)
    return made


def lines(person: Person) -> list[str]:
    person.settle()  # New rows are shown when the event loop comes round.
    shown = person.sides.card.relations
    assert isinstance(shown, RelationList)
    texts = [button.text() for button in shown.findChildren(RelationButton) if button.isVisible()]
    return [text.replace("\u2068", "").replace("\u2069", "") for text in texts]


def choose(person: Person, text: str) -> list[str]:
    """Choose an entry of the menu that is open; return what it offers."""
    menu = person.menu()
    offered = [action.text().replace("\u2068", "").replace("\u2069", "") for action in menu.actions()]
    action = next(action for action, said in zip(menu.actions(), offered, strict=True) if text in said)
    menu.close()
    action.trigger()
    person.look_up()
    return offered


def test_a_key_and_a_click_relate_marks_of_two_articles(
    person: Person, marks: tuple[Annotation, Annotation, Annotation]
) -> None:
    office, order, _ = marks
    person.click(person.pane(Direction.LTR), "Hafenamt")
    person.press(KEY.Key_R)
    assert "Click the other mark" in person.message()
    person.click(person.pane(Direction.RTL), "أن تفحص")
    offered = choose(person, "issues")
    assert offered == ["Hafenamt  issues →  أن تفحص", "أن تفحص  addresses →  Hafenamt"]
    (relation,) = person.project.relations()
    assert (relation.source, relation.target) == (End(annotation=office.id), End(annotation=order.id))
    assert lines(person) == ["← issues “Hafenamt”"]
    assert "issues" in person.window.actions_["undo"].text()
    button = person.sides.card.relations.findChildren(RelationButton)[-1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    person.look_up()
    assert person.workspace.marking.focused() == office
    assert lines(person) == ["issues → “أن تفحص”"]
    delete = person.sides.card.relations.findChildren(QToolButton)[-1]
    QTest.mouseClick(delete, Qt.MouseButton.LeftButton)
    person.look_up()
    assert person.project.relations() == ()
    assert lines(person) == []
    person.shortcut("undo")
    assert lines(person) == ["issues → “أن تفحص”"]


def test_two_keys_relate_marks_without_the_mouse(
    person: Person, marks: tuple[Annotation, Annotation, Annotation]
) -> None:
    person.workspace.marking.go_to(marks[2].id)
    person.look_up()
    person.shortcut("relate")
    person.workspace.marking.go_to(marks[0].id)
    person.look_up()
    person.press(KEY.Key_R, pane=person.pane(Direction.LTR))
    choose(person, "raises")
    (relation,) = person.project.relations()
    assert relation.source == End(annotation=marks[0].id)


def test_what_no_type_allows_is_said(person: Person, marks: tuple[Annotation, Annotation, Annotation]) -> None:
    person.workspace.session.do(relations.delete_type(person.project, relations.find_type(person.project, "raises")))
    person.click(person.pane(Direction.LTR), "Hafenamt")
    person.press(KEY.Key_R)
    person.click(person.pane(Direction.LTR), "Sorge")
    assert "No relation goes between" in person.message()


def test_escape_leaves_it(person: Person, marks: tuple[Annotation, Annotation, Annotation]) -> None:
    person.click(person.pane(Direction.LTR), "Hafenamt")
    person.press(KEY.Key_R)
    person.press(KEY.Key_Escape)
    person.click(person.pane(Direction.LTR), "Sorge")
    person.settle()
    assert person.project.relations() == ()
    assert lines(person) == []


def test_an_entity_at_the_other_end_is_lit(person: Person, marks: tuple[Annotation, Annotation, Annotation]) -> None:
    project = person.project
    project.do(entities.tie(project, [marks[0]], "Hafenamt"))
    office = entities.find_entity(project, "Hafenamt")
    kind = relations.find_type(project, "raises")
    project.do(relations.add_relation(project, kind, End(entity=office.id), End(annotation=marks[2].id)))
    person.workspace.session.read_again()
    person.click(person.pane(Direction.LTR), "Sorge")
    assert lines(person) == ["← raises “Hafenamt”"]
    button = person.sides.card.relations.findChildren(RelationButton)[-1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert person.workspace.spotlight.lit.entity == office.id
