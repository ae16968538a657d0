"""A text falls into what is before its body, the body, and what is behind it; bounds are put between units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.body import Parts, Unit, bound_near, lines_in, parts
from annotator.text.segments import is_boundary, paragraph_at
from annotator.text.span import Span
from text.alphabets import texts_and_places, texts_and_ranges

TEXT = "Start\nNews | Wetter\n\nDer Hafen\n\nDie Kräne stehen. Niemand weiß, warum.\n\nMehr dazu\nKontakt\n"
BODY = Span(TEXT.index("Der Hafen"), TEXT.index("warum.") + 6)


@given(texts_and_ranges())
def test_the_parts_are_the_text(case: tuple[str, int, int]) -> None:
    text, start, end = case
    found = parts(text, Span(start, end))
    shown = [part for part in (found.before, found.body, found.after) if part is not None]
    assert "".join(part.of(text) for part in shown) == text
    assert all(is_boundary(text, part.start) for part in shown)
    # What is to be read of the body is in it, whatever became of the blanks around it.
    inner = text[start:end].strip()
    assert inner in found.body.of(text) or not all(is_boundary(text, place) for place in (start, end))
    for part in (found.before, found.after):
        assert part is None or part.of(text).strip()


@given(texts_and_ranges())
def test_parts_of_the_parts_are_the_same(case: tuple[str, int, int]) -> None:
    text, start, end = case
    found = parts(text, Span(start, end))
    assert parts(text, found.body) == found


def test_without_a_body_all_is_body() -> None:
    assert parts(TEXT, None) == parts(TEXT, Span(0, len(TEXT))) == Parts(None, Span(0, len(TEXT)), None)
    assert parts(TEXT, Span(5, 6)).body == Span(0, len(TEXT))


def test_blanks_around_the_body_cut_no_line() -> None:
    tight, loose = parts(TEXT, BODY), parts(TEXT, Span(BODY.start - 1, BODY.end + 2))
    assert tight == loose
    assert tight.before == Span(0, BODY.start)
    assert tight.body.of(TEXT).endswith("warum.\n")


def test_a_part_of_blanks_is_no_part() -> None:
    assert parts("\n \nEins\n\n", Span(3, 7)) == Parts(None, Span(0, 9), None)


def test_a_body_within_a_paragraph() -> None:
    start = TEXT.index("Niemand")
    found = parts(TEXT, Span(start, BODY.end))
    assert found.before == Span(0, start)


def test_lines_are_those_with_something_to_read() -> None:
    found = parts(TEXT, BODY)
    assert found.before is not None
    assert found.after is not None
    assert [lines_in(TEXT, part) for part in (found.before, found.body, found.after)] == [2, 2, 2]


@given(texts_and_ranges())
def test_lines_are_counted_as_they_are_split(case: tuple[str, int, int]) -> None:
    text, start, end = case
    expected = sum(1 for line in text[start:end].split("\n") if line.strip())
    assert lines_in(text, Span(start, end)) == expected


@pytest.mark.parametrize(
    ("words", "unit", "end", "expected"),
    [
        ("ews", Unit.PARAGRAPH, False, "News"),
        ("etter", Unit.PARAGRAPH, False, "Der Hafen"),
        ("Die", Unit.PARAGRAPH, False, "Die Kräne"),
        ("iemand", Unit.SENTENCE, False, "Niemand"),
        ("äne", Unit.WORD, False, "Kräne"),
        ("e stehen", Unit.WORD, False, "stehen"),
        ("en\n", Unit.PARAGRAPH, True, "Der Hafen"),
        ("r Hafen", Unit.PARAGRAPH, True, "News | Wetter"),
        ("warum", Unit.PARAGRAPH, True, "warum."),
        ("iemand", Unit.SENTENCE, True, "stehen."),
        ("n. Niemand", Unit.WORD, True, "stehen"),
        (". Niemand", Unit.WORD, False, "Niemand"),
        ("arum.", Unit.WORD, False, "warum"),
    ],
)
def test_bounds_snap_to_units(words: str, unit: Unit, end: bool, expected: str) -> None:
    found = bound_near(TEXT, TEXT.index(words), unit, end=end)
    assert found == TEXT.index(expected) + (len(expected) if end else 0)


def test_signs_stay_with_their_words() -> None:
    text = "Er sagte: „Nein.“ (Und ging.)"
    starts = {bound_near(text, offset, Unit.WORD, end=False) for offset in range(len(text) + 1)}
    ends = {bound_near(text, offset, Unit.WORD, end=True) for offset in range(len(text) + 1)}
    assert [text[start:].split()[0] for start in sorted(starts)] == [
        "Er", "sagte:", "„Nein.“", "Nein.“", "(Und", "Und", "ging.)"
    ]  # fmt: skip
    assert [text[:end].split()[-1] for end in sorted(ends)] == [
        "Er", "sagte", "sagte:", "„Nein", "„Nein.“", "(Und", "ging", "ging.)"
    ]  # fmt: skip


def test_arabic_sentences_without_a_blank_between() -> None:
    text = "تأخرت السفن اليوم.وأضافت الهيئة أن الميناء مفتوح."
    second = text.index("وأضافت")
    assert bound_near(text, second + 2, Unit.SENTENCE, end=False) == second
    assert bound_near(text, second + 2, Unit.SENTENCE, end=True) == second


@given(texts_and_places(), st.sampled_from(Unit), st.booleans())
def test_a_bound_cuts_no_cluster_and_no_unit(case: tuple[str, int], unit: Unit, end: bool) -> None:
    text, offset = case
    found = bound_near(text, offset, unit, end=end)
    assert 0 <= found <= len(text)
    if text.strip():
        assert is_boundary(text, found)
        if unit is Unit.PARAGRAPH:
            paragraph = paragraph_at(text, found)
            rest = text[found : paragraph.end] if end else text[paragraph.start : found]
            assert not rest.strip()
