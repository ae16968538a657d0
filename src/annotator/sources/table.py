"""Tables as text: CSV, TSV and their relatives, whatever they separate and quote with."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import records
from annotator.sources.columns import known_field
from annotator.sources.decoding import decode
from annotator.sources.document import Content, Document, Inside, Reading, Unread
from annotator.sources.recognition import DELIMITERS, HEADING
from annotator.sources.records import Record
from annotator.text.canonical import canonical

_SAMPLE = 200_000
"""Characters that tell how a table is written."""
_SAMPLE_ROWS = 40
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_EXCEL = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_LONG_LINE = 5_000_000

# A cell may be as large as a file; without this the limit is 131,072 characters.
csv.field_size_limit(1_000_000_000)


class Dialect(Struct, frozen=True):
    """How a table is written. `escape` stands before a quote inside a cell, where quotes are not doubled.

    `spaced` tables have blanks behind their separators that belong to no cell.
    """

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    spaced: bool = False

    def rows(self, text: str) -> Iterator[list[str]]:
        # Lines end as they end in cells too: the text is given whole.
        return csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.delimiter,
            quotechar=self.quote,
            doublequote=self.escape is None,
            escapechar=self.escape,
            skipinitialspace=self.spaced,
        )


def read(content: Content, reading: Reading, inside: Inside) -> Iterator[Document | Unread]:
    """Give the documents in a table, one for each row. Raises SourceError."""
    path = content.path
    if not content.data:
        raise SourceError(path, "is empty")
    text, encoding = decode(content.data, path, reading.encoding)
    text = text.removeprefix("\ufeff")
    if len(_CONTROL.findall(text, 0, _SAMPLE)) * 200 > min(len(text), _SAMPLE):
        raise NoArticleError(path, "is no table (it is full of control characters)")
    dialect, text = told(text)
    for line in text.splitlines() if len(text) > _LONG_LINE else ():
        if len(line) > _LONG_LINE and line.count(dialect.delimiter) > _LONG_LINE:
            raise SourceError(path, "has a row of millions of cells; it is no table of articles")
    rows = dialect.rows(text)
    numbered = enumerate(_sound(rows), 1)
    head = [(number, row) for number, row in islice(numbered, _SAMPLE_ROWS + 1) if any(map(str.strip, row))]
    if not head:
        raise SourceError(path, "holds nothing but white space")
    names, head = named(head, max(len(row) for _, row in head))

    def found() -> Iterator[Record | Unread]:
        yield from (_record(content, names, number, row) for number, row in head)
        for number, row in numbered:
            if any(map(str.strip, row)):
                yield _record(content, names, number, row)

    try:
        yield from records.read(content, names, found(), reading, inside, encoding)
    except csv.Error as error:
        raise SourceError(path, f"cannot be read as a table any further ({error})") from None


def told(text: str) -> tuple[Dialect, str]:
    """Return how a table is written, and the table without the line in which Excel says it."""
    excel = _EXCEL.match(text)
    if excel is not None:
        return Dialect(excel[1]), text[excel.end() :]
    sample = text[:_SAMPLE]
    whole = len(sample) == len(text)
    choices = [Dialect(mark) for mark in DELIMITERS]
    if re.search(r"[,;|] +['\"]", sample) is not None:
        choices += [Dialect(mark, spaced=True) for mark in ",;|"]
    if '\\"' in sample:
        choices += [Dialect(mark, escape="\\") for mark in DELIMITERS]
    if re.search(r"(?:^|[,;\t|])'", sample) is not None:
        choices += [Dialect(mark, quote="'") for mark in DELIMITERS]
    scored = [(_score(dialect, sample, whole), -at) for at, dialect in enumerate(choices)]
    best, at = max(scored)
    return (choices[-at] if best > (0, 0, 0) else Dialect(",")), text


def _score(dialect: Dialect, sample: str, whole: bool) -> tuple[float, float, int]:
    """Return how much like a table `sample` is when it is read so: most rows of one width, and few stray quotes."""
    try:
        rows = [row for row in islice(dialect.rows(sample), _SAMPLE_ROWS + 1) if any(map(str.strip, row))]
    except csv.Error:
        return (0, 0, 0)
    if not whole and len(rows) <= _SAMPLE_ROWS:
        rows = rows[:-1]  # Cut off where the sample ends.
    if not rows:
        return (0, 0, 0)
    width, most = Counter(map(len, rows)).most_common(1)[0]
    if width < 2:
        return (0, 0, 0)
    cells = [cell.strip() for row in rows for cell in row]
    stray = sum(cell.startswith(("'", '"')) or cell.endswith(("\\", '"')) for cell in cells)
    named = sum(known_field(name.strip(" \"'")) is not None for name in rows[0])
    return (most / len(rows) - stray / len(cells), float(named), width)


def _sound(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Give the rows without the empty cells behind the last one of each that are there for nothing."""
    for row in rows:
        if len(row) > records.WIDEST and not any(row[records.WIDEST :]):
            row = row[: records.WIDEST]
        yield row


def named(head: list[tuple[int, list[str]]], width: int) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the names of the columns and the rows behind them; numbers where the first row is one of the others.

    `head` are the first rows that are not blank, each with its number.
    """
    first, rows = head[0][1], head[1:]
    if not _is_heading(first, [row for _, row in rows]):
        return [str(number) for number in range(1, width + 1)], head
    while len(first) > 1 and not first[-1].strip() and all(not any(row[len(first) - 1 :]) for _, row in rows):
        first = first[:-1]
    if rows and all(len(row) == len(first) + 1 for _, row in rows):
        first = ["", *first]  # The names of rows, as R writes them.
    return records.unique(canonical(name) for name in first), rows


def _is_heading(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    if any(known_field(name) is not None and len(name) <= HEADING for name in first):
        return True
    if any(len(name) > HEADING or re.fullmatch(r"[\d\W]+|https?:.*", name.strip()) for name in first if name.strip()):
        return False
    return bool(rows)


def _record(content: Content, names: Sequence[str], number: int, row: Sequence[str]) -> Record | Unread:
    place = f"row {number}"
    width = len(names)
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    if len(row) == width:
        return Record(place, {name: cell for name, cell in zip(names, row, strict=True) if name or cell})
    path = content.path / place
    reason = f"has {len(row)} cells where the others have {width}; a quote or a separator is missing or too many"
    return Unread.of(SourceError(path, reason))
