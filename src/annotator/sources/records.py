"""Collections of records: each row of a table, or object of a list, becomes a document, as its columns say."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict, replace

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import plain
from annotator.sources.columns import FIELDS, guessed, language_tag
from annotator.sources.document import Columns, ColumnsError, Content, Document, Inside, Reading, Table, Unread
from annotator.sources.written_dates import is_day_first, iso_date
from annotator.text.canonical import canonical
from annotator.text.direction import text_direction

if TYPE_CHECKING:
    from hashlib import _Hash

_SAMPLE = 50
"""Records that tell what the columns hold."""
_SHOWN = 8
_CELL = 300
"""Of a table that has to be explained: records, and characters of a cell, that are shown."""
_NAMED = 1000
"""Records of one table that are named when they cannot be read; the others are counted."""
WIDEST = 16_384
"""Columns of the widest table; more are none that somebody made."""

_MARKUP = re.compile(
    r"</(?:p|div|span|h[1-6]|ul|ol|li|a|strong|em|b|i|td|section|article|blockquote)\s*>|<(?:br|p)\s*/?>"
)


class Record(Struct, frozen=True):
    """One row or object: `place` names it (`row 17`), `cells` are by the columns' names."""

    place: str
    cells: Mapping[str, str]


def read(
    content: Content,
    names: Sequence[str],
    records: Iterable[Record | Unread],
    reading: Reading,
    inside: Inside,
    encoding: str | None,
    *,
    label: Path | None = None,
    digest: _Hash | None = None,
) -> Iterator[Document | Unread]:
    """Give the documents in records; `label` is what messages call the table (by default the file).

    Raises NoArticleError where nothing in the table is text, ColumnsError where it does not say what is.
    """
    path = label or content.path
    if len(names) > WIDEST:
        raise SourceError(path, f"has {len(names)} columns, more than any table of articles")
    rest = iter(records)
    head = list(islice(rest, _SAMPLE))
    sample = [record.cells for record in head if isinstance(record, Record)]
    columns = _columns(path, names, sample, reading.columns)
    day_first = is_day_first(cells.get(columns.published, "") for cells in sample) if columns.published else None
    digest = digest or sha256(content.data)
    missed = 0
    for record in chain(head, rest):
        found = record if isinstance(record, Unread) else None
        if isinstance(record, Record):
            try:
                yield _document(
                    content, path / record.place, record.cells, columns, reading, inside, encoding, digest, day_first
                )
                continue
            except SourceError as error:
                found = Unread.of(error)
        assert found is not None
        missed += 1
        if missed <= _NAMED:
            yield found
    if missed > _NAMED:
        yield Unread(path, f"{path}: {missed - _NAMED} more of its records could not be read")


def unique(names: Iterable[object]) -> list[str]:
    """Return the names of columns, each on one line and none twice: the second `text` is `text 2`."""
    made: dict[str, None] = {}
    for given in names:
        name = " ".join(canonical(str(given)).split()) if given is not None else ""
        number, chosen = 2, name
        while chosen in made and chosen:
            chosen, number = f"{name} {number}", number + 1
        # What has no name keeps its place.
        made[chosen or " " * (len(made) + 1)] = None
    return [name.strip() and name for name in made]


def resolved(path: Path, names: Sequence[str], wish: str, field: str) -> str:
    """Return the column that somebody named, by its name or its number from 1. Raises SourceError."""
    if wish in names:
        return wish
    for name in names:
        if name and name.casefold() == wish.strip().casefold():
            return name
    if wish.strip().isdecimal() and 0 < int(wish) <= len(names) and names[int(wish) - 1]:
        return names[int(wish) - 1]
    raise SourceError(path, f"has no column '{wish}' for the {field}; it has: {_listed(names)}")


def _columns(path: Path, names: Sequence[str], sample: list[Mapping[str, str]], wish: Columns | None) -> Columns:
    rows = [tuple(cells.get(name, "") for name in names) for cells in sample]
    guess, certain = guessed(names, rows)
    if wish is not None and any(wished := asdict(wish).values()):
        told = {} if guess is None else asdict(guess)
        chosen = {f: resolved(path, names, w, f) if w else w for f, w in asdict(wish).items()}
        taken = {name for name in chosen.values() if name}
        # What is left open is told, but no column holds two things.
        for field, name in chosen.items():
            if name == "":
                chosen[field] = told.get(field) if told.get(field) not in taken else None
        if chosen["text"]:
            return Columns(**chosen)
        certain = certain and all(wished)
    if guess is None:
        raise NoArticleError(path, f"holds nothing that is an article's text; its columns: {_listed(names)}")
    if not certain:
        shown = tuple(tuple(cell[:_CELL] for cell in row) for row in rows[:_SHOWN])
        reason = f"does not tell which column holds the text (perhaps '{guess.text}'); its columns: {_listed(names)}"
        raise ColumnsError(path, reason, Table(tuple(names), shown, guess))
    return guess


def _listed(names: Sequence[str]) -> str:
    shown = [name for name in names if name][:20]
    more = len(names) - len(shown)
    return ", ".join(f"'{name[:60]}'" for name in shown) + (f" and {more} more" if more > 0 else "")


def _document(
    content: Content,
    path: Path,
    cells: Mapping[str, str],
    columns: Columns,
    reading: Reading,
    inside: Inside,
    encoding: str | None,
    digest: _Hash,
    day_first: bool | None,
) -> Document:
    text = cells.get(columns.text, "")
    if not text.strip():
        raise SourceError(path, f"has no text in '{columns.text}'")
    name = content.path.name
    if _MARKUP.search(text) is None:
        made = plain.document(text, path, encoding=encoding, name=name, digest=digest)
    else:
        made = _of_markup(text, path, inside)
    stated: dict[str, object] = {}
    for field in FIELDS[1:]:
        column = getattr(columns, field)
        value = " ".join(canonical(cells.get(column, "")).split()) if column else ""
        if field == "published":
            value = iso_date(value, day_first=day_first) or ""
        elif field == "language":
            value = language_tag(value) or ""
        if value:
            stated[field] = value
    language = stated.get("language")
    if isinstance(language, str):
        stated["direction"] = text_direction(made.text, language)
    kept = None
    if len(cells) > 1 or made.text != text:
        data = _as_json(cells)
        kept = zlib.compress(data) if len(data) <= reading.kept else None
    return replace(
        made,
        encoding=encoding,
        name=canonical(name),
        sha256=digest.hexdigest(),
        packed=kept,
        guesses=tuple(field for field in made.guesses if field not in stated),
        **stated,
    )


def _as_json(cells: Mapping[str, str]) -> bytes:
    """Return a record as it is kept, so that nothing is lost of what an article does not take."""
    try:
        return json.dumps(cells, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # Halves of surrogate pairs.
        return json.dumps(cells).encode("ascii")


def _of_markup(text: str, path: Path, inside: Inside) -> Document:
    """Return the document of a cell that holds HTML."""
    page = f"<!DOCTYPE html><html><body>{text}</body></html>".encode("utf-8", "replace")
    cell = Content(path.with_name(path.name + ".html"), page)
    try:
        for found in inside(cell, Reading(encoding="utf-8", kept=0)):
            if isinstance(found, Document):
                return found
    except SourceError as error:
        raise SourceError(path, error.reason) from None
    raise SourceError(path, "holds no text")
