"""The rows of the preview: checked, left out, done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.core.values import Article
from annotator.text.direction import Direction
from annotator.text.folding import find
from annotator.text.span import Span
from annotator.ui.find.places import ROW, Hits, PlaceRow, PlacesModel

GERMAN = "Das Amt rief.\nمكتب: Amt.\nAmt und Amt.\n"
ARABIC = "قال المكتب Amt ذلك.\n"


@pytest.fixture
def model(qapp: object) -> PlacesModel:
    model = PlacesModel()
    model.show([hits("g", GERMAN, Direction.LTR), hits("a", ARABIC, Direction.RTL)], set())
    return model


def hits(name: str, text: str, direction: Direction) -> Hits:
    return Hits(Article(name, f"Article {name}", direction, "", len(text)), text, tuple(find(text, "amt")))


def row(model: PlacesModel, place: int) -> PlaceRow:
    found = model.index(place).data(ROW)
    assert isinstance(found, PlaceRow)
    return found


def test_each_place_stands_in_its_line_and_direction(model: PlacesModel) -> None:
    assert [row(model, at).direction for at in range(5)] == [
        Direction.LTR, Direction.RTL, Direction.LTR, Direction.LTR, Direction.RTL,
    ]  # fmt: skip
    assert row(model, 3).context.before == "Amt und "
    assert row(model, 4).context.after == " ذلك."
    spoken = model.index(4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "\u2068Amt\u2069" in spoken


def test_places_are_left_out_and_taken_again(model: PlacesModel) -> None:
    assert model.numbers == (5, 5, 0)
    model.toggle(model.index(1))
    assert model.numbers == (5, 4, 0)
    assert [len(spans) for spans in model.chosen().values()] == [3, 1]
    model.set_all(False)
    assert model.chosen() == {}
    model.set_all(True)
    assert model.numbers == (5, 5, 0)


def test_what_is_done_cannot_be_chosen(model: PlacesModel) -> None:
    first = model.key(model.index(0))
    model.toggle(model.index(0))
    model.set_done({first, ("g", Span(0, 1))})
    assert model.numbers == (5, 4, 1)
    model.toggle(model.index(0))
    assert model.numbers == (5, 4, 1)
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert "tagged already" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first[1] not in model.chosen()["g"]


def test_what_was_left_out_is_remembered_while_it_is_listed(model: PlacesModel) -> None:
    model.toggle(model.index(0))
    german = hits("g", GERMAN, Direction.LTR)
    model.show([german], set())
    assert model.numbers == (4, 3, 0)
    model.show([], set())
    model.show([german], set())
    assert model.numbers == (4, 4, 0)
