"""What waits to be settled as rows: each mark, and below it the places where its words may stand now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, Qt

from annotator.analysis.carrying import Candidate
from annotator.core.tagset import TagSet
from annotator.core.values import Tag
from annotator.project.versions import Unsettled
from annotator.text.context import context
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import isolate, shorten
from annotator.text.segments import paragraph_at
from annotator.ui.find.places import PlaceRow
from annotator.ui.list_of_choices import RowsModel
from annotator.ui.override import override

ROW = Qt.ItemDataRole.UserRole
_LENGTH = 300
_FIRST_LETTERS = 256
_Index = QModelIndex | QPersistentModelIndex


class Row(Struct, frozen=True):
    """A mark that waits, or (with `place`) one of the places where it may belong."""

    waiting: Unsettled
    tag: Tag | None
    direction: Direction
    """Of the mark's words."""
    candidate: Candidate | None = None
    place: PlaceRow | None = None

    @property
    def words(self) -> str:
        return shorten(self.waiting.annotation.words, _LENGTH)

    @property
    def facts(self) -> tuple[str, ...]:
        """Tag and the article that the mark lies in."""
        name = self.tag.name if self.tag is not None else ""
        return tuple(part for part in (name, shorten(self.waiting.old.title, _LENGTH)) if part)


def rows_of(waiting: Iterable[Unsettled], tags: TagSet, text: Callable[[str], str]) -> list[Row]:
    """Return the rows for marks that wait. `text` gives an article's text by its id."""
    rows: list[Row] = []
    for one in waiting:
        direction = paragraph_direction(one.annotation.words[:_FIRST_LETTERS], one.old.direction)
        tag = tags.get(one.annotation.tag)
        rows.append(Row(one, tag, direction))
        new = text(one.new.id) if one.candidates else ""
        for candidate in one.candidates:
            start = paragraph_at(new, candidate.span.start).start
            line = paragraph_direction(new[start : start + _FIRST_LETTERS].partition("\n")[0], one.new.direction)
            there = context(new, candidate.span)
            place = PlaceRow(one.new, candidate.span, there, line, checked=False, done=False)
            rows.append(Row(one, tag, direction, candidate, place))
    return rows


class SettlingModel(RowsModel[Row]):
    """Rows in the order of articles and places."""

    @property
    def waiting(self) -> int:
        """How many marks wait."""
        return sum(row.candidate is None for row in self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.place.context.quote if row.place is not None else row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if row.place is None or row.candidate is None:
                parts: tuple[str, ...] = (row.words, *row.facts)
            else:
                there = row.place.context
                share = QLocale().toString(round(100 * row.candidate.score))
                fits = self.tr("fits to {0} %").replace("{0}", share)
                parts = (there.quote, there.before + there.quote + there.after, fits)
            return ", ".join(isolate(part) for part in parts)
        return None
