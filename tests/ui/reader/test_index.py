"""The index answers like a plain search through all annotations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader import index as index_module
from annotator.ui.reader.index import MarkIndex, rank


def mark(name: int, start: int, end: int, fragments: tuple[Span, ...] = ()) -> Annotation:
    return Annotation(f"m{name:03}", "a", "t", start, end, "", "c", "", "", fragments=fragments)


_SPANS = st.tuples(st.integers(0, 300), st.integers(1, 200)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(_SPANS, max_size=40), st.lists(_SPANS, max_size=10), st.data(), st.booleans())
def test_overlapping_is_what_a_search_finds(
    first: list[tuple[int, int]], later: list[tuple[int, int]], data: st.DataObject, asked: bool
) -> None:
    marks = {f"m{n:03}": mark(n, *span) for n, span in enumerate(first)}
    index = MarkIndex(marks.values())
    if asked:
        index.overlapping(0, 10)
    for span in later:
        name = data.draw(st.integers(0, 60))
        marks[f"m{name:03}"] = mark(name, *span)
        index.put(mark(name, *span))
    if marks and data.draw(st.booleans()):
        gone = data.draw(st.sampled_from(sorted(marks)))
        assert index.remove(gone) == marks.pop(gone)
    spans = [(m.start, m.end) for m in marks.values()]
    on = data.draw(st.sampled_from(spans) | _SPANS if spans else _SPANS)
    assert index.any_on(*on) == (on in spans)
    start, end = data.draw(_SPANS)
    expected = sorted((m for m in marks.values() if m.start < end and start < m.end), key=rank)
    assert index.overlapping(start, end) == expected
    assert len(index) == len(marks)


def test_a_mark_in_parts_lies_only_where_its_parts_are() -> None:
    split = mark(1, 0, 30, (Span(0, 5), Span(20, 30)))
    index = MarkIndex([split])
    assert index.overlapping(10, 15) == []
    assert index.overlapping(4, 6) == [split]
    assert index.overlapping(0, 30) == [split]
    assert index.around(10, 15) == [split]
    assert index.around(30, 40) == []
    index.put(mark(1, 0, 30))
    assert index.around(10, 15) == index.overlapping(10, 15) == [mark(1, 0, 30)]
    index.put(split)
    index.remove(split.id)
    assert index.around(0, 30) == []


def test_removing_what_is_not_there_does_nothing() -> None:
    index = MarkIndex()
    assert index.remove("x") is None
    assert index.get("x") is None
    assert index.get(None) is None


class Filing(RuleBasedStateMachine):
    """Questions, edits and filing in any order, against a plain dictionary."""

    @initialize(spans=st.lists(_SPANS, max_size=60), wide=st.booleans())
    def given_marks(self, spans: list[tuple[int, int]], wide: bool) -> None:
        factor = 40 if wide else 1
        self.marks = {f"m{n:03}": mark(n, a * factor, b * factor) for n, (a, b) in enumerate(spans)}
        self.index = MarkIndex(list(self.marks.values()))
        self.filing = self.index.filing()

    @rule(count=st.integers(1, 3))
    def file_some(self, count: int) -> None:
        for _ in range(count):
            next(self.filing, None)

    @rule(name=st.integers(0, 80), span=_SPANS, parted=st.booleans())
    def put(self, name: int, span: tuple[int, int], parted: bool) -> None:
        start, end = span
        middle = (start + end) // 2
        parts = (Span(start, middle), Span(middle + 1, end)) if parted and start < middle < end - 1 else ()
        new = mark(name, start, end, parts)
        assert self.index.put(new) == self.marks.get(new.id)
        self.marks[new.id] = new

    @rule(name=st.integers(0, 80))
    def remove(self, name: int) -> None:
        assert self.index.remove(f"m{name:03}") == self.marks.pop(f"m{name:03}", None)

    @rule(name=st.integers(0, 80))
    def get(self, name: int) -> None:
        wanted = f"m{name:03}"
        assert self.index.get(wanted) == self.marks.get(wanted)
        assert (wanted in self.index) == (wanted in self.marks)

    @rule(span=_SPANS, scale=st.sampled_from((1, 40)))
    def ask(self, span: tuple[int, int], scale: int) -> None:
        start, end = span[0] * scale, span[1] * scale
        expected = [m for m in self.marks.values() if any(p.start < end and start < p.end for p in m.pieces)]
        assert self.index.overlapping(start, end) == sorted(expected, key=rank)

    @rule(name=st.integers(0, 80))
    def ask_for_inner(self, name: int) -> None:
        outer = self.marks.get(f"m{name:03}")
        if outer is not None:
            found = self.index.inner(outer, 1000)
            assert found is not None
            over = [
                m for m in self.marks.values() if any(p.start < outer.end and outer.start < p.end for p in m.pieces)
            ]
            assert sorted(found, key=rank) == sorted((m for m in over if rank(m) < rank(outer)), key=rank)

    @invariant()
    def all_are_there(self) -> None:
        assert len(self.index) == len(self.marks)
        assert {m.id for m in self.index} == set(self.marks)


class TestFiling(Filing.TestCase):  # type: ignore[misc]  # Hypothesis gives no type
    settings = settings(max_examples=60, stateful_step_count=30)


@pytest.fixture(scope="module", autouse=True)
def small_blocks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_BLOCK", 4)
        patch.setattr(index_module, "_GROUP", 3)
        patch.setattr(index_module, "_STRETCH", 64)
        yield


def test_too_many_inner_marks_are_not_looked_at() -> None:
    marks = [mark(n, n, n + 5) for n in range(200)]
    everything = mark(999, 0, 300)
    index = MarkIndex([*marks, everything])
    assert index.inner(everything, 20) is None
    assert index.inner(marks[0], 20) == []


def test_a_sample_is_spread_over_all() -> None:
    marks = [mark(n, n, n + 5) for n in range(200)]
    index = MarkIndex(marks)
    assert list(index.sample(1000)) == marks
    assert 10 <= len(list(index.sample(10))) <= 20
