"""Text with its marks: brackets where the marks are, lines that fit, and the reader's own direction."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given

from annotator.cli.marked import marked_lines
from annotator.cli.terminal import Terminal
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import Annotation, Tag
from annotator.text.body import parts
from annotator.text.direction import Direction
from annotator.text.span import Span
from text.alphabets import texts_and_ranges

TAGS = TagSet(DEFAULT_TAGS)
TEXT = "Die Behörde hat der Reederei befohlen,\nden Hafen zu räumen.\n\nEnde"


def mark(text: str, quote: str, tag: Tag, *fragments: str) -> Annotation:
    start = text.index(quote)
    pieces = tuple(Span(text.index(part), text.index(part) + len(part)) for part in fragments)
    return Annotation("id", "a", tag.id, start, start + len(quote), quote, "c", "", "", fragments=pieces)


def lines(
    text: str, *marks: Annotation, width: int = 200, shown: Span | None = None, body: Span | None = None, **more: bool
) -> list[str]:
    to = Terminal(width, more.get("colour", False), more.get("visual", False), False)
    marks_in_order = sorted(marks, key=lambda m: (m.start, m.end))
    found = list(marked_lines(text, marks_in_order, TAGS, Direction.LTR, to, shown=shown, body=body))
    return [re.sub("[\u2068\u2069]", "", line) for line in found]


def test_without_marks() -> None:
    assert lines(TEXT) == TEXT.split("\n")


def test_nested_and_adjacent() -> None:
    assert lines(
        TEXT,
        mark(TEXT, "Die Behörde hat", DIRECTIVE),
        mark(TEXT, "Die Behörde", ACTOR),
        mark(TEXT, " der", CONCERN),
    )[0] == ("[directive: [actor: Die Behörde] hat][concern:  der] Reederei befohlen,")


def test_crossing_marks_are_closed_by_name() -> None:
    first, second = mark(TEXT, "Behörde hat der", ACTOR), mark(TEXT, "hat der Reederei", CONCERN)
    assert lines(TEXT, first, second)[0] == ("Die [actor: Behörde [concern: hat der /actor] Reederei] befohlen,")


def test_two_tags_on_the_same_words() -> None:
    assert lines(TEXT, mark(TEXT, "Behörde", ACTOR), mark(TEXT, "Behörde", CONCERN))[0].startswith(
        "Die [actor: [concern: Behörde]] hat"
    )


def test_across_paragraphs_and_to_the_end() -> None:
    assert lines(TEXT, mark(TEXT, "befohlen,\nden", DIRECTIVE), mark(TEXT, "Ende", ACTOR)) == [
        "Die Behörde hat der Reederei [directive: befohlen,",
        "den] Hafen zu räumen.",
        "",
        "[actor: Ende]",
    ]
    assert lines(TEXT, mark(TEXT, "befohlen,\n", DIRECTIVE))[1] == "]den Hafen zu räumen."
    assert lines(TEXT, mark(TEXT, "\nden Hafen", DIRECTIVE))[:2] == [
        "Die Behörde hat der Reederei befohlen,",
        "[directive: den Hafen] zu räumen.",
    ]


def test_fragments() -> None:
    whole = mark(TEXT, "befohlen,\nden Hafen zu räumen", DIRECTIVE, "befohlen", "räumen")
    assert lines(TEXT, whole)[:2] == [
        "Die Behörde hat der Reederei [directive: befohlen],",
        "den Hafen zu […directive: räumen].",
    ]


@pytest.mark.parametrize("visual", [False, True])
def test_lines_fit_and_lose_nothing(visual: bool) -> None:
    text = "ein Wort und noch ein sehrlangeswortdasnichtpasst und 港口因为风暴关闭了 Ende"
    found = lines(text, mark(text, "noch ein", ACTOR), width=20, visual=visual)
    assert all(len(line) <= 20 for line in found)
    joined = "".join(found).replace(" ", "")
    assert joined.replace("[actor:", "").replace("]", "") == text.replace(" ", "")


def test_right_to_left_in_visual_order_is_right_aligned() -> None:
    text = "أمرت السلطات (أمس) الشركة"
    assert lines(text, mark(text, "السلطات", ACTOR), width=40, visual=True) == [
        "ةكرشلا (سمأ) [تاطلسلا :actor] ترمأ".rjust(40)
    ]
    assert lines(text, mark(text, "السلطات", ACTOR), width=40) == ["أمرت [actor: السلطات] (أمس) الشركة"]


def test_colours_go_round_words_and_brackets() -> None:
    found = lines("Hafen zu", mark("Hafen zu", "Hafen", ACTOR), colour=True)
    assert found == ["\x1b[1;38;5;68m[actor: \x1b[0m\x1b[4;38;5;68mHafen\x1b[0m\x1b[1;38;5;68m]\x1b[0m zu"]


def test_only_a_part_with_what_of_the_marks_lies_in_it() -> None:
    part = Span(TEXT.index("den Hafen"), TEXT.index(" räumen"))
    over, outside = mark(TEXT, "befohlen,\nden Hafen", DIRECTIVE), mark(TEXT, "Behörde", ACTOR)
    assert lines(TEXT, over, outside, shown=part) == ["[directive: den Hafen] zu"]
    assert lines(TEXT, shown=Span(0, len(TEXT))) == lines(TEXT)


@given(texts_and_ranges())
def test_what_is_left_out_and_what_is_printed_are_the_text(case: tuple[str, int, int]) -> None:
    text, start, end = case
    found = parts(text, Span(start, end))
    printed = [lines(text, shown=part, width=10_000) for part in (found.before, found.body, found.after) if part]
    whole = lines(text, width=10_000)
    assert "".join(chain.from_iterable(printed)).replace(" ", "") == "".join(whole).replace(" ", "")


def test_lines_outside_the_body_are_faint() -> None:
    body = Span(0, TEXT.index("\n\nEnde"))
    found = lines(TEXT, mark(TEXT, "Ende", ACTOR), body=body, colour=True)
    assert "\x1b" not in found[0]
    assert re.search(";2mEnde\x1b\\[0m\x1b\\[1;[0-9;]+;2m\\]\x1b\\[0m$", found[-1])
