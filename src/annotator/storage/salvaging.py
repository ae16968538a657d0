"""All that can still be read of a damaged project, as values: out of its tables, their indexes, and pages gone astray.

The file is read past SQLite (`dialects.sqlite_pages`), and its schema is believed only where it says where our tables
begin. Columns are told by their place: versions of the schema have only ever added some at the end, and what a row
lacks is NULL.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, ValidationError, convert, field
from msgspec.structs import replace
from sqlalchemy import LargeBinary, Table
from sqlalchemy.types import Integer

from annotator.core.errors import ProjectError
from annotator.core.ids import is_id
from annotator.core.values import (
    Annotation,
    Article,
    ArticleOriginal,
    ArticleText,
    Judgement,
    ProjectInfo,
    Relation,
    Status,
    Value,
)
from annotator.storage import schema
from annotator.storage.dialects.sqlite_pages import Held, Pages, Row
from annotator.storage.history import Told
from annotator.storage.kept_edits import unpacked
from annotator.storage.mapping import KINDS, mapping

_SUBSTITUTES: dict[str, Held] = {
    "direction": "ltr", "pattern": "solid", "colour": "", "folded": "", "title": "", "name": "", "quote": "",
    "created": "", "modified": "", "sha256": "", "length": 0, "state": "in-work",
}  # fmt: skip
"""What stands for a value that cannot be read and may not be missing: whoever takes the row mends it."""

_OLDEST = {"article": 18, "annotation": 13, "tag": 9, "relation_type": 5}
"""Columns of a table in the first version of the schema, where it has got more since."""


class Tally(Struct):
    """What became of a table's rows: read whole, read in part, and lost as far as its index still names them."""

    table: str
    read: int = 0
    in_part: int = 0
    lost: int = 0


class Place(Struct):
    """What the indexes say of an annotation."""

    article: str
    start: int
    end: int
    tag: str | None = None


