"""A list of rows with keys: those that stay are left alone, so that what is chosen and seen stays too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

from annotator.ui.override import override

Index = QModelIndex | QPersistentModelIndex


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


R = TypeVar("R", bound=Keyed)


class KeyedRows(QAbstractListModel, Generic[R]):
    """Frozen rows, of which a change touches only those between the first and the last that differ.

    What is shown of one says whoever derives from it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[R] = []

    def show(self, rows: Sequence[R]) -> None:
        """List these rows."""
        old, new = [row.key for row in self._rows], [row.key for row in rows]
        head = _same(old, new)
        tail = _same(old[head:][::-1], new[head:][::-1])
        gone, come = len(old) - head - tail, len(new) - head - tail
        stay = [*self._rows[:head], *self._rows[len(old) - tail :]]
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._rows = stay
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._rows = [*stay[:head], *rows[head : head + come], *stay[head:]]
            self.endInsertRows()
        was, self._rows = self._rows, list(rows)
        for place, (before, after) in enumerate(zip(was, self._rows, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, index: Index) -> R:
        return self._rows[index.row()]

    def rows(self) -> Sequence[R]:
        return self._rows

    def place_of(self, key: str | None) -> QModelIndex:
        """Return the index of a row (an invalid one where it is not listed)."""
        place = next((place for place, row in enumerate(self._rows) if row.key == key), None)
        return QModelIndex() if place is None else self.index(place)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many of the first keys are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
