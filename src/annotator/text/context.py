"""The line that a place in a text stands in, cut to what is needed to know it again."""

from __future__ import annotations

from msgspec import Struct

from annotator.text.isolate import shorten
from annotator.text.segments import next_boundary, paragraph_at, previous_boundary
from annotator.text.span import Span

_MORE = "…"


class Context(Struct, frozen=True):
    """What stands before the words, the words, and what stands behind them in their paragraph, without line breaks."""

    before: str
    quote: str
    after: str


def context(text: str, span: Span, *, before: int = 40, quote: int = 120, after: int = 120) -> Context:
    """Return the words of `span` with up to so many code points around them, cut between words where there are some."""
    first = paragraph_at(text, span.start)
    last = paragraph_at(text, max(span.start, span.end - 1))
    start, end = first.start, max(last.end, span.end)
    lead, trail = text[start : span.start], text[span.end : end]
    if len(lead) > before:
        lead = _MORE + _after_blank(lead[next_boundary(lead, len(lead) - before) :])
    if len(trail) > after:
        trail = shorten_at_word(trail, after) + _MORE
    words = span.of(text)
    # A hit may be, or begin with, a blank: it is shown as it is.
    words = shorten(words, quote) if len(words) > quote or "\n" in words else words
    return Context(lead.lstrip(), words, trail.rstrip())


def _after_blank(text: str) -> str:
    """Return what follows the first blank, or all where none is near the beginning."""
    at = text.find(" ", 0, max(len(text) // 2, 1))
    return text[at + 1 :] if at >= 0 else text


def shorten_at_word(text: str, limit: int) -> str:
    """Return the beginning of `text`, at most `limit` (from 0 on, under its length) code points, up to a blank.

    Where no blank is near, it ends between two graphemes.
    """
    text = text[: previous_boundary(text, limit + 1)]
    at = text.rfind(" ", len(text) // 2)
    return text[:at] if at >= 0 else text
