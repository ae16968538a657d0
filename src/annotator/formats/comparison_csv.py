"""A comparison as CSV (RFC 4180), a line for each entity and report, which a spreadsheet opens and does not obey."""

from __future__ import annotations

import csv
from io import TextIOWrapper
from typing import BinaryIO

from annotator.formats.compared import Compared
from annotator.formats.comparison_records import COLUMNS, records

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"


def write(compared: Compared, stream: BinaryIO) -> None:
    """Write it in UTF-8, with the mark in front that Excel tells UTF-8 by.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection").
    """
    text = TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    text.write(_BOM)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for record in records(compared):
        lines.writerow([guarded(value) for value in record])
    text.flush()
    text.detach()


def guarded(value: str | int) -> str | int:
    """Return a value of a table that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(_FORMULA):
        return f"'{value}"
    return value
