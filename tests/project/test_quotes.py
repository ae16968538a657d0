"""A quote leads to its span, or to a sentence that says why not."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from annotator.core.errors import QuoteError
from annotator.project.quotes import context, locate
from annotator.text.span import Span


def test_once() -> None:
    assert locate("قالت الهيئة نعم", "الهيئة") == Span(5, 11)
    assert locate("one two", "two", 1) == Span(4, 7)


def test_several_need_a_number_and_overlaps_count() -> None:
    with pytest.raises(QuoteError) as caught:
        locate("xaaax", "aa")
    assert [start for start, _ in caught.value.places] == [1, 2]
    assert "2 times" in str(caught.value)
    assert locate("xaaax", "aa", 2) == Span(2, 4)
    with pytest.raises(QuoteError, match="no occurrence 3"):
        locate("xaaax", "aa", 3)
    with pytest.raises(QuoteError, match="occurs once"):
        locate("xaax", "aa", 2)
    with pytest.raises(QuoteError, match="counted from 1"):
        locate("xaax", "aa", 0)


def test_many_places_are_not_all_listed() -> None:
    with pytest.raises(QuoteError, match="and 80 more") as caught:
        locate("ab" * 100, "b")
    assert len(caught.value.places) == 20


def test_none() -> None:
    with pytest.raises(QuoteError, match="does not occur"):
        locate("one two", "three")
    with pytest.raises(QuoteError, match="empty"):
        locate("one two", "")
    with pytest.raises(QuoteError, match="does not occur"):
        locate("one", "   ")


def test_other_white_space_is_pointed_at() -> None:
    with pytest.raises(QuoteError, match="other white space, at 4") as caught:
        locate("one two\u00a0 \nthree", "two three")
    assert caught.value.places[0][0] == 4


def test_contexts_are_one_line() -> None:
    text = "a" * 40 + " here\nis the [place] " + "b" * 40
    start = text.index("here")
    shown = context(text, Span(start, start + 4))
    assert shown.startswith("…aaa")
    assert "[here] is the" in shown
    assert shown.endswith("…")
    assert context("here", Span(0, 4)) == "[here]"
    blank = "\n" * 40
    assert context(f"{blank}here{blank}", Span(40, 44)) == "[here]", "nothing but empty lines is left out"
    assert context(f"a{blank}here{blank}b", Span(41, 45)) == "… [here] …"


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=3))
def test_every_occurrence_is_reached(text: str, quote: str) -> None:
    starts = [start for start in range(len(text)) if text.startswith(quote, start)]
    for number, start in enumerate(starts, 1):
        assert locate(text, quote, number) == Span(start, start + len(quote))
    with pytest.raises(QuoteError):
        locate(text, quote, len(starts) + 1)
