"""From overlapping spans to runs: the stretches of text over which the same items lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from annotator.text.span import Span

T = TypeVar("T")


class Run(Struct, Generic[T], frozen=True):
    """A maximal stretch over which exactly `items` lie, in the order they were given."""

    span: Span
    items: tuple[T, ...]


def runs(items: Sequence[tuple[Span, T]]) -> list[Run[T]]:
    """Return the runs of `items`, ascending and apart; stretches that no item covers are left out.

    Empty spans cover nothing. Two runs that touch differ in their items. Takes O(n log n) and the size of the answer.
    """
    events: list[tuple[int, bool, int]] = []
    for index, (span, _) in enumerate(items):
        if len(span):
            events += ((span.start, True, index), (span.end, False, index))
    events.sort()
    result: list[Run[T]] = []
    active: dict[int, None] = {}
    since = 0
    for place, begins, index in events:
        if active and place > since:
            result.append(Run(Span(since, place), tuple(items[i][1] for i in sorted(active))))
        since = place
        if begins:
            active[index] = None
        else:
            del active[index]
    return result
