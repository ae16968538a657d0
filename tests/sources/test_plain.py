"""Titles: always words of the text itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.sources.plain import guess_title

LONG = "Die Behörde hat der Reederei am Dienstag befohlen, den Hafen zu räumen. " * 4


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Hafen gesperrt\n\n{LONG}", "Hafen gesperrt"),
        (f"  Hafen gesperrt \n{LONG}", "Hafen gesperrt"),
        (f"\n\n\nإغلاق الميناء\n\n{LONG}", "إغلاق الميناء"),
        (f"04-05-2024\nNachrichten\nSport Kultur\n\nHafen ist nun gesperrt\n\n{LONG}", "Hafen ist nun gesperrt"),
        (f"2024\n\n港口因为风暴关闭了\n\n{LONG}", "港口因为风暴关闭了"),
        ("Nur eine Zeile", "Nur eine Zeile"),
        ("12. 5. 2024", "12. 5. 2024"),
        (LONG, "Die Behörde hat der Reederei am Dienstag befohlen, den Hafen zu räumen."),
        (
            f"Er sagte am 5. Mai: „Der Hafen ist nun gesperrt.“ {LONG}",
            "Er sagte am 5. Mai: „Der Hafen ist nun gesperrt.“",
        ),
        ("wort, " * 60, ("wort, " * 20).strip(" ,")),
        ("wort " * 60, ("wort " * 24).strip()),
        ("ö" * 300, "ö" * 120),
        ("A\u0301" * 300, "A\u0301" * 60),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert guess_title(text) == title


@settings(max_examples=150)
@given(st.text(st.sampled_from("ab ü.\n١ء👨‍\u0301-9中。\u00a0\t"), max_size=400))
def test_a_title_is_a_line_of_the_text(text: str) -> None:
    title = guess_title(text)
    assert title in text
    assert "\n" not in title
    assert len(title) <= 120
    assert title == title.strip()
    assert bool(title) or not any(ch.isalnum() for ch in text)
