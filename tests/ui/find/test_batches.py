"""Hits in handfuls: whichever place a search begins at, all come out, in order and once."""

from __future__ import annotations

import pytest

from annotator.text.folding import find
from annotator.text.searching import Query, Searchable
from annotator.text.span import Span
from annotator.ui.find.batches import Batch, Found, Place, batches

TEXT = "Amt und Amt, ein Amtsblatt.\n" * 300


@pytest.mark.parametrize("start", [0, 5, 9, len(TEXT) // 2, len(TEXT)])
def test_all_hits_come_whatever_the_beginning(start: int) -> None:
    found = Found()
    handfuls = list(batches([Place("a", Searchable(TEXT), start)], Query("amt")))
    for batch in handfuls:
        found.add(batch)
    assert list(found.spans) == find(TEXT, "amt")
    if start < len(TEXT):
        assert handfuls[0].spans[0].start >= start
    assert len(handfuls[0].spans) == 1


def test_a_hit_across_the_beginning_takes_the_place_of_those_inside_it() -> None:
    found = Found()
    for batch in batches([Place("a", Searchable("aaaa"), 1)], Query("aa")):
        found.add(batch)
    assert found.spans == (Span(0, 2),)


def test_articles_are_searched_one_after_the_other() -> None:
    places = [Place("a", Searchable("x a x"), 2), Place("b", Searchable("x"))]
    got = list(batches(places, Query("x")))
    assert got == [
        Batch("a", (Span(4, 5),), False),
        Batch("a", (Span(0, 1),), True),
        Batch("b", (Span(0, 1),), False),
    ]
