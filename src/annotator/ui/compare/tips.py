"""What is told of a cell when the pointer rests on it, and read aloud when it is the current one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication

from annotator.analysis.comparison import Cell, Row
from annotator.core.values import Annotation
from annotator.text.isolate import isolate, shorten
from annotator.ui.compare.book import Book
from annotator.ui.compare.canvas import Spot
from annotator.ui.compare.outline import Kind
from annotator.ui.compare.words import (
    difference_text,
    judged_text,
    loose_text,
    row_word,
    rows_text,
    silence_text,
    silence_tip,
    value_text,
)
from annotator.ui.wording import mentions_text

_QUOTE = 300
_QUOTES = 8

translate = QCoreApplication.translate


def tip(spot: Spot, book: Book, coder: Callable[[str], str]) -> str:
    """Return what is to be known of what lies under the pointer; `coder` names one by an id."""
    line = spot.line
    if line.kind is Kind.HEADING:
        return "\n".join(
            part for part in (f"{isolate(line.tag.name)}: {rows_text(line.count)}", line.tag.description) if part
        )
    if line.row is None:
        marks = line.loose[spot.place] if spot.place >= 0 else tuple(mark for report in line.loose for mark in report)
        return loose_text(len(marks)) if marks else ""
    if spot.place < 0:
        return _of_row(line.row, book, coder)
    if spot.mark is not None:
        return _of_mark(spot.mark, coder, book.names.choices)
    column = book.plan.column(spot.place)
    cell = line.row.cells[spot.place]
    who = "" if column is None or column.report is None else isolate(column.report.source or column.report.title)
    return "\n".join(part for part in (f"{isolate(line.row.entity.name)} — {who}", _of_cell(cell)) if part)


def _of_row(row: Row, book: Book, coder: Callable[[str], str]) -> str:
    names = ", ".join(isolate(alias) for alias in row.entity.aliases)
    lines = [
        f"{isolate(row.entity.name)}: {row_word(row, book.names.article)}",
        translate("compare", "also: {0}").replace("{0}", names) if names else "",
        isolate(row.entity.note or ""),
        *(difference_text(difference, book.names.article) for difference in row.proposed),
        judged_text(row, coder),
    ]
    return "\n".join(line for line in lines if line)


def _of_mark(mark: Annotation, coder: Callable[[str], str], choices: Collection[str]) -> str:
    lines = [
        isolate(shorten(mark.words, _QUOTE)),
        ", ".join(value_text(name, value, choices) for name, value in mark.attributes),
        isolate(mark.note or ""),
        translate("compare", "It is uncertain that this is meant.") if mark.uncertain else "",
        translate("compare", "Marked by {0}. Click to go there.").replace("{0}", isolate(coder(mark.coder))),
    ]
    return "\n".join(line for line in lines if line)


def _of_cell(cell: Cell) -> str:
    if cell.silence is not None:
        return f"{silence_text(cell.silence)}. {silence_tip(cell.silence)}"
    quotes = [isolate(shorten(mark.words, _QUOTE)) for mark in cell.mentions[:_QUOTES]]
    return "\n".join((mentions_text(len(cell.mentions)), *quotes))
