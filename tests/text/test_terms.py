import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.text.folding import fold, query_pattern
from annotator.text.terms import Sought, Term, occurrences, parse
from annotator.text.tokens import is_edge
from text.alphabets import tricky_texts


def found(text: str, query: str, *, typing: bool = False) -> list[str] | None:
    folded = fold(text)
    places = occurrences(parse(query, typing=typing), [folded])
    return None if places is None else [folded.span(place.start, place.end).of(text) for place in places[0]]


@pytest.mark.parametrize(
    ("words", "terms", "excluded"),
    [
        ("", (), ()),
        (" \n ", (), ()),
        ("neue Dienste", (Term("neue"), Term("Dienste")), ()),
        ('"neue Dienste"', (Term("neue Dienste"),), ()),
        ("„neue Dienste“ «two words»", (Term("neue Dienste"), Term("two words")), ()),
        ("Dienst*", (Term("Dienst", prefix=True),), ()),
        ('"neue Dien"*', (Term("neue Dien", prefix=True),), ()),
        ('neu -alt -"sehr alt"', (Term("neu"),), (Term("alt", excluded=True), Term("sehr alt", excluded=True))),
        ("-alt", (), ()),
        ('neu - * " "', (Term("neu"),), ()),
        ("neu neu", (Term("neu"),), ()),
        ("a-b C++", (Term("a-b"), Term("C++")), ()),
        ("\u064b neu", (Term("neu"),), ()),
    ],
)
def test_parse(words: str, terms: tuple[Term, ...], excluded: tuple[Term, ...]) -> None:
    assert parse(words) == Sought(terms, excluded)


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    assert parse("neue Dien", typing=True).terms == (Term("neue"), Term("Dien", prefix=True))
    assert parse("neue Dien ", typing=True).terms == (Term("neue"), Term("Dien"))
    assert parse('"neue Dien', typing=True).terms == (Term("neue Dien", prefix=True),)
    assert parse('"neue Dien"', typing=True).terms == (Term("neue Dien"),)
    assert parse("neu -al", typing=True).excluded == (Term("al", excluded=True),)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Müller, Mueller, Muller, Müllerin", "müller", ["Müller", "Mueller", "Muller"]),
        ("Müller, Mueller, Müllerin", "muller*", ["Müller", "Müller"]),
        ("das Ministerium und die Ministerin", "minister", None),
        ("وَزَارَةُ الداخلية", "وزارة", ["وَزَارَةُ"]),
        ("قالت الوزارة وبالوزارة ووزارات", "وزارة", ["وزارة", "وزارة"]),
        ("ألماني", "ماني", None),
        ("ألماني ماني ماني", '"ماني ماني"', ["ماني ماني"]),
        ("إيران والأمم", "ايران", ["إيران"]),
        ("بوزارة الداخلية", '"وزارة الداخلية"', ["وزارة الداخلية"]),
        ("我在北京市", "北京", ["北京"]),
        ("東京タワー", "タワー", ["タワー"]),
        ("l’État c'est", "etat", ["État"]),
        ("शिक्षा मंत्री", "मंत्री", ["मंत्री"]),
        ("ประเทศไทยกับgoogle", "google", ["google"]),
        ("xa a a", '"a a"', ["a a"]),
        ("neue\n Dienste", '"neue dienste"', ["neue\n Dienste"]),
        ("neue Dienste", "dienste neue", ["neue", "Dienste"]),
        ("neue Dienste", "dienste alt", None),
        ("neue Dienste", "dienste -neue", None),
        ("neue Dienste", "dienste -neu", ["Dienste"]),
        ("100 €", "€", ["€"]),
        ("C++ und C", "c++", ["C++"]),
        ("e\u0301tat", "e", None),
        ("👨‍👩‍👧 da", "👨", ["👨‍👩‍👧"]),
    ],
)
def test_words_are_found_however_they_are_written(text: str, query: str, expected: list[str] | None) -> None:
    assert found(text, query) == expected


def test_a_word_without_end_is_searched_in_no_time() -> None:
    assert found("و" * 200_000, "وو") is None
    assert found("و" * 20_000, "وو*") is not None


def test_overlapping_terms_are_lit_once() -> None:
    assert found("neue Dienste", 'neue "neue dienste"') == ["neue Dienste"]


queries = st.one_of(
    tricky_texts,
    st.lists(st.sampled_from(["a", "ae", "ä", "aa", "a a", "e", "ü", "北", "अ", "1"]), max_size=4).map("".join),
)


@given(tricky_texts, queries, st.booleans())
@example("xa a a", "a a", False)
@example("aee äe", "äe", False)
def test_a_term_is_found_wherever_the_panes_find_it_as_a_word(text: str, words: str, prefix: bool) -> None:
    pattern = query_pattern(words)
    if pattern is None:
        return
    folded = fold(text)
    term = Term(words, prefix)
    ends = range(len(folded.text) + 1)
    everywhere = [
        (start, end)
        for start in ends
        for end in ends
        if start < end
        and re.compile(pattern).fullmatch(folded.text, start, end)
        and is_edge(folded.text, start)
        and (prefix or is_edge(folded.text, end))
    ]
    places = list(term.places(folded))
    assert bool(everywhere) <= bool(places)
    for (_, before), (start, _) in pairwise(places):
        assert before <= start
    for start, _ in everywhere:
        assert any(first <= start < last for first, last in places)
