"""Hidden characters are found and named; what could mislead is told, and what is in order is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.digits import numeral, zero_of
from annotator.text.hidden import Trick, has_width, hidden_in, label, misleading, name
from annotator.text.span import Span


def tricks(text: str) -> list[tuple[int, Trick]]:
    return [(one.offset, one.trick) for one in misleading(text, Span(0, len(text)))]


def test_hidden_characters_are_found_but_not_blanks_and_not_what_is_seen() -> None:
    text = "a b\u00a0c\u200dd\te\nf\u0600 12 \ufe0f\u2069"
    assert [label(ch) for _, ch in hidden_in(text, Span(0, len(text)))] == ["NBSP", "ZWJ", "TAB", "VS16", "PDI"]
    assert list(hidden_in(text, Span(4, 6))) == [(5, "\u200d")]


def test_names_tell_the_code_point() -> None:
    assert name("\u200d") == "ZERO WIDTH JOINER (U+200D)"
    assert name("\t") == "CHARACTER TABULATION (U+0009)"
    assert label("\U000e0061") == "E0061"
    assert has_width("\u00a0")
    assert not has_width("\u200b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das ist \u202ecba\u202c.", [(8, Trick.OVERRIDE)]),
        ("\u202aabc\u202c \u2067def\u2069", []),
        ("\u202aabc", [(0, Trick.UNCLOSED)]),
        ("abc\u202c", [(3, Trick.UNOPENED)]),
        ("abc\u2069", [(3, Trick.UNOPENED)]),
        ("\u2067a\u202bb\u2069c", [(2, Trick.UNCLOSED)]),
        ("\u2067a\u202c\u2069", [(2, Trick.UNOPENED)]),
        ("pay\u200bpal", [(3, Trick.IN_WORD)]),
        ("می\u200cشود \u200f2021\u200e", []),
        ("Wort\U000e0061\U000e0062 \U0001f3f4\U000e0067\U000e007f", [(4, Trick.TAGS)]),
    ],
)
def test_what_could_mislead(text: str, found: list[tuple[int, Trick]]) -> None:
    assert tricks(text) == found


@given(st.text("ab\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b", max_size=30))
def test_each_character_is_told_of_once_and_lies_in_the_paragraph(text: str) -> None:
    found = misleading(text, Span(0, len(text)))
    assert all(text[one.offset] == one.character for one in found)
    assert len({one.offset for one in found}) == len(found)


def test_numbers_stand_in_the_digits_of_the_text() -> None:
    assert numeral(120, zero_of("سنة ١٩٩٩ و ٢٠٢٤، 5")) == "١٢٠"
    assert numeral(7, zero_of("در سال ۱۴۰۰")) == "۷"
    assert numeral(7, zero_of("kein")) == "7"
