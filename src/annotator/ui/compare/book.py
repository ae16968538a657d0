"""The lines of a comparison as they are set: each when it is first seen, and kept as long as it stays the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from annotator.analysis.comparison import Comparison
from annotator.core.values import Article
from annotator.ui.compare.cells import Box, Cells
from annotator.ui.compare.heights import Heights
from annotator.ui.compare.labels import Label, Labels
from annotator.ui.compare.outline import Folds, Kind, Line
from annotator.ui.compare.plan import Plan, make_plan
from annotator.ui.compare.typeset import Sheet

PAD = 11
"""Pixels above and below what stands in a row."""
_HEADING = 46
_EDITOR = 104
"""Pixels that the field for a sentence needs."""
_KEPT = 5_000
"""Cells that stay set though nobody sees them."""
_SCREENS = 30
"""Lines that do in any case."""
_ESTIMATE = 84


class Set(NamedTuple):
    """A line as it is set: `height` with all around it, `baseline` that of the first lines of all cells, in pixels.

    `cells` are by the place of their report. `field` is where the field for a sentence begins, if it is open.
    """

    line: Line
    height: int
    baseline: int
    label: Label
    cells: Mapping[int, Box]
    field: int | None = None

    def top(self, box: Box) -> int:
        """Return where a box begins, so that its first line stands on the baseline of all."""
        return self.baseline - box.baseline


class Names(Struct, frozen=True):
    """What articles and entities are called, by their ids."""

    articles: Mapping[str, str] = {}
    entities: Mapping[str, str] = {}
    choices: frozenset[str] = frozenset()
    """Names of attributes whose values are chosen, and so say by themselves what they are."""

    def article(self, article: str) -> str:
        return self.articles.get(article, "?")

    def entity(self, entity: str) -> str:
        return self.entities.get(entity, "?")


class Book:
    """Sets lines for a plan of columns. Everything is measured when it is asked for."""

    def __init__(self, sheet: Sheet, *, mirrored: bool = False) -> None:
        self.sheet = sheet
        self.mirrored = mirrored
        self.plan = Plan()
        self.lines: Sequence[Line] = ()
        self.heights = Heights((), _ESTIMATE)
        self.places: dict[str, int] = {}
        """Where each line is, by its key."""
        self.names = Names()
        self.folds = Folds()
        self.editing: str | None = None
        """The key of the row whose sentence is being written."""
        self._width = 0
        self._shown: tuple[tuple[int, Article], ...] = ()
        self._sets: OrderedDict[str, Set] = OrderedDict()
        self._measured: dict[str, tuple[Line, tuple[str, ...], int]] = {}
        self._setters()

    def dress(self, sheet: Sheet) -> None:
        """Set everything otherwise."""
        if sheet != self.sheet:
            self.sheet = sheet
            self._forget()

    def fit(self, width: int) -> None:
        """Lay the columns out for a view so wide."""
        if width != self._width:
            self._width = width
            self._plan()

    def show(
        self, lines: Sequence[Line], comparison: Comparison, shown: Sequence[str], names: Names, folds: Folds
    ) -> None:
        """Show these lines, of the reports `shown` (ids, in their order); what stays the same is not set again."""
        places = {article.id: (place, article) for place, article in enumerate(comparison.reports)}
        columns = tuple(places[record] for record in shown if record in places)
        renamed = names != self.names
        self.lines, self.folds, self.names = lines, folds, names
        self.places = {line.key: place for place, line in enumerate(lines)}
        if columns != self._shown or renamed:
            self._shown = columns
            self._plan()
            return
        self._measure_again()

    def edit(self, key: str | None) -> None:
        """Make room for the field of a sentence in this row, and in no other."""
        for row in {self.editing, key} - {None}:
            self._sets.pop(row or "", None)
            self._measured.pop(row or "", None)
        self.editing = key

    def set(self, place: int) -> Set:
        """Return the line at `place` as it is set."""
        line = self.lines[place]
        known = self._sets.get(line.key)
        if known is not None and (known.line is line or known.line == line) and self._unfolded(line) == self._as(line):
            self._sets.move_to_end(line.key)
            made = known
        else:
            made = self._set(line)
            self._sets[line.key] = made
            while len(self._sets) > max(_SCREENS, _KEPT // max(1, len(self.plan.columns))):
                self._sets.popitem(last=False)
        if not self.heights.known(place) or self.heights[place] != made.height:
            self.heights.set(place, made.height)
        self._measured[line.key] = line, self._unfolded(line), made.height
        return made

    def _as(self, line: Line) -> tuple[str, ...]:
        """Return which cells of a line were unfolded when it was last measured."""
        return self._measured[line.key][1] if line.key in self._measured else ()

    def _unfolded(self, line: Line) -> tuple[str, ...]:
        if not self.folds.unfolded:
            return ()
        return tuple(sorted(article for key, article in self.folds.unfolded if key == line.key))

    def _plan(self) -> None:
        zoom = self.sheet.style.zoom / 100
        self.plan = make_plan(self._shown, self._width, self.sheet.em(), mirrored=self.mirrored, scale=zoom)
        self._forget()

    def _forget(self) -> None:
        self._sets.clear()
        self._measured.clear()
        self._setters()
        self._measure_again()

    def _setters(self) -> None:
        self._cells = Cells(self.sheet, self.names.entity, self.names.choices)
        self._labels = Labels(self.sheet, self.names.article, centred=self.plan.paired, mirrored=self.mirrored)

    def _measure_again(self) -> None:
        """Keep what is known of lines that stayed the same."""
        heights: list[int | None] = []
        for line in self.lines:
            known = self._measured.get(line.key)
            if line.kind is Kind.HEADING:
                heights.append(self.heading)
            elif known is not None and (known[0] is line or known[0] == line) and known[1] == self._unfolded(line):
                heights.append(known[2])
            else:
                heights.append(None)
        self.heights = Heights(heights, round(_ESTIMATE * self.sheet.style.zoom / 100))

    @property
    def heading(self) -> int:
        """How high the heading of a tag is."""
        return round(_HEADING * (100 + self.sheet.style.zoom) / 200)

    def _set(self, line: Line) -> Set:
        if line.kind is Kind.HEADING:
            return Set(line, self.heading, 0, Label(Box()), {})
        unfolded = self._unfolded(line)
        cells: dict[int, Box] = {}
        for column in self.plan.columns:
            report = column.report
            if report is None:
                continue
            whole = report.id in unfolded
            if line.row is not None:
                cell = line.row.cells[column.place]
                cells[column.place] = self._cells.box(line.row, cell, report, column.width, whole=whole)
            else:
                clauses = line.clauses[column.place] if line.clauses else ()
                marks = line.loose[column.place]
                cells[column.place] = self._cells.loose(marks, clauses, report, column.width, whole=whole)
        width = self.plan.labels.width
        label = self._labels.label(line, width) if line.row is not None else self._labels.loose(width)
        boxes = [label.box, *cells.values()]
        baseline = PAD + max(box.baseline for box in boxes)
        bottom = max(baseline - box.baseline + box.height for box in boxes)
        field = None
        if line.key == self.editing:
            field = baseline - label.box.baseline + label.box.height + 6
            bottom = max(bottom, field + _EDITOR)
        return Set(line, bottom + PAD, baseline, label, cells, field)
