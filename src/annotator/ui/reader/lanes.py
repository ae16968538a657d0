"""Which line under the words each mark gets, and which mark tints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from operator import itemgetter

from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader.index import MarkIndex, rank

ROOM = 3
"""Lanes that the leading has room for; what lies further out shares the last one."""

_CROWD = 120
"""A mark over more marks than this is an outermost one: working out their nesting would not show."""
_CLOSURE = 600


_Unplaced = tuple[tuple[int, int, str], Annotation, list[Annotation] | None]


class Lanes:
    """The lane of each mark, 0 nearest to the words; the same along a mark's whole length.

    A mark lies outside all it covers, and apart from all it overlaps: marks are placed from the innermost to the
    outermost, each in the first lane that is free. Worked out when asked for, for what is asked.

    What counts of a discontinuous mark is its hull: the line that joins its fragments runs at the height of their
    lane, and a mark in the gap that had the same lane would read as one more fragment. It costs a lane in the gap,
    where there is seldom a crowd, and keeps the mark in one lane from its first fragment to its last.
    """

    def __init__(self, index: MarkIndex) -> None:
        self._index = index
        self._lanes: dict[str, int] = {}

    def forget(self) -> None:
        """Work all lanes out anew: the marks have changed."""
        self._lanes.clear()

    def lane(self, annotation: Annotation) -> int:
        known = self._lanes.get(annotation.id)
        if known is None:
            for _, mark, inner in sorted(self._unplaced(annotation)):
                self._place(mark, inner)
            known = self._lanes[annotation.id]
        return known

    def place_alone(self, annotation: Annotation) -> int:
        """Take notice of a new mark that overlaps no other, and return its lane: nothing is in its way."""
        self._lanes[annotation.id] = 0
        return 0

    def follow(self, touched: Iterable[Annotation]) -> list[Annotation] | None:
        """Take notice of marks put in, taken out or changed, as they were and as they are.

        Return the other marks whose lane is another now, as far as it was known; None where so many may be that it is
        better to paint all anew (all lanes are forgotten then).
        """
        changed: list[Annotation] = []
        waiting: list[tuple[tuple[int, int, str], Annotation]] = []
        seen: set[str] = set()
        for mark in touched:
            self._lanes.pop(mark.id, None)
            self._wait_for_outer(mark, waiting, seen)
        # From the innermost on: a lane depends on those further in only, and goes no further where it stays the same.
        while waiting:
            _, mark = heappop(waiting)
            if len(seen) > _CROWD:
                self.forget()
                return None
            before = self._lanes.pop(mark.id, None)
            if before is not None and self.lane(mark) != before:
                changed.append(mark)
                self._wait_for_outer(mark, waiting, seen)
        return changed

    def _wait_for_outer(
        self, mark: Annotation, waiting: list[tuple[tuple[int, int, str], Annotation]], seen: set[str]
    ) -> None:
        mine = rank(mark)
        for other in self._index.around(mark.start, mark.end):
            theirs = rank(other)
            if theirs > mine and other.id in self._lanes and other.id not in seen:
                seen.add(other.id)
                heappush(waiting, (theirs, other))

    def _unplaced(self, annotation: Annotation) -> list[_Unplaced]:
        """Return the marks whose lanes decide over that of `annotation`, and itself, each with those further in."""
        found: list[_Unplaced] = []
        seen = {annotation.id}
        waiting = [annotation]
        while waiting:
            mark = waiting.pop()
            inner = self._index.inner(mark, _CROWD)
            found.append((rank(mark), mark, inner))
            if len(seen) >= _CLOSURE:
                continue
            for other in inner or ():
                if other.id not in seen and other.id not in self._lanes:
                    seen.add(other.id)
                    waiting.append(other)
        return found

    def _place(self, annotation: Annotation, inner: list[Annotation] | None) -> None:
        if inner is None:
            self._lanes[annotation.id] = ROOM - 1
            return
        taken = {self._lanes.get(other.id, 0) for other in inner}
        lane = max((self._lanes.get(o.id, 0) + 1 for o in inner if annotation.span.covers(o.span)), default=0)
        while lane in taken:
            lane += 1
        self._lanes[annotation.id] = lane


def tints(marks: Sequence[Annotation], within: Span) -> list[tuple[Span, Annotation]]:
    """Return which mark tints which part of `within`: at each place the innermost (see `rank`). Sorted by place."""
    edges: set[int] = set()
    parts: list[tuple[int, int, Annotation]] = []
    for mark in sorted(marks, key=rank, reverse=True):
        for piece in mark.pieces:
            part = piece.clipped(within)
            if part is not None:
                parts.append((part.start, part.end, mark))
                edges.update((part.start, part.end))
    # `parts` runs from the outermost to the innermost. Mostly they lie side by side, and there is nothing to choose.
    side_by_side = sorted(parts, key=itemgetter(0))
    if all(one[1] <= other[0] for one, other in pairwise(side_by_side)):
        return [(Span(start, end), mark) for start, end, mark in side_by_side]
    result: list[tuple[Span, Annotation]] = []
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        # The last that fits wins.
        mark_here = next((mark for a, b, mark in reversed(parts) if a <= start and end <= b), None)
        if mark_here is None:
            continue
        if result and result[-1][1] is mark_here and result[-1][0].end == start:
            result[-1] = (Span(result[-1][0].start, end), mark_here)
        else:
            result.append((Span(start, end), mark_here))
    return result
