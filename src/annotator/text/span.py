"""A half-open range of Unicode code points, in logical order, of one text."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """`[start, end)` in code points. An empty span is a place between two characters.

    Raises ValueError where `start` is negative or lies behind `end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span runs from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """Always true: an empty span is still a place. Ask `len(span)` for its length."""
        return True

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span (equal spans cover each other)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one character."""
        return self.start < other.end and other.start < self.end and len(self) > 0 and len(other) > 0

    def holds(self, offset: int) -> bool:
        """Return whether the character at `offset` is inside."""
        return self.start <= offset < self.end

    def clipped(self, other: Span) -> Span | None:
        """Return the part shared with `other`, or None where they share no character."""
        return Span(max(self.start, other.start), min(self.end, other.end)) if self.overlaps(other) else None
