"""Lanes keep marks apart, the longest outermost; the innermost tints."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader.index import MarkIndex, rank
from annotator.ui.reader.lanes import Lanes, tints


def marks(spans: list[tuple[int, int]]) -> list[Annotation]:
    return [Annotation(f"m{n:03}", "a", "t", a, b, "", "c", "", "") for n, (a, b) in enumerate(spans)]


_SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=16
)


@given(_SPANS)
def test_marks_that_overlap_have_lanes_of_their_own(spans: list[tuple[int, int]]) -> None:
    all_marks = marks(spans)
    lanes = Lanes(MarkIndex(all_marks))
    found = {m.id: lanes.lane(m) for m in all_marks}
    for one in all_marks:
        for other in all_marks:
            if one is not other and one.span.overlaps(other.span):
                assert found[one.id] != found[other.id]
                if one.span.covers(other.span) and rank(one) > rank(other):
                    assert found[one.id] > found[other.id]


_SPLIT = st.lists(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=3).flatmap(
        lambda steps: st.tuples(st.integers(0, 60), st.just(steps))
    ),
    max_size=12,
)
"""Where each mark begins, and how far it is to each of its fragments and how long this is."""


def split_marks(made: list[tuple[int, list[tuple[int, int]]]]) -> list[Annotation]:
    found = []
    for number, (at, steps) in enumerate(made):
        pieces = []
        for gap, length in steps:
            pieces.append(Span(at + gap, at + gap + length))
            at += gap + length
        parts = tuple(pieces) if len(pieces) > 1 else ()
        start, end = pieces[0].start, pieces[-1].end
        found.append(Annotation(f"m{number:03}", "a", "t", start, end, "", "c", "", "", fragments=parts))
    return found


@given(_SPLIT, st.lists(st.tuples(st.integers(0, 11), st.integers(0, 60), st.integers(1, 30)), max_size=4))
def test_no_lane_runs_through_what_joins_fragments(
    made: list[tuple[int, list[tuple[int, int]]]], edits: list[tuple[int, int, int]]
) -> None:
    index = MarkIndex(split_marks(made))
    lanes = Lanes(index)
    for edit in [None, *edits]:
        if edit is not None:
            number, start, length = edit
            now = Annotation(f"m{number:03}", "a", "t", start, start + length, "", "c", "", "")
            before = index.put(now)
            lanes.follow([now] if before is None else [before, now])
        found = {m.id: lanes.lane(m) for m in index}
        assert found == {m.id: Lanes(index).lane(m) for m in index}
        for one in index:
            for other in index:
                assert one is other or not one.span.overlaps(other.span) or found[one.id] != found[other.id]


@given(_SPANS)
def test_a_lane_does_not_depend_on_what_was_asked_before(spans: list[tuple[int, int]]) -> None:
    all_marks = marks(spans)
    index = MarkIndex(all_marks)
    together = Lanes(index)
    for m in reversed(all_marks):
        together.lane(m)
    assert all(together.lane(m) == Lanes(index).lane(m) for m in all_marks)


@given(_SPLIT, st.integers(0, 12))
def test_lanes_worked_out_together_are_those_worked_out_one_by_one(
    made: list[tuple[int, list[tuple[int, int]]]], count: int
) -> None:
    index = MarkIndex(split_marks(made))
    together = Lanes(index)
    some = list(index)[:count]
    together.place(some)
    assert {m.id: together.lane(m) for m in some} == {m.id: Lanes(index).lane(m) for m in some}
    assert {m.id: together.lane(m) for m in index} == {m.id: Lanes(index).lane(m) for m in index}


def test_nested_marks_stack_outwards() -> None:
    inner, middle, outer = marks([(10, 12), (8, 20), (0, 40)])
    lanes = Lanes(MarkIndex([outer, inner, middle]))
    assert [lanes.lane(m) for m in (inner, middle, outer)] == [0, 1, 2]


def test_marks_apart_share_the_first_lane() -> None:
    one, other = marks([(0, 5), (5, 9)])
    lanes = Lanes(MarkIndex([one, other]))
    assert lanes.lane(one) == lanes.lane(other) == 0


def test_forgetting_follows_the_marks() -> None:
    one, other = marks([(0, 5), (0, 9)])
    index = MarkIndex([one, other])
    lanes = Lanes(index)
    assert lanes.lane(other) == 1
    index.remove(one.id)
    lanes.forget()
    assert lanes.lane(other) == 0


def test_a_mark_over_a_crowd_is_outermost() -> None:
    crowd = marks([(0, 5000), *((n * 10, n * 10 + 5) for n in range(400))])
    assert Lanes(MarkIndex(crowd)).lane(crowd[0]) == 2


@given(_SPANS, st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_each_place_is_tinted_by_its_innermost_mark(spans: list[tuple[int, int]], pair: tuple[int, int]) -> None:
    all_marks, within = marks(spans), Span(min(pair), max(pair))
    found = tints(sorted(all_marks, key=rank), within)
    for place in range(within.start, within.end):
        here = [m for m in all_marks if m.span.holds(place)]
        expected = min(here, key=rank) if here else None
        tinting = [m for start, end, m in found if start <= place < end]
        assert tinting == ([expected] if expected else [])
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(_SPANS, st.lists(st.tuples(st.integers(0, 15), st.integers(0, 60), st.integers(1, 40)), max_size=6))
def test_following_edits_gives_what_working_all_out_anew_gives(
    spans: list[tuple[int, int]], edits: list[tuple[int, int, int]]
) -> None:
    index = MarkIndex(marks(spans))
    lanes = Lanes(index)
    known = {m.id: lanes.lane(m) for m in index}
    for number, start, length in edits:
        (wanted,) = marks([(start, start + length)])
        wanted = replace(wanted, id=f"m{number:03}")
        # The same edit twice takes the mark out again.
        before = index.get(wanted.id)
        if before == wanted:
            index.remove(wanted.id)
        else:
            index.put(wanted)
        touched = [mark for mark in (before, index.get(wanted.id)) if mark is not None]
        moved = lanes.follow(touched)
        assert moved is not None
        now = {m.id: Lanes(index).lane(m) for m in index}
        assert {m.id: lanes.lane(m) for m in index} == now
        different = {name for name in known.keys() & now.keys() if known[name] != now[name]}
        assert different - {wanted.id} == {m.id for m in moved}
        known = now
