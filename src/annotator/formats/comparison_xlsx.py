"""A comparison as an Excel workbook: the rows with a column for each report, the flat table, and the reports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from annotator.analysis import telling
from annotator.analysis.comparison import Cell, Row, RowState
from annotator.core.errors import FormatError
from annotator.core.values import Article
from annotator.formats.compared import Compared
from annotator.formats.comparison_records import COLUMNS, lines, quotation, records, sentence
from annotator.text.direction import Direction, text_direction

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as Field
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

_FILLS = {RowState.SAME: "E6F4EA", RowState.DIFFERS: "FBE3D6", RowState.ONLY_HERE: "E3ECFA", RowState.OPEN: "F5F0DC"}
_ROWS = 1_048_576
"""Rows of Excel's largest sheet."""
_LONGEST = 32_767
"""Characters that Excel takes in a cell."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 has (section 2.2), and so no workbook."""
_RTL, _LTR = 2, 1
"""Reading orders of Excel."""
_WIDE, _LABEL, _NARROW = 48, 30, 14


def write(compared: Compared, stream: BinaryIO) -> None:
    """Write it. Raises FormatError where the library that makes workbooks is missing, or Excel has too few rows."""
    number = 1 + lines(compared)
    if number > _ROWS:
        raise FormatError("an Excel workbook", f"cannot hold {number:,} rows; choose fewer reports or tags, or CSV")
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        reason = "needs the libraries for documents: pip install 'annotator[documents]'"
        raise FormatError("an Excel workbook", reason) from None
    book = Workbook()
    sheet = book.active
    sheet.title = "Comparison"
    _matrix(sheet, compared)
    _flat(book.create_sheet("Quotes"), compared)
    _reports(book.create_sheet("Reports"), compared)
    book.properties.title = _NO_XML.sub("\ufffd", compared.comparison.event.name)
    book.properties.creator = "Annotator"
    # The archive looks back at what it has written, and once more when it is let go of: not at a disk that is full.
    whole = BytesIO()
    book.save(whole)
    stream.write(whole.getbuffer())


def _matrix(sheet: Worksheet, compared: Compared) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    found = compared.comparison
    names, short = telling.labels(found.reports), telling.called(found.reports)
    tags = {tag.id: tag.name for tag in found.tags}
    entities = found.names
    heads = ["Tag", "Entity", "Part of", "State", "Verdict", *(names[report.id] for report in found.reports)]
    _header(sheet, heads)
    for number, row in enumerate(found.rows(), 2):
        word = "" if row.judgement else "proposed: "
        proposed = [f"{word}{telling.difference(one, short)}" for one in telling.unsaid(row)]
        fields = [tags.get(row.tag, ""), row.entity.name, entities.get(row.whole or "", ""), telling.STATES[row.state]]
        fields.append("\n".join([*telling.judged(row, compared.judge(row)), *compared.others(row), *proposed]))
        for column, text in enumerate(fields, 1):
            _put(sheet.cell(number, column), text)
        name = sheet.cell(number, 2)
        right = text_direction(row.entity.name) is Direction.RTL
        name.alignment = _alignment(right, min(row.depth, 15))
        name.font = Font(bold=not right)
        sheet.cell(number, 4).fill = PatternFill("solid", fgColor=_FILLS[row.state])
        for column, (cell, report) in enumerate(zip(row.cells, found.reports, strict=True), 6):
            field = sheet.cell(number, column)
            _put(field, _text(row, cell, report, entities), None if cell.silence else report.direction)
            if cell.silence is not None:
                field.font = Font(italic=True, color="666666")
    for column, width in enumerate([_NARROW, _LABEL, _NARROW, _NARROW, _LABEL, *(_WIDE for _ in found.reports)], 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(sheet.max_row, 1)}"
    _for_print(sheet)


def _text(row: Row, cell: Cell, report: Article, entities: Mapping[str, str]) -> str:
    parts = [quotation(one) for one in telling.quoted(cell.mentions)]
    parts += telling.attributes(cell.attributes)
    parts += cell.notes
    parts += (sentence(clause, report) for clause in cell.clauses)
    if cell.members:
        parts.append(", ".join(entities.get(key, "") for key in cell.members))
    return "\n".join(filter(None, [telling.silence(cell), *parts]))


def _flat(sheet: Worksheet, compared: Compared) -> None:
    _header(sheet, COLUMNS)
    directions = {report.id: report.direction for report in compared.comparison.reports}
    quotes = COLUMNS.index("quotes") + 1
    for number, record in enumerate(records(compared), 2):
        for column, value in enumerate(record, 1):
            if column == quotes:
                _put(sheet.cell(number, column), value, directions[str(record[-1])])
            elif value != "":
                _put(sheet.cell(number, column), value, bare=True)
    sheet.freeze_panes = "C2"
    _for_print(sheet)


def _reports(sheet: Worksheet, compared: Compared) -> None:
    _header(sheet, ("title", "source", "author", "published", "language", "address", "id", "compared", "read"))
    found = compared.comparison
    listed = [(report, "yes") for report in found.reports]
    listed += [(report, "no: left out by a filter") for report in found.left_out]
    listed += [(report, "no: a later version is") for report in found.earlier]
    for number, (report, whether) in enumerate(listed, 2):
        fields = (
            report.title, report.source, report.author, report.published, report.language, report.url, report.id,
            whether, telling.read_for(found, report) if whether == "yes" else "",
        )  # fmt: skip
        for column, text in enumerate(fields, 1):
            _put(sheet.cell(number, column), text or "", report.direction if column == 1 else None)
    widths = (_WIDE, _LABEL, _LABEL, _NARROW, _NARROW, _LABEL, _LABEL, _LABEL, _LABEL)
    for letter, width in zip("ABCDEFGHI", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _header(sheet: Worksheet, heads: Sequence[str]) -> None:
    from openpyxl.styles import Border, Font, Side

    for column, text in enumerate(heads, 1):
        field = sheet.cell(1, column)
        _put(field, text)
        field.font = Font(bold=text_direction(text) is Direction.LTR)
        field.border = Border(bottom=Side("medium"))


def _put(field: Field, value: str | int, direction: Direction | None = None, *, bare: bool = False) -> None:
    """Write a value as what it is: a text is never a formula, and stands in its own direction.

    Where it is `bare`, only what is read from the right is set at all: setting a cell takes longer than filling it.
    """
    if value == "":
        return  # Left empty: a text of no characters would be counted as one.
    if isinstance(value, str):
        text = _NO_XML.sub("\ufffd", value)
        field.value = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        field.data_type = "s"
        right = (
            not text.isascii() and text_direction(text) is Direction.RTL
            if direction is None
            else direction is Direction.RTL
        )
        if right or not bare:
            field.alignment = _alignment(right)
    else:
        field.value = value


@cache
def _alignment(right: bool, indent: int = 0) -> Alignment:
    from openpyxl.styles import Alignment

    order = _RTL if right else _LTR
    side = "right" if right else "left"
    return Alignment(horizontal=side, vertical="top", wrap_text=True, indent=indent, readingOrder=order)


def _for_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
