"""Which lines a comparison is shown in: headings of tags, rows nested by their wholes, and what is tied to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from enum import StrEnum

from msgspec import Struct

from annotator.analysis.comparison import Clause, Group, Row
from annotator.core.values import Annotation, Tag


class Kind(StrEnum):
    """What a line is."""

    HEADING = "heading"
    ROW = "row"
    LOOSE = "loose"


class Folds(Struct, frozen=True):
    """What is folded, by the keys of lines, and of which cells (key of the line, id of the article) all is shown."""

    folded: frozenset[str] = frozenset()
    unfolded: frozenset[tuple[str, str]] = frozenset()

    def turned(self, key: str) -> Folds:
        """Return these with a line folded that was not, or the other way round."""
        return Folds(self.folded ^ {key}, self.unfolded)

    def cell_turned(self, key: str, article: str) -> Folds:
        """Return these with all of a cell shown, or a part again."""
        return Folds(self.folded, self.unfolded ^ {(key, article)})


NOTHING = Folds()


class Line(Struct, frozen=True):
    """One line. `row` is set in rows alone, `loose` (marks by report) where marks are tied to nothing, `clauses`
    are their sentences.

    `parts` says that lines are nested below that can be folded, `count` how many rows a heading has.
    """

    kind: Kind
    key: str
    tag: Tag
    row: Row | None = None
    loose: tuple[tuple[Annotation, ...], ...] = ()
    clauses: tuple[tuple[Clause, ...], ...] = ()
    parts: bool = False
    folded: bool = False
    count: int = 0

    @property
    def depth(self) -> int:
        return 0 if self.row is None else self.row.depth


def row_key(row: Row) -> str:
    """Return the key of the line of a row."""
    return f"row {row.entity.id}"


def outline(groups: Iterable[Group], folds: Folds = NOTHING) -> list[Line]:
    """Return the lines of `groups`, each with its heading."""
    lines: list[Line] = []
    for group in groups:
        loose = group.loose if any(group.loose) else ()
        if not group.rows and not loose:
            continue
        key = f"tag {group.tag.id}"
        folded = key in folds.folded
        lines.append(Line(Kind.HEADING, key, group.tag, parts=True, folded=folded, count=len(group.rows)))
        if folded:
            continue
        lines += _rows(group, folds.folded)
        if loose:
            lines.append(Line(Kind.LOOSE, f"loose {group.tag.id}", group.tag, loose=loose, clauses=group.clauses))
    return lines


def _rows(group: Group, folded: Set[str]) -> Iterator[Line]:
    rows: Sequence[Row] = group.rows
    hidden: int | None = None
    for place, row in enumerate(rows):
        if hidden is not None and row.depth > hidden:
            continue
        hidden = None
        key = row_key(row)
        parts = place + 1 < len(rows) and rows[place + 1].depth > row.depth
        shut = parts and key in folded
        if shut:
            hidden = row.depth
        yield Line(Kind.ROW, key, group.tag, row, parts=parts, folded=shut)


def nearest(lines: Sequence[Line], before: Sequence[Line], place: int) -> int | None:
    """Return where the line that was at `place` of `before` is now, or else the one that was next above and stayed."""
    places = {line.key: at for at, line in enumerate(lines)}
    for at in range(min(place, len(before) - 1), -1, -1):
        found = places.get(before[at].key)
        if found is not None:
            return found
    return None
