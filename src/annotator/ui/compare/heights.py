"""How high each line of a long list is: estimated until somebody has measured it, and where it lies by that."""

from __future__ import annotations

from collections.abc import Sequence

_BLOCK = 128


class Heights:
    """The heights of lines in pixels. `estimate` stands for those that nobody has measured.

    To measure one and to find what lies at a height takes time by the root of their number, about.
    """

    def __init__(self, heights: Sequence[int | None], estimate: int) -> None:
        self._known = [height is not None for height in heights]
        self._heights = [estimate if height is None else height for height in heights]
        self._blocks = [sum(self._heights[at : at + _BLOCK]) for at in range(0, len(self._heights), _BLOCK)]
        self.total = sum(self._blocks)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, line: int) -> int:
        return self._heights[line]

    def known(self, line: int) -> bool:
        """Return whether a line was measured."""
        return self._known[line]

    def set(self, line: int, height: int) -> None:
        """Say how high a line is."""
        more = height - self._heights[line]
        self._heights[line] = height
        self._known[line] = True
        self._blocks[line // _BLOCK] += more
        self.total += more

    def top(self, line: int) -> int:
        """Return how far below the beginning a line begins. `len` of these is the end."""
        block = line // _BLOCK
        return sum(self._blocks[:block]) + sum(self._heights[block * _BLOCK : line])

    def at(self, y: int) -> int:
        """Return the line that lies `y` pixels below the beginning: the first above it, the last below the end.

        Raises IndexError where there are no lines.
        """
        if not self._heights:
            raise IndexError("no lines")
        if y >= self.total:
            return len(self._heights) - 1
        top = 0
        for block, height in enumerate(self._blocks):
            if y < top + height:
                for line in range(block * _BLOCK, min((block + 1) * _BLOCK, len(self._heights))):
                    top += self._heights[line]
                    if y < top:
                        return line
            top += height
        return 0
