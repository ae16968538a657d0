"""A comparison as one flat table: a row for each entity and report, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from annotator.analysis import telling
from annotator.analysis.comparison import Cell, Clause
from annotator.core.values import Annotation, Article
from annotator.formats.compared import Compared

COLUMNS = (
    "tag", "entity", "part of", "depth", "state", "verdict by", "sentence", "other verdicts", "changed since",
    "proposed differences",
    "report", "source", "language", "published", "said", "quotes", "uncertain", "attributes", "notes",
    "read as sentences", "named parts", "places", "annotation ids", "entity id", "report id",
)  # fmt: skip
_APART = " | "
_NO_ROW = ("", "", 0, "", "", "", "", "", "")


def records(compared: Compared) -> Iterator[tuple[str | int, ...]]:
    """Yield a value for each of COLUMNS: of a row of the comparison, and what one report says there.

    Behind the rows come marks that are tied to nothing, by tag and report: without an entity.
    """
    comparison = compared.comparison
    names = telling.called(comparison.reports)
    tags = {tag.id: tag.name for tag in comparison.tags}
    entities = comparison.names
    for row in comparison.rows():
        proposed = _APART.join(telling.difference(one, names) for one in row.proposed)
        shared = (
            tags.get(row.tag, ""), row.entity.name, entities.get(row.whole or "", ""), row.depth,
            telling.STATES[row.state], compared.judge(row), row.sentence or "",
            _APART.join(compared.others(row)), "yes" if row.outdated else "", proposed,
        )  # fmt: skip
        for report, cell in zip(comparison.reports, row.cells, strict=True):
            yield (*shared, *_of_cell(row.entity.id, cell, report, entities, telling.silence(cell) or "said"))
    for group in comparison.groups:
        told = group.clauses or tuple(() for _ in group.loose)
        for report, marks, clauses in zip(comparison.reports, group.loose, told, strict=True):
            if marks:
                cell = Cell(report.id, marks, clauses=clauses, notes=tuple(mark.note for mark in marks if mark.note))
                yield (group.tag.name, *_NO_ROW, *_of_cell("", cell, report, entities, telling.UNTIED))


def _of_cell(entity: str, cell: Cell, report: Article, entities: Mapping[str, str], said: str) -> tuple[str, ...]:
    return (
        report.title, report.source or "", report.language or "", report.published or "",
        said, _APART.join(map(quotation, telling.quoted(cell.mentions))), "yes" if cell.uncertain else "",
        _APART.join(telling.attributes(cell.attributes)), _APART.join(cell.notes),
        _APART.join(sentence(one, report) for one in cell.clauses),
        _APART.join(entities.get(key, "") for key in cell.members),
        "; ".join(map(place, cell.mentions)), " ".join(mark.id for mark in cell.mentions),
        entity, report.id,
    )  # fmt: skip


def quotation(one: telling.Quoted) -> str:
    """Return words of a report with the number of their places, and whether it is uncertain that they are meant."""
    times = f" ×{one.places}" if one.places > 1 else ""
    return f"{one.words}{times}{f' ({telling.UNCERTAIN})' if one.uncertain else ''}"


def lines(compared: Compared) -> int:
    """Return how many records there are."""
    comparison = compared.comparison
    loose = sum(bool(marks) for group in comparison.groups for marks in group.loose)
    return len(comparison.reports) * sum(1 for _ in comparison.rows()) + loose


def place(mark: Annotation) -> str:
    """Return where a mark lies, in code points: `12-20`, of several pieces `12-20, 25-30`."""
    return ", ".join(f"{piece.start}-{piece.end}" for piece in mark.pieces)


def sentence(clause: Clause, report: Article, wrapped: Callable[[str], str] = str) -> str:
    """Return a clause in one line, its quotes in quotation marks, each as `wrapped` gives it."""
    found = ""
    for piece in telling.sentence(clause, report):
        text = f"“{wrapped(piece.text)}”" if piece.quote else piece.text
        found += text if not found or text.startswith((":", ";")) else f" {text}"
    return found
