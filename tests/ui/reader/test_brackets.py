"""Lanes of brackets: what lies inside of another one runs inside of it, and what is asked for is all there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reader.brackets import LANES, Aside, Bond, Bracket, Brackets

PLACES = st.integers(0, 3000)
BONDS = st.lists(st.tuples(PLACES, PLACES), max_size=60).map(
    lambda pairs: [Bond(f"r{number}", low, high) for number, (low, high) in enumerate(pairs)]
)


def overlap(one: Bracket, other: Bracket) -> bool:
    return one.low <= other.high and other.low <= one.high


@given(BONDS)
def test_brackets_in_one_lane_lie_apart_but_in_the_last(bonds: list[Bond]) -> None:
    brackets = Brackets(bonds)
    assert {bracket.relation for bracket in brackets.all} == {bond.relation for bond in bonds}
    for number, one in enumerate(brackets.all):
        for other in brackets.all[number + 1 :]:
            if one.lane == other.lane < LANES - 1:
                assert not overlap(one, other)


@given(BONDS)
def test_what_lies_inside_runs_inside(bonds: list[Bond]) -> None:
    found = Brackets(bonds).all
    for outer in found:
        for inner in found:
            if outer.low < inner.low and inner.high < outer.high:
                assert inner.lane < outer.lane or outer.lane == LANES - 1


@given(BONDS, st.integers(1, LANES + 2), PLACES, PLACES)
def test_a_grid_finds_what_passes_between_two_places(bonds: list[Bond], room: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    brackets = Brackets(bonds)
    grid = brackets.grid(room)
    assert grid.lanes == min(room, LANES)
    seen = {bracket.relation for bracket in brackets.all if bracket.low <= high and bracket.high >= low}
    by_lane = [grid.passing(lane, low, high) for lane in range(grid.lanes)]
    assert {bracket.relation for lane in by_lane for bracket in lane} == seen
    single = {bracket.relation for bracket in grid.single(low, high)}
    shared = {bracket.relation for bracket in by_lane[-1]} if grid.shared else set()
    assert single | shared == seen
    assert not single & shared
    stretches, ends = grid.bundle(low, high)
    if grid.shared:
        for bracket in by_lane[-1]:
            assert any(begin <= bracket.low and bracket.high <= end for begin, end in stretches)
            assert {place for place in (bracket.low, bracket.high) if low <= place <= high} <= set(ends)
    else:
        assert (list(stretches), list(ends)) == ([], [])


def test_thousands_over_one_place_are_drawn_as_one() -> None:
    brackets = Brackets(Bond(f"r{number}", number, 10_000 - number) for number in range(3000))
    stretches, ends = brackets.grid(LANES).bundle(5000, 5100)
    assert len(stretches) == 1
    assert ends == []
    assert len(list(brackets.grid(LANES).single(5000, 5100))) <= LANES


def test_stubs_of_one_place_are_one() -> None:
    brackets = Brackets([
        Bond("a", 10, None), Bond("b", None, 10), Bond("c", 10, None, Aside.LEFT), Bond("d", 90, None),
        Bond("e", None, None),
    ])  # fmt: skip
    assert [(stub.place, stub.aside, stub.relations) for stub in brackets.stubs(0, 50)] == [
        (10, Aside.LEFT, ("c",)),
        (10, Aside.OUT, ("a", "b")),
    ]
    found = brackets.of("b")
    assert found is not None
    assert found.relations == ("a", "b")
    assert brackets.of("e") is None
    assert brackets
    assert not Brackets([])
