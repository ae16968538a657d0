"""The paragraphs of a text, very long ones in pieces, and the summed heights of all pieces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from annotator.text.segments import is_boundary, previous_boundary

PIECE = 3000
"""Code points from which a paragraph is laid out in pieces: what one layout does quickly."""

_SENTENCE_END = re.compile(r"[.!?؟。！？…۔।][\"'»”’)\]]*[ \t\u00a0\u3000]+|[。！？]")
_BREAK = re.compile("\n")


class Piece(Struct, frozen=True):
    """What is laid out at once: a paragraph, or a part of a very long one.

    `[start, end)` are code points of the text without the line break; `paragraph` is where the paragraph starts;
    `last` says whether the paragraph ends here.
    """

    index: int
    start: int
    end: int
    paragraph: int
    last: bool
    long: bool = False
    """Whether the paragraph is in pieces because it is very long."""

    @property
    def first(self) -> bool:
        return self.start == self.paragraph


class Pieces:
    """All pieces of a text in their order. There is at least one, be it empty."""

    def __init__(self, text: str, limit: int = PIECE, cuts: Iterable[int] = ()) -> None:
        """`cuts` are code points at which a piece begins in any case."""
        self.text = text
        self.starts: list[int] = []
        self._soft: dict[int, int] = {}
        """Start of a later piece of a paragraph, and of that paragraph."""
        self._long: set[int] = set()
        """Where paragraphs start that are longer than a piece."""
        start = 0
        for found in _BREAK.finditer(text):
            self._add(start, found.start(), limit)
            start = found.end()
        self._add(start, len(text), limit)
        for cut in cuts:
            index = self.at(cut)
            if self.starts[index] != cut:
                self._soft[cut] = self._soft.get(self.starts[index], self.starts[index])
                self.starts.insert(index + 1, cut)

    def _add(self, start: int, end: int, limit: int) -> None:
        self.starts.append(start)
        cut = start
        if end - start > limit:
            self._long.add(start)
        while end - cut > limit:
            cut = _cut(self.text, cut, limit)
            if cut >= end:
                break
            self.starts.append(cut)
            self._soft[cut] = start

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Piece:
        """Return piece `index`, counted from 0. Raises IndexError."""
        if not 0 <= index < len(self.starts):
            raise IndexError(index)
        start = self.starts[index]
        after = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text) + 1
        goes_on = after in self._soft
        paragraph = self._soft.get(start, start)
        return Piece(index, start, after if goes_on else after - 1, paragraph, not goes_on, paragraph in self._long)

    def is_soft(self, start: int) -> bool:
        """Return whether a piece that starts here goes on with a paragraph."""
        return start in self._soft

    def at(self, offset: int) -> int:
        """Return the index of the piece that holds code point `offset` (a line break belongs to what it ends)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def lengths(self) -> Iterable[int]:
        """Return the code points of each piece, give or take a line break: enough to estimate heights."""
        starts = self.starts
        return (b - a for a, b in zip(starts, [*starts[1:], len(self.text) + 1], strict=True))


def _cut(text: str, start: int, limit: int) -> int:
    """Return where to cut a paragraph that goes on beyond `start + limit`: after a sentence, else a blank."""
    for size in (limit // 8, limit - limit // 2):  # most sentences end in the first: a long text has thousands of cuts
        window = text[start + limit - size : start + limit]
        ends = [found.end() for found in _SENTENCE_END.finditer(window)]
        if ends:
            return start + limit - size + ends[-1]
    blank = window.rfind(" ")
    if blank >= 0:
        return start + limit // 2 + blank + 1
    cut = start + limit
    if not is_boundary(text, cut):
        cut = previous_boundary(text, cut)
    # A cluster longer than a piece: cut it rather than never end.
    return cut if cut > start else start + limit


def paragraph_numbers(pieces: Pieces, title: int | None, body: range) -> list[int]:
    """Return for each piece the number of the paragraph that begins there; 0 where none does, or it is not counted.

    Counted are those of `body`, whose first piece begins one in any case.
    """
    text, starts = pieces.text, pieces.starts
    result: list[int] = []
    count = 0
    for index, (start, after) in enumerate(zip(starts, [*starts[1:], len(text) + 1], strict=True)):
        begins = index == body.start or not pieces.is_soft(start)
        counted = index in body and index != title and begins and not text[start : after - 1].isspace()
        counted = counted and after - 1 > start
        count += counted
        result.append(count if counted else 0)
    return result


class Heights:
    """The heights of all pieces in pixels, some estimated and some known, summed in blocks.

    Looking up a place costs O(pieces / block + block), changing a height O(1).
    """

    def __init__(self, heights: Iterable[int], block: int = 256) -> None:
        self._block = block
        self._heights = list(heights)
        self._sums = [sum(self._heights[i : i + block]) for i in range(0, len(self._heights), block)]
        self.total = sum(self._sums)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        more = height - self._heights[index]
        if more:
            self._heights[index] = height
            self._sums[index // self._block] += more
            self.total += more

    def top(self, index: int) -> int:
        """Return the height of everything above piece `index`."""
        block = index // self._block
        return sum(self._sums[:block]) + sum(self._heights[block * self._block : index])

    def tops(self) -> list[int]:
        """Return the height of everything above each piece, and of all."""
        return list(accumulate(self._heights, initial=0))

    def at(self, y: int) -> tuple[int, int]:
        """Return the piece at height `y` and how far below its top `y` lies. Clamped to the first and last piece."""
        if y < 0 or not self._heights:
            return 0, y
        first = 0
        for height in self._sums:
            if y < height:
                break
            y -= height
            first += self._block
        else:
            return len(self._heights) - 1, y + self._heights[-1]
        for index in range(first, len(self._heights)):
            if y < self._heights[index]:
                return index, y
            y -= self._heights[index]
        raise AssertionError("the sums are those of the heights")
