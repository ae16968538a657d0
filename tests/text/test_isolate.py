import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.isolate import FSI, PDI, isolate, shorten
from annotator.text.segments import is_boundary
from text.alphabets import tricky_texts


def test_a_quote_is_wrapped() -> None:
    assert isolate("الصين") == f"{FSI}الصين{PDI}"
    assert isolate("") == ""


@given(tricky_texts)
def test_isolates_are_balanced_within_each_line(text: str) -> None:
    for line in isolate(text).split("\n"):
        depth = 0
        for k, ch in enumerate(line):
            depth += (ch in "\u2066\u2067\u2068") - (ch == PDI)
            assert depth > 0 or k == len(line) - 1
        assert depth == 0


def test_isolating_keeps_neighbours_in_their_order() -> None:
    bare = get_display("الصين - 3", base_dir="L")
    assert bare.replace(FSI, "").replace(PDI, "").endswith("نيصلا") is True
    kept = get_display(f"{isolate('الصين')} - 3", base_dir="L").replace(FSI, "").replace(PDI, "")
    assert kept.endswith(" - 3")


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("exactly 10", 10, "exactly 10"),
        ("a line\n\n  and another", 40, "a line and another"),
        ("a long sentence", 7, "a long…"),
        ("a long sentence", 8, "a long…"),
        ("ab👨‍👩‍👧cd", 5, "ab…"),
        ("ee\u0301e", 3, "e…"),
        ("abc", 1, "…"),
        ("", 3, ""),
        ("  \n", 3, ""),
    ],
)
def test_shorten(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


@given(tricky_texts, st.integers(1, 20))
def test_shortened_texts_fit_on_one_line_and_cut_no_cluster(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert not set(short) & set("\n\r\u2028\u2029\x85")
    if short.endswith("…") and not set(text) & set("…\n\r\u2028\u2029\x85"):
        assert is_boundary(text.strip(), len(short) - 1)


def test_of_a_long_text_only_the_beginning_is_read() -> None:
    assert shorten("wort " * 1_000_000, 12) == "wort wort w…"


def test_nothing_fits_in_no_room() -> None:
    with pytest.raises(ValueError, match="nothing"):
        shorten("abc", 0)
