"""One side of a merge: what it holds, and what it passed through since the two went apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from annotator.core.change import ChangeKind
from annotator.core.ids import derived_id
from annotator.core.references import with_ids
from annotator.core.values import Bundle, Merged, Said, Value
from annotator.storage.chronicle import Row

Key: TypeAlias = tuple[type[Value], str]
"""Kind and id of a record."""

_encode = msgspec.json.Encoder().encode


class Snapshot(Struct, frozen=True):
    """A whole project at one moment: what it holds, and its history."""

    bundle: Bundle
    rows: tuple[Row, ...] = ()

    def changes(self) -> frozenset[str]:
        """Return the ids of its changes, by which two projects know what they have in common."""
        return frozenset(row.id for row in self.rows)

    def mark(self) -> str:
        """Return an id that tells this state from any other. What is read of a project has one order."""
        bundle = self.bundle
        return derived_id(_encode([bundle.project, *groups(bundle)]).decode())


def encoded(value: Value) -> str:
    return _encode(value).decode()


def groups(bundle: Bundle) -> tuple[Sequence[Value], ...]:
    """Return all that a project holds but for texts, kind by kind."""
    return (
        bundle.coders, bundle.tags, bundle.relation_types, bundle.events, bundle.entities, bundle.articles,
        bundle.statuses, bundle.annotations, bundle.relations, bundle.conflicts, bundle.merged,
        bundle.judgements,
    )  # fmt: skip


class Side:
    """A project as a side of a merge, its records by the ids that they go by in both.

    `past` are the values that a record had before this side's own changes of it, oldest first: those that the other
    side has no knowledge of. `own_ids` are the ids that records have here.
    """

    def __init__(self, snapshot: Snapshot, rows: Sequence[Row], known: Collection[str], ids: Mapping[str, str]) -> None:
        """`rows` are the snapshot's with `ids` in them, `known` the ids of the changes that the other side has too."""
        self.bundle = snapshot.bundle
        self.values: dict[Key, Value] = {}
        self.own_ids: dict[Key, str] = {}
        self.past: dict[Key, list[Value | None]] = {}
        self.vague = False
        """Whether it has changes of its own that it can no longer tell of."""
        self._last: dict[Key, tuple[str, str | None]] = {}
        for value in self._held():
            here = with_ids(value, ids)
            key = type(here), here.id
            # Of two that have become one, the one stays whose id they go by, else the first.
            if key not in self.values or value.id == here.id:
                self.values[key], self.own_ids[key] = here, value.id
        for row in rows:
            if row.id in known:
                continue
            if row.edits is None:
                self.vague |= row.kind != ChangeKind.MERGE or row.part_of is not None
            for edit in row.unpacked():
                key = type(edit.value), edit.value.id
                self.past.setdefault(key, []).append(edit.before)
                self._last[key] = max(self._last.get(key, ("", "")), (row.time, row.coder or ""))

    def _held(self) -> Iterator[Value]:
        for group in groups(self.bundle):
            yield from (value for value in group if not isinstance(value, Merged))

    def was(self, key: Key, value: Value) -> bool:
        """Return whether this side had the value in its own time, and went on from it."""
        return value in self.past.get(key, ())

    def touched(self, key: Key) -> bool:
        return key in self.past

    def last(self, key: Key) -> tuple[str, str | None]:
        """Return when a record was last changed here and by whom, the time empty where that is not known."""
        time, coder = self._last.get(key, ("", None))
        value = self.values.get(key)
        if not time and isinstance(value, Said):
            return value.modified, value.coder
        return time, coder or None


def renamed_rows(rows: Sequence[Row], ids: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(row.with_ids(ids) for row in rows)


def timeless(value: Value) -> Value:
    """Return what a record says, without when that was said."""
    return replace(value, created="", modified="") if isinstance(value, Said) else value
