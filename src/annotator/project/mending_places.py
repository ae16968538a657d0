"""Where the words of a mark are found again in a text that was damaged."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.core.values import Annotation
from annotator.text.span import Span

_NEAR = 1000
"""Characters that damage to a text can move its words by."""


def placed_at(mark: Annotation, start: int) -> Annotation:
    """Return the mark at another place of its text, in one piece where its pieces cannot go along."""
    by = start - mark.start
    fits = all(piece.start + by >= 0 for piece in mark.fragments)
    pieces = tuple(Span(piece.start + by, piece.end + by) for piece in mark.fragments) if fits else ()
    return replace(mark, start=start, end=start + len(mark.quote), fragments=pieces)


def nearest(text: str, quote: str, start: int) -> int | None:
    """Return where a quote occurs, nearest to where it was; None where that is far away and it occurs elsewhere too."""
    if not quote:
        return None
    before, after = text.rfind(quote, 0, max(start, 0) + len(quote)), text.find(quote, max(start, 0))
    places = [place for place in (before, after) if place >= 0]
    found = min(places, key=lambda place: abs(place - start), default=None)
    if found is None or abs(found - start) <= _NEAR or text.find(quote) == text.rfind(quote):
        return found
    return None
