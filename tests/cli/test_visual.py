"""Visual order: what python-bidi says of every line, with brackets mirrored and marks behind their letters."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.cli.visual import visual
from annotator.text.direction import Direction

LTR, RTL = Direction.LTR, Direction.RTL


@pytest.mark.parametrize(
    ("line", "base", "shown"),
    [
        ("", LTR, ""),
        (" \t", RTL, ""),
        ("plain (text)", LTR, "plain (text)"),
        ("אבג", RTL, "גבא"),
        ("אבג (דה)", RTL, "(הד) גבא"),
        ("אבג (abc)", RTL, "(abc) גבא"),
        ("abc (אבג) x", LTR, "abc (גבא) x"),
        ("في 1,234 يوم", RTL, "موي 1,234 يف"),
        ("في ١٬٢٣٤ يوم", RTL, "موي ١٬٢٣٤ يف"),
        ("من 10-12 إلى 5", RTL, "5 ىلإ 12-10 نم"),
        ("«علي بابا»", RTL, "«اباب يلع»"),
        ("كُتُب", RTL, "بتُكُ"),
        ("abc", RTL, "abc"),
        ("abc.", RTL, ".abc"),
        ("سعر ١.5 و 1+2", RTL, "2+1 و ١.5 رعس"),
        ("א\u2067abc!\u2069ב", RTL, "ב!abcא"),
        ("א\u200fב", RTL, "בא"),
        ("a\u2029b\tc", LTR, "a b c"),
        ("א\U000e0100ב", RTL, "בא\U000e0100"),
    ],
)
def test_lines(line: str, base: Direction, shown: str) -> None:
    assert visual(line, base) == shown


ALPHABET = "abאבاب01٠١ ,.:+-#$%!&*/'\"—…中()[]<>"
FACELESS = str.maketrans(")]>", "([<")


@settings(max_examples=1500)
@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=60), st.sampled_from([LTR, RTL]))
def test_the_order_is_that_of_python_bidi(line: str, base: Direction) -> None:
    line = line.strip()
    if line:
        expected = get_display(line, base_dir="R" if base is RTL else "L")
        assert isinstance(expected, str)
        # Which way a bracket faces is not python-bidi's affair.
        assert visual(line, base).translate(FACELESS) == expected.translate(FACELESS)


def test_long_lines() -> None:
    line = "abc אבג " * 2000
    assert visual(line, LTR) == get_display(line.strip(), base_dir="L")


@given(st.text(max_size=80), st.sampled_from([LTR, RTL]))
def test_nothing_but_controls_is_lost(line: str, base: Direction) -> None:
    def letters(text: str) -> list[str]:
        kept = regex.sub(r"[\p{Bidi_Control}\s\x1c-\x1f\x85]", "", text)
        return sorted("(" if unicodedata.mirrored(ch) else ch for ch in kept)

    assert letters(visual(line, base)) == letters(line)
