"""Which line under the words each mark gets, and which mark tints them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from annotator.core.values import Annotation
from annotator.text.span import Span
from annotator.ui.reader.index import MarkIndex, rank

ROOM = 3
"""Lanes that the leading has room for; what lies further out shares the last one."""

_CROWD = 120
"""A mark over more marks than this is an outermost one: working out their nesting would not show."""
_CLOSURE = 600
_SHORT = 1000
"""Code points of marks that are looked at together: one over a chapter would bring in all that lies under it."""


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

    def place(self, marks: Sequence[Annotation]) -> None:
        """Work out the lanes of all these marks as far as they are not known: with one question to the index."""
        unknown = [mark for mark in marks if mark.id not in self._lanes and mark.end - mark.start <= _SHORT]
        if len(unknown) < 2:
            return
        low, high = min(mark.start for mark in unknown), max(mark.end for mark in unknown)
        there = self._index.around(low, high)
        if len(there) > 4 * _CROWD:
            return
        for number, mark in enumerate(there):
            start, end = mark.start, mark.end
            if low <= start and end <= high and mark.id not in self._lanes:
                inner = [other for other in there[:number] if other.start < end and other.end > start]
                for other in inner:
                    if other.id not in self._lanes:  # what reaches over the ends
                        self.lane(other)
                self._place(mark, inner if len(inner) <= _CROWD else None)

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
        lane, lanes, start, end = 0, self._lanes, annotation.start, annotation.end
        taken = set()
        for other in inner:
            theirs = lanes.get(other.id, 0)
            taken.add(theirs)
            if theirs >= lane and start <= other.start and other.end <= end:
                lane = theirs + 1
        while lane in taken:
            lane += 1
        self._lanes[annotation.id] = lane


def tints(marks: Sequence[Annotation], within: Span) -> list[tuple[int, int, Annotation]]:
    """Return which mark tints which part `[start, end)` of `within`: at each place the innermost.

    `marks` are given from the innermost to the outermost, as the index does; the parts are sorted by place.
    """
    low, high = within.start, within.end
    parts = [
        (max(piece.start, low), min(piece.end, high), order, mark)
        for order, mark in enumerate(marks)
        for piece in mark.fragments or (mark,)
        if piece.start < high and piece.end > low and piece.end > piece.start
    ]
    parts.sort()
    # Mostly they lie side by side, and there is nothing to choose.
    if all(one[1] <= other[0] for one, other in pairwise(parts)):
        return [(start, end, mark) for start, end, _, mark in parts]
    result: list[tuple[int, int, Annotation]] = []
    here: list[tuple[int, int, Annotation]] = []
    """The order, the end and the mark of what may lie at a place, the innermost first."""
    ahead = deque(parts)
    for start, end in pairwise(sorted({edge for part in parts for edge in part[:2]})):
        while ahead and ahead[0][0] <= start:
            _, until, order, mark = ahead.popleft()
            heappush(here, (order, until, mark))
        while here and here[0][1] <= start:
            heappop(here)
        if here:
            mark = here[0][2]
            if result and result[-1][2] is mark and result[-1][1] == start:
                start = result.pop()[0]
            result.append((start, end, mark))
    return result
