"""Finding a quote in a text, so that nobody has to count characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.core.errors import QuoteError
from annotator.text.span import Span

_LISTED = 20
_AROUND = 24
_WORD = re.compile(r"\S")


def locate(text: str, quote: str, occurrence: int | None = None) -> Span:
    """Return where `quote` stands in `text`: its only place, or the `occurrence`-th (from 1), overlapping ones counted.

    Raises QuoteError where it does not occur (saying where it would but for white space), occurs several times and
    none is named, or not as often as said; its `places` are then those there are (the first 20).
    """
    if not quote:
        raise QuoteError("the quote is empty; give the words to be marked")
    if occurrence is not None and occurrence < 1:
        raise QuoteError(f"there is no occurrence {occurrence}; they are counted from 1")
    starts: list[int] = []
    total = 0
    for start in _places(text, quote):
        total += 1
        if total == occurrence:
            return Span(start, start + len(quote))
        if total <= _LISTED:
            starts.append(start)
    if total == 1 and occurrence is None:
        return Span(starts[0], starts[0] + len(quote))
    if total == 0:
        raise _missing(text, quote)
    places = [(start, context(text, Span(start, start + len(quote)))) for start in starts]
    listed = "; ".join(f"{number}. at {start}: {shown}" for number, (start, shown) in enumerate(places, 1))
    listed += f"; and {total - _LISTED} more" if total > _LISTED else ""
    if occurrence is None:
        raise QuoteError(f"the quote occurs {total} times, so say which occurrence is meant: {listed}", places)
    times = "once" if total == 1 else f"{total} times"
    raise QuoteError(f"the quote occurs {times}, so there is no occurrence {occurrence}: {listed}", places)


def _places(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _missing(text: str, quote: str) -> QuoteError:
    words = quote.split()
    loose = re.compile(r"\s+".join(map(re.escape, words))) if words else None
    found = loose.search(text) if loose is not None else None
    if found is None:
        return QuoteError("the quote does not occur in the text; copy it from there, letter by letter")
    span = Span(*found.span())
    return QuoteError(
        f"the quote occurs only with other white space, at {span.start}: {found.group()!r}; copy it from the text",
        [(span.start, context(text, span))],
    )


def context(text: str, span: Span) -> str:
    """Return the words of a span with a little of what stands around them, on one line."""
    first, last = max(0, span.start - _AROUND), span.end + _AROUND
    # Only where words are left out: a text may begin or end with empty lines.
    before = "…" if _WORD.search(text, 0, first) else ""
    after = "…" if _WORD.search(text, last) else ""
    return " ".join(f"{before}{text[first : span.start]}[{span.of(text)}]{text[span.end : last]}{after}".split())
