"""The rows of the library: articles under the events they report, the others below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QLocale, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.core.values import Article, Event
from annotator.text.isolate import isolate
from annotator.ui.dragging import ARTICLE_MIME, articles_data
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
    """A frozen list of rows, replaced as a whole where its order changes and cell by cell where it does not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(
        self, articles: Sequence[Article], events: Sequence[Event], counts: Mapping[str, int], opened: Sequence[str]
    ) -> None:
        """Take the articles, events, marks per article id, and the ids of the articles in panes."""
        rows = _rows(articles, events, counts, frozenset(opened))
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            changed = [place for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def recount(self, counts: Mapping[str, int]) -> None:
        """Show other numbers of marks, by article id; those of other articles stay."""
        for place, row in enumerate(self._rows):
            if row.article is not None and counts.get(row.article.id, row.marks) != row.marks:
                self._rows[place] = replace(row, marks=counts[row.article.id])
                self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, index: _Index) -> Row:
        return self._rows[index.row()]

    def place_of(self, article_id: str) -> QModelIndex:
        """Return the index of the first row with this article (an invalid one where there is none)."""
        for place, row in enumerate(self._rows):
            if row.article is not None and row.article.id == article_id:
                return self.index(place)
        return QModelIndex()

    @property
    def articles(self) -> int:
        """How many articles there are: one of several events has several rows."""
        return len({row.article.id for row in self._rows if row.article is not None})

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
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
        if not index.isValid() or self._rows[index.row()].article is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [ARTICLE_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return articles_data(row.article.id for index in indexes if (row := self.row(index)).article is not None)


def _key(row: Row) -> tuple[str, str | None]:
    return row.heading, row.article.id if row.article else None


def _rows(
    articles: Sequence[Article], events: Sequence[Event], counts: Mapping[str, int], opened: frozenset[str]
) -> list[Row]:
    rows: list[Row] = []
    placed: set[str] = set()
    by_event: dict[str, list[Article]] = {event.id: [] for event in events}
    for article in articles:
        for event_id in article.events:
            if event_id in by_event:
                by_event[event_id].append(article)
                placed.add(article.id)
    for event in sorted(events, key=lambda event: event.name.casefold()):
        if by_event[event.id]:
            rows.append(Row(heading=event.name))
            rows.extend(_article_row(article, counts, opened) for article in by_event[event.id])
    others = [article for article in articles if article.id not in placed]
    if others:
        if rows:
            rows.append(Row(heading=""))
        rows.extend(_article_row(article, counts, opened) for article in others)
    return rows


def _article_row(article: Article, counts: Mapping[str, int], opened: frozenset[str]) -> Row:
    return Row(article=article, marks=counts.get(article.id, 0), open=article.id in opened)
