"""What the window of numbers can be asked: the choices, what they give, and how that is drawn and written."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QLocale

from annotator.analysis.counting import Arrow, By, Grid, Label, Within
from annotator.project.counting import Cells, Numbers, Question
from annotator.ui.numbers.bars import Bars
from annotator.ui.numbers.heat import HeatMap
from annotator.ui.numbers.look import Look, Picture
from annotator.ui.numbers.network import Network

MOST_ROWS = 200
"""Rows that a picture shows, the most frequent ones; a table has all."""
MOST_COLUMNS = 40
MOST_ARROWS = 150


class What(StrEnum):
    COUNTS = "counts"
    TOGETHER = "together"
    SHARES = "shares"
    NETWORK = "network"


class Asked(Struct, frozen=True):
    """`attribute` and `across_attribute` name the attributes that are counted by; `bars`: stacked, not a heat map."""

    what: What = What.COUNTS
    by: By = By.TAG
    attribute: str | None = None
    across: By | None = None
    across_attribute: str | None = None
    within: Within = Within.SENTENCE
    bars: bool = False


class Answer(Struct, frozen=True):
    """A grid or arrows; `share`: its numbers are shares between 0 and 1."""

    asked: Asked
    grid: Grid | None = None
    arrows: tuple[Arrow, ...] = ()
    share: bool = False

    @property
    def empty(self) -> bool:
        return not self.arrows and (self.grid is None or not self.grid.rows)

    @property
    def cut(self) -> int:
        """How many rows, columns or arrows a picture leaves out."""
        if self.grid is None:
            return max(0, len(self.arrows) - MOST_ARROWS)
        return max(0, len(self.grid.rows) - MOST_ROWS) + max(0, len(self.grid.columns) - MOST_COLUMNS)

    def picture(self, look: Look, width: int) -> Picture:
        """Return the picture that shows it best, or the one that was asked for, in about `width` pixels."""
        if self.grid is None:
            return Network(self.arrows[:MOST_ARROWS], look, width)
        grid = self.grid
        rows, columns = grid.rows[:MOST_ROWS], grid.columns[:MOST_COLUMNS]
        cells = tuple(row[:MOST_COLUMNS] for row in grid.cells[:MOST_ROWS])
        shown = Grid(rows, columns, cells)
        kind: Callable[..., Picture] = Bars if len(columns) < 2 or self.asked.bars else HeatMap
        return kind(shown, look, width, self.written)

    def written(self, number: float) -> str:
        """Write a number for people."""
        if self.share:
            return f"{QLocale().toString(number * 100, 'f', 1)} %"
        return QLocale().toString(int(number))

    def table(self, look: Look) -> list[Cells]:
        """Return all of it as rows, the first being the heading."""
        if self.grid is None:
            rows: list[Cells] = [["from", "type", "to", "relations"]]
            rows += ([one.source.name, one.kind, one.target.name, one.count] for one in self.arrows)
            return rows
        columns = self.grid.columns
        single = len(columns) == 1 and not columns[0].key
        names: Cells = ["annotations"] if single else [look.name(column) for column in columns]
        first = self.asked.attribute or (self.asked.by.value if self.asked.what is not What.SHARES else "article")
        rows = [[first, *names]]
        rows += ([label.name, *row] for label, row in zip(self.grid.rows, self.grid.cells, strict=True))
        return rows


def answer(numbers: Numbers, asked: Asked, every: str = "all") -> Answer:
    """Count what is asked; `every` is what all tags together are called.

    Raises InvalidError where an attribute is not named.
    """
    match asked.what:
        case What.SHARES:
            shares = numbers.shares()
            return Answer(asked, replace(shares, columns=(*shares.columns[:-1], Label("*", every))), share=True)
        case What.NETWORK:
            return Answer(asked, arrows=numbers.network())
        case What.TOGETHER:
            return Answer(asked, numbers.together(asked.by, asked.within, attribute=asked.attribute))
        case _:
            question = Question(asked.by, asked.across, asked.attribute, asked.across_attribute)
            return Answer(asked, numbers.counted(question))
