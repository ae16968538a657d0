"""Ends of spans, moved by words and letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.ends import moved_end, moved_start
from annotator.text.segments import cuts_cluster
from annotator.text.span import Span

TEXT = "The port met, then asked two firms."


def at(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("words", "forward", "expected"),
    [
        ("port", True, "port met"),
        ("port met", True, "port met, then"),
        ("port met", False, "port"),
        ("port met, then", False, "port met"),
        ("port", False, "port"),
        ("two firms", True, "two firms"),
        ("po", True, "port"),
    ],
)
def test_the_end_by_words(words: str, forward: bool, expected: str) -> None:
    assert moved_end(TEXT, at(words), forward=forward).of(TEXT) == expected


@pytest.mark.parametrize(
    ("words", "forward", "expected"),
    [
        ("port met", True, "met"),
        ("port", False, "The port"),
        ("The port", False, "The port"),
        ("met", True, "met"),
        ("then asked", False, "met, then asked"),
    ],
)
def test_the_start_by_words(words: str, forward: bool, expected: str) -> None:
    assert moved_start(TEXT, at(words), forward=forward).of(TEXT) == expected


def test_letters_are_whole_clusters() -> None:
    text = "a👨‍👩‍👧b"
    assert moved_end(text, Span(0, 1), forward=True, letters=True).of(text) == "a👨‍👩‍👧"
    assert moved_start(text, Span(6, 7), forward=False, letters=True).of(text) == "👨‍👩‍👧b"
    assert moved_end(text, Span(0, 1), forward=False, letters=True) == Span(0, 1)


def test_a_full_stop_between_arabic_letters_ends_a_word() -> None:
    text = "في القطاع.وسعى منظم"
    assert moved_end(text, at("في", text), forward=True).of(text) == "في القطاع"
    assert moved_end(text, at("في القطاع", text), forward=True).of(text) == "في القطاع.وسعى"


@given(st.text("ab .,\n👨‍👩شo\u0301", max_size=20), st.data())
def test_a_moved_span_is_whole_and_inside(text: str, data: st.DataObject) -> None:
    from annotator.text.segments import snap

    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = snap(text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    for move in (moved_end, moved_start):
        for forward in (False, True):
            for letters in (False, True):
                moved = move(text, span, forward=forward, letters=letters)
                assert 0 <= moved.start < moved.end <= len(text)
                assert not cuts_cluster(text, moved)
