"""The rows of the list of marks, and the filter that chooses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, Coder, Tag
from annotator.text.folding import find
from annotator.text.isolate import isolate, shorten
from annotator.ui.override import override
from annotator.ui.wording import marks_text

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""

_QUOTE_LENGTH = 120
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """Which marks are listed: of which articles (None: all), of which tag (None: any), with which words."""

    articles: tuple[str, ...] | None = None
    tag: str | None = None
    words: str = ""

    def chosen(self, annotations: Sequence[Annotation]) -> list[Annotation]:
        """Return those that fit; words are looked for in quotes and notes, without regard to case or vowel signs."""
        words = self.words.strip()
        place = None if self.articles is None else {article: at for at, article in enumerate(self.articles)}
        found = [
            annotation
            for annotation in annotations
            if (place is None or annotation.article in place)
            and (self.tag is None or annotation.tag == self.tag)
            and (not words or find(annotation.quote, words) or find(annotation.note or "", words))
        ]
        if place is not None:
            found.sort(key=lambda annotation: (place[annotation.article], annotation.start, annotation.end))
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """A mark with what is known of its tag and article."""

    annotation: Annotation
    tag: Tag
    article: Article
    coder: str | None

    @property
    def quote(self) -> str:
        return shorten(self.annotation.quote, _QUOTE_LENGTH)

    @property
    def details(self) -> str:
        """Tag, article and note (and the coder, where there are several) on one line."""
        parts = (
            isolate(self.tag.name),
            isolate(shorten(self.article.source or self.article.title, 32)),
            isolate(self.coder) if self.coder else "",
            isolate(shorten(self.annotation.note, 60)) if self.annotation.note else "",
        )
        return " · ".join(part for part in parts if part)


class MarksModel(QAbstractListModel):
    """A frozen list of rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}

    def show(
        self,
        annotations: Sequence[Annotation],
        tags: TagSet,
        articles: Mapping[str, Article],
        coders: Sequence[Coder],
    ) -> None:
        """List these marks in this order; coders are named only where the project has several."""
        names = {coder.id: coder.name for coder in coders} if len(coders) > 1 else {}
        rows = [
            Row(annotation, tags[annotation.tag], articles[annotation.article], names.get(annotation.coder))
            for annotation in annotations
            if annotation.tag in tags and annotation.article in articles
        ]
        if len(rows) == len(self._rows) and all(
            new.annotation.id == old.annotation.id for new, old in zip(rows, self._rows, strict=True)
        ):
            changed = [place for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._rows = rows
        self._places = {row.annotation.id: place for place, row in enumerate(rows)}
        self.endResetModel()

    def row(self, index: _Index) -> Row:
        return self._rows[index.row()]

    def rows(self) -> Sequence[Row]:
        return self._rows

    def place_of(self, annotation_id: str | None) -> QModelIndex:
        """Return the index of this mark (an invalid one where it is not listed)."""
        place = self._places.get(annotation_id or "")
        return QModelIndex() if place is None else self.index(place)

    @property
    def heading(self) -> str:
        return marks_text(len(self._rows))

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.quote}, {row.details}"
        if role == Qt.ItemDataRole.ToolTipRole:
            note = row.annotation.note
            return "\n".join(
                part
                for part in (isolate(shorten(row.annotation.quote, 600)), isolate(row.article.title), note or "")
                if part
            )
        return None
