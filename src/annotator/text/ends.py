"""Where an end of a span goes when it is moved by a word or a letter."""

from __future__ import annotations

from annotator.text.segments import is_word, next_boundary, next_word, previous_boundary, previous_word, word_at
from annotator.text.span import Span


def moved_end(text: str, span: Span, *, forward: bool, letters: bool = False) -> Span:
    """Return `span` with its end moved one word (or grapheme cluster) on or back; the same where it cannot be."""
    if letters:
        end = next_boundary(text, span.end) if forward else previous_boundary(text, span.end)
    else:
        end = _next_word_end(text, span.end) if forward else _previous_word_end(text, span.end)
    return Span(span.start, end) if end > span.start else span


def moved_start(text: str, span: Span, *, forward: bool, letters: bool = False) -> Span:
    """Return `span` with its start moved one word (or grapheme cluster) on or back; the same where it cannot be."""
    if letters:
        start = next_boundary(text, span.start) if forward else previous_boundary(text, span.start)
    else:
        start = next_word(text, span.start) if forward else previous_word(text, span.start)
    return Span(start, span.end) if start < span.end else span


def _next_word_end(text: str, offset: int) -> int:
    if offset < len(text):
        here = word_at(text, offset)
        if here.start <= offset < here.end and is_word(text, here):
            return here.end
    start = next_word(text, offset)
    return word_at(text, start).end if start < len(text) else offset


def _previous_word_end(text: str, offset: int) -> int:
    """Return the end of the last word that ends before `offset`; 0 where there is none."""
    start = previous_word(text, offset)
    while True:
        end = word_at(text, start).end
        if end < offset and is_word(text, word_at(text, start)):
            return end
        if start == 0:
            return 0
        start = previous_word(text, start)
