"""The lines in which something was found, cut to what is needed to know them again, with what was found in them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from annotator.text.context import shorten_at_word
from annotator.text.segments import next_boundary, paragraph_at
from annotator.text.span import Span

_BEFORE, _LENGTH = 30, 150
"""Code points before the first hit, and in all."""

_LOOKED_AT = 60
"""Hits among which the best lines are chosen."""

_MORE = "…"


class Hit(Struct, frozen=True):
    """Where a text has something that was looked for, and which of these it is."""

    span: Span
    term: int = 0


class Snippet(Struct, frozen=True):
    """A line of an article: `span` is its first hit there, `lit` all of its hits as spans of the line itself."""

    text: str
    lit: tuple[Span, ...]
    span: Span


def snippets(text: str, hits: Sequence[Hit], limit: int) -> tuple[Snippet, ...]:
    """Return up to `limit` lines around hits (ascending and apart), those that hold most different terms, in order."""
    found: list[tuple[int, Snippet]] = []
    at = 0
    while at < min(len(hits), _LOOKED_AT):
        start, end, lead, trail = _line(text, hits[at].span)
        here = [hit for hit in hits[at : at + _LOOKED_AT] if hit.span.start < end]
        shift = len(lead) - start
        lit = tuple(Span(hit.span.start + shift, min(hit.span.end, end) + shift) for hit in here)
        line = lead + text[start:end].replace("\n", " ") + trail
        found.append((-len({hit.term for hit in here}), Snippet(line, lit, here[0].span)))
        at += len(here)
    found.sort(key=lambda pair: pair[0])
    return tuple(sorted((snippet for _, snippet in found[:limit]), key=lambda snippet: snippet.span.start))


def _line(text: str, span: Span) -> tuple[int, int, str, str]:
    """Return from where to where the line around a hit goes, and an ellipsis for each end where it was cut."""
    first = paragraph_at(text, span.start)
    last = paragraph_at(text, max(span.start, span.end - 1))
    start, end = first.start, max(last.end, span.end)
    if span.start - start > _BEFORE:
        cut = next_boundary(text, span.start - _BEFORE)
        blank = text.find(" ", cut, span.start)
        start = blank + 1 if blank >= 0 else min(cut, span.start)
    while start < span.start and text[start].isspace():
        start += 1
    room = max(_LENGTH, span.end - start)
    if end - start > room:
        kept = shorten_at_word(text[start : start + room + 1], room)
        end = max(start + len(kept), span.end)
    lead = _MORE if start > first.start else ""
    trail = _MORE if end < last.end else ""
    return start, end, lead, trail
