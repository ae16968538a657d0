"""The rows of the list of marks, and the filter that chooses them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.core.attributes import value_of
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, AttributeKind, Coder, Tag
from annotator.text.folding import find, fold
from annotator.text.isolate import isolate, shorten
from annotator.ui.override import override
from annotator.ui.tips import plain
from annotator.ui.veil import NO_VEIL, Veil
from annotator.ui.wording import attribute_text, marks_text, value_text

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""

_QUOTE_LENGTH = 120
_Index = QModelIndex | QPersistentModelIndex
_Order = tuple[str | int, int, int, str]


class MarkFilter(Struct, frozen=True):
    """Which marks are listed: of which articles (None: all), of which tag (None: any), with which words."""

    articles: tuple[str, ...] | None = None
    tag: str | None = None
    words: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    """Names with the beginnings of values: of those listed each carries them all."""
    veil: Veil = NO_VEIL
    """Who is withheld is not listed."""

    def fits(self, annotation: Annotation) -> bool:
        """Return whether it is listed.

        Words are looked for in quotes, notes and values of attributes, whatever their case or vowel signs.
        """
        words = self.words.strip()
        return (
            (self.articles is None or annotation.article in self.articles)
            and (self.tag is None or annotation.tag == self.tag)
            and (self.veil is NO_VEIL or not self.veil.withholds(annotation))
            and (not self.attributes or all(_carries(annotation, *wanted) for wanted in self.attributes))
            and (not words or _says(annotation, words))
        )

    def order(self, annotation: Annotation) -> _Order:
        """Return by what marks are sorted: the order of the articles (without any: of their ids), then the place."""
        article = annotation.article if self.articles is None else self.articles.index(annotation.article)
        return article, annotation.start, annotation.end, annotation.id

    def chosen(self, annotations: Iterable[Annotation]) -> list[Annotation]:
        """Return those that fit, sorted."""
        return sorted(filter(self.fits, annotations), key=self.order)


def filtered_for(typed: str, names: Iterable[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what is typed in two parts: words, and attributes (of these names) with how their values begin.

    `force:requests` means such a value, `force:` any, `"attributed to":"the ministry"` one of several words.
    """
    known = sorted({name for name in names if name}, key=len, reverse=True)
    if not known or ":" not in typed:
        return typed, ()
    named = "|".join(re.escape(name) for name in known)
    pattern = re.compile(rf'(?<!\S)"?({named})"?:(?:"([^"]*)"?|(\S*))', re.IGNORECASE)
    by_name = {name.casefold(): name for name in known}
    wanted = tuple(
        (by_name.get(found[1].casefold(), found[1]), found[2] or found[3] or "") for found in pattern.finditer(typed)
    )
    return " ".join(pattern.sub(" ", typed).split()) if wanted else typed, wanted


def _carries(annotation: Annotation, name: str, begins: str) -> bool:
    value = value_of(annotation.attributes, name)
    return value is not None and _folded(value_text(value)).startswith(_folded(begins))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text).text


def _says(annotation: Annotation, words: str) -> bool:
    """Return whether words are in the quote, the note, or the value of an attribute."""
    return (
        bool(find(annotation.words, words))
        or (annotation.note is not None and bool(find(annotation.note, words)))
        or any(isinstance(value, str) and bool(find(value, words)) for _, value in annotation.attributes)
    )


class Row(Struct, frozen=True):
    """A mark with what is known of its tag and article."""

    annotation: Annotation
    tag: Tag
    article: Article
    coder: str | None
    said: tuple[str, ...] = ()
    """Its attributes in words, in the order of the tag set."""

    @property
    def quote(self) -> str:
        return shorten(self.annotation.words, _QUOTE_LENGTH)

    @property
    def facts(self) -> tuple[str, ...]:
        """Tag, attributes and article (and before that the coder, where there are several)."""
        source = shorten(self.article.source or self.article.title, 32)
        parts = (self.tag.name, *self.said, self.coder or "", source)
        return tuple(part for part in parts if part)

    @property
    def details(self) -> str:
        """The facts and the note on one line, to be read aloud."""
        note = (shorten(self.annotation.note, 60),) if self.annotation.note else ()
        return " · ".join(isolate(part) for part in (*self.facts, *note))


