"""The rows of the history: changes, newest first, under the days on which they were made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.core.history import Entry, Way
from annotator.text.isolate import isolate
from annotator.ui.history.words import day_of, day_text, state_of, time_of_day, title_of
from annotator.ui.override import override
from annotator.ui.tips import plain

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""

_Index = QModelIndex | QPersistentModelIndex


class Row(Struct, frozen=True):
    """A change, with its coder's name where there are several; or the heading of a day (an ISO date), without one."""

    day: str
    entry: Entry | None = None
    coder: str = ""
    quote: str = ""
    """The words of the mark that it is about."""
    in_the_way: bool = False
    """Whether it kept another change from being taken back."""

    @property
    def key(self) -> str | int:
        return self.day if self.entry is None else self.entry.number

    @property
    def title(self) -> str:
        return day_text(self.day) if self.entry is None else title_of(self.entry)

    @property
    def quiet(self) -> bool:
        """Whether it is of little interest now: taken back, the taking back itself, or known no further."""
        entry = self.entry
        return entry is None or entry.undone or not entry.kept or entry.way in (Way.UNDONE, Way.REDONE)


class HistoryModel(QAbstractListModel):
    """A list that grows at its end, where the view asks for more by scrolling, and at its top as things are done."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._coders: Mapping[str, str] = {}
        self._quotes: Mapping[int, str] = {}
        self._in_the_way: frozenset[int] = frozenset()
        self.entries: list[Entry] = []
        self.more = False
        """Whether there may be older ones than those that are listed."""

    def show(
        self, entries: Sequence[Entry], coders: Mapping[str, str], quotes: Mapping[int, str], *, more: bool
    ) -> None:
        """List these, and only what differs anew.

        `coders` are names by id, empty where they need not be named; `quotes` the words of marks by a change's number.
        """
        self.entries = list(entries)
        self._coders, self._quotes, self.more = coders, quotes, more
        self._arrange()

    def point_out(self, numbers: Collection[int]) -> None:
        """Mark the changes of these numbers as standing in the way of another."""
        self._in_the_way = frozenset(numbers)
        self._arrange()

    def _arrange(self) -> None:
        rows: list[Row] = []
        for entry in self.entries:
            day = day_of(entry.time)
            if not rows or rows[-1].day != day:
                rows.append(Row(day))
            name = self._coders.get(entry.coder or "", "")
            rows.append(Row(day, entry, name, self._quotes.get(entry.number, ""), entry.number in self._in_the_way))
        self._take(rows)

    def _take(self, new: list[Row]) -> None:
        old = self._rows
        head = _common(old, new)
        tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
        if len(old) > head + tail:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            self._rows = old = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if len(new) > head + tail:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            self._rows = old[:head] + new[head : len(new) - tail] + old[head:]
            self.endInsertRows()
        before, self._rows = self._rows, new
        for place, (was, row) in enumerate(zip(before, new, strict=True)):
            if was != row:
                self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, index: _Index) -> Row:
        return self._rows[index.row()]

    def place_of(self, number: int | None) -> QModelIndex:
        """Return the index of the change of this number (an invalid one where it is not listed)."""
        return next((self.index(at) for at, row in enumerate(self._rows) if row.key == number), QModelIndex())

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return self.more and not parent.isValid()

    @override
    def fetchMore(self, parent: _Index) -> None:
        if self.more:
            self.more = False
            self.more_wanted.emit()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self._rows[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((row.title, *map(isolate, facts_of(row))))
        if role == Qt.ItemDataRole.ToolTipRole and row.entry is not None:
            return plain("\n".join((row.title, day_text(row.day), *map(isolate, facts_of(row)))))
        return None


def facts_of(row: Row) -> tuple[str, ...]:
    """Return when it was done, by whom (where there are several), what became of it, and which words it is about."""
    if row.entry is None:
        return ()
    parts = (time_of_day(row.entry.time), row.coder, state_of(row.entry), row.quote)
    return tuple(part for part in parts if part)


def _common(one: Sequence[Row], other: Sequence[Row]) -> int:
    """Return with how many rows of the same changes and days both begin."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a.key != b.key), min(len(one), len(other))
    )
