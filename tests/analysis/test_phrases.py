"""Very many phrases in a text: whole words, folded, without what is written together with them; never inside a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.phrases import Phrases
from annotator.text.folding import find, fold
from annotator.text.graphemes import is_boundary
from text.alphabets import TRICKY


def said(phrase: str, text: str, *, inflected: bool = False) -> list[str]:
    found = Phrases([(phrase, None)], inflected=inflected).find(text)
    return [hit.span.of(text) for hit in found]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("Hafenamt", "Das Hafenamt, das HAFENAMT; die Hafenamtsleitung", ["Hafenamt", "HAFENAMT"]),
        ("the regulator", "The  regulator and the\nregulator", ["The  regulator", "the\nregulator"]),
        ("شركة", "شركة والشركة للشركة وشركتها بشركة شركات", ["شركة", "شركة", "شركة", "شركة"]),
        ("الشركة", "والشركة للشركة شركة", ["الشركة", "لشركة"]),
        ("بايت دانس", "وبايت دانس، لبايت دانس", ["بايت دانس", "بايت دانس"]),
        ("بنك", "بنك والبنك لبن", ["بنك", "بنك"]),
        ("יוון", "ביוון ושביוון יוונית", ["יוון", "יוון"]),
        ("监管", "中国监管机构和监管", ["监管", "监管"]),
        ("Élysée", "l'Élysée, ELYSEE", ["Élysée", "ELYSEE"]),
        ("china", "www.china.org.cn, me@china.example: China.", ["China"]),
        ("القطاع", "هذا القطاع.وسعى", ["القطاع"]),
        ("Müller", "Müller, Muller, Mueller", ["Müller"]),
        ("...", "nothing...", []),
    ],
)
def test_whole_words_folded_without_proclitics(phrase: str, text: str, found: list[str]) -> None:
    assert said(phrase, text) == found


def test_other_endings_only_where_they_are_asked_for() -> None:
    text = "Die Behörde und die Behörden; Behördenleiter, Behauptung"
    assert said("Behörde", text) == ["Behörde"]
    assert said("Behörde", text, inflected=True) == ["Behörde", "Behörden"]
    assert said("neue Dienste", "neuen Diensten, neuer Dienst, neu", inflected=True) == [
        "neuen Diensten",
        "neuer Dienst",
    ]
    assert said("Амт", "Амта", inflected=True) == []


def test_the_longest_of_those_that_begin_at_a_word_and_all_that_they_mean() -> None:
    phrases = Phrases([("Kestrel", 1), ("Kestrel Lines", 2), ("kestrel lines", 3), ("Lines", 4)])
    assert [hit.meant for hit in phrases.find("Kestrel Lines, Lines, Kestrel")] == [2, 3, 4, 1]
    assert not Phrases([])
    assert list(Phrases([]).find("Kestrel")) == []


PIECES = ("Amt", "Ämter", "شركة", "وال", "بيت", "监管", "12", " ", "\n", ".", *TRICKY)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_found_is_there_in_whole_characters(text: str) -> None:
    phrases = Phrases([(words, words) for words in ("Amt", "شركة", "بيت", "监管", "监管机构", "12", "Amt 12")])
    ends = 0
    for hit in phrases.find(text):
        assert is_boundary(text, hit.span.start)
        assert is_boundary(text, hit.span.end)
        assert fold(hit.span.of(text)).text.replace("\n", " ").split() == fold(hit.meant).text.split()
        ends = max(ends, hit.span.end)
    for span in find(text, "Amt", whole_word=True):
        alone = span.start == 0 or text[span.start - 1] in " \n"
        if alone and (span.end == len(text) or text[span.end] in " \n"):
            assert any(hit.span.start <= span.start and span.end <= hit.span.end for hit in phrases.find(text))


def test_what_korean_writes_together_with_a_noun_is_left_out() -> None:
    text = "러시아는 폴란드와 러시아에서, 나라는 러시아인"
    found = Phrases([("러시아", 1), ("폴란드", 2), ("나라", 3)]).find(text)
    assert [(each.span.of(text), each.meant) for each in found] == [
        ("러시아", 1), ("폴란드", 2), ("러시아", 1), ("나라", 3)
    ]  # fmt: skip
