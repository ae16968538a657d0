"""Searching hit by hit: from a place on, whole words, and regular expressions that cannot hold anybody up."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.folding import find
from annotator.text.patterns import PatternError, SlowPatternError, compiled, escaped, pattern_spans
from annotator.text.searching import Query, Searchable, hits
from annotator.text.span import Span

TEXT = "Das Amt in Öder Straße rief das Amtsblatt.\nوكالة الأنباء: Amt 12, Amt ١٣.\n"


def found(
    words: str, *, whole_word: bool = False, pattern: bool = False, text: str = TEXT, start: int = 0
) -> list[str]:
    query = Query(words, whole_word, pattern)
    return [span.of(text) for part in hits(Searchable(text), query, start) for span in part]


def test_words_are_folded_and_can_be_whole() -> None:
    assert found("amt") == ["Amt", "Amt", "Amt", "Amt"]
    assert found("amt", whole_word=True) == ["Amt", "Amt", "Amt"]
    assert found("STRASSE") == ["Straße"]
    assert found("13") == ["١٣"]
    assert found("  ") == []


def test_a_pattern_is_taken_as_written_and_minds_case_only_with_capitals() -> None:
    assert found("amt", pattern=True) == ["Amt"] * 4
    assert found("AMT", pattern=True) == []
    assert found(r"Amt\b", pattern=True) == ["Amt"] * 3
    assert found(r"amt\S+", pattern=True) == ["Amtsblatt."]
    assert found(r"\p{Lu}mt\s\d+", pattern=True) == ["Amt 12", "Amt ١٣"]
    assert found("strasse", pattern=True) == ["Straße"]
    assert found("das|amt", pattern=True, whole_word=True) == ["Das", "Amt", "das", "Amt", "Amt"]
    assert found("^.", pattern=True) == ["D", "و"]


@pytest.mark.parametrize(
    "pattern", [r"\w", r"\D+", r"\p{Lu}", r"[[:Alpha:]]", r"(?P<Name>a)", r"(?<Name>a)", r"\u00DFa"]
)
def test_what_is_grammar_is_no_capital(pattern: str) -> None:
    assert compiled(pattern).search("ä a ß ßA") is not None
    assert compiled(pattern + "|qx").search("QX") is not None


@given(st.text(min_size=1, max_size=8))
def test_words_made_a_pattern_match_themselves(words: str) -> None:
    found = compiled(escaped(words)).search(words)
    assert found is not None
    assert found.span() == (0, len(words))


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "a{2,1}", "\\", r"\p{Nothing}", r"\1", "x{1000000000000}"])
def test_what_is_no_pattern_is_said(pattern: str) -> None:
    with pytest.raises(PatternError) as caught:
        found(pattern, pattern=True)
    assert str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_catastrophic_pattern_ends_by_itself() -> None:
    begun = time.monotonic()
    with pytest.raises(SlowPatternError):
        list(pattern_spans("a" * 200 + "!", r"(a|aa)+$", patience=0.2))
    assert time.monotonic() - begun < 5


def test_empty_matches_and_looks_around_are_no_trouble() -> None:
    assert found("x*", pattern=True) == []
    assert found("(?<=Amt )[0-9]*", pattern=True) == ["12"]
    assert found(r"m\Kt", pattern=True, text="mt mt") == ["t", "t"]
    assert found("(?=a)", pattern=True, text="aa") == []
    assert found("", pattern=True) == []


def test_hits_never_cut_a_character() -> None:
    family = "a👨‍👩‍👧e\u0301o"
    assert found("👩", pattern=True, text=family) == ["👨‍👩‍👧"]
    assert found("[👨👩👧]", pattern=True, text=family) == ["👨‍👩‍👧"]
    assert found("e", pattern=True, text=family) == ["e\u0301"]


@given(
    st.text("aAbß ﬁäe\u0301\nكًـ", max_size=40),
    st.sampled_from(["a", "b", "s", "i", "ae", "ك", "b a"]),
    st.integers(0, 40),
)
def test_from_a_place_on_come_the_hits_behind_it(text: str, words: str, start: int) -> None:
    start = min(start, len(text))
    rest = [span for part in hits(Searchable(text), Query(words), start) for span in part]
    assert all(span.end > start for span in rest)
    assert all(one.end <= other.start for one, other in pairwise(rest))
    whole = find(text, words)
    if not any(span.start < start < span.end for span in whole) and len(words) == 1:
        assert [s for s in rest if s.start >= start] == [s for s in whole if s.start >= start]


def test_a_text_is_folded_once() -> None:
    text = Searchable(TEXT)
    assert not text.is_folded
    assert text.folded() is text.folded()
    assert text.is_folded
    assert next(hits(text, Query("amt"), 5))[0] == Span(TEXT.index("Amtsblatt"), TEXT.index("Amtsblatt") + 3)
