"""Very many places of one text, ascending and apart: kept as numbers, spans only where one is looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, overload

from annotator.text.span import Span


class Origin(Protocol):
    """What a text was made from, as `folding.Folded` is."""

    def span(self, start: int, end: int) -> Span: ...
    def place(self, offset: int) -> int: ...


class Hits(Sequence[Span]):
    """Immutable. With an `origin`, starts and ends are places of the text made from it, the spans those of itself."""

    __slots__ = ("_ends", "_origin", "_starts")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, places: Iterable[int] = (), origin: Origin | None = None) -> None:
        """`places` are start, end, start, end and so on."""
        flat = places if isinstance(places, array) else array("I", places)
        self._starts, self._ends, self._origin = flat[0::2], flat[1::2], origin

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Hits:
        return spans if isinstance(spans, Hits) else cls(place for span in spans for place in (span.start, span.end))

    @classmethod
    def joined(cls, parts: Iterable[Hits]) -> Hits:
        """Return the hits of all parts, of one origin and in this order; of those that overlap, the first."""
        result = cls()
        for part in parts:
            first = bisect_left(part._starts, result._ends[-1]) if result._ends else 0
            result._origin = part._origin
            result._starts += part._starts[first:]
            result._ends += part._ends[first:]
        return result

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> Hits: ...
    def __getitem__(self, at: int | slice) -> Span | Hits:
        if isinstance(at, slice):
            result = Hits((), self._origin)
            result._starts, result._ends = self._starts[at], self._ends[at]
            return result
        start, end = self._starts[at], self._ends[at]
        return Span(start, end) if self._origin is None else self._origin.span(start, end)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Hits) and other._origin is self._origin:
            return self._starts == other._starts and self._ends == other._ends
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Span.__eq__, self, other))

    def __repr__(self) -> str:
        return f"Hits({list(self[:8])}{'...' if len(self) > 8 else ''})"

    def between(self, start: int, end: int) -> Iterator[Span]:
        """Yield the hits with a character in `[start, end)`."""
        place = start if self._origin is None else self._origin.place(start)
        for number in range(bisect_left(self._ends, place), len(self)):
            span = self[number]
            if span.start >= end:
                return
            if span.end > start:
                yield span

    def before(self, end: int) -> Hits:
        """Return the hits that begin before `end`."""
        return self[: bisect_left(self, end, key=lambda span: span.start)]

    def place(self, span: Span) -> int:
        """Return which hit `span` is, or how many begin before it where it is none."""
        return bisect_left(self, span)


def within(edges: array[int], start: int, end: int) -> array[int]:
    """Return those of `edges` (ascending) that lie in `[start, end]`."""
    return edges[bisect_left(edges, start) : bisect_right(edges, end)]
