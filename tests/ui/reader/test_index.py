"""The index answers like a plain search through all annotations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.values import Annotation
from annotator.text.span import Span
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
