"""Words in their line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.context import Context, context
from annotator.text.segments import is_boundary
from annotator.text.span import Span

TEXT = "Das Hafenamt lädt vor\nund wartet auf die Antwort der Firmen aus der Stadt.\n"


def of(words: str, **limits: int) -> Context:
    start = TEXT.index(words)
    return context(TEXT, Span(start, start + len(words)), **limits)


def test_a_line_is_that_of_the_words_and_no_other() -> None:
    assert of("Hafenamt") == Context("Das ", "Hafenamt", " lädt vor")
    assert of("Stadt").before.endswith(" der ")


def test_what_is_long_is_cut_between_words() -> None:
    assert of("Firmen", before=14, after=10) == Context("…Antwort der ", "Firmen", " aus der…")
    assert of("wartet auf die", quote=8).quote == "wartet…"


def test_words_over_several_lines_are_on_one() -> None:
    assert of("vor\nund") == Context(
        "Das Hafenamt lädt ", "vor und", " wartet auf die Antwort der Firmen aus der Stadt."
    )


@given(st.text("ab é\ne\u0301👨‍👩‍👧", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_nothing_is_cut_in_two(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = Span(start, end)
    if not (is_boundary(text, start) and is_boundary(text, end)):
        return
    line = context(text, span, before=5, after=5)
    assert "\n" not in line.before + line.quote + line.after
    assert len(line.before) <= 6
    assert len(line.after) <= 6
