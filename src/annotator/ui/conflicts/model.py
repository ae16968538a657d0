"""What is to be settled as rows: each conflict, and below it its two values."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, Tag
from annotator.project.conflicts import Open
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import isolate, shorten
from annotator.ui.conflicts.words import Names, made, said
from annotator.ui.list_of_choices import RowsModel
from annotator.ui.override import override
from annotator.ui.tips import plain
from annotator.ui.wording import translate

ROW = Qt.ItemDataRole.UserRole
_LENGTH = 300
_Index = QModelIndex | QPersistentModelIndex


class Row(Struct, frozen=True):
    """A conflict, or (with `other` told) one of its two values: what is stored, or the other one.

    `words` are its first line, `facts` its second; `key` is that of the tag that a mark has.
    """

    open: Open
    words: str
    facts: tuple[str, ...]
    direction: Direction
    tag: Tag | None = None
    other: bool | None = None


def rows_of(waiting: Iterable[Open], tags: TagSet, names: Names, titles: dict[str, Article]) -> list[Row]:
    """Return the rows for what waits. `titles` are the articles by their ids."""
    rows: list[Row] = []
    for one in waiting:
        value = one.stored if one.stored is not None else one.other
        if isinstance(value, Annotation):
            article = titles.get(value.article)
            base = Direction.LTR if article is None else article.direction
            title = "" if article is None else shorten(article.title, _LENGTH)
            words = shorten(value.words, _LENGTH)
            facts = tuple(part for part in (one.name, title) if part)
            rows.append(Row(one, words, facts, paragraph_direction(words, base), tags.get(value.tag)))
        else:
            words = shorten(one.name, _LENGTH)
            rows.append(Row(one, words, (_kind(one.conflict.kind),), paragraph_direction(words, Direction.LTR)))
        by = made(one, names)
        here, there = translate("conflicts", "As it is"), translate("conflicts", "The other version")
        rows.append(Row(one, " · ".join(said(one, names, other=False)), (here,), Direction.LTR, other=False))
        facts = (there, by) if by else (there,)
        rows.append(Row(one, " · ".join(said(one, names, other=True)), facts, Direction.LTR, other=True))
    return rows


def _kind(kind: str) -> str:
    return {
        "coder": translate("conflicts", "coder"),
        "tag": translate("conflicts", "tag"),
        "relation type": translate("conflicts", "relation type"),
        "event": translate("conflicts", "event"),
        "entity": translate("conflicts", "entity"),
        "article": translate("conflicts", "article"),
        "reading status": translate("conflicts", "reading status"),
        "relation": translate("conflicts", "relation"),
    }.get(kind, kind)


class ConflictsModel(RowsModel[Row]):
    """Rows in the order of articles and places."""

    @property
    def waiting(self) -> int:
        """How many conflicts wait."""
        return sum(row.other is None for row in self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.ToolTipRole and row.other is not None:
            return plain(row.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(isolate(part) for part in (row.words, *row.facts))
        return None
