"""Tags are listed to choose from as their tree is read."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, CONCERN, TagSet
from annotator.core.values import Tag
from annotator.ui.tag_names import fill_parents, tag_label
from annotator.ui.theme import LIGHT

BELOW = Tag("b", "هيئة", "#b5540c", parent=ACTOR.id, retired=True)
TAGS = TagSet([CONCERN, BELOW, ACTOR])


def test_what_lies_below_is_indented_whatever_its_direction() -> None:
    assert tag_label(ACTOR, TAGS) == "\u2068actor\u2069"
    assert tag_label(BELOW, TAGS) == "\u2003\u2068هيئة\u2069 (retired)"


def test_a_choice_of_parents_has_them_in_order(qtbot: QtBot) -> None:
    box = fill_parents(TAGS, CONCERN.id, LIGHT, without={"b"})
    qtbot.addWidget(box)
    assert [box.itemData(place) for place in range(box.count())] == [None, ACTOR.id, CONCERN.id]
    assert box.currentData() == CONCERN.id
