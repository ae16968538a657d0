"""The words of a comparison, folded: what its filter looks into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.analysis.comparison import Cell, Comparison, Row
from annotator.core.attributes import written
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
        # Each also as one text: most have not the words, and that is seen at once.
        self._rows: dict[str, tuple[str, str, list[str]]] = {}
        for row in comparison.rows():
            own, cells = next(lines), [next(lines) for _ in row.cells]
            self._rows[row.entity.id] = (_APART.join([own, *cells]), own, cells)
        self._loose: dict[tuple[int, int], tuple[str, list[str]]] = {}
        for number, group in enumerate(comparison.groups):
            for place, marks in enumerate(group.loose):
                words = [next(lines) for _ in marks]
                self._loose[number, place] = (_APART.join(words), words)

    def of_row(self, entity: str, pattern: str, kept: Sequence[int] | None) -> bool:
        """Return whether a row has these words, in what is said of it or in a column of these places (None: any)."""
        everything, own, cells = self._rows[entity]
        if pattern not in everything:
            return False
        return kept is None or pattern in own or any(pattern in cells[place] for place in kept)

    def of_loose(self, group: int, place: int, pattern: str) -> Iterable[bool]:
        """Return for each loose mark of a group in a column whether it has these words."""
        everything, marks = self._loose[group, place]
        return [pattern in words for words in marks] if pattern in everything else ()


def _of_row(row: Row) -> str:
    said = (one.sentence for one in row.judgements if one.sentence)
    return "  ".join((row.entity.name, *row.entity.aliases, row.entity.note or "", *said))


def _of_cell(cell: Cell) -> str:
    said = [mark.words for mark in cell.mentions]
    values = cell.attributes
    if cell.clauses:
        said += (cue.quote for clause in cell.clauses for cue in (*clause.cues, *clause.because))
        values += tuple(pair for clause in cell.clauses for pair in clause.attributes)
    if values:
        said += (f"{name}: {written(value)}" for name, found in values for value in found)
    return "  ".join((*said, *cell.notes)) if said or cell.notes else ""
