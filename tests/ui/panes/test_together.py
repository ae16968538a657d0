"""How a page catches up that is not where it should be: on its way, never back, and by the end for certain."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.panes.together import caught_up

slacks, moves, rests = st.integers(-9000, 9000), st.integers(-3000, 3000), st.integers(0, 9000)


@given(slacks, moves, rests)
def test_a_page_goes_the_way_of_its_goal_and_never_back(slack: int, moved: int, rest: int) -> None:
    left = caught_up(slack, moved, rest)
    gone = moved + left - slack
    assert gone * moved >= 0
    assert bool(gone) == bool(moved)


@given(slacks, moves, rests)
def test_it_is_never_further_off_nor_beyond(slack: int, moved: int, rest: int) -> None:
    left = caught_up(slack, moved, rest)
    assert abs(left) <= abs(slack)
    assert left * slack >= 0


@given(slacks, moves)
def test_behind_it_is_there_when_its_goal_is_at_the_end(slack: int, moved: int) -> None:
    if slack * moved < 0:
        assert caught_up(slack, moved, 0) == 0


@given(st.integers(1, 3000), st.integers(1, 60), st.integers(0, 200))
def test_it_comes_to_where_it_should_be(slack: int, step: int, more: int) -> None:
    for sign in (1, -1):
        rest, left = slack * 2 + more, sign * -slack
        while rest and left:
            by = min(step, rest)
            rest -= by
            left = caught_up(left, sign * by, rest)
        assert left == 0


def test_what_is_where_it_should_be_stays_there() -> None:
    assert caught_up(0, 60, 500) == 0
    assert caught_up(80, 0, 500) == 80
