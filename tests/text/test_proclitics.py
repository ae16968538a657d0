"""What is written together with an Arabic word can be left out, letter by letter; the rest is a word still."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.folding import fold
from annotator.text.proclitics import cuts, first_word, starts
from annotator.text.segments import is_boundary, is_word, next_boundary, word_at
from annotator.text.span import Span
from text.alphabets import TRICKY, texts_and_ranges

_PROCLITIC = ("و", "ف", "ب", "ك", "ل", "س", "ال", "لل", "ٱل", "أ", "آ", "إ", "ا")
_SIGNS = ("\u064e", "\u0651\u064e", "ـ", "ــ", "\u0670", "\u0654", "\u200d", "\u200c", "\u061c")
_ROOT = ("شركة", "ي", "ن", "ه", "ﻻ", "ﻭ", "Kestrel", "12", "٣")
words = st.lists(st.sampled_from((*_PROCLITIC, *_SIGNS, *_ROOT, *TRICKY)), max_size=9).map("".join)


def rests(word: str) -> list[str]:
    return [word[cut.start :] for cut in cuts(word)]


@given(words)
def test_cuts_go_forward_and_leave_whole_clusters_with_letters(word: str) -> None:
    found = cuts(word)
    assert len(found) <= 3
    assert all(before.start < after.start for before, after in pairwise(found))
    for cut in found:
        assert 0 < cut.start < len(word)
        assert is_boundary(word, cut.start)
        rest = word[cut.start :]
        assert fold(rest).text in cut.rest
        assert fold(rest[: next_boundary(rest, 0)]).text  # no tatweel is left over
        assert sum(ch.isalnum() for ch in fold(rest).text) >= 1
        # What goes is nothing but proclitics, whatever signs they carry.
        gone = fold(word[: cut.start]).text
        assert set(gone) <= set("وفبكلسا")
        assert len(gone) <= 4


@given(words)
def test_signs_and_tatweel_change_no_cut(word: str) -> None:
    plain = "".join(ch for ch in word if ch.isalpha() and "\u0621" <= ch <= "\u064a" and ch != "ـ")
    signed = "".join(f"{ch}\u064eـ" for ch in plain)
    assert [cut.start * 3 for cut in cuts(plain)] == [cut.start for cut in cuts(signed)]
    assert [cut.rest for cut in cuts(plain)] == [cut.rest for cut in cuts(signed)]


@given(words, st.sets(st.integers(0, 2)))
def test_every_start_comes_once_and_the_word_itself_last(word: str, sure: set[int]) -> None:
    found = cuts(word)
    known = {form for at in sure if at < len(found) for form in found[at].rest}
    order = starts(found, known)
    assert sorted(order) == [0, *(cut.start for cut in found)]
    assert order[-1] == 0
    likely = [cut.start for cut in found if known & cut.rest]
    assert set(order[: len(likely)]) == set(likely)
    assert list(order[len(likely) : -1]) == sorted(order[len(likely) : -1])


@given(texts_and_ranges())
def test_the_first_word_is_the_one_begun_in_or_the_next(case: tuple[str, int, int]) -> None:
    text, start, end = case
    word = first_word(text, Span(start, end))
    if word is None:
        return
    assert is_word(text, word)
    assert word_at(text, word.start) == word
    assert word.holds(start) or start < word.start < end
    assert all(is_boundary(text, word.start + cut.start) for cut in cuts(word.of(text)))


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("والشركة", ["الشركة", "شركة"]),
        ("وبالميناء", ["بالميناء", "الميناء", "ميناء"]),
        ("فكالبحر", ["كالبحر", "البحر", "بحر"]),
        ("بتقرير", ["تقرير"]),
        ("السفن", ["سفن"]),
        ("لسفينة", ["سفينة"]),
        # Of li and the article two lams are left: one goes with each.
        ("للهيئة", ["لهيئة", "هيئة"]),
        ("وللهيئة", ["للهيئة", "لهيئة", "هيئة"]),
        ("للجنة", ["لجنة", "جنة"]),
        # Sa stands before an imperfect only.
        ("سيصل", ["يصل"]),
        ("وسنرى", ["سنرى", "نرى"]),
        ("سأكتب", ["أكتب"]),
        ("سفن", []),
        # A hamza belongs to the word: no article begins with one, and it stays where a proclitic goes.
        ("ألوان", []),
        ("إلينا", []),
        ("ا\u0654لوان", []),
        ("بأمر", ["أمر"]),
        ("ولأجل", ["لأجل", "أجل"]),
        # Vowel signs and tatweel go with the proclitic.
        ("وَبِالْمِينَاءِ", ["بِالْمِينَاءِ", "الْمِينَاءِ", "مِينَاءِ"]),
        ("وَٱلشَّمْس", ["ٱلشَّمْس", "شَّمْس"]),
        ("لِلسُّفُن", ["لسُّفُن", "سُّفُن"]),
        ("وــالسفن", ["السفن", "سفن"]),
        ("بـالنهر", ["النهر", "نهر"]),
        # Names in other letters, and numbers, need no two.
        ("وKestrel", ["Kestrel"]),
        ("لـX", ["X"]),
        ("وبـ12", ["بـ12", "12"]),
        ("و٥", ["٥"]),
        # Two letters are a word, one is none.
        ("وفي", ["في"]),
        ("به", []),
        ("كل", []),
        ("وله", ["له"]),
        ("و", []),
        ("", []),
        # Letters of the root look the same: what else stands in the project tells.
        ("وزارة", ["زارة"]),
        ("بايت", ["ايت"]),
        ("وكالة", ["كالة", "الة"]),
        ("لالتزام", ["التزام"]),
        ("Blauwal", []),
        # Letters in the forms that some documents have.
        ("ﻭاﻟسفن", ["اﻟسفن", "سفن"]),
        ("وﻷجل", ["ﻷجل"]),
        ("اﻷمن", []),
    ],
)
def test_words(word: str, left: list[str]) -> None:
    assert rests(word) == left


@pytest.mark.parametrize(
    ("word", "known", "order"),
    [
        ("وبالميناء", [], ["بالميناء", "الميناء", "ميناء", "وبالميناء"]),
        ("وبالميناء", ["ميناء"], ["ميناء", "بالميناء", "الميناء", "وبالميناء"]),
        # The article is part of the name.
        ("وبالميناء", ["ميناء", "الميناء", "بالميناء"], ["الميناء", "بالميناء", "ميناء", "وبالميناء"]),
        ("بميناء", ["ميناء"], ["ميناء", "بميناء"]),
        ("وبميناء", ["ميناء", "بميناء"], ["ميناء", "بميناء", "وبميناء"]),
        # What is left of li and the article is the article.
        ("للهيئة", ["الهيئة"], ["لهيئة", "هيئة", "للهيئة"]),
        ("للهيئة", ["هيئة"], ["هيئة", "لهيئة", "للهيئة"]),
        ("للجنة", ["اللجنة"], ["لجنة", "جنة", "للجنة"]),
        ("للجنة", ["لجنة"], ["لجنة", "جنة", "للجنة"]),
        # Known in another form of its letters.
        ("وإدارة", ["ادارة"], ["إدارة", "وإدارة"]),
        ("وزارة", ["وزارة"], ["زارة", "وزارة"]),
    ],
)
def test_known_words_come_first(word: str, known: list[str], order: list[str]) -> None:
    folded = {fold(each).text for each in known}
    assert [word[start:] for start in starts(cuts(word), folded)] == order


def test_the_first_word() -> None:
    text = "«والشركة» وعدت\n\n… ثم صمتت"
    assert first_word(text, Span(0, 5)) == Span(1, 8)
    assert first_word(text, Span(3, 5)) == Span(1, 8)
    assert first_word(text, Span(8, 9)) is None
    assert first_word(text, Span(8, 12)) == Span(10, 14)
    ellipsis = text.index("…")
    assert first_word(text, Span(ellipsis, ellipsis + 1)) is None
    assert first_word(text, Span(len(text), len(text))) is None
