import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.runs import Run, runs
from annotator.text.span import Span

spans = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=12))
def test_runs_say_for_every_place_what_lies_there(given_spans: list[Span]) -> None:
    result = runs([(span, k) for k, span in enumerate(given_spans)])
    for place in range(45):
        here = [run.items for run in result if run.span.holds(place)]
        expected = tuple(k for k, span in enumerate(given_spans) if span.holds(place))
        assert here == ([expected] if expected else [])


@given(st.lists(spans, max_size=12))
def test_runs_are_sorted_apart_and_maximal(given_spans: list[Span]) -> None:
    result = runs([(span, k) for k, span in enumerate(given_spans)])
    for run in result:
        assert len(run.span)
        assert run.items
    for left, right in itertools.pairwise(result):
        assert left.span.end <= right.span.start
        assert left.span.end < right.span.start or left.items != right.items


def test_nested_and_touching() -> None:
    assert runs([(Span(0, 10), "a"), (Span(2, 4), "b"), (Span(4, 6), "c")]) == [
        Run(Span(0, 2), ("a",)),
        Run(Span(2, 4), ("a", "b")),
        Run(Span(4, 6), ("a", "c")),
        Run(Span(6, 10), ("a",)),
    ]
    assert runs([(Span(3, 3), "empty")]) == []
    assert runs([]) == []
