from hypothesis import given
from hypothesis import strategies as st

from annotator.text.folding import fold
from annotator.text.proclitics import cuts
from annotator.text.segments import word_spans
from annotator.text.tokens import PHRASE, is_edge, pieces, tokens
from text.alphabets import tricky_texts

ARABIC = st.text("وفسلبكاأإآٱتينهمـَُّ", min_size=1, max_size=12)


def of(text: str) -> list[str]:
    return tokens(fold(text).text)


def test_words_are_runs_of_letters_and_digits_with_their_signs() -> None:
    assert of("L’État, c'est (42) foo_bar!") == ["l", "etat", "c", "est", "42", "foo", "bar"]
    assert of("وَزَارَةُ الداخليّة") == ["وزاره", "الداخليه"]
    assert of("हिन्दी שָׁלוֹם") == ["हिन्दी", "שלום"]


def test_letters_of_scripts_without_blanks_stand_alone() -> None:
    assert of("北京abc市") == ["北", "京", "abc", "市"]
    assert of("カナ") == ["カ", "ナ"]


def test_umlauts_are_one_token_however_they_are_spelled() -> None:
    assert of("Müller") == of("Mueller") == of("MU\u0308LLER") == of("muller")


def test_a_text_without_words_is_one_empty_piece() -> None:
    assert [(piece.words, piece.cuts) for piece in pieces("")] == [("", "")]
    assert [(piece.words, piece.cuts) for piece in pieces("… €")] == [("", "")]


def test_pieces_share_what_a_phrase_may_need() -> None:
    words = [f"w{number}" for number in range(9000)]
    held = [piece.words.split() for piece in pieces(" ".join(words))]
    assert len(held) > 2
    for start in range(0, len(words) - PHRASE, 7):
        phrase = words[start : start + PHRASE]
        assert any(phrase[0] in part and part[part.index(phrase[0]) :][:PHRASE] == phrase for part in held)


def test_an_endless_word_is_cut() -> None:
    assert of("a" * 100_000) == ["a" * 64]


@given(tricky_texts)
def test_edges_are_where_no_token_goes_on(text: str) -> None:
    folded = fold(text).text
    # Cut at an edge, the tokens are the same; cut elsewhere, there are more.
    for place in range(len(folded)):
        parts = tokens(folded[:place]) + tokens(folded[place:])
        if is_edge(folded, place):
            assert parts == tokens(folded)
        elif tokens(folded[place : place + 1]):
            assert len(parts) > len(tokens(folded))


@given(st.lists(ARABIC, min_size=1, max_size=6).map(" ".join))
def test_whatever_can_stand_without_proclitics_is_indexed_without_them(text: str) -> None:
    (piece,) = pieces(text)
    for span in word_spans(text):
        word = span.of(text)
        for cut in cuts(word):
            rest = fold(word[cut.start :]).text
            assert not tokens(rest) or tokens(rest)[0] in piece.cuts.split()
