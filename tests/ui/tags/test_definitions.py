"""The rows of attributes tell what somebody would have otherwise, once it is whole."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.core.values import AttributeDefinition, AttributeKind
from annotator.ui.tags.definitions import Definitions
from annotator.ui.theme import LIGHT

ROLE = AttributeDefinition("role", AttributeKind.CHOICE, ("issuer", "addressee"))
SIZE = AttributeDefinition("size", AttributeKind.NUMBER)


@pytest.fixture
def definitions(qtbot: QtBot) -> Definitions:
    view = Definitions(LIGHT)
    qtbot.addWidget(view)
    view.show_definitions("a", [ROLE, SIZE], [("actor", SIZE)])
    return view


@pytest.mark.parametrize(
    ("typed", "choices", "renamed"),
    [
        ("author | addressee", ("author", "addressee"), {"issuer": "author"}),
        ("addressee | issuer", ("addressee", "issuer"), {}),
        (" issuer|addressee |  other ", ("issuer", "addressee", "other"), {}),
        ("issuer", ("issuer",), {}),
        ("a | b", ("a", "b"), {"issuer": "a", "addressee": "b"}),
    ],
)
def test_a_choice_in_the_place_of_another_is_that_one_renamed(
    qtbot: QtBot, definitions: Definitions, typed: str, choices: tuple[str, ...], renamed: dict[str, str]
) -> None:
    row = definitions.rows[0]
    row.choices.setText(typed)
    with qtbot.waitSignal(definitions.redefine_wanted) as told:
        row.choices.editingFinished.emit()
    name, after, names = told.args[0]
    assert (name, after.choices, names) == ("role", choices, renamed)


def test_a_new_one_is_told_of_when_it_is_whole(qtbot: QtBot, definitions: Definitions) -> None:
    definitions.begin()
    definitions.begin()  # One at a time.
    assert len(definitions.rows) == 3
    draft = definitions.rows[-1]
    with qtbot.assertNotEmitted(definitions.define_wanted):
        draft.kind.setCurrentIndex(draft.kind.findData(AttributeKind.CHOICE))
        draft.name.setText("force")
        draft.name.editingFinished.emit()
    draft.choices.setText("obliges | asks")
    with qtbot.waitSignal(definitions.define_wanted) as told:
        draft.choices.editingFinished.emit()
    assert told.args[0] == AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "asks"))
    draft.remove.click()
    assert len(definitions.rows) == 2


def test_order_and_removal_are_asked_for_by_name(qtbot: QtBot, definitions: Definitions) -> None:
    with qtbot.waitSignal(definitions.order_wanted) as told:
        definitions.rows[1].up.click()
    assert told.args[0] == ["size", "role"]
    assert not definitions.rows[0].up.isEnabled()
    with qtbot.waitSignal(definitions.remove_wanted) as told:
        definitions.rows[1].remove.click()
    assert told.args[0] == "size"
    assert "actor" in definitions.inherited.text()


def test_what_is_shown_anew_keeps_its_fields(definitions: Definitions) -> None:
    row = definitions.rows[0]
    QTest.keyClicks(row.name, "s")
    definitions.show_definitions("a", [ROLE, SIZE], [])
    assert definitions.rows[0] is row
    assert row.name.text() == "role"
    assert not definitions.inherited.isVisibleTo(definitions)