def _said(annotation: Annotation, tags: TagSet) -> tuple[str, ...]:
    definitions = {definition.name: definition.kind for definition in tags.attributes_of(annotation.tag)}
    order = {name: place for place, name in enumerate(definitions)}
    pairs = sorted(annotation.attributes, key=lambda pair: order.get(pair[0], len(order)))
    return tuple(attribute_text(n, v, choice=definitions.get(n) is AttributeKind.CHOICE) for n, v in pairs)


class MarksModel(QAbstractListModel):
    """A list of frozen rows, sorted; single marks come and go without the others being touched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._by_id: dict[str, Row] = {}
        self._tags = TagSet()
        self._articles: Mapping[str, Article] = {}
        self._coders: Mapping[str, str] = {}
        self._filter = MarkFilter()

    def show(
        self,
        annotations: Sequence[Annotation],
        tags: TagSet,
        articles: Mapping[str, Article],
        coders: Sequence[Coder],
        chosen_by: MarkFilter | None = None,
    ) -> None:
        """List these marks, which are sorted as the filter that chose them sorts.

        `coders` are theirs, and who codes: they are named where they are several.
        """
        self._tags, self._articles, self._filter = tags, articles, chosen_by or MarkFilter()
        self._coders = {coder.id: coder.name for coder in coders}
        rows = [row for row in map(self._row, annotations) if row is not None]
        same = len(rows) == len(self._rows) and all(
            new.annotation.id == old.annotation.id for new, old in zip(rows, self._rows, strict=True)
        )
        if same:
            changed = [place for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._take(rows)
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._take(rows)
        self.endResetModel()

    def put(self, annotation: Annotation) -> None:
        """List one more mark at its place, or one that is listed as it is now."""
        row = self._row(annotation)
        before = self._by_id.get(annotation.id)
        if row is None or (before is not None and self._order(before) != self._order(row)):
            self.take_out(annotation.id)
            before = None
        if row is None:
            return
        place = self._place(row)
        if before is not None:
            self._rows[place] = self._by_id[annotation.id] = row
            self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, row)
        self._by_id[annotation.id] = row
        self.endInsertRows()

    def take_out(self, annotation_id: str) -> None:
        """List a mark no longer, if it was."""
        row = self._by_id.get(annotation_id)
        if row is not None:
            place = self._place(row)
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place], self._by_id[annotation_id]
            self.endRemoveRows()

    def knows(self, annotation: Annotation) -> bool:
        """Return whether its article and its coder were told of when the list was shown."""
        return annotation.coder in self._coders and annotation.article in self._articles

    def _row(self, annotation: Annotation) -> Row | None:
        tag, article = self._tags.get(annotation.tag), self._articles.get(annotation.article)
        if tag is None or article is None:
            return None
        coder = self._coders.get(annotation.coder) if len(self._coders) > 1 else None
        said = _said(annotation, self._tags) if annotation.attributes else ()
        return Row(annotation, tag, article, coder, said)

    def _take(self, rows: list[Row]) -> None:
        self._rows = rows
        self._by_id = {row.annotation.id: row for row in rows}

    def _order(self, row: Row) -> _Order:
        return self._filter.order(row.annotation)

    def _place(self, row: Row) -> int:
        return bisect_left(self._rows, self._order(row), key=self._order)

    def row(self, index: _Index) -> Row:
        return self._rows[index.row()]

    def rows(self) -> Sequence[Row]:
        return self._rows

    def place_of(self, annotation_id: str | None) -> QModelIndex:
        """Return the index of this mark (an invalid one where it is not listed)."""
        row = self._by_id.get(annotation_id or "")
        return QModelIndex() if row is None else self.index(self._place(row))

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
            said = (attribute_text(name, value, length=600) for name, value in row.annotation.attributes)
            parts = (shorten(row.annotation.words, 600), row.article.title, row.coder or "", *said, note or "")
            return plain("\n".join(isolate(part) for part in parts if part))
        return None
