"""Entities as a forest: wholes with their parts, of those that are said; circles of a loaded file are cut open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from annotator.core.references import circles
from annotator.core.values import Entity


class Forest:
    """The entities (ids) of `said` and all they are parts of. Immutable. Nothing here recurses: nesting may be deep."""

    def __init__(self, entities: Mapping[str, Entity], said: Collection[str]) -> None:
        above = _upwards(said, {key: entity.part_of for key, entity in entities.items()})
        for circle in circles(above):
            above[circle] = None
        # Once more: where a circle is open now, what was above may have nothing below that is said.
        self.above = above = _upwards(said, above)
        self.parts: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(above):
            whole = above[key]
            if whole is not None:
                self.parts[whole].append(key)

    @property
    def roots(self) -> list[str]:
        """What is a part of nothing, by id."""
        return sorted(key for key, whole in self.above.items() if whole is None)

    def down(self, root: str, order: Callable[[str], Any]) -> Iterator[tuple[str, int]]:
        """Yield an entity and all below it, each before its parts, parts by `order`; with how deep they lie."""
        waiting = [(root, 0)]
        while waiting:
            key, depth = waiting.pop()
            yield key, depth
            if key in self.parts:
                parts = sorted(self.parts[key], key=order, reverse=True)
                waiting += [(part, depth + 1) for part in parts]

    def upward(self) -> Iterator[str]:
        """Yield all entities, each after its parts."""
        for root in self.roots:
            yield from reversed([key for key, _ in self.down(root, str)])


def _upwards(said: Collection[str], whole_of: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return what is said and all above it, each with what it is a part of."""
    above: dict[str, str | None] = {}
    for key in said:
        at: str | None = key
        while at is not None and at not in above:
            whole = whole_of[at]
            above[at] = whole if whole in whole_of else None
            at = above[at]
    return above
