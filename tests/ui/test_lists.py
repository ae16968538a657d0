"""Lines of lists: laid out in the row's direction, cut at their end, each part in its own size."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle

from annotator.text.direction import Direction
from annotator.ui.lists import draw_ground, line_of
from annotator.ui.theme import DARK, LIGHT, SEPIA, Theme

pytestmark = pytest.mark.usefixtures("qapp")

LTR, RTL = Direction.LTR, Direction.RTL
FACTS = ("concern", "hafen.example", "ملاحظة قصيرة")


def words(facts: tuple[str, ...], width: int, direction: Direction) -> list[str]:
    return [part.text for part in line_of(facts, width, direction)]


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, DARK], ids=lambda theme: theme.name)
def test_the_row_that_the_keyboard_is_on_has_a_ring_selected_or_not(theme: Theme) -> None:
    def drawn(state: QStyle.StateFlag) -> set[str]:
        picture = QImage(60, 30, QImage.Format.Format_RGB32)
        picture.fill(QColor(theme.background))
        with QPainter(picture) as painter:
            draw_ground(painter, picture.rect().adjusted(4, 4, -4, -4), state, theme)
        return {picture.pixelColor(x, y).name() for x in range(60) for y in range(30)}

    flag = QStyle.StateFlag
    accent, ground = QColor(theme.accent).name(), QColor(theme.selection).name()
    assert drawn(flag.State_None) == {QColor(theme.background).name()}
    assert accent in drawn(flag.State_HasFocus)
    assert {accent, ground} <= drawn(flag.State_HasFocus | flag.State_Selected)
    assert accent not in drawn(flag.State_Selected)


def test_a_line_begins_on_the_side_of_its_direction() -> None:
    left, right = line_of(FACTS, 400, LTR), line_of(FACTS, 400, RTL)
    assert (
        [part.text for part in left] == [part.text for part in right] == ["concern", " · ", FACTS[1], " · ", FACTS[2]]
    )
    assert left[0].left == 0
    assert right[0].left + right[0].width == 400
    assert all(one.left < other.left for one, other in pairwise(left))
    assert all(one.left > other.left for one, other in pairwise(right))


def test_what_stands_beside_it_changes_no_size_and_no_direction() -> None:
    alone = line_of(FACTS[:2], 400, RTL)
    beside = line_of(FACTS, 400, RTL)
    assert [part.font.pixelSize() for part in beside[:3]] == [part.font.pixelSize() for part in alone]
    assert beside[0].font.pixelSize() == 11
    assert beside[-1].font.pixelSize() == 13
    assert [part.direction for part in beside if part.text != " · "] == [LTR, LTR, RTL]


@pytest.mark.parametrize("direction", [LTR, RTL])
def test_the_end_is_cut_and_never_the_beginning(direction: Direction) -> None:
    whole = line_of(FACTS[:2], 1000, direction)
    tight = sum(part.width for part in whole) - 20
    shown = words(FACTS, tight, direction)
    assert shown[0] == "concern"
    assert shown[-1].startswith("hafen")
    assert shown[-1].endswith("…")
    assert words(FACTS, whole[0].width + 10, direction) == ["concern"]


def test_an_ellipsis_of_the_text_itself_ends_nothing() -> None:
    assert words(("actor", "A long name of a source …", "Ada"), 600, LTR)[-1] == "Ada"


@given(
    st.lists(
        st.sampled_from(["actor", "مرتبط", "src", "a much longer part of a line", "ملاحظة طويلة جدا"]), max_size=4
    ),
    st.integers(60, 500),
    st.sampled_from([LTR, RTL]),
)
@example(["a much longer part of a line", "actor"], 143, LTR)
@example(["a much longer part of a line", "actor"], 148, RTL)
def test_a_line_stays_within_its_width(facts: list[str], width: int, direction: Direction) -> None:
    for part in line_of(facts, width, direction):
        assert part.left >= 0
        assert part.left + part.width <= width