class Salvage(Struct):
    """What was found. `cut` are articles whose text could be read in part only."""

    project: ProjectInfo | None = None
    values: dict[type[Value], dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS.values()})
    cut: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    """Annotations of which only the indexes know, by id."""
    heads: dict[str, dict[str, str]] = field(default_factory=dict)
    """Articles of which only the indexes know, by id: their title, address and sum, as far as those are there."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    """The history, in its order, without the edits of its changes."""
    from_history: int = 0
    """Values that only the history still had."""
    unreadable: int = 0
    astray: int = 0
    """Rows that were found on pages which nothing leads to any more."""
    unclaimed: int = 0
    """Rows of which nobody can tell what they were."""

    def all(self, kind: type[Value]) -> list[Any]:
        """Return what was found of a kind, by id."""
        return [value for _, value in sorted(self.values[kind].items())]


def salvage(path: Path, stopped: Callable[[], bool]) -> Salvage:
    """Read all that can be read. Raises ProjectError where the file cannot be, is no database or is being written.

    Raises StoppedError where `stopped`, which is asked again and again, says so.
    """
    try:
        with Pages(path, stopped) as pages:
            found = _Reader(pages).read()
            changed = pages.changed()
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); check its permissions and the disk"
        raise ProjectError(path, reason) from error
    if changed:
        raise ProjectError(path, "was written to by another program meanwhile; close that program and try again")
    return found


class _Reader:
    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._found = Salvage()
        self._walked: set[int] = set()
        self._named: dict[str, dict[int, str]] = {}
        """By table, what its index says: the ids of its rows, by their numbers."""
        self._loose: list[tuple[str, str, bool]] = []
        self._tables = KINDS
        self._changes: list[Row] = []
        self._partly: set[tuple[type[Value], str]] = set()
        self._whole: set[str] = set()
        """Tables whose index was read without a gap: what it does not name is not there."""

    def read(self) -> Salvage:
        found, pages = self._found, self._pages
        roots = {(kind, name): root for kind, name, root in _schema(pages)}
        for (kind, name), root in roots.items():
            if kind == "table" and (name in self._tables or name == schema.PROJECT.name):
                found.tallies[name] = Tally(name)
                self._walked.add(root)
                for row in pages.rows(root):
                    self._take(name, row)
        self._read_indexes(roots)
        if ("table", schema.CHANGE.name) in roots:
            root = roots["table", schema.CHANGE.name]
            found.tallies[schema.CHANGE.name] = Tally(schema.CHANGE.name)
            self._walked.add(root)
            self._changes += pages.rows(root)
        for (kind, _), root in roots.items():
            if kind in ("table", "index"):
                # What is derived, or another program's, is walked through: its pages are not astray.
                deque(pages.rows(root) if root not in self._walked else (), maxlen=0)
        found.unreadable = pages.unreadable
        for rows in pages.strays():
            for row in rows:
                self._take_stray(row)
        self._claim()
        self._replay()
        self._count_lost()
        return found

    # Tables

    def _take(self, table: str, row: Row) -> bool:
        tally = self._found.tallies.setdefault(table, Tally(table))
        if table == schema.PROJECT.name:
            values = row.values
            if len(values) >= 3 and all(isinstance(value, str) for value in values[:3]) and self._found.project is None:
                self._found.project = ProjectInfo(str(values[0]), str(values[1]), str(values[2]))
                tally.read += 1
            return True
        kind = self._tables[table]
        value, whole = _value(kind, row)
        if value is None:
            tally.lost += 1
            return False
        if value.id in self._found.values[kind]:
            return True  # Two rows of one id: the first that was met.
        self._found.values[kind][value.id] = value
        if isinstance(value, ArticleText):
            if not whole:
                self._found.cut.add(value.id)
        elif not whole:
            self._partly.add((kind, value.id))
        tally.read += whole
        tally.in_part += not whole
        return True

    # Indexes

    def _read_indexes(self, roots: dict[tuple[str, str], int]) -> None:
        for table in self._tables:
            before = self._pages.unreadable
            ids = self._entries(roots, f"sqlite_autoindex_{table}_1", 2)
            self._named[table] = {number: record for record, number in ids if isinstance(record, str)}
            if self._named[table] and self._pages.unreadable == before:
                self._whole.add(table)
        tags = {number: tag for tag, number in self._entries(roots, "ix_annotation_tag", 2)}
        for article, start, end, record, number in self._entries(roots, "ix_annotation_article_start_end_id", 5):
            if isinstance(article, str) and isinstance(start, int) and isinstance(end, int) and isinstance(record, str):
                tag = tags.get(number)
                self._found.places[record] = Place(article, start, end, tag if isinstance(tag, str) else None)
        heads: dict[int, dict[str, str]] = {}
        for column in ("title", "url", "sha256"):
            for value, number in self._entries(roots, f"ix_article_{column}", 2):
                if isinstance(value, str):
                    heads.setdefault(number, {})[column] = value
        for number, record in self._named[schema.ARTICLE.name].items():
            self._found.heads[record] = heads.get(number, {})

    def _entries(self, roots: dict[tuple[str, str], int], index: str, width: int) -> Iterator[tuple[Any, ...]]:
        root = roots.get(("index", index))
        if root is None:
            return
        self._walked.add(root)
        for row in self._pages.rows(root):
            if row.whole and len(row.values) == width and isinstance(row.values[-1], int):
                yield row.values

    # The history

    def _replay(self) -> None:
        """Read the changes, and take from them what was lost elsewhere: they hold each value as it was at last."""
        if not self._changes and schema.CHANGE.name not in self._found.tallies:
            return
        tally = self._found.tallies.setdefault(schema.CHANGE.name, Tally(schema.CHANGE.name))
        last: dict[tuple[type[Value], str], Any] = {}
        there: set[int] = set()
        for number, row in sorted({row.number: row for row in self._changes}.items()):
            told = _told(row)
            if told is None:
                tally.lost += 1
                continue
            edits = row.values[12]
            try:
                for edit in unpacked(edits) if isinstance(edits, bytes) else ():
                    last[type(edit.value), edit.value.id] = edit.after
                tally.read += 1
            except (ValueError, RecursionError):
                tally.in_part += 1
            if row.values[9] is None:
                there.add(number)
                undoes = told.undoes if told.undoes in there else None
                self._found.told.append(replace(told, undoes=undoes))
        for (kind, record), value in last.items():
            if value is not None:
                self._restore(kind, record, value)

    def _restore(self, kind: type[Value], record: str, value: Any) -> None:
        table = mapping(kind).table.name
        there = self._found.values[kind]
        partly = (kind, record) in self._partly
        if partly:
            self._found.tallies[table].in_part -= 1
        elif record in there or (table in self._whole and record not in self._named[table].values()):
            return
        there[record] = value
        self._found.from_history += 1

    # Pages astray

    def _take_stray(self, row: Row) -> None:
        if len(row.values) == len(schema.CHANGE.columns) and row.values[0] is None and _told(row) is not None:
            self._changes.append(row)
            self._found.astray += 1
            return
        if not row.values or not isinstance(row.values[0], str) or not is_id(row.values[0]):
            return  # Another table's: all rows of ours begin with an id.
        width = len(row.values)
        if width == 2 and isinstance(row.values[1], str):
            self._loose.append((row.values[0], row.values[1], row.whole))
            return
        if width == 3 and all(isinstance(value, str) for value in row.values) and str(row.values[2])[:2].isdecimal():
            self._take(schema.PROJECT.name, row)
            return
        for table, kind in self._tables.items():
            columns = len(mapping(kind).table.columns)
            if not _OLDEST.get(table, columns) <= width <= columns or _read(kind, _padded(row, columns)) is None:
                continue
            if kind is ArticleOriginal and not _unpacks(row.values[1]):
                continue  # A sketch, which can be made anew.
            self._found.astray += self._take(table, row)
            return
        self._found.unclaimed += 1

    def _claim(self) -> None:
        """Tell what rows of an id and a text are: texts of articles, coders or events."""
        values = self._found.values
        coders = {value.coder for kind in (Annotation, Relation, Status, Judgement) for value in values[kind].values()}
        events = {event for article in values[Article].values() for event in article.events}
        articles = {*values[Article], *self._found.heads, *self._named["article_text"].values()}
        articles |= {mark.article for mark in values[Annotation].values()}
        for record, text, whole in self._loose:
            owned = (("article_text", articles), ("coder", coders), ("event", events))
            table = next((name for name, ids in owned if record in ids), None)
            if table is None and "\n" in text:
                table = "article_text"
            if table is None:
                self._found.unclaimed += 1
            else:
                self._found.astray += self._take(table, Row(0, (record, text), whole))

    def _count_lost(self) -> None:
        for table, kind in self._tables.items():
            there = self._found.values[kind]
            missing = [record for record in self._named[table].values() if record not in there]
            if missing or table in self._found.tallies:
                tally = self._found.tallies.setdefault(table, Tally(table))
                tally.lost = max(tally.lost, len(missing))
        for known in (self._found.places, self._found.heads):
            kind = Annotation if known is self._found.places else Article
            for record in [record for record in known if record in self._found.values[kind]]:
                del known[record]


def _schema(pages: Pages) -> list[tuple[str, str, int]]:
    """Return kind, name and first page of what the schema names; where it is astray itself, it is sought."""
    rows = list(pages.rows(1))
    found = [entry for row in rows if (entry := _entry(row)) is not None]
    if not any(name == schema.ARTICLE_TEXT.name for _, name, _ in found):
        with pages.glancing():
            found += [entry for page in pages.strays() for row in page if (entry := _entry(row)) is not None]
    return list(dict.fromkeys(found))


def _entry(row: Row) -> tuple[str, str, int] | None:
    values = row.values
    if len(values) != 5 or values[0] not in ("table", "index"):
        return None
    name, root = values[1], values[3]
    return (str(values[0]), name, root) if isinstance(name, str) and isinstance(root, int) and root > 1 else None


def _told(row: Row) -> Told | None:
    """Return the change of a row of the history, None where it is none."""
    values = row.values
    if len(values) != len(schema.CHANGE.columns):
        return None
    _, own, kind, coder, time, subject, count, way, undoes, _, article, record, _ = values
    try:
        return convert(
            dict(number=row.number, id=own, kind=kind, coder=coder, time=time, subject=subject, count=count, way=way,
                 undoes=undoes, article=article, record=record), Told
        )  # fmt: skip
    except ValidationError:
        return None


def _padded(row: Row, columns: int) -> tuple[Held, ...]:
    return (*row.values[:columns], *[None] * (columns - len(row.values)))


def _value(kind: type[Value], row: Row) -> tuple[Any, bool]:
    """Return the value of a row, mended where parts of it cannot be read, and whether they all could; or None."""
    kept = mapping(kind)
    values = _padded(row, len(kept.table.columns))
    value = _read(kind, values)
    if value is not None:
        return (value, row.whole) if _is_name(value.id) else (None, False)
    if not isinstance(values[0], str) or not _is_name(values[0]):
        return None, False
    mended = [None if c.nullable else _SUBSTITUTES.get(c.name) for c in kept.table.columns]
    wrong = [place for place, sound in enumerate(_fits(kept.table, values)) if not sound]
    values = tuple(mended[place] if place in wrong else held for place, held in enumerate(values))
    tried = [values]
    loose = [p for p, c in enumerate(kept.table.columns) if p and (c.nullable or c.name in _SUBSTITUTES)]
    tried += [(*values[:place], mended[place], *values[place + 1 :]) for place in loose]
    tried.append(tuple(mended[place] if place in loose else held for place, held in enumerate(values)))
    return next((value for held in tried if (value := _read(kind, held)) is not None), None), False


def _read(kind: type[Value], values: tuple[Held, ...]) -> Any:
    """Return the value of a row, None where it is none."""
    kept = mapping(kind)
    if not all(_fits(kept.table, values)):
        return None
    try:
        return kept.from_row(values)
    except (ValueError, TypeError, RecursionError):
        return None


def _fits(table: Table, values: tuple[Held, ...]) -> list[bool]:
    found = []
    for column, value in zip(table.columns, values, strict=True):
        wanted = int if isinstance(column.type, Integer) else bytes if isinstance(column.type, LargeBinary) else str
        found.append(isinstance(value, wanted) or (value is None and bool(column.nullable)))
    return found


def _is_name(record: str) -> bool:
    """Return whether this can be an id: what other programs made is kept, whatever its shape, if it can be named."""
    return len(record) <= 36 and record.isascii() and (record.isprintable())


def _unpacks(packed: Held) -> bool:
    try:
        return isinstance(packed, bytes) and zlib.decompressobj().decompress(packed, 1) is not None
    except zlib.error:
        return False
