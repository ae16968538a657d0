"""The places that a search found as rows, each to be tagged or left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.core.values import Article
from annotator.text.context import Context, context
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import isolate, shorten
from annotator.text.segments import paragraph_at
from annotator.text.span import Span
from annotator.ui.override import override

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `PlaceRow`."""

_TITLE_LENGTH = 300
_FIRST_LETTERS = 256
_Index = QModelIndex | QPersistentModelIndex
_Key = tuple[str, Span]


class Hits(Struct, frozen=True):
    """What was found in one article."""

    article: Article
    text: str
    spans: Sequence[Span]


class PlaceRow(Struct, frozen=True):
    """One place in its line. `direction` is the line's; the row begins where the article's lines begin."""

    article: Article
    span: Span
    context: Context
    direction: Direction
    checked: bool
    done: bool

    @property
    def title(self) -> str:
        return shorten(self.article.title, _TITLE_LENGTH)


class PlacesModel(QAbstractListModel):
    """All places, checked but for those that the reader left out and those that carry the tag already (`done`)."""

    counted = Signal()
    """Another number of places is checked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: dict[str, Hits] = {}
        self._keys: list[_Key] = []
        self._left_out: set[_Key] = set()
        self._done: set[_Key] = set()

    def show(self, hits: Sequence[Hits], done: Collection[_Key]) -> None:
        """List these hits. `done` are the (article id, span) that carry the tag."""
        self.beginResetModel()
        self._hits = {found.article.id: found for found in hits}
        self._keys = [(found.article.id, span) for found in hits for span in found.spans]
        if self._left_out:
            self._left_out &= set(self._keys)
        self._take_done(done)
        self.endResetModel()
        self.counted.emit()

    def set_done(self, done: Collection[_Key]) -> None:
        """Say which (article id, span) carry the tag now."""
        self._take_done(done)
        self._all_changed()

    def set_all(self, checked: bool) -> None:
        """Check all places that do not carry the tag, or none."""
        self._left_out = set() if checked else set(self._keys)
        self._all_changed()

    @property
    def numbers(self) -> tuple[int, int, int]:
        """How many places there are, are checked, and carry the tag."""
        total, done = len(self._keys), len(self._done)
        return total, total - done - len(self._left_out - self._done), done

    def chosen(self) -> Mapping[str, list[Span]]:
        """Return the checked places by article id."""
        result: dict[str, list[Span]] = {}
        for key in self._keys:
            if self._is_checked(key):
                result.setdefault(key[0], []).append(key[1])
        return result

    def key(self, index: _Index) -> _Key:
        """Return the (article id, span) of a row."""
        return self._keys[index.row()]

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._keys)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if self._keys[index.row()] in self._done else flags | Qt.ItemFlag.ItemIsUserCheckable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        key = self._keys[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self._is_checked(key) else Qt.CheckState.Unchecked
        if role == ROW:
            return self._row(key)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row(key).context.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._row(key)
            line = row.context.before + row.context.quote + row.context.after
            done = (self.tr("tagged already"),) if row.done else ()
            return ", ".join(isolate(part) for part in (row.context.quote, line, row.title, *done))
        return None

    @override
    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        key = self._keys[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or key in self._done:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._left_out.discard(key)
        else:
            self._left_out.add(key)
        self.dataChanged.emit(index, index)
        self.counted.emit()
        return True

    def toggle(self, index: _Index) -> None:
        """Check a place, or leave it out."""
        checked = self._is_checked(self._keys[index.row()])
        state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
        self.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _take_done(self, done: Collection[_Key]) -> None:
        """Keep those of `done` that are listed."""
        self._done = {key for key in self._keys if key in done} if done else set()

    def _is_checked(self, key: _Key) -> bool:
        return key not in self._left_out and key not in self._done

    def _row(self, key: _Key) -> PlaceRow:
        article_id, span = key
        hits = self._hits[article_id]
        start = paragraph_at(hits.text, span.start).start
        beginning = hits.text[start : start + _FIRST_LETTERS].partition("\n")[0]
        direction = paragraph_direction(beginning, hits.article.direction)
        return PlaceRow(
            hits.article, span, context(hits.text, span), direction, self._is_checked(key), key in self._done
        )

    def _all_changed(self) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0), self.index(len(self._keys) - 1))
        self.counted.emit()
