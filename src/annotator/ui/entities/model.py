"""The rows of the panel of entities: what is shown, said and dragged of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt

from annotator.text.isolate import isolate, shorten
from annotator.ui.entities.outline import Row
from annotator.ui.keyed_rows import Index, KeyedRows
from annotator.ui.override import override
from annotator.ui.tips import plain
from annotator.ui.wording import mentions_text

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""
MIME = "application/x-annotator-mentions"
"""What is dragged: entities to become parts, or mentions to be tied to another entity."""
_QUOTE_LENGTH = 120


class EntitiesModel(KeyedRows[Row]):
    """Entities and, where they are unfolded, their mentions."""

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
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
    def flags(self, index: Index) -> Qt.ItemFlag:
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
