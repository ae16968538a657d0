"""Tables of Excel: every sheet with texts is read, dates and numbers as they are shown, and bombs are refused."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import Columns, ColumnsError, Reading
from annotator.sources.document import Document
from sources.reading import ARABIC, GERMAN, documents, parts, unread


def book(**sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def changed(data: bytes, part: str, pattern: str, by: str) -> bytes:
    """Replace something in one part of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = re.sub(pattern, by, content.decode(), count=1).encode()
            new.writestr(name, content)
    return out.getvalue()


HEAD = ["Titel", "Text", "Datum", "Nummer"]


def test_rows_of_a_sheet() -> None:
    rows = [HEAD, ["Hafen", GERMAN, datetime(2021, 3, 19), 7.0], [], ["ميناء", ARABIC, date(2021, 3, 20), 8]]
    first, second = documents("a.xlsx", book(Blatt=rows))
    assert (first.title, first.text, first.published) == ("Hafen", GERMAN, "2021-03-19")
    assert (second.text, second.published, second.name) == (ARABIC, "2021-03-20", "a.xlsx")


def test_all_sheets_with_texts_and_none_of_the_others() -> None:
    data = book(
        Eins=[HEAD, ["a", GERMAN, None, 1]], Zahlen=[[1, 2], [3, 4]], Leer=[], Zwei=[HEAD, ["b", None, None, 1]]
    )
    found = parts("a.xlsx", data)
    assert [part.title for part in found if isinstance(part, Document)] == ["a"]
    data = book(Eins=[HEAD, ["a", GERMAN, None, 1]], Zwei=[HEAD, ["b", ARABIC, None, 1], ["c", None, None, 1]])
    found = parts("a.xlsx", data)
    assert [part.title for part in found if isinstance(part, Document)] == ["a", "b"]
    assert unread(found) == ["a.xlsx/Zwei/row 3: has no text in 'Text'"]


def test_columns_that_do_not_tell() -> None:
    data = book(Eins=[["a", "b"], [GERMAN, ARABIC]])
    with pytest.raises(ColumnsError):
        parts("a.xlsx", data)
    assert documents("a.xlsx", data, Reading(columns=Columns("b")))[0].text == ARABIC
    with pytest.raises(NoArticleError):
        parts("a.xlsx", book(Eins=[[1, 2], [3, 4]]))


def test_what_is_no_sound_workbook() -> None:
    data = book(Eins=[HEAD, ["a", GERMAN, None, 1]])
    sheet = "xl/worksheets/sheet1.xml"
    with pytest.raises(SourceError, match="entities"):
        parts("a.xlsx", changed(data, sheet, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'))
    with pytest.raises(SourceError, match="damaged"):
        parts("a.xlsx", changed(data, sheet, "<row", "<broken"))
    with pytest.raises(SourceError, match="damaged"):
        parts("a.xlsx", changed(data, "xl/workbook.xml", "<sheets>", "<"))


def test_a_sheet_that_says_it_is_endless_is_read_as_far_as_it_goes() -> None:
    data = book(Eins=[HEAD, ["a", GERMAN, None, 1]])
    sheet = "xl/worksheets/sheet1.xml"
    data = changed(data, sheet, r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')
    assert len(documents("a.xlsx", data)) == 1


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    out = io.BytesIO(book(Eins=[HEAD]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"<a>" * 20_000_000)
    with pytest.raises(SourceError, match="zip bomb"):
        parts("a.xlsx", out.getvalue())
