"""In which lane of the margin the bracket of each relation runs, and which of them pass by a place: no pixels yet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise

from msgspec import Struct

LANES = 6
"""Lanes at the most; what finds no room in them shares the outermost."""

_APART = 90
"""Code points, about a line: two brackets in one lane end no nearer to each other, or they would look like one."""


class Aside(Enum):
    """Where the other end of a relation is that has one end on a page."""

    OUT = "out"
    """On no page that can be pointed at: an entity, or a mark of an article that is not open."""
    LEFT = "left"
    RIGHT = "right"


class Bond(Struct, frozen=True):
    """A relation as one page knows it: where its ends begin there, in code points; None where an end is elsewhere."""

    relation: str
    source: int | None
    target: int | None
    aside: Aside = Aside.OUT


class Bracket(Struct, frozen=True):
    """From the place of one mark to that of another, ascending."""

    relation: str
    low: int
    high: int
    lane: int


class Stub(Struct, frozen=True):
    """The place of a mark whose relations lead off the page."""

    place: int
    aside: Aside
    relations: tuple[str, ...]


class Brackets:
    """The brackets and stubs of a page. Immutable.

    The shortest are placed first, each in the innermost lane that is free along it: so what lies inside of another one
    runs inside of it, and lines cross only where the ends themselves are interlaced.
    """

    def __init__(self, bonds: Iterable[Bond]) -> None:
        spans: list[tuple[int, int, str]] = []
        stubs: dict[tuple[int, Aside], list[str]] = {}
        for bond in bonds:
            if bond.source is not None and bond.target is not None:
                low, high = sorted((bond.source, bond.target))
                spans.append((low, high, bond.relation))
            else:
                place = bond.source if bond.source is not None else bond.target
                if place is not None:
                    stubs.setdefault((place, bond.aside), []).append(bond.relation)
        self.all = _placed(spans)
        """In the order of their beginnings."""
        self.by_relation = {bracket.relation: bracket for bracket in self.all}
        ordered = sorted(stubs.items(), key=lambda item: (item[0][0], item[0][1].value))
        self._stubs = [Stub(place, aside, tuple(relations)) for (place, aside), relations in ordered]
        self._places = [stub.place for stub in self._stubs]
        self._leading = {relation: stub for stub in self._stubs for relation in stub.relations}
        self._grids: dict[int, Grid] = {}

    def __bool__(self) -> bool:
        return bool(self.all or self._stubs)

    def grid(self, room: int) -> Grid:
        """Return the brackets in so many lanes, as the margin has room for: 1 or more."""
        room = max(1, min(room, LANES))
        known = self._grids.get(room)
        if known is None:
            known = self._grids[room] = Grid(self.all, room)
        return known

    def of(self, relation: str) -> Stub | None:
        """Return the stub of a relation that leads off the page."""
        return self._leading.get(relation)

    def stubs(self, low: int, high: int) -> Sequence[Stub]:
        """Return the stubs from place `low` to place `high`, both included, ascending."""
        return self._stubs[bisect_left(self._places, low) : bisect_right(self._places, high)]


class Grid:
    """Brackets by lane. What is asked is found by bisecting: there may be thousands elsewhere on the page."""

    def __init__(self, brackets: Iterable[Bracket], room: int) -> None:
        self._lanes: list[list[Bracket]] = [[] for _ in range(room)]
        for bracket in brackets:
            self._lanes[min(bracket.lane, room - 1)].append(bracket)
        self._lows = [[bracket.low for bracket in lane] for lane in self._lanes]
        self.shared = any(b.high > a.low and b.low < a.high for lane in self._lanes[-1:] for a, b in pairwise(lane))
        """Whether brackets lie over each other in the outermost lane."""
        self._merged = _merged(self._lanes[-1]) if self.shared else []
        self._merged_lows = [low for low, _ in self._merged]
        ends = {place for bracket in self._lanes[-1] for place in (bracket.low, bracket.high)} if self.shared else ()
        self._ends = sorted(ends)

    @property
    def lanes(self) -> int:
        return len(self._lanes)

    def single(self, low: int, high: int) -> Iterable[Bracket]:
        """Yield what is seen between two places in lanes of which each holds one bracket at a place."""
        for number, lane in enumerate(self._lanes):
            if self.shared and number == len(self._lanes) - 1:
                return
            at = max(0, bisect_right(self._lows[number], low) - 1)
            for bracket in lane[at : bisect_right(self._lows[number], high)]:
                if bracket.high >= low:
                    yield bracket

    def bundle(self, low: int, high: int) -> tuple[Sequence[tuple[int, int]], Sequence[int]]:
        """Return the stretches that the shared lane is drawn along between two places, and the ends that it has there.

        Of thousands of brackets, that is no more than what lies there.
        """
        lows = self._merged_lows
        at = max(0, bisect_right(lows, low) - 1)
        stretches = [one for one in self._merged[at : bisect_right(lows, high)] if one[1] >= low]
        return stretches, self._ends[bisect_left(self._ends, low) : bisect_right(self._ends, high)]

    def passing(self, lane: int, low: int, high: int) -> list[Bracket]:
        """Return the brackets of a lane that run between two places, those first that end there, then the shortest."""
        lows = self._lows[lane]
        found = [one for one in self._lanes[lane][: bisect_right(lows, high)] if one.high >= low]
        return sorted(found, key=lambda one: (not (one.low >= low or one.high <= high), one.high - one.low))


def _placed(spans: list[tuple[int, int, str]]) -> list[Bracket]:
    spans.sort(key=lambda span: (span[1] - span[0], span))
    taken: list[list[tuple[int, int]]] = [[] for _ in range(LANES - 1)]
    found: list[Bracket] = []
    for low, high, relation in spans:
        lane = next((number for number, lane in enumerate(taken) if _take(lane, low, high)), LANES - 1)
        found.append(Bracket(relation, low, high, lane))
    return sorted(found, key=lambda bracket: (bracket.low, bracket.high, bracket.relation))


def _take(lane: list[tuple[int, int]], low: int, high: int) -> bool:
    """Take a stretch of a lane, whose stretches ascend and lie apart; return whether it was free."""
    at = bisect_left(lane, (low, high))
    if at and lane[at - 1][1] + _APART > low:
        return False
    if at < len(lane) and lane[at][0] < high + _APART:
        return False
    lane.insert(at, (low, high))
    return True


def _merged(lane: Sequence[Bracket]) -> list[tuple[int, int]]:
    """Return the stretches that ascending brackets cover."""
    found: list[tuple[int, int]] = []
    for bracket in lane:
        if found and bracket.low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bracket.high))
        else:
            found.append((bracket.low, bracket.high))
    return found
