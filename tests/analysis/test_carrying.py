"""Marks follow their words into another version of a text, or are said to have no certain place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.carrying import Carrier
from annotator.text.segments import snap
from annotator.text.span import Span

OLD = (
    "Werft meldet Störung\n\nDie Aufsicht wies die Werft an, bis Freitag zu berichten. Die Werft fürchtet Kosten.\n\n"
    "Der Betrieb ruht. Die Aufsicht prüft den Fall. Niemand wurde verletzt, sagte die Leitung der Werft am Abend.\n"
)
NEW = (
    "Eilmeldung\n\nWerft meldet schwere Störung\n\nDie Aufsicht wies die Werft an, bis Montag zu berichten. "
    "Die Werft fürchtet hohe Kosten.\n\nDer Betrieb ruht weiter. Die Aufsicht prüft den Fall. Zwei Menschen wurden "
    "leicht verletzt, sagte die Leitung der Werft am Abend.\n"
)


def at(text: str, words: str, number: int = 1) -> Span:
    start = -1
    for _ in range(number):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "number", "there", "number_there"),
    [
        ("Die Aufsicht", 1, "Die Aufsicht", 1),
        ("Die Aufsicht", 2, "Die Aufsicht", 2),
        ("die Werft", 1, "die Werft", 1),
        ("Werft", 4, "Werft", 4),
        ("sagte die Leitung der Werft", 1, "sagte die Leitung der Werft", 1),
        ("Störung", 1, "Störung", 1),
        ("Der Betrieb ruht", 1, "Der Betrieb ruht", 1),
    ],
)
def test_words_that_are_there_are_found_in_their_place(words: str, number: int, there: str, number_there: int) -> None:
    assert Carrier(OLD, NEW).carry(at(OLD, words, number)).span == at(NEW, there, number_there)


def test_words_that_were_changed_a_little_are_found_by_their_likeness() -> None:
    place = Carrier(OLD, NEW).carry(at(OLD, "wies die Werft an, bis Freitag zu berichten"))
    assert place.span == at(NEW, "wies die Werft an, bis Montag zu berichten")


def test_words_that_are_gone_have_no_place() -> None:
    place = Carrier(OLD, NEW).carry(at(OLD, "Niemand wurde verletzt"))
    assert place.span is None
    assert all(candidate.score < 0.85 for candidate in place.candidates)


def test_the_same_words_twice_where_one_stood_are_not_decided() -> None:
    old = "Kurz.\n\nDie Bank warnt.\n"
    new = "Anders begann es.\n\nDie Bank warnt.\n\nUnd später wieder.\n\nDie Bank warnt.\n\nEnde der Sache hier.\n"
    place = Carrier(old, new).carry(at(old, "Die Bank"))
    assert place.span is None or len(place.candidates) == 0
    assert {candidate.span for candidate in place.candidates} <= {at(new, "Die Bank"), at(new, "Die Bank", 2)}


def test_arabic_words_move_with_their_line() -> None:
    old = "طلبت الهيئة تقريرا عن العطل. وتخشى الشركة الغرامة."
    new = "عاجل: طلبت الهيئة تقريرا عن العطل.وتخشى الشركة الغرامة الكبيرة."
    carrier = Carrier(old, new)
    assert carrier.carry(at(old, "الهيئة")).span == at(new, "الهيئة")
    assert carrier.carry(at(old, "الشركة")).span == at(new, "الشركة")


def test_a_mark_in_pieces_is_carried_whole_or_not_at_all() -> None:
    carrier = Carrier(OLD, NEW)
    pieces = (at(OLD, "Die Aufsicht"), at(OLD, "zu berichten"))
    assert carrier.carry_pieces(pieces) == (at(NEW, "Die Aufsicht"), at(NEW, "zu berichten"))
    assert carrier.carry_pieces((at(OLD, "Der Betrieb"), at(OLD, "Niemand wurde verletzt"))) is None


WORDS = st.lists(
    st.sampled_from(["Die", "Aufsicht", "warnt.", "Werft", "طلب", "قال.", "é́", "👨‍👩‍👧", "\n", "2021"]), max_size=40
)


@given(WORDS, WORDS, st.data())
def test_whatever_is_carried_lies_in_the_text_and_cuts_no_character(
    one: list[str], other: list[str], data: st.DataObject
) -> None:
    old, new = " ".join(one), " ".join(other)
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    span = snap(old, Span(start, data.draw(st.integers(start + 1, len(old)))))
    place = Carrier(old, new).carry(span)
    for found in [*([place.span] if place.span else []), *(c.span for c in place.candidates)]:
        assert found.end <= len(new)
        assert snap(new, found) == found


@given(WORDS, st.data())
def test_in_the_same_text_everything_stays(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = snap(text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    assert Carrier(text, text).carry(span).span == span


@given(WORDS, WORDS, WORDS)
def test_what_is_put_before_and_behind_moves_nothing_within(
    before: list[str], words: list[str], behind: list[str]
) -> None:
    text = "Der Rat tagte lange. " + " ".join(words) + " Der Vertrag wurde am Ende unterzeichnet."
    new = " ".join(before) + "\n\n" + text + "\n\n" + " ".join(behind)
    span = at(text, "Der Vertrag wurde am Ende unterzeichnet")
    assert Carrier(text, new).carry(span).span == at(new, "Der Vertrag wurde am Ende unterzeichnet")
