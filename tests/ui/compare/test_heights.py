"""Where the lines of a long list lie, by heights that are measured or estimated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.compare.heights import Heights

heights = st.lists(st.one_of(st.none(), st.integers(1, 300)), min_size=1, max_size=400)


@given(heights, st.lists(st.tuples(st.integers(0, 399), st.integers(1, 300)), max_size=20))
def test_tops_are_sums_of_the_heights_above(known: list[int | None], measured: list[tuple[int, int]]) -> None:
    found = Heights(known, 50)
    plain = [50 if height is None else height for height in known]
    for line, height in measured:
        if line < len(plain):
            found.set(line, height)
            plain[line] = height
            assert found.known(line)
    assert found.total == sum(plain) == found.top(len(plain))
    for line in range(0, len(plain), 7):
        assert found.top(line) == sum(plain[:line])
        assert found[line] == plain[line]


@given(heights, st.integers(-50, 130_000))
def test_a_line_lies_at_each_of_its_pixels(known: list[int | None], y: int) -> None:
    found = Heights(known, 50)
    line = found.at(y)
    if y >= found.total:
        assert line == len(found) - 1
    elif y < 0:
        assert line == 0
    else:
        assert found.top(line) <= y < found.top(line) + found[line]


def test_nothing_lies_where_there_are_no_lines() -> None:
    with pytest.raises(IndexError):
        Heights((), 50).at(0)
