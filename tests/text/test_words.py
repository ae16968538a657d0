import pytest
from hypothesis import given
from uniseg.wordbreak import words as standard_words

from annotator.text.segments import (
    cuts_cluster,
    is_boundary,
    is_word,
    next_word,
    previous_word,
    snap_to_words,
    trim,
    unit_spans,
    word_at,
    word_spans,
)
from annotator.text.span import Span
from text.alphabets import texts_and_places, texts_and_ranges, tricky_texts


def cut(text: str) -> list[str]:
    return [span.of(text) for span in word_spans(text)]


@given(tricky_texts)
def test_without_tailoring_words_are_those_of_the_standard(text: str) -> None:
    assert [span.of(text) for span in unit_spans(text, tailored=False)] == list(standard_words(text))


@given(tricky_texts)
def test_units_cover_the_text_and_cut_no_cluster(text: str) -> None:
    units = unit_spans(text)
    assert "".join(span.of(text) for span in units) == text
    assert all(len(span) and not cuts_cluster(text, span) for span in units)


@given(tricky_texts.filter(lambda text: not any("\u0590" <= ch <= "\u08ff" or ch in "กำ" for ch in text)))
def test_tailoring_leaves_other_scripts_alone(text: str) -> None:
    standard = {span.end for span in unit_spans(text, tailored=False)}
    assert {span.end for span in unit_spans(text)} == {end for end in standard if is_boundary(text, end)}


@given(texts_and_places())
def test_a_place_answers_as_the_whole_text_does(case: tuple[str, int]) -> None:
    text, place = case
    units = unit_spans(text)
    starts = [unit.start for unit in units if is_word(text, unit)]
    assert next_word(text, place) == min((s for s in starts if s > place), default=len(text))
    assert previous_word(text, place) == max((s for s in starts if s < place), default=0)
    if place < len(text) and text[place] != "\n":
        assert word_at(text, place) == next(unit for unit in units if unit.holds(place))


@given(texts_and_ranges())
def test_a_part_has_the_units_it_touches(case: tuple[str, int, int]) -> None:
    text, start, end = case
    part = Span(start, end)
    assert unit_spans(text, part) == [unit for unit in unit_spans(text) if unit.overlaps(part)]


@given(texts_and_ranges())
def test_snapping_goes_outward_and_is_idempotent(case: tuple[str, int, int]) -> None:
    text, start, end = case
    snapped = snap_to_words(text, Span(start, end))
    assert snapped.covers(Span(start, end))
    assert snap_to_words(text, snapped) == snapped
    for word in word_spans(text):
        for place in (snapped.start, snapped.end):
            assert not word.start < place < word.end


def test_a_full_stop_between_arabic_or_hebrew_letters_ends_a_word() -> None:
    assert cut("القطاع.وسعى") == ["القطاع", "وسعى"]
    assert cut("القِطاعُ.وسعى") == ["القِطاعُ", "وسعى"]
    assert cut("שלום.עולם") == ["שלום", "עולם"]
    assert cut("قال:نحن") == ["قال", "نحن"]
    assert cut("TikTok.وقال") == ["TikTok", "وقال"]
    assert cut("بـ'فيسبوك'") == ["بـ", "فيسبوك"]


def test_abbreviations_of_single_letters_stay_whole() -> None:
    assert cut("قالت أ.ف.ب أمس") == ["قالت", "أ.ف.ب", "أمس"]
    assert cut("أ.ف.بي") == ["أ", "ف", "بي"]


def test_what_belongs_to_a_word_stays_in_it() -> None:
    assert cut("كـــتاب مُحَمَّدٌ می‌خواهم") == ["كـــتاب", "مُحَمَّدٌ", "می‌خواهم"]
    assert cut("צה\"ל צה״ל ג'ורג׳") == ['צה"ל', "צה״ל", "ג'ורג׳"]
    assert cut("can't l’eau 3.5 1,000.25 snake_case foo.bar") == [
        "can't", "l’eau", "3.5", "1,000.25", "snake_case", "foo.bar",
    ]  # fmt: skip
    assert cut("٣٫٥ ۱۴۰۰") == ["٣٫٥", "۱۴۰۰"]
    assert cut("क्षेत्र में") == ["क्षेत्र", "में"]


def test_mixed_lines() -> None:
    assert cut("أعلنت TikTok(تيك توك)عن v2.0.") == ["أعلنت", "TikTok", "تيك", "توك", "عن", "v2.0"]
    assert cut("中国 Regulierung") == ["中", "国", "Regulierung"]
    assert cut("😀 👨‍👩‍👧!") == []


def test_word_at() -> None:
    text = "Der  Minister, القطاع.وسعى\n\nEnde"
    assert word_at(text, 1).of(text) == "Der"
    assert word_at(text, 3) == word_at(text, 4) == Span(3, 5)
    assert word_at(text, 13).of(text) == ","
    assert word_at(text, text.index(".")).of(text) == "."
    newline = text.index("\n")
    assert word_at(text, newline).of(text) == "وسعى"
    assert word_at(text, newline + 1) == Span(newline + 1, newline + 1)
    assert word_at(text, len(text)).of(text) == "Ende"
    assert word_at("", 0) == Span(0, 0)
    with pytest.raises(ValueError, match="outside"):
        word_at(text, len(text) + 1)


def test_snapping_takes_no_blanks_in() -> None:
    text = "Der  Minister, sagte"
    assert snap_to_words(text, Span(6, 8)).of(text) == "Minister"
    assert snap_to_words(text, Span(4, 8)).of(text) == " Minister"
    assert snap_to_words(text, Span(5, 14)).of(text) == "Minister,"
    assert snap_to_words(text, Span(7, 7)).of(text) == "Minister"
    assert snap_to_words(text, Span(4, 4)) == Span(4, 4)


def test_trim() -> None:
    text = " \u00a0ab \n"
    assert trim(text, Span(0, len(text))).of(text) == "ab"
    assert trim(text, Span(0, 2)) == Span(0, 0)


@pytest.mark.parametrize("unit", ["a", "ش", "漢", "😀", "ก", " ", "."])
def test_a_long_row_of_one_kind_is_no_trouble(unit: str) -> None:
    text = f"x {unit * 20_000} y"
    assert word_at(text, 10_000).covers(Span(10_000, 10_001))
    assert next_word(text, len(text) - 3) == len(text) - 1
