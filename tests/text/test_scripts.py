import itertools

import pytest
from hypothesis import given

from annotator.text.scripts import COMMON, OTHER, SCRIPTS, main_script, script_of, script_runs
from text.alphabets import tricky_texts


@pytest.mark.parametrize(
    ("ch", "script"),
    [
        ("a", "Latin"), ("ß", "Latin"), ("ش", "Arabic"), ("۴", "Arabic"), ("א", "Hebrew"), ("漢", "Han"),
        ("ひ", "Hiragana"), ("カ", "Katakana"), ("한", "Hangul"), ("ก", "Thai"), ("क", "Devanagari"), ("ж", "Cyrillic"),
        ("1", COMMON), (" ", COMMON), ("😀", COMMON), ("\u0301", COMMON), ("\u064b", COMMON), ("𐎠", OTHER),
    ],
)  # fmt: skip
def test_script_of(ch: str, script: str) -> None:
    assert script_of(ch) == script


def cut(text: str, base: str | None = None) -> list[tuple[str, str]]:
    return [(span.of(text), script) for span, script in script_runs(text, base)]


def test_common_characters_join_their_neighbours() -> None:
    assert cut("«TikTok» في الصين!") == [("«TikTok» ", "Latin"), ("في الصين!", "Arabic")]
    assert cut("... ") == [("... ", COMMON)]
    assert cut("... ", "Arabic") == [("... ", "Arabic")]
    assert cut("") == []


def test_digits_take_the_paragraphs_script() -> None:
    assert cut("أعلنت شركة iPhone: 12 أمس") == [
        ("أعلنت شركة ", "Arabic"),
        ("iPhone: ", "Latin"),
        ("12 أمس", "Arabic"),
    ]
    assert cut("2021", "Hebrew") == [("2021", "Hebrew")]
    assert cut("ثم A ١٢ B", "Arabic") == [("ثم ", "Arabic"), ("A ", "Latin"), ("١٢ ", "Arabic"), ("B", "Latin")]


def test_digits_within_words_of_one_script_are_set_like_these() -> None:
    assert cut("كتب: “two [42] crates, 25% wet” في 12", "Arabic") == [
        ("كتب: “", "Arabic"),
        ("two [42] crates, 25% wet” ", "Latin"),
        ("في 12", "Arabic"),
    ]
    assert cut("the 12 words قبل 30 يونيو 2024", "Latin") == [
        ("the 12 words ", "Latin"),
        ("قبل 30 يونيو ", "Arabic"),
        ("2024", "Latin"),
    ]


@pytest.mark.parametrize("word", ["G20", "F-16", "COVID\u201119", "5G", "W3C", "A320/A330", "Boeing 737", "Як 42"])
def test_digits_that_are_one_word_or_name_with_letters_are_set_like_these(word: str) -> None:
    script = "Cyrillic" if word == "Як 42" else "Latin"
    assert cut(f"وصلت {word} اليوم 12", "Arabic") == [
        ("وصلت ", "Arabic"), (f"{word} ", script), ("اليوم 12", "Arabic"),
    ]  # fmt: skip
    assert cut(f"وصلت {word}", "Arabic")[-1] == (word, script)


def test_digits_beside_a_foreign_word_are_the_paragraphs_where_they_are_no_name_with_it() -> None:
    assert cut("das Wort القطاع 12 Mal", "Latin")[1:] == [("القطاع ", "Arabic"), ("12 Mal", "Latin")]
    assert cut("وقالت Reuters (2024) أمس", "Arabic")[1:] == [("Reuters (", "Latin"), ("2024) أمس", "Arabic")]


def test_main_script_is_that_of_most_letters() -> None:
    assert main_script("TikTok في الصين") == "Arabic"
    assert main_script("12!") == COMMON


@given(tricky_texts)
def test_runs_cover_the_text_and_neighbours_differ(text: str) -> None:
    found = script_runs(text)
    assert "".join(span.of(text) for span, _ in found) == text
    assert all(len(span) for span, _ in found)
    assert all(left[1] != right[1] for left, right in itertools.pairwise(found))
    assert {script for _, script in found} <= {*SCRIPTS, COMMON, OTHER}
    for span, script in found:
        assert {script_of(ch) for ch in span.of(text)} <= {script, COMMON}
