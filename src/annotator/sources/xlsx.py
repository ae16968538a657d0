"""Tables of Excel: each row of each sheet that holds texts becomes a document."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import records, table
from annotator.sources.archives import members_within_limits
from annotator.sources.document import ColumnsError, Content, Document, Inside, Reading, Unread
from annotator.sources.extras import need
from annotator.sources.records import Record

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_ROWS = 1_048_576
"""Rows of Excel's largest sheet."""
_UNPACKED = 400_000_000
"""Bytes: its texts are held in memory, all of them."""
_PROLOGUE = 2000


def read(content: Content, reading: Reading, inside: Inside) -> Iterator[Document | Unread]:
    """Give the documents in a workbook. Raises SourceError, ColumnsError and NoArticleError as `records.read`."""
    path = content.path
    openpyxl = need("openpyxl", path)
    _check(content)
    broken = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError)
    try:
        with warnings.catch_warnings():
            # What it leaves out (drop-down lists, styles) is no text.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(content.data), read_only=True, data_only=True)
            yield from _sheets(content, list(book.worksheets), reading, inside)
    except broken as error:
        said = " ".join(f"{error}".split())[:120]
        raise SourceError(path, f"is a damaged Excel table ({said})") from None


def _check(content: Content) -> None:
    """Raise SourceError where the workbook unpacks to too much, or defines entities."""
    size = sum(entry.file_size for entry in members_within_limits(content).values())
    if size > _UNPACKED:
        raise SourceError(content.path, f"unpacks to {size // 1_000_000} MB; split it into smaller tables first")
    try:
        with ZipFile(BytesIO(content.data)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    with archive.open(name) as part:
                        if b"<!DOCTYPE" in part.read(_PROLOGUE).upper():
                            raise SourceError(
                                content.path, "is an Excel table with entities of its own; it is not read"
                            )
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SourceError(content.path, f"is a damaged Excel table ({error})") from None


def _sheets(
    content: Content, sheets: list[ReadOnlyWorksheet], reading: Reading, inside: Inside
) -> Iterator[Document | Unread]:
    """Give the documents of each sheet that has texts; of those that do not tell where, only if there is no other."""
    unclear: ColumnsError | None = None
    empty = 0
    count = 0
    for sheet in sheets:
        label = content.path / sheet.title if len(sheets) > 1 else content.path
        try:
            for found in _sheet(content, sheet, label, reading, inside):
                count += 1
                yield found
        except ColumnsError as error:
            unclear = unclear or error
            if error is not unclear:
                yield Unread.of(error)
        except NoArticleError:
            empty += 1
    if unclear is not None and not count:
        raise unclear
    if unclear is not None:
        yield Unread.of(unclear)
    if not count and unclear is None:
        raise NoArticleError(content.path, "is an Excel table without an article's text")


def _sheet(
    content: Content, sheet: ReadOnlyWorksheet, label: Path, reading: Reading, inside: Inside
) -> Iterator[Document | Unread]:
    # The size that a sheet states may be anything; without it rows are as long as they are.
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(values_only=True), _ROWS)
    numbered = ((number, [_written(cell) for cell in row]) for number, row in enumerate(rows, 1))
    filled = ((number, row) for number, row in numbered if any(map(str.strip, row)))
    head = list(islice(filled, 200))
    if not head:
        raise NoArticleError(label, "is empty")
    names, first = table.named(head, max(len(row) for _, row in head))

    def found() -> Iterator[Record | Unread]:
        for number, row in first:
            yield _record(names, number, row)
        for number, row in filled:
            yield _record(names, number, row)

    yield from records.read(content, names, found(), reading, inside, None, label=label)


def _record(names: list[str], number: int, row: list[str]) -> Record:
    return Record(f"row {number}", {name: cell for name, cell in zip(names, row, strict=False) if name})


def _written(value: Any) -> str:
    """Return what a cell shows: dates as ISO dates, whole numbers without a point, nothing for an error."""
    for kind, written in _WRITTEN.items():
        if isinstance(value, kind):
            return written(value)
    text = "" if value is None else str(value)
    return "" if text in _ERRORS else text


_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
_WRITTEN: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    datetime: lambda value: value.isoformat().removesuffix("T00:00:00").partition(".")[0],
    date: lambda value: value.isoformat(),
    time: lambda value: value.isoformat(),
    timedelta: str,
    float: lambda value: str(int(value)) if value.is_integer() else str(value),
}
