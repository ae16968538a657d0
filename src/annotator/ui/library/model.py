"""The rows of the library: articles under the events or folders they stand in, made when they are seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.core.reading import altogether
from annotator.core.tagset import TagSet
from annotator.core.values import Article, ReadingState, Tag
from annotator.text.isolate import isolate
from annotator.ui.dragging import ARTICLE_MIME, articles_data
from annotator.ui.library.arranging import Entry
from annotator.ui.override import override
from annotator.ui.standing import Standings, standings_text
from annotator.ui.tips import plain
from annotator.ui.wording import articles_text, date_text, language_name, marks_text, tags_text

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""

_Index = QModelIndex | QPersistentModelIndex


class Holdings(Protocol):
    """What rows are made of. It is asked whenever a row is seen, and what it says may change: see `recount`."""

    @property
    def articles(self) -> Mapping[str, Article]: ...
    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def tallies(self) -> Mapping[str, Mapping[str, int]]: ...
    @property
    def tags(self) -> TagSet: ...
    @property
    def headings(self) -> Mapping[str, int]: ...
    @property
    def folded(self) -> Set[str]: ...
    def states(self, article: str) -> Standings: ...
    def replaced(self, article: str) -> bool: ...


class Row(Struct, frozen=True):
    """A heading (`article` is None) with how many stand under it, or an article with what is to be seen of it."""

    heading: str = ""
    under: int = 0
    folded: bool = False
    article: Article | None = None
    marks: int = 0
    tags: tuple[tuple[Tag, int], ...] = ()
    states: Standings = ()
    """How far it is read for each tag."""
    open: bool = False
    """Whether a pane shows it."""
    earlier: bool = False
    """Whether a later version replaces it."""

    @property
    def state(self) -> ReadingState | None:
        """How far it is read altogether."""
        return altogether(state for _, state in self.states)

    @property
    def facts(self) -> tuple[str, ...]:
        """Language, date and source."""
        if self.article is None:
            return ()
        parts = (self.article.language or "", date_text(self.article.published, QLocale()), self.article.source or "")
        return tuple(part for part in parts if part)

    @property
    def details(self) -> str:
        """All that is to be seen of an article, as one line of the interface."""
        parts = [*self.facts, tags_text(self.tags) or marks_text(self.marks), standings_text(self.states)]
        return " · ".join(isolate(part) for part in parts)


class LibraryModel(QAbstractListModel):
    """The entries of the library in their order; rows are made of them when they are seen."""

    renamed = Signal(object)
    """(article id, its new title), as somebody wrote it in the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._places: dict[str, int] = {}
        self._holdings: Holdings | None = None
        self._opened: Set[str] = frozenset()

    def show(self, entries: list[Entry], holdings: Holdings, opened: Sequence[str]) -> None:
        """Take the entries, what is known of them, and the ids of the articles in panes."""
        same = entries == self._entries
        if not same:
            self.beginResetModel()
        self._entries, self._holdings, self._opened = entries, holdings, frozenset(opened)
        if not same:
            # Backwards, so that of several rows with one article the first one counts.
            backwards = zip(range(len(entries) - 1, -1, -1), reversed(entries), strict=True)
            self._places = {record: place for place, (_, record) in backwards if record is not None}
            self.endResetModel()
        else:
            self.look_anew()

    def look_anew(self) -> None:
        """Show what is known of all rows now."""
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def recount(self, articles: Set[str]) -> None:
        """Show what is known of these articles anew."""
        for place, (_, record) in enumerate(self._entries) if articles else ():
            if record in articles:
                self.dataChanged.emit(self.index(place), self.index(place))

    def article_id(self, index: _Index) -> str | None:
        """Return the id of the article in a row, None for a heading."""
        return self._entries[index.row()][1]

    def heading(self, index: _Index) -> str:
        """Return the heading that a row is, or stands under."""
        return self._entries[index.row()][0]

    def heading_of(self, heading: str) -> QModelIndex:
        """Return the index of a heading (an invalid one where there is none)."""
        for place, entry in enumerate(self._entries):
            if entry == (heading, None):
                return self.index(place)
        return QModelIndex()

    def row(self, index: _Index) -> Row:
        heading, record = self._entries[index.row()]
        known = self._holdings
        assert known is not None
        if record is None:
            return Row(heading, known.headings.get(heading, 0), heading in known.folded)
        tallies = ((tag, known.tallies.get(tag.id, {}).get(record, 0)) for tag in known.tags)
        return Row(
            article=known.articles[record],
            marks=known.counts.get(record, 0),
            tags=tuple((tag, number) for tag, number in tallies if number > 0),
            states=known.states(record),
            open=record in self._opened,
            earlier=known.replaced(record),
        )

    def place_of(self, article_id: str) -> QModelIndex:
        """Return the index of the first row with this article (an invalid one where there is none)."""
        place = self._places.get(article_id)
        return QModelIndex() if place is None else self.index(place)

    @property
    def articles(self) -> int:
        """How many articles have rows: one of several events has several."""
        return len(self._places)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.article.title if row.article else row.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if row.article:
                return f"{row.article.title}, {row.details}"
            folded = self.tr("folded") if row.folded else ""
            said = (isolate(row.heading) or self.tr("Other articles"), articles_text(row.under), folded)
            return ", ".join(part for part in said if part)
        if role == Qt.ItemDataRole.ToolTipRole and row.article:
            earlier = self.tr("A later version has replaced this one.") if row.earlier else ""
            parts = [isolate(row.article.title), row.details, language_name(row.article.language), earlier]
            return plain("\n".join(part for part in parts if part))
        if role == Qt.ItemDataRole.ToolTipRole and row.heading:
            return plain(isolate(row.heading))
        return None

    @override
    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record = self.article_id(index)
        if role != Qt.ItemDataRole.EditRole or record is None:
            return False
        self.renamed.emit((record, str(value)))
        return True

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._entries[index.row()][1] is None:
            # The keys stop at headings; what is done to selected articles passes them by.
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
        drag = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | drag

    @override
    def mimeTypes(self) -> list[str]:
        return [ARTICLE_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        # From top to bottom, whatever the order in which they were chosen.
        ids = [self.article_id(index) for index in sorted(indexes, key=lambda index: index.row())]
        return articles_data(dict.fromkeys(record for record in ids if record is not None))
