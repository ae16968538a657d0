import itertools
import unicodedata

import pytest
from hypothesis import given

from annotator.text.folding import find, fold, fold_character
from annotator.text.segments import cuts_cluster, snap
from annotator.text.span import Span
from text.alphabets import texts_and_ranges, tricky_texts


def found(text: str, query: str, *, whole_word: bool = False) -> list[str]:
    return [span.of(text) for span in find(text, query, whole_word)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Die STRASSE, die Straße", "straße", ["STRASSE", "Straße"]),
        ("März, Maerz, Marz, MA\u0308RZ", "märz", ["März", "Maerz", "Marz", "MA\u0308RZ"]),
        ("März, Maerz, Marz", "maerz", ["März", "Maerz"]),
        ("März, Maerz, Marz", "marz", ["März", "Marz"]),
        ("Trump is true", "true", ["true"]),
        ("café, cafe\u0301, CAFÉ", "cafe", ["café", "cafe\u0301", "CAFÉ"]),
        ("Cœur, coeur", "coeur", ["Cœur", "coeur"]),
        ("İstanbul, ISTANBUL, ıstanbul", "istanbul", ["İstanbul", "ISTANBUL", "ıstanbul"]),
        ("ﬁnden", "finden", ["ﬁnden"]),
        ("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ", ["ΣΊΣΥΦΟΣ", "Σίσυφος"]),
        ("كَتَبَ الكِتـــاب", "كتب", ["كَتَبَ"]),
        ("كَتَبَ الكِتـــاب", "كتاب", ["كِتـــاب"]),
        ("إيران أيران ايران", "ايران", ["إيران", "أيران", "ايران"]),
        ("مدرسة على المدرسه", "مدرسه", ["مدرسة", "مدرسه"]),
        ("على علي", "علی", ["على", "علي"]),
        ("کتاب", "كتاب", ["کتاب"]),
        ("مسؤول مسوول", "مسوول", ["مسؤول", "مسوول"]),
        ("٢٠٢١ ۲۰۲۱ 2021", "2021", ["٢٠٢١", "۲۰۲۱", "2021"]),
        ("ﻻ", "لا", ["ﻻ"]),
        ("می‌خواهم", "میخواهم", ["می‌خواهم"]),
        ("שָׁלוֹם שלום", "שלום", ["שָׁלוֹם", "שלום"]),
        ("ein\u00a0Satz, ein\n Satz", "ein satz", ["ein\u00a0Satz", "ein\n Satz"]),
        ("Don’t", "don't", ["Don’t"]),
        ("ＡＢＣ", "abc", ["ＡＢＣ"]),
        ("हिन्दी हन्दी", "हिन्दी", ["हिन्दी"]),
        ("が か", "か", ["か"]),
        ("中国的监管", "监管", ["监管"]),
        ("a.c abc", "a.c", ["a.c"]),
        ("abc", "", []),
        ("abc", " ", []),
        ("abc", "\u064b", []),
    ],
)
def test_find(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


def test_whole_words() -> None:
    assert found("Märzen im März", "märz", whole_word=True) == ["März"]
    assert found("القطاع.وسعى", "وسعى", whole_word=True) == ["وسعى"]
    assert found("القطاع.وسعى", "قطاع", whole_word=True) == []
    assert found("(TikTok)", "tiktok", whole_word=True) == ["TikTok"]
    assert found("a, b", "a, b", whole_word=True) == ["a, b"]


def test_a_letter_that_folds_to_two_is_found_once() -> None:
    assert found("Maß", "s") == ["ß"]


@given(texts_and_ranges())
def test_every_part_of_a_text_is_found_where_it_is(case: tuple[str, int, int]) -> None:
    text, start, end = case
    part = snap(text, Span(start, end))
    query = part.of(text)
    spans = find(text, query)
    folded = fold(query).text
    if not folded.strip():
        assert spans == []
        return
    assert spans
    assert all(not cuts_cluster(text, span) for span in spans)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))


@given(tricky_texts)
def test_folding_maps_back_exactly(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_slowly(text)
    reach = 0
    for place in range(len(folded.text)):
        span = folded.span(place, place + 1)
        assert len(span)
        assert span.start >= 0
        assert span.end >= reach
        reach = span.end
        assert folded.text[place] in fold(span.of(text)).text
    assert folded.span(0, len(folded.text)).end <= len(text)


def fold_slowly(text: str) -> str:
    """The rule, character by character."""
    result = ""
    for k, ch in enumerate(text):
        if ch == "\u0308" and k and fold_character(text[k - 1]) in ("a", "o", "u"):
            result = result[:-1] + {"a": "ä", "o": "ö", "u": "ü"}[result[-1]]
        else:
            result += fold_character(ch)
    return result


def test_folding_a_character_twice_changes_nothing() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        folded = fold_character(chr(code))
        assert "".join(map(fold_character, folded)) == folded, f"U+{code:04X}"


def test_vowels_of_other_scripts_are_kept() -> None:
    for ch in "ािीुूेै\u0e31\u0e34\u0e35\u3099":
        assert unicodedata.category(ch).startswith("M")
        assert fold_character(ch) == ch


def test_the_span_of_nothing_is_empty() -> None:
    folded = fold("Maß x")
    assert folded.span(2, 2) == Span(2, 2)
    assert len(folded.span(3, 3)) in (0, 1)
    with pytest.raises(ValueError, match="no span"):
        folded.span(0, 99)
