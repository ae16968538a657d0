import pytest
from hypothesis import given

from annotator.text.segments import cuts_cluster, paragraphs, sentence_at, sentence_spans
from annotator.text.span import Span
from text.alphabets import texts_and_places, texts_and_ranges, tricky_texts


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Sie kamen.", "Er ging!", "Warum?", "Niemand weiß es."],
        ["Am 19. März 2021 lud die Behörde z. B. elf Firmen ein.", "Alle kamen."],
        ["Der Umsatz stieg um 3.5 Prozent auf 2,1 Mrd. Euro.", "Danach fiel er."],
        ["The U.S. firms agreed.", "The U.S. President did not."],
        ["J. Smith and Dr. Jones met at 5 p.m. in Paris.", "They left."],
        ["„Nein.“", "Sie ging.", "(Er blieb.)", "Ende"],
        ["No.", "Yes... but why?!", "See foo.bar and Foo.Bar for version 2.0."],
        ["1. Der erste Punkt.", "Der zweite."],
        ["أكدت الهيئة ذلك.", "هل وافقت الشركات؟", "نعم!"],
        ["قال د. أحمد ذلك.", "ونقلت أ.ف.ب الخبر."],
        ["اس نے کہا۔", "وہ چلا گیا۔"],
        ["वह आया।", "वह गया।"],
    ],
)
def test_sentences_end_where_readers_say(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_full_stop_between_arabic_letters_ends_a_sentence() -> None:
    assert cut("تطور القطاع.وسعى إليه الجميع. انتهى") == ["تطور القطاع.", "وسعى إليه الجميع.", "انتهى"]
    assert cut("הוא בא.היא הלכה") == ["הוא בא.", "היא הלכה"]


def test_full_width_terminators_need_no_blank() -> None:
    assert cut("他说。“好！”她走了。") == ["他说。", "“好！”", "她走了。"]


def test_mixed_lines() -> None:
    assert cut("أعلنت شركة TikTok.ثم نفت. The end.") == ["أعلنت شركة TikTok.", "ثم نفت.", "The end."]


def test_paragraphs_end_sentences() -> None:
    assert cut("Überschrift\n\nErster Satz. Zweiter\n") == ["Überschrift", "Erster Satz.", "Zweiter"]
    assert cut("") == []
    assert cut(" \n ") == []


@given(tricky_texts)
def test_sentences_are_apart_trimmed_and_miss_nothing_but_blanks(text: str) -> None:
    found = sentence_spans(text)
    covered = 0
    for span in found:
        assert text[covered : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n" not in span.of(text)
        covered = span.end
    assert text[covered:].strip() == ""


@given(texts_and_places())
def test_a_place_answers_as_the_whole_text_does(case: tuple[str, int]) -> None:
    text, place = case
    sentence = sentence_at(text, place)
    assert not len(sentence) or sentence in sentence_spans(text)
    if place < len(text) and not text[place].isspace():
        assert sentence.holds(place)


@given(texts_and_ranges())
def test_a_part_has_the_sentences_it_touches(case: tuple[str, int, int]) -> None:
    text, start, end = case
    part = Span(start, end)
    assert sentence_spans(text, part) == [s for s in sentence_spans(text) if s.overlaps(part)]


def test_a_long_paragraph_answers_the_same() -> None:
    text = " ".join(f"Satz Nummer {k} ist z. B. hier. وسعى القطاع.ثم نفى." for k in range(400))
    whole = sentence_spans(text)
    for place in range(0, len(text), 97):
        assert sentence_at(text, place) in whole
    assert not any(cuts_cluster(text, sentence) for sentence in whole)


def test_between_two_sentences_it_is_the_one_before() -> None:
    text = "Eins.  Zwei."
    assert sentence_at(text, 6).of(text) == "Eins."
    assert sentence_at(text, 7).of(text) == "Zwei."
    assert sentence_at(text, len(text)).of(text) == "Zwei."
    assert sentence_at("a\n\nb", 2) == Span(2, 2)


@given(tricky_texts)
def test_paragraphs_are_what_newlines_part(text: str) -> None:
    assert [span.of(text) for span in paragraphs(text)] == text.split("\n")
