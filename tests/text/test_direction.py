import unicodedata

import pytest
from hypothesis import given

from annotator.text.direction import Direction, language_direction, paragraph_direction, text_direction
from text.alphabets import tricky_texts

LTR, RTL = Direction.LTR, Direction.RTL


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Der Minister", LTR),
        ("الوزير", RTL),
        ("השר", RTL),
        ("2021: قال", RTL),
        ("«TikTok» في الصين", LTR),
        ("\u2067الصين\u2069 said", LTR),
        ("\u2068said\u2069 الصين", RTL),
        ("\u200f12", RTL),
        ("😀 שלום", RTL),
    ],
)
def test_the_first_strong_character_decides(paragraph: str, expected: Direction) -> None:
    assert paragraph_direction(paragraph, expected.opposite) is expected


@pytest.mark.parametrize("paragraph", ["", " ", "2021", "…!", "😀", "\u2067الصين\u2069", "\u2067الصين", "\u2066abc 1"])
def test_without_a_strong_character_the_fallback_holds(paragraph: str) -> None:
    assert paragraph_direction(paragraph, LTR) is LTR
    assert paragraph_direction(paragraph, RTL) is RTL


def test_a_strong_character_far_behind_counts() -> None:
    assert paragraph_direction("1 " * 1000 + "ש", LTR) is RTL
    assert paragraph_direction("\u2068" + "a" * 1000 + "\u2069ש", LTR) is RTL
    assert paragraph_direction("1 " * 1000 + "a", RTL) is LTR


def first_strong(paragraph: str, fallback: Direction) -> Direction:
    """Rules P2 and P3 as written, by Python's own character data."""
    depth = 0
    for ch in paragraph:
        kind = unicodedata.bidirectional(ch)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return LTR if kind == "L" else RTL
    return fallback


@given(tricky_texts.map(lambda text: "".join(ch for ch in text if unicodedata.bidirectional(ch) != "B")))
def test_it_is_the_rule_as_written(paragraph: str) -> None:
    for fallback in Direction:
        assert paragraph_direction(paragraph, fallback) is first_strong(paragraph, fallback)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", RTL), ("ar-EG", RTL), ("he", RTL), ("fa-IR", RTL), ("ur", RTL), ("ckb", RTL), ("yi", RTL), ("dv", RTL),
        ("de", LTR), ("en-GB", LTR), ("zh-Hans-CN", LTR), ("ku", LTR), ("hi", LTR), ("th", LTR),
        ("az-Arab", RTL), ("pa-Arab-PK", RTL), ("ar-Latn", LTR), ("ks-Deva", LTR), ("ku_Arab", RTL),
        ("", None), (None, None), ("und", None), ("mul", None), ("x-klingon", None),
    ],
)  # fmt: skip
def test_a_language_has_a_direction(language: str | None, expected: Direction | None) -> None:
    assert language_direction(language) is expected


def test_the_weight_of_letters_decides_where_no_language_does() -> None:
    assert text_direction("TikTok\n" + "قالت الهيئة إن الشركات ستلتزم بالقواعد\n" * 3) is RTL
    assert text_direction("في الصين\n" + "The regulator met the firms.\n" * 3) is LTR
    assert text_direction("2021") is LTR
    assert text_direction("") is LTR
    assert text_direction("في الصين", "de") is LTR
    assert text_direction("abc", "ar") is RTL


def test_a_long_text_is_sampled_throughout() -> None:
    head = "Navigation and teasers without end. " * 500
    assert text_direction(head + "قالت الهيئة إن الشركات ستلتزم. " * 20_000) is RTL
