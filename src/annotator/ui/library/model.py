"""The rows of the library: articles under the events they report, the others below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QLocale, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.core.values import Article
from annotator.text.isolate import isolate
from annotator.ui.dragging import ARTICLE_MIME, articles_data
from annotator.ui.library.arranging import Entry
from annotator.ui.override import override
from annotator.ui.wording import date_text, language_name, marks_text

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""

_Index = QModelIndex | QPersistentModelIndex


class Row(Struct, frozen=True):
    """A heading (`article` is None) or an article with its count of marks, and whether a pane shows it."""

    heading: str = ""
    article: Article | None = None
    marks: int = 0
    open: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Language, date, marks and source."""
        if self.article is None:
            return ()
        parts = (
            self.article.language or "",
            date_text(self.article.published, QLocale()),
            marks_text(self.marks),
            self.article.source or "",
        )
        return tuple(part for part in parts if part)

    @property
    def details(self) -> str:
        """The facts as one line of the interface."""
        return " · ".join(isolate(part) for part in self.facts)


class LibraryModel(QAbstractListModel):
    """The entries of the library in their order; rows are made of them when they are seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._places: dict[str, int] = {}
        self._articles: Mapping[str, Article] = {}
        self._counts: Mapping[str, int] = {}
        self._opened: Set[str] = frozenset()

    def show(
        self,
        entries: list[Entry],
        articles: Mapping[str, Article],
        counts: Mapping[str, int],
        opened: Sequence[str],
    ) -> None:
        """Take the entries, the articles and the number of their marks by id, and the ids of the articles in panes.

        The two mappings are asked whenever a row is seen, and what they say may change: see `recount`.
        """
        same = entries == self._entries
        if not same:
            self.beginResetModel()
        self._entries, self._articles, self._counts, self._opened = entries, articles, counts, frozenset(opened)
        if not same:
            # Backwards, so that of several rows with one article the first one counts.
            backwards = zip(range(len(entries) - 1, -1, -1), reversed(entries), strict=True)
            self._places = {record: place for place, (_, record) in backwards if record is not None}
            self.endResetModel()
        elif entries:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def recount(self, articles: Set[str]) -> None:
        """Show the numbers of marks of these articles anew."""
        for place, (_, record) in enumerate(self._entries) if articles else ():
            if record in articles:
                self.dataChanged.emit(self.index(place), self.index(place))

    def article_id(self, index: _Index) -> str | None:
        """Return the id of the article in a row, None for a heading."""
        return self._entries[index.row()][1]

    def row(self, index: _Index) -> Row:
        heading, record = self._entries[index.row()]
        if record is None:
            return Row(heading)
        return Row("", self._articles[record], self._counts.get(record, 0), record in self._opened)

    def place_of(self, article_id: str) -> QModelIndex:
        """Return the index of the first row with this article (an invalid one where there is none)."""
        place = self._places.get(article_id)
        return QModelIndex() if place is None else self.index(place)

    @property
    def articles(self) -> int:
        """How many articles are listed: one of several events has several rows."""
        return len(self._places)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.article.title if row.article else row.heading
        if role == Qt.ItemDataRole.AccessibleTextRole and row.article:
            return f"{row.article.title}, {row.details}"
        if role == Qt.ItemDataRole.ToolTipRole and row.article:
            parts = [isolate(row.article.title), row.details, language_name(row.article.language)]
            return "\n".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and row.heading:
            return isolate(row.heading)
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self._entries[index.row()][1] is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [ARTICLE_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return articles_data(row.article.id for index in indexes if (row := self.row(index)).article is not None)
