"""Lanes stay apart on every line, and each mark that shares the last one is seen on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from annotator.core.values import Pattern
from annotator.ui.reader.levels import LaneStretch, in_turns, lane_places
from annotator.ui.typesetting import PageStyle
from ui.reader.test_reading import ARABIC, GERMAN, laid_out

INK = QColor("black")


def stretch(lane: int, pattern: Pattern = Pattern.SOLID, left: int = 0, right: int = 90) -> LaneStretch:
    return LaneStretch(left, right, lane, pattern, INK)


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
@pytest.mark.parametrize("double", [(), (0,), (1,), (2,), (0, 1), (1, 2)])
def test_a_double_line_in_any_lane_touches_neither_the_next_lane_nor_the_next_line(
    text: str, double: tuple[int, ...], qapp: object
) -> None:
    piece = laid_out(text, PageStyle())
    drawn = [stretch(lane, Pattern.DOUBLE if lane in double else Pattern.SOLID) for lane in range(3)]
    tops, thickness = lane_places(piece, drawn)
    feet = [top + (3 if lane in double else thickness) for lane, top in enumerate(tops)]
    assert tops[0] >= piece.pad + piece.measures.ascent + piece.measures.descent
    assert feet[0] < tops[1]
    assert feet[1] < tops[2]
    assert feet[2] <= piece.measures.line + piece.pad


def test_lanes_move_only_on_lines_that_need_it(qapp: object) -> None:
    piece = laid_out(GERMAN, PageStyle())
    plain, _ = lane_places(piece, ())
    assert lane_places(piece, [stretch(0), stretch(1), stretch(2)])[0] == plain
    assert lane_places(piece, [stretch(0, Pattern.DOUBLE)])[0][0] == plain[0]
    assert lane_places(piece, [stretch(0, Pattern.DOUBLE), stretch(1)])[0][1] > plain[1]


def test_marks_in_the_last_lane_take_turns_where_they_lie_over_each_other() -> None:
    inner, outer = stretch(2, Pattern.DOUBLE, 40, 200), stretch(3, Pattern.DOTTED, 0, 240)
    below = stretch(0, Pattern.SOLID, 50, 80)
    drawn = in_turns([outer, below, inner], 1.0)
    assert below in drawn
    shared = sorted((one for one in drawn if one is not below), key=lambda one: one.left)
    assert [(one.left, one.right, one.pattern) for one in (shared[0], shared[-1])] == [
        (0, 40, Pattern.DOTTED), (200, 240, Pattern.DOTTED),
    ]  # fmt: skip
    between = [one.pattern for one in shared[1:-1]]
    assert between == [Pattern.DOUBLE, Pattern.DOTTED] * (len(between) // 2)
    assert len(between) > 2


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(1, 300), st.integers(0, 6)).map(
            lambda of: LaneStretch(of[0], of[0] + of[1], of[2], Pattern.SOLID, INK)
        ),
        max_size=8,
    ),
    st.sampled_from([0.5, 1.0, 3.0]),
)
def test_turns_cover_what_was_covered_and_nothing_twice(lanes: list[LaneStretch], scale: float) -> None:
    def covered(of: list[LaneStretch]) -> list[int]:
        return [x for one in of if one.lane >= 2 for x in range(one.left, one.right)]

    drawn = in_turns(list(lanes), scale)
    assert set(covered(drawn)) == set(covered(lanes))
    assert len(covered(drawn)) == len(set(covered(drawn)))
    assert [one for one in drawn if one.lane < 2] == [one for one in lanes if one.lane < 2]


def test_each_of_several_on_one_word_has_its_turn() -> None:
    lanes = [stretch(lane, pattern, 10, 50) for lane, pattern in zip((2, 3, 4), Pattern, strict=False)]
    assert {one.lane for one in in_turns(lanes, 1.0)} == {2, 3, 4}
