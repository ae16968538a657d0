"""What a search of all articles found, as rows: each article, and below it the lines that the words stand in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.project.searching import Found
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import isolate
from annotator.text.snippets import Snippet
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.tips import plain
from annotator.ui.wording import date_text, places_text

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `ResultRow`."""

_Index = QModelIndex | QPersistentModelIndex


class ResultRow(Struct, frozen=True):
    """An article that was found or, with a `snippet`, one of its lines."""

    found: Found
    snippet: Snippet | None = None

    @property
    def span(self) -> Span | None:
        """Where to go; None where only the title has what was sought."""
        if self.snippet is not None:
            return self.snippet.span
        return self.found.spans[0] if self.found.count else None

    @property
    def direction(self) -> Direction:
        """From which side the row is read."""
        article = self.found.article
        return article.direction if self.snippet is None else paragraph_direction(self.snippet.text, article.direction)

    @property
    def facts(self) -> tuple[str, ...]:
        """How often it is found in the text (if it is), language and date."""
        article, count = self.found.article, self.found.count
        parts = (places_text(count) if count else "", article.language or "", date_text(article.published, QLocale()))
        return tuple(part for part in parts if part)


class ResultsModel(QAbstractListModel):
    """A list of rows that grows at its end; where there may be more, the view's reader asks for them by scrolling."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ResultRow] = []
        self._more = False
        self.articles = self.places = 0

    def begin(self) -> None:
        """List nothing."""
        self.beginResetModel()
        self._rows = []
        self._more = False
        self.articles = self.places = 0
        self.endResetModel()

    def add(self, found: Sequence[Found]) -> None:
        """List these articles too."""
        new = [row for each in found for row in (ResultRow(each), *(ResultRow(each, line) for line in each.snippets))]
        if not new:
            return
        self.articles += len(found)
        self.places += sum(each.count for each in found)
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
        self._rows += new
        self.endInsertRows()

    @property
    def more(self) -> bool:
        """Whether there may be more than what is listed."""
        return self._more

    @more.setter
    def more(self, more: bool) -> None:
        self._more = more

    def row(self, index: _Index) -> ResultRow:
        return self._rows[index.row()]

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return self._more and not parent.isValid()

    @override
    def fetchMore(self, parent: _Index) -> None:
        if self._more:
            self._more = False
            self.more_wanted.emit()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        title = row.found.article.title
        if role == Qt.ItemDataRole.DisplayRole:
            return title if row.snippet is None else row.snippet.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (title, *row.facts) if row.snippet is None else (row.snippet.text, title)
            return ", ".join(isolate(part) for part in parts)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(isolate(title if row.snippet is None else row.snippet.text))
        return None
