"""Two histories become one: what both have once, all in the order of time, each change with its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.history import Way
from annotator.core.ids import derived_id
from annotator.core.values import Value
from annotator.storage.chronicle import Row
from annotator.storage.kept_edits import packed

_Name: TypeAlias = tuple[str, int]
"""A row in any project: the id of its change, and which of the rows it was stored in at once."""


class _Named(Struct, frozen=True):
    row: Row
    name: _Name
    head: _Name | None
    undoes: _Name | None


def together(one: Sequence[Row], other: Sequence[Row]) -> list[Row]:
    """Return the rows of both, numbered anew: changes by time and id, behind each what it was stored in besides."""
    found: dict[_Name, _Named] = {}
    for named in (*_named(one), *_named(other)):
        before = found.get(named.name)
        found[named.name] = named if before is None else _fuller(before, named)
    heads = sorted((n for n in found.values() if n.head is None), key=_order)
    parts: dict[_Name, list[_Named]] = {}
    for named in sorted((n for n in found.values() if n.head is not None), key=_order):
        assert named.head is not None
        parts.setdefault(named.head, []).append(named)
    ordered = [named for head in heads for named in (head, *parts.get(head.name, ()))]
    numbers = {named.name: number for number, named in enumerate(ordered, 1)}
    return [
        replace(
            named.row,
            number=numbers[named.name],
            part_of=None if named.head is None else numbers[named.head],
            undoes=None if named.undoes is None else numbers.get(named.undoes),
        )
        for named in ordered
    ]


def _named(rows: Sequence[Row]) -> list[_Named]:
    names: dict[int, _Name] = {}
    times: dict[str, int] = {}
    for row in rows:
        times[row.id] = times.get(row.id, -1) + 1
        names[row.number] = row.id, times[row.id]
    return [
        # A part whose change is not there stands for itself.
        _Named(row, names[row.number], names.get(row.part_of or 0), names.get(row.undoes or 0))
        for row in rows
    ]


def _fuller(one: _Named, other: _Named) -> _Named:
    """Return the row of which more is kept: a history may have been compacted, a step have grown since."""
    return max(one, other, key=lambda named: (named.row.count, named.row.edits is not None, named.row.subject))


def _order(named: _Named) -> tuple[str, _Name]:
    return named.row.time, named.name


def seal(rows: list[Row], marks: tuple[str, str], subject: str, time: str, edits: Sequence[Edit[Value]]) -> list[Row]:
    """Return the rows with a merge behind them, before which nothing is a step to undo.

    `edits` are what it made of values that neither side's history accounts for. Id and time are the same whoever does
    it: `marks` are those of the two sides.
    """
    time = max((row.time for row in rows), default=time)
    last = rows[-1].number if rows else 0
    own = derived_id("merge", *sorted(marks), *sorted({row.id for row in rows}))
    change = Change(ChangeKind.MERGE, None, time, subject, tuple(edits))
    head = Row(last + 1, own, change.kind.value, None, time, subject, change.count, Way.DONE.value)
    if not edits:
        return [*rows, head]
    return [*rows, head, replace(head, number=last + 2, part_of=head.number, edits=packed(edits))]
