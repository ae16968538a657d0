"""The words of a comparison, folded: what its filter looks into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.analysis.comparison import Cell, Comparison, Row
from annotator.text.folding import fold

_APART = "\n"


def folded(words: str) -> str:
    """Return words as they are looked for: folded, on one line."""
    return fold(" ".join(words.split())).text.strip() if words.strip() else ""


class Words:
    """Where words occur in a comparison. All texts are folded at once: one by one would take ten times as long."""

    def __init__(self, comparison: Comparison) -> None:
        texts: list[str] = []
        for row in comparison.rows():
            texts.append(_of_row(row))
            texts += map(_of_cell, row.cells)
        for group in comparison.groups:
            texts += (mark.words for marks in group.loose for mark in marks)
        lines = iter(fold(_APART.join(" ".join(text.split()) for text in texts)).text.split(_APART))
        self._rows: dict[str, tuple[str, list[str]]] = {
            row.entity.id: (next(lines), [next(lines) for _ in row.cells]) for row in comparison.rows()
        }
        self._loose: dict[tuple[int, int], list[str]] = {
            (number, place): [next(lines) for _ in marks]
            for number, group in enumerate(comparison.groups)
            for place, marks in enumerate(group.loose)
        }

    def of_row(self, entity: str, pattern: str, kept: Sequence[int] | None) -> bool:
        """Return whether a row has these words, in what is said of it or in a column of these places (None: any)."""
        own, cells = self._rows[entity]
        if pattern in own:
            return True
        return any(pattern in cell for cell in (cells if kept is None else (cells[place] for place in kept)))

    def of_loose(self, group: int, place: int, pattern: str) -> Iterable[bool]:
        """Return for each loose mark of a group in a column whether it has these words."""
        return [pattern in words for words in self._loose[group, place]]


def _of_row(row: Row) -> str:
    said = (one.sentence for one in row.judgements if one.sentence)
    return "  ".join((row.entity.name, *row.entity.aliases, row.entity.note or "", *said))


def _of_cell(cell: Cell) -> str:
    return "  ".join((*(mark.words for mark in cell.mentions), *cell.notes)) if cell.mentions else ""
