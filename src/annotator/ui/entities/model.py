"""The rows of the panel of entities: those that stay are left alone, so that what is chosen and seen stays too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.text.isolate import isolate, shorten
from annotator.ui.entities.outline import Row
from annotator.ui.override import override
from annotator.ui.tips import plain
from annotator.ui.wording import mentions_text

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""
MIME = "application/x-annotator-mentions"
"""What is dragged: entities to become parts, or mentions to be tied to another entity."""
_QUOTE_LENGTH = 120
_Index = QModelIndex | QPersistentModelIndex


class EntitiesModel(QAbstractListModel):
    """A list of frozen rows, of which a change touches only those between the first and the last that differ."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
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

    def row(self, index: _Index) -> Row:
        return self._rows[index.row()]

    def rows(self) -> Sequence[Row]:
        return self._rows

    def place_of(self, key: str) -> QModelIndex:
        """Return the index of an entity or mention (an invalid one where it is not listed)."""
        place = next((place for place, row in enumerate(self._rows) if row.key == key), None)
        return QModelIndex() if place is None else self.index(place)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        mark = row.mention
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.entity.name if mark is None else shorten(mark.words, _QUOTE_LENGTH)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (isolate(self._said(row)), self._state(row), row.details) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            note = row.entity.note if mark is None else mark.note
            parts = [isolate(self._said(row)), row.details, isolate(note or "")]
            if mark is not None and mark.uncertain:
                parts.insert(1, self.tr("It is uncertain that this is meant."))
            return plain("\n".join(part for part in parts if part))
        return None

    def _said(self, row: Row) -> str:
        return row.entity.name if row.mention is None else shorten(row.mention.words, 600)

    def _state(self, row: Row) -> str:
        if row.mention is not None:
            return self.tr("uncertain") if row.mention.uncertain else ""
        return ", ".join(part for part in (row.tag.name if row.tag else "", mentions_text(row.count)) if part)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, b"")  # What is dragged is what is selected.
        return data


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many keys two lists begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
