"""Lanes stay apart on every line, and each mark that shares the last one is seen on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.values import Pattern
from annotator.ui.reader.batches import Batches
from annotator.ui.reader.levels import Levels, Shared, in_turns
from annotator.ui.typesetting import PageStyle
from ui.reader.test_reading import ARABIC, GERMAN, laid_out

BLACK = 0xFF000000


def on_line(*lanes: tuple[int, Pattern]) -> Batches:
    made = Batches()
    for lane, pattern in lanes:
        made.lane(0, 90, lane, (BLACK, pattern))
    return made


def stretch(lane: int, pattern: Pattern, left: int, right: int) -> Shared:
    return left, right, lane, (BLACK, pattern)


@pytest.mark.parametrize("text", [GERMAN, ARABIC])
@pytest.mark.parametrize("double", [(), (0,), (1,), (2,), (0, 1), (1, 2)])
def test_a_double_line_in_any_lane_touches_neither_the_next_lane_nor_the_next_line(
    text: str, double: tuple[int, ...], qapp: object
) -> None:
    piece = laid_out(text, PageStyle())
    at = Levels.of(piece)
    tops = on_line(*((lane, Pattern.DOUBLE if lane in double else Pattern.SOLID) for lane in range(3))).tops(at)
    feet = [top + (3 if lane in double else at.thickness) for lane, top in enumerate(tops)]
    assert tops[0] >= piece.pad + piece.measures.ascent + piece.measures.descent
    assert feet[0] < tops[1]
    assert feet[1] < tops[2]
    assert feet[2] <= piece.measures.line + piece.pad


def test_lanes_move_only_on_lines_that_need_it(qapp: object) -> None:
    piece = laid_out(GERMAN, PageStyle())
    at = Levels.of(piece)
    plain = on_line().tops(at)
    solid, double = Pattern.SOLID, Pattern.DOUBLE
    assert on_line((0, solid), (1, solid), (2, solid)).tops(at) == plain == at.lanes
    assert on_line((0, double)).tops(at)[0] == plain[0]
    assert on_line((0, double), (1, solid)).tops(at)[1] > plain[1]


def test_marks_in_the_last_lane_take_turns_where_they_lie_over_each_other() -> None:
    inner, outer = stretch(2, Pattern.DOUBLE, 40, 200), stretch(3, Pattern.DOTTED, 0, 240)
    shared = sorted(in_turns([outer, inner], 1.0))
    assert [(left, right, pattern) for left, right, _, (_, pattern) in (shared[0], shared[-1])] == [
        (0, 40, Pattern.DOTTED), (200, 240, Pattern.DOTTED),
    ]  # fmt: skip
    between = [pattern for _, _, _, (_, pattern) in shared[1:-1]]
    assert between == [Pattern.DOUBLE, Pattern.DOTTED] * (len(between) // 2)
    assert len(between) > 2


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(1, 300), st.integers(2, 6)).map(
            lambda of: stretch(of[2], Pattern.SOLID, of[0], of[0] + of[1])
        ),
        min_size=2,
        max_size=8,
    ),
    st.sampled_from([0.5, 1.0, 3.0]),
)
def test_turns_cover_what_was_covered_and_nothing_twice(lanes: list[Shared], scale: float) -> None:
    def covered(of: list[Shared]) -> list[int]:
        return [x for left, right, _, _ in of for x in range(left, right)]

    drawn = in_turns(list(lanes), scale)
    assert set(covered(drawn)) == set(covered(lanes))
    assert len(covered(drawn)) == len(set(covered(drawn)))


def test_each_of_several_on_one_word_has_its_turn() -> None:
    lanes = [stretch(lane, pattern, 10, 50) for lane, pattern in zip((2, 3, 4), Pattern, strict=False)]
    assert {lane for _, _, lane, _ in in_turns(lanes, 1.0)} == {2, 3, 4}
