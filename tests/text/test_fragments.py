"""Pieces are a set of characters: adding is union, taking out is difference, and what touches is one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.fragments import Pieces, fitted, over_blanks, united, with_blanks, without
from annotator.text.segments import cuts_cluster, grapheme_spans, snap
from annotator.text.span import Span
from text.alphabets import texts_and_ranges

_SPANS = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def characters(*spans: Span) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def joined(spans: list[Span]) -> Pieces:
    pieces: Pieces = ()
    for span in spans:
        pieces = united(pieces, span)
    return pieces


def in_order(pieces: Pieces) -> bool:
    return all(len(piece) for piece in pieces) and all(one.end < other.start for one, other in pairwise(pieces))


@given(st.lists(_SPANS, max_size=6), _SPANS)
def test_adding_is_union(spans: list[Span], span: Span) -> None:
    before = joined(spans)
    after = united(before, span)
    assert in_order(after)
    assert characters(*after) == characters(*before, span) == characters(*spans, span)
    assert after == joined([span, *reversed(spans)])
    assert united(after, span) == after


@given(st.lists(_SPANS, max_size=6), _SPANS)
def test_taking_out_is_difference(spans: list[Span], span: Span) -> None:
    before = joined(spans)
    after = without(before, span)
    assert in_order(after)
    assert characters(*after) == characters(*before) - characters(span)
    assert without(after, span) == after
    # Adding words that were none of the mark's, and taking them out again, changes nothing.
    if not characters(*before) & characters(span):
        assert without(united(before, span), span) == before


@given(st.lists(_SPANS, min_size=1, max_size=6), _SPANS)
def test_fitting_moves_the_ends_and_keeps_the_gaps(spans: list[Span], hull: Span) -> None:
    before = joined(spans)
    after = fitted(before, hull)
    assert in_order(after)
    grown = {place for place in characters(hull) if before and not before[0].start <= place < before[-1].end}
    within = characters(*before) & characters(hull)
    assert characters(*after) == (within | grown if within else set())


@given(texts_and_ranges(), st.lists(st.tuples(st.booleans(), st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_no_grapheme_is_cut(made: tuple[str, int, int], steps: list[tuple[bool, int, int]]) -> None:
    text, start, end = made
    if start == end:
        return
    pieces: Pieces = (snap(text, Span(start, end)),)
    for add, one, other in steps:
        ends = sorted((min(one, len(text)), min(other, len(text))))
        span = snap(text, Span(*ends))
        if add:
            wider = over_blanks(text, pieces, span)
            pieces = united(pieces, wider)
        else:
            wider = with_blanks(text, pieces, span)
            pieces = without(pieces, wider)
        assert wider.covers(span)
        assert text[wider.start : span.start].strip() == text[span.end : wider.end].strip() == ""
        assert in_order(pieces)
        assert not any(cuts_cluster(text, piece) for piece in pieces)
    clusters = grapheme_spans(text)
    assert all(cluster.overlaps(piece) <= piece.covers(cluster) for cluster in clusters for piece in pieces)


@pytest.mark.parametrize(
    ("marked", "words", "after"),
    [
        (["Das"], "Amt", ["Das Amt"]),
        (["Das"], "von", ["Das", "von"]),
        (["Amt", "Kiel"], "von", ["Amt von Kiel"]),
        (["Ende."], "Neu", ["Ende.", "Neu"]),
    ],
)
def test_words_side_by_side_become_one_piece(marked: list[str], words: str, after: list[str]) -> None:
    text = "Das Amt von Kiel. Ende.\nNeu"
    pieces = joined([_find(text, part) for part in marked])
    found = united(pieces, over_blanks(text, pieces, _find(text, words)))
    assert [piece.of(text) for piece in found] == after


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("Amt", ["Das", "von Kiel"]),
        ("Das", ["Amt von Kiel"]),
        ("Kiel", ["Das Amt von"]),
        ("mt v", ["Das A", "on Kiel"]),
    ],
)
def test_no_blank_is_left_at_an_end(words: str, after: list[str]) -> None:
    text = "Das Amt von Kiel"
    pieces = (Span(0, len(text)),)
    found = without(pieces, with_blanks(text, pieces, _find(text, words)))
    assert [piece.of(text) for piece in found] == after


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
